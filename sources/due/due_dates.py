"""The words that say when, and what they mean: a table of rules."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from sources.dates import MONTHS, WEEKDAYS, any_of
from sources.due.resolvers import (
    COUNTS,
    Resolver,
    feast,
    figures,
    financial_year_out,
    length,
    month_first,
    month_in,
    month_middle,
    month_out,
    named_day,
    next_period,
    open_time,
    period_out,
    this_week,
    tomorrow,
    week_of,
    weekday,
    year_of,
)

_MONTH = rf"(?P<month>{any_of(MONTHS)})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})"
_BODY = (
    r"(?:(?:full|main)\s+)?(?:panel|board|(?:sub-?)?committee|council|cabinet|forum|governors?['’]?"
    r"|governing\s+body|trustees['’]?|authority)"
)
# A last day or hour, said or implied; the hour has no bearing on the day.
_BY = (
    r"(?:by:?|before|(?:due(?:\s+(?:date|by))?|deadline|target(?:\s+date)?|by\s+when|completion\s+date)\s*:?(?!\s+in)"
    r"|no\s+later\s+than|not\s+later\s+than|ahead\s+of|prior\s+to|until|till)\s+"
    r"(?:(?:the|its|a)\s+(?:closing\s+date|deadline|publication|submission(?:\s+date)?)\s+(?:of|on)\s+)?"
    r"(?:(?:the\s+)?(?:close\s+of\s+(?:business|play)|end\s+of\s+the\s+day"
    r"|noon|midday|midnight|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?)(?:\s+on)?\s+)?"
)
_ON = rf"(?:{_BY}|(?:on|for)\s+)(?:the\s+)?"
_TO_MEETING = (
    r"(?:to|at|for|by|before|in\s+time\s+for|ahead\s+of|in\s+advance\s+of|on|until|prior\s+to)"
)


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
    rf"\b{_TO_MEETING}\s+(?:(?:the|its|their|our)\s+)?(?:meeting\s+in\s+(?P<in>{any_of(MONTHS)})"
    rf"|(?P<month>{any_of(MONTHS)})(?:['’]s)?(?:\s+(?P<year>20\d\d))?\s+"
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
    r"(?:\s+(?:half\s+)?term|\s+holidays?)?\b(?:\s+20\d\d)?"
)
# The first rule that fits is the one that the words mean.
_RULES = (
    # to the meeting of the Authority on 15 February
    _rule(
        rf"{_TO_MEETING}\s+(?:the|its|a|our)\s+(?:\w+\s+)?(?:meeting|{_BODY})"
        rf"(?:\s+of\s+(?:the\s+)?[\w\s]{{3,40}}?)?\s+(?:to\s+be\s+held\s+)?on\s+{_DATE}",
        named_day,
        firm=False,
    ),
    # at the May 7 meeting; to the 7 May meeting
    _rule(
        rf"{_TO_MEETING}\s+(?:the|its|our)\s+(?:{_MONTH_FIRST})\s+(?:meeting|{_BODY})", named_day
    ),
    _rule(rf"{_TO_MEETING}\s+(?:the|its|our)\s+(?:{_DATE})\s+(?:meeting|{_BODY})", named_day),
    # in the week commencing 4 December
    _rule(
        rf"(?:in\s+|during\s+)?(?:the\s+)?(?:w/c|week\s+(?:commencing|beginning))\s+{_DATE}",
        week_of,
    ),
    # by 5 July 2019; on Thursday 17th September; before the 3rd of May
    _rule(rf"{_BY}(?:the\s+)?{_DATE}", named_day),
    _rule(rf"{_ON}{_DATE}", named_day, firm=False),
    # by June 15, 2023
    _rule(rf"{_BY}{_MONTH_FIRST}", named_day),
    _rule(rf"{_ON}{_MONTH_FIRST}", named_day, firm=False),
    # by 05/07/2019; by 2019-07-05
    _rule(rf"{_ON}(?P<day>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<year>\d{{4}}|\d\d)\b", figures),
    _rule(rf"{_ON}(?P<year>\d{{4}})-(?P<m>\d\d)-(?P<day>\d\d)\b", figures),
    # by the beginning of March; by mid-March
    _rule(rf"{_BY}(?:the\s+)?(?:beginning|start)\s+of\s+{_MONTH}{_IN_YEAR}", month_first),
    _rule(rf"{_BY}(?:mid[\s-]+|the\s+middle\s+of\s+){_MONTH}{_IN_YEAR}", month_middle),
    # by the end of March; at the end of July 2020; by end July
    _rule(rf"(?:{_BY}|at\s+|towards\s+)?{_END}{_MONTH}{_IN_YEAR}", month_out),
    _rule(rf"{_BY}(?:the\s+)?end[\s-]+{_MONTH}{_IN_YEAR}", month_out),
    # by the end of the month
    _rule(
        rf"(?:by|before|at|within)\s+{_END}(?:the|this)\s+(?:calendar\s+)?"
        r"(?P<unit>month|week|year)\b",
        period_out,
    ),
    # before the end of the financial year
    _rule(
        rf"(?:by|before|at|within)\s+(?:{_END}(?:the|this)\s+(?:current\s+)?(?:(?:19|20)\d\d[/-](?P<year>\d\d)\s+)?"
        r"financial\s+year\b|(?:the\s+)?financial\s+year[\s-]end\b)",
        financial_year_out,
    ),
    _rule(r"(?:by\s+)?tomorrow\b", tomorrow),
    # within 10 working days; in six months' time
    _rule(
        rf"(?:within|in|over\s+the\s+next)\s+(?:(?:the\s+)?next\s+)?(?:(?P<count>\d{{1,3}}|{any_of(COUNTS)})\s+|(?<=next\s))"
        r"(?P<working>working\s+|business\s+)?(?:calendar\s+|clear\s+)?"
        r"(?P<unit>hour|day|week|fortnight|month|year)s?\b(?!['’]s\s(?!time))(?:['’]?\s+time\b)?(?!\s+(?:to|of|old))",
        length,
    ),
    _rule(rf"(?:by\s+)?{_END}next\s+(?P<unit>week|month)\b", next_period),
    _rule(r"(?:by\s+|in\s+|during\s+)?next\s+(?P<unit>week|month)\b", next_period),
    _rule(
        r"(?:(?:by|before|at|over)\s+the\s+(?P<weekday>weekend)|(?:by\s+|in\s+|later\s+)?this\s+week)\b",
        this_week,
    ),
    _rule(
        r"(?P<eve>by|before|ahead\s+of)\s+(?:the\s+)?(?P<feast>Easter|Christmas|new\s+year)\b",
        feast,
    ),
    # before June; by late June; in June
    _rule(rf"before\s+{_MONTH}{_IN_YEAR}", month_in),
    _rule(rf"(?:{_BY}|later\s+in\s+){_A_MONTH}", month_out),
    _rule(rf"(?:in|for|during)\s+{_A_MONTH}", month_out, firm=False),
    # by Friday
    _rule(rf"{_BY}(?:next\s+|this\s+)?{_WEEKDAY}\b", weekday),
    _rule(rf"(?:on\s+|next\s+|this\s+coming\s+)+{_WEEKDAY}\b(?!\s+\d)", weekday, firm=False),
    _rule(
        r"(?:in\s+due\s+course|(?:for\s+)?next\s+time|as\s+soon\s+as\s+(?:possible|practicable)"
        r"|by\s+return|(?:to|at|for)\s+a\s+(?:future|later|subsequent)\s+meeting"
        rf"|(?:by|before|in|during)\s+(?:{_END})?(?:the\s+\w+\s+quarter|Q[1-4])"
        r"|(?:at|for|by|before|to)\s+the\s+(?:next\s+)?(?:AGM|Annual\s+(?:General\s+)?Meeting))\b",
        open_time,
    ),
    _rule(
        rf"(?:{_BY}|(?:in|during|over|at)\s+)(?:the\s+)?(?:{_END}(?:the\s+)?)?"
        rf"(?:(?:\w+(?=\s+half[\s-]term)|early|late|next|coming|financial|school|academic|municipal)\s+)*{_SEASON}",
        open_time,
        firm=False,
    ),
)
# What stands before a day that something happened on, or that a paper bears.
_ABOUT = re.compile(
    r"\b(?:held|dated|meeting|minutes|agreed|published|issued|made|taken)\s*$", re.I
)
# A bare month is a time for doing only at the end of what is said.
_CLOSED = re.compile(r"\s*(?:[.;,:()\]]|$|and\b|to\b|on\b|with\b)", re.I)


# for the next meeting (4 April); to the next meeting on 4 April
_DATED_MEETING = re.compile(
    rf"{_NEXT_MEETING.pattern}\s*(?:\(|,?\s+on\s+)(?:the\s+)?{_DATE}\)?", re.IGNORECASE
)


# two weeks before the next meeting; at least ten days in advance of the June meeting
_EARLIER = re.compile(
    rf"\b(?:at\s+least\s+)?(?P<count>\d{{1,2}}|{any_of(COUNTS)})\s+(?:clear\s+)?"
    r"(?P<unit>day|week)s?\s+(?=(?:before|ahead\s+of|in\s+advance\s+of|prior\s+to)\b)",
    re.IGNORECASE,
)


def due_date(
    words: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> dt.date | None:
    """The day that due words mean, or None where it cannot be known.

    "to the next meeting" is the day of the next meeting; "to the December meeting" too, if that
    is when it falls; "two weeks before" it is that much earlier. A day named without its year is
    the first one from the meeting on; a month ends on its last day.
    """
    if earlier := _EARLIER.match(words):
        day = due_date(words[earlier.end() :], meeting_date, next_meeting)
        said = earlier["count"].lower()
        count = int(said) if said.isdigit() else COUNTS[said]
        span = dt.timedelta(count * (7 if earlier["unit"].lower() == "week" else 1))
        return day - span if day and day - dt.date.min >= span else None
    if meeting_date and (found := _DATED_MEETING.search(words)):
        return named_day(found, meeting_date)
    if found := _NEXT_MEETING.search(words):
        return None if found["other"] else next_meeting
    if found := _MONTHS_MEETING.search(words):
        month = MONTHS[(found["in"] or found["month"]).lower()]
        return next_meeting if next_meeting and next_meeting.month == month else None
    for rule in _RULES:
        if match := rule.pattern.search(words):
            if meeting_date is None and year_of(match) is None:
                return None
            return _day_of(rule, match, meeting_date or dt.date.min)
    return None


def _day_of(rule: _Rule, match: re.Match[str], held: dt.date) -> dt.date | None:
    """The day that a rule gives; None for one beyond the calendar ("within 999 years")."""
    try:
        return rule.resolve(match, held)
    except (OverflowError, ValueError):
        return None


LONGEST = 1_500  # characters of a sentence in which a day is looked for


def find_due(
    sentence: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> tuple[str | None, dt.date | None]:
    """The words of the sentence that say when, and the day they mean; (None, None) without any.

    Of several times the first that can only be a time for doing is taken. Of a sentence without
    end only the beginning is read.
    """
    sentence = sentence[:LONGEST]
    times = sorted(_times(sentence, meeting_date), key=lambda t: (not t[2], t[0]))
    if not times:
        return None, None
    start, end, _ = times[0]
    words = sentence[start:end].strip(" .")
    return words, due_date(words, meeting_date, next_meeting)


def _times(sentence: str, held: dt.date | None) -> Iterator[tuple[int, int, bool]]:
    """Where times stand: start, end, and whether each can only be one for doing."""
    taken: list[tuple[int, int]] = []
    rules = [
        _Rule(_DATED_MEETING, open_time, True),
        _Rule(_NEXT_MEETING, open_time, True),
        _Rule(_MONTHS_MEETING, open_time, True),
        *_RULES,
    ]
    for rule in rules:
        for match in rule.pattern.finditer(sentence):
            start, end = match.span()
            if earlier := _ends_with_earlier(sentence, start):
                start = earlier.start()
            if any(start < e and s < end for s, e in taken):
                continue
            if not rule.firm and not _may_be_due(rule, match, held):
                continue
            taken.append((start, end))
            yield start, end, rule.firm


def _ends_with_earlier(sentence: str, start: int) -> re.Match[str] | None:
    """The "two weeks" that stand right before a time that is not to be waited for."""
    return next((m for m in _EARLIER.finditer(sentence) if m.end() == start), None)


def _may_be_due(rule: _Rule, match: re.Match[str], held: dt.date | None) -> bool:
    if _ABOUT.search(match.string[: match.start()]):
        return False
    groups = match.groupdict()
    if groups.get("day") is None and not _CLOSED.match(match.string[match.end() :]):
        return False
    day = _day_of(rule, match, held) if held else None
    return day is None or held is None or day >= held
