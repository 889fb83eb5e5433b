"""What is looked for, as plain values: a question once it has been understood."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from storage.records import ParagraphKind, Part
from storage.stems import stem

Sort = Literal["best", "latest", "first", "newest"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a paragraph may say what is asked: a word, or words in this order.

    `weight` is 1 for what was typed and less for what only stands for it. `exact` forms must
    stand as they are, not in another inflection.
    """

    words: tuple[str, ...]
    weight: float = 1.0
    exact: bool = False

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words, as the index holds them."""
        return tuple(stem(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question asks for, in any of its forms; the first is the one typed.

    A `light` term ("think", "discussion") helps to rank and is never needed; the lack of a
    `general` one ("numbers", "cost") says little. A `needed` term (a quotation) must be met.
    """

    forms: tuple[Form, ...]
    light: bool = False
    general: bool = False
    needed: bool = False

    @property
    def typed(self) -> str:
        """The term as the question has it."""
        return " ".join(self.forms[0].words)


@dataclass(frozen=True, slots=True)
class Heard:
    """Paragraphs in which one of these people (or offices) has one of these parts."""

    people: tuple[int, ...]
    parts: tuple[Part, ...] = ("asks", "answers", "speaks")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a paragraph must be, whatever it says. None and empty ask nothing.

    `among` are the lowest and highest key that it may have.
    """

    heard: tuple[Heard, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    meeting: Literal["", "last", "first"] = ""
    panel: str | None = None
    item: str | None = None
    kind: ParagraphKind | None = None
    actions: bool = False
    exempt: bool = False
    draft: bool = False
    excluded: tuple[Form, ...] = ()
    among: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question, understood. `decision`, `figure` and `asked` are what its answer should hold:
    a resolution, a number, somebody asking."""

    terms: tuple[Term, ...] = ()
    filters: Filters = field(default_factory=Filters)
    decision: bool = False
    figure: bool = False
    asked: bool = False
    sort: Sort = "best"

    @property
    def tells(self) -> bool:
        """Whether any of its words says what is looked for, so that filters do not stand alone."""
        return any(not term.light for term in self.terms)
