"""Mentions and direct messages: the same questions as after a slash command, answered in the
thread, and what is asked on from an answer. A file that comes along is new minutes."""

import re

from bot import passing, publishing
from bot.blocks.search import SHOWN
from bot.desk import Body, Desk, Thread, answered
from bot.text import decode, without_mention
from commands.answer import answer
from commands.examples import subject
from commands.followups import FollowUp, Pass, read_followup
from commands.lookup import paragraph_at
from commands.model import AddMinutes, ChangeAction, Context, Request, Search, ShowAction
from commands.parse import parse_command
from commands.smalltalk import small_talk, without_greeting
from commands.topic import Topic, topic_after
from storage.conversations import recall, remember

_ADDRESS = re.compile(r"https?://\S+")
HEARD = (None, "file_share", "thread_broadcast")  # kinds of message that people write


def thread_of(desk: Desk, event: Body) -> Thread:
    """Where an event is answered: in its thread, or in a new one beneath it."""
    return Thread(
        desk, event["channel"], event.get("thread_ts") or event["ts"], event.get("user") or ""
    )


def mentioned(desk: Desk, event: Body, thread: Thread) -> None:
    """Somebody named the bot in a channel: what is answered there everybody reads."""
    if event.get("files"):
        publishing.take_files(desk, event, thread, private=False)
        return
    _converse(desk, event, thread, private=False)


def direct_message(desk: Desk, event: Body, thread: Thread) -> None:
    """Somebody wrote to the bot alone."""
    if event.get("channel_type") != "im" or event.get("subtype") not in HEARD:
        return
    if event.get("files"):
        publishing.take_files(desk, event, thread, private=True)
        return
    _converse(desk, event, thread, private=True)


def _converse(desk: Desk, event: Body, thread: Thread, private: bool) -> None:
    text = decode(without_mention(event.get("text") or "", desk.bot_user))
    context = desk.context(event["user"], event["channel"], private=private)
    reply = small_talk(text, subject(context)) if text else None
    if reply:
        thread.tell(reply)
        return
    before = _topic(desk, event)
    asked = _understood(context, text, before)
    if private and _new_address(context, text):
        asked = AddMinutes(text)
    if isinstance(asked, Pass):
        passing.pass_on(desk, event, thread, asked)
        return
    if isinstance(asked, AddMinutes) and asked.source:
        sender = thread.reply if private else publishing.to_sender(desk, event["user"])
        publishing.take_address(desk, event["user"], event["channel"], asked.source, sender)
        return
    if not private:
        context = _with_rights(desk, event, context, asked)
    if isinstance(asked, Search) and not asked.offset:
        desk.note_question(event["user"], asked.query)
    told, message = answered(context, asked)
    # Before the answer is seen: what is said to it may follow at once.
    _remember(desk, event, thread, topic_after(before, asked, told, SHOWN))
    thread.reply(message)


def _new_address(context: Context, text: str) -> bool:
    """Whether somebody of the secretariat sent nothing but the address of minutes not held yet."""
    alone = bool(_ADDRESS.fullmatch(text)) and context.viewer.secretariat
    return alone and paragraph_at(context, text) is None


def _understood(context: Context, text: str, before: Topic) -> FollowUp:
    """What is asked: something of the last answer, or a question of its own."""
    asked = read_followup(context, text, before, SHOWN) if before != Topic() else None
    if asked:
        return asked
    request = parse_command(without_greeting(text))
    return Search(request.query, limit=SHOWN) if isinstance(request, Search) else request


def _topic(desk: Desk, event: Body) -> Topic:
    """What was last answered in this thread; in a direct message, else what was last answered."""
    places = [event["channel"]] if event.get("channel_type") == "im" else []
    if event.get("thread_ts"):
        places.insert(0, f"{event['channel']}:{event['thread_ts']}")
    held = recall(desk.book, places, desk.now())
    return Topic.loads(held) if held else Topic()


def _remember(desk: Desk, event: Body, thread: Thread, topic: Topic) -> None:
    remember(desk.book, f"{thread.channel}:{thread.ts}", topic.dumps(), desk.now())
    if event.get("channel_type") == "im":
        remember(desk.book, thread.channel, topic.dumps(), desk.now())


def _with_rights(desk: Desk, event: Body, as_member: Context, request: Request) -> Context:
    """The asker's own rights to change an action that everybody may see; else a member's."""
    if not isinstance(request, ChangeAction):
        return as_member
    answer(as_member, ShowAction(request.id))
    return desk.context(event["user"], event["channel"])
