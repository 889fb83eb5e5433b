"""Word files → blocks, with the numbers that Word keeps apart from the text.

python-docx opens the package and its styles; the walk over the body is ours, because tracked
deletions must be left out, insertions kept, and list numbers counted as Word counts them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import docx
import docx.document
import lxml.etree
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError

from sources.blocks import MOST_BLOCKS, Block, Document, tidy
from sources.tables import as_row
from sources.wordlists import Element, Lists, value_of
from sources.wordlists import W as _W
from storage.errors import MinutebookError

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}instrText",
    f"{_W}delText",
    f"{_W}pPr",
    f"{_W}rPr",
    _FALLBACK,
}
_OFF = ("0", "false", "off", "none")
_DEEPEST = 60


def read_docx(data: bytes, name: str) -> Document:
    """A Word file's bytes → blocks; headers, footers, comments and deletions are left out.

    Raises MinutebookError for a file that cannot be opened or is too long for minutes.
    """
    try:
        opened = docx.Document(io.BytesIO(data))
    except (
        KeyError,
        ValueError,
        PackageNotFoundError,
        lxml.etree.XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
    ) as error:
        raise MinutebookError(
            f"{name} is damaged or no ordinary Word file: open it in Word and save it as .docx"
        ) from error
    walk = _Walk(_styles(opened), Lists(_numbering(opened)))
    walk.container(opened.element.body, 0)
    return Document(tuple(walk.blocks), meta_title=tidy(opened.core_properties.title or "") or None)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, with what it takes over from the styles it is based on."""

    level: int = 0
    bold: bool = False
    list_id: str | None = None
    list_level: int = 0


def _styles(opened: docx.document.Document) -> dict[str, _Style]:
    elements = {s.get(f"{_W}styleId"): s for s in opened.styles.element.iter(f"{_W}style")}
    return {name: _style(name, elements, 0) for name in elements if name}


def _style(name: str | None, elements: dict[str | None, Element], depth: int) -> _Style:
    element = elements.get(name)
    if element is None or depth > 20:
        return _Style()
    base = _style(value_of(element, "basedOn"), elements, depth + 1)
    heading = re.match(r"heading (\d)", (value_of(element, "name") or "").lower())
    outline = value_of(element, "pPr/outlineLvl")
    level = (
        int(heading[1])
        if heading
        else int(outline) + 1
        if outline and outline.isdigit() and int(outline) < 6
        else base.level
    )
    if (value_of(element, "name") or "").lower() == "title":
        level = 1
    bold = element.find(f"{_W}rPr/{_W}b")
    return _Style(
        level,
        base.bold if bold is None else bold.get(f"{_W}val") not in _OFF,
        value_of(element, "pPr/numPr/numId") or base.list_id,
        int(value_of(element, "pPr/numPr/ilvl") or base.list_level),
    )


def _numbering(opened: docx.document.Document) -> Element | None:
    for relation in opened.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            element: Element = relation.target_part.element
            return element
    return None


@dataclass
class _Walk:
    """A walk through the body that gathers blocks."""

    styles: dict[str, _Style]
    lists: Lists
    blocks: list[Block] = field(default_factory=list)

    def container(self, element: Element, depth: int) -> None:
        """All paragraphs and tables in an element, in order."""
        for child in element:
            if depth > _DEEPEST or child.tag in _LEFT_OUT:
                continue
            if len(self.blocks) > MOST_BLOCKS:
                raise MinutebookError(
                    f"this document has more than {MOST_BLOCKS} paragraphs: it is too long for "
                    "minutes, add the part that holds them"
                )
            if child.tag == f"{_W}p":
                self.paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self.table(child, depth)
            elif len(child):
                self.container(child, depth + 1)

    def paragraph(self, element: Element, depth: int) -> None:
        """A paragraph as a block; a line break in it ends one."""
        style = self.styles.get(
            value_of(element, "pPr/pStyle") or "", self.styles.get("Normal", _Style())
        )
        list_id = value_of(element, "pPr/numPr/numId") or style.list_id
        own_level = value_of(element, "pPr/numPr/ilvl")
        runs = list(_runs(element, style.bold, 0))
        number = None
        if list_id and list_id != "0" and tidy("".join(t for t, _ in runs)):
            number = self.lists.next(list_id, int(own_level or style.list_level))
        for line in _lines(runs):
            self.blocks.append(
                replace(
                    line,
                    number=number,
                    role="heading" if style.level else "text",
                    level=style.level,
                )
            )
            number = None
        for box in _boxes(element, depth):
            self.container(box, depth + 1)

    def table(self, element: Element, depth: int) -> None:
        """A table's rows; one with a single column only lays out its text."""
        rows = [
            [c for c in row.iter(f"{_W}tc") if _row_of(c) is row]
            for row in element.iter(f"{_W}tr")
            if _table_of(row) is element
        ]
        if max(map(len, rows), default=0) < 2:
            for cell in (c for row in rows for c in row):
                self.container(cell, depth + 1)
            return
        cells = [tuple(self.cell(c, depth) for c in row) for row in rows]
        heads = (
            cells[0]
            if len(cells) > 1
            and all(len(tidy(c)) < 40 for c in cells[0])
            and any(map(tidy, cells[0]))
            else ()
        )
        self.blocks += [b for c in cells if any(map(tidy, c)) for b in [as_row(c, heads)] if b.text]

    def cell(self, element: Element, depth: int) -> str:
        """A cell's paragraphs, one a line, with their list numbers written before them."""
        walk = _Walk(self.styles, self.lists)
        walk.container(element, depth + 1)
        return "\n".join(
            f"{b.number} {b.text}" if b.number and b.number != "•" else b.text for b in walk.blocks
        )


def _boxes(element: Element, depth: int) -> Iterator[Element]:
    """The text boxes of a paragraph, without those within them: these are their paragraphs'."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif depth <= _DEEPEST and child.tag not in _LEFT_OUT:
            yield from _boxes(child, depth + 1)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors(f"{_W}tbl"), None)


def _runs(element: Element, bold: bool, depth: int) -> Iterator[tuple[str, bool]]:
    """The text in a paragraph with whether it is bold; a line break is "\\n"."""
    for child in element:
        if child.tag in _LEFT_OUT or depth > _DEEPEST or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            yield child.text or "", bold
        elif child.tag == f"{_W}tab":
            yield "\t", bold
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n", bold
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-", bold
        elif child.tag == f"{_W}r":
            yield from _runs(child, _run_bold(child, bold), depth + 1)
        elif len(child):
            yield from _runs(child, bold, depth + 1)


def _run_bold(run: Element, bold: bool) -> bool:
    said = run.find(f"{_W}rPr/{_W}b")
    return bold if said is None else said.get(f"{_W}val") not in _OFF


def _lines(runs: list[tuple[str, bool]]) -> list[Block]:
    """A paragraph's lines as blocks; one that goes on in lower case belongs to the one before."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in runs:
        for i, part in enumerate(text.split("\n")):
            if i:
                lines.append([])
            lines[-1].append((part, bold))
    joined: list[list[tuple[str, bool]]] = []
    for line in lines:
        words = "".join(t for t, _ in line).strip()
        if joined and words[:1].islower():
            joined[-1] += [(" ", False), *line]
        elif words:
            joined.append(line)
    return [_line_block(line) for line in joined]


def _line_block(line: list[tuple[str, bool]]) -> Block:
    text = "".join(t for t, _ in line)
    lead = ""
    for part, bold in line:
        if not bold and part.strip():
            break
        lead += part
    whole = len(lead.strip()) >= len(text.strip())
    return Block(text, bold=whole, lead=0 if whole else len(lead.strip()))
