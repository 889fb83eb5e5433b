"""Was the promise kept? What later minutes say is compared with what is still open."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.kept import Delivery, deliveries, promise, share_kept
from commands.model import Context
from sources.fence import guarded
from sources.undertakings.sentences import sentences
from storage.minutes import meeting_paragraphs
from storage.records import KEEPER, MEMBER, MINUTES, ActionRow, ParagraphRow
from storage.register import meeting_actions, propose, put_forward, waiting_ids
from storage.register.calendar import MeetingDay

_LOST = "which earlier promises were kept could not be understood"
# Later minutes rarely come back to what is older.
LONGEST = dt.timedelta(days=550)


def propose_kept(
    context: Context, days: Sequence[MeetingDay], place: int, faults: list[str]
) -> None:
    """Compare the meeting at `place` of a panel's days with those before and after it.

    An entry for which something waits already is not asked about again until that is decided.
    What cannot be understood goes to `faults`.
    """
    new = days[place]
    said = _delivering(context, new, faults)
    for day in days[:place]:
        if said and new.date - day.date <= LONGEST:
            _compare(context, day, said, faults)
    for day in days[place + 1 :]:
        if day.date - new.date <= LONGEST:
            _compare(context, new, _delivering(context, day, faults), faults)


@dataclass(frozen=True, slots=True)
class _Said:
    """A paragraph of which some sentences say that something was delivered."""

    paragraph: ParagraphRow
    deliveries: tuple[Delivery, ...]


def _delivering(context: Context, day: MeetingDay, faults: list[str]) -> list[_Said]:
    """What a meeting says was delivered, for all to read."""
    said = []
    for one in meeting_paragraphs(context.book, MEMBER, day.id):
        found = guarded(_LOST, faults, (), deliveries, one.text, one.item_title, one.speakers)
        said += [_Said(one, found)] if found else []
    return said


def _compare(context: Context, day: MeetingDay, later: Sequence[_Said], faults: list[str]) -> None:
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
        text = texts.get(action.paragraph_id, "")
        best = guarded(_LOST, faults, None, _best_for, action, text, later)
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


def _best_for(
    action: ActionRow, text: str, later: Iterable[_Said]
) -> tuple[ParagraphRow, Delivery] | None:
    """The paragraph and sentence that are most about what an entry, drawn from a text, promises;
    None where there is none."""
    given = promise(action.text, action.owner, _before(text, action.text))
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
