"""One way in for documents of every format: the reader is chosen by what the bytes are."""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from sources.blocks import Document
from sources.html import read_html
from sources.issues import split_issue
from sources.jsonl import looks_like_jsonl, read_jsonl
from sources.plain import read_plain
from sources.structure import Given, build_meeting
from storage.errors import MinutebookError
from storage.records import Meeting

__all__ = ["LARGEST", "Given", "Reading", "read_document", "read_documents"]

LARGEST = 100_000_000  # bytes of one document, packed or not


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a source: its meetings, and (part, sentence) for each part that was refused.

    A part is "line 3" of an interchange file or the name of a file in an archive or e-mail; "" is
    the source as a whole.
    """

    meetings: tuple[Meeting, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def read_document(data: bytes, name: str, given: Given = Given()) -> list[Meeting]:
    """The meetings that a document holds; `name` is used in messages alone.

    Raises MinutebookError where any part of it is refused; `read_documents` lets the rest through.
    """
    reading = read_documents(data, name, given)
    if reading.refused:
        part, why = reading.refused[0]
        raise MinutebookError(f"{part}: {why}" if part else why)
    return list(reading.meetings)


def read_documents(data: bytes, name: str, given: Given = Given(), limit: int = LARGEST) -> Reading:
    """The meetings that a document holds and what of it was refused; never raises for bad input.

    The reader is chosen by content. An archive or an e-mail gives the documents in it.
    """
    if len(data) > limit:
        return Reading(
            refused=(
                ("", f"{name} is larger than {limit // 1_000_000} MB: add its parts one by one"),
            )
        )
    try:
        return _read(data, name, given, limit)
    except MinutebookError as error:
        return Reading(refused=(("", str(error)),))


def _read(data: bytes, name: str, given: Given, limit: int) -> Reading:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise MinutebookError(f"{name} is empty")
    text = _decoded(data, name)
    if looks_like_jsonl(text):
        meetings, refused = read_jsonl(text)
        return Reading(tuple(m for m in meetings), tuple(("", r) for r in refused))
    if looks_like_html(text):
        return _built(split_issue(read_html(text)), given)
    return _built(split_issue(read_plain(text)), given)


def looks_like_html(text: str) -> bool:
    """Whether the text is a web page or a piece of one."""
    start = text[:4000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")) and "<html" in text[:20000].lower():
        return True
    tags = len(
        re.findall(
            r"</?(?:p|div|span|table|tr|td|ol|ul|li|h[1-6]|br|body|b|strong)\b[^>]*>",
            text[:50000],
            re.IGNORECASE,
        )
    )
    return tags >= 3 and start.startswith("<")


def _built(documents: list[Document], given: Given) -> Reading:
    return Reading(tuple(build_meeting(document, given) for document in documents))


def _decoded(data: bytes, name: str) -> str:
    """The bytes as text: UTF-8 where they are, else what charset-normalizer finds likeliest.

    Web pages are not asked what they say they are: some say UTF-8 and mean Windows-1252.
    """
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data[:4096]:
        raise MinutebookError(
            f"{name} is in no format that is read here: web pages, Word (.docx), PDF and text are"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000]).best()
        return data.decode(best.encoding if best else "latin-1", errors="replace")
