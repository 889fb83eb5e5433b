"""A message is a row before it is sent, so that none that quotes the minutes is ever unknown, and
none that is to be posted once is posted twice."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.keys import Key
from storage.model import MinutebookError
from storage.outbox import claim_once, release_key, seen_at
from storage.posts import LEASE


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something that was to be posted once, under a key: since when, and by which name it is known
    in Slack. `state` tells whether it is being sent, its receipt was lost, or it has arrived."""

    key: Key
    since: str
    name: str
    state: Literal["sending", "lost", "arrived"]


def begin(
    book: Book,
    channel: str,
    kind: str,
    payload: Mapping[str, Any],
    paragraphs: Sequence[str],
    by: str,
    now: dt.datetime,
    thread_ts: str | None = None,
    url: str | None = None,
    still_there: bool = False,
    name: str | None = None,
) -> str:
    """Enter a message that is about to be sent; the name by which it is known, by chance unless
    given.

    `kind` is what is sent ("message", or "preview" beneath the address `url`), `by` who asked for
    it, `paragraphs` are the ids of those that it quotes. With `still_there` raises MinutebookError
    where one of them is gone: it was withdrawn since it was read.
    """
    known = name or secrets.token_hex(8)
    with book.write() as db:
        if still_there and _is_missing(db, paragraphs):
            raise MinutebookError("That paragraph is no longer in the minutes. Search again.")
        row: Any = db.execute(
            "insert into shared_messages"
            " (name, channel, thread_ts, url, kind, payload, by, at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
            [known, channel, thread_ts, url, kind, _written(payload), by, now.isoformat()],
        ).fetchone()
        db.conn.executemany(
            "insert or ignore into shared_passages (message_id, paragraph_id) values (?, ?)",
            [(row[0], paragraph) for paragraph in paragraphs],
        )
    return known


def arrived(book: Book, name: str, channel: str, ts: str | None) -> None:
    """Note where it stands. Without `ts` its receipt was lost, or Slack gives none."""
    with book.write() as db:
        db.execute(
            "update shared_messages set channel = ?, ts = ?,"
            " state = case state when 'sending' then 'stands' else state end where name = ?",
            [channel, ts, name],
        )


def refused(book: Book, name: str) -> None:
    """Forget a message that Slack did not take."""
    with book.write() as db:
        db.execute("delete from shared_messages where name = ?", [name])


# ---- once -------------------------------------------------------------------------------------


def begin_once(
    book: Book,
    key: Key,
    channel: str,
    payload: Mapping[str, Any],
    paragraphs: Sequence[str],
    by: str,
    now: dt.datetime,
    thread_ts: str | None = None,
    still_there: bool = False,
) -> Attempt | None:
    """Enter a message that is to be posted once under `key`, as `begin` does; None where that was
    done before."""
    with book.write():
        if not claim_once(book, key, now):
            return None
        name = _name_of(key, now.isoformat())
        begin(
            book,
            channel,
            "message",
            payload,
            paragraphs,
            by,
            now,
            thread_ts,
            still_there=still_there,
            name=name,
        )
    return Attempt(key, now.isoformat(), name, "sending")


def attempt(book: Book, key: Key, now: dt.datetime) -> Attempt | None:
    """Return what became of the message of this key; None where none was begun.

    One whose sender has not said for minutes how it went counts as lost. A key without a message
    is of one that has arrived: Slack gave no receipt, or it was posted before keys had messages.
    """
    since = seen_at(book, key)
    if since is None:
        return None
    name = _name_of(key, since)
    for row in book.read().query(
        "select ts, state, at from shared_messages where name = ?", [name]
    ):
        if row["ts"] is not None:
            return Attempt(key, since, name, "arrived")
        fresh = now - dt.datetime.fromisoformat(row["at"]) < LEASE
        sending = row["state"] == "sending" and fresh
        return Attempt(key, since, name, "sending" if sending else "lost")
    return Attempt(key, since, name, "arrived")


def release(book: Book, made: Attempt, absent: bool) -> None:
    """Let it be posted anew; with `absent` it is known to stand nowhere."""
    with book.write():
        release_key(book, made.key, made.since)
        if absent:
            refused(book, made.name)


def _name_of(key: Key, since: str) -> str:
    return hashlib.sha256(f"{key.key()} {since}".encode()).hexdigest()[:16]


def _is_missing(db: Database, paragraphs: Sequence[str]) -> bool:
    (present,) = db.execute(
        "select count(*) from paragraphs where id in (select value from json_each(?))",
        [json.dumps(list(paragraphs))],
    ).fetchone()
    return int(present) < len(set(paragraphs))


def _written(payload: Mapping[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False)
