"""Was the promise kept? What later minutes say is compared with what is still open."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.kept import Delivery, Promise, deliveries, promise, share_kept
from commands.model import Context
from sources.undertakings.sentences import sentences
from storage.minutes import meeting_paragraphs
from storage.records import KEEPER, MEMBER, MINUTES, ParagraphRow
from storage.register import meeting_actions, propose, put_forward, waiting_ids
from storage.register.calendar import MeetingDay

# Later minutes rarely come back to what is older.
LONGEST = dt.timedelta(days=550)


def propose_kept(context: Context, days: Sequence[MeetingDay], place: int) -> None:
    """Compare the meeting at `place` of a panel's days with those before and after it.

    An entry for which something waits already is not asked about again until that is decided.
    """
    new = days[place]
    said = _delivering(context, new)
    for day in days[:place]:
        if said and new.date - day.date <= LONGEST:
            _compare(context, day, said)
    for day in days[place + 1 :]:
        if day.date - new.date <= LONGEST:
            _compare(context, new, _delivering(context, day))


@dataclass(frozen=True, slots=True)
class _Said:
    """A paragraph of which some sentences say that something was delivered."""

    paragraph: ParagraphRow
    deliveries: tuple[Delivery, ...]


def _delivering(context: Context, day: MeetingDay) -> list[_Said]:
    """What a meeting says was delivered, for all to read."""
    return [
        _Said(paragraph, found)
        for paragraph in meeting_paragraphs(context.book, MEMBER, day.id)
        if (found := deliveries(paragraph.text, paragraph.item_title, paragraph.speakers))
    ]


def _compare(context: Context, day: MeetingDay, later: Sequence[_Said]) -> None:
    asked_already = waiting_ids(context.book, day.id)
    actions = [
        action
        for action in meeting_actions(context.book, KEEPER, day.id)
        if action.status == "open" and not action.procedural and action.id not in asked_already
    ]
    if not actions or not later:
        return
    texts = {p.id: p.text for p in meeting_paragraphs(context.book, KEEPER, day.id)}
    for action in actions:
        asked = _before(texts.get(action.paragraph_id, ""), action.text)
        best = _best(promise(action.text, action.owner, asked), later)
        if best and best[0].id not in put_forward(context.book, action.id):
            paragraph, delivery = best
            propose(
                context.book,
                action.id,
                MINUTES,
                MINUTES,
                context.now,
                paragraph.id,
                (delivery.start, delivery.end),
                f"the minutes of {paragraph.meeting.date:%-d %B %Y}",
            )


def _best(given: Promise, later: Iterable[_Said]) -> tuple[ParagraphRow, Delivery] | None:
    """The paragraph and sentence that are most about a promise, if any is."""
    found = [
        (share, said.paragraph, delivery)
        for said in later
        for delivery in said.deliveries
        if (share := share_kept(given, delivery))
    ]
    if not found:
        return None
    _, paragraph, delivery = max(found, key=lambda one: one[0])
    return paragraph, delivery


def _before(text: str, words: str) -> str:
    """The sentences of a paragraph up to the one in which the words stand."""
    place = text.find(words)
    return " ".join(text[start:end] for start, end in sentences(text) if end <= place)
