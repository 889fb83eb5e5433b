"""Minutes that a later meeting confirmed as a correct record, and what it corrected in them."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.database import Book
from storage.model import MEMBER, RecordCorrection
from storage.visibility import paragraph_visible


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """`[start, end)` of a paragraph that says a correction, and the ids of the paragraphs of the
    earlier minutes that it means, where that can be told."""

    paragraph_id: str
    start: int
    end: int
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewConfirmation:
    """The minutes of a day, confirmed in a paragraph, subject to these corrections."""

    day: dt.date
    paragraph_id: str
    corrections: tuple[NewCorrection, ...] = ()


def write_confirmations(
    book: Book, by_meeting: int, panel: str | None, confirmed: Iterable[NewConfirmation]
) -> None:
    """Write down which days' minutes a meeting confirmed, and what it corrected in them, instead
    of what was written of it before."""
    with book.write() as db:
        for table in ("confirmations", "record_corrections"):
            db.execute(f"delete from {table} where by_meeting_id = ?", [by_meeting])
        for confirmation in confirmed:
            day = confirmation.day.isoformat()
            db.execute(
                "insert into confirmations (by_meeting_id, panel, day, corrected, paragraph_id)"
                " values (?, ?, ?, ?, ?)",
                [by_meeting, panel, day, bool(confirmation.corrections), confirmation.paragraph_id],
            )
            db.conn.executemany(
                "insert into record_corrections"
                ' (by_meeting_id, day, position, paragraph_id, start, "end", corrects)'
                " values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (by_meeting, day, place, c.paragraph_id, c.start, c.end, json.dumps(c.corrects))
                    for place, c in enumerate(confirmation.corrections)
                ],
            )


def confirming_meetings(book: Book, meeting_id: int) -> set[int]:
    """Return the meetings that confirmed the minutes of this one."""
    rows = book.read().execute(
        "select by_meeting_id from confirmations join meetings"
        " on confirmations.panel = meetings.panel and day = meetings.date where meetings.id = ?",
        [meeting_id],
    )
    return {meeting for (meeting,) in rows}


def half_noted(book: Book) -> list[int]:
    """Return the published meetings whose confirmations were noted without what they corrected."""
    rows = book.read().execute(
        "select distinct by_meeting_id from confirmations join meetings on id = by_meeting_id"
        " where paragraph_id is null and status = 'published' and date is not null"
        " and meetings.panel is not null"
    )
    return [meeting for (meeting,) in rows]


# ---- as columns and values of a meeting -------------------------------------------------------

_LATER = """
    from confirmations join meetings as later on later.id = by_meeting_id
    where confirmations.panel = meetings.panel and day = meetings.date
    and later.status = 'published' and later.date > meetings.date
"""
CONFIRMED_ON = f"(select min(later.date) {_LATER})"
CORRECTED = f"(select coalesce(max(corrected), 0) {_LATER})"


def corrections_of(book: Book, meetings: Sequence[int]) -> dict[int, tuple[RecordCorrection, ...]]:
    """Return, by meeting, what later ones corrected in its minutes, in order, as everybody may read
    it."""
    rows = book.read().query(
        f"""
        select corrected.id as of_meeting, later.date, paragraphs.id, paragraphs.number,
            items.number as item_number, items.title as item_title,
            coalesce(items.url, later.url) as url,
            substr(text, start + 1, "end" - start) as said, corrects
        from meetings as corrected
        join confirmations on confirmations.panel = corrected.panel and day = corrected.date
        join record_corrections using (by_meeting_id, day)
        join paragraphs on paragraphs.id = record_corrections.paragraph_id
        join items on items.id = item_id
        join meetings as later on later.id = by_meeting_id
        where corrected.id in ({",".join("?" * len(meetings))}) and later.date > corrected.date
        and {paragraph_visible(MEMBER, "later")}
        order by later.date, later.id, record_corrections.position
        """,
        list(meetings),
    )
    corrections: dict[int, tuple[RecordCorrection, ...]] = {}
    for row in rows:
        corrections[row["of_meeting"]] = (*corrections.get(row["of_meeting"], ()), _correction(row))
    return corrections


def _correction(row: dict[str, Any]) -> RecordCorrection:
    return RecordCorrection(
        paragraph_id=row["id"],
        number=row["number"],
        item_number=row["item_number"],
        item_title=row["item_title"],
        date=dt.date.fromisoformat(row["date"]),
        text=row["said"],
        url=row["url"],
        corrects=tuple(json.loads(row["corrects"])),
    )
