"""One way into the book for every document, whoever brings it: what was withdrawn stays out, what
was mended stays mended, and nobody overwrites what another has done meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from commands.following import follow_up
from commands.mending import mended, mended_actions
from commands.model import Added, Context
from commands.one_entry import one_entry_each
from sources.fence import Fence, guarded
from sources.names import is_office, office_of, same_person
from sources.speakers import find_speakers
from sources.undertakings import draw_actions, without_reprises
from storage.erasures import erasures, meeting_without
from storage.errors import MinutebookError
from storage.mends import Mend, keep_mends, mends_of_meeting
from storage.minutes import meeting_row
from storage.names import NameRules
from storage.readings import keep_reading, readings
from storage.records import KEEPER, Meeting, Saved
from storage.saving import count_as_old, save_meeting
from storage.saving.known import known_meeting, remember_keys, stamp
from storage.trail import last_step
from storage.whole_meetings import stored_document
from storage.withdrawn import WithdrawnError, reinstate, still_held, without_withdrawn

__all__ = ["ChangedMeanwhileError", "Prepared", "WithdrawnError", "enter", "name_rules", "prepare"]


class ChangedMeanwhileError(MinutebookError):
    """Somebody else has done something to these minutes since they were looked at."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it would be entered. `read` is what it says, `kept` that without what was
    withdrawn, `meeting` what is understood of it with its corrections; `meeting_id` is the held
    meeting that it is of, at that `stamp`."""

    read: Meeting
    kept: Meeting
    meeting: Meeting
    meeting_id: int | None
    stamp: int


_WHO = "who speaks in these minutes could not be understood"
_WHAT = "what these minutes decide and promise could not be understood"
_TWICE = "what these minutes tell twice could not be understood: it may be entered twice"


def understand(meeting: Meeting) -> Meeting:
    """The same meeting with who speaks and what was resolved, promised or requested.

    What a fault of ours costs is told first among its warnings.
    """
    fence = Fence(meeting)
    understood = fence.whole(_WHO, meeting, find_speakers, meeting, fence)
    understood = fence.whole(_WHAT, understood, draw_actions, understood, fence)
    understood = fence.with_bare(understood)
    for step in (without_reprises, one_entry_each):
        understood = fence.whole(_TWICE, understood, step, understood)
    return replace(understood, warnings=(*fence.warnings, *understood.warnings))


def name_rules(warnings: list[str]) -> NameRules:
    """Return the rules by which names are read; what a fault of ours costs goes to `warnings`."""
    lost = "some names could not be understood: they are kept apart from each other"
    return NameRules(
        same_person=lambda a, b: guarded(lost, warnings, False, same_person, a, b),
        is_office=lambda name: guarded(lost, warnings, False, is_office, name),
        office_of=lambda role: guarded(lost, warnings, None, office_of, role),
    )


def prepare(
    context: Context,
    read: Meeting,
    mends: Sequence[Mend] = (),
    meeting_id: int | None = None,
    mended_before: bool = False,
) -> Prepared:
    """A document as it would be entered now; `mends` come to those that its meeting has.

    `meeting_id` names its meeting where that is known; a document that was `mended_before` has
    its meeting's corrections already.
    """
    db = context.book.read()
    known = meeting_id or known_meeting(db, read)
    kept = meeting_without(read, erasures(db))
    kept = without_withdrawn(db, known, kept) if known else kept
    corrections = (*(() if mended_before else mends_of_meeting(db, known)), *mends)
    understood = mended_actions(understand(mended(kept, corrections)), corrections)
    return Prepared(read, kept, understood, known, stamp(db, known))


def enter(
    context: Context,
    read: Meeting,
    name: str,
    mends: Sequence[Mend] = (),
    meeting_id: int | None = None,
    expected: int | None = None,
    bring_back: bool = False,
    backlog: bool = False,
    mended_before: bool = False,
) -> Added:
    """Put a document into the book. `name` is where it came from.

    What it means for the promises of other meetings is entered with it, or nothing is.
    `expected` is the stamp of its meeting as somebody looked at it. What comes in as a `backlog`
    is news to nobody: it counts as published on the day of its meeting. Raises WithdrawnError for
    minutes that were withdrawn, unless they are to be brought back; ChangedMeanwhileError; and
    MinutebookError where the book refuses it.
    """
    prepared = prepare(context, read, mends, meeting_id, mended_before)
    faults: list[str] = []
    with context.book.write() as db:
        _check(db, prepared, expected, bring_back)
        if bring_back and prepared.meeting_id:
            reinstate(db, prepared.meeting_id, context.hand, context.now)
        if bring_back or _outdated(db, prepared, read, meeting_id):
            known = prepared.meeting_id or meeting_id
            prepared = prepare(context, read, mends, known, mended_before)
            _check(db, prepared, None, bring_back)
        saved = save_meeting(
            context.book,
            prepared.meeting,
            name,
            context.now,
            name_rules(faults),
            context.hand,
            prepared.meeting_id,
        )
        if backlog and saved.outcome == "added":
            count_as_old(db, saved.meeting_id)
        _keep_beside(context, db, saved, prepared, name, mends, mended_before)
        faults += follow_up(context, saved.meeting_id)
    return Added(name, saved.outcome, saved.meeting, saved.speakers, (*faults, *saved.warnings))


def _keep_beside(
    context: Context,
    db: Database,
    saved: Saved,
    prepared: Prepared,
    name: str,
    mends: Sequence[Mend],
    mended_before: bool,
) -> None:
    """What is needed to read the document again: its corrections, itself, and what it is."""
    keep_mends(db, mends, context.hand, context.now, saved.meeting_id)
    if not mended_before:
        keep_reading(db, saved.meeting_id, prepared.kept, name, context.hand, context.now)
    remember_keys(db, saved.meeting_id, prepared.read)


def enter_again(context: Context, meeting_id: int, mends: Sequence[Mend] = ()) -> Added:
    """Read a held meeting again with new corrections: from its last document, or where that was
    a part of it, from what is held. Raises MinutebookError where it is not held."""
    status = meeting_row(context.book, KEEPER, meeting_id).status
    held = readings(context.book, meeting_id)
    if held and held[-1].meeting.whole:
        document = replace(held[-1].meeting, status=status)
        return enter(context, document, held[-1].source, mends, meeting_id)
    document = stored_document(context.book, meeting_id)
    return enter(context, document, "what is held", mends, meeting_id, mended_before=True)


def _check(db: Database, prepared: Prepared, expected: int | None, bring_back: bool) -> None:
    if prepared.meeting_id and not bring_back:
        still_held(db, prepared.meeting_id)
    if expected is not None and stamp(db, prepared.meeting_id) != expected:
        raise ChangedMeanwhileError(_meanwhile(db, prepared.meeting_id))


def _outdated(db: Database, prepared: Prepared, read: Meeting, meeting_id: int | None) -> bool:
    """Whether the meeting has changed while the document was being understood."""
    now_known = meeting_id or known_meeting(db, read)
    return now_known != prepared.meeting_id or stamp(db, now_known) != prepared.stamp


def _meanwhile(db: Database, meeting_id: int | None) -> str:
    last = last_step(db, meeting_id) if meeting_id else None
    done = {"withdrew": "withdrew something of", "added": "published"}
    if last is None:
        return "These minutes have been changed meanwhile. Look at them again, then publish."
    what, by, at = last
    return (
        f"Nothing was published: {by} {done.get(what, what)} these minutes meanwhile "
        f"({at:%H:%M} UTC). Look at what differs now, then publish again."
    )
