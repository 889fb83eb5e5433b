"""Patterns over the words of a sentence, as the rows of this folder's TOML files write them.

A pattern is words in lower case with a few signs of its own:

    if | unless      one or the other; brackets hold them together: (if | unless)
    now?             a word, class or bracket that may be missing
    !possible        what must not stand next; it takes no word
    @modal           a class: a pattern of its own, named under [classes]
    @deliver         a list of verbs in lexicon.toml; its forms are @deliver-ed, -s and -ing
    task=@deliver    what is found by it is called `task`
    ...              any words of the same clause: it ends before what the class @break names
    .../@modal       the same, ending as well before what the class names
    *                any words of the sentence; */@modal as above
    START END        where the sentence begins and ends
    OPEN CLOSE       a bracket of the text
    < >              where the finding begins, and where it ends (qualifiers)
    NAME BODY        somebody who is named; those who meet
    CAPITALS CAP     a word in capital letters; one that begins with a capital
    ADVERB NUMBER    a word in -ly; figures
    RESOLVED         a word that must stand in capitals
    PAST-YEAR        a year before that of the meeting
    QUESTION WORD    a question mark; any word at all

Of several ways to fit the first that is written is taken, of gaps the shortest.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from sources.language.lexicon import listed
from sources.language.tokenizer import Tokens
from sources.language.verbs import VERB_LISTS, verb_forms

# What a pattern has called by a name: the words from one index to another.
Captures = tuple[tuple[str, int, int], ...]
Ends = Mapping[int, Captures]

_PARTS = re.compile(
    r"(?:\.\.\.|\*)(?:/@[\w-]+)?|[a-z]+=|[()|!?<>,;:./&–—]|@?[\w-]+(?:[’'-]\w+)*|[£$]"
)
# Of a sentence without end the rules look at no more than this.
LONGEST = 3000
# The words that a gap may hold: enough for prose, and a bound for what is none.
LONGEST_GAP = 40
_SIGNS = frozenset(("START", "QUESTION", "PAST-YEAR"))
_NOWHERE: Ends = MappingProxyType({})
_NO_ADVERBS = frozenset("only reply supply apply family rely fly early july rally assembly".split())
_ENDING = frozenset((".", ")", "]", ";", "!", "”", '"', "’"))

# The files of rows. Those of FINDERS find entries of the register; those of the others say what a
# sentence is, or what the words around an entry make of it.
FINDERS = ("resolutions", "promises", "requests", "action_lines")
FAMILIES = (*FINDERS, "anaphora", "motions", "outcomes", "owners", "qualifiers")


class RowError(ValueError):
    """A row that cannot be understood; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a pattern: from where it begins to all places where it may end, the best first.

    `first` are the words that it can begin with, None where that may be any or none: by them most
    places of a sentence are passed over at once. Of each set of `needs` a word must stand somewhere
    in the sentence: by them most sentences are.
    """

    ends: Callable[[Tokens, int], Ends]
    first: frozenset[str] | None = None
    needs: tuple[frozenset[str], ...] = ()

    def __call__(self, tokens: Tokens, at: int) -> Ends:
        """Say where it may end if it begins at `at`: nowhere, where it does not fit."""
        if self.first is not None and (
            at >= len(tokens.words) or tokens.words[at] not in self.first
        ):
            return _NOWHERE
        return self.ends(tokens, at)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule fits: words from `first` up to `after`, with what it calls by names."""

    rule: "Rule"
    first: int
    after: int
    captures: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: what it is called, what it makes of findings `of` which kinds, and its examples.

    `options` is whatever else the row says, for those who use its findings.
    """

    id: str
    kind: str
    match: str
    fits: tuple[str, ...]
    unfit: tuple[str, ...]
    step: Step
    of: tuple[str, ...] = ()
    becomes: str = ""
    priority: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)

    def matches(self, tokens: Tokens) -> bool:
        """Whether the pattern stands anywhere in a sentence."""
        return next(self.find(tokens), None) is not None

    def find(self, tokens: Tokens) -> Iterator[Found]:
        """Everything that the pattern fits in a sentence, none within another."""
        step = self.step
        if any(need.isdisjoint(tokens.words) for need in step.needs):
            return
        at, first = 0, step.first
        while at < len(tokens.words):
            if first is None or tokens.words[at] in first:
                for after, captures in step.ends(tokens, at).items():
                    yield Found(self, at, after, {name: (s, e) for name, s, e in captures})
                    at = max(at, after - 1)
                    break
            at += 1


@cache
def load(name: str, verbs: tuple[tuple[str, str], ...] = ()) -> tuple[Rule, ...]:
    """The rows of `name`.toml in this folder, the weightiest first; raises RowError where one is
    faulty.

    `verbs` are classes that the rows may use beside those of their file: name and pattern.
    """
    data = _table(name)
    classes = _with_classes(dict(_shared_classes()), {"classes": dict(verbs)})
    classes = _with_classes(classes, data)
    rules = (_rule(row, data, classes) for row in data["rule"])
    return tuple(sorted(rules, key=lambda rule: -rule.priority))


@cache
def _shared_classes() -> Mapping[str, Step]:
    """The classes of lexicon.toml and classes.toml, which the rows of every file may use."""
    return _with_classes(dict(_lexicon()), _table("classes"))


def _with_classes(classes: dict[str, Step], data: Mapping[str, Any]) -> dict[str, Step]:
    for word, pattern in data.get("classes", {}).items():
        classes[word] = compiled(pattern, classes, f"class {word}")  # it may use those above it
    return classes


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("sources.rules").joinpath(f"{name}.toml").read_text("utf-8")
    )


_KNOWN = frozenset(("id", "kind", "of", "match", "fits", "not", "priority"))


def _rule(row: Mapping[str, Any], data: Mapping[str, Any], classes: Mapping[str, Step]) -> Rule:
    return Rule(
        row["id"],
        row["kind"],
        row["match"],
        tuple(row["fits"]),
        tuple(row["not"]),
        compiled(row["match"], classes, row["id"]),
        tuple(row.get("of", data.get("of", ()))),
        data.get("becomes", {}).get(row["kind"], ""),
        row.get("priority", 0),
        {key: value for key, value in row.items() if key not in _KNOWN},
    )


def _lexicon() -> Iterator[tuple[str, Step]]:
    """The classes that lexicon.toml lists: papers, and verbs in each of their forms."""
    yield "paper", _phrases(listed("documents", "papers"))
    for name in VERB_LISTS:
        for form in ("", "-ed", "-s", "-ing"):
            yield f"{name}{form}", _phrases(verb_forms(name, form))


def _phrases(phrases: frozenset[str]) -> Step:
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


def _sign(fits: Callable[[str], bool]) -> Step:
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
    "NUMBER": _sign(str.isdigit),
    "NAME": _somebody("NAME"),
    "BODY": _somebody("BODY"),
    "OPEN": _sign(lambda word: word in ("(", "[", "OPEN")),
    "CLOSE": _sign(lambda word: word in (")", "]", "CLOSE")),
    "END": Step(_at_end),
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
        places: dict[int, Captures] = {}
        for way in ways:
            for end, names in way(tokens, at).items():
                places.setdefault(end, names)
        return places

    firsts = [way.first for way in ways if way.first is not None]
    return Step(
        ends,
        frozenset().union(*firsts) if len(firsts) == len(ways) else None,
        (frozenset().union(*(way.needs[0] for way in ways)),) if all(w.needs for w in ways) else (),
    )


def _in_turn(steps: Sequence[Step]) -> Step:
    def ends(tokens: Tokens, at: int) -> Ends:
        places: dict[int, Captures] = {at: ()}
        for step in steps:
            following: dict[int, Captures] = {}
            for place, names in places.items():
                for end, more in step(tokens, place).items():
                    following.setdefault(end, (*names, *more))
            places = following
            if not places:
                break
        return places

    return Step(ends, steps[0].first, tuple(need for step in steps for need in step.needs))


def _absent(step: Step) -> Step:
    return Step(lambda tokens, at: _NOWHERE if step(tokens, at) else {at: ()})


def _gap(stops: Sequence[Step]) -> Step:
    def places(tokens: Tokens, at: int) -> Iterator[int]:
        for place in range(at, min(len(tokens.words), at + LONGEST_GAP) + 1):
            yield place
            if any(stop(tokens, place) for stop in stops):
                return

    return Step(lambda tokens, at: dict.fromkeys(places(tokens, at), ()))
