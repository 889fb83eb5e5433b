"""What is owed, fixed: gathered and written down in one transaction, so that two processes that
do so at once tell each thing once."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import count
from zoneinfo import ZoneInfo

from commands.digest.collect import (
    FIRST,
    OVERLAP,
    DigestBuilder,
    Reader,
    collect_digest,
    collect_immediate,
)
from commands.digest.schedule import next_moment
from commands.request_context import Context
from storage.database import Book
from storage.outbox import Delivery, NewsItem, claim, claimed, deliveries, last_sent, seen_keys
from storage.publications import last_publication
from storage.saved_searches import saved_searches, settle_hits
from storage.subscriptions import (
    Subscription,
    go_through,
    keep_subscription,
    subscription,
    subscriptions,
)

KIND = "daily digest"
AT_ONCE = "at once"


def claim_morning(context: Context, reader: Reader, day: dt.date, by: str) -> Delivery | None:
    """Fix the message of a day. None where that is done already, or there is nothing to tell:
    what comes later that day is the next one's."""
    with context.book.write():
        reader = _as_now(context, reader)
        held = reader.subscription
        if claimed(context.book, held.destination, day, KIND):
            go_through(context.book, held.destination, day, held.seen, None)
            return None
        until = last_publication(context.book)
        one = collect_digest(context, reader, day, until)
        seen, at = (until, context.now) if one.with_news else (held.seen, None)
        before = go_through(context.book, held.destination, day, seen, at)
        if before is None:
            return None
        return _claimed(one, KIND, by, held.seen)


def has_news(context: Context, reader: Reader, day: dt.date) -> bool:
    """Whether there is anything to tell in the message of a day, as far as it can be seen now."""
    return bool(collect_digest(context, reader, day, last_publication(context.book)).things)


def claim_at_once(context: Context, reader: Reader, day: dt.date, by: str) -> Delivery | None:
    """Fix what is told without waiting. None where there is nothing."""
    with context.book.write():
        reader = _as_now(context, reader)
        one = collect_immediate(context, reader, day)
        if not one.hits:
            return None
        last = max(hit.publication_id for hit in one.hits)
        names = (f"{AT_ONCE} {last}{' again' * times}" for times in count())
        taken = reader.subscription.destination, day
        kind = next(name for name in names if not claimed(context.book, *taken, name))
        return _claimed(one, kind, by, reader.subscription.seen)


def claim_notice(
    context: Context, destination: str, thing: NewsItem, day: dt.date, by: str
) -> Delivery | None:
    """Fix a single notice for somebody. None where they have had it."""
    with context.book.write():
        if not seen_keys(context.book, [destination]).isdisjoint(thing.names):
            return None
        kind = f"{thing.kind} {thing.ref}"
        return claim(context.book, destination, day, kind, [thing], context.now, by)


def _as_now(context: Context, reader: Reader) -> Reader:
    """The reader as the book has them within the transaction: others may just have changed it."""
    held = subscription(context.book, reader.subscription.destination)
    return replace(reader, subscription=held or reader.subscription)


def _claimed(one: DigestBuilder, kind: str, by: str, seen: int) -> Delivery | None:
    made = None
    if one.things:
        made = claim(
            one.context.book, one.held.destination, one.day, kind, one.things, one.context.now, by,
            seen,
        )  # fmt: skip
    settle_hits(one.context.book, one.hits, made.id if made else 0)
    return made


# What the settings and people have settled about what they are sent.


SETTINGS = "settings"


def follow_settings(book: Book, channel: str | None, at: dt.time, now: dt.datetime) -> None:
    """Have the digest of the settings go to its channel at its hour, unless people have settled
    it otherwise; a channel that the settings no longer name gets none."""
    for held in subscriptions(book):
        if held.by == SETTINGS and held.destination != channel and held.form != "off":
            keep_subscription(book, replace(held, form="off"), SETTINGS, now)
    if channel is None:
        return
    held_ = subscription(book, channel)
    if held_ is None:
        last = last_sent(book, channel, KIND)
        seen = last_publication(book, last - OVERLAP if last else now - FIRST)
        keep_subscription(book, Subscription(channel, "daily", at, seen=seen), SETTINGS, now)
    elif held_.by == SETTINGS and (held_.form, held_.at) != ("daily", at):
        keep_subscription(book, replace(held_, form="daily", at=at), SETTINGS, now)


# What goes when to whom, and what went.


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
