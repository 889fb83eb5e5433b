"""An Answer drawn for Slack: Block Kit, and the whole of it as text."""

from dataclasses import replace
from functools import partial

from bot.views import actions, digest, lists
from bot.views.blocks import blocks
from bot.views.kit import Message
from bot.views.message_text import text
from commands.action_answers import ActionAnswer, ActionsAnswer, ProposalsAnswer, UnansweredAnswer
from commands.actions import may_change, may_edit_all
from commands.answers import (
    Answer,
    ContextAnswer,
    DigestAnswer,
    DigestChoice,
    HelpAnswer,
    MeetingsAnswer,
    OverviewAnswer,
    ProposedSearch,
    QuotationAnswer,
    Refusal,
    SavedSearches,
    SearchAnswer,
    SpeakersAnswer,
)
from commands.documents import Document
from commands.documents.compose import compose
from commands.links import cited_paragraph_ids
from commands.request_context import Context
from commands.requests import ListActions, Request, ShowDelivery

__all__ = ["Message", "as_message", "render"]


def as_message(document: Document) -> Message:
    """Draw a document as a message."""
    return Message(text(document), tuple(blocks(document)), document.cites)


def render(context: Context, request: Request, answer: Answer) -> Message:
    """The message that says this answer to whoever asked."""
    if isinstance(answer, (SearchAnswer, ContextAnswer, QuotationAnswer)):
        return as_message(compose(context, request, answer))
    return replace(_drawn(context, request, answer), quotes=cited_paragraph_ids(answer))


def _drawn(context: Context, request: Request, answer: Answer) -> Message:
    match answer:
        case ActionsAnswer():
            filters = request.filters if isinstance(request, ListActions) else ""
            return actions.listed(answer, filters, partial(may_change, context))
        case ActionAnswer():
            return actions.one(answer, partial(may_change, context))
        case ProposalsAnswer():
            return actions.proposals(answer, may_edit_all(context))
        case UnansweredAnswer():
            return actions.hanging(answer)
        case SpeakersAnswer():
            return lists.speakers(answer)
        case MeetingsAnswer():
            return lists.meetings(answer)
        case OverviewAnswer():
            return lists.overview(answer)
        case DigestAnswer():
            return digest.digest(answer, whole=isinstance(request, ShowDelivery))
        case DigestChoice():
            return digest.choice(answer)
        case ProposedSearch():
            return digest.proposal(answer)
        case SavedSearches():
            return digest.searches(answer)
        case HelpAnswer():
            return lists.how_to(answer)
        case Refusal():
            return lists.refusal(answer)
    raise AssertionError(answer)
