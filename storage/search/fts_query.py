"""A question as plain values once it is understood, and what FTS5 and SQL are asked for it."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal

from sqlite_utils import Database

from storage.index import SIDES, Side
from storage.model import ParagraphKind, Part, Viewer
from storage.name_matching import fold
from storage.tokens import stem
from storage.visibility import meeting_visible, paragraph_visible

# ---- what is looked for, as plain values: a question once it has been understood --------------


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
class SpeakerFilter:
    """Paragraphs in which one of these people (or offices) has one of these parts."""

    people: tuple[int, ...]
    parts: tuple[Part, ...] = ("asks", "answers", "speaks")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a paragraph must be, whatever it says. None and empty ask nothing.

    `among` are the lowest and highest key that it may have.
    """

    heard: tuple[SpeakerFilter, ...] = ()
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
class Query:
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


# ---- what FTS5 is asked, and in which parts of the index --------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What FTS5 is asked. `narrower` are expressions that the paragraphs meet which are worth most,
    best first; `every` is whether each of the terms must be met."""

    expression: str
    narrower: tuple[str, ...]
    every: bool


def ask_all(terms: Sequence[Term]) -> Asked:
    """Ask for paragraphs that meet all of these terms, first those under a title with one."""
    expression = all_of(terms)
    return Asked(expression, (f"({expression}) AND title : ({any_of(terms)})", expression), True)


def ask_any(weighed: Sequence[tuple[float, Term]]) -> Asked:
    """Ask for paragraphs that one of these terms meets, each given with its rarity.

    They are worth what BM25 gives for what they meet: any one or two of the terms, the more the
    rarer those are; half as much again for a term that stands in the title too.
    """
    clauses = [(rarity, f"({_term(term)})") for rarity, term in weighed]
    worth = [
        *clauses,
        *((rarity * 1.5, f"(text : {clause} AND title : {clause})") for rarity, clause in clauses),
        *((a + b, f"({one} AND {other})") for (a, one), (b, other) in combinations(clauses, 2)),
    ]
    worth.sort(key=lambda pair: -pair[0])
    expression = any_of(term for _, term in weighed)
    return Asked(expression, tuple(clause for _, clause in worth), False)


def sides(viewer: Viewer) -> tuple[Side, ...]:
    """Return the parts of the index that this viewer may search."""
    return SIDES if viewer.secretariat else ("published",)


def any_of(terms: Iterable[Term]) -> str:
    """Return an FTS5 expression that one of these terms meets."""
    return " OR ".join(f"({_term(term)})" for term in terms)


def all_of(terms: Iterable[Term]) -> str:
    """Return an FTS5 expression that all of these terms together meet."""
    return " AND ".join(f"({_term(term)})" for term in terms)


def _term(term: Term) -> str:
    return " OR ".join(phrase(form.stems) for form in term.forms)


def phrase(stems: Sequence[str]) -> str:
    """Return stems in this order as an FTS5 string. They are letters, digits and points: no
    quotes."""
    return '"' + " ".join(stems) + '"'


# ---- offices that people came to hold by election, as resolutions tell it ---------------------
# An attendance list says who was in the chair that day; many minutes have none, but resolve "that
# Cllr Askham be elected Chair". From that day until somebody else is elected, what the Chair says
# is said by Cllr Askham.


_ELECTED = re.compile(
    r"\b(?:be|was|were|is)\s+(?:re-?|duly\s+|hereby\s+)*(?:elected|appointed)\b", re.IGNORECASE
)

NEVER = "~"  # sorts after every date


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """An office held from the meeting of one day to before that of another."""

    office: int
    since: str
    until: str


def terms_of(db: Database, viewer: Viewer, people: Sequence[int]) -> tuple[OfficeTerm, ...]:
    """Return the offices to which one of these people was elected, with their times."""
    terms = []
    for panel, date, text in _elections(db, viewer, people):
        for office, name in _offices(db, panel):
            if _names(text, name):
                terms.append(OfficeTerm(office, date, _later(db, viewer, panel, date, name)))
    return tuple(terms)


def _elections(
    db: Database, viewer: Viewer, people: Sequence[int]
) -> list[tuple[str | None, str, str]]:
    rows = db.conn.execute(
        "select distinct panel, date, text from paragraphs"
        " join mentions on paragraph_key = paragraphs.key"
        " join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id"
        f" where kind = 'resolution' and date is not null and {paragraph_visible(viewer)}"
        f" and person_id in ({','.join('?' * len(people))}) order by date, text",
        list(people),
    )
    return [row for row in rows if _ELECTED.search(row[2])]


def _offices(db: Database, panel: str | None) -> list[tuple[int, str]]:
    """The panel's offices as they are named in a sentence."""
    rows = db.conn.execute("select id, name from people where office and panel is ?", [panel])
    return sorted((key, fold(name).removeprefix("the ")) for key, name in rows)


def _names(text: str, office: str) -> bool:
    """Whether the text names the office to which somebody is elected, right after the verb."""
    match = _ELECTED.search(fold(text))
    if match is None:
        return False
    named = rf"\W*(?:as\s+)?(?:the\s+)?{re.escape(office)}(?![\w-])"
    return re.match(named, fold(text)[match.end() :]) is not None


def _later(db: Database, viewer: Viewer, panel: str | None, date: str, office: str) -> str:
    """The day on which the office was next filled, or one after all days."""
    rows = db.conn.execute(
        "select date, text from paragraphs join items on items.id = item_id"
        " join meetings on meetings.id = paragraphs.meeting_id"
        f" where kind = 'resolution' and panel is ? and date > ? and {paragraph_visible(viewer)}"
        " and text like '%ed%' order by date, paragraphs.key",
        [panel, date],
    )
    return next((day for day, text in rows if _names(text, office)), NEVER)


def conditions(db: Database, viewer: Viewer, filters: Filters) -> tuple[list[str], list[Any]]:
    """Return the filters as SQL conditions over paragraphs, items and meetings, with their
    values."""
    clauses: list[str] = []
    values: list[Any] = []

    def where(condition: str, *given: Any) -> None:
        clauses.append(condition)
        values.extend(given)

    for heard in filters.heard:
        where(*_heard(db, viewer, heard))
    if filters.among:
        where("paragraphs.key between ? and ?", *filters.among)
    if filters.since:
        where("meetings.date >= ?", filters.since.isoformat())
    if filters.until:
        where("meetings.date <= ?", filters.until.isoformat())
    if filters.meeting:
        where(_at_meeting(viewer, "max" if filters.meeting == "last" else "min"))
    if filters.panel:
        where("(instr(lower(coalesce(panel, '') || ' ' || coalesce(meetings.title, '')), ?) > 0)",
              filters.panel.lower())  # fmt: skip
    if filters.item:
        where("(items.number = ? or instr(lower(items.title), ?) > 0)",
              filters.item, filters.item.lower())  # fmt: skip
    if filters.kind:
        where("paragraphs.kind = ?", filters.kind)
    if filters.actions:
        where("exists (select 1 from actions where certain and paragraph_id = paragraphs.id)")
    if filters.exempt:
        where("items.exempt = 1")
    if filters.draft:
        where("meetings.status = 'draft'")
    if filters.excluded:
        expression = " OR ".join(phrase(form.stems) for form in filters.excluded)
        for side in sides(viewer):
            inside = f"select rowid from {side}_index where {side}_index match ?"
            where(f"paragraphs.key not in ({inside})", expression)
    return clauses, values


def _at_meeting(viewer: Viewer, which: str) -> str:
    """At the last ("max") or first ("min") meeting of each panel."""
    return f"""meetings.date = (select {which}(other.date) from meetings as other
        where other.panel is meetings.panel and {meeting_visible(viewer, "other")})"""


def _heard(db: Database, viewer: Viewer, heard: SpeakerFilter) -> tuple[Any, ...]:
    """The condition, then its values: that one of the people is heard.

    They themselves, or the office that one of them held that day, or who held that office.
    """
    marks = ",".join("?" * len(heard.people))
    part = ",".join(f"'{part}'" for part in heard.parts)
    that_day = (
        "select paragraph_key from attendance"
        " cross join paragraphs as said on said.meeting_id = attendance.meeting_id"
        " cross join mentions on paragraph_key = said.key"
    )
    ways = [
        f"select paragraph_key from mentions where part in ({part}) and person_id in ({marks})",
        f"{that_day} where part in ({part}) and attendance.person_id in ({marks})"
        " and mentions.person_id = office_id",
        f"{that_day} where part in ({part}) and office_id in ({marks})"
        " and mentions.person_id = attendance.person_id",
    ]
    values: list[Any] = [*heard.people] * len(ways)
    for term in terms_of(db, viewer, heard.people):
        ways.append(
            "select paragraph_key from mentions join paragraphs as said on said.key = paragraph_key"
            " join meetings as met on met.id = said.meeting_id"
            f" where part in ({part}) and person_id = ? and met.date >= ? and met.date < ?"
        )
        values += (term.office, term.since, term.until)
    return f"paragraphs.key in ({' union all '.join(ways)})", *values
