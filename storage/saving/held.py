"""What the book holds of a meeting, for comparison with what its document says now."""

import datetime as dt
from typing import Any

from sqlite_utils import Database

from storage.identity import Kept, KeptItem
from storage.records import Meeting


def key_of(meeting: Meeting) -> str:
    """Panel, date and title; for a page of a single item that says none of them, its item."""
    said = [meeting.panel, meeting.date.isoformat() if meeting.date else None, meeting.title]
    if not any(said) and not meeting.whole:
        said += [item.title for item in meeting.items[:1]]
    return "|".join(part or "" for part in said)


def held_items(db: Database, meeting_id: int) -> list[KeptItem]:
    """The items of a meeting in order."""
    return [
        KeptItem(row["id"], row["position"], row["number"], row["title"], row["url"])
        for row in db.query(
            "select * from items where meeting_id = ? order by position, id", [meeting_id]
        )
    ]


def kept_paragraphs(db: Database, meeting_id: int) -> list[Kept]:
    """The paragraphs of a meeting in the order of the minutes."""
    return [
        Kept(row["id"], row["item_id"], row["number"], row["text"])
        for row in db.query(
            "select paragraphs.* from paragraphs join items on items.id = item_id"
            " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
            [meeting_id],
        )
    ]


def published_content(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
    """Everything that the document itself says, to be compared."""
    meeting = db.execute(
        "select panel, title, date, time, place, url, status, next_meeting from meetings"
        " where id = ?",
        [meeting_id],
    )
    paragraphs = db.execute(
        "select items.position, items.number, title, url, exempt, paragraphs.position,"
        " paragraphs.id, paragraphs.number, text, kind, speaker, given_speakers"
        " from items left join paragraphs on item_id = items.id"
        " where items.meeting_id = ? order by items.position, paragraphs.position",
        [meeting_id],
    )
    return [*meeting.fetchall(), *paragraphs.fetchall()]


def understood_content(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
    """Everything found in the text by our own rules, to be compared."""
    mentions = db.execute(
        'select id, mentions.position, name, part, start, "end" from mentions'
        " join paragraphs on key = paragraph_key where meeting_id = ? order by 1, 2",
        [meeting_id],
    )
    actions = db.execute(
        'select id, paragraph_id, position, kind, text, start, "end", owner, recipient, due,'
        " due_words, procedural, certain, vanished from actions where meeting_id = ? order by id",
        [meeting_id],
    )
    tellings = db.execute(
        "select action_tellings.* from action_tellings join actions on actions.id = action_id"
        " where meeting_id = ? order by action_id, action_tellings.position",
        [meeting_id],
    )
    kind = db.execute("select meeting_kind from meetings where id = ?", [meeting_id])
    attendance = db.execute(
        "select position, name, role, body, presence from attendance where meeting_id = ?"
        " order by position",
        [meeting_id],
    )
    found = (mentions, actions, tellings, kind, attendance)
    return [row for table in found for row in table.fetchall()]


def paragraph_keys(db: Database, meeting_id: int) -> list[int]:
    """The keys of a meeting's paragraphs, as the index knows them."""
    rows = db.query("select key from paragraphs where meeting_id = ? order by key", [meeting_id])
    return [row["key"] for row in rows]


def meeting_value(db: Database, meeting_id: int, column: str) -> Any:
    """One column of a meeting's row."""
    return db.execute(f"select {column} from meetings where id = ?", [meeting_id]).fetchone()[0]


def iso(day: dt.date | None) -> str | None:
    """A day as it is stored."""
    return day.isoformat() if day else None
