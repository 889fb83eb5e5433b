"""What newly published minutes mean for the register: when "the next meeting" was, and which
promises of earlier meetings they look like keeping."""

import datetime as dt
import re
from collections.abc import Sequence

from commands.actions.fulfilment import suggest_closures
from commands.confirmations import note_confirmed
from commands.request_context import Context
from sources.due import due_date
from sources.fence import guarded
from storage.actions.changes import change
from storage.actions.read import MeetingDay, due_set_by_hand, meeting_actions, meeting_days
from storage.model import KEEPER, MINUTES, ActionRow

# Minutes of the meeting in between may be missing where two held ones lie further apart.
LONGEST_GAP = dt.timedelta(days=200)
# How far a meeting may be moved from the day that was named for it and still be the same one.
MOVED_MOST = dt.timedelta(days=45)
BEARING_BACK = 2  # meetings before it whose "next meeting" a new one may settle

# A meeting called for one matter is not the next one that members speak of.
_CALLED = re.compile(r"\b(?:extra-?ordinary|special|emergency|urgent)\b", re.IGNORECASE)


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
