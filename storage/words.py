"""A text as the words that it is searched by, each with its place in the text.

The same function reads minutes when they are indexed, questions, and paragraphs when they are
ranked and highlighted, so that the three can never disagree.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from storage.plain import fold
from storage.stems import stem

_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = re.compile(
    r"(?P<number>(?<![^\W_])\d{1,15}(?:,\d{3})*(?:\.\d{1,15})?"
    r"(?:\s?(?P<times>thousand|million|billion|bn|[km]))?(?![^\W_]))"
    rf"|{_LETTERS}(?:['’ʼ]{_LETTERS})*",
    re.IGNORECASE,
)
_TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_LONGEST = 64  # no word is longer; what is, is cut

# Words that tell nothing about what is looked for.
STOP = frozenset(
    """
    a about above after again against all also although am an and any are as at be because been
    before being below between both but by can cannot could did do does doing down during each
    either else ever every few for from further had has have having he hence her here hers herself
    him himself his how however i if in into is it its itself just let may me might more most much
    must my myself nor not now of off on once only or other our ours out over own per please
    rather re same shall she should so some such than that the their theirs them themselves then
    there these they this those though through thus to too under until up upon us very was we were
    what when where whether which while who whom whose why will with within without would yes yet
    you your yours
    """.split()
)


class Word(NamedTuple):
    """A word of a text: `text[start:end]`, its plain form, its stem."""

    plain: str
    stem: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in order. Never raises, whatever the text holds."""
    found = []
    for match in _WORD.finditer(text):
        plain, root = _figure(match) if match.lastgroup else _read(match[0])
        if plain:
            start, end = match.span()
            found.append(Word(plain, root, start, end))
    return found


def plain_words(text: str) -> tuple[str, ...]:
    """The plain forms alone."""
    return tuple(word.plain for word in words(text))


def _figure(match: re.Match[str]) -> tuple[str, str]:
    plain = _number(match)
    return plain, stem(plain)


@lru_cache(maxsize=50_000)
def _read(word: str) -> tuple[str, str]:
    """A word's plain form and its stem."""
    plain = _plain(word)
    return plain, stem(plain)


def _number(match: re.Match[str]) -> str:
    """A figure as digits: "18k" is 18000, "£1.3 million" 1300000, "3,940" 3940."""
    times = match["times"]
    digits = match["number"].replace(",", "")
    if times:
        digits = digits[: -len(times)].strip()
        digits = f"{Decimal(digits).scaleb(_TIMES[times.casefold()]):f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    return digits


def _plain(word: str) -> str:
    """Lower case, without accents, possessives and apostrophes; ordinals as their number."""
    folded = fold(word).removesuffix("'s").replace("'", "")
    folded = re.sub(r"^(\d+)(st|nd|rd|th)$", r"\1", folded)
    return folded[:_LONGEST]
