"""A sentence as words with their places, by which the rows of `sources/rules` find things."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    at the first word of a name what it is, and which word comes after it; `all` are the words
    without their order.
    """

    words: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    named: dict[int, list[tuple[NamedKind, int]]] = field(default_factory=dict)
    all: set[str] = field(default_factory=set)

    def add(self, word: str, printed: str, start: int, end: int) -> None:
        """Put a word, or a sign that stands between words, at the end."""
        self.words.append(word)
        self.all.add(word)
        self.printed.append(printed)
        self.places.append((start, end))


def tokenize(
    text: str,
    start: int,
    end: int,
    *,
    found: tuple[int, int] | None = None,
    year: int | None = None,
    opens: bool = True,
    named: Iterable[NamedWords] = (),
) -> Tokens:
    """Return the words of `text[start:end]`.

    START stands before them if the sentence `opens` there, < and > around what was `found`. A year
    before that of the meeting stands as PAST-YEAR.
    """
    tokens = Tokens()
    if opens:
        tokens.add("START", "", start, start)
    opened = closed = found is None
    at_place: dict[int, int] = {}
    for match in _WORD.finditer(text, start, end):
        if found and not opened and match.start() >= found[0]:
            tokens.add("<", "", found[0], found[0])
            opened = True
        if found and opened and not closed and match.start() >= found[1]:
            tokens.add(">", "", found[1], found[1])
            closed = True
        at_place[match.start()] = len(tokens.words)
        tokens.add(_form(match[0], year), match[0], *match.span())
    if not closed:
        tokens.add(">", "", end, end)
    for name in named:
        _mark(tokens, at_place, name)
    return tokens


def _form(printed: str, year: int | None) -> str:
    """A word as patterns write it."""
    word = printed.lower()
    if year is not None and _YEAR.fullmatch(word) and int(word) < year:
        return "PAST-YEAR"
    if word[0] in "'’" and len(word) > 1:
        return _SHORT[word[1:]]
    return "QUESTION" if word == "?" else word


def _mark(tokens: Tokens, at_place: dict[int, int], name: NamedWords) -> None:
    """Note a name at its first word."""
    first = at_place.get(name.start)
    if first is None:
        return
    after = first + 1
    while after < len(tokens.places) and tokens.places[after][0] < name.end:
        after += 1
    tokens.named.setdefault(first, []).append((name.kind, after))


def as_tokens(words: Sequence[str]) -> Tokens:
    """Return words that were cut otherwise, with signs of their own, as rows are fitted to them."""
    return Tokens(list(words), list(words), all=set(words))
