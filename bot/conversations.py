"""Mentions and direct messages: the same questions as after a slash command, answered in the
thread. A file that comes along is new minutes."""

import bot.publishing as publishing
from bot.desk import Body, Desk, Thread, message_for
from bot.text import decode, without_mention
from commands.answer import answer
from commands.model import AddMinutes, ChangeAction, Context, Request, ShowAction
from commands.parse import parse_command

HEARD = (None, "file_share", "thread_broadcast")  # kinds of message that people write


def thread_of(desk: Desk, event: Body) -> Thread:
    """Where an event is answered: in its thread, or in a new one beneath it."""
    return Thread(desk.client, event["channel"], event.get("thread_ts") or event["ts"])


def mentioned(desk: Desk, event: Body, thread: Thread) -> None:
    """Somebody named the bot in a channel: what is answered there everybody reads."""
    if event.get("files"):
        publishing.take_files(desk, event, thread, private=False)
        return
    request = _request(desk, event)
    if isinstance(request, AddMinutes) and request.source:
        sender = publishing.to_sender(desk, event["user"])
        publishing.take_address(desk, event["user"], event["channel"], request.source, sender)
        return
    as_member = desk.context(event["user"], event["channel"], private=False)
    thread.reply(message_for(_with_rights(desk, event, as_member, request), request))


def direct_message(desk: Desk, event: Body, thread: Thread) -> None:
    """Somebody wrote to the bot alone."""
    if event.get("channel_type") != "im" or event.get("subtype") not in HEARD:
        return
    if event.get("files"):
        publishing.take_files(desk, event, thread, private=True)
        return
    request = _request(desk, event)
    if isinstance(request, AddMinutes) and request.source:
        publishing.take_address(desk, event["user"], event["channel"], request.source, thread.reply)
        return
    thread.reply(message_for(desk.context(event["user"], event["channel"]), request))


def _request(desk: Desk, event: Body) -> Request:
    text = without_mention(event.get("text") or "", desk.bot_user)
    return parse_command(decode(text))


def _with_rights(desk: Desk, event: Body, as_member: Context, request: Request) -> Context:
    """The asker's own rights to change an action that everybody may see; else a member's."""
    if not isinstance(request, ChangeAction):
        return as_member
    answer(as_member, ShowAction(request.id))
    return desk.context(event["user"], event["channel"])
