"""What is due is claimed with its content, and sent once: a reply that was lost is looked for
before anything is repeated.

How a message is drawn, sent and looked for is the door's: it hands in a Courier.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from commands.digest import to_answer
from commands.digest.claims import KIND, claim_at_once, claim_morning, claim_notice, has_news
from commands.digest.collect import Reader
from commands.digest.news import StoppedDestination, StoppedKey
from commands.digest.recipients import Recipients
from commands.digest.schedule import is_due, is_useful
from commands.digest_answers import DigestAnswer
from commands.posting import Carrier, Outgoing, Place, enter, note_standing, send_entered
from commands.request_context import Context
from commands.saved_searches import match_new
from storage.backup import restored_at
from storage.database import Book
from storage.model import MEMBER
from storage.outbox import (
    Delivery,
    NewsItem,
    begin,
    mark_sent,
    mark_unknown,
    pending,
    refused,
    supersede,
    take_over,
)
from storage.saved_searches import waiting_at_once
from storage.subscriptions import Subscription, end, subscription

__all__ = ["Delivery"]

log = logging.getLogger(__name__)

# ---- what is due ------------------------------------------------------------------------------


CLOSED = "the account is closed"


@dataclass(frozen=True, slots=True)
class DueDigests:
    """Claims what is due for a process, which is named `by`."""

    recipients: Recipients
    now: Callable[[], dt.datetime]
    by: str

    @property
    def book(self) -> Book:
        """The book in which it is claimed."""
        return self.recipients.book

    def claimed(self) -> Iterator[Delivery]:
        """Claim one after the other, each when its turn comes: first what is told without waiting,
        then the messages of the day."""
        zone = self.recipients.panel_zone
        looking = Context(self.book, MEMBER, self.now(), zone, via="digest")
        match_new(looking, self.recipients.rights)  # whose rights count is told with each search
        everybody = self.recipients.settle(looking.now)
        for destination in waiting_at_once(self.book):
            yield from self._at_once(destination)
        for preferences in everybody:
            yield from self._morning(preferences)

    def _at_once(self, destination: str) -> Iterator[Delivery]:
        preferences = self.recipients.preferences(destination)
        if preferences.ended or self.recipients.hushed(preferences):
            return
        day = self.now().astimezone(self.recipients.zone(preferences)).date()
        reader = self.recipients.reader_of(destination)
        made = claim_at_once(self._context(reader), reader, day, self.by)
        yield from [made] if made else []

    def _morning(self, preferences: Subscription) -> Iterator[Delivery]:
        if preferences.ended:
            return
        if preferences.personal and preferences.zone is None:
            preferences = self.recipients.located(preferences)
        day = self._day(preferences)
        if day is None:
            return
        reader = self.recipients.reader_of(preferences.destination)
        if has_news(self._context(reader), reader, day):
            day = self._day(self.recipients.located(preferences))
            if day is None or self.recipients.hushed(preferences) or self._closed(preferences):
                return
        made = claim_morning(self._context(reader), reader, day, self.by)
        yield from [made] if made else []

    def _closed(self, preferences: Subscription) -> bool:
        """Whether it is a closed account, to which nothing is sent from now on."""
        destination = preferences.destination
        if not preferences.personal or not self.recipients.directory.closed(destination):
            return False
        self.stop(destination, CLOSED)
        return True

    def _day(self, preferences: Subscription) -> dt.date | None:
        """The day whose message is due by now and not gone through."""
        day = is_due(preferences, self.now(), self.recipients.zone(preferences))
        return None if day == preferences.last_day else day

    def _context(self, reader: Reader) -> Context:
        """Composing with the rights of the reader, by their clock."""
        zone = self.recipients.zone(reader.subscription)
        return Context(self.book, reader.viewer, self.now(), zone, via="digest")

    def stop(self, destination: str, why: str) -> None:
        """Send nothing there any more, and let the secretariat know, once."""
        if not end(self.book, destination, why):
            return
        day = self.now().astimezone(self.recipients.panel_zone).date()
        stopped = StoppedDestination(destination, why)
        notice = NewsItem("stopped", stopped.key(), (StoppedKey(destination, day),))
        for clerk in sorted(self.recipients.directory.secretariat() - {destination}):
            context = self._context(self.recipients.reader_of(clerk))
            claim_notice(context, clerk, notice, day, self.by)


# ---- sending ----------------------------------------------------------------------------------


# Longer than any single request takes: until then whoever claimed it may still be sending it.
LEASE = dt.timedelta(minutes=2)
LOOK_BACK = dt.timedelta(days=2)  # where it is looked for: clocks may have been wrong
SOON, LATER = dt.timedelta(seconds=15), dt.timedelta(minutes=10)
OTHERS_USEFUL = dt.timedelta(days=1)  # what is not a day's message, after it was claimed

Uncertain = Literal["wait", "again"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was refused: the other side's word for it, and what can be done about that.
    `lasting` is what does not pass by itself; `ended` says that there is nobody to send to any
    more, and what that means; `rest` is for how long nothing at all is to be sent."""

    code: str
    advice: str = ""
    lasting: bool = False
    ended: str | None = None
    rest: dt.timedelta | None = None


class Courier(Protocol):
    """How a door sends digests. `refusal` and `lost` are what its functions raise where something
    is refused, and where no reply came."""

    @property
    def refusal(self) -> type[Exception]:
        """Raised where something is refused: then it certainly was not done."""

    @property
    def lost(self) -> tuple[type[Exception], ...]:
        """Raised where no reply came."""

    def why(self, error: Exception) -> Refusal:
        """What a refusal means."""

    def compose(self, delivery: Delivery, answer: DigestAnswer) -> tuple[Outgoing, Carrier]:
        """The message, marked so that it can be found, and what sends it."""

    def find(self, delivery: Delivery, since: dt.datetime) -> Place | None:
        """Where it stands already; None where it does not."""

    def arrived(self, now: dt.datetime) -> None:
        """Something has arrived."""


@dataclass
class Sender:
    """Sends what is claimed. `uncertain` says whether to send what may have arrived and cannot be
    looked for. `steady` counts seconds that nobody puts forward or back."""

    due: DueDigests
    courier: Courier
    uncertain: Uncertain
    steady: Callable[[], float]
    _quiet_until: dt.datetime | None = None
    _resting: dict[int, dt.datetime] = field(default_factory=dict)
    _seen_since: dict[tuple[int, str, dt.datetime], float] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        """The book in which it is claimed."""
        return self.due.book

    def quiet(self) -> bool:
        """Whether the other side has asked for a rest."""
        return self._quiet_until is not None and self.due.now() < self._quiet_until

    def owed(self) -> Iterator[Delivery]:
        """What is to be sent: what was claimed before and is not sent, then what is due, claimed
        when its turn comes."""
        if self.quiet():
            return
        now = self.due.now()
        restored_at(self.book, now)  # noted on the day, also where nothing is owed
        yield from [one for left in pending(self.book) if (one := self._ours_now(left, now))]
        yield from self.due.claimed()

    def send(self, owed: Delivery) -> bool:
        """Send it, unless it has arrived already or is of no use any more: whether it was tried to
        post it."""
        now = self.due.now()
        try:
            if self._may_have_arrived(owed, now) and (place := self._find(owed)):
                self._note_found(owed, place, now)
                return False
        except self.courier.refusal as error:
            if not self._may_repeat(owed, self.courier.why(error), now):
                return False
        except self.courier.lost:
            self._resting[owed.id] = now + SOON
            return False
        if not self._useful(owed, now):
            supersede(self.book, owed, self.due.by)
            return False
        return self._post(owed, now)

    # ---- posting --------------------------------------------------------------------------

    def _post(self, owed: Delivery, now: dt.datetime) -> bool:
        composed = self._composed(owed)
        if composed is None:
            supersede(self.book, owed, self.due.by)  # all that it told is withdrawn or done
            return False
        if not begin(self.book, owed, now, self.due.by):
            return False
        outgoing, carrier = composed
        name = enter(self.book, outgoing, now)
        try:
            place = send_entered(self.book, outgoing, carrier, name)
        except carrier.refusal as error:
            self._refused(owed, self.courier.why(error), now)
            return True
        if place is None:
            self._resting[owed.id] = now + SOON  # look before another try
        else:
            self._arrived(owed, place[1])
        return True

    def _note_found(self, owed: Delivery, place: Place, now: dt.datetime) -> None:
        """It stands there. Where this book did not send it, what it quotes is entered now."""
        composed = None if owed.attempted else self._composed(owed)
        if composed is not None:
            note_standing(self.book, composed[0], place, now)
        self._arrived(owed, place[1])

    def _arrived(self, owed: Delivery, ts: str) -> None:
        now = self.due.now()
        mark_sent(self.book, owed, ts, now)
        self.due.recipients.resume(owed.destination)
        self.courier.arrived(now)

    def _composed(self, owed: Delivery) -> tuple[Outgoing, Carrier] | None:
        """What it tells as it stands now, with the rights that the reader has now."""
        recipients = self.due.recipients
        viewer = recipients.reader_of(owed.destination).viewer
        context = Context(self.book, viewer, self.due.now(), recipients.panel_zone, via="digest")
        answer = to_answer(context, owed)
        return None if answer.empty else self.courier.compose(owed, answer)

    def _refused(self, owed: Delivery, refusal: Refusal, now: dt.datetime) -> None:
        wait = SOON
        refused(self.book, owed, self.due.by)
        if refusal.rest is not None:
            wait = refusal.rest
            self._quiet_until = now + wait
        elif refusal.lasting or refusal.ended:
            wait = LATER
        self._resting[owed.id] = now + wait
        log.error(
            "The digest for %s could not be sent to %s (%s). %s It is tried again in %d s.",
            owed.day,
            owed.destination,
            refusal.code,
            refusal.advice,
            wait.total_seconds(),
        )
        if refusal.ended:
            self.due.stop(owed.destination, refusal.ended)

    # ---- looking --------------------------------------------------------------------------

    def _may_have_arrived(self, owed: Delivery, now: dt.datetime) -> bool:
        """Whether it may stand there already: sent without a receipt, or on a day on which the
        book was put back from a copy, which does not know what was sent after it was made."""
        if owed.attempted:
            return True
        put_back = restored_at(self.book, now)
        return put_back is not None and owed.day <= put_back.astimezone(self._zone(owed)).date()

    def _ours_now(self, left: Delivery, now: dt.datetime) -> Delivery | None:
        """What is ours to send, or was left by a process that has not been heard of for a while,
        as long as this one has seen: clocks on walls may be put forward."""
        if self._resting.get(left.id, now) > now:
            return None
        if left.claimed_by == self.due.by:
            return left
        claim = (left.id, left.claimed_by, left.claimed_at)
        waited = self.steady() - self._seen_since.setdefault(claim, self.steady())
        over = waited > LEASE.total_seconds()
        return take_over(self.book, left, now, self.due.by) if over else None

    def _may_repeat(self, owed: Delivery, refusal: Refusal, now: dt.datetime) -> bool:
        """Whether to send what may have arrived and cannot be looked for: a setting decides."""
        if refusal.rest is not None:
            self._quiet_until = now + refusal.rest
            self._resting[owed.id] = self._quiet_until
            return False
        if refusal.lasting and self.uncertain == "again":
            return True
        if refusal.lasting and not self._useful(owed, now):
            mark_unknown(self.book, owed)
            log.error(
                "Nobody knows whether the digest for %s reached %s: it is left at that.",
                owed.day,
                owed.destination,
            )
            return False
        self._resting[owed.id] = now + (LATER if refusal.lasting else SOON)
        log.error(
            "I may not look whether the digest for %s reached %s (%s), and wait rather than send "
            "it twice. %s",
            owed.day,
            owed.destination,
            refusal.code,
            refusal.advice,
        )
        return False

    def _find(self, owed: Delivery) -> Place | None:
        return self.courier.find(owed, min(owed.claimed_at, self.due.now()) - LOOK_BACK)

    def _useful(self, owed: Delivery, now: dt.datetime) -> bool:
        preferences = subscription(self.book, owed.destination)
        if owed.kind != KIND or preferences is None:
            return now - owed.claimed_at < OTHERS_USEFUL
        return is_useful(preferences, owed.day, now, self._zone(owed))

    def _zone(self, owed: Delivery) -> ZoneInfo:
        preferences = subscription(self.book, owed.destination)
        known = preferences.zone if preferences else None
        return ZoneInfo(known) if known else self.due.recipients.panel_zone
