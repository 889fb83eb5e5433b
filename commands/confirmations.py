"""What newly published minutes confirm of earlier ones, and correct in them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sources.fence import guarded
from storage.actions.read import MeetingDay, meeting_days
from storage.confirmations import (
    NewConfirmation,
    NewCorrection,
    confirming_meetings,
    write_confirmations,
)
from storage.database import Book
from storage.meetings import stored_document
from storage.model import Meeting, MeetingRow, ParagraphRow, RecordCorrection

if TYPE_CHECKING:
    from sources.structure.confirmations import Confirmation

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


def note_again(book: Book, meetings: Iterable[int]) -> None:
    """Write down what these meetings corrected, of which an older version noted only that they
    confirmed it."""
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
        from sources.structure.record_corrections import corrected_paragraphs

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
    from sources.structure.confirmations import confirmations

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


def _place(one: "Confirmation") -> tuple[int, int]:
    return one.item, one.paragraph


# ---- in words: that minutes were confirmed, and what was corrected in them --------------------


MOST = 3  # corrections told beside a paragraph; the link leads to the rest


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """A correction beside a paragraph: whether it is that paragraph's, the words before it
    ("This paragraph was corrected on 11 March 2025:"), itself word for word, and its address."""

    own: bool
    head: str
    words: str
    url: str | None


def confirmed_on(meeting: MeetingRow, confirmed: str = "confirmed") -> str:
    """Say when a later meeting confirmed these minutes, "" where none did; `confirmed` is how
    that is called where nothing was corrected."""
    if not meeting.confirmed:
        return ""
    day = f"on {meeting.confirmed:%-d %B %Y}"
    if not meeting.corrected:
        return f"{confirmed} {day}"
    several = len(meeting.corrections) > 1
    return f"confirmed {day}, subject to {'corrections' if several else 'a correction'}"


def told_corrections(paragraph: ParagraphRow) -> tuple[ToldCorrection, ...]:
    """What was corrected in the minutes of a paragraph: first what means it, then what may."""
    corrections = sorted(
        paragraph.meeting.corrections,
        key=lambda one: (paragraph.id not in one.corrects, bool(one.corrects)),
    )
    return tuple(_told(paragraph, one) for one in corrections[:MOST])


def _told(paragraph: ParagraphRow, one: RecordCorrection) -> ToldCorrection:
    own = paragraph.id in one.corrects
    what = (
        "This paragraph was"
        if own
        else "Another paragraph was"
        if one.corrects
        else "These minutes were"
    )
    return ToldCorrection(own, f"{what} corrected on {one.date:%-d %B %Y}:", one.text, one.url)
