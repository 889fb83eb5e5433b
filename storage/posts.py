"""Keeping messages true: what is owed to each when minutes are amended or withdrawn.

What is owed is written in the transaction that changes the minutes. A passage that is withdrawn
leaves the message's copy here at once, and Slack when the message is edited.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import moment_of
from storage.redaction import Passages, Rewrite, redacted, rewritten

LEASE = dt.timedelta(minutes=2)  # longer than any single request takes


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A message that must be edited. `corrections` are (before, after) texts of its passages,
    `after` None for one that the amended minutes no longer have. `tried` marks one whose last
    edit was cut off: it may have been done."""

    id: int
    name: str
    channel: str
    ts: str | None
    thread_ts: str | None
    url: str | None
    kind: str
    payload: Any
    revision: int
    at: dt.datetime
    amended_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    corrections: tuple[tuple[str, str | None], ...]
    tried: bool


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A message that no longer can be edited, and what Slack says of it."""

    id: int
    channel: str
    ts: str | None
    by: str
    at: dt.datetime
    why: str
    withdrawn: bool


# ---- within the transaction that changes the minutes ------------------------------------------


def amend_messages(
    db: Database, changes: Mapping[str, tuple[str, str | None]], now: dt.datetime
) -> int:
    """Owe an edit to every message that quotes a changed paragraph: how many there are.

    `changes` gives by paragraph id what it said and what it says now.
    """
    owing: set[int] = set()
    for paragraph, (before, after) in changes.items():
        for (message,) in db.execute(
            "select message_id from shared_passages where paragraph_id = ?", [paragraph]
        ).fetchall():
            _correct(db, message, paragraph, before, after)
            owing.add(message)
    _owe(db, owing, "amended_at", now)
    return len(owing)


def messages_with(db: Database, without: Rewrite) -> list[int]:
    """Return the messages that hold what `without` takes out of a text, of paragraphs that no
    minutes have any more: what an amendment had left out before."""
    rows = db.query(
        "select id, payload from shared_messages where payload is not null and id in ("
        "select message_id from shared_passages where paragraph_id not in"
        " (select id from paragraphs))"
    )
    posts = ((row["id"], json.loads(row["payload"])) for row in rows)
    return [message for message, payload in posts if rewritten(payload, without) != payload]


def redact_passages(
    db: Database,
    paragraphs: Sequence[str],
    texts: Iterable[str],
    now: dt.datetime,
    also: Sequence[int] = (),
) -> int:
    """Take passages out of every message that quotes them, and those `also` named: how many
    there are."""
    passages = Passages(texts)
    rows = list(
        db.query(
            "select id, payload from shared_messages where id in (select message_id from"
            " shared_passages where paragraph_id in (select value from json_each(?)))"
            " or id in (select value from json_each(?))",
            [json.dumps(list(paragraphs)), json.dumps(list(also))],
        )
    )
    for row in rows:
        left = redacted(json.loads(row["payload"]), passages) if row["payload"] else None
        db.execute(
            "update shared_messages set payload = ? where id = ?",
            [json.dumps(left, ensure_ascii=False), row["id"]],
        )
    db.execute(
        "delete from shared_corrections where paragraph_id in (select value from json_each(?))"
        " or message_id in (select value from json_each(?))",
        [json.dumps(list(paragraphs)), json.dumps(list(also))],
    )
    _owe(db, {row["id"] for row in rows}, "withdrawn_at", now)
    return len(rows)


def _correct(db: Database, message: int, paragraph: str, before: str, after: str | None) -> None:
    """Two amendments before the message is edited are one, from what it says."""
    for row in list(
        db.query(
            "select id, before from shared_corrections where message_id = ? and paragraph_id = ?",
            [message, paragraph],
        )
    ):
        db.execute("update shared_corrections set after = ? where id = ?", [after, row["id"]])
        return
    db.table("shared_corrections").insert(
        {"message_id": message, "paragraph_id": paragraph, "before": before, "after": after}
    )


def _owe(db: Database, messages: Iterable[int], moment: str, now: dt.datetime) -> None:
    db.conn.executemany(
        "update shared_messages set revision = revision + 1,"
        f" {moment} = ?, state = case when kind = 'unseen' then 'beyond' else 'owed' end,"
        " refused = case when kind = 'unseen' then 'not_a_member' end where id = ?",
        [(now.isoformat(), message) for message in sorted(messages)],
    )


# ---- editing ----------------------------------------------------------------------------------


def next_pending(book: Book, by: str, now: dt.datetime) -> PendingEdit | None:
    """Claim one message that must be edited; None where none is left to this process.

    One that another process has claimed is left to it, until that must be dead.
    """
    stale = (now - LEASE).isoformat()
    with book.write() as db:
        for row in db.query(
            "select * from shared_messages where state = 'owed'"
            " or (state = 'editing' and"
            " (claimed_by is null or claimed_by = ? or claimed_at < ?))"
            " order by withdrawn_at is null, id limit 1",
            [by, stale],
        ):
            db.execute(
                "update shared_messages set state = 'editing', claimed_by = ?, claimed_at = ?"
                " where id = ?",
                [by, now.isoformat(), row["id"]],
            )
            corrections = db.execute(
                "select before, after from shared_corrections where message_id = ? order by id",
                [row["id"]],
            ).fetchall()
            return _pending_edit(row, tuple((before, after) for before, after in corrections))
    return None


def claimants(book: Book) -> tuple[str, ...]:
    """Return the processes that have claimed a message and not said what came of it."""
    rows = book.read().query(
        "select distinct claimed_by from shared_messages"
        " where state = 'editing' and claimed_by is not null"
    )
    return tuple(row["claimed_by"] for row in rows)


def release_claim(book: Book, by: str) -> None:
    """Let others take over what a process had claimed that is no more."""
    with book.write() as db:
        db.execute(
            "update shared_messages set claimed_by = null"
            " where state = 'editing' and claimed_by = ?",
            [by],
        )


def edited(book: Book, edit: PendingEdit, payload: Any) -> None:
    """Note that Slack shows `payload` now. What has become owed meanwhile stays owed."""
    with book.write() as db:
        done = db.execute(
            "update shared_messages set state = 'stands', payload = ?, claimed_by = null"
            " where id = ? and revision = ?",
            [json.dumps(payload, ensure_ascii=False), edit.id, edit.revision],
        )
        if done.rowcount:
            db.execute("delete from shared_corrections where message_id = ?", [edit.id])
        else:
            _give_back(db, edit)


def retry_later(book: Book, edit: PendingEdit) -> None:
    """Give a claimed message back: it is tried again."""
    with book.write() as db:
        _give_back(db, edit)


def located(book: Book, edit: PendingEdit, ts: str) -> None:
    """Note where a message stands whose receipt was lost."""
    with book.write() as db:
        db.execute("update shared_messages set ts = ? where id = ?", [ts, edit.id])


def mark_unreachable(book: Book, edit: PendingEdit, why: str) -> None:
    """Note that Slack no longer lets us edit it; `why` is Slack's word for the reason."""
    with book.write() as db:
        db.execute(
            "update shared_messages set state = 'beyond', refused = ?, claimed_by = null"
            " where id = ?",
            [why, edit.id],
        )
        db.execute("delete from shared_corrections where message_id = ?", [edit.id])


def pending_count(book: Book) -> int:
    """Return how many messages must still be edited."""
    row: Any = (
        book.read()
        .execute("select count(*) from shared_messages where state in ('owed', 'editing')")
        .fetchone()
    )
    return int(row[0])


def unreachable(book: Book) -> tuple[Unreachable, ...]:
    """Return the messages that could not be kept true, newest first."""
    rows = book.read().query(
        "select * from shared_messages where state = 'beyond' order by id desc"
    )
    return tuple(
        Unreachable(
            id=row["id"],
            channel=row["channel"],
            ts=row["ts"],
            by=row["by"],
            at=dt.datetime.fromisoformat(row["at"]),
            why=row["refused"],
            withdrawn=row["withdrawn_at"] is not None,
        )
        for row in rows
    )


def _give_back(db: Database, edit: PendingEdit) -> None:
    db.execute(
        "update shared_messages set state = 'owed', claimed_by = null where id = ?"
        " and state = 'editing'",
        [edit.id],
    )


def _pending_edit(
    row: dict[str, Any], corrections: tuple[tuple[str, str | None], ...]
) -> PendingEdit:
    return PendingEdit(
        id=row["id"],
        name=row["name"],
        channel=row["channel"],
        ts=row["ts"],
        thread_ts=row["thread_ts"],
        url=row["url"],
        kind=row["kind"],
        payload=json.loads(row["payload"]) if row["payload"] else None,
        revision=row["revision"],
        at=dt.datetime.fromisoformat(row["at"]),
        amended_at=moment_of(row["amended_at"]),
        withdrawn_at=moment_of(row["withdrawn_at"]),
        corrections=corrections,
        tried=row["state"] == "editing",
    )
