"""A paragraph cut into sentences, and a sentence into what its subjects do.

Everything is positions into the paragraph, so that what is drawn stays word for word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sources.language.names import Named
from sources.language.verbs import Speech


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


# Points that end no sentence: titles, "No. 4", "p.m.", "e.g.", initials.
_ACTION_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Councill?ors?|Mr|Mrs|Ms|Messrs|Drs?|Prof|Revd?|Hon|St|Sgt|Supt|Insp|Col|Capt"
    r"|Nos?|paras?|Para|pp?|Ref|ref|vs?|etc|approx|Dept|Ltd|Co|ext|cf|viz|Ald|Fr)"
    r"|\b[A-Z]|\b(?:e\.g|i\.e|[ap]\.m)|(?:^|[:;.–—-]\s)\(?\d{1,2})\.$"
)
_ACTION_STOP = re.compile(r"(?<![.!?])[.!?]++[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9£])|\n+")


_LONGEST_ABBREVIATION = 16  # letters
# Characters of a sentence or line that are read as one. No prose is as long: what is, costs no
# more by being read in pieces.
LONGEST_SENTENCE = 2_500


def action_sentences(text: str) -> Iterator[Span]:
    """The sentences and lines of a text, without the blanks around them; one without end in
    pieces."""
    for sentence in _between_stops(text):
        start = sentence.start
        while sentence.end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = start + LONGEST_SENTENCE if cut < 0 else cut
            yield from _trimmed(text, start, cut)
            start = cut
        yield from _trimmed(text, start, sentence.end)


def _between_stops(text: str) -> Iterator[Span]:
    start = 0
    for stop in _ACTION_STOP.finditer(text):
        if text[stop.start()] == "." and _ACTION_ABBREVIATION.search(
            text[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start() + 1]
        ):
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
    r"(?:was|were|is|are|had|has|have|would|will|could|did|does|said|asked|felt|thought|noted|took|undertook"
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


_JOIN = re.compile(r"[;:]|[.!?]\s|\n|,?\s+(?:and|but|that)\s+")
# Letters between two dashes, at most, that are an aside.
_LONGEST_ASIDE = 80


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause whose verb stands at `start` ends, at the latest at `end`.

    An aside between dashes ends none: "the list – with makers – to the Panel by June".
    """
    place, stop = start, end
    while mark := _CLAUSE_END.search(text, place, end):
        dash = mark[0].strip()
        aside = text.find(f" {dash} ", mark.end(), min(end, mark.end() + _LONGEST_ASIDE))
        if dash not in ("–", "—") or aside < 0 or not text[aside + 3 : aside + 4].islower():
            stop = mark.start()
            break
        place = aside + 3
    return start + len(text[start:stop].rstrip(" .,;:–—\n\t"))


def clause_start(text: str, position: int) -> int:
    """Where the clause of a subject begins, with a time that is put first in it."""
    first = max(0, position - LONGEST_SENTENCE)
    return max((join.end() for join in _JOIN.finditer(text, first, position)), default=first)


# A paragraph cut into sentences, and a sentence with one mark in the place of each name.


# Names stand in a sentence as characters of a private area, so that a pattern can say "a name".
_FIRST_MARK = 0xE000
MARKS = "\ue000-\uf8ff"
MARK = f"[{MARKS}]"
_AND = r"(?:,? and |,? & | ?/ ?|,? together with |,? as well as |,? along with )"
# One name or a list of them, not "A's": "A", "A, B and C", "A (Kent) and B".
_ONE = rf"{MARK}(?: \([^(){MARKS}]{{1,60}}\)(?=,? (?:and|&) |, ))?"
NAMES = rf"{_ONE}(?:(?:, {_ONE})*{_AND}{_ONE})*(?!['’]s?\b)"

_LONGEST = 1200
_STOP = re.compile(
    r"(?<![.!?])[.!?]++[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\sa-z])|\n+|(?<=[.!?”])\s+(?=\d+[.)]\s)"
)
_OPENS, _CLOSES = re.compile(r"\s*\("), re.compile(r"(?:, [^()\n]{1,60})?\)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Clr|Mr|Mrs|Ms|Dr|Drs|Prof|Rev|Revd|Fr|St|Hon|Col|Capt|Sgt|Insp|Supt|Ald|Nos?|"
    r"[Pp]ara|e\.g|i\.e|etc|viz|approx|pp?|[Rr]ef|vs|Ltd|Co|Jr|Sr|cf|Cyng|Art|Sec|Min|Fig)"
    r"|\b[A-Z](?:\.[A-Z])*)$"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who speaks, or (`part` None) who is only the subject, at a place of a sentence."""

    who: Named
    part: Speech | None
    place: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with marks for names."""

    marked: str
    names: tuple[Named, ...]

    def printed(self, text: str, start: int, end: int) -> str:
        """This part of `marked` as it stands in the `text` that the names are of."""
        named = {chr(_FIRST_MARK + i): text[n.start : n.end] for i, n in enumerate(self.names)}
        return "".join(named.get(sign, sign) for sign in self.marked[start:end])

    def turns(self, start: int, end: int, part: Speech | None) -> Iterator[Turn]:
        """A turn of each whose mark stands in this part of `marked`."""
        for place in range(start, end):
            index = ord(self.marked[place]) - _FIRST_MARK
            if 0 <= index < len(self.names):
                yield Turn(self.names[index], part, place)

    def named(self, start: int, end: int) -> list[Named]:
        """Whose marks stand in this part of `marked`."""
        return [turn.who for turn in self.turns(start, end, None)]


def sentences(text: str, names: Sequence[Named]) -> Iterator[Sentence]:
    """The sentences of a paragraph in order, each with the names in it."""
    left = list(names)
    for start, end in _spans(text, names):
        inside = []
        while left and left[0].start < end:
            inside.append(left.pop(0))
        yield Sentence(_marked(text, start, end, inside), tuple(inside))


def _spans(text: str, names: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end; a point in a name or after an abbreviation ends none."""
    within = {place for name in names for place in range(name.start, name.end - 1)}
    start = 0
    for stop in _STOP.finditer(text):
        point = text[stop.start()] == "."
        if stop.start() in within or (point and _ends_in_abbreviation(text, start, stop.start())):
            continue
        end = _with_signature(text, stop.end(), names)
        yield from _pieces(text, start, end, within)
        start = end
    yield from _pieces(text, start, len(text), within)


def _ends_in_abbreviation(text: str, start: int, point: int) -> bool:
    near = max(start, point - _LONGEST_ABBREVIATION)
    return _ABBREVIATION.search(text, near, point) is not None


def _with_signature(text: str, end: int, names: Sequence[Named]) -> int:
    """The end of a sentence with a name in brackets after it: "Is it so? (Cllr Lee, Kent)"."""
    if not _OPENS.match(text, end):
        return end
    place = bisect_left(names, end, key=lambda name: name.start)
    following = names[place] if place < len(names) else None
    if following is None or text[end : following.start].strip() != "(":
        return end
    closing = _CLOSES.match(text, following.end)
    return closing.end() if closing else end


def _pieces(text: str, start: int, end: int, within: set[int]) -> Iterator[tuple[int, int]]:
    """A sentence whole, or what is far too long for one in pieces that take bounded time."""
    while end - start > _LONGEST:
        spaces = range(start + _LONGEST, start + _LONGEST // 2, -1)
        cut = next((at for at in spaces if text[at].isspace() and at not in within), None)
        stop = cut or start + _LONGEST
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _marked(text: str, start: int, end: int, names: Sequence[Named]) -> str:
    parts = []
    for index, name in enumerate(names):
        parts += [text[start : name.start], chr(_FIRST_MARK + index)]
        start = name.end
    return "".join([*parts, text[start:end]])
