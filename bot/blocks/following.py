"""What became of entries: proposals to close them, and questions left hanging."""

from itertools import groupby

from bot.blocks.entries import entry, entry_text
from bot.blocks.kit import (
    Message,
    heading,
    note,
    said,
)
from bot.blocks.register import later, later_text
from bot.text import cut, escape, fit
from commands.model import HangingAnswer, ProposalsAnswer

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
        blocks += [*entry(one.action, answer.today), *later(one, may_decide)]
        lines.append(f"{entry_text(one.action, answer.today)}\n{later_text(one)}")
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
            blocks += entry(one.action, answer.today)
            lines.append(entry_text(one.action, answer.today))
    if total > LISTED:
        blocks.append(note(f"{LISTED} of {total}. '/actions hanging NAME' narrows them."))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))
