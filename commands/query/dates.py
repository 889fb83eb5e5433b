"""Times in a question: "in February 2020", "since 2019", "last year", "at the last meeting"."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from sources.dates import MONTHS, WEEKDAYS, WEEKDAYS_SHORT, any_of

_MONTH = rf"(?:{any_of(MONTHS)})\b\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
_SPAN = rf"(?:{_DAY}|{_MONTH}\s+(?:of\s+)?\d{{4}}|(?:19|20)\d{{2}}(?![\d/-]))"
_ALONE = rf"(?:{_DAY}|{_MONTH}\s+(?:of\s+)?\d{{4}})"
_YEAR_WORDS = r"(?:last|this|past)\s+(?:year|month|week)"

_FORMS = (
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
# One of these stands in whatever any of them fits.
_NEEDED = re.compile(r"\d|year|month|week", re.IGNORECASE)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(form, re.IGNORECASE), kind) for form, kind in _FORMS)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, either end open, and where its words stand: `text[start:end]`."""

    since: dt.date | None
    until: dt.date | None
    start: int
    end: int


def find_period(text: str, today: dt.date) -> Period | None:
    """The first time that a question names, in the order of how much it says."""
    if not _NEEDED.search(text):
        return None
    for pattern, kind in _compiled():
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


def month_named(text: str) -> int | None:
    """The month that a text names without a year; None where it names none, or a year too."""
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    months = [MONTHS[word] for word in words if word in MONTHS]
    return months[0] if len(months) == 1 and not re.search(r"\d{4}", text) else None


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


# ---- days as people type them: "Friday", "before 31/12", "within two weeks", "since March" ------

_HOW = ("by", "until", "before", "after", "since", "from", "on", "in", "during", "within", "next",
        "this", "last", "coming", "of", "end", "the")  # fmt: skip
COUNTS = {word: n for n, word in enumerate("one two three four five six seven eight".split(), 1)}
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b")
_DAY_DIGITS, _MONTHS_ABOUT = 2, 63  # of a day's number; days in which each number comes
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, either end open."""

    first: dt.date | None
    last: dt.date | None

    @property
    def sentence(self) -> str:
        """How they are said: “by 4 December 2026”."""
        if self.first and self.last:
            first, last = f"{self.first:%-d %B %Y}", f"{self.last:%-d %B %Y}"
            return f"on {first}" if first == last else f"from {first} to {last}"
        if self.first:
            return f"since {self.first:%-d %B %Y}"
        return f"by {self.last:%-d %B %Y}" if self.last else ""


def begins_with_preposition(text: str) -> bool:
    """Whether words say how a day is meant: "before Friday", "in March"."""
    return text.casefold().partition(" ")[0] in _HOW


def parse_days(text: str, today: dt.date, past: bool = False) -> Days | None:
    """The days that words name; None where they name none.

    A weekday, a month or a day without its year is the next one, or with `past` the last one.
    """
    plain = _ORDINAL.sub(r"\1", text.casefold())
    tokens = re.findall(r"\d{4}-\d{2}-\d{2}|[\d/.]*\d|[a-z]+", plain)
    how = [word for word in tokens if word in _HOW]
    named = [WEEKDAYS_SHORT.get(word, word) for word in tokens if word not in _HOW]
    span = _named_days(named, how, today, past)
    if span is None:
        return None
    first, last = span
    if "end" in how:
        first = last
    if "by" in how or "until" in how:
        return Days(None, last)
    if "before" in how:
        return Days(None, first - dt.timedelta(days=1))
    if "after" in how:
        return Days(last + dt.timedelta(days=1), None)
    if "since" in how or "from" in how:
        return Days(first, None)
    return Days(first, last)


def _named_days(
    named: list[str], how: list[str], today: dt.date, past: bool
) -> tuple[dt.date, dt.date] | None:
    """The first and last day that words name without their preposition."""
    if not named:
        return None
    whole = " ".join(named)
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if whole in near:
        return (today + dt.timedelta(days=near[whole]),) * 2
    if whole in WEEKDAYS:
        return (_weekday(WEEKDAYS.index(whole), today, past or "last" in how),) * 2
    unit = named[-1].removesuffix("s")
    if unit in _UNITS and len(named) == 2:
        count = COUNTS.get(named[0]) or (int(named[0]) if named[0].isdigit() else 0)
        moved = dt.timedelta(days=_UNITS[unit] * min(count, 1000))
        return (today - moved, today) if past or "last" in how else (today, today + moved)
    if whole in ("week", "month", "year"):
        return _unit_about(whole, how, today)
    if whole == "fortnight":
        return _named_days(["two", "weeks"], how, today, past)
    if whole.isdigit() and len(whole) <= _DAY_DIGITS:
        return _of_month(int(whole), today, past)
    return _dated(named, today, past)


def _of_month(wanted: int, today: dt.date, past: bool) -> tuple[dt.date, dt.date] | None:
    """The next day, or with `past` the last one, of this number in its month."""
    near = (today + dt.timedelta(days=-n if past else n) for n in range(_MONTHS_ABOUT))
    day = next((one for one in near if one.day == wanted), None)
    return (day, day) if day else None


def _weekday(wanted: int, today: dt.date, past: bool) -> dt.date:
    away = (today.weekday() - wanted) % 7 if past else (wanted - today.weekday()) % 7
    return today - dt.timedelta(days=away) if past else today + dt.timedelta(days=away)


def _unit_about(unit: str, how: list[str], today: dt.date) -> tuple[dt.date, dt.date]:
    """This, the last or the next week, month or year."""
    if "next" not in how:
        return _relative("last" if "last" in how else "this", unit, today)
    _, last = _relative("this", unit, today)
    return _relative("this", unit, last + dt.timedelta(days=1))


def _dated(named: list[str], today: dt.date, past: bool) -> tuple[dt.date, dt.date] | None:
    """A date, a month or a year; without its year the nearest that is meant."""
    text = " ".join(named)
    if not any(word in MONTHS or word[0].isdigit() for word in named):
        return None
    days = [
        span
        for year in ("", f" {today.year}", f" {today.year + 1}", f" {today.year - 1}")
        if (span := _span(_with_slashes(text, year.strip()), today))
    ]
    if _span(text, today) or not days:
        return days[0] if days else None
    wanted = [one for one in days if (one[0] <= today if past else one[1] >= today)]
    return (max if past else min)(wanted, default=days[0])


def _with_slashes(text: str, year: str) -> str:
    """“31/12” with its year is “31/12/2026”, “March” is “March 2026”."""
    separator = next((mark for mark in "/." if mark in text), " ")
    return f"{text}{separator}{year}" if year else text
