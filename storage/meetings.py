"""Meetings and paragraphs out of the book, as this viewer may see them."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.confirmations import CONFIRMED_ON, CORRECTED, corrections_of
from storage.database import Book
from storage.matching import ExistingItem
from storage.model import (
    KEEPER,
    SPEAKING,
    Attendee,
    Item,
    Meeting,
    MeetingRow,
    Mention,
    MinutebookError,
    Paragraph,
    ParagraphRow,
    RecordCorrection,
    Viewer,
    day_of,
)
from storage.visibility import meeting_visible, paragraph_visible

AT_ONCE = 500  # keys a statement: SQLite allows no more than 999 parameters in some builds
_MEETING = f"""
    meetings.id, meetings.panel, meetings.title, meetings.date, meetings.url, meetings.status,
    meetings.time, meetings.meeting_kind, {CONFIRMED_ON} as confirmed, {CORRECTED} as corrected
"""


def meeting_rows(
    book: Book, viewer: Viewer, ids: Sequence[int] | None = None
) -> tuple[MeetingRow, ...]:
    """Return the meetings held, newest first; only those of `ids` where given."""
    seen = paragraph_visible(viewer)
    chosen = "" if ids is None else f"and meetings.id in ({_marks(ids)})"
    query = book.read().query(
        f"""
        select {_MEETING},
            (select count(*) from items where meeting_id = meetings.id and {seen}) as items,
            (select count(*) from items cross join paragraphs on item_id = items.id
                where items.meeting_id = meetings.id and {seen}) as paragraphs,
            (select count(*) from actions join paragraphs on paragraphs.id = paragraph_id
                join items on items.id = item_id
                where actions.meeting_id = meetings.id and certain and {seen}) as actions
        from meetings where {meeting_visible(viewer)} {chosen}
        order by date desc, meetings.id desc
        """,
        list(ids or ()),
    )
    rows = list(query)
    corrected = [row["id"] for row in rows if row["corrected"]]
    corrections = corrections_of(book, corrected) if corrected else {}
    return tuple(_meeting_row(row, corrections.get(row["id"], ())) for row in rows)


def meeting_row(book: Book, viewer: Viewer, meeting_id: int) -> MeetingRow:
    """Return one meeting. Raises MinutebookError where this viewer knows of none with that id."""
    rows = meeting_rows(book, viewer, [meeting_id])
    if not rows:
        raise _no_meeting(meeting_id)
    return rows[0]


def _no_meeting(meeting_id: int) -> MinutebookError:
    which = "'minutebook meetings --drafts' lists those that are held, by their numbers"
    return MinutebookError(f"There is no meeting {meeting_id}: {which}.")


def meeting_name(book: Book, meeting_id: int) -> str:
    """Return what a meeting is called, for the secretariat; also one that was withdrawn.

    Raises MinutebookError where there never was one with that id.
    """
    for row in book.read().query("select * from meetings where id = ?", [meeting_id]):
        name = row["title"] or row["panel"] or "Untitled minutes"
        return f"{name}, {day_of(row['date']):%-d %B %Y}" if row["date"] else str(name)
    raise _no_meeting(meeting_id)


def meeting_date(book: Book, meeting_id: int) -> dt.date | None:
    """Return the day of a meeting, for the secretariat; also of one that was withdrawn."""
    rows = book.read().query("select date from meetings where id = ?", [meeting_id])
    return next((day_of(row["date"]) for row in rows), None)


def meeting_time(book: Book, meeting_id: int) -> str | None:
    """Return when a meeting began, as its minutes have it; also of one that was withdrawn."""
    rows = book.read().query("select time from meetings where id = ?", [meeting_id])
    return next((row["time"] for row in rows), None)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is held: meetings, their first and last day, the panels by name."""

    meetings: int
    first: dt.date | None
    last: dt.date | None
    panels: tuple[str, ...]


def extent(book: Book, viewer: Viewer) -> Extent:
    """Return how much this viewer may see."""
    seen = meeting_visible(viewer)
    db = book.read().conn
    count, first, last = db.execute(
        f"select count(*), min(date), max(date) from meetings where {seen}"
    ).fetchone()
    panels = db.execute(
        f"select distinct panel from meetings where panel is not null and {seen} order by panel"
    ).fetchall()
    return Extent(count, day_of(first), day_of(last), tuple(panel for (panel,) in panels))


def paragraph_rows(book: Book, viewer: Viewer, keys: Sequence[int]) -> list[ParagraphRow]:
    """Return the paragraphs with these keys that the viewer may see, in the order asked for."""
    some = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return [row for batch in some for row in _paragraph_rows(book, viewer, batch)]


def _paragraph_rows(book: Book, viewer: Viewer, keys: Sequence[int]) -> list[ParagraphRow]:
    rows = book.read().query(
        f"""
        select paragraphs.*, items.number as item_number, items.title as item_title,
            items.url as item_url
        from paragraphs join items on items.id = item_id
        join meetings on meetings.id = paragraphs.meeting_id
        where paragraphs.key in ({_marks(keys)}) and {paragraph_visible(viewer)}
        """,
        list(keys),
    )
    by_key = {row["key"]: row for row in rows}
    meetings = {
        meeting.id: meeting
        for meeting in meeting_rows(
            book, viewer, sorted({row["meeting_id"] for row in by_key.values()})
        )
    }
    mentions = _mentions(book, list(by_key))
    return [
        _paragraph_row(by_key[key], meetings[by_key[key]["meeting_id"]], mentions.get(key, []))
        for key in keys
        if key in by_key
    ]


def paragraphs_by_id(book: Book, viewer: Viewer, ids: Sequence[str]) -> list[ParagraphRow]:
    """Return the paragraphs with these ids that the viewer may see."""
    keys = _keys(book, "id in (select value from json_each(?))", [json.dumps(ids)])
    return paragraph_rows(book, viewer, keys)


def paragraph_by_id(book: Book, viewer: Viewer, paragraph_id: str) -> ParagraphRow | None:
    """Return the paragraph with this id, or None where the viewer knows of none."""
    return next(iter(paragraphs_by_id(book, viewer, [paragraph_id])), None)


def item_paragraphs(book: Book, viewer: Viewer, item_id: int) -> list[ParagraphRow]:
    """Return the paragraphs of an item in the order of the minutes."""
    return paragraph_rows(book, viewer, _keys(book, "item_id = ?", [item_id]))


def meeting_paragraphs(book: Book, viewer: Viewer, meeting_id: int) -> list[ParagraphRow]:
    """Return the paragraphs of a meeting in the order of the minutes."""
    keys = [
        row["key"]
        for row in book.read().query(
            "select paragraphs.key from paragraphs join items on items.id = item_id"
            " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
            [meeting_id],
        )
    ]
    return paragraph_rows(book, viewer, keys)


def held_items_of(book: Book, meeting_id: int) -> list[ExistingItem]:
    """Return the items of a meeting in order, for the secretariat."""
    return [
        ExistingItem(row["id"], row["position"], row["number"], row["title"], row["url"])
        for row in book.read().query(
            "select * from items where meeting_id = ? order by position, id", [meeting_id]
        )
    ]


def _keys(book: Book, where: str, values: list[object]) -> list[int]:
    rows = book.read().query(
        f"select key from paragraphs where {where} order by item_id, position", values
    )
    return [row["key"] for row in rows]


def _mentions(book: Book, keys: Sequence[int]) -> dict[int, list[tuple[str, Mention]]]:
    """By paragraph key: (the person's name in the book, the mention), in order."""
    mentions: dict[int, list[tuple[str, Mention]]] = {}
    for row in book.read().query(
        'select paragraph_key, people.name as person, mentions.name, part, start, "end"'
        " from mentions join people on people.id = person_id"
        f" where paragraph_key in ({_marks(keys)}) order by paragraph_key, position",
        list(keys),
    ):
        mention = Mention(row["name"], row["part"], row["start"], row["end"])
        mentions.setdefault(row["paragraph_key"], []).append((row["person"], mention))
    return mentions


def _paragraph_row(
    row: dict[str, Any], meeting: MeetingRow, mentions: list[tuple[str, Mention]]
) -> ParagraphRow:
    speakers = dict.fromkeys(person for person, mention in mentions if mention.part in SPEAKING)
    return ParagraphRow(
        id=row["id"],
        number=row["number"],
        text=row["text"],
        kind=row["kind"],
        position=row["position"],
        speakers=tuple(speakers),
        mentions=tuple(mention for _, mention in mentions),
        item_id=row["item_id"],
        item_number=row["item_number"],
        item_title=row["item_title"],
        item_url=row["item_url"],
        meeting=meeting,
        fragment=row["fragment"],
        heads=tuple(json.loads(row["heads"])),
    )


def _meeting_row(row: dict[str, Any], corrections: tuple[RecordCorrection, ...]) -> MeetingRow:
    return MeetingRow(
        id=row["id"],
        panel=row["panel"],
        title=row["title"],
        date=day_of(row["date"]),
        url=row["url"],
        status=row["status"],
        items=row["items"],
        paragraphs=row["paragraphs"],
        actions=row["actions"],
        confirmed=day_of(row["confirmed"]),
        time=row["time"],
        kind=row["meeting_kind"],
        corrected=bool(row["corrected"]),
        corrections=corrections,
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def told_items(book: Book, viewer: Viewer, most: int) -> list[str]:
    """Return the titles of items in which somebody speaks, of the newest meetings first."""
    rows = book.read().query(
        f"""
        select items.title from items join meetings on meetings.id = meeting_id
        where items.title <> '' and {paragraph_visible(viewer)} and exists (
            select 1 from paragraphs join mentions on paragraph_key = paragraphs.key
            where item_id = items.id and part in ('asks', 'answers', 'speaks'))
        order by meetings.date desc, meetings.id desc, items.position limit ?
        """,
        [most],
    )
    return [row["title"] for row in rows]


def addresses(book: Book, viewer: Viewer) -> list[tuple[str, int, int | None]]:
    """Return the addresses of held pages: (address, meeting, item), without item for a meeting's
    own."""
    rows = book.read().query(
        f"""
        select url, id as meeting, null as item from meetings
        where url is not null and {meeting_visible(viewer)}
        union all
        select items.url, meeting_id, items.id from items join meetings on meetings.id = meeting_id
        where items.url is not null and {paragraph_visible(viewer)}
        """
    )
    return [(row["url"], row["meeting"], row["item"]) for row in rows]


def meetings_named(
    book: Book, viewer: Viewer, first: dt.date, last: dt.date
) -> list[tuple[str, dt.date]]:
    """Return (panel, day) of the next meetings that the latest minutes of each panel name, within
    these days, but for those whose minutes are held."""
    rows = book.read().query(
        f"""
        select panel, next_meeting from meetings
        where {meeting_visible(viewer)} and panel is not null and next_meeting between ? and ?
        and not exists (select 1 from meetings as later where later.panel = meetings.panel
            and later.date > meetings.date and {meeting_visible(viewer, "later")})
        order by next_meeting, panel
        """,
        [first.isoformat(), last.isoformat()],
    )
    return [(row["panel"], dt.date.fromisoformat(row["next_meeting"])) for row in rows]


# ---- whole meetings out of the book: for export, and for reading them again -------------------


def stored_document(book: Book, meeting_id: int) -> Meeting:
    """Return a meeting as its documents gave it, put together from what is held: for reading it
    again where no single document is its source."""
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
        names = None if speakers is None else tuple(speakers)
        return replace(paragraph, speakers=names, mentions=())

    items = (
        replace(item, paragraphs=tuple(bare(p) for p in item.paragraphs)) for item in meeting.items
    )
    return replace(meeting, items=tuple(items))


def whole_meetings(book: Book, viewer: Viewer) -> Iterable[Meeting]:
    """Return every meeting with all that this viewer may see of it, as `add` would read it."""
    for row in reversed(meeting_rows(book, viewer)):
        yield whole_meeting(book, viewer, row.id)


def whole_meeting(book: Book, viewer: Viewer, meeting_id: int) -> Meeting:
    """Return one meeting with its items, paragraphs, speakers and attendance."""
    meeting_row(book, viewer, meeting_id)
    db = book.read()
    (row,) = db.query("select * from meetings where id = ?", [meeting_id])
    paragraphs: dict[int, list[Paragraph]] = {}
    for paragraph_row in meeting_paragraphs(book, viewer, meeting_id):
        paragraphs.setdefault(paragraph_row.item_id, []).append(_paragraph(paragraph_row, db))
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


def _paragraph(row: ParagraphRow, db: Any) -> Paragraph:
    ((speaker,),) = db.execute("select speaker from paragraphs where id = ?", [row.id])
    return Paragraph(
        text=row.text,
        number=row.number,
        kind=row.kind,
        speaker=speaker,
        id=row.id,
        speakers=row.speakers,
        mentions=row.mentions,
        heads=row.heads,
    )
