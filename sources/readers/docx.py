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

from sources.readers.blocks import MOST_BLOCKS, Block, Document, list_number, tidy
from sources.structure.tables import as_row
from storage.model import MinutebookError

# Word's lists: the numbers that stand in no paragraph's text and have to be counted.


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "1",
}

Element = lxml.etree._Element


def value_of(element: Element, path: str) -> str | None:
    """The value of the element at a path of names in Word's namespace; None without one."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


@dataclass
class Lists:
    """Counts the entries of Word's lists: lists of one abstract list count on together."""

    root: Element | None
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str | None:
        """The number of the next entry, "•" for a bullet, None where the list is unknown."""
        number = None if self.root is None else self.root.find(f"{W}num[@{W}numId='{list_id}']")
        if self.root is None or number is None or not 0 <= level <= 8:
            return None
        abstract_id = value_of(number, "abstractNumId") or ""
        levels = self._levels(number, abstract_id)
        counts = self.counts.setdefault(abstract_id, [])
        starts = [_start(levels.get(i)) for i in range(9)]
        counts += [start - 1 for start in starts[len(counts) :]]
        if list_id not in self.begun:
            self.begun.add(list_id)
            for override in number.findall(f"{W}lvlOverride"):
                start, at = value_of(override, "startOverride"), override.get(f"{W}ilvl") or ""
                if start and start.isdigit() and at.isdigit() and int(at) < 9:
                    counts[int(at)] = int(start) - 1
        counts[level] += 1
        counts[level + 1 :] = [start - 1 for start in starts[level + 1 :]]
        return _written(levels, counts, starts, level)

    def _levels(self, number: Element, abstract_id: str) -> dict[int, Element]:
        assert self.root is not None
        abstract = self.root.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        found = [] if abstract is None else abstract.findall(f"{W}lvl")
        found += number.findall(f"{W}lvlOverride/{W}lvl")
        return {int(e.get(f"{W}ilvl") or 0): e for e in found}


def _start(level: Element | None) -> int:
    start = None if level is None else value_of(level, "start")
    return int(start) if start and start.isdigit() else 1


def _written(
    levels: dict[int, Element], counts: list[int], starts: list[int], level: int
) -> str | None:
    """A number as its level writes it: "%1.%2" with the counts put in."""
    element = levels.get(level)
    if element is None:
        return None
    kind = value_of(element, "numFmt") or "decimal"
    if kind == "bullet":
        return "•"
    if kind == "none":
        return None

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at)
        said = _KINDS.get((value_of(of, "numFmt") if of is not None else None) or "decimal", "1")
        return list_number(said, max(counts[at], starts[at]))

    text = re.sub(r"%([1-9])", figure, value_of(element, "lvlText") or "")
    return text.strip() or None


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
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
    elements = {s.get(f"{W}styleId"): s for s in opened.styles.element.iter(f"{W}style")}
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
    bold = element.find(f"{W}rPr/{W}b")
    return _Style(
        level,
        base.bold if bold is None else bold.get(f"{W}val") not in _OFF,
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
            if child.tag == f"{W}p":
                self.paragraph(child, depth)
            elif child.tag == f"{W}tbl":
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
            [c for c in row.iter(f"{W}tc") if _row_of(c) is row]
            for row in element.iter(f"{W}tr")
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
        if child.tag == f"{W}txbxContent":
            yield child
        elif depth <= _DEEPEST and child.tag not in _LEFT_OUT:
            yield from _boxes(child, depth + 1)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _runs(element: Element, bold: bool, depth: int) -> Iterator[tuple[str, bool]]:
    """The text in a paragraph with whether it is bold; a line break is "\\n"."""
    for child in element:
        if child.tag in _LEFT_OUT or depth > _DEEPEST or child.tag == f"{W}txbxContent":
            continue
        if child.tag == f"{W}t":
            yield child.text or "", bold
        elif child.tag == f"{W}tab":
            yield "\t", bold
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n", bold
        elif child.tag == f"{W}noBreakHyphen":
            yield "-", bold
        elif child.tag == f"{W}r":
            yield from _runs(child, _run_bold(child, bold), depth + 1)
        elif len(child):
            yield from _runs(child, bold, depth + 1)


def _run_bold(run: Element, bold: bool) -> bool:
    said = run.find(f"{W}rPr/{W}b")
    return bold if said is None else said.get(f"{W}val") not in _OFF


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
