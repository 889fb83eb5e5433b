"""The sheet as a Word file, laid out to be printed: A4 across, headings on every page."""

import io
import re

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from commands.actions.report import Line, Sheet

_COLUMNS = (
    ("No.", 1.3),
    ("What the minutes say", 9.4),
    ("Owner", 3.0),
    ("Raised", 3.6),
    ("Due", 2.4),
    ("What has happened since", 6.0),
)
_MARGIN = 2.0
_SHADE = "E7E6E6"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what no XML file may hold


def as_word(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a .docx file."""
    document = docx.Document()
    _page(document, sheet)
    document.add_heading(_clean(sheet.title), level=0)
    document.add_paragraph(f"Matters arising, {sheet.made:%-d %B %Y}")
    if not sheet.parts:
        document.add_paragraph("Nothing is open.")
    for heading, lines in sheet.parts:
        document.add_heading(heading, level=1)
        _table(document, lines)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Document, sheet: Sheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    document.styles["Normal"].font.size = Pt(10)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    properties = document.core_properties
    properties.title = _clean(f"{sheet.title}: matters arising")[:250]
    properties.author = properties.last_modified_by = "Minutebook"
    properties.comments = ""
    properties.created = properties.modified = sheet.made.replace(tzinfo=None)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _table(document: Document, lines: tuple[Line, ...]) -> None:
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, (title, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _write(cell, title, bold=True)
        _shade(cell)
    _row_setting(table, 0, "w:tblHeader")
    for number, line in enumerate(lines, start=1):
        cells = table.add_row().cells
        _row_setting(table, number, "w:cantSplit")
        _write(cells[0], str(line.action.id))
        _quote(cells[1], line.action.about, line.action.text)
        _write(cells[2], line.owner)
        _write(cells[3], line.raised)
        _write(cells[4], line.due)
        _write(cells[5], *line.happened)
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _write(cell: _Cell, *paragraphs: str, bold: bool = False) -> None:
    for index, words in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(_clean(words)).bold = bold


def _quote(cell: _Cell, about: str | None, words: str) -> None:
    """What an entry says, in bold after the words that it points to."""
    _write(cell, f"“{about} " if about else "“")
    cell.paragraphs[0].add_run(_clean(words)).bold = bool(about)
    cell.paragraphs[0].add_run("”")


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _row_setting(table: Table, row: int, name: str) -> None:
    """A heading that is repeated on every page; a row that no page end cuts."""
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(name))


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)


# The matters-arising sheet for the next agenda pack: on paper, in a calendar, as text.
