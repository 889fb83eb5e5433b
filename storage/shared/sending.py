"""A message is a row before it is sent, so that none that quotes the minutes is ever unknown."""

import datetime as dt
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError


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
) -> str:
    """Enter a message that is about to be sent; the name by which it is known.

    `kind` is what is sent ("message", or "preview" beneath the address `url`), `by` who asked for
    it, `paragraphs` are the ids of those that it quotes. With `still_there` raises MinutebookError
    where one of them is gone: it was withdrawn since it was read.
    """
    name = secrets.token_hex(8)
    with book.write() as db:
        if still_there and _gone(db, paragraphs):
            raise MinutebookError("That paragraph is no longer in the minutes. Search again.")
        row: Any = db.execute(
            "insert into shared_messages"
            " (name, channel, thread_ts, url, kind, payload, by, at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
            [name, channel, thread_ts, url, kind, _written(payload), by, now.isoformat()],
        ).fetchone()
        db.conn.executemany(
            "insert or ignore into shared_passages (message_id, paragraph_id) values (?, ?)",
            [(row[0], paragraph) for paragraph in paragraphs],
        )
    return name


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


def _gone(db: Database, paragraphs: Sequence[str]) -> bool:
    (held,) = db.execute(
        "select count(*) from paragraphs where id in (select value from json_each(?))",
        [json.dumps(list(paragraphs))],
    ).fetchone()
    return int(held) < len(set(paragraphs))


def _written(payload: Mapping[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False)
