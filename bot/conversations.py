"""Mentions and direct messages: the same questions as after a slash command, answered in the
thread, and what is asked on from an answer. A file that comes along is new minutes."""

import re
from dataclasses import replace
from typing import Any

from bot import secretariat, sharing
from bot.handler_context import Body, HandlerContext, Responder, Thread, answered, message_for
from bot.secretariat import take_address
from bot.slack_keys import ThreadKey
from bot.slack_text import decode, without_mention
from bot.views.blocks import blocks
from commands.conversation import ConversationState, ShareRequest, next_state
from commands.documents import Document
from commands.documents.search import SHOWN, preview_of
from commands.followups import FollowUp, asks_to_share, parse_follow_up
from commands.help import subject
from commands.links import cited_paragraph_ids
from commands.lookup import paragraph_at
from commands.memory import recall_conversation, remember_conversation, remember_question
from commands.parsing import parse_command, small_talk, without_greeting
from commands.posting import Outgoing, note_standing
from commands.request_context import Context
from commands.requests import AddMinutes, ChangeAction, Request, Search, ShowAction, answer
from storage.model import MinutebookError

_ADDRESS = re.compile(r"https?://\S+")
HEARD = (None, "file_share", "thread_broadcast")  # kinds of message that people write


def thread_of(desk: HandlerContext, event: Body) -> Thread:
    """Where an event is answered: in its thread, or in a new one beneath it."""
    return Thread(
        desk, event["channel"], event.get("thread_ts") or event["ts"], event.get("user") or ""
    )


def mentioned(desk: HandlerContext, event: Body, thread: Thread) -> None:
    """Somebody named the bot in a channel: what is answered there everybody reads."""
    if event.get("files"):
        secretariat.take_files(desk, event, thread, private=False)
        return
    _converse(desk, event, thread, private=False)


def direct_message(desk: HandlerContext, event: Body, thread: Thread) -> None:
    """Somebody wrote to the bot alone."""
    if event.get("channel_type") != "im" or event.get("subtype") not in HEARD:
        return
    if event.get("files"):
        secretariat.take_files(desk, event, thread, private=True)
        return
    _converse(desk, event, thread, private=True)


def _converse(desk: HandlerContext, event: Body, thread: Thread, private: bool) -> None:
    text = decode(without_mention(event.get("text") or "", desk.bot_user))
    context = desk.context(event["user"], event["channel"], private=private)
    before = recall_conversation(context, _places(event))
    # Before the answer is seen: what is said to it may follow at once.
    here = _places({**event, "thread_ts": thread.ts})

    def note_offer(channel: str) -> None:
        remember_conversation(context, here, replace(before, offered=channel))

    agreed = parse_follow_up(context, text, before, SHOWN) if before.offered else None
    reply = None if agreed or not text else small_talk(text, subject(context))
    if reply:
        note_offer("")
        thread.tell(reply)
        return
    asked = agreed or _understood(context, text, before)
    if private and _new_address(context, text):
        asked = AddMinutes(text)
    if isinstance(asked, ShareRequest):
        note_offer("")
        sharing.share_in_channel(desk, event, thread, asked, note_offer)
        return
    if isinstance(asked, AddMinutes) and asked.source:
        sender = thread.reply if private else secretariat.reply_to_sender(desk, event["user"])
        secretariat.take_address(desk, event["user"], event["channel"], asked.source, sender)
        return
    if not private:
        context = _with_rights(desk, event, context, asked)
    remember_question(context, asked)
    told, message = answered(context, asked)
    remember_conversation(context, here, next_state(before, asked, told, SHOWN))
    thread.reply(message)


def _new_address(context: Context, text: str) -> bool:
    """Whether somebody of the secretariat sent nothing but the address of minutes not held yet."""
    alone = bool(_ADDRESS.fullmatch(text)) and context.viewer.secretariat
    return alone and paragraph_at(context, text) is None


def _understood(context: Context, text: str, before: ConversationState) -> FollowUp:
    """What is asked: something of the last answer, or a question of its own."""
    if before.paragraph is None and asks_to_share(text):
        raise MinutebookError("There is nothing to share yet. Ask for a paragraph first.")
    asked = parse_follow_up(context, text, before, SHOWN) if before != ConversationState() else None
    if asked:
        return asked
    request = parse_command(without_greeting(text))
    return Search(request.query, limit=SHOWN) if isinstance(request, Search) else request


def _places(event: Body) -> list[str]:
    """Where a conversation goes on: in its thread; in a direct message also beside it."""
    places = [event["channel"]] if event.get("channel_type") == "im" else []
    if event.get("thread_ts"):
        places.insert(0, ThreadKey(event["channel"], event["thread_ts"]).key())
    return places


def _with_rights(
    desk: HandlerContext, event: Body, as_member: Context, request: Request
) -> Context:
    """The asker's own rights to change an action that everybody may see; else a member's."""
    if not isinstance(request, ChangeAction):
        return as_member
    answer(as_member, ShowAction(request.id))
    return desk.context(event["user"], event["channel"])


# ---- addresses of held minutes that somebody pastes -------------------------------------------
# The paragraph is shown beneath them. Everybody sees a preview, so it is what a member may read.


MOST = 10  # previews beneath one message


def shared(desk: HandlerContext, body: Body, event: Body) -> None:
    """Addresses stand in a message, or in one that is being written."""
    context = desk.context(event.get("user") or "", event.get("channel"), private=False)
    unfurls: dict[str, dict[str, Any]] = {}
    quotes: dict[str, tuple[str, ...]] = {}
    for link in (event.get("links") or [])[:MOST]:
        found = paragraph_at(context, link["url"].replace("&amp;", "&"))
        if found:
            unfurls[link["url"]] = {"blocks": blocks(Document(preview_of(found[0])))}
            quotes[link["url"]] = cited_paragraph_ids(found[0])
    if not unfurls:
        return
    if event.get("source") == "composer":
        desk.client.chat_unfurl(unfurl_id=event["unfurl_id"], source="composer", unfurls=unfurls)
        return  # it belongs to no message yet; once it is sent Slack asks again
    channel, ts, by = event["channel"], event["message_ts"], event.get("user") or ""
    for url, preview in unfurls.items():
        one = Outgoing(channel, preview, quotes[url], by)
        note_standing(desk.book, one, (channel, ts), desk.now(), url)
    desk.client.chat_unfurl(channel=channel, ts=ts, unfurls=unfurls)


# ---- slash commands: what was typed into a request, and its answer for the asker alone --------


def answer_line(context: Context, line: str) -> dict[str, Any]:
    """The payload that Slack gets for a line such as `/minutes stop and search`.

    `line` is what was typed, without Slack's escapes.
    """
    message = message_for(context, parse_command(line))
    return {**message.payload(), "response_type": "ephemeral"}


def handle_command(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """Answer `/minutes …` or `/actions …`."""
    request = parse_command(f"{body['command']} {decode(body.get('text') or '')}")
    if isinstance(request, AddMinutes) and request.source:
        take_address(desk, asker.user, asker.channel, request.source, asker.reply)
        return
    context = desk.context(asker.user, asker.channel)
    remember_question(context, request)
    asker.reply(message_for(context, request))
