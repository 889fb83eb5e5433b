"""Word files → blocks, with the numbers that Word keeps apart from the text.

python-docx opens the package and its styles; the walk over the body is ours, because tracked
deletions must be left out, insertions kept, and list numbers counted as Word counts them.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import docx
import docx.document
import lxml.etree
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError

from sources.readers.blocks import MOST_BLOCKS, Block, Document, Role, tidy
from sources.readers.docx_lists import Element, Lists, W, value_of
from sources.readers.docx_text import BOX, DEEPEST, LEFT_OUT, Style, Words, lines, read_styles
from sources.readers.html import read_html
from sources.readers.text import read_plain
from sources.readers.visible import LeftOut, Run, unread_letters
from sources.structure.tables import cell_text, read_heads, row_of
from storage.model import MinutebookError

_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"  # of a watermark
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NOTE_PARTS = {
    RELATIONSHIP_TYPE.FOOTNOTES: "footnote",
    RELATIONSHIP_TYPE.ENDNOTES: "endnote",
}


def read_docx(data: bytes, name: str, *, embeds: bool = True) -> Document:
    """A Word file's bytes → blocks; headers, footers, comments and deletions are left out.

    Documents embedded in it are read with it where it `embeds` any.

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
    left_out = LeftOut()
    words = Words(read_styles(opened.styles.element), _notes(opened), left_out)
    walk = _Walk(words, Lists(_numbering(opened)), _embedded(opened) if embeds else {})
    walk.container(opened.element.body, 0)
    marks = _watermarks(opened)
    drafts = [Block("DRAFT") for mark in marks if "draft" in mark.casefold()][:1]
    for mark in marks:
        left_out.add("a watermark", mark)
    return Document(
        (*drafts, *walk.blocks),
        meta_title=tidy(opened.core_properties.title or "") or None,
        warnings=(
            *walk.warnings,
            *left_out.warnings(),
            *unread_letters(b.text for b in walk.blocks),
        ),
        left_out=left_out.count(),
    )


def _numbering(opened: docx.document.Document) -> Element | None:
    for relation in opened.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            element: Element = relation.target_part.element
            return element
    return None


def _notes(opened: docx.document.Document) -> dict[tuple[str, str], Element]:
    """The foot- and endnotes by the tag that refers to them and their id."""
    found: dict[tuple[str, str], Element] = {}
    for relation in opened.part.rels.values():
        kind = _NOTE_PARTS.get(relation.reltype)
        if kind is None or relation.is_external:
            continue
        try:
            root = lxml.etree.fromstring(relation.target_part.blob, _parser())
        except lxml.etree.XMLSyntaxError:
            continue
        for note in root.iter(f"{W}{kind}"):
            found[f"{W}{kind}Reference", note.get(f"{W}id") or ""] = note
    return found


def _parser() -> lxml.etree.XMLParser:
    return lxml.etree.XMLParser(resolve_entities=False, no_network=True)


def _embedded(opened: docx.document.Document) -> dict[str, bytes]:
    """The documents embedded in a Word file, by the ids of their relations."""
    return {
        key: relation.target_part.blob
        for key, relation in opened.part.rels.items()
        if relation.reltype == RELATIONSHIP_TYPE.A_F_CHUNK and not relation.is_external
    }


def _watermarks(opened: docx.document.Document) -> list[str]:
    """The words printed behind the text, each once."""
    headers = [
        relation.target_part.element
        for relation in opened.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.HEADER and not relation.is_external
    ]
    paths = [e for root in (opened.element, *headers) for e in root.iter(_TEXT_PATH)]
    return list(dict.fromkeys(tidy(e.get("string") or "") for e in paths))


@dataclass
class _Walk:
    """A walk through the body that gathers blocks."""

    words: Words
    lists: Lists
    embedded: dict[str, bytes] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unended: list[tuple[Element, list[Run]]] = field(default_factory=list)

    def container(self, element: Element, depth: int) -> None:
        """All paragraphs and tables in an element, in order."""
        for child in element:
            if depth > DEEPEST or child.tag in LEFT_OUT:
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
            elif child.tag == f"{W}altChunk":
                self.embedded_document(child)
            elif len(child):
                self.container(child, depth + 1)

    def paragraph(self, element: Element, depth: int) -> None:
        """A paragraph as blocks; a line break in it ends one. One whose end is a tracked deletion
        goes on in the next."""
        self.unended.append((element, self.words.of(element)))
        follows = element.getnext()
        if _loses_its_end(element) and follows is not None and follows.tag == f"{W}p":
            return
        parts, self.unended = self.unended, []
        named = next((e for e, runs in parts if _has_words(runs)), element)
        style, number = self.words.style(named), None
        if any(_has_words(runs) for _, runs in parts):
            number = self.number(named, style)
        for line in lines(self.words.seen([run for _, runs in parts for run in runs])):
            role: Role = "heading" if style.level else "text"
            self.blocks.append(replace(line, number=number, role=role, level=style.level))
            number = None
        for box in (box for part, _ in parts for box in _boxes(part, depth)):
            self.container(box, depth + 1)

    def number(self, element: Element, style: Style) -> str | None:
        """The list number of a paragraph: of a list that it names itself, or its style."""
        own = value_of(element, "pPr/numPr/numId")
        list_id = own or style.list_id
        if not list_id or list_id == "0":
            return None
        level = value_of(element, "pPr/numPr/ilvl")
        if level is None and own is None:
            bound = self.lists.level_of(list_id, value_of(element, "pPr/pStyle") or "")
            level = None if bound is None else str(bound)
        return self.lists.next(list_id, int(level or style.list_level))

    def embedded_document(self, element: Element) -> None:
        """The blocks of a document that is embedded in this one."""
        data = self.embedded.get(element.get(_RELATION) or "", b"")
        try:
            read = _read_embedded(data)
        except MinutebookError:
            self.warnings.append(
                "a document embedded in this one could not be read: open the file in Word, save "
                "it and add it again"
            )
        else:
            self.blocks += read.blocks
            self.warnings += read.warnings

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
        cells = [[self.cell(c, depth) for c in row] for row in rows]
        heads = read_heads([*map(cell_text, cells[0])]) if len(cells) > 1 else ()
        self.blocks += [b for inner in cells for b in [row_of(inner, heads)] if b.text]

    def cell(self, element: Element, depth: int) -> list[Block]:
        """The blocks within a cell."""
        walk = _Walk(self.words, self.lists)
        walk.container(element, depth + 1)
        return walk.blocks


def _boxes(element: Element, depth: int) -> Iterator[Element]:
    """The text boxes of a paragraph, without those within them: these are their paragraphs'."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif depth <= DEEPEST and child.tag not in LEFT_OUT:
            yield from _boxes(child, depth + 1)


def _row_of(cell: Element) -> Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors(f"{W}tbl"), None)


def _loses_its_end(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _has_words(runs: Iterable[Run]) -> bool:
    """Whether runs have words; a number is counted for struck ones too, not for hidden ones."""
    return any(tidy(run.text) and run.unseen != "hidden" for run in runs)


def _read_embedded(data: bytes) -> Document:
    """An embedded document: a Word file, a web page or text.

    Raises MinutebookError for any other, and for one with documents embedded in it.
    """
    if data.startswith(b"PK"):
        return read_docx(data, "the embedded document", embeds=False)
    if not data.strip() or data.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0", b"MIME-Version")):
        raise MinutebookError("the embedded document is in no format that is read here")
    text = data.decode("utf-8-sig", errors="replace")
    return read_html(text) if text.lstrip().startswith("<") else read_plain(text)
