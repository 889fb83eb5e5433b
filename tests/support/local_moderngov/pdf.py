"""Printed minutes: a small PDF with a text layer."""

from support.local_moderngov.council import Committee, Meeting
from support.local_moderngov.html import long_day

_LINES = 42
_WIDTH = 84


def printed_minutes(committee: Committee, meeting: Meeting) -> bytes:
    """The minutes as one document, laid out line by line."""
    lines = [
        committee.name.upper(),
        f"MINUTES of a meeting of the {committee.name} held on {long_day(meeting.date)}.",
        "PRESENT: Cllr E Grundy (Chairman), Cllr R Snell",
    ]
    for item in meeting.items:
        lines += ["", f"{item.number} {item.title}", ""]
        for paragraph in item.minutes:
            lines += [*_wrapped(paragraph), ""]
    return make_pdf([lines[at : at + _LINES] for at in range(0, len(lines), _LINES)])


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def make_pdf(pages: list[list[str]]) -> bytes:
    """A PDF of these pages of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for lines in pages:
        text = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 15 TL 72 770 Td\n{text}ET".encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            b"<< /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _joined(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _joined(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)
