"""Minutes into the book: found if they are held already, compared, written whole or not at all."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any, Literal

from sqlite_utils import Database

from storage.actions.ingest import Entering, number_what_is_public
from storage.audit import record_step
from storage.database import Book
from storage.index import index_paragraphs, unindex_paragraphs
from storage.ingest.rows import (
    existing_items,
    existing_paragraphs,
    key_of,
    meeting_value,
    name_again,
    paragraph_keys,
    published_content,
    understood_content,
    write_document,
)
from storage.matching import ExistingItem, match_items, match_paragraphs
from storage.meetings import meeting_row
from storage.model import KEEPER, MINUTES, SPEAKING, Hand, Meeting, MinutebookError, Saved
from storage.people import Directory, NameRules, tidy_people
from storage.posts import amend_messages, redact_passages
from storage.publications import back_date, ever_published, note_publication

__all__ = ["count_as_old", "publish_meeting", "save_meeting"]


Outcome = Literal["added", "updated", "unchanged"]
SYNC = Hand(MINUTES, "sync")  # of whom nobody says otherwise
AS_DRAWN = Entering()


def save_meeting(
    book: Book,
    meeting: Meeting,
    source: str,
    now: dt.datetime,
    rules: NameRules,
    hand: Hand = SYNC,
    meeting_id: int | None = None,
    entering: Entering = AS_DRAWN,
) -> Saved:
    """Write a meeting as its document gives it, with speakers and actions already found.

    The same minutes again change nothing; amended ones update what differs and keep the ids of
    paragraphs that are recognisably the same. A document of single items (`whole` False) leaves
    the other items alone. `meeting_id` names the held meeting that it is of, None for a new one;
    `entering` says what becomes of the register's entries.
    Raises MinutebookError for a draft of minutes already published.
    """
    with book.write() as db:
        outcome: Outcome = "added"
        if meeting_id is None:
            saved_id = _insert(db, meeting, source, now, rules)
        else:
            saved_id, outcome = meeting_id, _update(db, meeting_id, meeting, now, rules, entering)
        if outcome != "unchanged":
            tidy_people(db, meeting_value(db, saved_id, "panel"))
            what = "amended" if outcome == "updated" else "added"
            draft = " as a draft" if meeting.status == "draft" else ""
            note_publication(db, saved_id, now)
            record_step(db, what, hand, now, saved_id, None, f"from {source}{draft}")
    return _saved(book, saved_id, outcome, meeting)


def publish_meeting(
    book: Book, meeting_id: int, now: dt.datetime, rules: NameRules, hand: Hand = SYNC
) -> bool:
    """Make a draft visible to all. False where it was published already.

    Raises MinutebookError where there is no such meeting, or no longer.
    """
    with book.write() as db:
        if meeting_row(book, KEEPER, meeting_id).status == "published":
            return False
        dated_back = meeting_value(db, meeting_id, "first_published") is not None
        backlog = dated_back and not ever_published(db, meeting_id)
        people = Directory(db, meeting_value(db, meeting_id, "panel"), rules)
        keys = paragraph_keys(db, meeting_id)
        unindex_paragraphs(db, keys)
        db.execute(
            "update meetings set status = 'published',"
            " first_published = coalesce(first_published, ?) where id = ?",
            [now.isoformat(), meeting_id],
        )
        name_again(db, meeting_id, people)
        index_paragraphs(db, keys)
        tidy_people(db, meeting_value(db, meeting_id, "panel"))
        note_publication(db, meeting_id, now)
        if backlog:
            back_date(db, meeting_id)
        number_what_is_public(db, meeting_id)
        record_step(db, "published", hand, now, meeting_id)
    return True


def count_as_old(db: Database, meeting_id: int) -> None:
    """Count minutes that came in with a backlog as published on the day of their meeting, and
    their actions as historic, within the caller's transaction. Drafts are dated now, and are no
    news once they are published."""
    db.execute(
        "update meetings set first_published = coalesce(date || 'T00:00:00+00:00',"
        " '1970-01-01T00:00:00+00:00') where id = ?",
        [meeting_id],
    )
    db.execute("update actions set historic = 1 where meeting_id = ?", [meeting_id])
    back_date(db, meeting_id)


def _row(db: Database, meeting_id: int) -> dict[str, Any]:
    (row,) = db.query("select * from meetings where id = ?", [meeting_id])
    return row


def _insert(db: Database, meeting: Meeting, source: str, now: dt.datetime, rules: NameRules) -> int:
    row: Any = db.execute(
        "insert into meetings (key, source, status, added_at) values (?, ?, ?, ?) returning id",
        [_free_key(db, meeting), source, meeting.status, now.isoformat()],
    ).fetchone()
    people = Directory(db, meeting.panel, rules)
    write_document(db, int(row[0]), meeting, {}, {}, now, people, AS_DRAWN)
    return int(row[0])


def _free_key(db: Database, meeting: Meeting) -> str:
    """What the meeting says of itself, with a number where another one says the same."""
    key = key_of(meeting)
    used = {
        row["key"]
        for row in db.query(
            "select key from meetings where substr(key, 1, length(?)) = ?", [key, key]
        )
    }
    numbered = (f"{key}|{number}" for number in itertools.count(2))
    return next(
        candidate for candidate in itertools.chain([key], numbered) if candidate not in used
    )


def _update(
    db: Database,
    meeting_id: int,
    meeting: Meeting,
    now: dt.datetime,
    rules: NameRules,
    entering: Entering,
) -> Literal["updated", "unchanged"]:
    """Write the new over the old; where nothing differs, take that back."""
    row = _row(db, meeting_id)
    if row["status"] == "published" and meeting.status == "draft":
        raise MinutebookError(
            "These minutes are already published. Add them without --draft to amend them."
        )
    items = existing_items(db, meeting_id)
    pairs = match_items(items, meeting.items)
    leaving = [item.id for item in items if meeting.whole or item.id in pairs.values()]
    existing = [
        paragraph for paragraph in existing_paragraphs(db, meeting_id) if paragraph.item in leaving
    ]
    ids = match_paragraphs(existing, meeting.items, pairs)
    meeting = with_known_urls(meeting, items, pairs)
    places = {i: item.position for i, key in pairs.items() for item in items if item.id == key}
    published, understood = published_content(db, meeting_id), understood_content(db, meeting_id)
    texts_before = {paragraph.id: paragraph.text for paragraph in existing}

    people = Directory(db, meeting.panel or row["panel"], rules)

    db.execute("savepoint rewriting")
    unindex_paragraphs(db, paragraph_keys(db, meeting_id))
    for item_id in leaving:
        db.execute("delete from items where id = ?", [item_id])
    write_document(db, meeting_id, meeting, places, ids, now, people, entering)
    same_words = published_content(db, meeting_id) == published
    if same_words and understood_content(db, meeting_id) == understood:
        db.execute("rollback to rewriting")
    else:
        _rekey(db, meeting_id)
        if row["status"] == "published":
            _keep_messages_true(db, meeting_id, texts_before, now)
    db.execute("release rewriting")
    return "unchanged" if same_words else "updated"


def _rekey(db: Database, meeting_id: int) -> None:
    """The key by which the meeting is known now, where no other one has it."""
    panel, date, title = db.execute(
        "select panel, date, title from meetings where id = ?", [meeting_id]
    ).fetchone()
    if panel and date:
        db.execute(
            "update or ignore meetings set key = ? where id = ?",
            ["|".join(part or "" for part in (panel, date, title)), meeting_id],
        )


def _keep_messages_true(
    db: Database, meeting_id: int, texts_before: dict[str, str], now: dt.datetime
) -> None:
    """Owe an edit to each message that quotes what was amended, or is for the desk alone now."""
    texts_now = {paragraph.id: paragraph.text for paragraph in existing_paragraphs(db, meeting_id)}
    hidden = [
        row["id"]
        for row in db.query(
            "select paragraphs.id from paragraphs join items on items.id = item_id"
            " where exempt and paragraphs.meeting_id = ?",
            [meeting_id],
        )
        if row["id"] in texts_before
    ]
    changes = {
        key: (text, texts_now.get(key))
        for key, text in texts_before.items()
        if texts_now.get(key) != text and key not in hidden
    }
    amend_messages(db, changes, now)
    if hidden:
        texts = [text for key in hidden for text in (texts_before[key], texts_now[key])]
        redact_passages(db, hidden, texts, now)


def with_known_urls(
    meeting: Meeting, existing: list[ExistingItem], pairs: dict[int, int]
) -> Meeting:
    """Keep the address that an earlier document gave an item, where this one gives none."""
    urls = {item.id: item.url for item in existing}
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
        moved=meeting.moved,
        left_out=meeting.left_out,
    )
