"""What goes when to whom, and what went."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from commands.digest.days import next_moment
from commands.model import Context
from storage.deliveries import Delivery, deliveries
from storage.saved_searches import saved_searches
from storage.subscriptions import Subscription, subscriptions

LATEST = 20  # of what went


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One destination: what it gets, its searches, and when the next message may go."""

    held: Subscription
    searches: int
    next: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All destinations by when they are next, and the latest of what went."""

    coming: tuple[Scheduled, ...]
    went: tuple[Delivery, ...]


def scheduled(context: Context, channel: str | None, at: dt.time) -> Schedule:
    """The schedule; `channel` and `at` are those of the settings. Nothing is written."""
    counts: dict[str, int] = {}
    for search in saved_searches(context.book):
        counts[search.destination] = counts.get(search.destination, 0) + 1
    everybody = {held.destination: held for held in subscriptions(context.book)}
    if channel and channel not in everybody:
        everybody[channel] = Subscription(channel, "daily", at)
    coming = [_one(context, held, counts.get(held.destination, 0)) for held in everybody.values()]
    coming.sort(key=lambda one: (one.next is None, one.next or context.now, one.held.destination))
    return Schedule(tuple(coming), tuple(deliveries(context.book, LATEST)))


def _one(context: Context, held: Subscription, searches: int) -> Scheduled:
    wanted = held.form != "off" or searches or (held.reminders and held.personal)
    going = wanted and not held.ended
    moment = next_moment(held, context.now, _zone(context, held)) if going else None
    return Scheduled(held, searches, moment)


def _zone(context: Context, held: Subscription) -> ZoneInfo:
    return ZoneInfo(held.zone) if held.zone else context.zone
