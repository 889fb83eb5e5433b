"""What is claimed is sent once: a reply that was lost is looked for before anything is repeated."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import message_lookup, slack_client
from bot.handler_context import HandlerContext
from bot.views import as_message
from bot.views.kit import Message
from commands.digest import KIND, Reader, to_answer
from commands.digest.schedule import is_useful
from commands.documents.digest import digest
from commands.links import cited_paragraph_ids
from commands.request_context import Context
from storage import post_receipts
from storage.backup import restored_at
from storage.outbox import (
    Delivery,
    begin,
    mark_sent,
    mark_unknown,
    pending,
    refused,
    supersede,
    take_over,
)
from storage.publications import print_of
from storage.subscriptions import Subscription, end, subscription

log = logging.getLogger(__name__)

# Longer than any single request takes: until then whoever claimed it may still be sending it.
LEASE = dt.timedelta(minutes=2)
LOOK_BACK = dt.timedelta(days=2)  # where it is looked for: clocks may have been wrong
SOON, LATER = dt.timedelta(seconds=15), dt.timedelta(minutes=10)
OTHERS_USEFUL = dt.timedelta(days=1)  # what is not a day's message, after it was claimed
# Refusals that will not pass by themselves.
_LASTING = frozenset(
    "channel_not_found not_in_channel is_archived restricted_action missing_scope "
    "invalid_auth account_inactive token_revoked".split()
)
# Those that say that there is nobody to send to any more, and what that means.
_ENDED = {
    "is_archived": "the channel is archived",
    "not_in_channel": "I was removed from the channel",
    "channel_not_found": "I cannot see the channel, or the account is closed",
    "user_not_found": "the account is closed",
    "user_disabled": "the account is closed",
    "cannot_dm_bot": "it is a bot",
    "messages_tab_disabled": "I may not write to people: the app's messages tab is off",
}

Stopped = Callable[[str, str], None]


@dataclass
class Sender:
    """Sends deliveries. `client` must not repeat requests; `by` names this process; `stopped` is
    told of a destination to which nothing can be sent any more, and why. `steady` counts seconds
    that nobody puts forward or back.
    """

    desk: HandlerContext
    client: WebClient
    by: str
    reader_of: Callable[[str], Reader]
    stopped: Stopped
    steady: Callable[[], float] = time.monotonic
    quiet_until: dt.datetime | None = None
    _resting: dict[int, dt.datetime] = field(default_factory=dict)
    _seen_since: dict[tuple[int, str, dt.datetime], float] = field(default_factory=dict)

    def left(self, now: dt.datetime) -> list[Delivery]:
        """What was claimed before, is not sent, and is for this process to send now."""
        ours = (self._ours_now(one, now) for one in pending(self.desk.book))
        return [one for one in ours if one]

    def send(self, owed: Delivery) -> bool:
        """Send it, unless it has arrived already or is of no use any more: whether Slack was
        asked to post."""
        now = self.desk.now()
        try:
            if self._may_have_arrived(owed, now) and (found := self._find(owed)):
                self._note_found(owed, *found, now)
                return False
        except SlackApiError as error:
            if not self._may_repeat(owed, error, now):
                return False
        except slack_client.LOST as error:
            log.warning("Slack cannot be reached to look for a digest: %s", error)
            self._resting[owed.id] = now + SOON
            return False
        if not self._useful(owed, now):
            supersede(self.desk.book, owed, self.by)
            return False
        return self._post(owed, now)

    # ---- posting --------------------------------------------------------------------------

    def _post(self, owed: Delivery, now: dt.datetime) -> bool:
        message = self._message(owed)
        if message is None:
            supersede(self.desk.book, owed, self.by)  # all that it told is withdrawn or done
            return False
        if not begin(self.desk.book, owed, now, self.by):
            return False
        known = self._entered(owed, message, now)
        try:
            sent = slack_client.post(
                self.client, owed.destination, message, name=known, marks=_marks(owed)
            )
        except SlackApiError as error:
            post_receipts.refused(self.desk.book, known)
            self._refused(owed, error, now)
            return True
        channel, ts = sent or (owed.destination, None)
        post_receipts.arrived(self.desk.book, known, channel, ts)
        if ts is None:
            self._resting[owed.id] = now + SOON  # look before another try
        else:
            self._arrived(owed, ts)
        return True

    def _entered(self, owed: Delivery, message: Message, now: dt.datetime) -> str:
        """Enter what it quotes, to be kept true: the name by which that is known."""
        payload, quotes = message.payload(), message.quotes
        return post_receipts.begin(
            self.desk.book, owed.destination, "message", payload, quotes, "digest", now
        )

    def _note_found(self, owed: Delivery, channel: str, ts: str, now: dt.datetime) -> None:
        """It stands in Slack. Where this book did not send it, what it quotes is entered now."""
        message = None if owed.attempted else self._message(owed)
        if message is not None:
            post_receipts.arrived(self.desk.book, self._entered(owed, message, now), channel, ts)
        self._arrived(owed, ts)

    def _arrived(self, owed: Delivery, ts: str) -> None:
        now = self.desk.now()
        mark_sent(self.desk.book, owed, ts, now)
        end(self.desk.book, owed.destination, None)
        self.desk.pulse.beat("digest", now)

    def _message(self, owed: Delivery) -> Message | None:
        """What it tells as it stands now, with the rights that the reader has now."""
        reader = self.reader_of(owed.destination)
        context = Context(
            self.desk.book, reader.viewer, self.desk.now(), self.desk.settings.zone, via="digest"
        )
        answer = to_answer(context, owed)
        message = as_message(digest(answer))
        return None if answer.empty else replace(message, quotes=cited_paragraph_ids(answer))

    def _refused(self, owed: Delivery, error: SlackApiError, now: dt.datetime) -> None:
        """Slack said no."""
        code, wait = slack_client.code(error), SOON
        refused(self.desk.book, owed, self.by)
        if code == "ratelimited":
            wait = dt.timedelta(seconds=_retry_after(error))
            self.quiet_until = now + wait
        elif code in _LASTING or code in _ENDED:
            wait = LATER
        self._resting[owed.id] = now + wait
        log.error(
            "The digest for %s could not be sent to %s (%s). %s It is tried again in %d s.",
            owed.day,
            owed.destination,
            code,
            slack_client.advice(error) or "",
            wait.total_seconds(),
        )
        if code in _ENDED and end(self.desk.book, owed.destination, _ENDED[code]):
            self.stopped(owed.destination, _ENDED[code])

    # ---- looking --------------------------------------------------------------------------

    def _may_have_arrived(self, owed: Delivery, now: dt.datetime) -> bool:
        """Whether it may stand in Slack already: sent without a receipt, or on a day on which the
        book was put back from a copy, which does not know what was sent after it was made."""
        if owed.attempted:
            return True
        put_back = restored_at(self.desk.book, now)
        preferences = subscription(self.desk.book, owed.destination)
        return (
            put_back is not None and owed.day <= put_back.astimezone(self._zone(preferences)).date()
        )

    def _ours_now(self, left: Delivery, now: dt.datetime) -> Delivery | None:
        """What is ours to send, or was left by a process that has not been heard of for a while,
        as long as this one has seen: clocks on walls may be put forward."""
        if self._resting.get(left.id, now) > now:
            return None
        if left.claimed_by == self.by:
            return left
        claim = (left.id, left.claimed_by, left.claimed_at)
        waited = self.steady() - self._seen_since.setdefault(claim, self.steady())
        over = waited > LEASE.total_seconds()
        return take_over(self.desk.book, left, now, self.by) if over else None

    def _may_repeat(self, owed: Delivery, error: SlackApiError, now: dt.datetime) -> bool:
        """Whether to send what may have arrived and cannot be looked for: a setting decides."""
        code = slack_client.code(error)
        if code == "ratelimited":
            self.quiet_until = now + dt.timedelta(seconds=_retry_after(error))
            self._resting[owed.id] = self.quiet_until
            return False
        lasting = code in _LASTING
        if lasting and self.desk.settings.uncertain == "again":
            return True
        if lasting and not self._useful(owed, now):
            mark_unknown(self.desk.book, owed)
            log.error(
                "Nobody knows whether the digest for %s reached %s: it is left at that.",
                owed.day,
                owed.destination,
            )
            return False
        self._resting[owed.id] = now + (LATER if lasting else SOON)
        log.error(
            "I may not look whether the digest for %s reached %s (%s), and wait rather than send "
            "it twice. %s",
            owed.day,
            owed.destination,
            code or error,
            slack_client.advice(error) or "",
        )
        return False

    def _find(self, owed: Delivery) -> tuple[str, str] | None:
        """The channel and `ts` where it stands in Slack already, None where it does not.

        Raises SlackApiError where that may not be read.
        """
        since = min(owed.claimed_at, self.desk.now()) - LOOK_BACK
        marks, agreeing = {"delivery": owed.name}, _content_mark(owed)
        return message_lookup.find(self.client, owed.destination, marks, since, agreeing=agreeing)

    def _useful(self, owed: Delivery, now: dt.datetime) -> bool:
        preferences = subscription(self.desk.book, owed.destination)
        if owed.kind != KIND or preferences is None:
            return now - owed.claimed_at < OTHERS_USEFUL
        return is_useful(preferences, owed.day, now, self._zone(preferences))

    def _zone(self, preferences: Subscription | None) -> ZoneInfo:
        return (
            ZoneInfo(preferences.zone)
            if preferences and preferences.zone
            else self.desk.settings.zone
        )


def _marks(owed: Delivery) -> dict[str, str]:
    return {"delivery": owed.name, "things": print_of(owed.content)}


def _content_mark(owed: Delivery) -> dict[str, str]:
    """The mark that tells what is told at once from other news of the same number: numbers come
    again once the book was put back from a copy. A day has one digest, whatever it tells."""
    return {} if owed.kind == KIND else {"things": print_of(owed.content)}


def _retry_after(error: SlackApiError) -> int:
    headers = getattr(error.response, "headers", None) or {}
    header = {str(name).casefold(): value for name, value in headers.items()}.get(
        "retry-after", "30"
    )
    header = header[0] if isinstance(header, list) else header
    return int(header) if str(header).isdecimal() else 30
