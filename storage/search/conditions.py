"""The filters of a question as SQL."""

from typing import Any

from sqlite_utils import Database

from storage.records import Viewer
from storage.search.expressions import phrase, sides
from storage.search.offices import terms_of
from storage.search.wanted import Filters, Heard
from storage.visibility import meeting_visible


def conditions(db: Database, viewer: Viewer, filters: Filters) -> tuple[list[str], list[Any]]:
    """The filters as SQL conditions over paragraphs, items and meetings, with their values."""
    held: list[str] = []
    values: list[Any] = []

    def where(condition: str, *given: Any) -> None:
        held.append(condition)
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
    return held, values


def _at_meeting(viewer: Viewer, which: str) -> str:
    """At the last ("max") or first ("min") meeting of each panel."""
    return f"""meetings.date = (select {which}(other.date) from meetings as other
        where other.panel is meetings.panel and {meeting_visible(viewer, "other")})"""


def _heard(db: Database, viewer: Viewer, heard: Heard) -> tuple[Any, ...]:
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
