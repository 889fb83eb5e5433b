"""Slash commands: what was typed into a request, and its answer for the asker alone."""

from typing import Any

from bot.blocks import Message
from bot.desk import Asker, Body, Desk, message_for
from bot.text import decode
from commands.model import Context
from commands.parse import parse_command


def answer_line(context: Context, line: str) -> dict[str, Any]:
    """The payload that Slack gets for a line such as `/minutes stop and search`.

    `line` is what was typed, without Slack's escapes.
    """
    message = message_for(context, parse_command(line))
    return {**message.payload(), "response_type": "ephemeral"}


def handle_command(desk: Desk, body: Body, asker: Asker) -> None:
    """Answer `/minutes …` or `/actions …`."""
    line = f"{body['command']} {decode(body.get('text') or '')}"
    asker.reply(_answer(desk, asker, line))


def _answer(desk: Desk, asker: Asker, line: str) -> Message:
    return message_for(desk.context(asker.user, asker.channel), parse_command(line))
