"""Reminders that somebody has put off."""

import datetime as dt

from storage.database import Book


def snooze(book: Book, action_id: int, user: str, until: dt.date) -> None:
    """Do not remind this person of an entry before that day, and then once more."""
    with book.write() as db:
        db.execute(
            "insert into snoozed (action_id, user, until) values (?, ?, ?)"
            " on conflict (action_id, user) do update set until = excluded.until",
            [action_id, user, until.isoformat()],
        )


def snoozed(book: Book, user: str) -> dict[int, dt.date]:
    """By entry: the day until which this person has put it off."""
    rows = book.read().query("select action_id, until from snoozed where user = ?", [user])
    return {row["action_id"]: dt.date.fromisoformat(row["until"]) for row in rows}
