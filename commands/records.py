"""Taking back what was published (the meeting, one of its items, or one paragraph), and letting it
be read again."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commands.approval import require_clerk
from commands.ingest import ingest, ingest_again
from commands.ingest.diff import Differences, differences
from commands.ingest.publish import waiting_meetings
from commands.ingest_reports import Added
from commands.request_context import Context
from sources.formats import read_documents
from storage import uploads
from storage.audit import AuditEntry, record_step, steps
from storage.erasure import (
    ERASED,
    Erasures,
    all_meetings,
    erase_beside,
    erase_versions,
    keep_out,
    meeting_without,
    meetings_with,
)
from storage.ingest.recognition import recognise
from storage.meetings import (
    held_items_of,
    item_paragraphs,
    meeting_date,
    meeting_name,
    meeting_paragraphs,
    meeting_rows,
)
from storage.model import (
    KEEPER,
    Meeting,
    MeetingRow,
    MinutebookError,
    ParagraphRow,
)
from storage.shingles import Recogniser, traces
from storage.tokens import plain_words
from storage.uploads import discard
from storage.versions import StoredVersion, stored_version, stored_versions
from storage.withdrawal_filter import reinstate, still_held, withdrawals
from storage.withdrawals import Withdrawn, withdraw_item, withdraw_meeting, withdraw_paragraph

NO_REASON = "no reason given"


def withdraw(
    context: Context,
    meeting_id: int,
    reason: str = "",
    item: str | None = None,
    paragraph: str | None = None,
) -> Withdrawn:
    """Take back a meeting, or the item or paragraph of it that is named by number (a paragraph
    also by its id). Raises MinutebookError where that is not there, or not any more, and where
    the reason repeats the words."""
    require_clerk(context)
    meeting_name(context.book, meeting_id)  # refuses a number that no meeting ever had
    said = " ".join(reason.split()) or NO_REASON
    book, hand, now = context.book, context.hand, context.now

    def again(meeting: int) -> Added:
        return ingest_again(context, meeting)

    if paragraph:
        found = the_paragraph(context, meeting_id, paragraph, item)
        _discard_uploads_quoting(context, meeting_id, [found.text])
        return withdraw_paragraph(book, found.id, said, hand, now, again)
    if item:
        item_id = _item(context, meeting_id, item)
        texts = [row.text for row in item_paragraphs(book, KEEPER, item_id)]
        _discard_uploads_quoting(context, meeting_id, texts)
        return withdraw_item(book, item_id, said, hand, now, again)
    still_held(book.read(), meeting_id)
    texts = [row.text for row in meeting_paragraphs(book, KEEPER, meeting_id)]
    _discard_uploads_quoting(context, meeting_id, texts)
    return withdraw_meeting(book, meeting_id, said, hand, now)


def _discard_uploads_quoting(context: Context, meeting_id: int, texts: Sequence[str]) -> None:
    """Documents of this meeting that wait to be published and hold these words are not kept:
    their bytes would keep them in the file. Whoever sent one is told so when she presses its
    button."""
    known = Recogniser((held for text in texts for held in traces(text, "")), "")
    short = {plain_words(text) for text in texts}

    def said(text: str) -> bool:
        return plain_words(text) in short or known.without(text, "") is not None

    for upload_id, meeting in list(waiting_meetings(context)):
        told = (p.text for item in meeting.items for p in item.paragraphs)
        if _may_be_of(context, meeting_id, meeting) and any(map(said, told)):
            discard(context.book, upload_id)


def _may_be_of(context: Context, meeting_id: int, read: Meeting) -> bool:
    """Whether a document is of this meeting, or of its day and of none that is held."""
    recognised = recognise(context.book.read(), read, read)
    if recognised.meeting_id is not None:
        return recognised.meeting_id == meeting_id
    return read.date in (None, meeting_date(context.book, meeting_id))


def bring_back(
    context: Context, meeting_id: int, item: str | None = None, paragraph: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Let what was withdrawn be read again: the meeting with all of it, or what is named as it
    was called when it was withdrawn. The words come with the next document. What the meeting is
    called, and the places brought back; raises MinutebookError where nothing of that name is
    withdrawn."""
    require_clerk(context)
    name = meeting_name(context.book, meeting_id)
    with context.book.write() as db:
        places = dict.fromkeys(one.place for one in withdrawals(db, meeting_id))
        if not places:
            raise MinutebookError(f"Nothing is withdrawn from {name}.")
        named = tuple(place for place in places if _is_named(place, item, paragraph))
        if not named:
            raise MinutebookError(
                f"That is not withdrawn from {name}. Withdrawn are: {'; '.join(places)}."
            )
        chosen = named if item or paragraph else ()
        reinstate(db, meeting_id, context.hand, context.now, chosen)
    return name, named


def _is_named(place: str, item: str | None, paragraph: str | None) -> bool:
    of_item = f"item {item}" if item else ""
    if paragraph:
        return place == paragraph or (
            place.startswith(f"paragraph {paragraph} of ") and place.endswith(of_item)
        )
    return not item or place == of_item


def the_paragraph(
    context: Context, meeting_id: int, named: str, item: str | None = None
) -> ParagraphRow:
    """The paragraph of a meeting that is named by id or number. Raises MinutebookError."""
    rows = meeting_paragraphs(context.book, KEEPER, meeting_id)
    if item:
        rows = [row for row in rows if row.item_number == item]
    found = [row for row in rows if row.id == named] or [r for r in rows if r.number == named]
    if len(found) == 1:
        return found[0]
    if not found:
        raise MinutebookError(
            f"Meeting {meeting_id} has no paragraph {named}. "
            f"'minutebook export --format csv' lists the paragraphs with their ids."
        )
    choices = "; ".join(f"{row.id} in item {row.item_number or '–'}" for row in found[:8])
    raise MinutebookError(f"Several paragraphs have the number {named}. Name its id: {choices}.")


def _item(context: Context, meeting_id: int, named: str) -> int:
    items = held_items_of(context.book, meeting_id)
    found = [i for i in items if i.number == named] or [i for i in items if i.title == named]
    if len(found) != 1:
        numbers = _listed([i.number or i.title for i in items])
        raise MinutebookError(f"Meeting {meeting_id} has no one item {named}. It has: {numbers}.")
    return found[0].id


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


# ---- erasing a person's name or a passage from everywhere at once, for good -------------------


_SHORTEST = 4  # letters: a shorter word stands within too many others


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: in how many meetings and messages, which waiting documents were let go
    of, and which copies of the book still hold it."""

    meetings: int
    messages: int
    documents: tuple[str, ...]
    backups: tuple[str, ...]
    emptied: bool


def erase(
    context: Context,
    phrase: str,
    instead: str = ERASED,
    reason: str = "",
    backups: Iterable[Path] = (),
) -> Erased:
    """Erase some words from minutes, versions, register, messages, questions and the file, and
    keep them out of what is read from now on. `backups` are copies to be looked through.

    Raises MinutebookError for words that are too short to be meant.
    """
    require_clerk(context)
    told = plain_words(phrase)
    if len("".join(told)) < _SHORTEST:
        raise MinutebookError("Name the words to be erased in full: that is too short.")
    book = context.book
    with book.write() as db:
        erased = keep_out(db, phrase, instead, reason, context.hand, context.now)
        found = meetings_with(book, erased)
        erase_versions(db, all_meetings(db), erased)
        for meeting in found:
            ingest_again(context, meeting, word="enough")
        messages = erase_beside(db, erased, context.now)
        documents = tuple(_discard_uploads_naming(context, erased))
        why = erased.without(reason) or reason or None
        record_step(db, "erased", context.hand, context.now, None, None, why)
    emptied = book.empty_log()
    holding = tuple(str(path) for path in backups if _holds(path, phrase))
    return Erased(len(found), messages, documents, holding, emptied)


def _discard_uploads_naming(context: Context, erased: Erasures) -> Iterable[str]:
    """Documents that wait to be published and hold the words are not kept."""
    for upload in uploads.waiting_uploads(context.book):
        reading = read_documents(upload.data, upload.name)
        if any(meeting_without(meeting, erased) != meeting for meeting in reading.meetings):
            uploads.discard(context.book, upload.id)
            yield upload.name


def _holds(path: Path, phrase: str) -> bool:
    """Whether the words stand in a file, in any case."""
    try:
        held = path.read_bytes().lower()
    except OSError:
        return False
    return " ".join(phrase.split()).lower().encode() in held


# ---- what became of a meeting's minutes: who did what, each version, and what it changed ------


@dataclass(frozen=True, slots=True)
class Version:
    """A version and what it changed of the one before; None for the first."""

    reading: StoredVersion
    changed: Differences | None


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a meeting, oldest first, and all that was done, newest first."""

    meeting_id: int
    name: str
    versions: tuple[Version, ...]
    steps: tuple[AuditEntry, ...]


def history(context: Context, meeting_id: int) -> History:
    """What became of a meeting. Raises MinutebookError where there never was one of that id."""
    require_clerk(context)
    name = meeting_name(context.book, meeting_id)
    held = stored_versions(context.book, meeting_id)
    versions = [
        Version(one, differences(held[n - 1].meeting, one.meeting) if n else None)
        for n, one in enumerate(held)
    ]
    return History(meeting_id, name, tuple(versions), steps(context.book, meeting_id))


def restore(context: Context, meeting_id: int, number: int) -> Added:
    """Bring an earlier version back as the newest one. Raises MinutebookError where there is
    none, or where it holds one item only."""
    require_clerk(context)
    version = stored_version(context.book, meeting_id, number)
    if not version.meeting.whole:
        raise MinutebookError(
            f"Version {number} is the page of a single item. Restore one of the whole minutes."
        )
    return ingest(context, version.meeting, f"version {number}", meeting_id=meeting_id)


def audit_trail(
    context: Context,
    meeting_id: int | None = None,
    since: dt.datetime | None = None,
    most: int = 1000,
) -> tuple[AuditEntry, ...]:
    """List what was done, newest first: of one meeting, and from a moment on, where given."""
    require_clerk(context)
    return steps(context.book, meeting_id, since, most)


def withdrawable_meetings(context: Context) -> tuple[MeetingRow, ...]:
    """List the meetings that can be taken back, drafts among them."""
    require_clerk(context)
    return meeting_rows(context.book, KEEPER)
