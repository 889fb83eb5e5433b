"""What became of entries: proposals to close them, and questions left hanging."""

from itertools import groupby

from bot.blocks.kit import (
    Block,
    Message,
    address,
    button,
    heading,
    line,
    note,
    quotes,
    rich,
    row,
    said,
    words,
)
from bot.blocks.register import entry, entry_text
from bot.blocks.search import OPEN
from bot.text import cut, escape, escaped_within, fit
from commands.model import HangingAnswer, ProposalsAnswer, Proposed

SHOWN = 5  # proposals in a message: each quotes two paragraphs
LISTED = 12  # questions in a message


def proposals(answer: ProposalsAnswer, may_decide: bool) -> Message:
    """Each entry and the later minutes that look like it, with buttons to decide."""
    if not answer.proposed:
        sentence = "Nothing waits for a decision."
        return Message(sentence, (said(sentence),))
    head = f"{len(answer.proposed)} proposed to be closed"
    blocks, lines = [said(head)], [head]
    for one in answer.proposed[:SHOWN]:
        blocks += _proposal(one, answer, may_decide)
        lines.append(
            f"{entry_text(one.action, answer.today)}\nLater: {escaped_within(_later(one), 900)}"
        )
    if len(answer.proposed) > SHOWN:
        blocks.append(note(f"{SHOWN} of {len(answer.proposed)}. Decide these to see the next."))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def hanging(answer: HangingAnswer) -> Message:
    """Questions without an answer, by the member who asked."""
    if not answer.hanging:
        sentence = "No question is left hanging."
        return Message(sentence, (said(sentence),))
    total = len(answer.hanging)
    head = f"{total} left hanging" if total > 1 else "1 question left hanging"
    blocks, lines = [said(head)], [head]
    for member, questions in groupby(answer.hanging[:LISTED], key=lambda one: one.member):
        blocks.append(heading(f"Asked by {member}"))
        lines.append(escape(cut(member, 200)))
        for one in questions:
            blocks += entry(one.action, answer.today, may_change=False)
            lines.append(entry_text(one.action, answer.today))
    if total > LISTED:
        blocks.append(note(f"{LISTED} of {total}. '/actions hanging NAME' narrows them."))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def _proposal(one: Proposed, answer: ProposalsAnswer, may_decide: bool) -> list[Block]:
    told = entry(one.action, answer.today, may_change=False)
    if one.paragraph:
        meeting = one.paragraph.meeting
        day = f"{meeting.date:%-d %B %Y}" if meeting.date else "a day not known"
        place = line(words(f"Later, on {day}: "), address(one.url, OPEN))
        told.append(rich(place, *quotes(one.paragraph.text[one.start : one.end])))
    else:
        told.append(said(_later(one)))
    if may_decide:
        value, which = str(one.action.id), f"action {one.action.id}"
        told += row(
            button("Accept", "change.accept", value, f"Accept: {which} is done", style="primary"),
            button("Decline", "change.decline", value, f"Decline: {which} stays open"),
        )
    return told


def _later(one: Proposed) -> str:
    if one.paragraph:
        return one.paragraph.text[one.start : one.end]
    told = f": {one.proposal.note}" if one.proposal.note else ""
    return f"{one.proposal.by} says that it is done{told}"
