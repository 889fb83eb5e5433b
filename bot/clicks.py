"""Buttons under answers. Their values are ids and questions; rights are looked at again here."""

import json

from slack_sdk.errors import SlackApiError

import commands.context
from bot import delivery
from bot.blocks.search import SHOWN, one_paragraph, shared
from bot.desk import Asker, Body, Desk, message_for
from commands.model import (
    ChangeAction,
    Context,
    ListActions,
    Refusal,
    Search,
    ShowContext,
)
from commands.parse import parse_minutes
from storage.errors import MinutebookError
from storage.records import ParagraphRow
from storage.seen import forget


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
    found = _paragraph(desk.context(asker.user, asker.channel), value_of(body))
    asker.reply(one_paragraph(*found))


def change_action(desk: Desk, body: Body, asker: Asker) -> None:
    """An entry of the register marked done, opened again, or its last change taken back."""
    verb = str(body["actions"][0]["action_id"]).partition(".")[2]
    context = desk.context(asker.user, asker.channel)
    asker.reply(message_for(context, ChangeAction(int(value_of(body)), verb)))


def share(desk: Desk, body: Body, asker: Asker) -> None:
    """A paragraph posted for everybody here, once however often the button is pressed.

    Shared is what a member may read, whoever shares it.
    """
    if asker.channel is None:
        raise MinutebookError("There is no channel here to share in.")
    as_member = desk.context(asker.user, asker.channel, private=False)
    message = shared(*_paragraph(as_member, value_of(body)), asker.user)
    container = body.get("container") or {}
    key = f"share:{asker.channel}:{container.get('message_ts')}:{value_of(body)}:{asker.user}"
    if not desk.first_time(key):
        asker.tell("You have shared this paragraph here already.")
        return
    try:
        delivery.post(desk.client, asker.channel, message, thread_ts=asker.thread_ts)
    except SlackApiError as error:
        elsewhere = error.response.get("error") in ("not_in_channel", "channel_not_found")
        if (
            elsewhere
            and asker.response_url
            and delivery.answer(asker.response_url, message, public=True, thread_ts=asker.thread_ts)
        ):
            return
        forget(desk.book, key)
        raise


def _paragraph(context: Context, paragraph_id: str) -> tuple[ParagraphRow, str | None]:
    """The paragraph and its closest address. Raises MinutebookError where this viewer may not
    see it."""
    around = commands.context.show_context(context, ShowContext(paragraph_id))
    if isinstance(around, Refusal):
        raise MinutebookError(around.sentence)
    return next(p for p in around.paragraphs if p.id == paragraph_id), around.url
