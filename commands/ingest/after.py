"""What newly published minutes mean for what is held: when "the next meeting" was, which promises
of earlier meetings they look like keeping, and which earlier minutes they confirm and correct."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from commands.actions.fulfilment import suggest_closures
from commands.request_context import Context
from sources.actions.antecedents import PARAGRAPHS, antecedent
from sources.due import due_date
from sources.fence import guarded
from sources.structure.confirmations import Confirmation, confirmations
from sources.structure.record_corrections import corrected_paragraphs
from storage.actions.about import About, Passage, passages, write_about
from storage.actions.changes import change
from storage.actions.read import MeetingDay, due_set_by_hand, meeting_actions, meeting_days
from storage.confirmations import (
    NewConfirmation,
    NewCorrection,
    confirming_meetings,
    half_noted,
    write_confirmations,
)
from storage.database import Book
from storage.meetings import stored_document
from storage.model import KEEPER, MINUTES, ActionRow, Meeting

# Minutes of the meeting in between may be missing where two held ones lie further apart.
LONGEST_GAP = dt.timedelta(days=200)
# How far a meeting may be moved from the day that was named for it and still be the same one.
MOVED_MOST = dt.timedelta(days=45)
BEARING_BACK = 2  # meetings before it whose "next meeting" a new one may settle

# A meeting called for one matter is not the next one that members speak of.
_CALLED = re.compile(r"\b(?:extra-?ordinary|special|emergency|urgent)\b", re.IGNORECASE)


def note_antecedents(context: Context, db: Database, meeting_id: int) -> list[str]:
    """Note what the entries of a meeting are about whose words point to others before them.
    Returns what could not be understood."""
    faults: list[str] = []
    lost = "what some actions are about could not be understood: they stand alone"
    entries = passages(db, meeting_id, PARAGRAPHS)
    places = [guarded(lost, faults, None, _about, passage) for passage in entries]
    write_about(db, meeting_id, filter(None, places))
    return faults


def _about(passage: Passage) -> About | None:
    *before, (_, own) = passage.paragraphs
    place = antecedent([text for _, text in before], own, passage.start, passage.end)
    if place is None:
        return None
    paragraph_id, _ = passage.paragraphs[-1 - place.back]
    return About(passage.action_id, paragraph_id, place.start, place.end)


def on_published(context: Context, meeting_id: int) -> list[str]:
    """Bind due days that hang on the next meeting, propose what looks done, and note which
    earlier minutes were confirmed as a correct record. Returns what could not be understood.

    Drafts change nothing: what is told of an action is what everybody may read.
    """
    faults: list[str] = []
    days = meeting_days(context.book, meeting_id)
    place = next((i for i, day in enumerate(days) if day.id == meeting_id), None)
    if place is None:
        return faults
    for day in days[max(0, place - BEARING_BACK) : place + 1]:
        _bind(context, day, next_meeting(day, days), faults)
    suggest_closures(context, days, place, faults)
    note_confirmed(context.book, days, place, faults)
    return faults


def next_meeting(day: MeetingDay, days: Sequence[MeetingDay]) -> dt.date | None:
    """The day of the meeting after this one: as held, else as its minutes name it, else None."""
    later = [d.date for d in days if d.date > day.date and not _CALLED.search(d.title)]
    stated = day.next_stated
    if stated is None:
        near = [date for date in later if date - day.date <= LONGEST_GAP]
        return near[0] if near else None
    near = [date for date in later if abs(date - stated) <= MOVED_MOST]
    return min(near, key=lambda date: abs(date - stated), default=stated)


def _bind(context: Context, day: MeetingDay, following: dt.date | None, faults: list[str]) -> None:
    """Give the entries of a meeting the days that hang on the meeting after it."""
    if following is None:
        return
    by_hand = due_set_by_hand(context.book, day.id)
    for action in meeting_actions(context.book, KEEPER, day.id):
        lost = "the days of some actions could not be understood"
        due = guarded(lost, faults, None, _hanging_day, action, day.date, following)
        if due and due != action.due and action.id not in by_hand:
            change(
                context.book,
                action.id,
                "due",
                due.isoformat(),
                MINUTES,
                MINUTES,
                context.now,
                f"the next meeting is that of {following:%-d %B %Y}",
            )


def _hanging_day(action: ActionRow, held: dt.date, following: dt.date) -> dt.date | None:
    """The day that the entry's words mean, where it hangs on the next meeting; else None."""
    words = action.due_words
    if not words:
        return None
    if not words.casefold().startswith(("by ", "before ")):
        words = f"by {words}"
    settled = due_date(action.due_words or "", held, None) or due_date(words, held, None)
    if settled:
        return None
    return due_date(action.due_words or "", held, following) or due_date(words, held, following)


# ---- which earlier minutes were confirmed as a correct record, and corrected ------------------


AFTER = 2  # meetings after a new one that may have confirmed it
_LOST = "which minutes were confirmed as a correct record could not be understood"


def note_confirmed(book: Book, days: Sequence[MeetingDay], place: int, faults: list[str]) -> None:
    """Write down which minutes a meeting confirmed as a correct record, and what those after it
    did: "the last meeting" may be another one now, and what they corrected stands in it. What
    cannot be understood goes to `faults`."""
    confirming = confirming_meetings(book, days[place].id)
    for at, day in enumerate(days):
        if place <= at <= place + AFTER or day.id in confirming:
            _note(book, days, at, faults)


def note_again(book: Book) -> None:
    """Write down what was corrected, where an older version noted only that it was confirmed."""
    meetings = half_noted(book)
    if not meetings:
        return
    with book.write():
        for meeting in meetings:
            days = meeting_days(book, meeting)
            _note(book, days, [day.id for day in days].index(meeting), [])


def _note(book: Book, days: Sequence[MeetingDay], at: int, faults: list[str]) -> None:
    meeting = stored_document(book, days[at].id)
    before = next((d.date for d in reversed(days[:at]) if d.date < days[at].date), None)
    found: dict[dt.date, NewConfirmation] = {}
    read: tuple[NewConfirmation, ...] = ()
    for one in guarded(_LOST, faults, read, _confirmed, _Earlier(book, days), meeting, before):
        known = found.get(one.day)
        told = (*known.corrections, *one.corrections) if known else one.corrections
        found[one.day] = replace(known or one, corrections=tuple(dict.fromkeys(told)))
    write_confirmations(book, days[at].id, meeting.panel, found.values())


class _Earlier:
    """The minutes of a panel by day, each read once."""

    def __init__(self, book: Book, days: Sequence[MeetingDay]) -> None:
        self._book, self._days = book, days
        self._read: dict[dt.date, list[Meeting]] = {}

    def meant(self, correction: str, day: dt.date) -> tuple[str, ...]:
        """The ids of the paragraphs of that day's minutes that a correction means."""
        if day not in self._read:
            held = [one.id for one in self._days if one.date == day]
            self._read[day] = [stored_document(self._book, meeting) for meeting in held]
        return tuple(
            meeting.items[i].paragraphs[n].id or ""
            for meeting in self._read[day]
            for i, n in corrected_paragraphs(correction, meeting)
        )


def _confirmed(
    earlier: _Earlier, meeting: Meeting, before: dt.date | None
) -> tuple[NewConfirmation, ...]:
    """What a meeting confirmed. A correction that means a paragraph of one day's minutes belongs
    to that day alone, where several were confirmed together."""
    found = [(one, day) for one in confirmations(meeting) if (day := one.day or before)]
    noted = []
    for one, day in found:
        together = [d for other, d in found if (other.item, other.paragraph) == _place(one)]
        item = meeting.items[one.item]
        corrections = []
        for passage in one.corrections:
            paragraph = item.paragraphs[passage.paragraph]
            text = paragraph.text[passage.start : passage.end]
            meant = {d: earlier.meant(text, d) for d in together}
            if meant[day] or not any(meant.values()):
                corrections.append(
                    NewCorrection(paragraph.id or "", passage.start, passage.end, meant[day])
                )
        said_in = item.paragraphs[one.paragraph].id or ""
        noted.append(NewConfirmation(day, said_in, tuple(corrections)))
    return tuple(noted)


def _place(one: Confirmation) -> tuple[int, int]:
    return one.item, one.paragraph
