"""Meetings: those that a time names, those at which a subject came up, and none of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from commands.answers import Refusal
from commands.query import ResolvedQuery
from commands.query.dates import parse_span
from commands.query.terms import CORRECTED
from commands.request_context import Context
from commands.requests import Ask, Search
from storage.meetings import Extent, extent, meeting_rows, whole_meeting
from storage.model import MeetingRow
from storage.plurals import plural
from storage.search import Form, Found, Query, Term, find, meets
from storage.tokens import plain_words

# ---- what is indexed, for whoever searched in vain -------------------------------------------

_MOST_DAYS = 3


def what_was_searched(context: Context) -> str:
    """How many meetings, from when to when, and of which that are known the minutes are not
    held, for whoever searched in vain."""
    held = extent(context.book, context.viewer)
    if not held.meetings:
        return "No minutes are held yet."
    from storage.sites import days_without_minutes

    missing = days_without_minutes(context.book, context.today, _MOST_DAYS)
    days = " and ".join(f"{day:%-d %B %Y}" for day in reversed(missing))
    lacking = f" The minutes of {days} are not published, or could not be fetched." if days else ""
    return _searched(held) + lacking


def what_is_held(context: Context) -> str:
    """“4 meetings I have, June 2019 to September 2020”."""
    held = extent(context.book, context.viewer)
    months = [f"{day:%B %Y}" for day in (held.first, held.last) if day]
    return f"{plural(held.meetings, 'meeting')} I have, {' to '.join(dict.fromkeys(months))}"


def _searched(held: Extent) -> str:
    count = plural(held.meetings, "meeting")
    span = ""
    if held.first and held.last:
        span = f" from {held.first:%-d %B %Y} to {held.last:%-d %B %Y}"
    if held.first and held.first == held.last:
        span = f" of {held.first:%-d %B %Y}"
    panels = held.panels
    of = f" of {panels[0]}" if len(panels) == 1 else f" of {len(panels)} panels" if panels else ""
    return f"Searched {count}{of}{span}."


# ---- what to ask instead, where a question found nothing --------------------------------------


_MOST_TERMS = 5  # terms of which parts are tried
_MOST = 3  # suggestions


def suggestions(context: Context, meant: ResolvedQuery) -> tuple[str, ...]:
    """The largest parts of the question that would find something, as questions.

    None where a name is unknown: what others said is no answer to it.
    """
    if meant.unknown:
        return ()
    terms = [term for term in meant.wanted.terms if not term.light][:_MOST_TERMS]
    for size in range(len(terms) - 1, 0, -1):
        found = [
            " ".join(term.typed for term in part)
            for part in combinations(terms, size)
            if _finds(context, meant, part)
        ]
        if found:
            return tuple(found[:_MOST])
    return ()


def _finds(context: Context, meant: ResolvedQuery, part: tuple[Term, ...]) -> bool:
    """Whether paragraphs hold all of this part, whoever says it and whenever."""
    needed = tuple(replace(term, needed=True) for term in part)
    wanted = replace(meant.wanted, terms=needed, filters=replace(meant.wanted.filters, heard=()))
    return meets(context.book, context.viewer, wanted)


_FEW = 2  # telling words of a question that turns on each of them


def turns_on_absent(meant: ResolvedQuery) -> bool:
    """Whether a question of few words has one that stands nowhere: "wind farm" is answered by no
    farm."""
    telling = sum(not (term.light or term.general) for term in meant.wanted.terms)
    return bool(meant.absent) and telling <= _FEW


def begins_absent(query: ResolvedQuery) -> bool:
    """Whether the first telling word stands nowhere: “wind farm” is another thing than a farm,
    “farm deadline” is something that is asked of it."""
    content = {term.typed for term in query.wanted.terms if not (term.light or term.general)}
    asked = [word for token in query.asked.split() for word in plain_words(token)]
    first = next((word for word in asked if word in content or word in query.absent), "")
    return first in query.absent


# ---- when it was spoken of --------------------------------------------

_MOST_NAMED = 6  # days that are named


def occurring(
    context: Context, request: Search, meant: ResolvedQuery, loosely: Found
) -> tuple[Query, Found, str]:
    """The paragraphs that hold all that is asked about, meeting by meeting, and when that was;
    the nearest where none does."""
    telling = [t for t in meant.wanted.terms if not (t.light or t.general)] or meant.wanted.terms
    terms = tuple(replace(term, needed=term in telling) for term in meant.wanted.terms)
    own = tuple(replace(term, forms=_own_forms(term)) for term in terms)
    for asked in dict.fromkeys((own, terms)) if terms else ():
        whole = replace(meant.wanted, terms=asked)
        matches = list(find(context.book, context.viewer, whole, None).matches)
        if matches:
            break
    else:
        return meant.wanted, loosely, describe_absent(context, meant, bool(loosely.total))
    matches.sort(
        key=lambda match: str(match.paragraph.meeting.date or ""),
        reverse=meant.occurrence != "first",
    )
    days = dict.fromkeys(day for match in matches if (day := match.paragraph.meeting.date))
    end = None if request.limit is None else request.offset + request.limit
    page = Found(tuple(matches[request.offset : end]), len(matches))
    return whole, page, _when_spoken_of(meant, list(days))


def _own_forms(term: Term) -> tuple[Form, ...]:
    """The forms of a term that are the typed word, hardly anything else: no synonyms."""
    return tuple(form for form in term.forms if form.weight >= CORRECTED) or term.forms


def _when_spoken_of(meant: ResolvedQuery, days: Sequence[dt.date]) -> str:
    """“Drones” was last spoken of on 4 March 2026; also on 2 June 2025."""
    about = f"“{meant.text}”"
    if not days:
        return f"{about} comes up."
    named = [f"{day:%-d %B %Y}" for day in days[:_MOST_NAMED]]
    more = len(days) - len(named)
    others = f" and at {plural(more, 'other meeting')}" if more else ""
    if meant.occurrence == "ever":
        at = plural(len(days), "meeting")
        return f"Yes: {about} comes up at {at}: {', '.join(named)}{others}."
    also = f"; also on {', '.join(named[1:])}{others}" if named[1:] else ""
    return f"{about} {meant.occurrence} came up on {named[0]}{also}."


def describe_absent(context: Context, meant: ResolvedQuery, closest: bool) -> str:
    """“Wind farm” is in none of the 4 meetings I have, June 2019 to September 2020. Where nothing
    is found, what was searched has been told before."""
    lacking = _named_together(meant) or (meant.text,)
    named = " and ".join(f"“{words}”" for words in lacking)
    verb = "is" if len(lacking) == 1 else "are"
    if not closest:
        return f"{named} {verb} in none of them."
    return f"{named} {verb} in none of the {what_is_held(context)}. Closest:"


def _named_together(query: ResolvedQuery) -> tuple[str, ...]:
    """The words that stand nowhere, those that follow one another as one name, with the word that
    they go with: “wind farm”, where there are farms and no wind."""
    content = {term.typed for term in query.wanted.terms if not (term.light or term.general)}
    names: list[list[str]] = []
    follows = False
    for token in query.asked.split():
        plain = plain_words(token)
        absent = any(word in query.absent for word in plain)
        if follows and any(word in content for word in plain):
            names[-1].append(token)
        elif absent:
            names.append([token])
        follows = absent and token[-1].isalnum()
    return tuple(dict.fromkeys(" ".join(name).strip(",.;:!?") for name in names)) or query.absent


# ---- the meetings that a question names ---------------------------------------------------------

_FIRST = ("first", "earliest")
_LAST = ("last", "latest", "very last", "most recent", "previous", "")


def meetings_at(context: Context, request: Ask) -> list[MeetingRow]:
    """The meetings that a time names: those of a day or month, or the last or first; the last
    where it names none. A day or month without a year is the latest that is held."""
    rows = meetings_of(context, request)
    time = request.time.casefold()
    if time in _LAST or time in _FIRST:
        return rows[:1] if time in _LAST else rows[-1:]
    years = dict.fromkeys(f" {row.date:%Y}" for row in rows if row.date)
    for year in ("", *years):
        span = parse_span(time + year, context.today)
        found = [row for row in rows if span and row.date and span[0] <= row.date <= span[1]]
        if span and (found or not year):
            return found
    return []


def other_meetings(context: Context, request: Ask) -> list[MeetingRow]:
    """The other meetings that a day or month may name: those of that month, then of other years
    where none was named. Of several on one day none can be asked for by its day."""
    fitting, time = meetings_at(context, request), request.time.casefold()
    if not fitting or time in _LAST or time in _FIRST:
        return []
    for row in meetings_of(context, request):
        span = parse_span(f"{time} {row.date:%Y}", context.today) if row.date else None
        if span and row.date and span[0] <= row.date <= span[1] and row not in fitting:
            fitting.append(row)
    days = [row.date for row in fitting]
    return [row for row in fitting[1:] if days.count(row.date) == 1]


def meetings_of(context: Context, request: Ask) -> list[MeetingRow]:
    """The meetings that are held, of the panel where one is meant, newest first."""
    return [
        row
        for row in meeting_rows(context.book, context.viewer)
        if row.date and (not request.panel or row.panel == request.panel)
    ]


def no_meeting(context: Context, request: Ask) -> Refusal:
    """What is said where no minutes are held of the time that was named."""
    return Refusal(
        f"I have no minutes of {request.time}. There are {what_is_held(context)}.", ("meetings",)
    )


def next_meeting(context: Context, panel: str = "") -> tuple[dt.date, MeetingRow] | None:
    """The day that the newest minutes give for the meeting after them, and those minutes; None
    where none is given or it has passed."""
    for row in meeting_rows(context.book, context.viewer):
        if panel and row.panel != panel:
            continue
        stated = whole_meeting(context.book, context.viewer, row.id).next_meeting
        if stated is not None:
            return (stated, row) if stated >= context.today else None
    return None
