"""The day that words of time mean: one function for each way of saying it.

Each takes the match of a rule's pattern and the day of the meeting.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from sources.dates import MONTHS, WEEKDAYS

_NUMBERS = ("one two three four five six seven eight nine ten eleven twelve").split()
COUNTS = {word: n for n, word in enumerate(_NUMBERS, start=1)}
COUNTS |= {"a": 1, "an": 1, "a couple of": 2}


Resolver = Callable[[re.Match[str], dt.date], dt.date | None]


def _month_of(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def year_of(match: re.Match[str]) -> int | None:
    """The year that is said, if one is; "23" is 2023."""
    said = match.groupdict().get("year")
    return int(said) + (2000 if len(said) == 2 else 0) if said else None


def _safe(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def named_day(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'5 July 2019'; without a year, the first such day from the meeting on."""
    month, day = _month_of(match), int(match["day"])
    if year := year_of(match):
        return _safe(year, month, day)
    days = (_safe(held.year + later, month, day) for later in (0, 1))
    return next((found for found in days if found and found >= held), None)


def figures(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'05/07/2019', the day first, and '2019-07-05'."""
    return _safe(year_of(match) or 0, int(match["m"]), int(match["day"]))


def month_out(match: re.Match[str], held: dt.date) -> dt.date:
    """'in June', 'by the end of June': its last day, from the meeting on."""
    month = _month_of(match)
    return _month_end(year_of(match) or held.year + (month < held.month), month)


def month_middle(match: re.Match[str], held: dt.date) -> dt.date:
    """'by mid-June', 'by the middle of June'."""
    return month_out(match, held).replace(day=15)


def month_first(match: re.Match[str], held: dt.date) -> dt.date:
    """'by the beginning of June'."""
    return month_out(match, held).replace(day=1)


def month_in(match: re.Match[str], held: dt.date) -> dt.date:
    """'before June': the last day of May."""
    return month_out(match, held).replace(day=1) - dt.timedelta(days=1)


def period_out(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'the end of the month': of the one in which the meeting was held."""
    unit = match["unit"].lower()
    if unit == "month":
        return _month_end(held.year, held.month)
    if unit == "week":
        return held + dt.timedelta(days=(4 - held.weekday()) % 7)
    return dt.date(held.year, 12, 31)


def financial_year_out(match: re.Match[str], held: dt.date) -> dt.date:
    """'the end of the financial year': 31 March, as public bodies in the United Kingdom have it."""
    return dt.date(year_of(match) or held.year + (held.month > 3), 3, 31)


def week_of(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'week commencing 4 December': the Friday of that week, which has the whole of it."""
    day = named_day(match, held)
    return day and day + dt.timedelta(days=(4 - day.weekday()) % 7)


def tomorrow(match: re.Match[str], held: dt.date) -> dt.date:
    """The day after the meeting."""
    return held + dt.timedelta(days=1)


def next_period(match: re.Match[str], held: dt.date) -> dt.date:
    """'next week', to its Friday; 'next month', to its last day."""
    if match["unit"].lower() == "week":
        return held + dt.timedelta(days=11 - held.weekday())
    later = held + relativedelta(months=1)
    return _month_end(later.year, later.month)


def weekday(match: re.Match[str], held: dt.date) -> dt.date:
    """The first such weekday after the meeting."""
    return held + dt.timedelta(
        days=(WEEKDAYS.index(match["weekday"].lower()) - held.weekday() - 1) % 7 + 1
    )


def this_week(match: re.Match[str], held: dt.date) -> dt.date:
    """'this week', to its Friday; 'by the weekend', to its Sunday."""
    last = 6 if match["weekday"] else 4
    return held + dt.timedelta(days=(last - held.weekday()) % 7)


def length(match: re.Match[str], held: dt.date) -> dt.date:
    """'within two weeks', 'in six months' time', 'within 10 working days'."""
    said = " ".join((match["count"] or "one").lower().split())
    count = int(said) if said.isdigit() else COUNTS[said]
    if match["working"]:
        return _working_days_after(held, count)
    if match["unit"].lower() == "hour":
        return held + dt.timedelta(days=-(-count // 24))
    spans = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "fortnight": relativedelta(weeks=2 * count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }
    return held + spans[match["unit"].lower()]


def _working_days_after(held: dt.date, count: int) -> dt.date:
    """Weekends left out; holidays differ from place to place and are not known."""
    day = held
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def feast(match: re.Match[str], held: dt.date) -> dt.date:
    """'by Easter' is Easter Sunday, 'before Christmas' the day before it."""
    name = match["feast"].lower()
    if name == "easter":
        day = easter(held.year) if easter(held.year) >= held else easter(held.year + 1)
    else:
        day = dt.date(held.year, 12, 25 if name == "christmas" else 31)
    eve = match["eve"].lower() != "by" and name != "new year"
    return day - dt.timedelta(days=eve)


def open_time(match: re.Match[str], held: dt.date) -> None:
    """Words for a time that no calendar at hand can settle."""
