"""The one way in: a request and where it is asked, to its answer.

What answers is imported when it is first asked for: a search at the terminal need not wait for
all that reads documents and changes the register. One arm a request, long as that is: the type
checker sees that none is forgotten and that each is given what it takes, which a table of names
would hide from it.
"""

from commands.channels import in_channel
from commands.model import (
    AddMinutes,
    Answer,
    ChangeAction,
    ChangeSearch,
    CheckQuotation,
    Context,
    Help,
    ListActions,
    ListHanging,
    ListMeetings,
    ListProposals,
    ListSearches,
    ListSpeakers,
    ListUnhelpful,
    Request,
    SaveSearch,
    Search,
    SetDigest,
    SetPanel,
    ShowAction,
    ShowContext,
    ShowDelivery,
    ShowDigest,
    ShowOutcome,
    ShowSpeaking,
    TrackAction,
)


def answer(context: Context, request: Request) -> Answer:
    """Answer a request as this viewer may be answered.

    Raises MinutebookError where what was asked cannot be done, with the sentence to show.
    """
    request = in_channel(context, request)
    match request:
        case Search():
            from commands.minutes import search

            return search(context, request)
        case ShowContext():
            from commands.context import show_context

            return show_context(context, request)
        case ShowSpeaking():
            from commands.about_paragraph import show_speaking

            return show_speaking(context, request)
        case ShowOutcome():
            from commands.about_paragraph import show_outcome

            return show_outcome(context, request)
        case CheckQuotation():
            from commands.quotation import check_quotation

            return check_quotation(context, request)
        case ListActions():
            from commands.actions import list_actions

            return list_actions(context, request)
        case ShowAction():
            from commands.actions import show_action

            return show_action(context, request)
        case TrackAction():
            from commands.tracking import track_action

            return track_action(context, request)
        case ListProposals():
            from commands.proposals import list_proposals

            return list_proposals(context)
        case ListHanging():
            from commands.hanging import list_hanging

            return list_hanging(context, request)
        case ChangeAction():
            from commands.actions import change_action

            return change_action(context, request)
        case ListSpeakers():
            return _speakers(context, request)
        case ListMeetings():
            from commands.meetings import list_meetings

            return list_meetings(context)
        case ShowDigest():
            from commands.digest import show_digest

            return show_digest(context, request)
        case ShowDelivery():
            from commands.digest import show_again

            return show_again(context, request)
        case SetDigest():
            from commands.digest.choosing import settle_digest

            return settle_digest(context, request)
        case SaveSearch():
            from commands.searches import save

            return save(context, request)
        case ListSearches():
            from commands.searches import list_saved

            return list_saved(context, request)
        case ChangeSearch():
            from commands.searches import change_saved

            return change_saved(context, request)
        case ListUnhelpful():
            from commands.unhelpful import list_unhelpful

            return list_unhelpful(context)
        case SetPanel():
            from commands.channels import settle_panel

            return settle_panel(context, request)
        case AddMinutes():
            from commands.help import how_to_add

            return how_to_add()
        case Help():
            from commands.help import how_to_ask

            return how_to_ask(context, request)


def _speakers(context: Context, request: ListSpeakers) -> Answer:
    """People; what a question asks for besides, where nobody is meant by it."""
    from commands.speakers import list_speakers

    found = list_speakers(context, request)
    if request.question and not found.people:
        return answer(context, Search(request.question))
    return found
