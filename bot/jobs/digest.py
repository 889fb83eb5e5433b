"""The clock of digests: has what is due claimed and sent, one message after the other and no faster
than one a second, so that answers to people always get through.

What is due, to whom, and what becomes of a message without a receipt is decided in
`commands/digest/`; here it is drawn for Slack, posted and looked for.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import message_lookup, slack_client
from bot.handler_context import HandlerContext
from bot.slack_client import Post, SlackCarrier
from bot.views import as_message
from bot.worker import run_periodically
from commands.digest.claims import content_mark, marks_of
from commands.digest.delivery import Delivery, DueDigests, Refusal, Sender
from commands.digest.recipients import Recipients
from commands.digest_answers import DigestAnswer
from commands.documents.digest import digest
from commands.links import cited_paragraph_ids
from commands.posting import Outgoing, Place

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0
PACE_SECONDS = 1.0  # between two messages
ROUND = 20  # messages, after which it is looked again what is urgent
REST = 30  # seconds, where Slack does not say how long

Pause = Callable[[float], object]


def _no_pause(_: float) -> bool:
    return False


@dataclass
class DigestJob:
    """Sends what is owed. `client` must not repeat requests; `by` names this process."""

    desk: HandlerContext
    client: WebClient
    by: str
    steady: Callable[[], float] = time.monotonic
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        desk = self.desk
        due = DueDigests(recipients(desk), desk.now, self.by)
        courier = SlackCourier(desk, self.client)
        self.sender = Sender(due, courier, desk.settings.uncertain, self.steady)

    def run(self, stop: threading.Event) -> None:
        """Look at the clock until `stop` is set."""
        look = partial(self.tick, stop.wait)
        run_periodically(look, LOOK_SECONDS, stop, self.desk.work, "The digest could not be made")

    def tick(self, pause: Pause = _no_pause) -> bool:
        """Claim what is due now, and send what is claimed and not sent: whether more may wait.

        `pause` waits so many seconds between two messages; a true value of it ends the round, and
        so do so many messages, since what is to be told at once comes first in each.
        """
        sent = 0
        for delivery in self.sender.owed():
            if self.sender.quiet():
                return False
            if self.sender.send(delivery):
                sent += 1
                if pause(PACE_SECONDS) or sent >= ROUND:
                    return True
        return False


# ---- how Slack carries a digest ---------------------------------------------------------------

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


@dataclass(frozen=True, slots=True)
class SlackCourier:
    """Draws, posts and looks for digests in Slack. `client` must not repeat requests."""

    desk: HandlerContext
    client: WebClient
    refusal = SlackApiError
    lost = slack_client.LOST

    def compose(self, delivery: Delivery, answer: DigestAnswer) -> tuple[Outgoing, SlackCarrier]:
        """The message with its marks, and what posts it."""
        message = replace(as_message(digest(answer)), quotes=cited_paragraph_ids(answer))
        one = Post(delivery.destination, message, "digest")
        return one.outgoing(), SlackCarrier(self.client, one, marks_of(delivery))

    def find(self, delivery: Delivery, since: dt.datetime) -> Place | None:
        """Where it stands in Slack already. Raises SlackApiError where that may not be read."""
        marks, agreeing = {"delivery": delivery.name}, content_mark(delivery)
        place = delivery.destination
        try:
            return message_lookup.find(self.client, place, marks, since, agreeing=agreeing)
        except slack_client.LOST as error:
            log.warning("Slack cannot be reached to look for a digest: %s", error)
            raise

    def why(self, error: Exception) -> Refusal:
        """What Slack's refusal means."""
        assert isinstance(error, SlackApiError)
        code = slack_client.code(error)
        return Refusal(
            code or str(error),
            slack_client.advice(error) or "",
            code in _LASTING,
            _ENDED.get(code),
            dt.timedelta(seconds=_retry_after(error)) if code == "ratelimited" else None,
        )

    def arrived(self, now: dt.datetime) -> None:
        """Something has arrived: for whoever watches over the bot."""
        self.desk.pulse.beat("digest", now)


def _retry_after(error: SlackApiError) -> int:
    headers = getattr(error.response, "headers", None) or {}
    named = {str(name).casefold(): value for name, value in headers.items()}
    value = named.get("retry-after", str(REST))
    value = value[0] if isinstance(value, list) else value
    return int(value) if str(value).isdecimal() else REST


# ---- whom Slack knows -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SlackDirectory:
    """What Slack tells of those to whom the bot writes."""

    desk: HandlerContext

    def secretariat(self) -> frozenset[str]:
        """Every user of the secretariat."""
        return self.desk.people.secretariat()

    def is_clerk(self, user: str) -> bool:
        """Whether somebody is known to be of the secretariat."""
        return self.desk.context(user, None).viewer.secretariat

    def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel."""
        return self.desk.people.members(channel)

    def zone(self, user: str) -> str | None:
        """The name of somebody's time zone."""
        return self.desk.people.zone(user)

    def closed(self, user: str) -> bool:
        """Whether somebody's account is closed."""
        return self.desk.people.gone(user)

    def silent(self, user: str | None, channel: str | None) -> bool:
        """Whether the settings want nothing said there."""
        return self.desk.silent(user, channel)


def recipients(desk: HandlerContext) -> Recipients:
    """Those of the book to whom something may be sent in Slack."""
    chosen = desk.settings
    return Recipients(
        desk.book, SlackDirectory(desk), chosen.zone, chosen.digest_channel, chosen.digest_time
    )
