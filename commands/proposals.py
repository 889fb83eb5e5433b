"""Was the promise kept? Later minutes that look like it propose closing an entry; people decide."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.kept import Delivery, Promise, deliveries, promise, share_kept
from commands.links import paragraph_urls
from commands.model import Context, ProposalsAnswer, Proposed
from sources.undertakings.sentences import sentences
from storage.minutes import meeting_paragraphs, paragraph_by_id
from storage.records import KEEPER, MEMBER, MINUTES, ParagraphRow, Proposal
from storage.register import action_row, meeting_actions, propose, put_forward, waiting, waiting_ids
from storage.register.calendar import MeetingDay

# Later minutes rarely come back to what is older.
LONGEST = dt.timedelta(days=550)


def list_proposals(context: Context) -> ProposalsAnswer:
    """What waits for a decision, the entry and the later paragraph side by side."""
    found = (proposed(context, one) for one in waiting(context.book, context.viewer))
    return ProposalsAnswer(tuple(found), context.today)


def proposed(context: Context, proposal: Proposal) -> Proposed:
    """A proposal with its entry and, where minutes propose, their paragraph."""
    action = action_row(context.book, context.viewer, proposal.action_id)
    if proposal.paragraph_id is None:
        return Proposed(proposal, action)
    paragraph = paragraph_by_id(context.book, context.viewer, proposal.paragraph_id)
    if paragraph is None:
        return Proposed(proposal, action)
    end = min(proposal.end or 0, len(paragraph.text))
    start = min(proposal.start or 0, end)
    url = paragraph_urls(context, [paragraph])[paragraph.id]
    return Proposed(proposal, action, paragraph, start, end, url)


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
