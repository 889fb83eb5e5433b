"""Taking back what was published: a meeting, an item, a paragraph.

The words go: from the minutes, the index, the versions, the register, the messages that quote
them, and everything that is remembered beside. What stays is that something was withdrawn, by
whom and why, and a trace by which the same words are known when they are read again.
"""

import datetime as dt
import json
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.fragments import keep_fragments
from storage.identity import LIKE
from storage.index import scrub_index, unindex_paragraphs
from storage.names import tidy_people
from storage.readings import rewrite_readings
from storage.records import Hand, Meeting
from storage.saving.held import meeting_value
from storage.scrubbing import lonely_words, sweep_words
from storage.shared import take_back_passages
from storage.traces import trace
from storage.trail import note_step
from storage.withdrawn import Row, only_row, still_held, without_paragraph


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back: `place` in words, how many paragraphs, and how many messages quoted
    them. `emptied` is False where somebody was reading: the log must be emptied later."""

    meeting_id: int
    place: str
    paragraphs: int
    messages: int
    emptied: bool


def withdraw_meeting(
    book: Book, meeting_id: int, reason: str, hand: Hand, now: dt.datetime
) -> Withdrawn:
    """Take back a whole meeting. Raises MinutebookError where there is none, or none any more."""
    with book.write() as db:
        still_held(db, meeting_id)
        items = list(db.query("select * from items where meeting_id = ?", [meeting_id]))
        rows = _paragraphs(db, "paragraphs.meeting_id = ?", meeting_id)
        _note(db, meeting_id, "meeting", "the whole meeting", reason, hand, now)
        panel = meeting_value(db, meeting_id, "panel")
        lost = _Lost(db, meeting_id, rows, [item["title"] for item in items], now)
        lost.forget_rows()
        db.execute("delete from items where meeting_id = ?", [meeting_id])
        db.execute("delete from attendance where meeting_id = ?", [meeting_id])
        db.execute(
            "update meetings set status = 'withdrawn', time = null, place = null,"
            " next_meeting = null, warnings = '[]' where id = ?",
            [meeting_id],
        )
        rewrite_readings(db, meeting_id, lambda _: None)
        messages = lost.forget_everywhere(panel)
    return Withdrawn(meeting_id, "the whole meeting", len(rows), messages, book.empty_log())


def withdraw_item(book: Book, item_id: int, reason: str, hand: Hand, now: dt.datetime) -> Withdrawn:
    """Take back an item with all its paragraphs. Raises MinutebookError where there is none."""
    with book.write() as db:
        item = only_row(db, "select * from items where id = ?", item_id, "item")
        meeting_id, place = item["meeting_id"], _item_place(item["number"])
        still_held(db, meeting_id)
        rows = _paragraphs(db, "item_id = ?", item_id)
        _note(db, meeting_id, "item", place, reason, hand, now, item)
        lost = _Lost(db, meeting_id, rows, [item["title"]], now)
        lost.forget_rows()
        db.execute("delete from items where id = ?", [item_id])
        rewrite_readings(db, meeting_id, lambda meeting: _without_item(meeting, item))
        messages = lost.forget_everywhere(meeting_value(db, meeting_id, "panel"))
    return Withdrawn(meeting_id, place, len(rows), messages, book.empty_log())


def withdraw_paragraph(
    book: Book, paragraph_id: str, reason: str, hand: Hand, now: dt.datetime
) -> Withdrawn:
    """Take back one paragraph. Raises MinutebookError where there is none."""
    with book.write() as db:
        rows = _paragraphs(db, "paragraphs.id = ?", paragraph_id)
        if not rows:
            raise MinutebookError(f"There is no paragraph {paragraph_id}, or no longer.")
        row = rows[0]
        meeting_id = row["meeting_id"]
        place = _place(row)
        item = only_row(db, "select * from items where id = ?", row["item_id"], "item")
        _note(db, meeting_id, "paragraph", place, reason, hand, now, item, row["text"])
        lost = _Lost(db, meeting_id, rows, [], now)
        lost.forget_rows()
        rewrite_readings(db, meeting_id, lambda meeting: _without_text(meeting, row["text"]))
        messages = lost.forget_everywhere(meeting_value(db, meeting_id, "panel"))
    return Withdrawn(meeting_id, place, 1, messages, book.empty_log())


# ---- taking it out ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lost:
    """Paragraphs of one meeting on their way out, within a transaction."""

    db: Database
    meeting_id: int
    rows: list[Row]
    titles: list[str]
    now: dt.datetime

    def forget_rows(self) -> None:
        """The paragraphs, what was drawn from them, and what was proposed out of them."""
        ids = json.dumps([row["id"] for row in self.rows])
        listed = "(select value from json_each(?))"
        actions = f"(select id from actions where paragraph_id in {listed})"
        self.db.execute(f"delete from action_changes where action_id in {actions}", [ids])
        self.db.execute(
            f"update actions set superseded_by = null where superseded_by in {actions}", [ids]
        )
        self.db.execute(f"delete from actions where paragraph_id in {listed}", [ids])
        self.db.execute(f"delete from action_tellings where paragraph_id in {listed}", [ids])
        self.db.execute(f"delete from proposals where paragraph_id in {listed}", [ids])
        unindex_paragraphs(self.db, [row["key"] for row in self.rows])
        self.db.execute(f"delete from paragraphs where id in {listed}", [ids])

    def forget_everywhere(self, panel: str | None) -> int:
        """Their words in messages, notes, questions and old pages: how many messages quoted
        them. After the rows are gone."""
        tidy_people(self.db, panel)
        self._close_gaps()
        keep_fragments(self.db, self.meeting_id)
        texts = [*(row["text"] for row in self.rows), *self.titles]
        ids = [row["id"] for row in self.rows]
        messages = take_back_passages(self.db, ids, texts, self.now)
        spoken = [name for row in self.rows for name in row["spoken"]]
        sweep_words(self.db, lonely_words(self.db, [*texts, *spoken]))
        scrub_index(self.db)
        return messages

    def _close_gaps(self) -> None:
        """The places of what is left follow each other, as if nothing else had been there."""
        for table, within in (("items", "meeting_id"), ("paragraphs", "item_id")):
            self.db.execute(
                f"update {table} set position = (select count(*) from {table} as other"
                f" where other.{within} = {table}.{within}"
                f" and other.position < {table}.position) where meeting_id = ?",
                [self.meeting_id],
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
        row["spoken"] = [one["name"] for one in names]
    return rows


def _note(
    db: Database,
    meeting_id: int,
    what: str,
    place: str,
    reason: str,
    hand: Hand,
    now: dt.datetime,
    item: Row | None = None,
    text: str = "",
) -> None:
    db.table("withdrawals").insert(
        {
            "meeting_id": meeting_id,
            "what": what,
            "item_number": item["number"] if item else None,
            "item_trace": json.dumps(sorted(trace(item["title"]))) if item else "[]",
            "trace": json.dumps(sorted(trace(text))) if text else "[]",
            "place": place,
            "reason": reason,
            "by": hand.by,
            "at": now.isoformat(),
        }
    )
    note_step(db, "withdrew", hand, now, meeting_id, place, reason)


def _item_place(number: str | None) -> str:
    return f"item {number}" if number else "an item without a number"


def _place(row: Row) -> str:
    said = f"paragraph {row['number']}" if row["number"] else "an unnumbered paragraph"
    return f"{said} of {_item_place(row['item_number'])}"


def _without_item(meeting: Meeting, held: Row) -> Meeting:
    return replace(
        meeting,
        items=tuple(
            item
            for item in meeting.items
            if not (item.number == held["number"] and item.title == held["title"])
        ),
    )


def _without_text(meeting: Meeting, text: str) -> Meeting:
    """A version without a paragraph, also where it said it in other words."""
    ranked = [
        (fuzz.ratio(p.text, text), -i, -n)
        for i, item in enumerate(meeting.items)
        for n, p in enumerate(item.paragraphs)
    ]
    best, i, n = max(ranked, default=(0.0, 0, 0))
    if best < LIKE:
        return meeting
    return without_paragraph(meeting, -i, -n)
