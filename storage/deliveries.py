"""Messages that must arrive once: each is a row before it is sent.

A row goes claimed -> sent. One that stays claimed was cut off between claim and receipt; whoever
finds it must look in the channel before sending again.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from storage.database import Book


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something owed to a destination for a day, with its content fixed."""

    id: int
    destination: str
    day: dt.date
    kind: str
    content: str
    sent: bool
    claimed_at: dt.datetime
    claimed_by: str


def claim(
    book: Book,
    destination: str,
    day: dt.date,
    kind: str,
    content: str,
    tells: tuple[str, ...],
    now: dt.datetime,
    by: str,
) -> Delivery | None:
    """Fix what this destination gets on that day. None where somebody has done so already.

    `tells` names the things that the content tells, so that no later one tells them again.
    """
    with book.write() as db:
        added = db.execute(
            "insert or ignore into deliveries"
            " (destination, day, kind, content, state, claimed_at, claimed_by)"
            " values (?, ?, ?, ?, 'claimed', ?, ?)",
            [destination, day.isoformat(), kind, content, now.isoformat(), by],
        )
        if not added.rowcount:
            return None
        for thing in tells:
            db.execute(
                "insert or ignore into told (destination, thing, day) values (?, ?, ?)",
                [destination, thing, day.isoformat()],
            )
    return _one(book, destination, day, kind)


def take_over(book: Book, delivery: Delivery, now: dt.datetime, by: str) -> bool:
    """Claim anew what another process left unsent. False where somebody else was quicker."""
    with book.write() as db:
        changed = db.execute(
            "update deliveries set claimed_at = ?, claimed_by = ?"
            " where id = ? and state = 'claimed' and claimed_at = ?",
            [now.isoformat(), by, delivery.id, delivery.claimed_at.isoformat()],
        )
        return bool(changed.rowcount)


def mark_sent(book: Book, delivery: Delivery, message_ts: str | None, now: dt.datetime) -> None:
    """Record that it has arrived (`message_ts` is Slack's receipt)."""
    with book.write() as db:
        db.execute(
            "update deliveries set state = 'sent', sent_at = ?, message_ts = ? where id = ?",
            [now.isoformat(), message_ts, delivery.id],
        )


def unsent(book: Book) -> list[Delivery]:
    """What was claimed and has no receipt, oldest first."""
    rows = book.read().query("select * from deliveries where state = 'claimed' order by id")
    return [_delivery(row) for row in rows]


def last_sent(book: Book, destination: str, kind: str) -> dt.datetime | None:
    """When this destination last got one of this kind."""
    row = (
        book.read()
        .execute(
            "select max(claimed_at) from deliveries"
            " where destination = ? and kind = ? and state = 'sent'",
            [destination, kind],
        )
        .fetchone()
    )
    return dt.datetime.fromisoformat(row[0]) if row[0] else None


def told(book: Book, destination: str) -> set[str]:
    """What this destination has been told already."""
    rows = book.read().query("select thing from told where destination = ?", [destination])
    return {row["thing"] for row in rows}


def deliveries(book: Book) -> list[Delivery]:
    """Everything sent or claimed, newest first."""
    rows = book.read().query("select * from deliveries order by id desc")
    return [_delivery(row) for row in rows]


def _one(book: Book, destination: str, day: dt.date, kind: str) -> Delivery:
    (row,) = book.read().query(
        "select * from deliveries where destination = ? and day = ? and kind = ?",
        [destination, day.isoformat(), kind],
    )
    return _delivery(row)


def _delivery(row: dict[str, Any]) -> Delivery:
    return Delivery(
        id=row["id"],
        destination=row["destination"],
        day=dt.date.fromisoformat(row["day"]),
        kind=row["kind"],
        content=row["content"],
        sent=row["state"] == "sent",
        claimed_at=dt.datetime.fromisoformat(row["claimed_at"]),
        claimed_by=row["claimed_by"],
    )
