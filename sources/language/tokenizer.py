"""A sentence as words with their places, by which the rows of `sources/rules` find things."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

# "she'll" is two words
_WORD = re.compile(r"\w+(?=['’](?:ll|d)\b)|['’](?:ll|d)\b|\w+(?:[’'-]\w+)*|[^\w\s]")
_SHORT = {"ll": "will", "d": "would"}
_YEAR = re.compile(r"(?:19|20)\d\d")

# Who is named: somebody who can act, or those who meet; or words that say by when.
NamedKind = Literal["NAME", "BODY", "DAY"]


class NamedWords(NamedTuple):
    """Somebody, or a day, that is named at `text[start:end]`."""

    start: int
    end: int
    kind: NamedKind


@dataclass(slots=True)
class Tokens:
    """The words of a sentence in order.

    `words` are in lower case, with the signs START, QUESTION, PAST-YEAR, < and > among them;
    `printed` has them as they stand, `places` where in the text each begins and ends. `named` says
    at the first word of a name what it is, and which word comes after it.
    """

    words: Sequence[str]
    printed: Sequence[str]
    places: Sequence[tuple[int, int]] = ()
    named: Mapping[int, Sequence[tuple[NamedKind, int]]] = field(default_factory=dict)
    at: Mapping[str, Sequence[int]] = field(init=False)  # where each word stands

    def __post_init__(self) -> None:
        at: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            at.setdefault(word, []).append(place)
        self.at = at


def tokenize(text: str, start: int, end: int, named: Iterable[NamedWords] = ()) -> Tokens:
    """Return the words of the sentence `text[start:end]` behind the sign START."""
    words, printed, places = _words(text, start, end)
    by_name: dict[int, list[tuple[NamedKind, int]]] = {}
    for name in named:
        first = bisect_left(places, (name.start,))
        if first < len(places) and places[first][0] == name.start:
            after = bisect_left(places, (name.end,), first + 1)
            by_name.setdefault(first + 1, []).append((name.kind, after + 1))
    return Tokens(["START", *words], ["", *printed], [(start, start), *places], by_name)


def tokenize_around(
    text: str, sentence: tuple[int, int], found: tuple[int, int], near: int, year: int | None
) -> Tokens:
    """Return the words of a sentence up to `near` characters before and after what was `found`,
    with the signs < and > around that.

    START stands before the first word of the sentence. A year before that of the meeting, `year`,
    stands as PAST-YEAR.
    """
    words, printed, places = _words(text, *sentence, year)
    begins, ends = found
    first, last = (bisect_left(places, (at,)) for at in (begins - near, ends + near))
    opening, closing = (bisect_left(places, (at,)) for at in found)
    lead = [] if first else [("START", "", (sentence[0], sentence[0]))]
    stretches: list[tuple[str, str, tuple[int, int]]] = [
        *lead,
        *zip(words[first:opening], printed[first:opening], places[first:opening], strict=True),
        ("<", "", (begins, begins)),
        *zip(
            words[opening:closing], printed[opening:closing], places[opening:closing], strict=True
        ),
        (">", "", (ends, ends)),
        *zip(words[closing:last], printed[closing:last], places[closing:last], strict=True),
    ]
    words, printed, places = (list(column) for column in zip(*stretches, strict=True))
    return Tokens(words, printed, places)


# A sentence is read by many rows one after the other.
@lru_cache(maxsize=4)
def _words(
    text: str, start: int, end: int, year: int | None = None
) -> tuple[list[str], list[str], list[tuple[int, int]]]:
    """The words of `text[start:end]` as patterns write them, as they are printed, and where each
    begins and ends."""
    matches = list(_WORD.finditer(text, start, end))
    printed = [match[0] for match in matches]
    return [_form(word, year) for word in printed], printed, [match.span() for match in matches]


def _form(printed: str, year: int | None) -> str:
    """A word as patterns write it."""
    word = printed.lower()
    if year is not None and _YEAR.fullmatch(word) and int(word) < year:
        return "PAST-YEAR"
    if word[0] in "'’" and len(word) > 1:
        return _SHORT[word[1:]]
    return "QUESTION" if word == "?" else word


def as_tokens(words: Sequence[str]) -> Tokens:
    """Return words that were cut otherwise, with signs of their own, as rows are fitted to them."""
    return Tokens(words, words)
