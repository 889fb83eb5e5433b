"""The one way in: a request and where it is asked, to its answer."""

from commands.about_paragraph import show_outcome, show_speaking
from commands.actions import change_action, list_actions, show_action
from commands.channels import in_channel, settle_panel
from commands.context import show_context
from commands.digest import show_digest
from commands.hanging import list_hanging
from commands.help import how_to_add, how_to_ask
from commands.meetings import list_meetings
from commands.minutes import search
from commands.model import (
    AddMinutes,
    Answer,
    ChangeAction,
    CheckQuotation,
    Context,
    Help,
    ListActions,
    ListHanging,
    ListMeetings,
    ListProposals,
    ListSpeakers,
    ListUnhelpful,
    Request,
    Search,
    SetPanel,
    ShowAction,
    ShowContext,
    ShowDigest,
    ShowOutcome,
    ShowSpeaking,
    TrackAction,
)
from commands.proposals import list_proposals
from commands.quotation import check_quotation
from commands.speakers import list_speakers
from commands.tracking import track_action
from commands.unhelpful import list_unhelpful


def answer(context: Context, request: Request) -> Answer:
    """Answer a request as this viewer may be answered.

    Raises MinutebookError where what was asked cannot be done, with the sentence to show.
    """
    request = in_channel(context, request)
    match request:
        case Search():
            return search(context, request)
        case ShowContext():
            return show_context(context, request)
        case ShowSpeaking():
            return show_speaking(context, request)
        case ShowOutcome():
            return show_outcome(context, request)
        case CheckQuotation():
            return check_quotation(context, request)
        case ListActions():
            return list_actions(context, request)
        case ShowAction():
            return show_action(context, request)
        case TrackAction():
            return track_action(context, request)
        case ListProposals():
            return list_proposals(context)
        case ListHanging():
            return list_hanging(context, request)
        case ChangeAction():
            return change_action(context, request)
        case ListSpeakers():
            return list_speakers(context, request)
        case ListMeetings():
            return list_meetings(context)
        case ShowDigest():
            return show_digest(context, request)
        case ListUnhelpful():
            return list_unhelpful(context)
        case SetPanel():
            return settle_panel(context, request)
        case AddMinutes():
            return how_to_add(context)
        case Help():
            return how_to_ask(context, request)
