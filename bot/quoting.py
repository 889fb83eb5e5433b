"""Posting what quotes the minutes: known to the book before it is sent, so that it can be edited
when the minutes are amended and blanked when they are withdrawn."""

import datetime as dt
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import delivery
from bot.blocks.kit import Message
from storage import shared
from storage.database import Book

EVENT_TYPE = "minutebook_message"  # of the metadata by which a message is found again


def metadata(name: str, revision: int = 0) -> dict[str, Any]:
    """What a message carries to be known by, and how often it has been edited."""
    payload = {"message": name, "revision": revision}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def post(
    book: Book,
    client: WebClient,
    channel: str,
    message: Message,
    by: str,
    now: dt.datetime,
    thread_ts: str | None = None,
    still_there: bool = False,
) -> str | None:
    """Post a message: its `ts`, None where the reply was lost.

    Raises SlackApiError, and MinutebookError where what it quotes must be `still_there` and was
    withdrawn since it was read.
    """
    if not message.quotes:
        return delivery.post(client, channel, message, thread_ts=thread_ts)
    name = shared.begin(
        book,
        channel,
        "message",
        message.payload(),
        message.quotes,
        by,
        now,
        thread_ts,
        still_there=still_there,
    )
    try:
        sent = delivery.posted(
            client, channel, message, thread_ts=thread_ts, metadata=metadata(name)
        )
    except SlackApiError:
        shared.refused(book, name)
        raise
    shared.arrived(book, name, *(sent or (channel, None)))
    return sent[1] if sent else None
