"""Paragraphs passed on: to everybody in a channel, in the name of whoever shares them, or to
one person in a direct message. What is passed on is what a member may read."""

import re
from collections.abc import Callable
from functools import partial

from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.handler_context import Body, HandlerContext, Responder, Thread, UnconfirmedError
from bot.slack_client import Post
from bot.slack_keys import ShareAskedKey, ShareKey
from bot.views import as_message
from bot.views.kit import Message
from commands.conversation import ShareRequest
from commands.documents import Document, Mention, Sentence, line
from commands.documents.search import one_paragraph, shared
from commands.posting import Once, post_unseen
from commands.sharing import record_shared, shareable_paragraph
from storage.model import MinutebookError, ParagraphRow

_CHANNEL = re.compile(r"<#(C\w+)")
_SHARED = {
    "before": "You have shared this paragraph here already.",
    "in hand": "I am just sharing this paragraph.",
}


def share_in_channel(
    desk: HandlerContext,
    event: Body,
    thread: Thread,
    asked: ShareRequest,
    note_offer: Callable[[str], None],
) -> None:
    """“share it”, “share it in #panel”, “send it to me”, said after an answer. What is meant by
    “it” is shown before it is posted; `note_offer` is told of the channel first, as it may be
    agreed to at once."""
    user = event["user"]
    if asked.to_me:
        if event.get("channel_type") != "im":
            send_to_member(desk, user, asked.paragraph_id)
            thread.tell("I have sent it to you in a direct message.")
            return
        found = shareable_paragraph(desk.context(user, event["channel"]), asked.paragraph_id)
        thread.reply(as_message(one_paragraph(*found)))
        return
    named = _CHANNEL.search(event.get("text") or "")
    channel = asked.channel if asked.agreed else named[1] if named else None
    if channel is None and event.get("channel_type") == "im":
        thread.tell("Say in which channel, as in “share it in #panel”.")
        return
    there = channel or event["channel"]
    if there != event["channel"] and not _may_post(desk, user, there):
        thread.tell("You and I both have to be in that channel. Invite me with /invite.")
        return
    if not asked.agreed:
        note_offer(there)
        _offer(thread, there, asked.paragraph_id)
        return
    _share_said(desk, user, there, asked.paragraph_id)
    if there != event["channel"]:
        thread.tell("Shared.")


def shared_message(paragraph: ParagraphRow, url: str | None, user: str) -> Message:
    """The message by which somebody shares a paragraph."""
    return as_message(shared(paragraph, url, line("Shared by ", Mention(user))))


def _offer(thread: Thread, channel: str, paragraph_id: str) -> None:
    """Show what would be shared, and where."""
    as_member = thread.desk.context(thread.user, channel, private=False)
    preview = one_paragraph(*shareable_paragraph(as_member, paragraph_id))
    place = thread.desk.people.place(channel)
    sentence = Sentence(f"Say “yes” and I'll share this in {place}:")
    thread.reply(as_message(Document((sentence, *preview.parts), preview.cites)))


def _may_post(desk: HandlerContext, user: str, channel: str) -> bool:
    """Whether this user may have something posted in a channel that they name."""
    return desk.people.in_channel(user, channel) and not desk.unwelcome(user, channel)


def send_to_member(desk: HandlerContext, user: str, paragraph_id: str) -> None:
    """A paragraph sent to one person, to keep."""
    context = desk.context(user, None, private=False)
    paragraph = one_paragraph(*shareable_paragraph(context, paragraph_id))
    desk.post(user, as_message(paragraph), user)


def share(desk: HandlerContext, asker: Responder, body: Body, paragraph_id: str) -> None:
    """*Share* was pressed: posted once however often that is."""
    if asker.channel is None:
        raise MinutebookError("There is no channel here to share in.")
    container = body.get("container") or {}
    key = ShareKey(asker.channel, container.get("message_ts"), paragraph_id, asker.user)
    as_member = desk.context(asker.user, asker.channel, private=False)
    found, url = shareable_paragraph(as_member, paragraph_id)
    posted = shared_message(found, url, asker.user)
    one = Post(asker.channel, posted, asker.user, asker.thread_ts, still_there=True)
    try:
        told = desk.post_once(key, one)
    except SlackApiError as error:
        elsewhere = slack_client.code(error) in ("not_in_channel", "channel_not_found")
        if not elsewhere or not asker.response_url:
            raise
        told = _share_unseen(desk, asker, posted, key, error)
    if told == "posted":
        record_shared(as_member, found, asker.channel)
    else:
        asker.tell(_SHARED[told])


def _share_unseen(
    desk: HandlerContext, asker: Responder, message: Message, key: ShareKey, refusal: SlackApiError
) -> Once:
    """Shared where the bot is no member: Slack gives no receipt, and the message cannot be edited
    later. It is known all the same, so that the secretariat can be told.

    Raises UnconfirmedError where nobody knows whether it arrived, and the `refusal` where this way
    is refused, too.
    """
    channel, url = asker.channel or "", asker.response_url or ""
    one = Post(channel, message, asker.user).outgoing()
    send = partial(slack_client.answer, url, message, public=True, thread_ts=asker.thread_ts)
    told = post_unseen(desk.book, key, one, send, desk.now())
    if told == "refused":
        raise refusal
    if told == "unknown":
        raise UnconfirmedError(desk.people.place(channel))
    return told


def _share_said(desk: HandlerContext, user: str, channel: str, paragraph_id: str) -> None:
    """Share what somebody asked for in words: as often as they ask, but what may have arrived is
    looked for first."""
    as_member = desk.context(user, channel, private=False)
    found, url = shareable_paragraph(as_member, paragraph_id)
    key = ShareAskedKey(channel, paragraph_id, user)
    one = Post(channel, shared_message(found, url, user), user, still_there=True)
    told = desk.post_once(key, one, again=True)
    if told == "in hand":
        raise MinutebookError(_SHARED[told])
    record_shared(as_member, found, channel)
