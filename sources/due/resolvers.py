"""The day that words of time mean: one function for each way of saying it, which rows of
`sources/rules/due.toml` name as their `day`.

Each takes what the row has called by names and the day of the meeting.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from sources.dates import MONTHS, WEEKDAYS

_NUMBERS = ("one two three four five six seven eight nine ten eleven twelve").split()
COUNTS = {word: n for n, word in enumerate(_NUMBERS, start=1)}
COUNTS |= {"a": 1, "an": 1, "a couple of": 2}
_FIGURES = re.compile(r"\d+")
# "mid-july", "end-july" and "july’s" hold the month.
_MONTH = re.compile(r"(?:\w+-)?(?P<month>[a-z]+)")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a time by the names that a row has for them, and the day of the next meeting."""

    words: Mapping[str, str]
    next_meeting: dt.date | None = None

    def __contains__(self, name: str) -> bool:
        return name in self.words

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    def number(self, name: str) -> int:
        """The last number in what goes by a name: 5 of "5th", 24 of "2023-24"."""
        return int(_FIGURES.findall(self[name])[-1])

    @property
    def count(self) -> int:
        """How many of a unit of time: one, where none is given."""
        count = self.words.get("count", "one")
        return int(count) if count.isdigit() else COUNTS[count]

    @property
    def unit(self) -> str:
        """The unit of time: "week" of "weeks" and of "week’s"."""
        return re.sub(r"[’']?s$", "", self["unit"])

    @property
    def month(self) -> int:
        """The month, 1 to 12."""
        match = _MONTH.match(self["month"])
        assert match
        return MONTHS[match["month"]]

    @property
    def year(self) -> int | None:
        """The year, if one is given; "23" is 2023."""
        if "year" not in self:
            return None
        year = self.number("year")
        return year + (2000 if year < 100 else 0)


Resolver = Callable[[TimeWords, dt.date], dt.date | None]


def _safe(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def named_day(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'5 July 2019'; without a year, the first such day from the meeting on."""
    month, day = parts.month, parts.number("day")
    if year := parts.year:
        return _safe(year, month, day)
    days = (_safe(meeting_date.year + later, month, day) for later in (0, 1))
    return next((found for found in days if found and found >= meeting_date), None)


def figures(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'05/07/2019', the day first."""
    return _safe(parts.year or 0, parts.number("number"), parts.number("day"))


def year_first(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'2019-07-05'."""
    return dt.date.fromisoformat(parts["date"])


def month_out(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'in June', 'by the end of June': its last day, from the meeting on."""
    month = parts.month
    return _month_end(parts.year or meeting_date.year + (month < meeting_date.month), month)


def month_middle(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'by mid-June', 'by the middle of June'."""
    return month_out(parts, meeting_date).replace(day=15)


def month_first(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'by the beginning of June'."""
    return month_out(parts, meeting_date).replace(day=1)


def month_in(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'before June': the last day of May."""
    return month_out(parts, meeting_date).replace(day=1) - dt.timedelta(days=1)


def period_out(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'the end of the month': of the one in which the meeting was held."""
    unit = parts.unit
    if unit == "month":
        return _month_end(meeting_date.year, meeting_date.month)
    if unit == "week":
        return meeting_date + dt.timedelta(days=(4 - meeting_date.weekday()) % 7)
    return dt.date(meeting_date.year, 12, 31)


def financial_year_out(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'the end of the financial year': 31 March, as public bodies in the United Kingdom have it."""
    return dt.date(parts.year or meeting_date.year + (meeting_date.month > 3), 3, 31)


def week_of(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'week commencing 4 December': the Friday of that week, which has the whole of it."""
    day = named_day(parts, meeting_date)
    return day and day + dt.timedelta(days=(4 - day.weekday()) % 7)


def tomorrow(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """The day after the meeting."""
    return meeting_date + dt.timedelta(days=1)


def next_period(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'next week', to its Friday; 'next month', to its last day."""
    if parts.unit == "week":
        return meeting_date + dt.timedelta(days=11 - meeting_date.weekday())
    later = meeting_date + relativedelta(months=1)
    return _month_end(later.year, later.month)


def weekday(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """The first such weekday after the meeting."""
    return meeting_date + dt.timedelta(
        days=(WEEKDAYS.index(parts["weekday"]) - meeting_date.weekday() - 1) % 7 + 1
    )


def this_week(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'this week', to its Friday; 'by the weekend', to its Sunday."""
    last = 6 if "weekend" in parts else 4
    return meeting_date + dt.timedelta(days=(last - meeting_date.weekday()) % 7)


def length(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'within two weeks', 'in six months' time', 'within 10 working days'."""
    count = parts.count
    if "working" in parts:
        return _working_days_after(meeting_date, count)
    if parts.unit == "hour":
        return meeting_date + dt.timedelta(days=-(-count // 24))
    spans = {
        "day": relativedelta(days=count),
        "week": relativedelta(weeks=count),
        "fortnight": relativedelta(weeks=2 * count),
        "month": relativedelta(months=count),
        "year": relativedelta(years=count),
    }
    return meeting_date + spans[parts.unit]


def _working_days_after(meeting_date: dt.date, count: int) -> dt.date:
    """Weekends left out; holidays differ from place to place and are not known."""
    day = meeting_date
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def feast(parts: TimeWords, meeting_date: dt.date) -> dt.date:
    """'by Easter' is Easter Sunday, 'before Christmas' the day before it."""
    name = parts["feast"]
    if name == "easter":
        day = (
            easter(meeting_date.year)
            if easter(meeting_date.year) >= meeting_date
            else easter(meeting_date.year + 1)
        )
    else:
        day = dt.date(meeting_date.year, 12, 25 if name == "christmas" else 31)
    eve = parts["eve"] != "by" and name != "new year"
    return day - dt.timedelta(days=eve)


def open_time(parts: TimeWords, meeting_date: dt.date) -> None:
    """Words for a time that no calendar at hand can settle."""


def next_meeting(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'the next meeting', unless it is that of others."""
    return None if "other" in parts else parts.next_meeting


def months_meeting(parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """'the July meeting', where the next one falls into that month."""
    following = parts.next_meeting
    return following if following and following.month == parts.month else None


def earlier(parts: TimeWords, day: dt.date) -> dt.date | None:
    """'two weeks before' a day."""
    span = dt.timedelta(parts.count * (7 if parts.unit == "week" else 1))
    return day - span if day - dt.date.min >= span else None
