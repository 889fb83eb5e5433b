"""Who was at a meeting, as the site's own list says."""

import re

from lxml import html

from sources.moderngov.pages import parse_page, text_of
from storage.records import Attendee, Presence

_OFFICER = re.compile(r"\bofficers?\b", re.IGNORECASE)
# "Expected" is left out: it also means that nobody filled the list in.
_PRESENCE: tuple[tuple[str, Presence], ...] = (
    ("apologies", "apologies"),
    ("absent", "absent"),
    ("substitute", "substitute"),
    ("in attendance", "in attendance"),
    ("present", "present"),
)


def attendee(name: str, role: str, attendance: str, body: str = "") -> Attendee | None:
    """A line of the list; None where it does not say whether the person was there."""
    said = attendance.lower()
    presence = next((known for word, known in _PRESENCE if word in said), None)
    name, role = " ".join(name.split()), role.strip()
    if not name or presence is None:
        return None
    if presence == "present" and _OFFICER.search(role):
        presence = "in attendance"
    return Attendee(name, role or None, body.strip() or None, presence)


def read_attendance_page(data: bytes, address: str) -> tuple[Attendee, ...]:
    """The people on a meeting's attendance page; none where the page has no list.

    Raises NotThisPageError where it is another page.
    """
    page = parse_page(data, address)
    return tuple(
        person
        for table in page.iter("table")
        if (columns := _columns(table))
        for row in table.iter("tr")
        if (person := _person(row, *columns))
    )


def _columns(table: html.HtmlElement) -> tuple[int, int | None, int] | None:
    """Which columns hold the name, the role and the attendance, by their headings."""
    heads = [text_of(head).lower() for head in table.xpath(".//th")]
    if "attendee" not in heads or "attendance" not in heads:
        return None
    role = heads.index("role") if "role" in heads else None
    return heads.index("attendee"), role, heads.index("attendance")


def _person(row: html.HtmlElement, name: int, role: int | None, said: int) -> Attendee | None:
    cells = [text_of(cell) for cell in row.xpath("./td")]
    if len(cells) <= max(name, role or 0, said):
        return None
    return attendee(cells[name], cells[role] if role is not None else "", cells[said])
