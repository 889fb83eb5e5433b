"""One way in for documents of every format: the reader is chosen by what the bytes are.

A reader is loaded with the first document of its format: a bot that answers questions needs none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from sources.addresses import normalise_address
from sources.archives import Part, check_packed, is_mail, is_word, read_mail, read_zip
from sources.fence import log_fault
from sources.readers.blocks import Block, Document, tidy
from sources.readers.jsonl import looks_like_jsonl, read_jsonl
from sources.readers.text import read_plain
from sources.structure.meeting import NOTHING_GIVEN, Given, build_meeting
from storage.model import Meeting, MinutebookError

__all__ = ["LARGEST", "NOTHING_GIVEN", "Given", "Reading", "read_document", "read_documents"]


# Issue pages: one matter as several meetings took it → one document a meeting.


_MEETING = re.compile(
    r"^Meeting:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–]\s*(?P<panel>.+?)\s*(?:\(\s*Item\s+(?P<number>[^)]+?)\.?\s*\))?$",
    re.IGNORECASE,
)


def split_issue(document: Document) -> list[Document]:
    """The document as item pages, one for each "Meeting: date - panel (Item n)" on it.

    A document without such lines is given back alone, as it is.
    """
    heads = [
        i for i, b in enumerate(document.blocks) if b.role != "row" and _MEETING.match(tidy(b.text))
    ]
    if not heads:
        return [document]
    pages = []
    for start, end in zip(heads, [*heads[1:], len(document.blocks)], strict=True):
        said = _MEETING.match(tidy(document.blocks[start].text))
        assert said is not None
        meta = f"Agenda item for {said['panel']} on day {said['date']}"
        page = (Block("Agenda item", role="heading", level=1), *document.blocks[start + 1 : end])
        pages.append(
            replace(
                document,
                blocks=page,
                meta_title=meta,
                meeting_link=None,
                item_number=said["number"],
            )
        )
    return pages


_DEEPEST = 3
_PICTURES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

LARGEST = 100_000_000  # bytes of one document, packed or not


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a source: its meetings, and (part, sentence) for each part that was refused.

    A part is "line 3" of an interchange file or the name of a file in an archive or e-mail; "" is
    the source as a whole.
    """

    meetings: tuple[Meeting, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def read_document(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> list[Meeting]:
    """The meetings that a document holds; `name` is used in messages alone.

    Raises MinutebookError where any part of it is refused; `read_documents` lets the rest through.
    """
    reading = _read_soundly(data, name, given, LARGEST)
    if reading.refused:
        part, why = reading.refused[0]
        raise MinutebookError(f"{part}: {why}" if part else why)
    return list(reading.meetings)


def read_documents(
    data: bytes, name: str, given: Given = NOTHING_GIVEN, limit: int = LARGEST
) -> Reading:
    """The meetings that a document holds and what of it was refused; never raises for bad input.

    The reader is chosen by content. An archive or an e-mail gives the documents in it.
    """
    try:
        return _read_soundly(data, name, given, limit)
    except MinutebookError as error:
        return Reading(refused=(("", str(error)),))


def _read_soundly(data: bytes, name: str, given: Given, limit: int, depth: int = 0) -> Reading:
    """What a document holds. Raises MinutebookError where it is refused, and for a fault of ours,
    which keeps no other document out."""
    if len(data) > limit:
        size = limit // 1_000_000
        raise MinutebookError(f"{name} is larger than {size} MB: add its parts one by one")
    try:
        return _read(data, name, given, limit, depth)
    except MinutebookError:
        raise
    except Exception as error:
        reference = log_fault(error, "a document could not be read")
        raise MinutebookError(
            f"{name} could not be read, which is a fault of Minutebook (reference {reference}): "
            "try it in another format, as .docx or text"
        ) from error


def _read(data: bytes, name: str, given: Given, limit: int, depth: int) -> Reading:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise MinutebookError(f"{name} is empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        check_packed(data, name, limit)
        if is_word(data):
            from sources.readers.docx import read_docx

            return _built([read_docx(data, name)], given)
        return _read_parts(read_zip(data, name, limit), given, limit, depth)
    if b"%PDF-" in data[:1024]:
        from sources.readers.pdf import read_pdf

        return _built([read_pdf(data, name)], given)
    _refuse_known(data, name)
    if is_mail(data):
        return _read_mail(data, name, given, limit, depth)
    text = _decoded(data, name)
    if looks_like_jsonl(text):
        meetings, refused = read_jsonl(text)
        return Reading(tuple(_as_given(m, given) for m in meetings), tuple(refused))
    if looks_like_html(text):
        from sources.readers.html import read_html

        return _built(split_issue(read_html(text)), given)
    return _built(split_issue(read_plain(text)), given)


def _read_parts(parts: Iterable[Part], given: Given, limit: int, depth: int) -> Reading:
    """The documents of an archive: each is read, or refused, by itself."""
    if depth >= _DEEPEST:
        raise MinutebookError("archives are packed in archives too deep: unpack them first")
    meetings: list[Meeting] = []
    refused: list[tuple[str, str]] = []
    for name, content in parts:
        try:
            reading = _read_soundly(content, name, given, limit, depth + 1)
        except MinutebookError as error:
            refused.append((name, str(error)))
        else:
            meetings += reading.meetings
            refused += [(f"{name}, {part}" if part else name, why) for part, why in reading.refused]
    return Reading(tuple(meetings), tuple(refused))


def _read_mail(data: bytes, name: str, given: Given, limit: int, depth: int) -> Reading:
    """The documents attached to an e-mail; with none, its own text."""
    attached, own = read_mail(data)
    if attached:
        return _read_parts(attached, given, limit, depth)
    if own is None:
        raise MinutebookError(f"{name} is an e-mail without text or attachments")
    return _read(own[1], own[0], given, limit, depth + 1)


def _as_given(meeting: Meeting, given: Given) -> Meeting:
    """A meeting of an interchange file with what the caller supplies."""
    return replace(
        meeting,
        panel=given.panel or meeting.panel,
        title=given.title
        or (meeting.title if meeting.title != meeting.panel else None)
        or given.panel
        or meeting.panel,
        date=given.date or meeting.date,
        url=normalise_address(given.url) if given.url else meeting.url,
        status="draft" if given.draft else meeting.status,
        warnings=tuple(
            w
            for w in meeting.warnings
            if not (w == "no date found" and given.date)
            and not (w == "no panel found" and given.panel)
        ),
    )


def _refuse_known(data: bytes, name: str) -> None:
    """Refuse formats that are known and not read, with advice. Raises MinutebookError."""
    if data.lstrip()[:5] == b"{\\rtf":
        raise MinutebookError(f"{name} is RTF: open it in Word or LibreOffice and save it as .docx")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise MinutebookError(
                f"{name} is locked with a password: save it without one and add it again"
            )
        raise MinutebookError(f"{name} is an old Word or Office file: open it and save it as .docx")
    for start, what in _PICTURES:
        if data.startswith(start):
            raise MinutebookError(
                f"{name} is {what}, not text: add the document itself, or run OCR over a picture"
            )


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
