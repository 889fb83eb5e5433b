"""To whom something may be owed: their rights, where they are, and what reaches them anyway."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.desk import Desk
from commands.digest import Reader, follow_settings
from storage.channels import panel_of
from storage.records import Viewer
from storage.register import any_overdue, assignees
from storage.saved_searches import SavedSearch
from storage.subscriptions import (
    Subscription,
    channel_subscriptions,
    keep_subscription,
    remember_zone,
    subscription,
    subscriptions,
)


@dataclass(frozen=True, slots=True)
class Readers:
    """Answers questions about the destinations of the book."""

    desk: Desk

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
