"""Buttons under answers. Their values are ids and questions; rights are looked at again here."""

from bot import modals, sharing
from bot.handler_context import Body, HandlerContext, Responder, message_for
from bot.payloads import OUTDATED, action_number_of, number_of, page_of, value_of
from bot.views import as_message
from commands.documents.search import SHOWN, one_paragraph
from commands.parsing import parse_minutes
from commands.requests import (
    ChangeAction,
    ChangeSearch,
    ListActions,
    Request,
    SaveSearch,
    Search,
    SetDigest,
    ShowAction,
    ShowContext,
    ShowOutcome,
    ShowSpeaking,
)
from commands.sharing import shareable_paragraph


def opened(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A link was pressed: Slack opens it, and there is nothing to do."""


def outdated(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A button that this version no longer has."""
    asker.tell(OUTDATED)


def ask(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A question that was offered. What it settles shows on the home too, where it stands."""
    context = desk.context(asker.user, asker.channel)
    request = parse_minutes(value_of(body))
    asker.reply(message_for(context, request))
    if asker.view and isinstance(request, SetDigest | SaveSearch | ChangeSearch):
        modals.publish(desk, asker.user)


def more_results(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """The next results of a search."""
    query, offset = page_of(body, "q")
    request = Search(query, limit=SHOWN, offset=offset)
    asker.reply(message_for(desk.context(asker.user, asker.channel), request))


def more_actions(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """The next entries of the register."""
    filters, offset = page_of(body, "f")
    request = ListActions(filters, offset=offset)
    asker.reply(message_for(desk.context(asker.user, asker.channel), request))


def show_context(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """The paragraphs around one."""
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ShowContext(value_of(body))))


def show_whole(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """One paragraph whole."""
    found = shareable_paragraph(desk.context(asker.user, asker.channel), value_of(body))
    asker.reply(as_message(one_paragraph(*found)))


def change_action(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """An entry of the register marked done, opened again, or its last change taken back."""
    verb = str(body["actions"][0]["action_id"]).partition(".")[2]
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ChangeAction(number_of(body), verb)))
    if asker.view == "home":
        modals.publish(desk, asker.user)


def entry_chosen(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """Something was chosen in the menu of an entry of the register."""
    verb, number = action_number_of(body)
    context = desk.context(asker.user, asker.channel)
    request: Request = (
        ShowAction(number)
        if verb == "show"
        else ChangeAction(number, verb, "me" if verb == "assign" else "")
    )
    asker.reply(message_for(context, request))


def share(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A paragraph posted for everybody here."""
    sharing.share(desk, asker, body, value_of(body))


def show_speaking(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """Who speaks in a paragraph."""
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ShowSpeaking(value_of(body))))


def show_outcome(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """What came of a paragraph."""
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ShowOutcome(value_of(body))))


def send_to_me(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """A paragraph sent to whoever presses, to keep."""
    sharing.send_to_member(desk, asker.user, value_of(body))
    asker.tell("I have sent it to you in a direct message.")
