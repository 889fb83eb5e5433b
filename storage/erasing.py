"""Erasing words everywhere at once: what is beside the minutes, versions, messages, old pages."""

import datetime as dt
import json
from collections.abc import Iterable

from sqlite_utils import Database

from storage.database import Book
from storage.erasures import Erasures, meeting_without
from storage.index import scrub_index
from storage.readings import rewrite_readings
from storage.scrubbing import sweep


def meetings_with(book: Book, erased: Erasures) -> list[int]:
    """The meetings in whose minutes something stands that is erased; withdrawn ones have none."""
    db = book.read()
    found: set[int] = set()
    for statement in (
        "select id, coalesce(title, '') || ' ' || coalesce(place, '') || ' ' || warnings"
        " from meetings where status <> 'withdrawn'",
        "select meeting_id, title from items",
        "select meeting_id, text || ' ' || coalesce(speaker, '') from paragraphs",
        "select meeting_id, name || ' ' || coalesce(role, '') || ' ' || coalesce(body, '')"
        " from attendance",
    ):
        for meeting, text in db.execute(statement):
            if meeting not in found and erased.without(text) is not None:
                found.add(meeting)
    return sorted(found)


def erase_versions(db: Database, meetings: Iterable[int], erased: Erasures) -> None:
    """Erase from every version of every meeting, within the caller's transaction."""
    for meeting in meetings:
        rewrite_readings(db, meeting, lambda one: meeting_without(one, erased))


def erase_beside(db: Database, erased: Erasures, now: dt.datetime) -> int:
    """Erase from all that is remembered beside the minutes, within the caller's transaction; how
    many messages in Slack hold it."""
    holding = [
        row["id"]
        for row in db.query("select id, payload from shared_messages where payload is not null")
        if erased.without(json.dumps(json.loads(row["payload"]), ensure_ascii=False)) is not None
    ]
    sweep(db, erased.without)
    db.conn.executemany(
        "update shared_messages set revision = revision + 1, withdrawn_at = ?,"
        " state = case when kind = 'unseen' then 'beyond' else 'owed' end where id = ?",
        [(now.isoformat(), message) for message in holding],
    )
    db.conn.executemany(
        "delete from shared_corrections where message_id = ?", [(one,) for one in holding]
    )
    for table, column in (("meeting_keys", "key"), ("joined_by_hand", "form_a"),
                          ("joined_by_hand", "form_b")):  # fmt: skip
        for (value,) in db.execute(f"select distinct {column} from {table}").fetchall():
            if erased.without(value) is not None:
                db.execute(f"delete from {table} where {column} = ?", [value])
    for meeting, key, title in db.execute("select id, key, title from meetings").fetchall():
        if (said := erased.without(key)) is not None:
            db.execute("update meetings set key = ? where id = ?", [f"{said}|{meeting}", meeting])
        if (said := erased.without(title or "")) is not None:  # of one that was withdrawn
            db.execute("update meetings set title = ? where id = ?", [said, meeting])
    scrub_index(db)
    return len(holding)


def all_meetings(db: Database) -> list[int]:
    """The ids of all meetings, withdrawn ones too."""
    return [row[0] for row in db.execute("select id from meetings")]
