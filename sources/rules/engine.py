"""The rows of this folder's TOML files: patterns with names and examples, and where they fit.

The signs that a pattern is written with stand at the top of row_patterns.py.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from sources.language.lexicon import listed
from sources.language.tokenizer import Tokens
from sources.language.verbs import VERB_LISTS, verb_forms
from sources.rules.row_patterns import Step, compiled, phrases_of, places_of

# Of a sentence without end the rules look at no more than this.
LONGEST = 3000

# The files of rows. Those of FINDERS find entries of the register; those of the others say what a
# sentence is, or what the words around an entry make of it.
FINDERS = ("tasks", "resolutions", "promises", "requests", "action_lines")
FAMILIES = (*FINDERS, "anaphora", "motions", "outcomes", "owners", "qualifiers")


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
        for first, after, captures in places_of(self.step, tokens):
            yield Found(self, first, after, {name: (s, e) for name, s, e in captures})


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


def candidates(name: str, tokens: Tokens) -> Iterator[Rule]:
    """The rows of a family that may fit a sentence, in order: those of which a word is there that
    they cannot do without."""
    rules, (by_word, every) = load(name), _by_word(name)
    perhaps = set(every).union(*(by_word[word] for word in tokens.at.keys() & by_word.keys()))
    return (rules[at] for at in sorted(perhaps))


@cache
def _by_word(name: str) -> tuple[Mapping[str, Sequence[int]], Sequence[int]]:
    """Which rows of a family need a word, and which need none."""
    by_word: dict[str, list[int]] = {}
    every: list[int] = []
    for at, rule in enumerate(load(name)):
        needs = [need for need in rule.step.needs if "START" not in need]
        for word in min(needs, key=len, default=()):
            by_word.setdefault(word, []).append(at)
        every += [] if needs else [at]
    return by_word, every


def settings(name: str) -> Mapping[str, Any]:
    """What the file of a family says besides its rows and classes."""
    return {key: value for key, value in _table(name).items() if key not in ("rule", "classes")}


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
# What a row says by patterns of their own, which are held against the words behind its verb.
_OF_THE_REST = ("certain", "many", "with")


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
        {
            key: compiled(value, classes, row["id"])
            if key in _OF_THE_REST and isinstance(value, str)
            else value
            for key, value in row.items()
            if key not in _KNOWN
        },
    )


def _lexicon() -> Iterator[tuple[str, Step]]:
    """The classes that lexicon.toml lists: papers, first names, and verbs in each
    of their forms."""
    for word, name in (("paper", "papers"), ("document", "documents"), ("passed-on", "passed_on")):
        yield word, phrases_of(listed("documents", name))
    yield "given", phrases_of(frozenset(map(str.lower, listed("given", "names"))))
    for name in VERB_LISTS:
        for form in ("", "-ed", "-s", "-ing"):
            yield f"{name}{form}", phrases_of(verb_forms(name, form))
