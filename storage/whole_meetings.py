"""Whole meetings out of the book: for export, and for reading them again."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from storage.database import Book
from storage.minutes import meeting_paragraphs, meeting_row, meeting_rows
from storage.moments import day_of
from storage.records import KEEPER, Attendee, Item, Meeting, Paragraph, ParagraphRow, Viewer
from storage.visibility import paragraph_visible


def stored_document(book: Book, meeting_id: int) -> Meeting:
    """A meeting as its documents gave it, put together from what is held: for reading it again
    where no single document is its source."""
    meeting = whole_meeting(book, KEEPER, meeting_id)
    given = {
        row["id"]: json.loads(row["given_speakers"])
        for row in book.read().query(
            "select id, given_speakers from paragraphs"
            " where meeting_id = ? and given_speakers is not null",
            [meeting_id],
        )
    }

    def bare(paragraph: Paragraph) -> Paragraph:
        speakers = given.get(paragraph.id or "")
        told = None if speakers is None else tuple(speakers)
        return replace(paragraph, speakers=told, mentions=())

    items = (
        replace(item, paragraphs=tuple(bare(p) for p in item.paragraphs)) for item in meeting.items
    )
    return replace(meeting, items=tuple(items))


def whole_meetings(book: Book, viewer: Viewer) -> Iterable[Meeting]:
    """Every meeting with all that this viewer may see of it, as `add` would read it."""
    for row in reversed(meeting_rows(book, viewer)):
        yield whole_meeting(book, viewer, row.id)


def whole_meeting(book: Book, viewer: Viewer, meeting_id: int) -> Meeting:
    """One meeting with its items, paragraphs, speakers and attendance."""
    meeting_row(book, viewer, meeting_id)
    db = book.read()
    (row,) = db.query("select * from meetings where id = ?", [meeting_id])
    paragraphs: dict[int, list[Paragraph]] = {}
    for held in meeting_paragraphs(book, viewer, meeting_id):
        paragraphs.setdefault(held.item_id, []).append(_paragraph(held, db))
    items = db.query(
        "select items.* from items join meetings on meetings.id = meeting_id"
        f" where meeting_id = ? and {paragraph_visible(viewer)} order by position",
        [meeting_id],
    )
    return Meeting(
        panel=row["panel"],
        title=row["title"],
        date=day_of(row["date"]),
        time=row["time"],
        kind=row["meeting_kind"],
        place=row["place"],
        url=row["url"],
        status=row["status"],
        items=tuple(
            Item(
                title=item["title"],
                number=item["number"],
                url=item["url"],
                paragraphs=tuple(paragraphs.get(item["id"], ())),
                exempt=bool(item["exempt"]),
            )
            for item in items
        ),
        attendance=tuple(
            Attendee(a["name"], a["role"], a["body"], a["presence"])
            for a in db.query(
                "select * from attendance where meeting_id = ? order by position", [meeting_id]
            )
        ),
        next_meeting=day_of(row["next_meeting"]),
        warnings=tuple(json.loads(row["warnings"])),
    )


def _paragraph(held: ParagraphRow, db: Any) -> Paragraph:
    ((speaker,),) = db.execute("select speaker from paragraphs where id = ?", [held.id])
    return Paragraph(
        text=held.text,
        number=held.number,
        kind=held.kind,
        speaker=speaker,
        id=held.id,
        speakers=held.speakers,
        mentions=held.mentions,
    )
