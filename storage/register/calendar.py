"""The days on which a panel met, to which the words of its minutes are bound."""

import datetime as dt
from dataclasses import dataclass

from storage.database import Book
from storage.moments import day_of


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """A published meeting, and the day that its minutes name for the next one."""

    id: int
    date: dt.date
    title: str
    next_stated: dt.date | None


def meeting_days(book: Book, meeting_id: int) -> tuple[MeetingDay, ...]:
    """The published meetings of this meeting's panel, by day; none while it is a draft."""
    rows = book.read().query(
        """
        select id, date, title, next_meeting from meetings
        where status = 'published' and date is not null and panel is not null
        and panel = (select panel from meetings where id = ? and status = 'published')
        order by date, id
        """,
        [meeting_id],
    )
    return tuple(
        MeetingDay(row["id"], dt.date.fromisoformat(row["date"]), row["title"] or "", _day(row))
        for row in rows
    )


def _day(row: dict[str, str | None]) -> dt.date | None:
    said = row["next_meeting"]
    return day_of(said)
