"""In words: that minutes were confirmed, and what was corrected in them."""

from dataclasses import dataclass

from storage.model import MeetingRow, ParagraphRow, RecordCorrection

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
