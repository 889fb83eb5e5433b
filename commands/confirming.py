"""What newly published minutes confirm of earlier ones."""

import datetime as dt
from collections.abc import Sequence

from commands.model import Context
from sources.confirmations import confirmations
from storage.confirming import write_confirmations
from storage.register.calendar import MeetingDay
from storage.whole_meetings import stored_document

AFTER = 2  # meetings after a new one that may have confirmed it


def note_confirmed(context: Context, days: Sequence[MeetingDay], place: int) -> None:
    """Write down which minutes a meeting confirmed as a correct record, and what those after it
    did: "the last meeting" may be another one now."""
    for at in range(place, min(len(days), place + AFTER + 1)):
        meeting = stored_document(context.book, days[at].id)
        before = days[at - 1].date if at else None
        told: dict[dt.date, bool] = {}
        for one in confirmations(meeting):
            day = one.day or before
            if day:
                told[day] = told.get(day, False) or one.corrected
        write_confirmations(context.book, days[at].id, meeting.panel, told.items())
