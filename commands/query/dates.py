"""Times in a question: "in February 2020", "since 2019", "last year", "at the last meeting"."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from sources.dates import MONTHS, any_of

_MONTH = rf"(?:{any_of(MONTHS)})\b\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
_SPAN = rf"(?:{_DAY}|{_MONTH}\s+(?:of\s+)?\d{{4}}|(?:19|20)\d{{2}}(?![\d/-]))"
_ALONE = rf"(?:{_DAY}|{_MONTH}\s+(?:of\s+)?\d{{4}})"
_YEAR_WORDS = r"(?:last|this|past)\s+(?:year|month|week)"

_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            rf"\b(?:between|from)\s+(?P<a>{_SPAN})\s+(?:and|to|until|till|-)\s+(?P<b>{_SPAN})",
            "span",
        ),
        (rf"\b(?:since|from)\s+(?P<a>{_SPAN}|{_YEAR_WORDS})(?:\s+on(?:wards)?)?\b", "since"),
        (rf"\bafter\s+(?P<a>{_SPAN})", "after"),
        (rf"\bbefore\s+(?P<a>{_SPAN}|{_YEAR_WORDS})", "before"),
        (rf"\b(?:until|till|up to)\s+(?P<a>{_SPAN})", "until"),
        (rf"\b(?:in|during|on|of|at)\s+(?:the\s+)?(?P<a>{_SPAN}|{_YEAR_WORDS})", "in"),
        (rf"\b(?:in\s+the\s+)?(?P<a>{_YEAR_WORDS})", "in"),
        (rf"\b(?P<a>{_ALONE})", "in"),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, either end open, and where its words stand: `text[start:end]`."""

    since: dt.date | None
    until: dt.date | None
    start: int
    end: int


def find_period(text: str, today: dt.date) -> Period | None:
    """The first time that a question names, in the order of how much it says."""
    for pattern, kind in _FORMS:
        for match in pattern.finditer(text):
            span = _span(match["a"], today)
            if span is None:
                continue
            first, last = span
            if kind == "span":
                other = _span(match["b"], today)
                if other is None:
                    continue
                first, last = min(first, other[0]), max(last, other[1])
            since, until = {
                "since": (first, None),
                "after": (last + dt.timedelta(days=1), None),
                "before": (None, first - dt.timedelta(days=1)),
                "until": (None, last),
            }.get(kind, (first, last))
            return Period(since, until, match.start(), match.end())
    return None


def parse_span(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day of "2019", "March 2020", "2020-03", "4 March 2020", "last year"."""
    return _span(text.strip(), today)


def _span(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    if re.fullmatch(_YEAR_WORDS, text.strip(), re.IGNORECASE):
        return _relative(words[0], words[1], today)
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 4]
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    try:
        if month is None and len(numbers) == 3:
            year, middle, day = numbers if numbers[0] > 31 else reversed(numbers)
            return (dt.date(year, middle, day),) * 2
        if month is not None and len(numbers) == 2:
            return (dt.date(numbers[1], month, numbers[0]),) * 2
        if month is None and len(numbers) == 2 and numbers[0] > 999:
            month, numbers = numbers[1], numbers[:1]
        if len(numbers) != 1 or not 1000 <= numbers[0] <= 9998:
            return None
        first = dt.date(numbers[0], month or 1, 1)
        last = dt.date(numbers[0], month or 12, calendar.monthrange(numbers[0], month or 12)[1])
    except ValueError:
        return None
    return first, last


def _relative(which: str, unit: str, today: dt.date) -> tuple[dt.date, dt.date]:
    back = 0 if which == "this" else 1
    if unit == "year":
        return dt.date(today.year - back, 1, 1), dt.date(today.year - back, 12, 31)
    if unit == "week":
        monday = today - dt.timedelta(days=today.weekday() + 7 * back)
        return monday, monday + dt.timedelta(days=6)
    first = today.replace(day=1)
    if back:
        first = (first - dt.timedelta(days=1)).replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
