"""Messages that must arrive once: each is a row before it is sent.

A row goes claimed -> sent. One that stays claimed was cut off between claim and receipt: whoever
takes it over looks in Slack before sending again, if it was ever attempted. What is of no use any
more is folded into the next message; where nobody can know whether it arrived it is left.

A row holds what the message tells as numbers of the book's rows, never as words: what is
withdrawn between claim and sending is not there to be sent.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storage.database import Book
from storage.keys import Key
from storage.model import moment_of
from storage.subscriptions import go_back

State = Literal["claimed", "sent", "folded", "unknown"]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that a message tells: what kind of news, and of which row.

    `keys` are what it is known by, so that it is told once: any of them known means told.
    """

    kind: str
    ref: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something owed to a destination for a day, with its content fixed.

    `attempted` is set while it may have been sent without a receipt.
    """

    id: int
    destination: str
    day: dt.date
    kind: str
    things: tuple[NewsItem, ...]
    state: State
    attempted: bool
    claimed_at: dt.datetime
    claimed_by: str
    sent_at: dt.datetime | None = None
    seen_before: int = 0

    @property
    def name(self) -> str:
        """Return what it is called in the message: the same in every copy of the book."""
        return f"{self.kind} {self.destination} {self.day}"

    @property
    def content(self) -> str:
        """Return what it tells, as the row holds it."""
        return _content(self.things)


def claim(
    book: Book,
    destination: str,
    day: dt.date,
    kind: str,
    things: Sequence[NewsItem],
    now: dt.datetime,
    by: str,
    seen_before: int = 0,
) -> Delivery | None:
    """Fix what this destination gets on that day. None where somebody has done so already.

    The things are told from now on. `seen_before` is the publication to go back to where this is
    folded into the next message.
    """
    content = _content(things)
    with book.write() as db:
        added = db.execute(
            "insert or ignore into deliveries"
            " (destination, day, kind, content, state, claimed_at, claimed_by, seen_before)"
            " values (?, ?, ?, ?, 'claimed', ?, ?, ?)",
            [destination, day.isoformat(), kind, content, now.isoformat(), by, seen_before],
        )
        if not added.rowcount:
            return None
        made = _one(book, destination, day, kind)
        db.conn.executemany(
            "insert or ignore into told (destination, thing, day, delivery_id) values (?, ?, ?, ?)",
            [
                (destination, k.key(), day.isoformat(), made.id)
                for item in things
                for k in item.keys
            ],
        )
    return made


def claimed(book: Book, destination: str, day: dt.date, kind: str) -> bool:
    """Return whether something of this kind was fixed for that day, whatever became of it."""
    rows = book.read().query(
        "select 1 from deliveries where destination = ? and day = ? and kind = ?",
        [destination, day.isoformat(), kind],
    )
    return any(rows)


def begin(book: Book, delivery: Delivery, now: dt.datetime, by: str) -> bool:
    """Note that it is being sent, by a process that is alive. False where another has it now."""
    with book.write() as db:
        changed = db.execute(
            "update deliveries set attempted = 1, claimed_at = ?"
            " where id = ? and state = 'claimed' and claimed_by = ?",
            [now.isoformat(), delivery.id, by],
        )
        return bool(changed.rowcount)


def refused(book: Book, delivery: Delivery, by: str) -> None:
    """Note that Slack has certainly not taken what this process was sending."""
    with book.write() as db:
        db.execute(
            "update deliveries set attempted = 0 where id = ? and claimed_by = ?",
            [delivery.id, by],
        )


def take_over(book: Book, delivery: Delivery, now: dt.datetime, by: str) -> Delivery | None:
    """Claim anew what another process left unsent, and give it as it stands. None where somebody
    was quicker, or the other process is alive after all."""
    with book.write() as db:
        changed = db.execute(
            "update deliveries set claimed_at = ?, claimed_by = ?"
            " where id = ? and state = 'claimed' and claimed_by = ? and claimed_at = ?",
            [
                now.isoformat(),
                by,
                delivery.id,
                delivery.claimed_by,
                delivery.claimed_at.isoformat(),
            ],
        )
        return delivery_of(book, delivery.id) if changed.rowcount else None


def mark_sent(book: Book, delivery: Delivery, message_ts: str | None, now: dt.datetime) -> None:
    """Record that it has arrived (`message_ts` is Slack's receipt)."""
    with book.write() as db:
        db.execute(
            "update deliveries set state = 'sent', sent_at = ?, message_ts = ? where id = ?",
            [now.isoformat(), message_ts, delivery.id],
        )


def supersede(book: Book, delivery: Delivery, by: str) -> None:
    """Give up a message that was not sent: the next message tells its things.

    Nothing happens where another process has it now.
    """
    with book.write() as db:
        changed = db.execute(
            "update deliveries set state = 'folded'"
            " where id = ? and state = 'claimed' and claimed_by = ?",
            [delivery.id, by],
        )
        if not changed.rowcount:
            return
        db.execute("delete from told where delivery_id = ?", [delivery.id])
        db.execute("update search_hits set delivery_id = null where delivery_id = ?", [delivery.id])
        go_back(book, delivery.destination, delivery.seen_before)


def mark_unknown(book: Book, delivery: Delivery) -> None:
    """Note that nobody can know whether it arrived: it is neither sent again nor told again."""
    with book.write() as db:
        db.execute("update deliveries set state = 'unknown' where id = ?", [delivery.id])


def pending(book: Book) -> list[Delivery]:
    """Return what was claimed and has no receipt, oldest first."""
    rows = book.read().query("select * from deliveries where state = 'claimed' order by id")
    return [_delivery(row) for row in rows]


def delivery_of(book: Book, delivery_id: int) -> Delivery | None:
    """Return one delivery."""
    rows = book.read().query("select * from deliveries where id = ?", [delivery_id])
    return next((_delivery(row) for row in rows), None)


def seen_keys(book: Book, destinations: Iterable[str]) -> set[str]:
    """Return the keys, as stored, of what any of these destinations has been told already."""
    rows = book.read().query(
        "select thing from told where destination in (select value from json_each(?))",
        [json.dumps(list(destinations))],
    )
    return {row["thing"] for row in rows}


def note_seen(book: Book, destination: str, keys: Iterable[Key], day: dt.date) -> None:
    """Count things as told that came there by another way."""
    with book.write() as db:
        db.conn.executemany(
            "insert or ignore into told (destination, thing, day) values (?, ?, ?)",
            [(destination, key.key(), day.isoformat()) for key in keys],
        )


def last_sent(book: Book, destination: str, kind: str) -> dt.datetime | None:
    """Return when this destination last got one of this kind."""
    row: Any = (
        book.read()
        .execute(
            "select max(claimed_at) from deliveries"
            " where destination = ? and kind = ? and state = 'sent'",
            [destination, kind],
        )
        .fetchone()
    )
    return moment_of(row[0])


def deliveries(book: Book, most: int = 1_000) -> list[Delivery]:
    """Return what was sent or claimed, newest first."""
    rows = book.read().query("select * from deliveries order by id desc limit ?", [most])
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
        things=_things(row["content"]),
        state=row["state"],
        attempted=bool(row["attempted"]),
        claimed_at=dt.datetime.fromisoformat(row["claimed_at"]),
        claimed_by=row["claimed_by"],
        sent_at=moment_of(row["sent_at"]),
        seen_before=row["seen_before"],
    )


def _content(things: Sequence[NewsItem]) -> str:
    return json.dumps([[item.kind, item.ref] for item in things])


def _things(content: str | None) -> tuple[NewsItem, ...]:
    """What was fixed; nothing of the words that older versions kept."""
    pairs = json.loads(content or "[]")
    return tuple(NewsItem(kind, ref) for kind, ref in pairs) if isinstance(pairs, list) else ()


# ---- what has been handled already, so that a second delivery of it changes nothing -----------


KEPT = dt.timedelta(days=7)  # far beyond Slack's last retry


def claim_once(book: Book, key: Key, now: dt.datetime) -> bool:
    """Remember `key`; True where it was not known before. Old keys are forgotten."""
    with book.write() as db:
        db.execute("delete from seen where at < ?", [(now - KEPT).isoformat()])
        added = db.execute(
            "insert or ignore into seen (key, at) values (?, ?)", [key.key(), now.isoformat()]
        )
        return bool(added.rowcount)


def seen_at(book: Book, key: Key) -> str | None:
    """Return when `key` was remembered, as ISO 8601 writes it; None where it is not known."""
    rows = book.read().query("select at from seen where key = ?", [key.key()])
    return next((str(row["at"]) for row in rows), None)


def release_key(book: Book, key: Key, at: str | None = None) -> None:
    """Let `key` be handled again, where nobody has remembered it anew since `at`: what it stood
    for was not done after all."""
    with book.write() as db:
        db.execute("delete from seen where key = ? and at = ifnull(?, at)", [key.key(), at])
