"""Documents inside others: archives and e-mails → (name, bytes) of each part."""

import contextlib
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser

from storage.model import MinutebookError

_MOST_FILES = 500
_MOST_RATIO = 200  # a document packs to a tenth at best; a bomb to a thousandth
_MAIL_FIELDS = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"received",
    b"return-path",
    b"mime-version",
    b"delivered-to",
    b"message-id",
    b"content-type",
)

Part = tuple[str, bytes]


def is_word(data: bytes) -> bool:
    """Whether a zip is a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(name.startswith("word/") for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def check_packed(data: bytes, name: str, limit: int) -> None:
    """Refuse a zip (a Word file is one) that is damaged, locked, or unpacks beyond the limit.

    Raises MinutebookError. The directory may lie about sizes: each part is also read with a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
        raise MinutebookError(
            f"{name} is damaged or cut short: download or save it again"
        ) from error
    if any(info.flag_bits & 1 for info in infos):
        raise MinutebookError(f"{name} is locked with a password: pack it without one")
    if len(infos) > _MOST_FILES:
        raise MinutebookError(f"{name} holds {len(infos)} files: add at most {_MOST_FILES} at once")
    total = sum(info.file_size for info in infos)
    if total > limit or total > max(len(data), 10_000) * _MOST_RATIO:
        raise MinutebookError(
            f"{name} unpacks to {total // 1_000_000} MB: it is no ordinary document"
        )


def is_hidden(path: str) -> bool:
    """Whether a file of a folder or archive is none that people put there: `path` is its path in
    it, with slashes."""
    parts = [part for part in path.split("/") if part.strip(".")]  # "./" hides nothing
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def read_zip(data: bytes, name: str, limit: int) -> Iterator[Part]:
    """The files of an archive with their names, hidden ones left out; `check_packed` goes first."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for info in packed.infolist():
            if info.is_dir() or is_hidden(info.filename):
                continue
            try:
                with packed.open(info) as part:
                    content = part.read(limit + 1)
            except (
                zipfile.BadZipFile,
                zlib.error,
                EOFError,
                NotImplementedError,
                OSError,
                RuntimeError,
            ) as error:
                raise MinutebookError(
                    f"{info.filename} in {name} is damaged: pack it again"
                ) from error
            if len(content) > limit:
                raise MinutebookError(f"{info.filename} in {name} is too large")
            yield info.filename, content


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin as an e-mail does: with header fields, two known ones at least."""
    head = re.split(rb"\r?\n\r?\n", data[:20_000].lstrip(b"\xef\xbb\xbf"), maxsplit=1)[0]
    lines = head.splitlines()
    fields = {
        m[1].lower() for line in lines if (m := re.match(rb"([A-Za-z][A-Za-z-]{1,40}):", line))
    }
    shaped = all(re.match(rb"[A-Za-z][\w-]*:|[ \t]|From ", line) for line in lines)
    return bool(lines) and shaped and len(fields.intersection(_MAIL_FIELDS)) >= 3


def read_mail(data: bytes) -> tuple[list[Part], Part | None]:
    """The attachments of an e-mail, and its own text (HTML before plain) where it has one."""
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    attached: list[Part] = []
    for part in message.walk():
        name = part.get_filename()
        if name and not part.is_multipart():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and part.get_content_maintype() != "image":
                attached.append((name, content))
    return attached, _own_text(message)


def _own_text(message: EmailMessage) -> Part | None:
    body = message.get_body(preferencelist=("html", "plain"))
    content = (
        body.get_payload(decode=True) if body is not None and not body.get_filename() else None
    )
    if not isinstance(content, bytes) or not content.strip():
        return None
    charset = body.get_content_charset() if body is not None else None
    with contextlib.suppress(LookupError, UnicodeDecodeError):
        content = content.decode(charset or "utf-8").encode()
    return "the text of the e-mail", content
