"""Who may let members read minutes: one clerk, or two where MINUTEBOOK_APPROVAL says so.

Every way in asks here. A new meeting then waits as a draft; an amendment of published minutes
waits beside them, and members go on reading what they had. Two people publish either. What only
takes something away from members waits for nobody, and neither does what a council has made
public itself: that a sync finds.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from commands.ingest_reports import Waiting
from commands.request_context import Context, UnnamedError
from storage import uploads
from storage.audit import record_step
from storage.corrections import Correction, keep_corrections
from storage.ingest.recognition import revision_of
from storage.ingest.rows import meeting_value
from storage.model import Meeting, MinutebookError, Status
from storage.publications import (
    Publishable,
    WaitingDraft,
    WaitingUpload,
    ever_published,
    first_word,
    give_first_word,
)
from storage.uploads import Upload, version_of, waiting_amendment

# On whose word a document comes in. "clerk": one wants it published; "agreed": all who must agree
# do; "keep": its meeting keeps its status; "enough": so it does, and nobody else is asked.
Word = Literal["clerk", "agreed", "keep", "enough"]


def require_clerk(context: Context) -> None:
    """Raise MinutebookError for whoever is not of the secretariat, or of whom that is not known:
    what is published, corrected and withdrawn is theirs alone, and so is what waits for it."""
    if not context.viewer.secretariat:
        raise MinutebookError(context.doubt or "Only the secretariat may publish minutes.")


def status_for(
    context: Context, db: Database, document: Status, held: int | None, word: Word
) -> Status:
    """The status in which a document comes in; `held` is the meeting that it is of."""
    now = _held_status(db, held) if held else None
    if now and word in ("keep", "enough"):
        return now
    if document == "published" and now != "published" and _needs_two(context, word):
        return "draft"
    return document


def _held_status(db: Database, meeting_id: int) -> Status:
    """The status of a meeting; of a withdrawn one, that which it had."""
    status: Status = meeting_value(db, meeting_id, "status")
    if status != "withdrawn":
        return status
    return "published" if ever_published(db, meeting_id) else "draft"


def _needs_two(context: Context, word: Word) -> bool:
    return context.approval and word in ("keep", "clerk")


def must_wait(
    context: Context, word: Word, before: frozenset[object], after: frozenset[object]
) -> bool:
    """Whether what members would read `after` a change is more than one clerk may let them."""
    return _needs_two(context, word) and not after <= before


# ---- giving one's word ------------------------------------------------------------------------


def waiting_for_meeting(context: Context, db: Database, meeting_id: int) -> Waiting:
    """Whose word is wanted for what waits of a meeting: an amendment of it, else its draft."""
    amendment = waiting_amendment(context.book, meeting_id)
    thing = WaitingUpload(amendment.id) if amendment else WaitingDraft(meeting_id)
    return waiting_for(db, thing, meeting_id)


def waiting_for(db: Database, thing: Publishable, meeting_id: int | None = None) -> Waiting:
    """Whose word is wanted for something."""
    match thing:
        case WaitingUpload(upload_id):
            mark = version_of(db, upload_id)
        case WaitingDraft(draft_id):
            mark = str(revision_of(db, draft_id))
    return Waiting(thing, mark, meeting_id, first_word(db, thing, mark))


def agree(context: Context, db: Database, waiting: Waiting) -> Waiting | None:
    """Give one's word for what waits, within the caller's transaction: None where that is enough,
    else whose word is still wanted.

    A word counts for what was there to be read when it was given. Raises UnnamedError where two
    must agree and this one has no name.
    """
    if not context.approval:
        return None
    who = context.viewer.user
    if not who:
        raise UnnamedError("Two clerks publish here: say who you are with --by NAME.")
    if waiting.first is None:
        give_first_word(db, waiting.thing, waiting.mark, who, context.now)
        record_step(db, "agreed", context.hand, context.now, waiting.meeting_id)
        return replace(waiting, first=who)
    return waiting if _same_person(waiting.first, who) else None


def _same_person(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


# ---- an amendment that waits ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that would change what members read of a meeting, with all that it takes to
    enter it."""

    meeting_id: int
    document: Meeting
    name: str
    mends: Sequence[Correction] = ()
    bring_back: bool = False
    mended_before: bool = False


def put_aside(context: Context, db: Database, amendment: Amendment) -> Waiting:
    """Keep an amendment until two clerks have agreed, in the place of any that waited before;
    within the caller's transaction."""
    upload = _as_upload(context, db, amendment)
    before = waiting_amendment(context.book, amendment.meeting_id)
    if before and before.id != upload.id:
        uploads.discard(context.book, before.id)
    if uploads.hold(context.book, upload, context.now):
        hand, now = context.hand, context.now
        keep_corrections(db, amendment.mends, hand, now, upload_id=upload.id)
        uploads.note_looked_at(context.book, upload.id, {0: revision_of(db, amendment.meeting_id)})
    return waiting_for(db, WaitingUpload(upload.id), amendment.meeting_id)


def _as_upload(context: Context, db: Database, one: Amendment) -> Upload:
    """The same amendment of the same minutes has the same id, whoever brings it."""
    from commands.interchange import interchange

    data = interchange(replace(one.document, status="published")).encode("utf-8", "replace")
    told = (data, one.bring_back, [(m.kind, m.value, dict(m.place)) for m in one.mends])
    mark = hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:16]
    return Upload(
        id=f"M{one.meeting_id}-{revision_of(db, one.meeting_id)}-{mark}",
        name=one.name,
        data=data,
        by=context.who,
        meeting_id=one.meeting_id,
        bring_back=one.bring_back,
        mended_before=one.mended_before,
    )
