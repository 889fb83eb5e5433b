"""When something is owed: the reader's hour, weekdays and bank holidays."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.subscriptions import Subscription

USEFUL = dt.timedelta(hours=12)  # after its hour; what is later than that goes into the next one
_LONGEST = 31  # days that nobody's rhythm rests in a row


def is_due(preferences: Subscription, now: dt.datetime, zone: ZoneInfo) -> dt.date | None:
    """The reader's day whose message is due by now and still of use; None outside its hours.

    An hour that the clocks leave out counts as past when they have; one that comes twice counts
    the first time.
    """
    local = now.astimezone(zone).replace(tzinfo=None)
    late = local - dt.datetime.combine(local.date(), preferences.at)
    due = dt.timedelta(0) <= late <= USEFUL
    return local.date() if due and sends_on(preferences, local.date()) else None


def is_useful(preferences: Subscription, day: dt.date, now: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the message of that day may still be sent."""
    local = now.astimezone(zone).replace(tzinfo=None)
    return local.date() == day and local - dt.datetime.combine(day, preferences.at) <= USEFUL


def next_moment(preferences: Subscription, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """When the next message may go."""
    local = now.astimezone(zone)
    day = local.date()
    today_left = preferences.last_day != day and local.time() < preferences.at
    if not (today_left and sends_on(preferences, day)):
        day = next_day(preferences, day)
    return dt.datetime.combine(day, preferences.at, zone)


def sends_on(preferences: Subscription, day: dt.date) -> bool:
    """Whether messages come on that day."""
    return day.weekday() in preferences.days and day not in bank_holidays(
        preferences.holidays, day.year
    )


def next_day(preferences: Subscription, after: dt.date) -> dt.date:
    """The next day on which messages come."""
    days = (after + dt.timedelta(days=n) for n in range(1, _LONGEST))
    return next((day for day in days if sends_on(preferences, day)), after + dt.timedelta(days=1))


def week_is_told(preferences: Subscription, day: dt.date) -> bool:
    """Whether what is weekly comes with the message of that day: it is the weekday for it, or
    the first day of sending after it."""
    since = preferences.last_day if preferences.last_day and preferences.last_day < day else None
    since = since or next(
        (d for n in range(1, _LONGEST) if sends_on(preferences, d := day - dt.timedelta(days=n))),
        day - dt.timedelta(days=1),
    )
    between = range(min((day - since).days, 7))
    return any((day - dt.timedelta(days=n)).weekday() == preferences.weekday for n in between)


@lru_cache(maxsize=64)
def bank_holidays(where: str, year: int) -> frozenset[dt.date]:
    """The bank holidays of a part of the United Kingdom (ENG, WLS, SCT, NIR); none where ""."""
    if not where:
        return frozenset()
    from holidays import country_holidays  # takes long to load, and few need it

    return frozenset(country_holidays("GB", subdiv=where, years=year))
