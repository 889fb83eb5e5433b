"""What is to be published at a time, and what waits for a second clerk's word.

A thing is "upload ID" for a document that was handed in, "meeting ID" for a draft in the book.
"""

import datetime as dt
from dataclasses import dataclass

from sqlite_utils import Database

from storage.database import Book
from storage.records import Hand
from storage.trail import note_step


@dataclass(frozen=True, slots=True)
class Planned:
    """Something to be published at `due`; `fault` is why that did not work."""

    thing: str
    due: dt.datetime
    hand: Hand
    fault: str | None = None


def plan(book: Book, thing: str, due: dt.datetime, hand: Hand, now: dt.datetime) -> None:
    """Publish something at a time, instead of at any that was said before."""
    with book.write() as db:
        db.execute(
            "insert or replace into planned (thing, due, by, via, at) values (?, ?, ?, ?, ?)",
            [thing, due.astimezone(dt.UTC).isoformat(), hand.by, hand.via, now.isoformat()],
        )
        note_step(db, "planned", hand, now, None, None, f"{thing} on {due:%-d %B %Y %H:%M}")


def planned(book: Book) -> tuple[Planned, ...]:
    """Everything that is to be published, soonest first."""
    return _planned(book.read(), "1", [])


def due_now(book: Book, now: dt.datetime) -> tuple[Planned, ...]:
    """What is due and did not fail before."""
    moment = now.astimezone(dt.UTC).isoformat()
    return _planned(book.read(), "fault is null and due <= ?", [moment])


def take(db: Database, thing: str) -> bool:
    """Take a plan out, within the transaction that carries it out; False where it is not there
    any more: another process was quicker."""
    return bool(db.execute("delete from planned where thing = ?", [thing]).rowcount)


def note_fault(book: Book, thing: str, fault: str) -> None:
    """Keep a plan that did not work, so that it can be seen to."""
    with book.write() as db:
        db.execute("update planned set fault = ? where thing = ?", [fault, thing])


def first_word(db: Database, thing: str, mark: str) -> str | None:
    """Who asked first that something be published; None where nobody has, or it was changed
    since. `mark` tells what it was from what it is."""
    row = db.execute(
        "select by from approvals where thing = ? and mark = ?", [thing, mark]
    ).fetchone()
    return str(row[0]) if row else None


def give_first_word(db: Database, thing: str, mark: str, by: str, now: dt.datetime) -> None:
    """Remember who asked first, within the caller's transaction."""
    db.execute(
        "insert or replace into approvals (thing, by, at, mark) values (?, ?, ?, ?)",
        [thing, by, now.isoformat(), mark],
    )


def _planned(db: Database, where: str, values: list[str]) -> tuple[Planned, ...]:
    rows = db.query(f"select * from planned where {where} order by due", values)
    return tuple(
        Planned(
            row["thing"],
            dt.datetime.fromisoformat(row["due"]),
            Hand(row["by"], row["via"]),
            row["fault"],
        )
        for row in rows
    )
