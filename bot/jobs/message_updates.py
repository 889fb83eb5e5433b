"""The clock that keeps true what was said: messages that quote amended or withdrawn words are
edited, each once, whatever happens in between.

What is owed, and what becomes of an edit that was cut off or refused, is decided in
`commands/posting.py`; here it is done in Slack.
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
from bot.views.amendments import corrected
from bot.worker import run_periodically
from commands.posting import (
    PAUSE,
    NotEditedError,
    PendingEdit,
    Standing,
    edit_next,
    release_ended,
)

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
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
            release_ended(self.desk.book, self.by, _is_no_more)
            self.tick(stop)

        run_periodically(
            look, LOOK_SECONDS, stop, self.desk.work, "Messages could not be kept true"
        )

    def tick(self, stop: threading.Event) -> None:
        """Edit everything that is owed now."""
        while not stop.is_set():
            wait = edit_next(self.desk.book, self.by, self.desk.now, self)
            if wait is None:
                break
            if wait:
                stop.wait(wait)
        now = self.desk.now()
        if self._emptied is None or now - self._emptied > EMPTIED_EVERY:
            self.desk.book.empty_log()
            self._emptied = now

    # ---- how Slack edits ----------------------------------------------------------------------

    def redraw(self, edit: PendingEdit) -> Any:
        """The message as the minutes are now."""
        days = self._day(edit.amended_at), self._day(edit.withdrawn_at)
        return corrected(edit.payload, edit.corrections, *days)

    def edit(self, edit: PendingEdit, payload: Any) -> None:
        """Put this in the place of what stands in Slack. Raises NotEditedError."""
        try:
            self._edit(edit, payload)
        except SlackApiError as error:
            raise _refused(edit, error) from error
        except slack_client.LOST as error:
            raise _lost(error) from error

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

    # ---- where it stands ----------------------------------------------------------------------

    def find(self, edit: PendingEdit) -> Standing | None:
        """The message as Slack has it; None where it is not found or may not be read. Raises
        NotEditedError."""
        try:
            for message in self._around(edit):
                revision = _revision(message, edit.name)
                if message.get("ts") == edit.ts or revision is not None:
                    return Standing(str(message["ts"]), revision)
        except SlackApiError as error:
            if error.response.get("error") == "ratelimited":
                raise _refused(edit, error) from error
            log.info("A message cannot be looked for (%s)", error.response.get("error"))
        except slack_client.LOST as error:
            raise _lost(error) from error
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

    def _day(self, at: dt.datetime | None) -> dt.date | None:
        return at.astimezone(self.desk.settings.zone).date() if at else None


def _refused(edit: PendingEdit, error: SlackApiError) -> NotEditedError:
    """What Slack's refusal of an edit means."""
    code = str(error.response.get("error"))
    if code in _FOR_GOOD:
        log.warning("A message in %s can no longer be edited (%s)", edit.channel, code)
        return NotEditedError(code, "for good", 0.0)
    headers = {key.casefold(): value for key, value in error.response.headers.items()}
    log.info("Slack takes no edit just now (%s)", code)
    return NotEditedError(code, "for now", float(headers.get("retry-after", PAUSE)))


def _lost(error: Exception) -> NotEditedError:
    log.warning("The reply to an edit was lost: %s", error)
    return NotEditedError(str(error), "unknown", PAUSE)


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
