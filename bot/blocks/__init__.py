"""An Answer drawn for Slack: Block Kit, and the whole of it as text."""

from dataclasses import replace
from functools import partial

from bot.blocks import digest, following, lists, quotation, register, search, sending
from bot.blocks.kit import Message
from commands.actions import may_change, may_edit_all
from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    Answer,
    Context,
    ContextAnswer,
    DigestAnswer,
    DigestChoice,
    HangingAnswer,
    HelpAnswer,
    ListActions,
    MeetingsAnswer,
    ProposalsAnswer,
    ProposedSearch,
    QuotationAnswer,
    Refusal,
    Request,
    SavedSearches,
    Search,
    SearchAnswer,
    ShowDelivery,
    SpeakersAnswer,
)
from commands.quoted import quoted

__all__ = ["Message", "render"]


def render(context: Context, request: Request, answer: Answer) -> Message:
    """The message that says this answer to whoever asked."""
    return replace(_drawn(context, request, answer), quotes=quoted(answer))


def _drawn(context: Context, request: Request, answer: Answer) -> Message:
    match answer:
        case SearchAnswer():
            return search.found(answer, isinstance(request, Search) and request.limit == 1)
        case ContextAnswer():
            return search.in_context(answer)
        case QuotationAnswer():
            return quotation.checked(answer)
        case ActionsAnswer():
            filters = request.filters if isinstance(request, ListActions) else ""
            return register.listed(answer, filters, partial(may_change, context))
        case ActionAnswer():
            return register.one(answer, partial(may_change, context))
        case ProposalsAnswer():
            return following.proposals(answer, may_edit_all(context))
        case HangingAnswer():
            return following.hanging(answer)
        case SpeakersAnswer():
            return lists.speakers(answer)
        case MeetingsAnswer():
            return lists.meetings(answer)
        case DigestAnswer():
            return digest.digest(answer, whole=isinstance(request, ShowDelivery))
        case DigestChoice():
            return sending.choice(answer)
        case ProposedSearch():
            return sending.proposal(answer)
        case SavedSearches():
            return sending.searches(answer)
        case HelpAnswer():
            return lists.how_to(answer)
        case Refusal():
            return lists.refusal(answer)
