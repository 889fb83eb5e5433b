"""Lines of a printed page → paragraphs."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sources.dates import find_date
from sources.readers.blocks import Block, tidy
from sources.readers.hyphens import CUT, joined
from sources.readers.visible import note_mark
from sources.structure.numbering import split_number
from sources.structure.titles import is_resolution

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$|^page\s+\w+$", re.IGNORECASE
)
_OPENS = re.compile(
    r"(?:(?:AND\s+|NOW,?\s+)*(?:WHEREAS|THEREFORE|THAT|BE\s+IT)|RESOLVED|AGREED|NOTED|"
    r"RECOMMENDED|DECISION|ACTION)\b|(?:Resolved|Action)\b[^.]{0,40}[:–-]"
)
_UNMAPPED = re.compile(r"^\(cid:\d+\)\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text (a tab for each wide gap), place, size, how much of its start is
    bold, how wide its first word is, and the right edge of its column (0: of the page)."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    lead: int = 0
    page: int = 0
    first: float = 0.0
    edge: float = 0.0

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return self.lead >= len(self.text) > 0

    def on_page(self, page: int) -> "Line":
        """The line as one of that page."""
        return replace(self, page=page)


def line_of_words(words: Sequence[dict[str, Any]], edge: float = 0.0) -> Line:
    """A line of the words that stand on it; `edge` is the right one of its column."""
    row = sorted(words, key=lambda w: w["x0"])
    text, lead, bold = "", 0, True
    for before, word in zip([None, *row[:-1]], row, strict=True):
        if before is not None:
            gap = word["x0"] - before["x1"]
            text += "" if gap < 0.08 * word["size"] else " " if gap < 1.6 * word["size"] else "\t"
        text += note_mark(text, word["text"]) if word.get("raised") else word["text"]
        bold = bold and bool(_BOLD.search(word["fontname"]))
        lead = len(text) if bold else lead
    sizes = Counter(round(w["size"], 1) for w in row)
    bullet = _UNMAPPED.match(text)  # a sign that its font does not name, before words
    if bullet:
        text = f"•\t{text[bullet.end() :]}"
        lead = max(0, lead - bullet.end() + 2)
    return Line(
        text,
        row[0]["x0"],
        row[-1]["x1"],
        row[0]["top"],
        sizes.most_common(1)[0][0],
        lead,
        first=row[0]["x1"] - row[0]["x0"],
        edge=edge,
    )


def without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without lines that stand at the same height on many.

    A running head or foot is set apart from the body by a gap or its size; a resolution or a
    numbered line is never one, however often its words come at the edge of a page.
    """
    sizes = Counter(line.size for lines in pages for line in lines)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    edges = [_edges(lines, size) for lines in pages]
    met = Counter(key for edge in edges for key in {_key(line) for line in edge})
    often = max(2, 0.4 * (len(pages) - 1))
    top = min((line.top for line in pages[0]), default=0.0) if pages else 0.0

    def is_running(line: Line) -> bool:
        if _PAGE_NUMBER.match(tidy(line.text)):
            return True
        if is_resolution(line.text) or split_number(line.text).number:
            return False
        small = line.size <= size - 1.4 and tidy(line.text)[-1:] not in ".;"
        above = line.top < top - 1.7 * size  # where the first page has nothing at all
        return met[_key(line)] >= often or small or above

    return [
        [line for line in lines if line not in edge or not is_running(line)]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edges(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines at the head and foot of a page that are set apart from its body."""
    found: list[Line] = []
    for order in (lines, lines[::-1]):
        for at, (line, inner) in enumerate(itertools.pairwise(order[:4]), start=1):
            if abs(inner.top - line.top) > 1.7 * size or abs(inner.size - line.size) > 0.9:
                found += order[:at]
    return found


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", tidy(line.text)), round(line.top / 4)


def join_lines(parts: Sequence[Line | Block], measure: "Measure | None" = None) -> list[Block]:
    """Lines put together to paragraphs; table rows stay between them as they are. `measure` is
    theirs where it was taken of more than these lines."""
    lines = [p for p in parts if isinstance(p, Line)]
    measure = measure or Measure.of(lines)
    words = Counter(w for line in lines for w in re.findall(r"[\w’'-]+", line.text.casefold()))
    blocks: list[Block] = []
    paragraph: list[Line] = []
    for part in parts:
        if isinstance(part, Block):
            if paragraph:
                blocks.append(_block(paragraph, words))
                paragraph = []
            blocks.append(part)
        elif paragraph and not measure.ends(paragraph, part):
            paragraph.append(part)
        else:
            if paragraph:
                blocks.append(_block(paragraph, words))
            paragraph = [part]
    if paragraph:
        blocks.append(_block(paragraph, words))
    return blocks


@dataclass(frozen=True, slots=True)
class Measure:
    """The distance between the lines of a paragraph, and the right edge of the text."""

    spacing: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Measure":
        """As measured over all lines: the smallest distance that is met more than now and then."""
        gaps = Counter(
            round(b.top - a.top)
            for a, b in itertools.pairwise(lines)
            if a.page == b.page and 0.95 * a.size < b.top - a.top < 3 * a.size
        )
        often = max(2, 0.03 * gaps.total())
        common = [gap for gap, n in gaps.items() if n >= often]
        ends = sorted(line.x1 for line in lines)
        return cls(min(common, default=14.0), ends[int(len(ends) * 0.95)] if ends else 0.0)

    def ends(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether the paragraph ends before this line."""
        last = paragraph[-1]
        words = tidy(last.text)
        if line.page != last.page or line.top < last.top - last.size:  # or the next column
            return not self._goes_on_overleaf(paragraph, line)
        if (
            line.top - last.top > self.spacing * 1.28 + 0.5
            or line.bold != last.bold
            or abs(line.size - last.size) > 1.2
        ):
            return True
        if line.text[:1].islower() and not split_number(line.text).number:
            return False
        if words[-1:] not in ".:;?!" and _is_day(line.text):
            return False
        room = self._has_room(last, line)
        if split_number(line.text).number and (
            room
            or line.x0 < last.x0 - 4
            or (line.x0 <= paragraph[0].x0 + 2 and _begins(line, paragraph))
        ):
            return True
        if words[-1:] in ".:;?!" and _OPENS.match(line.text):
            return True
        outdented = line.x0 < last.x0 - 4 and len(paragraph) > 1
        return room or (outdented and words[-1:] in ".:;?!")

    def _has_room(self, last: Line, line: Line) -> bool:
        """Whether the line's first word would have stood on the line before: then the break
        between them was meant."""
        return last.x1 + line.first + 0.3 * line.size < (last.edge or self.right) - 2 * line.size

    def _goes_on_overleaf(self, paragraph: Sequence[Line], line: Line) -> bool:
        last = tidy(paragraph[-1].text)
        if line.bold or paragraph[-1].bold or split_number(line.text).number:
            return False
        if line.text[:1].islower() or CUT.search(last) or last[-1:] not in ".:;?!”’\"'":
            return True
        if is_resolution(line.text):
            return False
        hanging = len(paragraph) > 1 and abs(paragraph[1].x0 - paragraph[0].x0) > 6
        if hanging:
            return abs(line.x0 - paragraph[1].x0) < 2
        return not self._has_room(paragraph[-1], line)


def _is_day(text: str) -> bool:
    """Whether a line begins with a day: "1 December 2026" is no number of a paragraph, as
    "24/07/01" may be."""
    found = find_date(text)
    if found is None or found.start or not text[:1].isdecimal():
        return False
    return any(letter.isalpha() for letter in text[: found.end])


def _begins(line: Line, paragraph: Sequence[Line]) -> bool:
    """Whether a number at the start of a line in mid-paragraph is a paragraph's own.

    A decimal is one only where it is the next after the paragraph's: "3.2" after "3.1". Another
    figure after words that end no sentence ("since March / 2023. She said") must be so too.
    """
    number, style, rest = split_number(line.text)
    before = split_number(paragraph[0].text).number
    if re.match(r"\S+\t", line.text) and rest[:1].isupper():
        return True  # set apart from its text, as no figure in a sentence is
    if style == "dotted":
        *major, minor = number.split(".")
        return before == ".".join([*major, str(int(minor) - 1)])
    if number.isdigit() and tidy(paragraph[-1].text)[-1:] not in ".:;?!”’\"')":
        return before == str(int(number) - 1)
    return style is not None and style != "roman" and rest[:1].isupper()


def _block(lines: Sequence[Line], words: Counter[str]) -> Block:
    """A paragraph's lines as a block, words that were cut at line ends made whole."""
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text, words)
    bold = all(line.bold for line in lines)
    lead = 0 if bold else lines[0].lead
    return Block(text, bold=bold, lead=lead)
