"""The audit trail: who did what to the minutes, when, by which door. It holds none of their words.

Changes of actions and messages passed on have tables of their own; the trail tells them too.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import MINUTES, Hand, day_of

# Steps that leave the minutes as they are.
CHANGE_NOTHING = ("shared", "announced", "agreed", "found official")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing done. `place` says where in the meeting; `note` is what its doer said of it."""

    at: dt.datetime
    by: str
    via: str
    what: str
    meeting_id: int | None
    meeting: str | None
    date: dt.date | None
    place: str | None
    note: str | None


def record_step(
    db: Database,
    what: str,
    hand: Hand,
    now: dt.datetime,
    meeting_id: int | None = None,
    place: str | None = None,
    note: str | None = None,
) -> None:
    """Write one line, within the caller's transaction."""
    db.execute(
        "insert into trail (at, by, via, what, meeting_id, place, note)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [now.isoformat(), hand.by, hand.via, what, meeting_id, place, note],
    )


def note_official(db: Database, meeting_id: int, url: str, hand: Hand, now: dt.datetime) -> None:
    """Write down that the official minutes of a draft were found, within the caller's
    transaction."""
    record_step(db, "found official", hand, now, meeting_id, None, url)


def official_found(book: Book) -> tuple[tuple[int, int], ...]:
    """Return the drafts whose official minutes were found: the last finding's number, and the
    meeting."""
    rows = book.read().execute(
        "select max(trail.id), meeting_id from trail join meetings on meetings.id = meeting_id"
        " where what = 'found official' and status = 'draft' group by meeting_id order by 1"
    )
    return tuple((int(step), int(meeting)) for step, meeting in rows.fetchall())


def last_step(db: Database, meeting_id: int) -> tuple[str, str, dt.datetime] | None:
    """Return what was last done to a meeting, by whom and when."""
    for row in db.query(
        "select what, by, at from trail where meeting_id = ? and what in"
        " ('added', 'published', 'amended', 'withdrew', 'mended') order by id desc limit 1",
        [meeting_id],
    ):
        return row["what"], row["by"], dt.datetime.fromisoformat(row["at"])
    return None


def steps(
    book: Book, meeting_id: int | None = None, since: dt.datetime | None = None, most: int = 1000
) -> tuple[AuditEntry, ...]:
    """Return what was done, newest first: of one meeting, and from a moment on, where given."""
    rows = book.read().query(
        f"""
        select told.*, meetings.date, coalesce(title, panel, 'Untitled minutes') as meeting from (
            select at, by, via, what, meeting_id, place, note, 0 as kind, id from trail
            union all
            select action_changes.at, action_changes.by, action_changes.via,
                'action ' || action_id || ': ' || field || coalesce(' ' || case
                    when field in ('status', 'due', 'closing') then after
                    else 'changed' end, '')
                    || case when undone then ' (undone)' else '' end,
                actions.meeting_id, null, null, 1, action_changes.id
            from action_changes join actions on actions.id = action_id
            where action_changes.by <> '{MINUTES}'
        ) told left join meetings on meetings.id = told.meeting_id
        where (?1 is null or told.meeting_id = ?1) and (?2 is null or told.at >= ?2)
        order by told.at desc, kind, told.id desc limit ?3
        """,
        [meeting_id, since.isoformat() if since else None, most],
    )
    return tuple(_step(row) for row in rows)


def _step(row: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        at=dt.datetime.fromisoformat(row["at"]),
        by=row["by"],
        via=row["via"],
        what=row["what"],
        meeting_id=row["meeting_id"],
        meeting=row["meeting"] if row["meeting_id"] is not None else None,
        date=day_of(row["date"]),
        place=row["place"],
        note=row["note"],
    )
