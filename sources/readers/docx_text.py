"""The text of Word's paragraphs: runs with their looks, symbols, notes, and the lines they make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from sources.readers.blocks import Block, list_number, tidy
from sources.readers.docx_lists import Element, W, is_on, value_of
from sources.readers.symbols import symbol, with_symbols
from sources.readers.visible import LeftOut, Run, with_note_marks

BOX = f"{W}txbxContent"
LEFT_OUT = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
DEEPEST = 60
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "1", f"{W}endnoteReference": "i"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text looks."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    white: bool = False
    raised: bool = False
    font: str = ""

    def marked(self, marks: Element | None) -> "Look":
        """This look with what a run's or a style's properties say of it."""
        if marks is None:
            return self
        fonts = marks.find(f"{W}rFonts")
        return Look(
            _said(marks, self.bold, "b"),
            _said(marks, self.struck, "strike", "dstrike"),
            _said(marks, self.hidden, "vanish"),
            _is_white(marks, self.white),
            _is_raised(marks, self.raised),
            self.font if fonts is None else fonts.get(f"{W}ascii") or self.font,
        )

    def unseen(self, shaded: bool) -> str | None:
        """Why words of this look are not seen as said; white ones are where it is `shaded`."""
        if self.hidden:
            return "hidden"
        if self.struck:
            return "struck out"
        return "white" if self.white and not shaded else None


def _said(marks: Element, before: bool, *names: str) -> bool:
    said = [is_on(e) for name in names for e in marks.findall(f"{W}{name}")]
    return any(said) if said else before


def _is_white(marks: Element, before: bool) -> bool:
    colour = value_of(marks, "color")
    if value_of(marks, "highlight") or _is_shaded(marks):
        return False
    return before if colour is None else colour.upper() == "FFFFFF"


def _is_raised(marks: Element, before: bool) -> bool:
    align, position = value_of(marks, "vertAlign"), value_of(marks, "position")
    if position and position.isdigit() and int(position) > 3:  # half points above the line
        return True
    return before if align is None else align == "superscript"


def _is_shaded(properties: Element) -> bool:
    fill = properties.find(f"{W}shd")
    return fill is not None and (fill.get(f"{W}fill") or "auto").lower() not in ("auto", "ffffff")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what it takes over from the styles it is based on. `marks` are the
    properties of its runs, those of its basis first; `shaded` says that it fills its ground."""

    level: int = 0
    list_id: str | None = None
    list_level: int = 0
    marks: tuple[Element, ...] = ()
    shaded: bool = False


def read_styles(root: Element) -> dict[str, Style]:
    """The styles of a Word file by their ids."""
    elements = {s.get(f"{W}styleId"): s for s in root.iter(f"{W}style")}
    return {name: _style(name, elements, 0) for name in elements if name}


def _style(name: str | None, elements: dict[str | None, Element], depth: int) -> Style:
    element = elements.get(name)
    if element is None or depth > 20:
        return Style()
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
    marks = element.find(f"{W}rPr")
    return Style(
        level,
        value_of(element, "pPr/numPr/numId") or base.list_id,
        int(value_of(element, "pPr/numPr/ilvl") or base.list_level),
        base.marks if marks is None else (*base.marks, marks),
        base.shaded or any(map(_is_shaded, element.iter(f"{W}pPr", f"{W}tcPr", f"{W}tblPr"))),
    )


@dataclass
class Words:
    """Reads the words of paragraphs. `notes` are the foot- and endnotes by the tag that refers to
    them and their id; what is not seen goes to `left_out`."""

    styles: dict[str, Style]
    notes: dict[tuple[str, str], Element]
    left_out: LeftOut
    counts: dict[str, int] = field(default_factory=dict)

    def style(self, paragraph: Element) -> Style:
        """The style of a paragraph."""
        named = self.styles.get(value_of(paragraph, "pPr/pStyle") or "")
        return named or self.styles.get("Normal", Style())

    def of(self, paragraph: Element) -> list[Run]:
        """The words of a paragraph, also those that are not seen, with its notes at the end; a
        line break is "\n"."""
        notes: list[str] = []
        look = reduce(Look.marked, self.style(paragraph).marks, Look())
        ground = self._is_on_ground(paragraph)
        runs = list(self._runs(paragraph, look, ground, notes, 0))
        if notes and re.fullmatch(r" \[\w+\]", runs[-1].text):
            runs.pop()  # the note itself follows
        return [*runs, *(Run(f" {note}") for note in notes)]

    def seen(self, runs: Sequence[Run]) -> list[Run]:
        """The words that a reader of the document sees."""
        return with_note_marks(self.left_out.seen(runs))

    def _runs(
        self, element: Element, look: Look, shaded: bool, notes: list[str], depth: int
    ) -> Iterator[Run]:
        for child in element:
            if child.tag in LEFT_OUT or depth > DEEPEST or child.tag == BOX:
                continue
            if child.tag in _NOTES:
                yield from self._note(child, notes)
            elif (text := _text(child, look.font)) is not None:
                yield Run(text, look.bold, look.raised, look.unseen(shaded))
            elif len(child):
                inner = self._look(child, look) if child.tag == f"{W}r" else look
                yield from self._runs(child, inner, shaded, notes, depth + 1)

    def _look(self, run: Element, look: Look) -> Look:
        style = self.styles.get(value_of(run, "rPr/rStyle") or "", Style())
        return reduce(Look.marked, (*style.marks, run.find(f"{W}rPr")), look)

    def _note(self, reference: Element, notes: list[str]) -> Iterator[Run]:
        """The mark of a note, which has one; its words go to the `notes`."""
        kind = _NOTES[reference.tag]
        note = self.notes.pop((reference.tag, reference.get(f"{W}id") or ""), None)
        if note is None:
            return
        self.counts[kind] = self.counts.get(kind, 0) + 1
        number = list_number(kind, self.counts[kind])
        runs = [run for p in note.iter(f"{W}p") for run in (*self.of(p), Run(" "))]
        text = tidy("".join(run.text for run in self.seen(runs)))
        notes.append(f"[Note {number}: {text}]")
        yield Run(f" [{number}]")

    def _is_on_ground(self, paragraph: Element) -> bool:
        """Whether a paragraph may stand on a coloured ground: its own, its cell's, its table's or
        that of a text box."""
        if self.style(paragraph).shaded:
            return True
        for element in (paragraph, *paragraph.iterancestors()):
            table = self.styles.get(value_of(element, "tblPr/tblStyle") or "", Style())
            own = [e for name in ("pPr", "tcPr", "tblPr") for e in element.findall(f"{W}{name}")]
            if element.tag == BOX or table.shaded or any(map(_is_shaded, own)):
                return True
        return False


def _text(element: Element, font: str) -> str | None:
    """The text of an element in a run; None for one that is no text itself."""
    if element.tag == f"{W}t":
        return with_symbols(element.text or "", font)
    if element.tag == f"{W}sym":
        code = element.get(f"{W}char") or ""
        known = re.fullmatch(r"[0-9A-Fa-f]{2,4}", code)
        return symbol(int(code, 16), element.get(f"{W}font") or font) if known else "\ufffd"
    return _SIGNS.get(element.tag)


def lines(runs: Sequence[Run]) -> list[Block]:
    """A paragraph's lines as blocks; one that goes on in lower case belongs to the one before."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        for i, text in enumerate(run.text.split("\n")):
            if i:
                parts.append([])
            parts[-1].append(replace(run, text=text))
    joined: list[list[Run]] = []
    for line in parts:
        words = "".join(run.text for run in line).strip()
        if joined and words[:1].islower():
            joined[-1] += [Run(" "), *line]
        elif words:
            joined.append(line)
    return [_line_block(line) for line in joined]


def _line_block(line: Sequence[Run]) -> Block:
    text = "".join(run.text for run in line)
    lead = ""
    for run in line:
        if not run.bold and run.text.strip():
            break
        lead += run.text
    whole = len(lead.strip()) >= len(text.strip())
    return Block(text, bold=whole, lead=0 if whole else len(lead.strip()))
