"""What the settings and people have settled about what they are sent."""

import datetime as dt
from dataclasses import replace

from commands.digest.claiming import KIND
from commands.digest.gather import FIRST, OVERLAP
from storage.database import Book
from storage.deliveries import last_sent
from storage.publications import last_publication
from storage.subscriptions import Subscription, keep_subscription, subscription, subscriptions

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
