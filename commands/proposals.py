"""Was the promise kept? Later minutes that look like it propose closing an entry; people decide."""

import datetime as dt
from collections.abc import Iterable, Sequence

from commands.kept import Promise, looks_kept, promise, says_delivered
from commands.links import paragraph_urls
from commands.model import Context, ProposalsAnswer, Proposed
from sources.undertakings.sentences import sentences
from storage.minutes import meeting_paragraphs, paragraph_by_id
from storage.records import KEEPER, MEMBER, MINUTES, ActionRow, ParagraphRow, Proposal
from storage.register import action_row, meeting_actions, propose, put_forward, waiting
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

    Each open entry gets at most one proposal a meeting: the paragraph that is most about it.
    """
    new = days[place]
    said = _delivering(context, new)
    for day in days[:place]:
        if said and new.date - day.date <= LONGEST:
            _compare(context, day, said)
    for day in days[place + 1 :]:
        if day.date - new.date <= LONGEST:
            _compare(context, new, _delivering(context, day))


def _delivering(context: Context, day: MeetingDay) -> list[ParagraphRow]:
    """The paragraphs of a meeting that say that something was delivered, for all to read."""
    return [
        paragraph
        for paragraph in meeting_paragraphs(context.book, MEMBER, day.id)
        if says_delivered(paragraph.text)
    ]


def _compare(context: Context, day: MeetingDay, later: Sequence[ParagraphRow]) -> None:
    actions = [
        action
        for action in meeting_actions(context.book, KEEPER, day.id)
        if action.status == "open" and not action.procedural
    ]
    if not actions or not later:
        return
    texts = {p.id: p.text for p in meeting_paragraphs(context.book, KEEPER, day.id)}
    for action in actions:
        asked = _before(texts.get(action.paragraph_id, ""), action.text)
        best = _best(promise(action.text, action.owner, asked), action, later)
        if best and best[0].id not in put_forward(context.book, action.id):
            paragraph, start, end = best
            propose(
                context.book,
                action.id,
                MINUTES,
                MINUTES,
                context.now,
                paragraph.id,
                (start, end),
                f"the minutes of {paragraph.meeting.date:%-d %B %Y}",
            )


def _best(
    given: Promise, action: ActionRow, later: Iterable[ParagraphRow]
) -> tuple[ParagraphRow, int, int] | None:
    found = [
        (kept, paragraph)
        for paragraph in later
        if (kept := looks_kept(given, paragraph.text, paragraph.item_title, paragraph.speakers))
    ]
    if not found:
        return None
    (start, end, _), paragraph = max(found, key=lambda one: one[0][2])
    return paragraph, start, end


def _before(text: str, words: str) -> str:
    """The sentences of a paragraph up to the one in which the words stand."""
    place = text.find(words)
    return " ".join(text[start:end] for start, end in sentences(text) if end <= place)
