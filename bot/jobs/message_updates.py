"""The clock that keeps true what was said: messages that quote amended or withdrawn words are
edited, each once, whatever happens in between.

What is owed stands in the book. An edit that was cut off is looked for in Slack before it is made
again; one that Slack refuses for good is listed for the secretariat.
"""

import datetime as dt
import logging
import os
import socket
import threading
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.handler_context import HandlerContext
from bot.message_lookup import EVENT_TYPE, metadata
from bot.slack_keys import ProcessKey
from bot.views.quotation import corrected
from bot.worker import run_periodically
from storage import posts
from storage.posts import PendingEdit

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
PAUSE = 2.0  # after a fault that will pass
ARRIVING = dt.timedelta(minutes=2)  # longer than any message is on its way
EMPTIED_EVERY = dt.timedelta(minutes=5)  # the log, which a reader may have kept from being emptied
# What Slack says of a message that can no longer be edited.
_FOR_GOOD = frozenset(
    """
    message_not_found cant_update_message edit_window_closed channel_not_found is_archived
    is_inactive not_in_channel restricted_action no_permission missing_scope thread_not_found
    cannot_find_message cannot_unfurl_url cannot_unfurl_message cannot_find_channel
    cannot_unfurl_private_message
    """.split()
)
_TOO_LONG = frozenset({"msg_blocks_too_long", "invalid_blocks", "msg_too_long"})


@dataclass
class MessageUpdater:
    """Edits what is owed. `client` must not repeat requests; `by` names this process."""

    desk: HandlerContext
    client: WebClient
    by: str
    _emptied: dt.datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Look for what is owed until `stop` is set."""

        def look() -> None:
            self._take_over()
            self.tick(stop)

        run_periodically(
            look, LOOK_SECONDS, stop, self.desk.work, "Messages could not be kept true"
        )

    def tick(self, stop: threading.Event) -> None:
        """Edit everything that is owed now."""
        while not stop.is_set():
            owed = posts.next_pending(self.desk.book, self.by, self.desk.now())
            if owed is None:
                break
            wait = self._keep_true(owed)
            if wait:
                stop.wait(wait)
        now = self.desk.now()
        if self._emptied is None or now - self._emptied > EMPTIED_EVERY:
            self.desk.book.empty_log()
            self._emptied = now

    def _take_over(self) -> None:
        """Take over at once from a process of this machine that was ended in the middle."""
        for by in posts.claimants(self.desk.book):
            if by != self.by and _is_no_more(by):
                posts.release_claim(self.desk.book, by)

    def _keep_true(self, owed: PendingEdit) -> float:
        """Edit one message; for how many seconds to wait before the next."""
        payload = corrected(
            owed.payload, owed.corrections, self._day(owed.amended_at), self._day(owed.withdrawn_at)
        )
        if payload == owed.payload:
            posts.edited(self.desk.book, owed, payload)
            return 0.0
        try:
            if owed.ts is None or owed.tried:
                held = self._held(owed)
                if owed.ts is None:
                    return self._located(owed, held)
                if held and _revision(held, owed.name) == owed.revision:
                    posts.edited(self.desk.book, owed, payload)
                    return 0.0
            self._edit(owed, payload)
        except SlackApiError as error:
            return self._refused(owed, error)
        except slack_client.LOST as error:
            log.warning("The reply to an edit was lost: %s", error)
            return PAUSE  # it stays claimed, and is looked for first
        posts.edited(self.desk.book, owed, payload)
        return 0.0

    def _edit(self, owed: PendingEdit, payload: dict[str, Any]) -> None:
        if owed.kind == "preview":
            self.client.chat_unfurl(
                channel=owed.channel,
                ts=str(owed.ts),
                unfurls={str(owed.url): {"blocks": payload["blocks"]}},
            )
            return
        try:
            self._update(owed, payload["text"], payload["blocks"])
        except SlackApiError as error:
            if error.response.get("error") not in _TOO_LONG:
                raise
            self._update(owed, payload["text"], [])

    def _update(self, owed: PendingEdit, text: str, blocks: list[dict[str, Any]]) -> None:
        self.client.chat_update(
            channel=owed.channel,
            ts=str(owed.ts),
            text=text,
            blocks=blocks,
            metadata=metadata(owed.name, owed.revision),
        )

    def _refused(self, owed: PendingEdit, error: SlackApiError) -> float:
        code = str(error.response.get("error"))
        if code in _FOR_GOOD:
            log.warning("A message in %s can no longer be edited (%s)", owed.channel, code)
            posts.mark_unreachable(self.desk.book, owed, code)
            return 0.0
        posts.retry_later(self.desk.book, owed)
        headers = {key.casefold(): value for key, value in error.response.headers.items()}
        log.info("Slack takes no edit just now (%s)", code)
        return float(headers.get("retry-after", PAUSE))

    # ---- where it stands ----------------------------------------------------------------------

    def _held(self, owed: PendingEdit) -> dict[str, Any] | None:
        """The message as Slack has it; None where it is not found or may not be read."""
        try:
            for message in self._around(owed):
                if message.get("ts") == owed.ts or _revision(message, owed.name) is not None:
                    return message
        except SlackApiError as error:
            if error.response.get("error") == "ratelimited":
                raise
            log.info("A message cannot be looked for (%s)", error.response.get("error"))
        return None

    def _around(self, owed: PendingEdit) -> list[dict[str, Any]]:
        asked: dict[str, Any] = {"channel": owed.channel, "include_all_metadata": True}
        if owed.ts is not None:
            asked |= {"oldest": owed.ts, "latest": owed.ts, "inclusive": True}
        if owed.thread_ts:
            page = self.client.conversations_replies(ts=owed.thread_ts, limit=200, **asked)
        else:
            page = self.client.conversations_history(limit=200, **asked)
        return list(page.get("messages") or [])

    def _located(self, owed: PendingEdit, held: dict[str, Any] | None) -> float:
        """A message whose receipt was lost is edited in its next turn, or given up."""
        if held:
            posts.found(self.desk.book, owed, str(held["ts"]))
            posts.retry_later(self.desk.book, owed)
            return 0.0
        if self.desk.now() - owed.at < ARRIVING:
            posts.retry_later(self.desk.book, owed)
            return PAUSE
        posts.mark_unreachable(self.desk.book, owed, "receipt_lost")
        return 0.0

    def _day(self, at: dt.datetime | None) -> dt.date | None:
        return at.astimezone(self.desk.settings.zone).date() if at else None


def _is_no_more(by: str) -> bool:
    """Whether a process is one of this machine that has ended."""
    try:
        process = ProcessKey.parse(by)
        if process.host == socket.gethostname():
            os.kill(process.number, 0)
    except ProcessLookupError:
        return True
    except (ValueError, PermissionError):
        return False
    return False


def _revision(message: dict[str, Any], name: str) -> int | None:
    """How often one of our messages has been edited, by what it carries; None for another."""
    held = message.get("metadata") or {}
    payload = held.get("event_payload") or {}
    if held.get("event_type") != EVENT_TYPE or payload.get("message") != name:
        return None
    return int(payload.get("revision") or 0)
