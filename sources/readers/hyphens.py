"""Words cut at the end of a printed line: the hyphen of "body-/worn" stays, that of
"neighbour-/hood" goes."""

import gzip
import re
from collections import Counter
from functools import cache
from importlib import resources

from storage.search.vocabulary import is_english

CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_KEEPSCUT = frozenset(
    "twenty thirty forty fifty sixty seventy eighty ninety two three four five six seven eight "
    "nine self non co well vice".split()
)
_WELDED = frozenset("over under inter".split())  # prefixes, though words of their own
_PARTICLES = frozenset("led end off up out in by".split())
_UNITS = ("four", "six", "seven", "eight", "nine", "ten", "fif", "thir")


def joined(before: str, after: str, words: Counter[str]) -> str:
    """Two lines of a paragraph as one text; `words` counts those of the whole document."""
    cut = CUT.search(before)
    first = re.match(r"[\w’'-]+", after)
    if not cut or not first or not first[0][:1].islower():
        glue = "" if cut and first and first[0][:1].isupper() else " "
        return before.rstrip("\u00ad") + glue + after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    left = (re.search(r"[\w’'-]+$", before[:-1]) or cut)[0]
    whole, hyphened = (left + first[0]).casefold(), f"{left}-{first[0]}".casefold()
    keep = words[hyphened] > words[whole] or (not words[whole] and _is_compound(left, first[0]))
    return before + after if keep else before[:-1] + after


def _is_compound(left: str, right: str) -> bool:
    """Whether two halves are words of their own, written with a hyphen, and no word together."""
    left = left.casefold().rsplit("-", 1)[-1]
    if left in _KEEPSCUT:
        return not (left.endswith(_UNITS) and re.match(r"(?:teen|ty|th)", right))
    if left in _WELDED or _is_word(left + right):
        return False
    return is_english(left) and (is_english(right) or right in _PARTICLES)


def _is_word(word: str) -> bool:
    """Whether the dictionary has the word, however seldom it is used."""
    return f'"{word.casefold()}":' in _dictionary()


@cache
def _dictionary() -> str:
    packed = resources.files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    return gzip.decompress(packed).decode()
