"""A paragraph cut into sentences, and a sentence into what its subjects do.

Everything is positions into the paragraph, so that what is drawn stays word for word.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


# Points that end no sentence: titles, "No. 4", "p.m.", "e.g.", initials.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Councill?ors?|Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Revd|Hon|St|Sgt|Supt|Insp|Col|Capt"
    r"|Lt|Sr|Jr|No|Nos|para|paras|pp?|Ref|Min|vs?|etc|approx|Dept|Ltd|Co|inc|ext|tel|cf|viz)"
    r"|\b[A-Z]|\b(?:e\.g|i\.e|[ap]\.m|a\.k\.a))\.$",
)
_STOP = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9£])|\n+")


def sentences(text: str) -> Iterator[Span]:
    """The sentences and lines of a text, without the blanks around them."""
    start = 0
    for stop in _STOP.finditer(text):
        if "\n" not in stop[0] and _ABBREVIATION.search(text[start : stop.start() + 1]):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if stripped := words.strip():
        start += len(words) - len(words.lstrip())
        yield Span(start, start + len(stripped))


_SUBJECT = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]his|[Tt]hat|[Tt]here|[Ww]e|I|[Aa]|[Tt]he|[Tt]hese|[A-Z][\w’'-]+)"
_FINITE = (
    r"(?:was|were|is|are|had|has|have|would|will|could|did|does|said|asked|felt|thought|noted|took"
    r"|\w+ed)"
)
# Where what a subject does comes to its end within the sentence.
_CLAUSE_END = re.compile(
    # a new subject with its own verb: "…, BTP was a key partner", "… and she thanked them"
    rf"(?:,\s*(?:and|but|so|though|although|while|whereas|as|since|because)?|\s+(?:and|but|though|although|while|whereas|since|because))"
    rf"\s+(?:that\s+)?{_SUBJECT}(?:\s+(?!(?:who|which|that|to|by|of|for|with|in|on|at)\b)[\w’'-]+){{0,4}}?\s+{_FINITE}\b"
    # the same subject doing a second thing
    rf"|,?\s+(?:and|but|or)\s+(?:(?:then|also|that)\s+)*(?:said|added|noted|thanked|asked|confirmed|felt|hoped|thought|suggested|agreed"
    rf"|explained|undertook|promised|offered|requested|would|will|was|were|had|is)\b"
    r"|\s*;|\s+[–—]\s+|,\s+(?:which|who|whose|whom|as|since|because|adding|noting|saying|although|though)\b"
)


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause that starts at `start` ends, at the latest at `end`."""
    found = _CLAUSE_END.search(text, start, end)
    stop = found.start() if found else end
    return start + len(text[start:stop].rstrip(" .,;:–—\n\t"))
