"""Looking in Slack for a message of ours whose receipt was lost, by the metadata it carries."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

EVENT_TYPE = "minutebook_message"  # of the metadata by which a message is found again
PAGE = 200
# Slack's words for: you are not there. Then nothing of ours can have been posted there either.
_NOT_THERE = frozenset({"channel_not_found", "not_in_channel", "thread_not_found"})


def metadata(name: str, revision: int = 0, marks: dict[str, str] | None = None) -> dict[str, Any]:
    """What a message carries to be known by, and how often it has been edited."""
    payload = {"message": name, "revision": revision, **(marks or {})}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def find(
    client: WebClient,
    destination: str,
    marks: dict[str, str],
    since: dt.datetime | None = None,
    thread_ts: str | None = None,
    agreeing: dict[str, str] | None = None,
) -> tuple[str, str] | None:
    """The channel and `ts` of the message whose metadata bears all these marks, None where there
    is none in that conversation, or thread of it. Marks that must be `agreeing` may be missing,
    as they are in messages of an earlier version, but not differ.

    Without `since` it is looked for among the latest. A `destination` may be a person. Raises
    SlackApiError where it may not be looked for, and what `delivery.LOST` names.
    """
    try:
        channel = _conversation(client, destination)
        for message in _messages(client, channel, since, thread_ts):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            agrees = all(payload.get(key, mark) == mark for key, mark in (agreeing or {}).items())
            if agrees and payload.items() >= marks.items():
                return channel, str(message["ts"])
    except SlackApiError as error:
        if error.response.get("error") not in _NOT_THERE:
            raise
    return None


def _conversation(client: WebClient, destination: str) -> str:
    """The conversation: a person's is the direct message with them."""
    if destination[:1] not in ("U", "W"):
        return destination
    return str(client.conversations_open(users=destination)["channel"]["id"])


def _messages(
    client: WebClient, channel: str, since: dt.datetime | None, thread_ts: str | None
) -> Iterator[dict[str, Any]]:
    """What was said: in a channel the latest first, in a thread the oldest."""
    asked: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": PAGE}
    if since:
        asked["oldest"] = str(since.timestamp())
    cursor: str | None = None
    while True:
        if thread_ts:
            page = client.conversations_replies(ts=thread_ts, cursor=cursor, **asked)
        else:
            page = client.conversations_history(cursor=cursor, **asked)
        yield from page.get("messages") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if not cursor or not (since or thread_ts):
            return
