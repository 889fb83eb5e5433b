"""Posting what quotes the minutes: known to the book before it is sent, so that it can be edited
when the minutes are amended and blanked when they are withdrawn. And posting once: what may have
arrived is looked for in Slack before it is posted again."""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import arrivals, delivery
from bot.blocks.kit import Message
from storage import shared
from storage.database import Book

log = logging.getLogger(__name__)

Place = tuple[str, str]  # a channel and a `ts`
Once = Literal["posted", "before", "in hand", "unknown"]

LOOK_BACK = dt.timedelta(days=2)  # clocks may have been wrong
# Why it cannot be looked for, today or tomorrow: whoever posts again has looked with their eyes.
_MAY_NOT_LOOK = frozenset({"missing_scope", "no_permission", "not_allowed_token_type"})


@dataclass(frozen=True, slots=True)
class Post:
    """A message for a channel or thread, and on whose behalf. What it quotes must be `still_there`
    when it is sent."""

    channel: str
    message: Message
    by: str
    thread_ts: str | None = None
    still_there: bool = False


def post(book: Book, client: WebClient, one: Post, now: dt.datetime) -> Place | None:
    """Post a message: where it stands, None where nobody knows whether it arrived.

    Raises SlackApiError, and MinutebookError where what it quotes must be still there and was
    withdrawn since it was read.
    """
    message = one.message
    if not message.quotes:
        return delivery.post(client, one.channel, message, thread_ts=one.thread_ts)
    name = shared.begin(
        book,
        one.channel,
        "message",
        message.payload(),
        message.quotes,
        one.by,
        now,
        one.thread_ts,
        still_there=one.still_there,
    )
    return _send(book, client, one, name)


def post_once(book: Book, client: WebClient, key: str, one: Post, now: dt.datetime) -> Once:
    """Post a message once for `key`, however often that is asked: what became of it.

    "posted" now, or as is found now by an earlier try; "before"; "in hand", by another thread or
    process; "unknown" whether it arrived. Raises as `post` does; then it may be tried again.
    """
    earlier = shared.attempt(book, key, now)
    if earlier and earlier.state != "lost":
        return "before" if earlier.state == "arrived" else "in hand"
    if earlier:
        told = _look_again(book, client, earlier, one)
        if told != "absent":
            return told
    made = shared.begin_once(
        book,
        key,
        one.channel,
        one.message.payload(),
        one.message.quotes,
        one.by,
        now,
        one.thread_ts,
        one.still_there,
    )
    if made is None:
        return "in hand"
    try:
        return "posted" if _send(book, client, one, made.name) else "unknown"
    except SlackApiError:
        shared.release(book, made, absent=True)
        raise


def _send(book: Book, client: WebClient, one: Post, name: str) -> Place | None:
    try:
        sent = delivery.post(client, one.channel, one.message, thread_ts=one.thread_ts, name=name)
    except SlackApiError:
        shared.refused(book, name)
        raise
    shared.arrived(book, name, *(sent or (one.channel, None)))
    return sent


def _look_again(
    book: Book, client: WebClient, made: shared.Attempt, one: Post
) -> Literal["posted", "unknown", "absent"]:
    """Whether an earlier try has arrived; where it has not, or that cannot be known by looking, it
    may be posted anew."""
    since = dt.datetime.fromisoformat(made.since) - LOOK_BACK
    marks = {"message": made.name}
    try:
        found = arrivals.find(client, one.channel, marks, since, one.thread_ts)
    except (SlackApiError, *delivery.LOST) as error:
        refused = delivery.code(error) if isinstance(error, SlackApiError) else ""
        log.warning("Slack does not tell whether a message has arrived: %s", error)
        if refused not in _MAY_NOT_LOOK:
            return "unknown"
        shared.release(book, made, absent=False)
        return "absent"
    if found:
        shared.arrived(book, made.name, *found)
        return "posted"
    shared.release(book, made, absent=True)
    return "absent"
