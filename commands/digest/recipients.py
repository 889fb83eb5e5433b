"""To whom something may be owed: who chose it and whom the settings name, their rights, where they
are, and what reaches them anyway."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.digest.claims import KIND
from commands.digest.collect import FIRST, OVERLAP, Reader
from storage.actions.read import any_overdue, assignees
from storage.database import Book
from storage.model import Viewer
from storage.outbox import last_sent
from storage.publications import last_publication
from storage.saved_searches import SavedSearch
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

SETTINGS = "settings"


class Directory(Protocol):
    """What a door knows of those to whom it writes, as far as it is told."""

    def secretariat(self) -> frozenset[str]:
        """Every user of the secretariat."""

    def is_clerk(self, user: str) -> bool:
        """Whether somebody is known to be of the secretariat."""

    def members(self, channel: str) -> frozenset[str]:
        """Who reads in a channel."""

    def zone(self, user: str) -> str | None:
        """The name of the time zone in which somebody is."""

    def closed(self, user: str) -> bool:
        """Whether somebody's account is closed."""

    def silent(self, user: str | None, channel: str | None) -> bool:
        """Whether the settings want nothing said there, among guests and other organisations."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Answers questions about the destinations of the book. `panel_zone` is the panel's time zone;
    `channel` and `at` are those of the settings' digest."""

    book: Book
    directory: Directory
    panel_zone: ZoneInfo
    channel: str | None
    at: dt.time

    def settle(self, now: dt.datetime) -> tuple[Subscription, ...]:
        """Everybody to whom something may be owed: whoever chose it, the channel of the settings,
        those who have promised something, and the secretariat where something is overdue."""
        follow_settings(self.book, self.channel, self.at, now)
        settled = subscriptions(self.book)
        known = {one.destination for one in settled}
        reminded = set(assignees(self.book))
        if any_overdue(self.book, now.astimezone(self.panel_zone).date()):
            reminded |= self.directory.secretariat()
        for user in sorted(reminded - known):
            keep_subscription(self.book, Subscription(user), "reminders", now)
        return settled if reminded <= known else subscriptions(self.book)

    def preferences(self, destination: str) -> Subscription:
        """What somebody has settled, to whom perhaps nothing was ever sent."""
        return subscription(self.book, destination) or Subscription(destination)

    def zone(self, preferences: Subscription) -> ZoneInfo:
        """The time zone as it is known: the reader's own, else the panel's."""
        try:
            return ZoneInfo(preferences.zone) if preferences.zone else self.panel_zone
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return self.panel_zone  # the door may know one that this machine does not

    def zone_of(self, user: str) -> ZoneInfo:
        """The time zone of somebody to whom perhaps nothing was ever sent."""
        return self.zone(self.located(self.preferences(user)))

    def located(self, preferences: Subscription) -> Subscription:
        """The same with the time zone that the door tells now, unless one was chosen by hand."""
        if not preferences.personal or preferences.zone_set:
            return preferences
        zone = self.directory.zone(preferences.destination)
        if zone is None or zone == preferences.zone:
            return preferences
        remember_zone(self.book, preferences.destination, zone)
        return replace(preferences, zone=zone)

    def rights(self, search: SavedSearch) -> Viewer:
        """With whose eyes a saved search looks: a channel's as any member."""
        mine = search.destination[:1] in ("U", "W")
        return Viewer(secretariat=mine and self.directory.is_clerk(search.destination))

    def reader_of(self, destination: str) -> Reader:
        """Somebody to be told, with the rights that they have now."""
        preferences = self.preferences(destination)
        panel = panel_of(self.book, destination)
        if not preferences.personal:
            return Reader(preferences, Viewer(channel=destination), panel)
        clerk = self.directory.is_clerk(destination)
        channels = [
            one
            for one in channel_subscriptions(self.book)
            if destination in self.directory.members(one.destination)
        ]
        daily = [one for one in channels if one.form == "daily" and one.ended is None]
        return Reader(
            preferences,
            Viewer(destination, None, clerk),
            panel,
            channels=tuple(one.destination for one in channels),
            covered=frozenset(panel_of(self.book, one.destination) for one in daily),
        )

    def hushed(self, preferences: Subscription) -> bool:
        """Whether the settings want nothing said there."""
        place = preferences.destination
        if preferences.personal:
            return self.directory.silent(place, None)
        return self.directory.silent(None, place)

    def resume(self, destination: str) -> None:
        """Let be sent again there what could not be sent any more."""
        end(self.book, destination, None)


def follow_settings(book: Book, channel: str | None, at: dt.time, now: dt.datetime) -> None:
    """Have the digest of the settings go to its channel at its hour, unless people have settled
    it otherwise; a channel that the settings no longer name gets none."""
    for preferences in subscriptions(book):
        if (
            preferences.by == SETTINGS
            and preferences.destination != channel
            and preferences.form != "off"
        ):
            keep_subscription(book, replace(preferences, form="off"), SETTINGS, now)
    if channel is None:
        return
    settled = subscription(book, channel)
    if settled is None:
        last = last_sent(book, channel, KIND)
        seen = last_publication(book, last - OVERLAP if last else now - FIRST)
        keep_subscription(book, Subscription(channel, "daily", at, seen=seen), SETTINGS, now)
    elif settled.by == SETTINGS and (settled.form, settled.at) != ("daily", at):
        keep_subscription(book, replace(settled, form="daily", at=at), SETTINGS, now)
