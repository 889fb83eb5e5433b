"""What was understood of minutes, beside their words, for whoever adds them."""

import datetime as dt
import textwrap
from collections.abc import Iterator

import click

from sources.votes import Vote, vote_in
from storage.database import Book
from storage.minutes import meeting_paragraphs
from storage.records import KEEPER, ActionRow, Meeting, MeetingRow, ParagraphRow
from storage.register import meeting_actions
from storage.whole_meetings import whole_meeting

WIDTH = 88
_PARTS = {"asks": "asks", "answers": "answers", "speaks": "speaks", "mentioned": "is named"}


def explained(book: Book, row: MeetingRow) -> str:
    """A meeting with, under each paragraph, who does what in it and what was drawn from it."""
    meeting = whole_meeting(book, KEEPER, row.id)
    actions: dict[str, list[ActionRow]] = {}
    for action in meeting_actions(book, KEEPER, row.id):
        actions.setdefault(action.paragraph_id, []).append(action)
    lines = [*_heading(meeting)]
    item: int | None = None
    for paragraph in meeting_paragraphs(book, KEEPER, row.id):
        if paragraph.item_id != item:
            item = paragraph.item_id
            lines += ["", click.style(_title(paragraph), bold=True)]
        lines += _paragraph(paragraph, actions.get(paragraph.id, []))
    return "\n".join(lines)


def _heading(meeting: Meeting) -> Iterator[str]:
    for name, value in (
        ("Panel", meeting.panel),
        ("Title", meeting.title),
        ("Date", _day(meeting.date)),
        ("Time", meeting.time),
        ("Place", meeting.place),
        ("Address", meeting.url),
        ("Status", meeting.status),
        ("Next meeting", _day(meeting.next_meeting)),
    ):
        yield f"{name + ':':<14}{value or 'not found'}"
    for attendee in meeting.attendance:
        told = ", ".join(part for part in (attendee.role, attendee.body) if part)
        yield f"  {attendee.presence}: {attendee.name}" + (f" ({told})" if told else "")


def _title(paragraph: ParagraphRow) -> str:
    return " ".join(part for part in (paragraph.item_number, paragraph.item_title) if part)


def _paragraph(paragraph: ParagraphRow, actions: list[ActionRow]) -> Iterator[str]:
    number = f"{paragraph.number}. " if paragraph.number else ""
    yield textwrap.fill(number + paragraph.text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    for mention in paragraph.mentions:
        words = paragraph.text[mention.start : mention.end]
        also = f" (“{words}”)" if words and words != mention.name else ""
        yield f"      {mention.name} {_PARTS[mention.part]}{also}"
    if vote := vote_in(paragraph.text):
        yield f"      vote: {_vote(vote)}"
    for action in actions:
        owner = f", {action.owner}" if action.owner else ""
        due = f", due {_day(action.due)}" if action.due else ""
        yield f"      {action.kind}{owner}{due}: “{action.text}”"


def _vote(vote: Vote) -> str:
    """A vote as "7 for (Cllr A, Cllr B), 3 against"."""
    names = dict(vote.names)
    told = []
    for side, figure in (
        ("for", vote.for_),
        ("against", vote.against),
        ("abstained", vote.abstained),
    ):
        if figure is not None:
            told.append(
                f"{figure} {side}" + (f" ({', '.join(names[side])})" if side in names else "")
            )
    return ", ".join(told)


def _day(day: dt.date | None) -> str | None:
    return f"{day:%-d %B %Y}" if day else None
