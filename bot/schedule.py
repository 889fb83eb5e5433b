"""The clock that sends the daily digest: at its time, once, whatever happens in between.

What is owed is claimed in the book, with its content, before it is sent; a claim that was cut
off is looked for in the channel before it is sent again. Two processes on one book send one.
"""

import datetime as dt
import json
import logging
import threading
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import delivery
from bot.blocks.kit import Message
from bot.blocks.lists import digest
from bot.desk import Desk
from commands.digest import KIND, compose, things
from commands.model import Context
from storage.deliveries import Delivery, claim, mark_sent, take_over, unsent
from storage.errors import MinutebookError
from storage.records import Viewer

log = logging.getLogger(__name__)

EVENT_TYPE = "minutebook_delivery"
# Longer than any single request takes: until then whoever claimed it may still be sending it.
LEASE = dt.timedelta(minutes=2)
SOON, LATER = dt.timedelta(seconds=15), dt.timedelta(minutes=10)
LOOK_SECONDS = 15.0
# Refusals that will not pass by themselves.
_LASTING = frozenset(
    "channel_not_found not_in_channel is_archived restricted_action missing_scope "
    "invalid_auth account_inactive token_revoked".split()
)
_NOT_THERE = frozenset({"channel_not_found", "not_in_channel"})


def owed(now: dt.datetime, zone: ZoneInfo, at: dt.time) -> dt.date | None:
    """The local day whose digest is due by now, if its hour has come."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= at else None


@dataclass
class DigestClock:
    """Sends what is owed. `client` must not repeat requests; `by` names this process."""

    desk: Desk
    client: WebClient
    by: str
    _resting: dict[int, dt.datetime] = field(default_factory=dict)

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        while not stop.is_set():
            try:
                self.tick()
            except MinutebookError as error:
                log.error("The digest could not be made: %s", error)
            except Exception as error:  # noqa: BLE001 - tomorrow's digest must still go out
                self.desk.work.fault(error)
            stop.wait(LOOK_SECONDS)

    def tick(self) -> None:
        """Claim what is due now, and send what is claimed and not sent."""
        channel = self.desk.settings.digest_channel
        if channel is None:
            return
        now = self.desk.now()
        day = owed(now, self.desk.settings.zone, self.desk.settings.digest_time)
        fresh = self._claim(channel, day, now) if day else None
        if fresh:
            self._send(fresh, look=False)
        for left in unsent(self.desk.book):
            if left.id != (fresh.id if fresh else None) and self._ours_now(left, now):
                self._send(left, look=True)

    def _claim(self, channel: str, day: dt.date, now: dt.datetime) -> Delivery | None:
        """Fix today's digest. An empty one is claimed too: what comes later is tomorrow's."""
        settings = self.desk.settings
        context = Context(self.desk.book, Viewer(channel=channel), now, settings.zone, via="digest")
        told = compose(context, channel, day)
        content = "" if told.empty else json.dumps(digest(told).payload(), ensure_ascii=False)
        return claim(self.desk.book, channel, day, KIND, content, things(told), now, self.by)

    def _ours_now(self, left: Delivery, now: dt.datetime) -> bool:
        """Whether it is for this process to send what was left, now."""
        if self._resting.get(left.id, now) > now:
            return False
        if left.claimed_by == self.by:
            return True
        return now - left.claimed_at > LEASE and take_over(self.desk.book, left, now, self.by)

    def _send(self, owed_: Delivery, look: bool) -> None:
        now = self.desk.now()
        try:
            ts = self._posted(owed_, look) if owed_.content else None
        except SlackApiError as error:
            self._rest(owed_, error, now)
            return
        except delivery.LOST as error:
            log.warning("Slack cannot be reached for the digest: %s", error)
            self._resting[owed_.id] = now + SOON
            return
        if owed_.content and ts is None:
            self._resting[owed_.id] = now + SOON  # look again before another try
            return
        mark_sent(self.desk.book, owed_, ts, self.desk.now())
        self.desk.pulse.beat("digest", self.desk.now())

    def _posted(self, owed_: Delivery, look: bool) -> str | None:
        """The `ts` under which it stands in the channel; None where that is not known yet."""
        if look and (found := self._find(owed_)):
            return found
        held: dict[str, Any] = json.loads(owed_.content)
        message = Message(held["text"], tuple(held["blocks"]))
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"delivery": _name(owed_)}}
        sent = delivery.post(self.client, owed_.destination, message, metadata=metadata)
        return sent or self._find(owed_)

    def _find(self, owed_: Delivery) -> str | None:
        """Where it stands in the channel already.

        Raises SlackApiError where the channel may not be read: rather late than twice.
        """
        start = dt.datetime.combine(owed_.day, dt.time.min, self.desk.settings.zone)
        cursor = ""
        while True:
            try:
                page = self.client.conversations_history(
                    channel=owed_.destination,
                    oldest=str(start.timestamp()),
                    include_all_metadata=True,
                    limit=200,
                    cursor=cursor or None,
                )
            except SlackApiError as error:
                if error.response.get("error") in _NOT_THERE:
                    return None  # nothing can have been posted there either
                raise
            for message in page.get("messages") or []:
                metadata = message.get("metadata") or {}
                payload = metadata.get("event_payload") or {}
                if metadata.get("event_type") == EVENT_TYPE and (
                    payload.get("delivery") == _name(owed_)
                ):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    def _rest(self, owed_: Delivery, error: SlackApiError, now: dt.datetime) -> None:
        code = str(error.response.get("error"))
        wait = LATER if code in _LASTING else SOON
        self._resting[owed_.id] = now + wait
        log.error(
            "The digest for %s could not be sent to %s (%s). %s It is tried again in %d s.",
            owed_.day,
            owed_.destination,
            code,
            delivery.advice(error) or "",
            wait.total_seconds(),
        )


def _name(owed_: Delivery) -> str:
    """What a delivery is called in the message: the same in every copy of the book."""
    return f"{owed_.kind} {owed_.destination} {owed_.day}"
