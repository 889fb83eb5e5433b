"""Taking back what was published: a meeting, an item, a paragraph.

The words go: from the minutes, the index, the versions, the register, the messages that quote
them, and everything that is remembered beside. What stays is that something was withdrawn, by
whom and why, and a trace by which the same words are known when they are read again.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.audit import record_step
from storage.database import Book
from storage.erasure import lonely_words, sweep_words
from storage.fragments import keep_fragments
from storage.index import scrub_index, unindex_paragraphs
from storage.ingest.rows import existing_items, existing_paragraphs, meeting_value
from storage.matching import match_items, match_paragraphs
from storage.meetings import meeting_name, stored_document
from storage.model import Hand, MinutebookError
from storage.people import tidy_people
from storage.posts import messages_with, redact_passages
from storage.tokens import plain_words
from storage.versions import rewrite_versions, versions
from storage.withdrawal_filter import (
    LEAST,
    Row,
    Withdrawal,
    keep_out,
    only_row,
    still_held,
    without_withdrawn,
)

ReadAgain = Callable[[int], object]  # reads a meeting anew from what is kept of it


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back: of a meeting of that name, `place` in words, how many paragraphs, in how
    many others of the meeting the same words stood, and how many messages quoted them. `emptied`
    is False where somebody was reading: the log must be emptied later."""

    meeting_id: int
    name: str
    place: str
    paragraphs: int
    elsewhere: int
    messages: int
    emptied: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What is to be taken back: the whole of a meeting, an item, or a paragraph."""

    meeting_id: int
    what: str
    place: str
    rows: list[Row]
    items: list[Row]  # those that go as a whole
    item: Row | None = None  # the one that it is, or stands in


def withdraw_meeting(
    book: Book, meeting_id: int, reason: str, hand: Hand, now: dt.datetime
) -> Withdrawn:
    """Take back a whole meeting. Raises MinutebookError where there is none, or none any more."""
    with book.write() as db:
        still_held(db, meeting_id)
        rows = _paragraphs(db, "paragraphs.meeting_id = ?", meeting_id)
        items = list(db.query("select * from items where meeting_id = ?", [meeting_id]))
        part = _Part(meeting_id, "meeting", "the whole meeting", rows, items)
        panel = meeting_value(db, meeting_id, "panel")
        lost = _begin(db, part, reason, hand, now)
        lost.forget_rows(rows)
        db.execute("delete from items where meeting_id = ?", [meeting_id])
        db.execute("delete from attendance where meeting_id = ?", [meeting_id])
        db.execute(
            "update meetings set status = 'withdrawn', time = null, place = null,"
            " next_meeting = null, warnings = '[]' where id = ?",
            [meeting_id],
        )
        rewrite_versions(db, meeting_id, lambda _: None)
        messages = lost.forget_everywhere(panel)
        record_step(db, "withdrew", hand, now, meeting_id, part.place, reason)
    return _withdrawn(book, part, len(rows), 0, messages)


def withdraw_item(
    book: Book,
    item_id: int,
    reason: str,
    hand: Hand,
    now: dt.datetime,
    read_again: ReadAgain,
) -> Withdrawn:
    """Take back an item with all its paragraphs. Raises MinutebookError where there is none.

    Where the same words stand in other paragraphs too, `read_again` enters what is left of them.
    """
    with book.write() as db:
        item = only_row(db, "select * from items where id = ?", item_id, "item")
        still_held(db, item["meeting_id"])
        rows = _paragraphs(db, "item_id = ?", item_id)
        place = _item_place(item["number"])
        part = _Part(item["meeting_id"], "item", place, rows, [item], item)
        elsewhere, messages = _take_out(book, db, part, reason, hand, now, read_again)
    return _withdrawn(book, part, len(rows), elsewhere, messages)


def withdraw_paragraph(
    book: Book,
    paragraph_id: str,
    reason: str,
    hand: Hand,
    now: dt.datetime,
    read_again: ReadAgain,
) -> Withdrawn:
    """Take back one paragraph. Raises MinutebookError where there is none. `read_again` as for
    an item."""
    with book.write() as db:
        rows = _paragraphs(db, "paragraphs.id = ?", paragraph_id)
        if not rows:
            raise MinutebookError(f"There is no paragraph {paragraph_id}, or no longer.")
        row = rows[0]
        item = only_row(db, "select * from items where id = ?", row["item_id"], "item")
        part = _Part(row["meeting_id"], "paragraph", _place(row), rows, [], item)
        elsewhere, messages = _take_out(book, db, part, reason, hand, now, read_again)
    return _withdrawn(book, part, 1, elsewhere, messages)


def _withdrawn(
    book: Book, part: _Part, paragraphs: int, elsewhere: int, messages: int
) -> Withdrawn:
    """What was taken back. The log is emptied: nothing of the words is left beside the file."""
    name = meeting_name(book, part.meeting_id)
    emptied = book.empty_log()
    return Withdrawn(part.meeting_id, name, part.place, paragraphs, elsewhere, messages, emptied)


def _take_out(
    book: Book,
    db: Database,
    part: _Part,
    reason: str,
    hand: Hand,
    now: dt.datetime,
    read_again: ReadAgain,
) -> tuple[int, int]:
    """Take a part out of its meeting and of every version: in how many other paragraphs its
    words stood, and how many messages quoted them."""
    meeting_id = part.meeting_id
    lost = _begin(db, part, reason, hand, now)
    lost.forget_rows(part.rows)
    for item in part.items:
        db.execute("delete from items where id = ?", [item["id"]])
    others = lost.alike()
    lost.forget_rows([row for row in others if lost.withdrawal.known.mostly(row["text"])])
    rewrite_versions(db, meeting_id, lambda version: without_withdrawn(db, meeting_id, version))
    left = stored_document(book, meeting_id)
    if without_withdrawn(db, meeting_id, left) != left:
        read_again(meeting_id)
    everywhere = replace(lost, part=replace(part, rows=[*part.rows, *others]))
    messages = everywhere.forget_everywhere(meeting_value(db, meeting_id, "panel"))
    record_step(db, "withdrew", hand, now, meeting_id, part.place, reason)
    return len(others), messages


def _begin(db: Database, part: _Part, reason: str, hand: Hand, now: dt.datetime) -> "_Lost":
    """Write down what is taken back, so that it is known from now on. Raises MinutebookError
    where the reason says it again."""
    current = [*(row["text"] for row in part.rows), *(item["title"] for item in part.items)]
    texts = list(dict.fromkeys([*current, *_earlier_wordings(db, part)]))
    values = {
        "meeting_id": part.meeting_id,
        "what": part.what,
        "place": part.place,
        "reason": reason,
        "by": hand.by,
        "at": now.isoformat(),
    }
    whole = [text for text in texts if len(plain_words(text)) >= LEAST]
    withdrawal = keep_out(db, values, part.item, texts if part.what == "paragraph" else whole)
    if withdrawal.known.without(reason, "") is not None:
        raise MinutebookError(
            "The reason repeats the words that are to go. Give it in other words: it is kept."
        )
    return _Lost(db, part, withdrawal, texts, now)


def _earlier_wordings(db: Database, part: _Part) -> Iterator[str]:
    """What the versions of a meeting say in place of this part: an amended paragraph's other
    words, and what an item of the same title had that is held nowhere any more."""
    ids, item_ids = {row["id"] for row in part.rows}, {item["id"] for item in part.items}
    items, existing = existing_items(db, part.meeting_id), existing_paragraphs(db, part.meeting_id)
    titles = {item.id: item.title for item in items}
    for version in versions(db, part.meeting_id):
        pairs = {
            index: old
            for index, old in match_items(items, version.items).items()
            if titles[old] == version.items[index].title
        }
        same = match_paragraphs(existing, version.items, pairs)
        for i, item in enumerate(version.items):
            for n, paragraph in enumerate(item.paragraphs):
                left_out = pairs.get(i) in item_ids and (i, n) not in same
                if part.what == "meeting" or left_out or same.get((i, n)) in ids:
                    yield paragraph.text


# ---- taking it out ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lost:
    """A part of a meeting on its way out, within a transaction: `texts` are all its wordings."""

    db: Database
    part: _Part
    withdrawal: Withdrawal
    texts: list[str]
    now: dt.datetime

    def alike(self) -> list[Row]:
        """Return the paragraphs of the meeting in which the same words stand."""
        rows = _paragraphs(self.db, "paragraphs.meeting_id = ?", self.part.meeting_id)
        known = self.withdrawal.known
        return [row for row in rows if known.without(row["text"], "") is not None]

    def forget_rows(self, rows: list[Row]) -> None:
        """Delete the paragraphs, what was extracted from them, and what proposes out of them."""
        ids = json.dumps([row["id"] for row in rows])
        listed = "(select value from json_each(?))"
        self._forget_actions(f"paragraph_id in {listed}", [ids])
        self.db.execute(f"delete from action_tellings where paragraph_id in {listed}", [ids])
        self.db.execute(f"delete from proposals where paragraph_id in {listed}", [ids])
        unindex_paragraphs(self.db, [row["key"] for row in rows])
        self.db.execute(f"delete from paragraphs where id in {listed}", [ids])

    def forget_extracted(self) -> None:
        """Delete entries of the register that still have the words: of an earlier version, say."""
        entries = self.db.execute(
            "select id, text from actions where meeting_id = ?", [self.part.meeting_id]
        ).fetchall()
        known = self.withdrawal.known
        saying = [key for key, text in entries if known.without(text, "") is not None]
        self._forget_actions("id in (select value from json_each(?))", [json.dumps(saying)])

    def _forget_actions(self, where: str, values: list[str]) -> None:
        actions = f"(select id from actions where {where})"
        self.db.execute(f"delete from action_changes where action_id in {actions}", values)
        self.db.execute(
            f"update actions set superseded_by = null where superseded_by in {actions}", values
        )
        self.db.execute(f"delete from actions where {where}", values)

    def forget_everywhere(self, panel: str | None) -> int:
        """Their words in messages, notes, questions and old pages: how many messages quoted
        them. After the rows are gone."""
        self.forget_extracted()
        tidy_people(self.db, panel)
        self._close_gaps()
        keep_fragments(self.db, self.part.meeting_id)
        rows, known = self.part.rows, self.withdrawal.known
        ids = [row["id"] for row in rows]
        quoting = messages_with(self.db, lambda text: known.without(text, ""))
        messages = redact_passages(self.db, ids, self.texts, self.now, quoting)
        spoken = [name for row in rows for name in row["spoken"]]
        sweep_words(self.db, lonely_words(self.db, [*self.texts, *spoken]), known)
        scrub_index(self.db)
        return messages

    def _close_gaps(self) -> None:
        """The places of what is left follow each other, as if nothing else had been there."""
        for table, within in (("items", "meeting_id"), ("paragraphs", "item_id")):
            self.db.execute(
                f"update {table} set position = (select count(*) from {table} as other"
                f" where other.{within} = {table}.{within}"
                f" and other.position < {table}.position) where meeting_id = ?",
                [self.part.meeting_id],
            )


def _paragraphs(db: Database, where: str, value: object) -> list[Row]:
    rows = list(
        db.query(
            "select paragraphs.*, items.number as item_number from paragraphs"
            f" join items on items.id = item_id where {where}",
            [value],
        )
    )
    for row in rows:
        names = db.query("select name from mentions where paragraph_key = ?", [row["key"]])
        row["spoken"] = [person["name"] for person in names]
    return rows


def _item_place(number: str | None) -> str:
    return f"item {number}" if number else "an item without a number"


def _place(row: Row) -> str:
    place = f"paragraph {row['number']}" if row["number"] else "an unnumbered paragraph"
    return f"{place} of {_item_place(row['item_number'])}"
