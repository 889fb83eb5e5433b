"""Buttons under answers. Their values are ids and questions; rights are looked at again here."""

import json

from bot import passing
from bot.blocks.search import SHOWN, one_paragraph
from bot.desk import Asker, Body, Desk, message_for
from commands.model import (
    ChangeAction,
    ListActions,
    Search,
    ShowContext,
    ShowOutcome,
    ShowSpeaking,
)
from commands.parse import parse_minutes


def value_of(body: Body) -> str:
    """What the pressed button carries."""
    return str(body["actions"][0].get("value") or "")


def opened(desk: Desk, body: Body, asker: Asker) -> None:
    """A link was pressed: Slack opens it, and there is nothing to do."""


def outdated(desk: Desk, body: Body, asker: Asker) -> None:
    """A button that this version no longer has."""
    asker.tell("This button no longer works. Please ask again.")


def ask(desk: Desk, body: Body, asker: Asker) -> None:
    """A question that was offered."""
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, parse_minutes(value_of(body))))


def more_results(desk: Desk, body: Body, asker: Asker) -> None:
    """The next results of a search."""
    page = json.loads(value_of(body))
    request = Search(page["q"], limit=SHOWN, offset=page["o"])
    asker.reply(message_for(desk.context(asker.user, asker.channel), request))


def more_actions(desk: Desk, body: Body, asker: Asker) -> None:
    """The next entries of the register."""
    page = json.loads(value_of(body))
    request = ListActions(page["f"], offset=page["o"])
    asker.reply(message_for(desk.context(asker.user, asker.channel), request))


def show_context(desk: Desk, body: Body, asker: Asker) -> None:
    """The paragraphs around one."""
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ShowContext(value_of(body))))


def show_whole(desk: Desk, body: Body, asker: Asker) -> None:
    """One paragraph whole."""
    found = passing.paragraph(desk.context(asker.user, asker.channel), value_of(body))
    asker.reply(one_paragraph(*found))


def change_action(desk: Desk, body: Body, asker: Asker) -> None:
    """An entry of the register marked done, opened again, or its last change taken back."""
    verb = str(body["actions"][0]["action_id"]).partition(".")[2]
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ChangeAction(int(value_of(body)), verb)))


def share(desk: Desk, body: Body, asker: Asker) -> None:
    """A paragraph posted for everybody here."""
    passing.share(desk, asker, body, value_of(body))


def further(desk: Desk, body: Body, asker: Asker) -> None:
    """One of the rarer things to do with a paragraph was chosen from its menu."""
    chosen = str((body["actions"][0].get("selected_option") or {}).get("value") or "")
    what, _, paragraph_id = chosen.partition(":")
    context = desk.context(asker.user, asker.channel)
    if what == "who":
        asker.reply(message_for(context, ShowSpeaking(paragraph_id)))
    elif what == "outcome":
        asker.reply(message_for(context, ShowOutcome(paragraph_id)))
    else:
        passing.to_member(desk, asker.user, paragraph_id)
        asker.tell("I have sent it to you in a direct message.")
