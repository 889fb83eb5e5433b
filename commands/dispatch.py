"""The one way in: a request and where it is asked, to its answer.

What answers is imported when it is first asked for: a search at the terminal need not wait for
all that reads documents and changes the register. One arm a request, long as that is: the type
checker sees that none is forgotten and that each is given what it takes, which a table of names
would hide from it.
"""

from commands.answers import Answer
from commands.people import in_channel
from commands.request_context import Context
from commands.requests import (
    AddMinutes,
    Ask,
    ChangeAction,
    ChangeSearch,
    CheckQuotation,
    Help,
    ListActions,
    ListMeetings,
    ListProposals,
    ListSearches,
    ListSpeakers,
    ListUnanswered,
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
            from commands.search import search

            return search(context, request)
        case Ask():
            from commands.questions import answer_question

            found = answer_question(context, request)
            return found or answer(context, Search(request.query))
        case ShowContext():
            from commands.search import show_context

            return show_context(context, request)
        case ShowSpeaking():
            from commands.actions.related import show_speaking

            return show_speaking(context, request)
        case ShowOutcome():
            from commands.actions.related import show_outcome

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
            from commands.actions.related import track_action

            return track_action(context, request)
        case ListProposals():
            from commands.actions.fulfilment import list_proposals

            return list_proposals(context)
        case ListUnanswered():
            from commands.actions.related import list_unanswered

            return list_unanswered(context, request)
        case ChangeAction():
            from commands.actions import change_action

            return change_action(context, request)
        case ListSpeakers():
            return _speakers(context, request)
        case ListMeetings():
            from commands.search import list_meetings

            return list_meetings(context)
        case ShowDigest():
            from commands.digest import show_digest

            return show_digest(context, request)
        case ShowDelivery():
            from commands.digest import show_again

            return show_again(context, request)
        case SetDigest():
            from commands.digest.preferences import update_preferences

            return update_preferences(context, request)
        case SaveSearch():
            from commands.saved_searches import save

            return save(context, request)
        case ListSearches():
            from commands.saved_searches import list_saved

            return list_saved(context, request)
        case ChangeSearch():
            from commands.saved_searches import change_saved

            return change_saved(context, request)
        case ListUnhelpful():
            from commands.ingest.review import list_unhelpful

            return list_unhelpful(context)
        case SetPanel():
            from commands.people import set_default_panel

            return set_default_panel(context, request)
        case AddMinutes():
            from commands.help import how_to_add

            return how_to_add()
        case Help():
            from commands.help import how_to_ask

            return how_to_ask(context, request)


def _speakers(context: Context, request: ListSpeakers) -> Answer:
    """People; what a question asks for besides, where nobody is meant by it."""
    from commands.people import list_speakers

    found = list_speakers(context, request)
    if request.question and not found.people:
        return answer(context, Search(request.question))
    return found
