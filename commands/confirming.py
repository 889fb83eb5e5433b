"""What newly published minutes confirm of earlier ones."""

import datetime as dt
from collections.abc import Sequence

from commands.model import Context
from sources.confirmations import Confirmation, confirmations
from sources.fence import guarded
from storage.confirming import write_confirmations
from storage.records import Meeting
from storage.register.calendar import MeetingDay
from storage.whole_meetings import stored_document

AFTER = 2  # meetings after a new one that may have confirmed it


def note_confirmed(
    context: Context, days: Sequence[MeetingDay], place: int, faults: list[str]
) -> None:
    """Write down which minutes a meeting confirmed as a correct record, and what those after it
    did: "the last meeting" may be another one now. What cannot be understood goes to `faults`."""
    lost = "which minutes were confirmed as a correct record could not be understood"
    for at in range(place, min(len(days), place + AFTER + 1)):
        meeting = stored_document(context.book, days[at].id)
        before = days[at - 1].date if at else None
        told: dict[dt.date, bool] = {}
        for one in guarded(lost, faults, (), _confirmed, meeting):
            day = one.day or before
            if day:
                told[day] = told.get(day, False) or one.corrected
        write_confirmations(context.book, days[at].id, meeting.panel, told.items())


def _confirmed(meeting: Meeting) -> tuple[Confirmation, ...]:
    return tuple(confirmations(meeting))
