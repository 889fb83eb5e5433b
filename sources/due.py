"""When something is due: the words of the minutes, and the day they mean.

The words are kept whatever they say. A day is given only where the words, the day of the meeting
and the day of the next one settle it: "by the autumn" has none. `due_date` takes the words alone,
so that they can be bound again when the next meeting is fixed or moved.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_COUNTS = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
} | {"a": 1, "an": 1, "a couple of": 2}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_WEEKDAY = rf"(?P<weekday>{_any(_WEEKDAYS)})"
_BODY = (
    r"(?:(?:full|main)\s+)?(?:panel|board|(?:sub-?)?committee|council|cabinet|forum|governors?['’]?"
    r"|governing\s+body|trustees['’]?|authority)"
)
# A last day or hour, said or implied; the hour has no bearing on the day.
_BY = (
    r"(?:by|before|no\s+later\s+than|not\s+later\s+than|ahead\s+of|prior\s+to|until|till)\s+"
    r"(?:(?:the\s+)?(?:close\s+of\s+(?:business|play)|end\s+of\s+the\s+day"
    r"|noon|midday|midnight|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?)(?:\s+on)?\s+)?"
)
_ON = rf"(?:{_BY}|(?:on|for)\s+)(?:the\s+)?"
_TO_MEETING = (
    r"(?:to|at|for|by|before|in\s+time\s+for|ahead\s+of|in\s+advance\s+of|on|until|prior\s+to)"
)

Resolver = Callable[[re.Match[str], dt.date], dt.date | None]


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower().rstrip(".")]


def _year_of(match: re.Match[str]) -> int | None:
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


def _named_day(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'5 July 2019'; without a year, the first such day from the meeting on."""
    year, month, day = _year_of(match), _month_of(match), int(match["day"])
    found = _safe(year or held.year, month, day)
    return found if year or not found or found >= held else _safe(held.year + 1, month, day)


def _figures(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'05/07/2019', the day first, and '2019-07-05'."""
    return _safe(_year_of(match) or 0, int(match["m"]), int(match["day"]))


def _month_out(match: re.Match[str], held: dt.date) -> dt.date:
    """'in June', 'by the end of June': its last day, from the meeting on."""
    month = _month_of(match)
    return _month_end(_year_of(match) or held.year + (month < held.month), month)


def _month_in(match: re.Match[str], held: dt.date) -> dt.date:
    """'before June': the last day of May."""
    return _month_out(match, held).replace(day=1) - dt.timedelta(days=1)


def _period_out(match: re.Match[str], held: dt.date) -> dt.date | None:
    """'the end of the month': of the one in which the meeting was held."""
    unit = match["unit"].lower()
    if unit == "month":
        return _month_end(held.year, held.month)
    if unit == "week":
        return held + dt.timedelta(days=(4 - held.weekday()) % 7)
    return dt.date(held.year, 12, 31)


def _next_period(match: re.Match[str], held: dt.date) -> dt.date:
    """'next week', to its Friday; 'next month', to its last day."""
    if match["unit"].lower() == "week":
        return held + dt.timedelta(days=11 - held.weekday())
    later = held + relativedelta(months=1)
    return _month_end(later.year, later.month)


def _weekday(match: re.Match[str], held: dt.date) -> dt.date:
    """The first such weekday after the meeting."""
    return held + dt.timedelta(
        days=(_WEEKDAYS[match["weekday"].lower()] - held.weekday() - 1) % 7 + 1
    )


def _length(match: re.Match[str], held: dt.date) -> dt.date:
    """'within two weeks', 'in six months' time', 'within 10 working days'."""
    said = " ".join(match["count"].lower().split())
    count = int(said) if said.isdigit() else _COUNTS[said]
    if match["working"]:
        return _working_days_after(held, count)
    units = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
    if (unit := match["unit"].lower()) == "fortnight":
        unit, count = "week", 2 * count
    return held + relativedelta(**{units[unit]: count})  # type: ignore[arg-type]


def _working_days_after(held: dt.date, count: int) -> dt.date:
    """Weekends left out; holidays differ from place to place and are not known."""
    day = held
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _feast(match: re.Match[str], held: dt.date) -> dt.date:
    """'by Easter' is Easter Sunday, 'before Christmas' the day before it."""
    name = match["feast"].lower()
    if name == "easter":
        day = easter(held.year) if easter(held.year) >= held else easter(held.year + 1)
    else:
        day = dt.date(held.year, 12, 25 if name == "christmas" else 31)
    eve = match["eve"].lower() != "by" and name != "new year"
    return day - dt.timedelta(days=eve)


def _open(match: re.Match[str], held: dt.date) -> None:
    """Words for a time that no calendar at hand can settle."""


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    resolve: Resolver
    firm: bool  # it can only be a time for doing something, not what the figures are about


def _rule(pattern: str, resolve: Resolver, firm: bool = True) -> _Rule:
    return _Rule(re.compile(rf"\b{pattern}", re.IGNORECASE), resolve, firm)


_NEXT_MEETING = re.compile(
    rf"\b(?:{_TO_MEETING}\s+)?(?:(?:the|its|their|our|this)\s+)?(?:very\s+)?"
    r"(?:next|following|forthcoming)\s+"
    r"(?:(?:scheduled|ordinary|regular|formal|public|quarterly|monthly|full)\s+)?"
    rf"(?:{_BODY}\s+)?(?:meeting(?:['’]s\s+agenda)?|agenda|{_BODY})\b"
    rf"(?!\s+but\s+one)(?P<other>\s+of\s+the\s+(?!{_BODY}\b)\w+)?",
    re.IGNORECASE,
)
_MONTHS_MEETING = re.compile(
    rf"\b{_TO_MEETING}\s+(?:(?:the|its|their|our)\s+)?(?:meeting\s+in\s+(?P<in>{_any(_MONTHS)})"
    rf"|(?P<month>{_any(_MONTHS)})(?:['’]s)?(?:\s+(?P<year>20\d\d))?\s+"
    rf"(?:(?:{_BODY}\s+)?(?:meeting|agenda)|{_BODY})(?!\s+of\s+the\s+\w+\s+{_BODY}))\b",
    re.IGNORECASE,
)
_END = r"(?:the\s+)?end\s+of\s+"
_IN_YEAR = rf"(?:,?\s+{_YEAR})?"
_DATE = rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_IN_YEAR}"
_MONTH_FIRST = rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}(?!\d){_IN_YEAR}"
_A_MONTH = rf"(?:(?:early|mid|late)[\s-]+)?{_MONTH}{_IN_YEAR}"
_SEASON = (
    r"(?:spring|summer|autumn|winter|fall|half[\s-]term|new\s+year|term|quarter|year)"
    r"(?:\s+(?:half\s+)?term|\s+holidays?)?\b"
)
# The first rule that fits is the one that the words mean.
_RULES = (
    # by 5 July 2019; on Thursday 17th September; before the 3rd of May
    _rule(rf"{_BY}(?:the\s+)?{_DATE}", _named_day),
    _rule(rf"{_ON}{_DATE}", _named_day, firm=False),
    # by June 15, 2023
    _rule(rf"{_BY}{_MONTH_FIRST}", _named_day),
    _rule(rf"{_ON}{_MONTH_FIRST}", _named_day, firm=False),
    # by 05/07/2019; by 2019-07-05
    _rule(rf"{_ON}(?P<day>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<year>\d{{4}}|\d\d)\b", _figures),
    _rule(rf"{_ON}(?P<year>\d{{4}})-(?P<m>\d\d)-(?P<day>\d\d)\b", _figures),
    # by the end of March; at the end of July 2020
    _rule(rf"(?:{_BY}|at\s+|towards\s+)?{_END}{_MONTH}{_IN_YEAR}", _month_out),
    # by the end of the month
    _rule(
        rf"(?:by|before|at|within)\s+{_END}(?:the|this)\s+(?:calendar\s+)?"
        r"(?P<unit>month|week|year)\b",
        _period_out,
    ),
    _rule(r"(?:by\s+|in\s+|during\s+)?next\s+(?P<unit>week|month)\b", _next_period),
    # within 10 working days; in six months' time
    _rule(
        rf"(?:within|in|over\s+the\s+next)\s+(?:the\s+next\s+)?(?P<count>\d{{1,3}}|{_any(_COUNTS)})\s+"
        r"(?P<working>working\s+|business\s+)?(?:calendar\s+|clear\s+)?"
        r"(?P<unit>day|week|fortnight|month|year)s?\b(?:['’]?\s+time\b)?(?!\s+(?:to|of|old))",
        _length,
    ),
    _rule(
        r"(?P<eve>by|before|ahead\s+of)\s+(?:the\s+)?(?P<feast>Easter|Christmas|new\s+year)\b",
        _feast,
    ),
    # before June; by late June; in June
    _rule(rf"before\s+{_MONTH}{_IN_YEAR}", _month_in),
    _rule(rf"(?:{_BY}|later\s+in\s+){_A_MONTH}", _month_out),
    _rule(rf"(?:in|for|during)\s+{_A_MONTH}", _month_out, firm=False),
    # by Friday
    _rule(rf"{_BY}(?:next\s+|this\s+)?{_WEEKDAY}\b", _weekday),
    _rule(
        r"(?:in\s+due\s+course|as\s+soon\s+as\s+(?:possible|practicable)"
        r"|(?:to|at|for)\s+a\s+(?:future|later|subsequent)\s+meeting)\b",
        _open,
    ),
    _rule(
        rf"(?:{_BY}|(?:in|during|over|at)\s+)(?:the\s+)?(?:{_END}(?:the\s+)?)?"
        rf"(?:(?:early|late|next|coming|financial|school|academic|municipal)\s+)*{_SEASON}",
        _open,
        firm=False,
    ),
)
# What stands before a day that something happened on, or that a paper bears.
_ABOUT = re.compile(
    r"\b(?:held|dated|meeting|minutes|agreed|published|issued|made|taken)\s*$", re.I
)
# A bare month is a time for doing only at the end of what is said.
_CLOSED = re.compile(r"\s*(?:[.;,:)\]]|$|and\b|to\b|on\b)", re.I)


def due_date(
    words: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> dt.date | None:
    """The day that due words mean, or None where it cannot be known.

    "to the next meeting" is the day of the next meeting; "to the December meeting" too, if that
    is when it falls. A day named without its year is the first one from the meeting on; a month
    ends on its last day.
    """
    if found := _NEXT_MEETING.search(words):
        return None if found["other"] else next_meeting
    if found := _MONTHS_MEETING.search(words):
        month = _MONTHS[(found["in"] or found["month"]).lower()]
        return next_meeting if next_meeting and next_meeting.month == month else None
    for rule in _RULES:
        if match := rule.pattern.search(words):
            if meeting_date is None and _year_of(match) is None:
                return None
            return rule.resolve(match, meeting_date or dt.date.min)
    return None


def find_due(
    sentence: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> tuple[str | None, dt.date | None]:
    """The words of the sentence that say when, and the day they mean; (None, None) without any.

    Of several times the first that can only be a time for doing is taken.
    """
    times = sorted(_times(sentence, meeting_date), key=lambda t: (not t[2], t[0]))
    if not times:
        return None, None
    start, end, _ = times[0]
    words = sentence[start:end].strip()
    return words, due_date(words, meeting_date, next_meeting)


def _times(sentence: str, held: dt.date | None) -> Iterator[tuple[int, int, bool]]:
    """Where times stand: start, end, and whether each can only be one for doing."""
    taken: list[tuple[int, int]] = []
    rules = [_Rule(_NEXT_MEETING, _open, True), _Rule(_MONTHS_MEETING, _open, True), *_RULES]
    for rule in rules:
        for match in rule.pattern.finditer(sentence):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken):
                continue
            if not rule.firm and not _may_be_due(rule, match, held):
                continue
            taken.append((start, end))
            yield start, end, rule.firm


def _may_be_due(rule: _Rule, match: re.Match[str], held: dt.date | None) -> bool:
    if _ABOUT.search(match.string[: match.start()]):
        return False
    groups = match.groupdict()
    if groups.get("day") is None and not _CLOSED.match(match.string[match.end() :]):
        return False
    day = rule.resolve(match, held) if held else None
    return day is None or held is None or day >= held
