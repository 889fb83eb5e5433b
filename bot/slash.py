"""Slash commands: what was typed into a request, and its answer for the asker alone."""

from typing import Any

from bot.desk import Asker, Body, Desk, message_for
from bot.publishing import take_address
from bot.text import decode
from commands.model import AddMinutes, Context, Search
from commands.parse import parse_command


def answer_line(context: Context, line: str) -> dict[str, Any]:
    """The payload that Slack gets for a line such as `/minutes stop and search`.

    `line` is what was typed, without Slack's escapes.
    """
    message = message_for(context, parse_command(line))
    return {**message.payload(), "response_type": "ephemeral"}


def handle_command(desk: Desk, body: Body, asker: Asker) -> None:
    """Answer `/minutes …` or `/actions …`."""
    request = parse_command(f"{body['command']} {decode(body.get('text') or '')}")
    if isinstance(request, AddMinutes) and request.source:
        take_address(desk, asker.user, asker.channel, request.source, asker.reply)
        return
    if isinstance(request, Search):
        desk.note_question(asker.user, request.query)
    asker.reply(message_for(desk.context(asker.user, asker.channel), request))
