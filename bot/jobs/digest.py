"""The clock: looks for what is owed, claims it with its content, and has it sent.

What is owed is claimed just before it is sent, one message after the other and no faster than one
a second, so that answers to people always get through.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient

from bot.handler_context import HandlerContext
from bot.jobs.sender import Sender
from bot.worker import run_periodically
from commands.digest import (
    Reader,
    claim_at_once,
    claim_morning,
    claim_notice,
    follow_settings,
    has_news,
)
from commands.digest.news import StoppedDestination, StoppedKey
from commands.digest.schedule import is_due
from commands.request_context import Context
from commands.saved_searches import match_new
from storage.actions.read import any_overdue, assignees
from storage.backup import restored_at
from storage.model import MEMBER, Viewer
from storage.outbox import Delivery, NewsItem
from storage.saved_searches import SavedSearch, waiting_at_once
from storage.subscriptions import (
    Subscription,
    channel_subscriptions,
    end,
    keep_subscription,
    panel_of,
    remember_zone,
    subscription,
    subscriptions,
)

# ---- to whom something may be owed ------------------------------------------------------------
# Their rights, where they are, and what reaches them anyway.


@dataclass(frozen=True, slots=True)
class Recipients:
    """Answers questions about the destinations of the book."""

    desk: HandlerContext

    def settle(self, now: dt.datetime) -> tuple[Subscription, ...]:
        """Everybody to whom something may be owed: whoever chose it, the channel of the settings,
        those who have promised something, and the secretariat where something is overdue."""
        desk, settings = self.desk, self.desk.settings
        follow_settings(desk.book, settings.digest_channel, settings.digest_time, now)
        held = subscriptions(desk.book)
        known = {one.destination for one in held}
        reminded = set(assignees(desk.book))
        if any_overdue(desk.book, now.astimezone(settings.zone).date()):
            reminded |= desk.people.secretariat()
        for user in sorted(reminded - known):
            keep_subscription(desk.book, Subscription(user), "reminders", now)
        return held if reminded <= known else subscriptions(desk.book)

    def zone(self, held: Subscription) -> ZoneInfo:
        """The time zone as it is known: the reader's own, else the panel's."""
        try:
            return ZoneInfo(held.zone) if held.zone else self.desk.settings.zone
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return self.desk.settings.zone  # Slack may know one that this machine does not

    def zone_of(self, user: str) -> ZoneInfo:
        """The time zone of somebody to whom perhaps nothing was ever sent."""
        return self.zone(self.located(subscription(self.desk.book, user) or Subscription(user)))

    def located(self, held: Subscription) -> Subscription:
        """The same with the time zone that Slack tells now, unless one was chosen by hand."""
        if not held.personal or held.zone_set:
            return held
        told = self.desk.people.zone(held.destination)
        if told is None or told == held.zone:
            return held
        remember_zone(self.desk.book, held.destination, told)
        return replace(held, zone=told)

    def rights(self, search: SavedSearch) -> Viewer:
        """With whose eyes a saved search looks: a channel's as any member."""
        mine = search.destination[:1] in ("U", "W")
        return Viewer(secretariat=mine and self._of_secretariat(search.destination))

    def reader_of(self, destination: str) -> Reader:
        """Somebody to be told, with the rights that they have now."""
        held = subscription(self.desk.book, destination) or Subscription(destination)
        if not held.personal:
            viewer = Viewer(channel=destination)
            return Reader(held, viewer, panel_of(self.desk.book, destination))
        secretariat = self._of_secretariat(destination)
        channels = [
            one
            for one in channel_subscriptions(self.desk.book)
            if destination in self.desk.people.members(one.destination)
        ]
        daily = [one for one in channels if one.form == "daily" and one.ended is None]
        return Reader(
            held,
            Viewer(destination, None, secretariat),
            panel_of(self.desk.book, destination),
            channels=tuple(one.destination for one in channels),
            covered=frozenset(panel_of(self.desk.book, one.destination) for one in daily),
        )

    def _of_secretariat(self, user: str) -> bool:
        """Whether somebody is known to be of the secretariat."""
        return self.desk.context(user, None).viewer.secretariat


LOOK_SECONDS = 15.0
PACE_SECONDS = 1.0  # between two messages
ROUND = 20  # messages, after which it is looked again what is urgent

CLOSED = "the account is closed"

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
    readers: Recipients = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.readers = Recipients(self.desk)
        self.sender = Sender(
            self.desk,
            self.client,
            self.by,
            self.readers.reader_of,
            self._tell_stopped,
            self.steady,
        )

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
        for delivery in self._owed():
            if self._quiet():
                return False
            if self.sender.send(delivery):
                sent += 1
                if pause(PACE_SECONDS) or sent >= ROUND:
                    return True
        return False

    def _quiet(self) -> bool:
        """Whether Slack has asked for a rest."""
        until = self.sender.quiet_until
        return until is not None and self.desk.now() < until

    def _owed(self) -> Iterator[Delivery]:
        """What is to be sent, each claimed when its turn comes."""
        if self._quiet():
            return
        now = self.desk.now()
        restored_at(self.desk.book, now)  # noted on the day, also where nothing is owed
        yield from self.sender.left(now)
        match_new(self._looking(), self.readers.rights)
        held = self.readers.settle(now)
        for destination in waiting_at_once(self.desk.book):
            yield from self._claimed_at_once(destination)
        for one in held:
            yield from self._claimed_morning(one)

    def _claimed_at_once(self, destination: str) -> Iterator[Delivery]:
        held = subscription(self.desk.book, destination) or Subscription(destination)
        if held.ended or self._hushed(held):
            return
        day = self.desk.now().astimezone(self.readers.zone(held)).date()
        reader = self.readers.reader_of(destination)
        made = claim_at_once(self._context(reader), reader, day, self.by)
        yield from [made] if made else []

    def _claimed_morning(self, held: Subscription) -> Iterator[Delivery]:
        if held.ended:
            return
        if held.personal and held.zone is None:
            held = self.readers.located(held)
        day = self._due(held)
        if day is None:
            return
        reader = self.readers.reader_of(held.destination)
        if has_news(self._context(reader), reader, day):
            day = self._due(self.readers.located(held))
            if day is None or self._hushed(held) or self._gone(held):
                return
        made = claim_morning(self._context(reader), reader, day, self.by)
        yield from [made] if made else []

    def _hushed(self, held: Subscription) -> bool:
        """Whether the settings want nothing said there, among guests and other organisations."""
        if held.personal:
            return self.desk.silent(held.destination, None)
        return self.desk.silent(None, held.destination)

    def _gone(self, held: Subscription) -> bool:
        """Whether it is a closed account, to which nothing is sent from now on."""
        if not held.personal or not self.desk.people.gone(held.destination):
            return False
        if end(self.desk.book, held.destination, CLOSED):
            self._tell_stopped(held.destination, CLOSED)
        return True

    def _due(self, held: Subscription) -> dt.date | None:
        """The day whose message is due by now and not gone through."""
        day = is_due(held, self.desk.now(), self.readers.zone(held))
        return None if day == held.last_day else day

    def _looking(self) -> Context:
        """Looking for saved searches; whose rights count is told with each."""
        return Context(
            self.desk.book, MEMBER, self.desk.now(), self.desk.settings.zone, via="digest"
        )

    def _context(self, reader: Reader) -> Context:
        """Composing with the rights of the reader, by their clock."""
        zone = self.readers.zone(reader.subscription)
        return Context(self.desk.book, reader.viewer, self.desk.now(), zone, via="digest")

    def _tell_stopped(self, destination: str, why: str) -> None:
        """Let the secretariat know, once, that nothing is sent there any more."""
        now = self.desk.now()
        day = now.astimezone(self.desk.settings.zone).date()
        stopped = StoppedDestination(destination, why)
        notice = NewsItem("stopped", stopped.key(), (StoppedKey(destination, day),))
        for clerk in sorted(self.desk.people.secretariat() - {destination}):
            context = self._context(self.readers.reader_of(clerk))
            claim_notice(context, clerk, notice, day, self.by)


# What the bot sends by itself: at each reader's hour, once, whatever happens in between.
#
# `clock` finds what is owed, `readers` knows to whom, `sending` sees that it arrives once.
