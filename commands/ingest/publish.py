"""Minutes in: a document is read, understood, shown, and goes into the book."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from commands.approval import agree, require_clerk, waiting_for, waiting_for_meeting
from commands.ingest import PreparedDocument, Source, ingest, name_rules, prepare, understand
from commands.ingest.after import on_published
from commands.ingest.diff import Differences, compare_with_existing, refuse_another
from commands.ingest.doubtful import Choice, DoubtfulMeetingError, told_beside
from commands.ingest.review import Question, as_sentence, new_people, notes, questions
from commands.ingest_reports import Added, AddReport, Waiting
from commands.request_context import Context
from sources.actions.antecedents import antecedents
from sources.fence import guarded
from sources.formats import Reading, read_documents
from sources.structure.completeness import MUCH
from sources.structure.meeting import NOTHING_GIVEN, Given
from storage import uploads
from storage.audit import record_step
from storage.corrections import corrections_of_upload, forget_corrections
from storage.ingest import publish_meeting
from storage.meetings import meeting_name, meeting_row
from storage.model import KEEPER, SPEAKING, ExtractedAction, Meeting, MinutebookError
from storage.publications import WaitingUpload
from storage.uploads import Upload, waiting_amendment
from storage.withdrawal_filter import still_held

__all__ = ["add", "ingest", "understand"]


# ---- straight into the book -------------------------------------------------------------------


def nobody(_: DoubtfulMeetingError) -> Choice | None:
    """Answer no question: what is doubtful is refused."""
    return None


def add(
    context: Context,
    sources: Iterable[Source],
    backlog: bool = False,
    said: Choice | None = None,
    ask: Callable[[DoubtfulMeetingError], Choice | None] = nobody,
) -> AddReport:
    """Read and enter each source; what is refused is named with its reason, the rest is done.

    A backlog is old news: no digest, reminder or announcement tells of it. `said` is which held
    meeting they are of, where that is known; `ask` is asked where it cannot be told. Where two
    clerks publish, what is added waits for them.
    """
    added: list[Added] = []
    failed: list[tuple[str, str]] = []
    for source in sources:
        try:
            data, given = source.load()
            reading = read_documents(data, source.name, given)
        except MinutebookError as error:
            failed.append((source.name, str(error)))
            continue
        failed += [(_part(source.name, part), why) for part, why in reading.refused]
        if isinstance(said, int) and len(reading.meetings) > 1:
            failed.append((source.name, f"holds {len(reading.meetings)} meetings. {_ONE_ALONE}"))
            continue
        for meeting in reading.meetings:
            try:
                added.append(_entered(context, meeting, source.name, backlog, said, ask))
            except MinutebookError as error:
                failed.append((source.name, str(error)))
    return AddReport(tuple(added), tuple(failed))


_ONE_ALONE = "Replace a meeting with a document of its own."


def _entered(
    context: Context,
    meeting: Meeting,
    name: str,
    backlog: bool,
    said: Choice | None,
    ask: Callable[[DoubtfulMeetingError], Choice | None],
) -> Added:
    if isinstance(said, int):
        meeting_name(context.book, said)
        refuse_another(context, said, meeting, name, sure=True)
        return ingest(context, meeting, name, meeting_id=said, backlog=backlog, word="clerk")
    try:
        another = said == "another"
        return ingest(context, meeting, name, backlog=backlog, word="clerk", another=another)
    except DoubtfulMeetingError as doubt:
        told = ask(doubt)
        if told is None:
            raise
    return _entered(context, meeting, name, backlog, told, nobody)


def _part(source: str, part: str) -> str:
    return f"{source}, {part}" if part else source


# ---- shown first, published on a press --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PreviewMeeting:
    """What was understood of one meeting. `held` says how it stands to the book: "new",
    "amends", "same", "withdrawn" or "doubtful", where it may be of one of the meetings `perhaps`;
    `changed` is what it says differently. `people` are names
    new to the book, each with the known one that it resembles; `noticed` needs no decision.
    `abouts` are the words that each of `actions` points to, and whether in another paragraph."""

    meeting: Meeting
    paragraphs: int
    speakers: tuple[str, ...]
    actions: tuple[ExtractedAction, ...]
    abouts: tuple[tuple[str, bool], ...]
    held: str
    changed: Differences = field(default_factory=Differences)
    people: tuple[tuple[str, str | None], ...] = ()
    questions: tuple[Question, ...] = ()
    noticed: tuple[str, ...] = ()
    perhaps: tuple[int, ...] = ()

    @property
    def to_compare(self) -> bool:
        """Whether so much found no place in its items that a person has to compare it first."""
        return self.meeting.moved > MUCH


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a document before anybody else sees it. `before` tells where the
    same file was handed in before; `mends` counts what was corrected by hand; `refused` are the
    parts of it that could not be read, with the reason."""

    upload_id: str
    name: str
    meetings: tuple[PreviewMeeting, ...]
    before: str = ""
    mends: int = 0
    refused: tuple[tuple[str, str], ...] = ()


def stage(
    context: Context, upload_id: str, name: str, data: bytes, given: Given = NOTHING_GIVEN
) -> Preview:
    """Keep a document for publishing and tell what it holds. Nothing is visible to members.

    Raises MinutebookError where it cannot be read; then nothing is kept.
    """
    require_clerk(context)
    reading = _reading(data, name, given)
    upload = Upload(upload_id, name, data, context.who, given=_written(given))
    uploads.hold(context.book, upload, context.now)
    return _looked_at(context, upload, reading)


def check(context: Context, source: Source) -> Preview:
    """What would be understood of a document; nothing is kept. Raises MinutebookError where it
    cannot be read."""
    data, given = source.load()
    reading = _reading(data, source.name, given)
    shown = [_shown(context, prepare(context, meeting)) for meeting in reading.meetings]
    return Preview("", source.name, tuple(shown), refused=reading.refused)


def preview_upload(context: Context, upload_id: str) -> Preview:
    """What was understood of a document that is kept, with its corrections, as things stand now.

    Raises MinutebookError where it is published or gone.
    """
    upload = _unpublished(context, upload_id)
    return _looked_at(context, upload, _read(upload))


def prepare_upload(context: Context, upload_id: str, part: int = 0) -> PreparedDocument:
    """One meeting of a kept document as it would be entered now. Raises MinutebookError."""
    upload = _unpublished(context, upload_id)
    return _prepared(context, upload, part, _read(upload).meetings[part])


def _prepared(context: Context, upload: Upload, part: int, meeting: Meeting) -> PreparedDocument:
    """With its corrections, and as the meeting that it was said to be of."""
    mends = corrections_of_upload(context.book.read(), upload.id, part)
    said = _said_of(context, upload, part)
    return prepare(context, meeting, mends, mended_before=upload.mended_before, **said)


def _said_of(context: Context, upload: Upload, part: int) -> dict[str, Any]:
    said = uploads.of_meetings(context.book, upload.id).get(part)
    return {"another": True} if said == "another" else {"meeting_id": upload.meeting_id or said}


def waiting_meetings(context: Context) -> Iterator[tuple[str, Meeting]]:
    """Each meeting of the documents that wait to be published, as it was read, with the id of
    its document."""
    for upload in uploads.waiting_uploads(context.book):
        for meeting in _read(upload).meetings:
            yield upload.id, meeting


def say_of_meeting(context: Context, upload_id: str, part: int, said: Choice) -> None:
    """Keep which held meeting a part of a kept document is of, for when it is published.

    Raises MinutebookError where the document is published or gone, or no meeting has that number.
    """
    _unpublished(context, upload_id)
    if said != "another":
        meeting_name(context.book, said)
    uploads.keep_of_meeting(context.book, upload_id, part, said)


def publish_upload(
    context: Context, upload_id: str, backlog: bool = False, bring_back: bool = False
) -> AddReport:
    """Put a staged document into the book, with its corrections. Pressing twice publishes once;
    where two clerks publish, the first press is the first one's word.

    A backlog is old news: nobody is told of it. `bring_back` lets in what was withdrawn. Raises
    ChangedMeanwhileError where somebody has
    changed its meeting since it was looked at; then nothing is published.
    """
    upload = _unpublished(context, upload_id)
    reading, stamps = _read(upload), uploads.shown(context.book, upload_id).looked_at
    added = []
    with context.book.write() as db:
        waiting = agree(context, db, waiting_for(db, WaitingUpload(upload_id), upload.meeting_id))
        if waiting:
            return AddReport(waiting=waiting)
        if not uploads.mark_published(context.book, upload_id, context.who, context.now):
            raise MinutebookError(_published_by(uploads.held(context.book, upload_id)))
        for part, meeting in enumerate(reading.meetings):
            mends = corrections_of_upload(db, upload_id, part)
            one = ingest(
                context,
                meeting,
                upload.name,
                mends,
                expected=stamps.get(part),
                bring_back=bring_back or upload.bring_back,
                backlog=backlog,
                mended_before=upload.mended_before,
                word="agreed",
                **_said_of(context, upload, part),
            )
            record_step(db, "published", context.hand, context.now, one.meeting.id)
            added.append(one)
        forget_corrections(db, upload_id)  # they are their meetings' now
    return AddReport(tuple(added), reading.refused)


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing a meeting: whether that changed anything, or with `waiting` whose
    word is still wanted."""

    name: str
    changed: bool = False
    waiting: Waiting | None = None


def publish(context: Context, meeting_id: int) -> Published:
    """Publish what waits of a meeting in the book: an amendment of it, else its draft. Where two
    clerks publish, this is one's word for it. Raises MinutebookError where it is not held."""
    require_clerk(context)
    name = meeting_name(context.book, meeting_id)
    amendment = waiting_amendment(context.book, meeting_id)
    if amendment:
        report = publish_upload(context, amendment.id)
        return Published(name, changed=not report.waiting, waiting=report.waiting)
    with context.book.write() as db:
        still_held(db, meeting_id)
        if meeting_row(context.book, KEEPER, meeting_id).status == "published":
            return Published(name)
        waiting = agree(context, db, waiting_for_meeting(context, db, meeting_id))
        if waiting:
            return Published(name, waiting=waiting)
        publish_meeting(context.book, meeting_id, context.now, name_rules([]), context.hand)
        on_published(context, meeting_id)
    return Published(name, changed=True)


def _unpublished(context: Context, upload_id: str) -> Upload:
    require_clerk(context)
    upload = uploads.held(context.book, upload_id)
    if upload.published:
        raise MinutebookError(_published_by(upload))
    return upload


def _published_by(upload: Upload) -> str:
    who = upload.published_by or "somebody"
    when = f" at {upload.published_at:%H:%M} UTC" if upload.published_at else ""
    return f"{upload.name} was published already by {who}{when}."


def _read(upload: Upload) -> Reading:
    return _reading(upload.data, upload.name, _given(upload.given))


def _reading(data: bytes, name: str, given: Given) -> Reading:
    """What a document holds; a part that is refused keeps nothing else out. Raises
    MinutebookError where nothing can be read."""
    reading = read_documents(data, name, given)
    if not reading.meetings:
        part, why = reading.refused[0] if reading.refused else ("", f"{name} holds no minutes")
        raise MinutebookError(f"{part}: {why}" if part else why)
    return reading


def _written(given: Given) -> str:
    day = given.date.isoformat() if given.date else None
    return json.dumps({**asdict(given), "date": day})


def _given(written: str | None) -> Given:
    if written is None:
        return NOTHING_GIVEN
    told = json.loads(written)
    day = dt.date.fromisoformat(told["date"]) if told["date"] else None
    return Given(**{**told, "date": day})


# ---- what is shown ----------------------------------------------------------------------------


def _looked_at(context: Context, upload: Upload, reading: Reading) -> Preview:
    shown: list[PreviewMeeting] = []
    stamps: dict[int, int] = {}
    count = 0
    for part, meeting in enumerate(reading.meetings):
        prepared = _prepared(context, upload, part, meeting)
        stamps[part] = prepared.stamp
        count += len(corrections_of_upload(context.book.read(), upload.id, part))
        shown.append(_shown(context, prepared))
    uploads.note_looked_at(context.book, upload.id, stamps)
    before = _before(context, upload)
    return Preview(upload.id, upload.name, tuple(shown), before, count, reading.refused)


def _before(context: Context, upload: Upload) -> str:
    twin = uploads.same_content(context.book, upload.data, upload.id)
    if twin is None or twin.at is None:
        return ""
    what = "published" if twin.published else "handed in"
    by, at = twin.published_by or twin.by, twin.published_at or twin.at
    return f"The very same file was {what} by {by} on {at:%-d %B %Y}."


def _shown(context: Context, prepared: PreparedDocument) -> PreviewMeeting:
    meeting = prepared.meeting
    paragraphs = [p for item in meeting.items for p in item.paragraphs]
    speaking = dict.fromkeys(
        mention.name for p in paragraphs for mention in p.mentions if mention.part in SPEAKING
    )
    held, changed = _against(context, prepared)
    faults: list[str] = []
    lost = "whose names are new to the book could not be understood"
    people = guarded(lost, faults, (), new_people, context, meeting)
    beside = told_beside(context.book, prepared.recognised.beside)
    return PreviewMeeting(
        meeting=meeting,
        paragraphs=len(paragraphs),
        speakers=tuple(speaking),
        actions=tuple(a for p in paragraphs for a in p.actions if a.certain),
        abouts=tuple(antecedents(meeting)),
        held=held,
        changed=changed,
        people=people,
        questions=questions(context, prepared, people),
        noticed=(*notes((*faults, *meeting.warnings)), *map(as_sentence, beside)),
        perhaps=prepared.recognised.perhaps,
    )


def _against(context: Context, prepared: PreparedDocument) -> tuple[str, Differences]:
    if prepared.meeting_id is None:
        return "doubtful" if prepared.recognised.perhaps else "new", Differences()
    try:
        still_held(context.book.read(), prepared.meeting_id)
    except MinutebookError:
        return "withdrawn", Differences()
    changed = compare_with_existing(context, prepared)
    return ("same" if changed.none else "amends"), changed
