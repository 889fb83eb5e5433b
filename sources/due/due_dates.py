"""The words that say when, by the rows of `sources/rules/due.toml`, and the day they mean."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sources.due import resolvers
from sources.due.resolvers import Resolver, TimeWords
from sources.language.sentences import clause_start
from sources.language.tokenizer import Tokens, tokenize
from sources.rules.engine import Found, Rule, candidates, settings

# Clerk to write – 30 June; (30 June)
_LAST = re.compile(r"(?:\s[–—-]\s+|[(\[])(?P<when>[^–—()\[\]]{3,30})[)\].]*$")
LONGEST = 1_500  # characters of a sentence in which a day is looked for
_SETTINGS = settings("due")
_NOT_AFTER = frozenset(_SETTINGS["not_after"])
_ENDS_BEFORE = frozenset(_SETTINGS["ends_before"])
# The days of these need no day of the meeting itself.
_OF_MEETINGS = frozenset(("next_meeting", "months_meeting"))


class DueWords(NamedTuple):
    """The words that say when something is due, the day they mean, and the row that knows them."""

    words: str
    day: dt.date | None
    rule: str


class _Time(NamedTuple):
    """A time in a sentence: where it stands, and whether it can only be one for doing."""

    start: int
    end: int
    firm: bool
    rule: Rule


def due_date(
    words: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> dt.date | None:
    """The day that due words mean, or None where it cannot be known.

    "to the next meeting" is the day of the next meeting; "to the December meeting" too, if that
    is when it falls; "two weeks before" it is that much earlier. A day named without its year is
    the first one from the meeting on; a month ends on its last day.
    """
    tokens = tokenize(words, 0, min(len(words), LONGEST))
    if earlier := next((fit for _, fit in _fits(tokens, "earlier") if fit.first == 1), None):
        day = due_date(words[_start_of(tokens, earlier) :], meeting_date, next_meeting)
        return day and resolvers.earlier(_said(tokens, earlier, None), day)
    for rule, fit in _fits(tokens, "time"):
        parts = _said(tokens, fit, next_meeting)
        if meeting_date or "year" in parts or rule.options["day"] in _OF_MEETINGS:
            return _day_of(rule, parts, meeting_date or dt.date.min)
    return None


def find_due(
    sentence: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> tuple[str | None, dt.date | None]:
    """The words of the sentence that say when, and the day they mean; (None, None) without any."""
    due = find_due_words(sentence, meeting_date, next_meeting)
    return (due.words, due.day) if due else (None, None)


@lru_cache(maxsize=64)
def find_due_words(
    sentence: str, meeting_date: dt.date | None, next_meeting: dt.date | None
) -> DueWords | None:
    """The words of the sentence that say when, with the row that knows them; None without any.

    Of several times the first that can only be a time for doing is taken. Of a sentence without
    end only the beginning is read.
    """
    times = sorted(_times(sentence[:LONGEST], meeting_date), key=lambda t: (not t.firm, t.start))
    if not times:
        return None
    time = times[0]
    words = sentence[time.start : time.end].strip(" .")
    return DueWords(words, due_date(words, meeting_date, next_meeting), time.rule.id)


def find_task_due(
    text: str,
    place: tuple[int, int],
    is_line: bool,
    meeting_date: dt.date | None,
    next_meeting: dt.date | None,
) -> DueWords | None:
    """The words that say when what stands at a place of a text is due; None without any.

    They stand in it, or before it in its clause ("By June the Clerk would …"); at the end of an
    action line a day may stand alone: "Clerk to write – 30 June", "(30 June)".
    """
    start, end = place
    words, before = text[start:end], text[clause_start(text, start) : start]
    for part in (words, before):
        if due := find_due_words(part, meeting_date, next_meeting):
            return due
    last = _LAST.search(words) if is_line else None
    due = last and find_due_words(f"by {last['when']}", meeting_date, next_meeting)
    return due._replace(words=last["when"]) if last and due and due.day else None


def _times(sentence: str, meeting_date: dt.date | None) -> Iterator[_Time]:
    """The times in a sentence, none within another."""
    tokens = tokenize(sentence, 0, len(sentence))
    earlier = {_start_of(tokens, fit): fit for _, fit in _fits(tokens, "earlier")}
    taken: list[tuple[int, int]] = []
    for rule, fit in _fits(tokens, "time"):
        start, end = tokens.places[fit.first][0], tokens.places[fit.after - 1][1]
        if start in earlier:  # the "two weeks" before a time that is not to be waited for
            start = tokens.places[earlier[start].first][0]
        firm = rule.options.get("firm", True)
        if any(start < e and s < end for s, e in taken):
            continue
        if firm or _may_be_due(tokens, rule, fit, meeting_date):
            taken.append((start, end))
            yield _Time(start, end, firm, rule)


def _fits(tokens: Tokens, kind: str) -> Iterator[tuple[Rule, Found]]:
    """Wherever a row of a kind fits, the first rows first."""
    for rule in candidates("due", tokens):
        if rule.kind == kind:
            for fit in rule.find(tokens):
                yield rule, fit


def _start_of(tokens: Tokens, earlier: Found) -> int:
    """Where the time begins that something is to be done so long before."""
    return tokens.places[earlier.captures["then"][0]][0]


def _may_be_due(tokens: Tokens, rule: Rule, fit: Found, meeting_date: dt.date | None) -> bool:
    """Whether a time may be one for doing, and not what the words around it are about."""
    if tokens.words[fit.first - 1] in _NOT_AFTER:
        return False
    parts = _said(tokens, fit, None)
    following = tokens.words[fit.after : fit.after + 1]
    if "day" not in parts and following and following[0] not in _ENDS_BEFORE:
        return False
    day = _day_of(rule, parts, meeting_date) if meeting_date else None
    return day is None or meeting_date is None or day >= meeting_date


def _said(tokens: Tokens, fit: Found, next_meeting: dt.date | None) -> TimeWords:
    """What a row has called by names, in lower case."""
    named = {name: " ".join(tokens.words[slice(*span)]) for name, span in fit.captures.items()}
    return TimeWords(named, next_meeting)


def _day_of(rule: Rule, parts: TimeWords, meeting_date: dt.date) -> dt.date | None:
    """The day that a row gives; None for one beyond the calendar ("within 999 years")."""
    resolver: Resolver = getattr(resolvers, rule.options["day"])
    try:
        return resolver(parts, meeting_date)
    except (OverflowError, ValueError):
        return None
