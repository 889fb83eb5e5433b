"""Offices that people came to hold by election, as resolutions tell it.

An attendance list says who was in the chair that day; many minutes have none, but resolve "that
Cllr Askham be elected Chair". From that day until somebody else is elected, what the Chair says
is said by Cllr Askham.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storage.plain import fold
from storage.records import Viewer
from storage.visibility import paragraph_visible

_ELECTED = re.compile(
    r"\b(?:be|was|were|is)\s+(?:re-?|duly\s+|hereby\s+)*(?:elected|appointed)\b", re.IGNORECASE
)

NEVER = "~"  # sorts after every date


@dataclass(frozen=True, slots=True)
class Term:
    """An office held from the meeting of one day to before that of another."""

    office: int
    since: str
    until: str


def terms_of(db: Database, viewer: Viewer, people: Sequence[int]) -> tuple[Term, ...]:
    """The offices to which one of these people was elected, with their times."""
    found = []
    for panel, date, text in _elections(db, viewer, people):
        for office, name in _offices(db, panel):
            if _names(text, name):
                found.append(Term(office, date, _later(db, viewer, panel, date, name)))
    return tuple(found)


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
