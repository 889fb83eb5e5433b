"""Minutes into the book: found if they are held already, compared, written whole or not at all."""

import datetime as dt
from dataclasses import replace
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.identity import KeptItem, match_items, match_paragraphs
from storage.index import index_paragraphs, unindex_paragraphs
from storage.minutes import meeting_row
from storage.names import NameRules, tidy_people
from storage.records import KEEPER, SPEAKING, Meeting, Saved
from storage.saving.held import (
    held_items,
    held_meeting,
    kept_paragraphs,
    key_of,
    meeting_value,
    paragraph_keys,
    published_content,
    understood_content,
)
from storage.saving.writing import write_document

__all__ = ["compare_meeting", "publish_meeting", "save_meeting"]

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
        held = held_meeting(db, meeting)
        outcome: Outcome = "added"
        if held is None:
            meeting_id = _insert(db, meeting, source, now, rules)
        else:
            meeting_id, outcome = held["id"], _update(db, held, meeting, now, rules)
        if outcome != "unchanged":
            tidy_people(db, meeting_value(db, meeting_id, "panel"))
    return _saved(book, meeting_id, outcome, meeting)


def publish_meeting(book: Book, meeting_id: int, now: dt.datetime) -> bool:
    """Make a draft visible to all. False where it was published already.

    Raises MinutebookError where there is no such meeting.
    """
    with book.write() as db:
        if meeting_row(book, KEEPER, meeting_id).status == "published":
            return False
        keys = paragraph_keys(db, meeting_id)
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
    held = held_meeting(db, meeting)
    if held is None:
        return "new"
    words = [(p.number, p.text) for item in meeting.items for p in item.paragraphs]
    kept = [(p.number, p.text) for p in kept_paragraphs(db, held["id"])]
    return "same" if kept == words else "amends"


def _insert(db: Database, meeting: Meeting, source: str, now: dt.datetime, rules: NameRules) -> int:
    key = key_of(meeting)
    if list(db.query("select 1 from meetings where key = ?", [key])):
        key = f"{key}|{meeting.url}"  # the same panel, day and title at two addresses
    row: Any = db.execute(
        "insert into meetings (key, source, status, added_at) values (?, ?, ?, ?) returning id",
        [key, source, meeting.status, now.isoformat()],
    ).fetchone()
    write_document(db, int(row[0]), meeting, {}, {}, now, rules)
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
    items = held_items(db, meeting_id)
    pairs = match_items(items, meeting.items)
    leaving = [item.id for item in items if meeting.whole or item.id in pairs.values()]
    kept = [paragraph for paragraph in kept_paragraphs(db, meeting_id) if paragraph.item in leaving]
    ids = match_paragraphs(kept, meeting.items, pairs)
    meeting = with_known_urls(meeting, items, pairs)
    places = {i: item.position for i, key in pairs.items() for item in items if item.id == key}
    published, understood = published_content(db, meeting_id), understood_content(db, meeting_id)

    db.execute("savepoint rewriting")
    unindex_paragraphs(db, paragraph_keys(db, meeting_id))
    for item_id in leaving:
        db.execute("delete from items where id = ?", [item_id])
    write_document(db, meeting_id, meeting, places, ids, now, rules)
    same_words = published_content(db, meeting_id) == published
    if same_words and understood_content(db, meeting_id) == understood:
        db.execute("rollback to rewriting")
    db.execute("release rewriting")
    return "unchanged" if same_words else "updated"


def with_known_urls(meeting: Meeting, held: list[KeptItem], pairs: dict[int, int]) -> Meeting:
    """An item's address that an earlier document gave stays where this one gives none."""
    urls = {item.id: item.url for item in held}
    items = (
        item if item.url else replace(item, url=urls.get(pairs.get(i, -1)))
        for i, item in enumerate(meeting.items)
    )
    return replace(meeting, items=tuple(items))


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
