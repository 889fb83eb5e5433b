"""A paragraph cut into sentences, and a sentence with one mark in the place of each name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.names import Named

# Names stand in a sentence as characters of a private area, so that a pattern can say "a name".
_FIRST_MARK = 0xE000
MARK = "[\ue000-\uf8ff]"

_STOP = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\sa-z])|\n+|(?<=[.!?”])\s+(?=\d+[.)]\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Clr|Mr|Mrs|Ms|Dr|Drs|Prof|Rev|Revd|Fr|St|Hon|Col|Capt|Sgt|Insp|Supt|Ald|No|Nos|"
    r"Para|para|e\.g|i\.e|etc|viz|approx|p|pp|ref|Ref|vs|Ltd|Co|Jr|Sr|cf|Cyng|Art|Sec|Min|Fig)"
    r"|\b[A-Z](?:\.[A-Z])*)$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with marks for names. `origin[i]` is where character `i` stands in the text."""

    marked: str
    names: tuple[Named, ...]
    start: int

    def named(self, place: int) -> Named:
        """Whose mark stands at this place of `marked`."""
        return self.names[ord(self.marked[place]) - _FIRST_MARK]


def sentences(text: str, names: Sequence[Named]) -> Iterator[Sentence]:
    """The sentences of a paragraph in order, each with the names in it."""
    left = list(names)
    for start, end in sentence_spans(text, names):
        inside = []
        while left and left[0].start < end:
            inside.append(left.pop(0))
        yield Sentence(_marked(text, start, end, inside), tuple(inside), start)


def sentence_spans(text: str, names: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end; a point inside a name or after an abbreviation ends none."""
    within = {place for name in names for place in range(name.start, name.end - 1)}
    start = 0
    for stop in _STOP.finditer(text):
        point = text[stop.start()] == "."
        if stop.start() in within or (point and _ABBREVIATION.search(text, start, stop.start())):
            continue
        yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _marked(text: str, start: int, end: int, names: Sequence[Named]) -> str:
    parts = []
    for index, name in enumerate(names):
        parts += [text[start : name.start], chr(_FIRST_MARK + index)]
        start = name.end
    return "".join([*parts, text[start:end]])
