"""Patterns over the words of a sentence, as the rows of this folder's TOML files write them.

A pattern is words in lower case with a few signs of its own:

    if | unless      one or the other; brackets hold them together: (if | unless)
    now?             a word, class or bracket that may be missing
    !possible        what must not stand next; it takes no word
    @modal           a class: a pattern of its own, named under [classes]
    ...              any words of the same clause: it ends before what the class @break names
    .../@modal       the same, ending as well before what the class names
    *                any words of the sentence; */@modal as above
    START < >        where the sentence begins, where the finding begins, and where it ends
    PAST-YEAR        a year before that of the meeting
    QUESTION WORD    a question mark; any word at all
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sources.language.sentences import Span

Words = list[str]
Places = frozenset[int]

_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_PARTS = re.compile(r"(?:\.\.\.|\*)(?:/@[\w-]+)?|[()|!?<>,;:]|@?[\w-]+(?:[’'-]\w+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The words that a gap may hold: enough for prose, and a bound for what is none.
LONGEST_GAP = 40
# Characters before and after a finding that bear on it.
NEAR = 300


class RowError(ValueError):
    """A row that cannot be understood; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a pattern: from where it begins to all places where it may end.

    `first` are the words that it can begin with, None where that may be any or none: by them most
    places of a sentence are passed over at once. Of each set of `needs` a word must stand somewhere
    in the sentence: by them most sentences are.
    """

    ends: Callable[[Words, int], Places]
    first: frozenset[str] | None = None
    needs: tuple[frozenset[str], ...] = ()

    def __call__(self, words: Words, at: int) -> Places:
        """Say where it may end if it begins at `at`: nowhere, where it does not fit."""
        if self.first is not None and (at >= len(words) or words[at] not in self.first):
            return frozenset()
        return self.ends(words, at)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: what it is called, what it makes of findings `of` which kinds, and its examples."""

    id: str
    kind: str
    becomes: str
    of: tuple[str, ...]
    match: str
    fits: tuple[str, ...]
    unfit: tuple[str, ...]
    step: Step

    def matches(self, words: Words) -> bool:
        """Whether the pattern stands anywhere in the words of `marked`."""
        return any(self.step(words, at) for at in range(len(words)))


def marked(text: str, sentence: Span, found: Span, year: int | None) -> list[str]:
    """The words of a sentence in lower case, with START, and with < and > around what was found.

    `year` is the meeting's: an earlier one stands as PAST-YEAR. Of a sentence without end only
    what is near the finding is taken.
    """
    start, end = max(sentence.start, found.start - NEAR), min(sentence.end, found.end + NEAR)
    words, opened, closed = ["START"] if start == sentence.start else [], False, False
    for match in _WORD.finditer(text, start, end):
        if not opened and match.start() >= found.start:
            words.append("<")
            opened = True
        if opened and not closed and match.start() >= found.end:
            words.append(">")
            closed = True
        word = match[0].lower()
        past = year is not None and _YEAR.fullmatch(word) and int(word) < year
        words.append("PAST-YEAR" if past else "QUESTION" if word == "?" else word)
    return words if closed else [*words, ">"]


@cache
def load(name: str, verbs: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """The rows of `name`.toml in this folder, in order; raises RowError where one is faulty.

    `verbs` are classes that the rows may use beside those of their file: name and pattern.
    """
    data = tomllib.loads(
        resources.files("sources.rules").joinpath(f"{name}.toml").read_text("utf-8")
    )
    classes: dict[str, Step] = {}
    for word, pattern in (*verbs, *data["classes"].items()):  # a class may use those above it
        classes[word] = compiled(pattern, classes, f"class {word}")
    return tuple(
        Rule(
            row["id"],
            row["kind"],
            data["becomes"][row["kind"]],
            tuple(row.get("of", data["of"])),
            row["match"],
            tuple(row["fits"]),
            tuple(row["not"]),
            compiled(row["match"], classes, row["id"]),
        )
        for row in data["rule"]
    )


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
        return bool(part) and part[0].isalpha() and part[0] != "WORD"

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
        part = self.parts.pop(0)
        if part == "(":
            step = self.either()
            if self.parts[:1] != [")"]:
                raise RowError(f"{self.name}: a bracket is not closed")
            self.parts.pop(0)
            return step
        if part == "!":
            return _absent(self._one())
        if part.startswith(("...", "*")):
            gap, _, until = part.partition("/@")
            ends = [*(["break"] if gap == "..." else []), *([until] if until else [])]
            return _gap([self._class(end) for end in ends])
        if part == "WORD":
            return _ANY_WORD
        return self._class(part[1:]) if part.startswith("@") else _word(frozenset((part,)))

    def _class(self, name: str) -> Step:
        if name not in self.classes:
            raise RowError(f"{self.name}: there is no class “{name}”")
        return self.classes[name]


def _any(words: Words, at: int) -> Places:
    return frozenset((at + 1,) if at < len(words) and words[at][0].isalnum() else ())


_ANY_WORD = Step(_any)
_NOTHING = Step(lambda words, at: frozenset((at,)))


def _word(wanted: frozenset[str]) -> Step:
    return Step(lambda words, at: frozenset((at + 1,)), wanted, (wanted,))


def _one_of(ways: Sequence[Step]) -> Step:
    firsts = [way.first for way in ways if way.first is not None]
    return Step(
        lambda words, at: frozenset(place for way in ways for place in way(words, at)),
        frozenset().union(*firsts) if len(firsts) == len(ways) else None,
        (frozenset().union(*(way.needs[0] for way in ways)),) if all(w.needs for w in ways) else (),
    )


def _in_turn(steps: Sequence[Step]) -> Step:
    def ends(words: Words, at: int) -> Places:
        places = frozenset((at,))
        for step in steps:
            places = frozenset(end for place in places for end in step(words, place))
        return places

    return Step(ends, steps[0].first, tuple(need for step in steps for need in step.needs))


def _absent(step: Step) -> Step:
    return Step(lambda words, at: frozenset(() if step(words, at) else (at,)))


def _gap(stops: Sequence[Step]) -> Step:
    def places(words: Words, at: int) -> Iterator[int]:
        for place in range(at, min(len(words), at + LONGEST_GAP) + 1):
            yield place
            if any(stop(words, place) for stop in stops):
                return

    return Step(lambda words, at: frozenset(places(words, at)))
