"""Minutes that a later meeting confirmed as a correct record."""

import datetime as dt
from collections.abc import Iterable

from storage.database import Book


def write_confirmations(
    book: Book, by_meeting: int, panel: str | None, confirmed: Iterable[tuple[dt.date, bool]]
) -> None:
    """Write down which days' minutes a meeting confirmed, and whether they were corrected,
    instead of what was written of it before."""
    with book.write() as db:
        db.execute("delete from confirmations where by_meeting_id = ?", [by_meeting])
        db.conn.executemany(
            "insert or ignore into confirmations (by_meeting_id, panel, day, corrected)"
            " values (?, ?, ?, ?)",
            [(by_meeting, panel, day.isoformat(), corrected) for day, corrected in confirmed],
        )


CONFIRMED_ON = """
    (select min(later.date) from confirmations join meetings as later on later.id = by_meeting_id
    where confirmations.panel = meetings.panel and day = meetings.date
    and later.status = 'published' and later.date > meetings.date)
"""
