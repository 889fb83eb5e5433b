"""Every word of a document accounted for: kept, left out on purpose, or put back where it stood.

Whatever rules made of a document, its words are compared with those of the meeting. A passage that
is in neither is kept as a paragraph without a number at its place, and whoever brought the document
is told: a rule that does not fit costs order, never words.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sources.readers.blocks import Block, tidy
from sources.structure.attendance import attendance_label, split_lists
from sources.structure.attendees import initials_of
from sources.structure.head_words import untold_words, words_of
from sources.structure.numbering import split_number
from sources.structure.titles import clean_title, kind_of
from storage.model import Item, Meeting, Paragraph

MUCH = 0.01  # of a document's words without a place, from which a person has to look
NO_PLACE = "found no place"  # in the warning that asks for that
_ALIKE = 0.8  # of a passage's runs of three words, from which it is taken as kept
_LONG = 3  # runs of three words, from which a passage is not met by chance
_QUOTED = 60  # letters
_MOST_TOLD = 3  # items of which it is told by themselves
_LINE = 300  # letters of a line in a head
_INITIALS = re.compile(r"\([A-Z]{1,4}\)")  # after a name
_UNIT = re.compile(r"(?<=[.!?])\s+(?=[\W_]{0,9}[A-ZÀ-Þ]|\d+[.)/])|\n")
_LONGEST = 20_000  # letters of a passage of which other ways to write it are tried


@dataclass(frozen=True, slots=True)
class Missing:
    """A passage of the document that is in no paragraph: in which item and before which of its
    paragraphs it stood, and its words."""

    item: int
    before: int
    text: str


@dataclass(slots=True)
class _Shelf:
    """What is kept of one item. `first` tells for each run of up to three words in which piece it
    comes first: 0 is the title, then the paragraphs. `told` are words that fields of the meeting
    hold; `reached` is the last piece met."""

    first: dict[int, int]
    told: frozenset[str] = frozenset()
    reached: int = 0

    def holds(self, passage: str) -> bool:
        """Whether the passage is kept; the piece that holds it is the place reached."""
        short = len(passage) < _LONGEST
        others = (split_number(passage).rest, clean_title(passage)) if short else ()
        for text in dict.fromkeys((passage, *others)):
            runs = _runs(words_of(text))
            met = [self.first[run] for run in runs if run in self.first]
            if runs and len(met) >= _enough(runs):
                piece = Counter(met).most_common(1)[0][0] if met else 0
                if len(runs) >= _LONG or piece == self.reached + 1:
                    self.reached = max(self.reached, piece)
                return True
        return bool(self.told) and self._tells(passage)

    def _tells(self, passage: str) -> bool:
        """Whether fields of the meeting tell what a line of its head says."""
        return not untold(passage, self.told)


def untold(line: str, fields: frozenset[str]) -> list[str]:
    """The words of a line of the head that the `fields` of the meeting do not tell."""
    line = _INITIALS.sub(" ", line)
    lists = [(part, attendance_label(part)) for part in split_lists(line)]
    return untold_words(" ".join(label[1] if label else part for part, label in lists), fields)


def put_back(
    meeting: Meeting,
    head: Meeting,
    source: Sequence[Block],
    begins: Sequence[int],
    left_out: frozenset[int],
) -> Meeting:
    """The meeting with what is missing of its `source` as paragraphs without a number.

    `head` is what the document itself says of the meeting, whatever its caller gave.
    `begins` are the places of the blocks at which its items begin, the last items of the meeting;
    what stood before them goes into an item of its own. `left_out` are the places of the blocks
    that were left out on purpose. `moved`, `left_out` and the warnings tell what was found.
    """
    extra = len(meeting.items) - len(begins)
    opening = () if extra else (Item(meeting.title or "Minutes"),)
    items = (*opening, *meeting.items)
    shelves = [_shelf(head if i == 0 else None, item) for i, item in enumerate(items)]
    anywhere = set[int]().union(*(shelf.first for shelf in shelves))
    missing: list[Missing] = []
    words = dropped = 0
    for block in source:
        at = bisect_right(begins, block.place)
        here = range(min(bisect_left(begins, block.place) + 1, at), at + 1)
        units = _units(block, whole=at == 0)
        words += sum(len(words_of(unit)) for unit in units)
        unkept = [
            unit
            for unit in units
            if not (any(shelves[i].holds(unit) for i in here) or _is_said(unit, anywhere))
        ]
        if block.place in left_out or _is_bare_number(block):
            dropped += sum(len(words_of(unit)) for unit in unkept)
        elif unkept:
            joint = " | " if block.role == "row" else " "
            missing.append(Missing(at, shelves[at].reached, joint.join(map(tidy, unkept))))
    moved = sum(len(words_of(one.text)) for one in missing) / max(1, words)
    completed = tuple(_with_missing(items, missing))
    return replace(
        meeting,
        items=completed if completed[0].paragraphs or not opening else completed[1:],
        moved=moved,
        left_out=meeting.left_out + dropped,
        warnings=(*_told(items, missing, moved, bool(opening)), *meeting.warnings),
    )


def _with_missing(items: Sequence[Item], missing: Sequence[Missing]) -> Iterator[Item]:
    for at, item in enumerate(items):
        paragraphs: list[Paragraph] = []
        for before in range(len(item.paragraphs) + 1):
            paragraphs += item.paragraphs[before - 1 : before] if before else ()
            paragraphs += [
                Paragraph(one.text, kind=kind_of(one.text, None, None))
                for one in missing
                if (one.item, one.before) == (at, before)
            ]
        yield replace(item, paragraphs=tuple(paragraphs))


def _told(
    items: Sequence[Item], missing: Sequence[Missing], moved: float, opened: bool
) -> Iterator[str]:
    """A sentence for each item with passages of no known place, after one for all where they are
    more than a few words. Passages of an item taken in private are not quoted."""
    if moved > MUCH:
        yield (
            f"{moved:.0%} of the document's words {NO_PLACE} in its items: they stand as "
            "paragraphs without a number, compare them with the document"
        )
    groups = groupby(missing, key=lambda one: one.item)
    for at, group in itertools.islice(groups, _MOST_TOLD):
        passages, item = list(group), items[at]
        where = f"item {item.number}" if item.number else f"item “{item.title}”"
        where = "the opening" if at == 0 and (opened or not item.number) else where
        quoted = "" if item.exempt else f" (“{_cut(passages[0].text)}”)"
        many = "a passage" if len(passages) == 1 else f"{len(passages)} passages"
        which = quoted if len(passages) == 1 else quoted.replace("(", "(the first: ")
        yield (
            f"{many} of {where}{which} fitted no rule and {'was' if len(passages) == 1 else 'were'}"
            " kept without a number: see that the text is right there"
        )

    more = len({one.item for one in missing}) - _MOST_TOLD
    if more > 0:
        yield (
            f"passages of {more} more item{'s' if more > 1 else ''} fitted no rule and were kept "
            "without a number: look through the paragraphs without one"
        )


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"


def _shelf(meeting: Meeting | None, item: Item) -> _Shelf:
    """What is kept of an item; with a `meeting`, of its head too."""
    pieces = [f"{item.number or ''} {item.title}"]
    for one in item.paragraphs:
        told = " ".join(f"{a.owner or ''} {a.due_words or ''}" for a in one.actions)
        pieces.append(f"{one.number or ''} {one.text} {told}")
    first: dict[int, int] = {}
    before: list[str] = []
    for at, piece in enumerate(pieces):
        words = words_of(piece)
        joint = [*before, *words]
        for end in range(len(before) + 1, len(joint) + 1):
            for size in range(1, min(3, end) + 1):
                first.setdefault(hash(tuple(joint[end - size : end])), at)
        before = joint[-2:]
    return _Shelf(first, fields_of(meeting) if meeting else frozenset())


def fields_of(meeting: Meeting) -> frozenset[str]:
    """The words of the fields that a head gives."""
    fields = [meeting.panel, meeting.title, meeting.time, meeting.place, meeting.kind]
    people = [(a.name, a.role, a.body, initials_of(a.name)) for a in meeting.attendance]
    initials = re.sub(r"[^A-Z]", "", meeting.panel or "")
    short = [
        initials[at:] for at in range(len(initials) - 1)
    ]  # "PCP" for "… Police and Crime Panel"
    return frozenset(words_of(" ".join(f or "" for f in (*fields, *short, *sum(people, ())))))


def _units(block: Block, whole: bool) -> list[str]:
    """The sentences of a block, or of the cells of a row, that hold words; a line of the head is
    taken as a `whole`, for its full stops are those of initials."""
    texts = block.cells if block.role == "row" and block.cells else (block.text,)
    texts = (" | ".join(filter(tidy, texts)),) if whole else texts
    cut = (
        unit
        for text in texts
        for unit in ([text] if whole and len(text) < _LINE else _UNIT.split(text))
    )
    return [unit for unit in cut if words_of(unit)]


def _is_bare_number(block: Block) -> bool:
    """Whether it is the number of a page or of an empty paragraph; in a table it is a figure."""
    if block.role == "row":
        return False
    number, _, rest = split_number(block.text)  # "Item 4:" over its title
    return (bool(number) and not rest) or not any(map(str.isalpha, "".join(words_of(block.text))))


def _is_said(unit: str, anywhere: set[int]) -> bool:
    """Whether a passage too long to be met by chance stands elsewhere in the minutes."""
    runs = _runs(words_of(unit))
    return len(runs) >= _LONG and sum(run in anywhere for run in runs) >= _enough(runs)


def _runs(words: Sequence[str]) -> list[int]:
    """What a passage is known by: each three words in a row, or all where they are fewer."""
    size = min(3, len(words))
    return [hash(tuple(words[i : i + size])) for i in range(len(words) - size + 1) if size]


def _enough(runs: Sequence[int]) -> float:
    """How many of a passage's runs must be kept: all of few."""
    return len(runs) if len(runs) < 5 else _ALIKE * len(runs)
