"""What is owed, fixed: gathered and written down in one transaction, so that two processes that
do so at once tell each thing once."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import count
from zoneinfo import ZoneInfo

from commands.digest.collect import (
    DigestBuilder,
    Reader,
    collect_digest,
    collect_immediate,
)
from commands.digest.news import AtOnceKey, NoticeKey
from commands.digest.schedule import next_moment
from commands.request_context import Context
from storage.outbox import Delivery, NewsItem, claim, claimed, deliveries, seen_keys
from storage.publications import last_publication, print_of
from storage.saved_searches import saved_searches, settle_hits
from storage.subscriptions import (
    Subscription,
    go_through,
    subscription,
    subscriptions,
)

KIND = "daily digest"


def claim_morning(context: Context, reader: Reader, day: dt.date, by: str) -> Delivery | None:
    """Fix the message of a day. None where that is done already, or there is nothing to tell:
    what comes later that day is the next one's."""
    with context.book.write():
        reader = _as_now(context, reader)
        preferences = reader.subscription
        if claimed(context.book, preferences.destination, day, KIND):
            go_through(context.book, preferences.destination, day, preferences.seen, None)
            return None
        until = last_publication(context.book)
        digest = collect_digest(context, reader, day, until)
        seen, at = (until, context.now) if digest.with_news else (preferences.seen, None)
        before = go_through(context.book, preferences.destination, day, seen, at)
        if before is None:
            return None
        return _claimed(digest, KIND, by, preferences.seen)


def has_news(context: Context, reader: Reader, day: dt.date) -> bool:
    """Whether there is anything to tell in the message of a day, as far as it can be seen now."""
    return bool(collect_digest(context, reader, day, last_publication(context.book)).things)


def claim_at_once(context: Context, reader: Reader, day: dt.date, by: str) -> Delivery | None:
    """Fix what is told without waiting. None where there is nothing."""
    with context.book.write():
        reader = _as_now(context, reader)
        digest = collect_immediate(context, reader, day)
        if not digest.hits:
            return None
        last = max(hit.publication_id for hit in digest.hits)
        again = (" ".join(["again"] * times) or None for times in count())
        kinds = (AtOnceKey(last, told_before).key() for told_before in again)
        slot = reader.subscription.destination, day
        kind = next(kind for kind in kinds if not claimed(context.book, *slot, kind))
        return _claimed(digest, kind, by, reader.subscription.seen)


def claim_notice(
    context: Context, destination: str, item: NewsItem, day: dt.date, by: str
) -> Delivery | None:
    """Fix a single notice for somebody. None where they have had it."""
    with context.book.write():
        keys = {key.key() for key in item.keys}
        if not seen_keys(context.book, [destination]).isdisjoint(keys):
            return None
        kind = NoticeKey(item.kind, item.ref).key()
        return claim(context.book, destination, day, kind, [item], context.now, by)


def _as_now(context: Context, reader: Reader) -> Reader:
    """The reader as the book has them within the transaction: others may just have changed it."""
    preferences = subscription(context.book, reader.subscription.destination)
    return replace(reader, subscription=preferences or reader.subscription)


def _claimed(digest: DigestBuilder, kind: str, by: str, seen: int) -> Delivery | None:
    made = None
    if digest.things:
        made = claim(
            digest.context.book, digest.preferences.destination, digest.day, kind, digest.things,
            digest.context.now, by, seen,
        )  # fmt: skip
    settle_hits(digest.context.book, digest.hits, made.id if made else 0)
    return made


# ---- by what a message is known where it stands ------------------------------------------------


def marks_of(delivery: Delivery) -> dict[str, str]:
    """The marks by which a message of this delivery is known where it stands."""
    return {"delivery": delivery.name, "things": print_of(delivery.content)}


def content_mark(delivery: Delivery) -> dict[str, str]:
    """The mark that tells what is told at once from other news of the same number: numbers come
    again once the book was put back from a copy. A day has one digest, whatever it tells."""
    return {} if delivery.kind == KIND else {"things": print_of(delivery.content)}


# ---- what goes when to whom, and what went ----------------------------------------------------


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
    everybody = {
        preferences.destination: preferences for preferences in subscriptions(context.book)
    }
    if channel and channel not in everybody:
        everybody[channel] = Subscription(channel, "daily", at)
    coming = [
        _one(context, preferences, counts.get(preferences.destination, 0))
        for preferences in everybody.values()
    ]
    coming.sort(
        key=lambda entry: (entry.next is None, entry.next or context.now, entry.held.destination)
    )
    return Schedule(tuple(coming), tuple(deliveries(context.book, LATEST)))


def _one(context: Context, preferences: Subscription, searches: int) -> Scheduled:
    wanted = (
        preferences.form != "off" or searches or (preferences.reminders and preferences.personal)
    )
    going = wanted and not preferences.ended
    moment = next_moment(preferences, context.now, _zone(context, preferences)) if going else None
    return Scheduled(preferences, searches, moment)


def _zone(context: Context, preferences: Subscription) -> ZoneInfo:
    return ZoneInfo(preferences.zone) if preferences.zone else context.zone
