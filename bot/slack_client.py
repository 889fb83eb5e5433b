"""Sending each message once: to whoever asked, into a thread, to a channel.

slack_sdk repeats a request whose reply was lost, and the message is there twice. Here a request
is repeated only where it did nothing: it was refused for its pace, never arrived, or Slack says
itself that it failed. What is posted and not confirmed is looked for in Slack.
"""

import datetime as dt
import http.client
import logging
import re
import secrets
import socket
from dataclasses import dataclass
from typing import Any, Literal
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.webhook import WebhookClient

from bot import message_lookup
from bot.views.kit import Message
from commands.posting import Fate, Outgoing, Place

log = logging.getLogger(__name__)

TIMEOUT = 10  # seconds for one request to Slack
LOST = (OSError, http.client.HTTPException)  # no reply came, or only a part of one


class NeverArrivedRetryHandler(RetryHandler):
    """Repeats a request that did not reach Slack at all."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        cause = error.reason if isinstance(error, URLError) else error
        return response is None and isinstance(cause, ConnectionRefusedError | socket.gaierror)


def safe_retries() -> list[RetryHandler]:
    """Retries that never do a thing twice."""
    return [
        NeverArrivedRetryHandler(2),
        RateLimitErrorRetryHandler(2),
        ServerErrorRetryHandler(2),
    ]


def answer(
    response_url: str,
    message: Message,
    *,
    public: bool = False,
    replace: bool = False,
    thread_ts: str | None = None,
) -> Fate:
    """Answer at the address that came with a command or click: what became of that. Where the
    reply is lost nobody knows, since Slack lets nobody look there."""
    body: dict[str, Any] = {
        **message.payload(),
        "response_type": "in_channel" if public else "ephemeral",
        "replace_original": replace,
    }
    if thread_ts:
        body["thread_ts"] = thread_ts
    hook = WebhookClient(response_url, timeout=TIMEOUT, retry_handlers=safe_retries())
    try:
        response = hook.send_dict(body)
    except LOST as error:
        log.warning("The reply to an answer was lost: %s", error)
        return "unknown"
    if response.status_code == 200:
        return "arrived"
    log.warning("An answer was refused: %s %s", response.status_code, response.body[:200])
    return "refused"


def post(
    client: WebClient,
    channel: str,
    message: Message,
    *,
    thread_ts: str | None = None,
    name: str | None = None,
    marks: dict[str, str] | None = None,
) -> Place | None:
    """Post in a channel or thread: the channel and `ts`, None where nobody knows whether it stands.

    `channel` may name a person. The message bears its `name` and `marks`, and where the reply is
    lost it is looked for by that name. `client` must have `safe_retries`. Raises SlackApiError
    where Slack refuses.
    """
    known = name or secrets.token_hex(8)
    more = {"thread_ts": thread_ts, "metadata": message_lookup.metadata(known, marks=marks)}
    try:
        return _post(client, channel, message, more)
    except SlackApiError as error:
        if code(error):
            raise
        lost: Exception = error
    except LOST as error:
        lost = error
    log.warning("The reply to a message was lost: %s", lost)
    return _seen(client, channel, known, thread_ts)


def _post(
    client: WebClient, channel: str, message: Message, more: dict[str, Any]
) -> tuple[str, str]:
    whole = {"channel": channel, "unfurl_links": False, "unfurl_media": False, **more}
    try:
        sent = client.chat_postMessage(**whole, **message.payload())
    except SlackApiError as error:
        if code(error) != "msg_blocks_too_long":
            raise
        # Slack counts all blocks together and does not say how; the text holds the answer.
        sent = client.chat_postMessage(**whole, text=message.text)
    return str(sent["channel"]), str(sent["ts"])


def _seen(
    client: WebClient, channel: str, name: str, thread_ts: str | None
) -> tuple[str, str] | None:
    """Where a message stands, as far as Slack tells at once."""
    try:
        return message_lookup.find(client, channel, {"message": name}, thread_ts=thread_ts)
    except (SlackApiError, *LOST) as error:
        log.warning("Slack does not tell whether a message has arrived: %s", error)
        return None


def post_ephemeral(
    client: WebClient, channel: str, user: str, message: Message, thread_ts: str | None = None
) -> Fate:
    """Tell one person in a channel what nobody else there sees. Raises SlackApiError where Slack
    refuses."""
    try:
        client.chat_postEphemeral(
            channel=channel, user=user, thread_ts=thread_ts, **message.payload()
        )
    except SlackApiError as error:
        if code(error):
            raise
        lost: Exception = error
    except LOST as error:
        lost = error
    else:
        return "arrived"
    log.warning("The reply to a message was lost: %s", lost)
    return "unknown"


_CODE = re.compile(r"[a-z0-9_]+")  # the SDK puts a sentence of its own in place of one

# What Slack's codes mean for the person who asked.
_ADVICE = {
    "not_in_channel": "I am not in this channel. Invite me with /invite, then try again.",
    "channel_not_found": "I cannot see this channel. Invite me with /invite, then try again.",
    "is_archived": "This channel is archived: nothing can be posted in it.",
    "restricted_action": "The rules of this workspace do not let me post in this channel.",
    "missing_scope": (
        "My Slack app lacks a right that this needs. Please ask whoever runs me to reinstall it "
        "with the output of 'minutebook manifest'."
    ),
    "ratelimited": "Slack asks me to slow down. Please try again in a minute.",
    "expired_trigger_id": "Slack waited no longer for me. Please try again.",
    "exchanged_trigger_id": "This was pressed twice. Please try again.",
    "user_not_in_channel": "You are not in this channel. Join it, then try again.",
    "cannot_dm_bot": "I can send direct messages to people only.",
    "messages_tab_disabled": (
        "My direct messages are switched off. Please ask whoever runs me to reinstall my Slack "
        "app with the output of 'minutebook manifest'."
    ),
    "file_not_found": "Slack no longer has that file. Please send it again.",
    "file_deleted": "That file has been deleted. Please send it again.",
}


def code(error: SlackApiError) -> str:
    """What Slack said; "" where its answer was none of its own (a fault on the way)."""
    reason = str(error.response.get("error"))
    return reason if _CODE.fullmatch(reason) else ""


def advice(error: SlackApiError) -> str | None:
    """What to do about a refusal of Slack's; None where a person can do nothing about it."""
    return _ADVICE.get(code(error))


# ---- posting what quotes the minutes, and posting once ----------------------------------------


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

    def outgoing(self) -> Outgoing:
        """The same as the core enters it."""
        return Outgoing(
            self.channel,
            self.message.payload(),
            self.message.quotes,
            self.by,
            self.thread_ts,
            self.still_there,
        )


@dataclass(frozen=True, slots=True)
class SlackCarrier:
    """Sends one message in Slack, which bears these `marks`, and looks for it there."""

    client: WebClient
    one: Post
    marks: dict[str, str] | None = None
    refusal = SlackApiError

    def send(self, name: str | None) -> Place | None:
        """Post it under this name. Raises SlackApiError where Slack refuses."""
        one = self.one
        return post(
            self.client,
            one.channel,
            one.message,
            thread_ts=one.thread_ts,
            name=name,
            marks=self.marks,
        )

    def find(self, name: str, since: dt.datetime) -> Place | Literal["absent", "unknown", "closed"]:
        """Look for it by its name."""
        one, marks = self.one, {"message": name}
        try:
            place = message_lookup.find(self.client, one.channel, marks, since, one.thread_ts)
        except (SlackApiError, *LOST) as error:
            refused = code(error) if isinstance(error, SlackApiError) else ""
            log.warning("Slack does not tell whether a message has arrived: %s", error)
            return "closed" if refused in _MAY_NOT_LOOK else "unknown"
        return place or "absent"
