"""Minutes into the book: found if they are held already, compared, written whole or not at all."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.identity import Kept, KeptItem, match_items, match_paragraphs, new_id
from storage.index import index_paragraphs, unindex_paragraphs
from storage.minutes import meeting_row
from storage.names import NameRules, People, tidy_people
from storage.records import KEEPER, SPEAKING, Item, Meeting, Paragraph, Saved
from storage.register import enter_actions

Outcome = Literal["added", "updated", "unchanged"]


def save_meeting(
    book: Book, meeting: Meeting, source: str, now: dt.datetime, rules: NameRules
) -> Saved:
    """Write a meeting as its document gives it, with speakers and actions already found.

    The same minutes again change nothing; amended ones update what differs and keep the ids of
    paragraphs that are recognisably the same. A document of single items (`whole` False) leaves
    the other items alone. Raises MinutebookError for a draft of minutes already published.
    """
    with book.write() as db:
        held = _held(db, meeting)
        outcome: Outcome = "added"
        if held is None:
            meeting_id = _insert(db, meeting, source, now, rules)
        else:
            meeting_id, outcome = held["id"], _update(db, held, meeting, now, rules)
        if outcome != "unchanged":
            tidy_people(db, _value(db, meeting_id, "panel"))
    return _saved(book, meeting_id, outcome, meeting)


def publish_meeting(book: Book, meeting_id: int, now: dt.datetime) -> bool:
    """Make a draft visible to all. False where it was published already.

    Raises MinutebookError where there is no such meeting.
    """
    with book.write() as db:
        if meeting_row(book, KEEPER, meeting_id).status == "published":
            return False
        keys = _keys(db, meeting_id)
        unindex_paragraphs(db, keys)
        db.execute(
            "update meetings set status = 'published',"
            " first_published = coalesce(first_published, ?) where id = ?",
            [now.isoformat(), meeting_id],
        )
        index_paragraphs(db, keys)
    return True


def compare_meeting(book: Book, meeting: Meeting) -> Literal["new", "amends", "same"]:
    """How a meeting stands to the book: not held, held with other words, or held just so."""
    db = book.read()
    held = _held(db, meeting)
    if held is None:
        return "new"
    words = [(p.number, p.text) for item in meeting.items for p in item.paragraphs]
    kept = [(p.number, p.text) for p in _kept(db, held["id"])]
    return "same" if kept == words else "amends"


# ---- finding what is held ---------------------------------------------------------------------


def _held(db: Database, meeting: Meeting) -> dict[str, Any] | None:
    """The held row of this meeting: by address, else by panel, date and title."""
    if meeting.url:
        found = list(db.query("select * from meetings where url = ?", [meeting.url]))
        if found:
            return found[0]
    found = list(db.query("select * from meetings where key = ?", [_key(meeting)]))
    if found and not (meeting.url and found[0]["url"]):
        return found[0]
    return None


def _key(meeting: Meeting) -> str:
    """Panel, date and title; for a page of a single item that says none of them, its item."""
    said = [meeting.panel, meeting.date.isoformat() if meeting.date else None, meeting.title]
    if not any(said) and not meeting.whole:
        said += [item.title for item in meeting.items[:1]]
    return "|".join(part or "" for part in said)


# ---- writing ----------------------------------------------------------------------------------


def _insert(db: Database, meeting: Meeting, source: str, now: dt.datetime, rules: NameRules) -> int:
    key = _key(meeting)
    if list(db.query("select 1 from meetings where key = ?", [key])):
        key = f"{key}|{meeting.url}"  # the same panel, day and title at two addresses
    row: Any = db.execute(
        "insert into meetings (key, source, status, added_at) values (?, ?, ?, ?) returning id",
        [key, source, meeting.status, now.isoformat()],
    ).fetchone()
    _write(db, int(row[0]), meeting, {}, {}, now, rules)
    return int(row[0])


def _update(
    db: Database, held: dict[str, Any], meeting: Meeting, now: dt.datetime, rules: NameRules
) -> Literal["updated", "unchanged"]:
    """Write the new over the old; where nothing differs, take that back."""
    if held["status"] == "published" and meeting.status == "draft":
        raise MinutebookError(
            "These minutes are already published. Add them without --draft to amend them."
        )
    meeting_id = held["id"]
    items = _held_items(db, meeting_id)
    pairs = match_items(items, meeting.items)
    leaving = [item.id for item in items if meeting.whole or item.id in pairs.values()]
    kept = [paragraph for paragraph in _kept(db, meeting_id) if paragraph.item in leaving]
    ids = match_paragraphs(kept, meeting.items, pairs)
    meeting = _with_known_urls(meeting, items, pairs)
    places = {i: item.position for i, key in pairs.items() for item in items if item.id == key}
    published, understood = _published(db, meeting_id), _understood(db, meeting_id)

    db.execute("savepoint rewriting")
    unindex_paragraphs(db, _keys(db, meeting_id))
    for item_id in leaving:
        db.execute("delete from items where id = ?", [item_id])
    _write(db, meeting_id, meeting, places, ids, now, rules)
    same_words = _published(db, meeting_id) == published
    if same_words and _understood(db, meeting_id) == understood:
        db.execute("rollback to rewriting")
    db.execute("release rewriting")
    return "unchanged" if same_words else "updated"


def _with_known_urls(meeting: Meeting, held: list[KeptItem], pairs: dict[int, int]) -> Meeting:
    """An item's address that an earlier document gave stays where this one gives none."""
    urls = {item.id: item.url for item in held}
    items = (
        item if item.url else replace(item, url=urls.get(pairs.get(i, -1)))
        for i, item in enumerate(meeting.items)
    )
    return replace(meeting, items=tuple(items))


def _write(
    db: Database,
    meeting_id: int,
    meeting: Meeting,
    places: dict[int, int],
    ids: dict[tuple[int, int], str],
    now: dt.datetime,
    rules: NameRules,
) -> None:
    """Everything of a meeting's document. `places` and `ids` are those kept from before."""
    _write_meeting(db, meeting_id, meeting, now)
    people = People(db, _value(db, meeting_id, "panel"), rules)
    _write_attendance(db, meeting_id, meeting, people)
    free = _next_place(db, meeting_id)
    written: dict[tuple[int, int], str] = {}
    for i, item in enumerate(meeting.items):
        place = i if meeting.whole else places.get(i, free + i)
        item_id = _write_item(db, meeting_id, item, place)
        for p, paragraph in enumerate(item.paragraphs):
            paragraph_id = ids.get((i, p)) or _fresh_id(db, meeting, item, paragraph)
            _write_paragraph(db, meeting_id, item_id, p, paragraph_id, paragraph, people)
            written[i, p] = paragraph_id
    enter_actions(db, meeting_id, meeting, written, now)
    index_paragraphs(db, _keys(db, meeting_id))


def _write_meeting(db: Database, meeting_id: int, meeting: Meeting, now: dt.datetime) -> None:
    """What the document says; what it does not say stays as it was."""
    values: dict[str, object] = {
        "panel": meeting.panel,
        "title": meeting.title,
        "date": _iso(meeting.date),
        "time": meeting.time,
        "place": meeting.place,
        "url": meeting.url,
        "next_meeting": _iso(meeting.next_meeting),
    }
    values = {name: value for name, value in values.items() if value is not None}
    values["status"] = meeting.status
    if meeting.whole or not _value(db, meeting_id, "first_published"):
        values["warnings"] = json.dumps(meeting.warnings)
    if meeting.status == "published" and not _value(db, meeting_id, "first_published"):
        values["first_published"] = now.isoformat()
    db.table("meetings").update(meeting_id, values)


def _write_attendance(db: Database, meeting_id: int, meeting: Meeting, people: People) -> None:
    """The list that a document gives; mere apologies do not replace a list of those present."""
    listed_before = db.execute(
        "select count(*) from attendance where meeting_id = ?", [meeting_id]
    ).fetchone()[0]
    absent = all(a.presence in ("apologies", "absent") for a in meeting.attendance)
    if absent and listed_before:
        return
    db.execute("delete from attendance where meeting_id = ?", [meeting_id])
    listed: list[int] = []
    for position, attendee in enumerate(meeting.attendance):
        person = people.person(attendee.name, others=listed)
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
                "office_id": people.office(attendee.role) if attendee.role else None,
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
    people: People,
) -> None:
    row: Any = db.execute(
        "insert into paragraphs"
        " (id, item_id, meeting_id, position, number, text, kind, speaker, given_speakers)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning key",
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
        ],
    ).fetchone()
    for place, mention in enumerate(paragraph.mentions):
        db.execute(
            "insert into mentions"
            ' (paragraph_key, position, person_id, name, part, start, "end")'
            " values (?, ?, ?, ?, ?, ?, ?)",
            [
                row[0],
                place,
                people.person(mention.name),
                mention.name,
                mention.part,
                mention.start,
                mention.end,
            ],
        )


def _fresh_id(db: Database, meeting: Meeting, item: Item, paragraph: Paragraph) -> str:
    """The id that an interchange file gives, or one made from what tells the paragraph apart."""
    told = (meeting.panel, _iso(meeting.date), item.number, item.title, paragraph.text)
    for attempt in range(10_000):
        given = paragraph.id if attempt == 0 else None
        candidate = given or new_id(*told, str(attempt or 1))
        if not list(db.query("select 1 from paragraphs where id = ?", [candidate])):
            return candidate
    raise AssertionError("ten thousand paragraphs of one item with the same words")


# ---- what is held -----------------------------------------------------------------------------


def _held_items(db: Database, meeting_id: int) -> list[KeptItem]:
    return [
        KeptItem(row["id"], row["position"], row["number"], row["title"], row["url"])
        for row in db.query(
            "select * from items where meeting_id = ? order by position, id", [meeting_id]
        )
    ]


def _kept(db: Database, meeting_id: int) -> list[Kept]:
    return [
        Kept(row["id"], row["item_id"], row["number"], row["text"])
        for row in db.query(
            "select paragraphs.* from paragraphs join items on items.id = item_id"
            " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
            [meeting_id],
        )
    ]


def _published(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
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


def _understood(db: Database, meeting_id: int) -> list[tuple[object, ...]]:
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
    attendance = db.execute(
        "select position, name, role, body, presence from attendance where meeting_id = ?"
        " order by position",
        [meeting_id],
    )
    found = (mentions, actions, tellings, attendance)
    return [row for table in found for row in table.fetchall()]


def _next_place(db: Database, meeting_id: int) -> int:
    row: Any = db.execute(
        "select coalesce(max(position) + 1, 0) from items where meeting_id = ?", [meeting_id]
    ).fetchone()
    return int(row[0])


def _keys(db: Database, meeting_id: int) -> list[int]:
    rows = db.query("select key from paragraphs where meeting_id = ? order by key", [meeting_id])
    return [row["key"] for row in rows]


def _value(db: Database, meeting_id: int, column: str) -> Any:
    return db.execute(f"select {column} from meetings where id = ?", [meeting_id]).fetchone()[0]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _saved(book: Book, meeting_id: int, outcome: Outcome, meeting: Meeting) -> Saved:
    speaking = {
        mention.name
        for item in meeting.items
        for paragraph in item.paragraphs
        for mention in paragraph.mentions
        if mention.part in SPEAKING
    }
    return Saved(
        meeting_id=meeting_id,
        outcome=outcome,
        meeting=meeting_row(book, KEEPER, meeting_id),
        speakers=len(speaking),
        warnings=meeting.warnings,
    )
