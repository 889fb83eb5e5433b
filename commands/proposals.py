"""What looks as if a promise had been kept: shown beside the promise, for people to decide."""

from commands.links import paragraph_url
from commands.model import Context, ProposalsAnswer, Proposed
from storage.minutes import paragraph_by_id
from storage.records import Proposal
from storage.register import action_row, waiting


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
    url = paragraph_url(paragraph)
    return Proposed(proposal, action, paragraph, start, end, url)
