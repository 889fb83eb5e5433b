"""Patterns over the words of a sentence, as the rows of this folder's TOML files write them.

A pattern is words in lower case with a few signs of its own:

    if | unless      one or the other; brackets hold them together: (if | unless)
    now?             a word, class or bracket that may be missing
    !possible        what must not stand next; it takes no word
    ~had             what must not stand just before: a word, or a class of single words
    @modal           a class: a pattern of its own, named under [classes]
    @deliver         a list of verbs in lexicon.toml; its forms are @deliver-ed, -s and -ing
    task=@deliver    what is found by it is called `task`
    ...              any words of the same clause: it ends before what the class @break names
    .../@modal       the same, ending as well before what the class names
    *                any words of the sentence; */@modal as above
    START END        where the sentence begins and ends
    OPEN CLOSE       a bracket of the text
    < >              where the finding begins, and where it ends (qualifiers)
    NAME BODY DAY    somebody who is named; those who meet; words that say by when
    CAPITALS CAP     a word in capital letters; one that begins with a capital
    ADVERB ING ED    a word in -ly; one in -ing; one in -ed
    NUMBER           figures
    RESOLVED         a word that must stand in capitals
    PAST-YEAR        a year before that of the meeting
    QUESTION WORD    a question mark; any word at all
    NTH YEAR HOUR    "5" or "5th"; "2023"; "4pm"
    TWO-FIGURES      "23"
    YEARS            "2023-24"
    YEAR-FIRST       "2023-06-30"
    APOSTROPHE       one that stands by itself

Of several ways to fit the first that is written is taken, of gaps the shortest.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from sources.language.tokenizer import Tokens

# What a pattern has called by a name: the words from one index to another.
Captures = tuple[tuple[str, int, int], ...]
Ends = Mapping[int, Captures]

_PARTS = re.compile(
    r"(?:\.\.\.|\*)(?:/@[\w-]+)?|[a-z]+=|[()|!~?<>,;:./&–—]|@?[\w-]+(?:[’'-]\w+)*|[£$€]"
)
# The words that a gap may hold: enough for prose, and a bound for what is none.
LONGEST_GAP = 40
_SIGNS = frozenset(("START", "QUESTION", "PAST-YEAR"))
_NOWHERE: Ends = MappingProxyType({})
_NO_ADVERBS = frozenset("only reply supply apply family rely fly early july rally assembly".split())
_ENDING = frozenset((".", ")", "]", ";", "!", "”", '"', "’"))


class RowError(ValueError):
    """A row that cannot be understood; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a pattern: from where it begins to all places where it may end, the best first.

    `first` are the words that it can begin with, None where that may be any or none: by them most
    places of a sentence are passed over at once. Of each set of `needs` a word must stand somewhere
    in the sentence: by them most sentences are. One that only `looks` takes no word.
    """

    ends: Callable[[Tokens, int], Ends]
    first: frozenset[str] | None = None
    needs: tuple[frozenset[str], ...] = ()
    looks: bool = False

    def __call__(self, tokens: Tokens, at: int) -> Ends:
        """Say where it may end if it begins at `at`: nowhere, where it does not fit."""
        if self.first is not None and (
            at >= len(tokens.words) or tokens.words[at] not in self.first
        ):
            return _NOWHERE
        return self.ends(tokens, at)


def occurs(step: Step, tokens: Tokens) -> bool:
    """Whether a pattern stands anywhere among these words."""
    return next(places_of(step, tokens), None) is not None


def places_of(step: Step, tokens: Tokens) -> Iterator[tuple[int, int, Captures]]:
    """Where a pattern stands, none within another: from, up to, and what it calls by names."""
    there = tokens.at.keys()
    for need in step.needs:
        if there.isdisjoint(need):
            return
    following, every = 0, range(len(tokens.words))
    for at in every if step.first is None else _standing(tokens, step.first):
        if at < following:
            continue
        for after, captures in step.ends(tokens, at).items():
            yield at, after, captures
            following = after
            break


def _standing(tokens: Tokens, words: frozenset[str]) -> Sequence[int]:
    """Where one of these words stands."""
    return sorted(chain.from_iterable(tokens.at[word] for word in tokens.at.keys() & words))


def phrases_of(phrases: frozenset[str]) -> Step:
    """Any of these words, or of these words in a row."""
    single = frozenset(phrase for phrase in phrases if " " not in phrase)
    longer = [
        _in_turn([_word(frozenset((word,))) for word in phrase.split()])
        for phrase in sorted(phrases - single)
    ]
    return _one_of([*longer, _word(single)])


def compiled(pattern: str, classes: Mapping[str, Step], name: str) -> Step:
    """What fits a pattern; raises RowError, with the row's `name`, where it is no pattern."""
    parts = _PARTS.findall(pattern)
    if "".join(parts) != "".join(pattern.split()):
        raise RowError(f"{name}: “{pattern}” has a sign that no pattern knows")
    reader = _Reader(parts, classes, name)
    step = reader.either()
    if reader.parts:
        raise RowError(f"{name}: “{pattern}” closes a bracket that it did not open")
    return step


@dataclass
class _Reader:
    """What is left to read of a pattern."""

    parts: list[str]
    classes: Mapping[str, Step]
    name: str

    def either(self) -> Step:
        ways, words = [], set()
        while True:
            if self.parts[1:2] in ([], ["|"], [")"]) and self._is_word(self.parts[0:1]):
                words.add(self.parts.pop(0))
            else:
                ways.append(self._sequence())
            if self.parts[:1] != ["|"]:
                break
            self.parts.pop(0)
        ways += [_word(frozenset(words))] if words else []
        return ways[0] if len(ways) == 1 else _one_of(ways)

    def _is_word(self, part: list[str]) -> bool:
        """Whether it is a word that stands for itself: a list of those is looked up at once."""
        return bool(part) and part[0].isalpha() and part[0].islower()

    def _sequence(self) -> Step:
        steps = []
        while self.parts and self.parts[0] not in ("|", ")"):
            step = self._one()
            if self.parts[:1] == ["?"]:
                self.parts.pop(0)
                step = _one_of([step, _NOTHING])
            steps.append(step)
        if not steps:
            raise RowError(f"{self.name}: a pattern, or a side of “|”, is empty")
        return _in_turn(steps)

    def _one(self) -> Step:
        if not self.parts:
            raise RowError(f"{self.name}: the pattern ends too soon")
        part = self.parts.pop(0)
        if part == "(":
            step = self.either()
            if self.parts[:1] != [")"]:
                raise RowError(f"{self.name}: a bracket is not closed")
            self.parts.pop(0)
            return step
        if part == "!":
            return _absent(self._one())
        if part == "~":
            return _not_after(self._one())
        if part.endswith("="):
            return _called(part[:-1], self._one())
        if part.startswith(("...", "*")):
            gap, _, until = part.partition("/@")
            ends = [*(["break"] if gap == "..." else []), *([until] if until else [])]
            return _gap([self._class(end) for end in ends])
        if part in _BY_SIGN:
            return _BY_SIGN[part]
        if part.startswith("@"):
            return self._class(part[1:])
        if part.isupper() and part not in _SIGNS:
            return _capitals(part)
        return _word(frozenset((part,)))

    def _class(self, name: str) -> Step:
        if name not in self.classes:
            raise RowError(f"{self.name}: there is no class “{name}”")
        return self.classes[name]


def _sign(fits: Callable[[str], object]) -> Step:
    """A word that `fits` as it is printed."""

    def ends(tokens: Tokens, at: int) -> Ends:
        return {at + 1: ()} if at < len(tokens.words) and fits(tokens.printed[at]) else _NOWHERE

    return Step(ends)


def _somebody(kind: str) -> Step:
    """Somebody who is named, or a sign of that name in the place of one."""

    def ends(tokens: Tokens, at: int) -> Ends:
        if at < len(tokens.words) and tokens.words[at] == kind:
            return {at + 1: ()}
        return {after: () for named, after in tokens.named.get(at, ()) if named == kind}

    return Step(ends)


def _at_end(tokens: Tokens, at: int) -> Ends:
    if tokens.words[at : at + 1] == ["END"]:
        return {at + 1: ()}
    while at < len(tokens.words) and tokens.words[at] in _ENDING:
        at += 1
    return {at: ()} if at == len(tokens.words) else _NOWHERE


_NOTHING = Step(lambda tokens, at: {at: ()})
_BY_SIGN = {
    "WORD": _sign(lambda word: word[:1].isalnum()),
    "CAPITALS": _sign(lambda word: word.isupper() and len(word) > 1),
    "CAP": _sign(lambda word: word[:1].isupper()),
    "ADVERB": _sign(lambda word: word.lower().endswith("ly") and word.lower() not in _NO_ADVERBS),
    "ED": _sign(lambda word: word.endswith("ed") and len(word) > 3),
    "ING": _sign(lambda word: word.lower().endswith("ing")),
    "NUMBER": _sign(str.isdigit),
    "NAME": _somebody("NAME"),
    "BODY": _somebody("BODY"),
    "DAY": _somebody("DAY"),
    "OPEN": _sign(lambda word: word in ("(", "[", "OPEN")),
    "CLOSE": _sign(lambda word: word in (")", "]", "CLOSE")),
    "END": Step(_at_end),
    "APOSTROPHE": _sign(lambda word: word in ("'", "’")),
    **{
        name: _sign(re.compile(form, re.IGNORECASE).fullmatch)
        for name, form in {
            "NTH": r"\d{1,2}(?:st|nd|rd|th)?",
            "YEAR": r"(?:19|20)\d\d",
            "HOUR": r"\d{1,2}[ap]m",
            "TWO-FIGURES": r"\d\d",
            "YEARS": r"(?:19|20)\d\d-\d\d",
            "YEAR-FIRST": r"\d{4}-\d\d-\d\d",
        }.items()
    },
}


def _word(wanted: frozenset[str]) -> Step:
    return Step(lambda tokens, at: {at + 1: ()}, wanted, (wanted,))


def _capitals(word: str) -> Step:
    def ends(tokens: Tokens, at: int) -> Ends:
        return {at + 1: ()} if tokens.printed[at] == word else _NOWHERE

    wanted = frozenset((word, word.lower()))
    return Step(ends, wanted, (wanted,))


def _called(name: str, step: Step) -> Step:
    def ends(tokens: Tokens, at: int) -> Ends:
        return {end: (*names, (name, at, end)) for end, names in step(tokens, at).items()}

    return Step(ends, step.first, step.needs)


def _one_of(ways: Sequence[Step]) -> Step:
    def ends(tokens: Tokens, at: int) -> Ends:
        word = tokens.words[at] if at < len(tokens.words) else ""
        places: dict[int, Captures] = {}
        for way in ways:
            if way.first is None or word in way.first:
                for end, names in way.ends(tokens, at).items():
                    places.setdefault(end, names)
        return places

    firsts = [way.first for way in ways if way.first is not None]
    return Step(
        ends,
        frozenset().union(*firsts) if len(firsts) == len(ways) else None,
        (frozenset().union(*map(_selective, ways)),) if all(way.needs for way in ways) else (),
    )


def _selective(way: Step) -> frozenset[str]:
    """Of the sets that a way needs one that says something: every sentence has a START."""
    return next((need for need in way.needs if "START" not in need), way.needs[0])


def _in_turn(steps: Sequence[Step]) -> Step:
    parts = [(step.first, step.ends) for step in steps]

    def ends(tokens: Tokens, at: int) -> Ends:
        words = tokens.words
        places: dict[int, Captures] = {at: ()}
        for first, ends_of in parts:
            following: dict[int, Captures] = {}
            for place, names in places.items():
                if first is None or (place < len(words) and words[place] in first):
                    for end, more in ends_of(tokens, place).items():
                        if end not in following:
                            following[end] = names + more if more else names
            if not following:
                return _NOWHERE
            places = following
        return places

    first = next((step.first for step in steps if not step.looks), None)
    return Step(ends, first, tuple(need for step in steps for need in step.needs))


def _absent(step: Step) -> Step:
    return Step(lambda tokens, at: _NOWHERE if step(tokens, at) else {at: ()}, looks=True)


def _not_after(step: Step) -> Step:
    def ends(tokens: Tokens, at: int) -> Ends:
        return _NOWHERE if at and at in step(tokens, at - 1) else {at: ()}

    return Step(ends, looks=True)


def _gap(stops: Sequence[Step]) -> Step:
    stop = _one_of(stops)

    def places(tokens: Tokens, at: int) -> Iterator[int]:
        for place, word in enumerate(tokens.words[at : at + LONGEST_GAP], start=at):
            yield place
            if (stop.first is None or word in stop.first) and stop.ends(tokens, place):
                return
        yield min(len(tokens.words), at + LONGEST_GAP)

    return Step(lambda tokens, at: dict.fromkeys(places(tokens, at), ()))
