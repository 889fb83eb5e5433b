"""Dates as clerks write them.

`find_date` sees the forms met on council pages and in printed minutes: weekday or none, ordinals
(also with a blank before them, as superscripts come out of a PDF), commas or none, months in full
or short, in English or Welsh, and figures with the day first.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# As people type them, each with the day that it is.
WEEKDAYS_SHORT = {name[:3]: name for name in WEEKDAYS} | {
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_ENGLISH = "january february march april may june july august september october november december"
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
MONTHS = {name: number for number, name in enumerate(_ENGLISH.split(), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_MONTHS = MONTHS | {name: number for number, name in enumerate(_WELSH.split(), start=1)}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that fits any of the words, the longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{any_of(_MONTHS)})\b\.?"
_DAY = (
    r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)\b\.?"
    r"|[°º'’\"”*]{1,3}(?:h|th)?(?=\s))?"  # raised letters as a scanner reads them
)
_YEAR = r"(?:(?P<year>\d{4}|\d{2}(?![\d/.:]))|[’‘'](?P<short>\d{2})(?!\d))"
_FORMS = (
    r"(?<![\d/-])(?P<year>(?:19|20)\d\d)([-/])(?P<month>\d{2})\2(?P<day>\d{2})(?![\d/-])",
    r"(?<![\d/-])(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>(?:19|20)\d\d)(?![\d/-])",
    rf"(?<![\d.]){_DAY}(?!\w)(?:\s+(?:day\s+)?(?:of|o))?[\s,-]*{_MONTH}[\s,-]*{_YEAR}(?!\d)",
    rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
    r"(?<![\d/.])(?P<day>\d{1,2})([/.])(?P<month>\d{1,2})\2(?P<year>\d{4}|"
    r"\d{2})(?![\d/.]\d|\d)",
)


_FIGURE = re.compile(r"\d")


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


class FoundDate(NamedTuple):
    """A date and where its words stand: `text[start:end]`."""

    date: dt.date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Every whole date (day, month and year) in the text, in order, none overlapping."""
    if not _FIGURE.search(text):  # most lines have none, and each form is looked for in all of it
        return []
    found = [
        FoundDate(day, m.start(), m.end())
        for form in _compiled()
        for m in form.finditer(text)
        if (day := _day(m)) is not None
    ]
    kept: list[FoundDate] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def find_date(text: str) -> FoundDate | None:
    """The first whole date in the text, or None."""
    return next(iter(find_dates(text)), None)


def parse_date(text: str) -> dt.date | None:
    """The first day that the text names with its month and year, or None.

    `parse_date("Thursday, 20th June, 2019 10.30 am")` is 20 June 2019. Figures are read with the
    day first; two-figure years are in this century.
    """
    found = find_date(text)
    return found.date if found else None


def _day(match: re.Match[str]) -> dt.date | None:
    month = match["month"].lower()
    year = int(match["year"] or match["short"])
    try:
        return dt.date(
            year if year > 99 else 2000 + year,
            int(month) if month.isdigit() else _MONTHS[month],
            int(match["day"]),
        )
    except ValueError:
        return None
