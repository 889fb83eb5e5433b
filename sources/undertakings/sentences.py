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
    r"(?:\b(?:Cllrs?|Councill?ors?|Mr|Mrs|Ms|Messrs|Drs?|Prof|Revd?|Hon|St|Sgt|Supt|Insp|Col|Capt"
    r"|Nos?|paras?|Para|pp?|Ref|ref|vs?|etc|approx|Dept|Ltd|Co|ext|cf|viz|Ald|Fr)"
    r"|\b[A-Z]|\b(?:e\.g|i\.e|[ap]\.m)|(?:^|[:;.–—-]\s)\(?\d{1,2})\.$"
)
_STOP = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9£])|\n+")


def sentences(text: str) -> Iterator[Span]:
    """The sentences and lines of a text, without the blanks around them."""
    start = 0
    for stop in _STOP.finditer(text):
        if text[stop.start()] == "." and _ABBREVIATION.search(text[start : stop.start() + 1]):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if stripped := words.strip():
        start += len(words) - len(words.lstrip())
        yield Span(start, start + len(stripped))


_JOINING = r"(?:and|but|so|though|although|while|whilst|whereas|as|since|because)"
_SUBJECT = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]his|[Tt]hat|[Tt]here|[Ww]e|I|[Aa]n?|[Tt]he|[Tt]hese"
    r"|[A-Z][\w’'-]*)"
)
_FINITE = (
    r"(?:was|were|is|are|had|has|have|would|will|could|did|does|said|asked|felt|thought|noted|took"
    r"|[a-z]+ed)"
)
_INSIDE_NOUN = r"(?:who|which|that|to|by|of|for|with|in|on|at)"
# Where what a subject does comes to its end within the sentence.
_CLAUSE_END = re.compile(
    # a new subject with its own verb: "…, BTP was a key partner", "… and she thanked them"
    rf"(?:,\s*{_JOINING}?|\s+{_JOINING})\s+(?:that\s+)?{_SUBJECT}"
    rf"(?:\s+(?!{_INSIDE_NOUN}\b)[\w’'-]+){{0,4}}?\s+{_FINITE}\b"
    # the same subject doing a second thing
    r"|,?\s+(?:and|but|or)\s+(?:(?:then|also|that)\s+)*"
    r"(?:said|added|noted|thanked|asked|confirmed|felt|hoped|thought|suggested|agreed|explained"
    r"|undertook|promised|offered|requested|would|will|was|were|had|is)\b"
    r"|\s*;|\s+[–—]\s+"
    r"|,\s+(?:which|who|whose|whom|as|since|because|adding|noting|saying|although|though)\b"
)


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause whose verb stands at `start` ends, at the latest at `end`."""
    found = _CLAUSE_END.search(text, start, end)
    stop = found.start() if found else end
    return start + len(text[start:stop].rstrip(" .,;:–—\n\t"))


def clause_start(text: str, position: int) -> int:
    """Where the clause of a subject begins, with a time that is put first in it."""
    joins = re.finditer(r"[;:]|[.!?]\s|\n|,?\s+(?:and|but|that)\s+", text[:position])
    return max((join.end() for join in joins), default=0)
