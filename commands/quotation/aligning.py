"""Where in a paragraph the words of a quotation stand, and in what they differ from it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from commands.model import Change, Difference
from commands.quotation.wording import Token

_LETTER = re.compile(r"[^\W_]")

Kind = Literal["equal", "editorial", "other"]


class Pair(NamedTuple):
    """A word quoted beside the word held; None where there is none on one side."""

    quoted: Token | None
    held: Token | None

    @property
    def equal(self) -> bool:
        """Whether it is the same word."""
        return self.quoted is not None and self.held is not None and (
            self.quoted.key == self.held.key
        )  # fmt: skip


class Aligned(NamedTuple):
    """A quotation laid beside a paragraph, part by part (they end at ellipses)."""

    parts: tuple[tuple[Pair, ...], ...]

    @property
    def differing(self) -> int:
        """Words that differ, what stands in brackets apart."""
        return sum(
            len(run)
            for part in self.parts
            for kind, run in runs(part)
            if kind == "other"
        )  # fmt: skip

    @property
    def equal(self) -> int:
        """Words that are the same."""
        return sum(pair.equal for part in self.parts for pair in part)

    @property
    def longest_foreign(self) -> int:
        """Words quoted one after the other of which none is the paragraph's."""
        return max(
            (
                sum(pair.quoted is not None for pair in run)
                for part in self.parts
                for kind, run in runs(part)
                if kind == "other"
            ),
            default=0,
        )

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the parts stand in the paragraph's text, in order."""
        held = [[pair.held for pair in part if pair.held] for part in self.parts]
        return tuple((some[0].start, some[-1].end) for some in held if some)


def align(parts: Sequence[Sequence[Token]], held: Sequence[Token]) -> Aligned:
    """Lay the parts, in their order, where they differ least from a paragraph's words."""
    laid, since = [], 0
    for part in parts:
        start, end = _window([t.key for t in part], [t.key for t in held[since:]])
        window = held[since + start : since + end]
        laid.append(tuple(_pairs(part, window)))
        since += end
    return Aligned(tuple(laid))


def _pairs(quoted: Sequence[Token], held: Sequence[Token]) -> Iterator[Pair]:
    for change in Levenshtein.opcodes([t.key for t in quoted], [t.key for t in held]):
        ours = quoted[change.src_start : change.src_end]
        theirs = held[change.dest_start : change.dest_end]
        for place in range(max(len(ours), len(theirs))):
            yield Pair(
                ours[place] if place < len(ours) else None,
                theirs[place] if place < len(theirs) else None,
            )


def _window(words: Sequence[str], text: Sequence[str]) -> tuple[int, int]:
    """Where in a text the stretch nearest to these words begins and ends."""
    end = _end(words, text)
    return end - _end(words[::-1], text[:end][::-1]), end


def _end(words: Sequence[str], text: Sequence[str]) -> int:
    """Where the stretch with the fewest slips ends: the first such, and as far as it goes on.

    G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
    programming" (1999), over words: a column of the table of distances is one integer.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << place
    everywhere = (1 << len(words)) - 1
    last = 1 << (len(words) - 1)
    rises, falls, slips = everywhere, 0, len(words)
    best, end, going_on = slips, 0, True
    for place, word in enumerate(text, start=1):
        same = places.get(word, 0)
        across = same | falls
        down = (((same & rises) + rises) ^ rises) | same
        up, less = falls | ~(down | rises) & everywhere, rises & down
        slips += bool(up & last) - bool(less & last)
        up, less = up << 1 & everywhere, less << 1 & everywhere
        rises, falls = less | ~(across | up) & everywhere, up & across
        if slips < best or (slips == best and going_on and end):
            best, end, going_on = slips, place, True
        else:
            going_on = False
    return end


# ---- what is told of it -----------------------------------------------------------------------


def runs(part: Sequence[Pair]) -> list[tuple[Kind, list[Pair]]]:
    """The pairs in runs: "equal", "editorial" (brackets and what they stand for), "other"."""
    kinds: list[Kind] = ["equal" if pair.equal else "other" for pair in part]
    for place, pair in enumerate(part):
        if kinds[place] == "other" and pair.quoted and pair.quoted.editorial:
            kinds[place] = "editorial"
    _spread(part, kinds, range(1, len(part)), -1)
    _spread(part, kinds, range(len(part) - 2, -1, -1), 1)
    return [
        (kind, [pair for _, pair in run])
        for kind, run in groupby(zip(kinds, part, strict=True), key=lambda both: both[0])
    ]


def _spread(part: Sequence[Pair], kinds: list[Kind], places: range, beside: int) -> None:
    """Words of the minutes next to brackets are what the brackets stand for."""
    for place in places:
        if (
            kinds[place] == "other"
            and part[place].quoted is None
            and kinds[place + beside] == "editorial"
        ):
            kinds[place] = "editorial"


def differences(aligned: Aligned, quotation: str, text: str) -> tuple[Difference, ...]:
    """Word by word, as runs, in the order of the quotation."""
    found: list[Difference] = []
    at: int | None = None
    for part in aligned.parts:
        held = [pair.held for pair in part if pair.held]
        left_out = text[at : held[0].start] if at is not None and held else ""
        if _LETTER.search(left_out):
            found.append(Difference("omitted", "", left_out.strip()))
        found += (_difference(kind, run, quotation, text) for kind, run in runs(part))
        at = held[-1].end if held else at
    return tuple(found)


def _difference(kind: Kind, run: Sequence[Pair], quotation: str, text: str) -> Difference:
    quoted = [pair.quoted for pair in run if pair.quoted]
    held = [pair.held for pair in run if pair.held]
    ours = quotation[quoted[0].start : quoted[-1].end] if quoted else ""
    theirs = text[held[0].start : held[-1].end] if held else ""
    change: Change
    if kind == "other":
        change = "changed" if ours and theirs else "added" if ours else "removed"
    else:
        change = kind
    return Difference(change, ours, theirs)
