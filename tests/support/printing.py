"""Paper for tests: a small PDF and Word printer, so that documents need not be kept as bytes."""

import io
import textwrap
from collections.abc import Sequence

import docx


def printed_pdf(
    paragraphs: Sequence[tuple[str, str]],
    *,
    head: str = "",
    footer: str = "Page {page}",
    width: int = 84,
    lines_on_page: int = 46,
) -> bytes:
    """A PDF of paragraphs, each ("plain" | "bold", text), with a running head and page numbers."""
    lines: list[tuple[str, str, int]] = []
    for style, text in paragraphs:
        for i, line in enumerate(textwrap.wrap(text, width) or [""]):
            lines.append((style, line, 0 if i else 1))
    pages = [lines[i : i + lines_on_page] for i in range(0, max(len(lines), 1), lines_on_page)]
    return pdf_of([_page(page, number, head, footer) for number, page in enumerate(pages, start=1)])


def _page(lines: Sequence[tuple[str, str, int]], number: int, head: str, footer: str) -> str:
    drawn = []
    if head and number > 1:
        drawn.append(_draw("F1", 8, 60, 805, head))
    y = 780.0
    for style, line, first in lines:
        y -= 14 + 6 * first
        drawn.append(_draw("F2" if style == "bold" else "F1", 10, 60, y, line))
    if footer:
        drawn.append(_draw("F1", 8, 280, 30, footer.format(page=number)))
    return "\n".join(drawn)


def _draw(font: str, size: int, x: float, y: float, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def pdf_of(pages: Sequence[str]) -> bytes:
    """A PDF whose pages have these content streams."""
    fonts = "<< /F1 3 0 R /F2 4 0 R >>"
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for i, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font {fonts} >> "
            f"/Contents {6 + 2 * i} 0 R >>"
        )
        size = len(content.encode("cp1252", "replace"))
        objects.append(f"<< /Length {size} >>\nstream\n{content}\nendstream")
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def printed_docx(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A Word file of paragraphs, each (style, text): "plain", "bold" or a style of Word's."""
    document = docx.Document()
    for style, text in paragraphs:
        if style in ("plain", "bold"):
            document.add_paragraph().add_run(text).bold = style == "bold"
        else:
            document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
