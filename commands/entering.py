"""One way into the book for every document, whoever brings it: what was withdrawn stays out, what
was mended stays mended, and nobody overwrites what another has done meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from commands.following import follow_up
from commands.mending import mended, mended_actions
from commands.model import Added, Context
from commands.one_entry import one_entry_each
from commands.telling_apart import DoubtfulMeetingError, told_beside
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
from storage.saving.known import Recognised, recognise, remember_keys, stamp
from storage.trail import last_step
from storage.whole_meetings import stored_document
from storage.withdrawn import WithdrawnError, reinstate, still_held, without_withdrawn

NAME_RULES = NameRules(same_person=same_person, is_office=is_office, office_of=office_of)

__all__ = ["NAME_RULES", "ChangedMeanwhileError", "Prepared", "WithdrawnError", "enter", "prepare"]


class ChangedMeanwhileError(MinutebookError):
    """Somebody else has done something to these minutes since they were looked at."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it would be entered. `read` is what it says, `kept` that without what was
    withdrawn, `meeting` what is understood of it with its corrections; `recognised` tells which
    held meeting it is of, at that `stamp`."""

    read: Meeting
    kept: Meeting
    meeting: Meeting
    recognised: Recognised
    stamp: int

    @property
    def meeting_id(self) -> int | None:
        """The held meeting that it is of."""
        return self.recognised.meeting_id


def understand(meeting: Meeting) -> Meeting:
    """The same meeting with who speaks and what was resolved, promised or requested."""
    return one_entry_each(without_reprises(draw_actions(find_speakers(meeting))))


def prepare(
    context: Context,
    read: Meeting,
    mends: Sequence[Mend] = (),
    meeting_id: int | None = None,
    mended_before: bool = False,
    another: bool = False,
) -> Prepared:
    """A document as it would be entered now; `mends` come to those that its meeting has.

    `meeting_id` names its meeting where that is known, `another` says that it is none that is
    held; a document that was `mended_before` has its meeting's corrections already.
    """
    db = context.book.read()
    recognised = _recognised(db, read, mends, meeting_id, another)
    known = recognised.meeting_id
    kept = meeting_without(read, erasures(db))
    kept = without_withdrawn(db, known, kept) if known else kept
    corrections = (*(() if mended_before else mends_of_meeting(db, known)), *mends)
    understood = mended_actions(understand(mended(kept, corrections)), corrections)
    return Prepared(read, kept, understood, recognised, stamp(db, known))


def _recognised(
    db: Database, read: Meeting, mends: Sequence[Mend], meeting_id: int | None, another: bool
) -> Recognised:
    if meeting_id is not None:
        return Recognised(meeting_id)
    return recognise(db, read, mended(read, mends), another)


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
    another: bool = False,
) -> Added:
    """Put a document into the book. `name` is where it came from.

    What it means for the promises of other meetings is entered with it, or nothing is.
    `expected` is the stamp of its meeting as somebody looked at it. What comes in as a `backlog`
    is news to nobody: it counts as published on the day of its meeting. Raises WithdrawnError for
    minutes that were withdrawn, unless they are to be brought back; ChangedMeanwhileError;
    DoubtfulMeetingError where somebody has to say whether they are of `another` meeting; and
    MinutebookError where the book refuses it.
    """
    prepared = prepare(context, read, mends, meeting_id, mended_before, another)
    with context.book.write() as db:
        _check(db, prepared, expected, bring_back)
        if bring_back and prepared.meeting_id:
            reinstate(db, prepared.meeting_id, context.hand, context.now)
        if bring_back or _outdated(db, prepared, mends, meeting_id, another):
            known = prepared.meeting_id or meeting_id
            prepared = prepare(context, read, mends, known, mended_before, another)
            _check(db, prepared, None, bring_back)
        if prepared.recognised.perhaps:
            raise DoubtfulMeetingError(context.book, prepared.recognised.perhaps)
        saved = save_meeting(
            context.book,
            prepared.meeting,
            name,
            context.now,
            NAME_RULES,
            context.hand,
            prepared.meeting_id,
        )
        if backlog and saved.outcome == "added":
            count_as_old(db, saved.meeting_id)
        _keep_beside(context, db, saved, prepared, name, mends, mended_before)
        follow_up(context, saved.meeting_id)
    warnings = (*saved.warnings, *told_beside(context.book, prepared.recognised.beside))
    return Added(name, saved.outcome, saved.meeting, saved.speakers, warnings)


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


def _outdated(
    db: Database,
    prepared: Prepared,
    mends: Sequence[Mend],
    meeting_id: int | None,
    another: bool,
) -> bool:
    """Whether the meeting has changed while the document was being understood."""
    now = _recognised(db, prepared.read, mends, meeting_id, another)
    return now != prepared.recognised or stamp(db, now.meeting_id) != prepared.stamp


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
