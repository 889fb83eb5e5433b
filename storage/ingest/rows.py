"""The rows of a meeting: its head, attendance, items, paragraphs and who stands in them."""

import datetime as dt
import json
from typing import Any

from sqlite_utils import Database

from storage.actions.ingest import Entering, enter_actions
from storage.fragments import keep_fragments
from storage.index import index_paragraphs
from storage.matching import ExistingItem, ExistingParagraph, new_id
from storage.model import Item, Meeting, Paragraph
from storage.people import Directory
from storage.visibility import public
from storage.votes import votes_of_meeting, write_vote

# ---- what the book holds of a meeting, for comparison with what its document says now ---------


def key_of(meeting: Meeting) -> str:
    """Join panel, date and title; for a page of a single item that says none of them, its item."""
    parts = [meeting.panel, meeting.date.isoformat() if meeting.date else None, meeting.title]
    if not any(parts) and not meeting.whole:
        parts += [item.title for item in meeting.items[:1]]
    return "|".join(part or "" for part in parts)


def existing_items(db: Database, meeting_id: int) -> list[ExistingItem]:
    """Return the items of a meeting in order."""
    return [
        ExistingItem(row["id"], row["position"], row["number"], row["title"], row["url"])
        for row in db.query(
            "select * from items where meeting_id = ? order by position, id", [meeting_id]
        )
    ]


def existing_paragraphs(db: Database, meeting_id: int) -> list[ExistingParagraph]:
    """Return the paragraphs of a meeting in the order of the minutes."""
    return [
        ExistingParagraph(row["id"], row["item_id"], row["number"], row["text"])
        for row in db.query(
            "select paragraphs.* from paragraphs join items on items.id = item_id"
            " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
            [meeting_id],
        )
    ]


def published_content(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
    """Return everything that the document itself says, to be compared."""
    meeting = db.execute(
        "select panel, title, date, time, place, url, status, next_meeting from meetings"
        " where id = ?",
        [meeting_id],
    )
    paragraphs = db.execute(
        "select items.position, items.number, title, url, exempt, paragraphs.position,"
        " paragraphs.id, paragraphs.number, text, kind, speaker, given_speakers, heads"
        " from items left join paragraphs on item_id = items.id"
        " where items.meeting_id = ? order by items.position, paragraphs.position",
        [meeting_id],
    )
    return [*meeting.fetchall(), *paragraphs.fetchall()]


def understood_content(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
    """Return everything found in the text by our own rules, to be compared."""
    mentions = db.execute(
        'select id, mentions.position, name, part, start, "end" from mentions'
        " join paragraphs on key = paragraph_key where meeting_id = ? order by 1, 2",
        [meeting_id],
    )
    actions = db.execute(
        'select id, paragraph_id, position, kind, text, start, "end", owner, co_owners, recipient,'
        " due, due_words, procedural, certain, vanished from actions where meeting_id = ?"
        " order by id",
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
    votes = votes_of_meeting(db, meeting_id)
    tables = (mentions, actions, tellings, kind, attendance, votes)
    return [row for table in tables for row in table.fetchall()]


def paragraph_keys(db: Database, meeting_id: int) -> list[int]:
    """Return the keys of a meeting's paragraphs, as the index knows them."""
    rows = db.query("select key from paragraphs where meeting_id = ? order by key", [meeting_id])
    return [row["key"] for row in rows]


def meeting_value(db: Database, meeting_id: int, column: str) -> Any:
    """Return one column of a meeting's row."""
    return db.execute(f"select {column} from meetings where id = ?", [meeting_id]).fetchone()[0]


def iso(day: dt.date | None) -> str | None:
    """Return a day as it is stored."""
    return day.isoformat() if day else None


def write_document(
    db: Database,
    meeting_id: int,
    meeting: Meeting,
    places: dict[int, int],
    ids: dict[tuple[int, int], str],
    now: dt.datetime,
    people: Directory,
    entering: Entering,
) -> None:
    """Write everything of a meeting's document. `places` and `ids` are those kept from before,
    `people` those of the panel."""
    _write_meeting(db, meeting_id, meeting, now)
    _write_attendance(db, meeting_id, meeting, people)
    free = _next_place(db, meeting_id)
    written: dict[tuple[int, int], str] = {}
    for i, item in enumerate(meeting.items):
        place = i if meeting.whole else places.get(i, free + i)
        item_id = _write_item(db, meeting_id, item, place)
        for p, paragraph in enumerate(item.paragraphs):
            paragraph_id = ids.get((i, p)) or _fresh_id(db, meeting, item, paragraph)
            key = _write_paragraph(db, meeting_id, item_id, p, paragraph_id, paragraph)
            _write_mentions(db, key, paragraph, people, public(meeting.status, item.exempt))
            written[i, p] = paragraph_id
            if vote := paragraph.vote:
                motion = None if vote.motion is None else written.get((i, vote.motion))
                write_vote(db, paragraph_id, motion, vote)
    enter_actions(db, meeting_id, meeting, written, now, entering)
    index_paragraphs(db, paragraph_keys(db, meeting_id))
    keep_fragments(db, meeting_id)


def name_again(db: Database, meeting_id: int, people: Directory) -> None:
    """Decide anew whom the names of a meeting mean: once it is published, by what everybody may
    read."""
    status = meeting_value(db, meeting_id, "status")
    seen = public(status, exempt=False)
    listed: list[int] = []
    for place, name, role in db.execute(
        "select position, name, role from attendance where meeting_id = ? order by position",
        [meeting_id],
    ).fetchall():
        listed.append(people.person(name, seen, others=listed))
        office = people.office(role, seen) if role else None
        db.execute(
            "update attendance set person_id = ?, office_id = ?"
            " where meeting_id = ? and position = ?",
            [listed[-1], office, meeting_id, place],
        )
    for key, place, name, exempt in db.execute(
        "select key, mentions.position, name, exempt from mentions"
        " join paragraphs on key = paragraph_key join items on items.id = item_id"
        " where paragraphs.meeting_id = ?"
        " order by items.position, paragraphs.position, mentions.position",
        [meeting_id],
    ).fetchall():
        db.execute(
            "update mentions set person_id = ? where paragraph_key = ? and position = ?",
            [people.person(name, public(status, bool(exempt))), key, place],
        )


def _write_meeting(db: Database, meeting_id: int, meeting: Meeting, now: dt.datetime) -> None:
    """What the document says; what it does not say stays as it was."""
    values: dict[str, object] = {
        "panel": meeting.panel,
        "title": meeting.title,
        "date": iso(meeting.date),
        "time": meeting.time,
        "meeting_kind": meeting.kind,
        "place": meeting.place,
        "url": meeting.url,
        "next_meeting": iso(meeting.next_meeting),
    }
    values = {name: value for name, value in values.items() if value is not None}
    values["status"] = meeting.status
    if meeting.whole or not meeting_value(db, meeting_id, "first_published"):
        values["warnings"] = json.dumps(meeting.warnings)
    if meeting.status == "published" and not meeting_value(db, meeting_id, "first_published"):
        values["first_published"] = now.isoformat()
    db.table("meetings").update(meeting_id, values)


def _write_attendance(db: Database, meeting_id: int, meeting: Meeting, people: Directory) -> None:
    """The list that a document gives; mere apologies do not replace a list of those present."""
    listed_before = db.execute(
        "select count(*) from attendance where meeting_id = ?", [meeting_id]
    ).fetchone()[0]
    absent = all(a.presence in ("apologies", "absent") for a in meeting.attendance)
    if absent and listed_before:
        return
    db.execute("delete from attendance where meeting_id = ?", [meeting_id])
    seen = public(meeting.status, exempt=False)
    listed: list[int] = []
    for position, attendee in enumerate(meeting.attendance):
        person = people.person(attendee.name, seen, others=listed)
        listed.append(person)
        db.table("attendance").insert(
            {
                "meeting_id": meeting_id,
                "position": position,
                "person_id": person,
                "name": attendee.name,
                "role": attendee.role,
                "body": attendee.body,
                "presence": attendee.presence,
                "office_id": people.office(attendee.role, seen) if attendee.role else None,
            }
        )


def _write_item(db: Database, meeting_id: int, item: Item, position: int) -> int:
    row: Any = db.execute(
        "insert into items (meeting_id, position, number, title, url, exempt)"
        " values (?, ?, ?, ?, ?, ?) returning id",
        [meeting_id, position, item.number, item.title, item.url, item.exempt],
    ).fetchone()
    return int(row[0])


def _write_paragraph(
    db: Database,
    meeting_id: int,
    item_id: int,
    position: int,
    paragraph_id: str,
    paragraph: Paragraph,
) -> int:
    row: Any = db.execute(
        "insert into paragraphs"
        " (id, item_id, meeting_id, position, number, text, kind, speaker, given_speakers, heads)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning key",
        [
            paragraph_id,
            item_id,
            meeting_id,
            position,
            paragraph.number,
            paragraph.text,
            paragraph.kind,
            paragraph.speaker,
            None if paragraph.speakers is None else json.dumps(paragraph.speakers),
            json.dumps(paragraph.heads, ensure_ascii=False),
        ],
    ).fetchone()
    return int(row[0])


def _write_mentions(
    db: Database, key: int, paragraph: Paragraph, people: Directory, seen: bool
) -> None:
    for place, mention in enumerate(paragraph.mentions):
        db.execute(
            "insert into mentions"
            ' (paragraph_key, position, person_id, name, part, start, "end")'
            " values (?, ?, ?, ?, ?, ?, ?)",
            [
                key,
                place,
                people.person(mention.name, seen),
                mention.name,
                mention.part,
                mention.start,
                mention.end,
            ],
        )


def _fresh_id(db: Database, meeting: Meeting, item: Item, paragraph: Paragraph) -> str:
    """The id that an interchange file gives, or one made from what tells the paragraph apart."""
    identity = (meeting.panel, iso(meeting.date), item.number, item.title, paragraph.text)
    for attempt in range(10_000):
        given = paragraph.id if attempt == 0 else None
        candidate = given or new_id(*identity, str(attempt or 1))
        if not list(db.query("select 1 from paragraphs where id = ?", [candidate])):
            return candidate
    raise AssertionError("ten thousand paragraphs of one item with the same words")


def _next_place(db: Database, meeting_id: int) -> int:
    row: Any = db.execute(
        "select coalesce(max(position) + 1, 0) from items where meeting_id = ?", [meeting_id]
    ).fetchone()
    return int(row[0])
