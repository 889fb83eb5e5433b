"""What is owed, fixed: gathered and written down in one transaction, so that two processes that
do so at once tell each thing once."""

import datetime as dt
from dataclasses import replace
from itertools import count

from commands.digest.gather import Gathering, Reader, gather, gather_at_once
from commands.model import Context
from storage.deliveries import Delivery, Thing, claim, claimed, told
from storage.publications import last_publication
from storage.saved_searches import settle_hits
from storage.subscriptions import go_through, subscription

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
        one = gather(context, reader, day, until)
        seen, at = (until, context.now) if one.with_news else (held.seen, None)
        before = go_through(context.book, held.destination, day, seen, at)
        if before is None:
            return None
        return _claimed(one, KIND, by, held.seen)


def has_news(context: Context, reader: Reader, day: dt.date) -> bool:
    """Whether there is anything to tell in the message of a day, as far as it can be seen now."""
    return bool(gather(context, reader, day, last_publication(context.book)).things)


def claim_at_once(context: Context, reader: Reader, day: dt.date, by: str) -> Delivery | None:
    """Fix what is told without waiting. None where there is nothing."""
    with context.book.write():
        reader = _as_now(context, reader)
        one = gather_at_once(context, reader, day)
        if not one.hits:
            return None
        last = max(hit.publication_id for hit in one.hits)
        names = (f"{AT_ONCE} {last}{' again' * times}" for times in count())
        taken = reader.subscription.destination, day
        kind = next(name for name in names if not claimed(context.book, *taken, name))
        return _claimed(one, kind, by, reader.subscription.seen)


def claim_notice(
    context: Context, destination: str, thing: Thing, day: dt.date, by: str
) -> Delivery | None:
    """Fix a single notice for somebody. None where they have had it."""
    with context.book.write():
        if not told(context.book, [destination]).isdisjoint(thing.names):
            return None
        kind = f"{thing.kind} {thing.ref}"
        return claim(context.book, destination, day, kind, [thing], context.now, by)


def _as_now(context: Context, reader: Reader) -> Reader:
    """The reader as the book has them within the transaction: others may just have changed it."""
    held = subscription(context.book, reader.subscription.destination)
    return replace(reader, subscription=held or reader.subscription)


def _claimed(one: Gathering, kind: str, by: str, seen: int) -> Delivery | None:
    made = None
    if one.things:
        made = claim(
            one.context.book, one.held.destination, one.day, kind, one.things, one.context.now, by,
            seen,
        )  # fmt: skip
    settle_hits(one.context.book, one.hits, made.id if made else 0)
    return made
