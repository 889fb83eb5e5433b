"""Minutes in: a document is read, understood, shown, and goes into the book."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from commands.documents import Source
from commands.entering import NAME_RULES, enter, understand
from commands.following import follow_up
from commands.model import Added, AddReport, Context
from sources.formats import Given, read_document, read_documents
from sources.given import NOTHING_GIVEN
from storage import uploads
from storage.errors import MinutebookError
from storage.minutes import meeting_row
from storage.records import KEEPER, SPEAKING, Meeting, MeetingRow
from storage.saving import compare_meeting, publish_meeting
from storage.uploads import Upload

__all__ = ["NAME_RULES", "add", "enter", "understand"]


# ---- straight into the book -------------------------------------------------------------------


def add(context: Context, sources: Iterable[Source]) -> AddReport:
    """Read and enter each source; what is refused is named with its reason, the rest is done."""
    added: list[Added] = []
    failed: list[tuple[str, str]] = []
    for source in sources:
        try:
            data, given = source.load()
            reading = read_documents(data, source.name, given)
            failed += [(_part(source.name, part), why) for part, why in reading.refused]
            for meeting in reading.meetings:
                added.append(enter(context, meeting, source.name))
        except MinutebookError as error:
            failed.append((source.name, str(error)))
    return AddReport(tuple(added), tuple(failed))


def _part(source: str, part: str) -> str:
    return f"{source}, {part}" if part else source


# ---- shown first, published on a press --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PreviewMeeting:
    """What was understood of one meeting. `held` says how it stands to the book."""

    meeting: Meeting
    paragraphs: int
    speakers: tuple[str, ...]
    actions: tuple[str, ...]
    held: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a document before anybody else sees it."""

    upload_id: str
    name: str
    meetings: tuple[PreviewMeeting, ...]


def stage(
    context: Context, upload_id: str, name: str, data: bytes, given: Given = NOTHING_GIVEN
) -> Preview:
    """Keep a document for publishing and tell what it holds. Nothing is visible to members.

    Raises MinutebookError where it cannot be read; then nothing is kept.
    """
    meetings = [understand(meeting) for meeting in read_document(data, name, given)]
    upload = Upload(upload_id, name, data, context.who, published=False, given=_written(given))
    uploads.hold(context.book, upload, context.now)
    return Preview(upload_id, name, tuple(_shown(context, meeting) for meeting in meetings))


def publish_upload(context: Context, upload_id: str) -> AddReport:
    """Put a staged document into the book. Pressing twice publishes once."""
    upload = uploads.held(context.book, upload_id)
    report = add(context, [Source(upload.name, lambda: (upload.data, _read(upload.given)))])
    uploads.mark_published(context.book, upload_id, context.now)
    return report


def publish(context: Context, meeting_id: int) -> tuple[MeetingRow, bool]:
    """Publish a draft that is in the book: the meeting, and whether that changed anything."""
    with context.book.write():
        changed = publish_meeting(context.book, meeting_id, context.now, context.hand)
        if changed:
            follow_up(context, meeting_id)
    return meeting_row(context.book, KEEPER, meeting_id), changed


def _written(given: Given) -> str:
    day = given.date.isoformat() if given.date else None
    return json.dumps({**asdict(given), "date": day})


def _read(written: str | None) -> Given:
    if written is None:
        return NOTHING_GIVEN
    told = json.loads(written)
    day = dt.date.fromisoformat(told["date"]) if told["date"] else None
    return Given(**{**told, "date": day})


def _shown(context: Context, meeting: Meeting) -> PreviewMeeting:
    paragraphs = [p for item in meeting.items for p in item.paragraphs]
    speaking = dict.fromkeys(
        mention.name for p in paragraphs for mention in p.mentions if mention.part in SPEAKING
    )
    return PreviewMeeting(
        meeting=meeting,
        paragraphs=len(paragraphs),
        speakers=tuple(speaking),
        actions=tuple(action.text for p in paragraphs for action in p.actions if action.certain),
        held=compare_meeting(context.book, meeting),
    )
