"""Questions answered from the minutes."""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import combinations

from commands.answers import ContextAnswer, Hit, Interpreted, MeetingsAnswer, Refusal, SearchAnswer
from commands.links import paragraph_url
from commands.query import ResolvedQuery, resolve_query
from commands.query.grammar import read_exactly, read_question
from commands.query.terms import ASKING, GENERAL
from commands.request_context import Context
from commands.requests import Search, ShowContext
from storage.meetings import (
    Extent,
    extent,
    item_paragraphs,
    meeting_rows,
    paragraph_by_id,
    paragraph_rows,
)
from storage.model import ParagraphRow
from storage.paragraphs import near, under_title
from storage.plurals import plural
from storage.search import Filters, Found, Match, Query, Term, find, meets
from storage.sites import days_without_minutes
from storage.tokens import STOP, words

# ---- a stretch of a paragraph around what was found -------------------------------------------
# For where there is no room for the whole.


LENGTH = 200  # characters, about


def snippet(text: str, highlights: Sequence[tuple[int, int]], length: int = LENGTH) -> str:
    """The stretch of about `length` characters with the most matches, cut at words, with an
    ellipsis at each end that is not the paragraph's own."""
    if len(text) <= length * 1.25:
        return text
    start = _start(text, highlights, length)
    end = min(len(text), start + length)
    if end < len(text):
        end = (
            text.rfind(" ", start + length // 2, end)
            if " " in text[start + length // 2 : end]
            else end
        )
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _start(text: str, highlights: Sequence[tuple[int, int]], length: int) -> int:
    """Where the window with the most matches begins, with some words before the first."""
    best = max(
        (start for start, _ in highlights),
        key=lambda s: (sum(s <= a and b <= s + length for a, b in highlights), -s),
        default=0,
    )
    wished = max(0, min(best - length // 4, len(text) - length))
    if wished == 0:
        return 0
    space = text.find(" ", wished, best)
    return space + 1 if space >= 0 else wished


# ---- what is indexed --------------------------------------------------------------------------


_MOST_DAYS = 3


def list_meetings(context: Context) -> MeetingsAnswer:
    """Every meeting that this viewer may see, newest first."""
    rows = meeting_rows(context.book, context.viewer)
    return MeetingsAnswer(rows, numbered=context.viewer.secretariat)


def what_was_searched(context: Context) -> str:
    """How many meetings, from when to when, and of which that are known the minutes are not
    held, for whoever searched in vain."""
    held = extent(context.book, context.viewer)
    if not held.meetings:
        return "No minutes are held yet."
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


_NOTHING = Found((), 0)


def search(context: Context, request: Search) -> SearchAnswer:
    """The paragraphs that answer a question, best first; none where the minutes do not."""
    begun = time.perf_counter()
    question = (
        read_exactly(request.query)
        if request.exact
        else read_question(request.query, context.today)
    )
    meant = resolve_query(context, question, request.exact)
    wanted, found = _found(context, request, meant)
    said = _sentence(meant, wanted)
    if meant.occurrence and not meant.unknown:
        wanted, found, said = _occurring(context, request, meant, found)
    elif meant.absent and not request.exact:
        said = _absent(context, meant, bool(found.total))
    hits = _hits(found.matches, request.offset)
    return SearchAnswer(
        query=question.text,
        interpreted=_interpreted(meant, wanted, said),
        hits=hits,
        total=found.total,
        offset=request.offset,
        took_ms=round((time.perf_counter() - begun) * 1000, 1),
        candidates=meant.candidates,
        suggestions=() if found.total else suggestions(context, meant),
        searched="" if found.total else what_was_searched(context),
    )


def _found(context: Context, request: Search, meant: ResolvedQuery) -> tuple[Query, Found]:
    """What was found, and for which reading: the strict one, else the one that lets go of what
    was only read out of plain English."""
    if meant.unknown or (not meant.wanted.terms and meant.wanted.filters == Filters()):
        return meant.wanted, _NOTHING
    if context.model is None and _turns_on_absent(meant):
        return meant.wanted, _NOTHING
    model = context.model
    like = cache(partial(model.like, context.book, meant.asked)) if model else None
    for wanted in (meant.wanted, meant.loose):
        if wanted is not None:
            found = find(context.book, context.viewer, wanted, request.limit, request.offset, like)
            if found.total:
                return wanted, found
    return meant.wanted, _NOTHING


_FEW = 2  # telling words of a question that turns on each of them


def _turns_on_absent(meant: ResolvedQuery) -> bool:
    """Whether a question of few words has one that stands nowhere: "wind farm" is answered by no
    farm."""
    telling = sum(not (term.light or term.general) for term in meant.wanted.terms)
    return bool(meant.absent) and telling <= _FEW


# ---- when it was spoken of, and what stands nowhere --------------------------------------------

_MOST_NAMED = 6  # days that are named


def _occurring(
    context: Context, request: Search, meant: ResolvedQuery, loosely: Found
) -> tuple[Query, Found, str]:
    """The paragraphs that hold all that is asked about, meeting by meeting, and when that was;
    the nearest where none does."""
    telling = [t for t in meant.wanted.terms if not (t.light or t.general)] or meant.wanted.terms
    terms = tuple(replace(term, needed=term in telling) for term in meant.wanted.terms)
    whole = replace(meant.wanted, terms=terms)
    matches = list(find(context.book, context.viewer, whole, None).matches) if terms else []
    if not matches:
        return meant.wanted, loosely, _absent(context, meant, bool(loosely.total))
    matches.sort(
        key=lambda match: str(match.paragraph.meeting.date or ""),
        reverse=meant.occurrence != "first",
    )
    days = dict.fromkeys(day for match in matches if (day := match.paragraph.meeting.date))
    end = None if request.limit is None else request.offset + request.limit
    page = Found(tuple(matches[request.offset : end]), len(matches))
    return whole, page, _when_spoken_of(meant, list(days))


def _when_spoken_of(meant: ResolvedQuery, days: Sequence[dt.date]) -> str:
    """“Drones” was last spoken of on 4 March 2026; also on 2 June 2025."""
    about = f"“{meant.text}”"
    if not days:
        return f"{about} comes up."
    named = [_day(day) for day in days[:_MOST_NAMED]]
    more = len(days) - len(named)
    others = f" and at {plural(more, 'other meeting')}" if more else ""
    if meant.occurrence == "ever":
        at = plural(len(days), "meeting")
        return f"Yes: {about} comes up at {at}: {', '.join(named)}{others}."
    also = f"; also on {', '.join(named[1:])}{others}" if named[1:] else ""
    return f"{about} {meant.occurrence} came up on {named[0]}{also}."


def _absent(context: Context, meant: ResolvedQuery, closest: bool) -> str:
    """“Wind farm” is in none of the 4 meetings I have, June 2019 to September 2020. Where nothing
    is found, what was searched has been told before."""
    lacking = meant.absent or (meant.text,)
    named = " and ".join(f"“{word}”" for word in lacking)
    verb = "is" if len(lacking) == 1 else "are"
    if not closest:
        return f"{named} {verb} in none of them."
    return f"{named} {verb} in none of the {what_is_held(context)}. Closest:"


# ---- hits -------------------------------------------------------------------------------------


def _hits(matches: Sequence[Match], offset: int) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            rank=rank,
            paragraph=match.paragraph,
            url=paragraph_url(match.paragraph),
            snippet=snippet(match.paragraph.text, match.highlights),
            highlights=match.highlights,
            score=round(match.score, 2),
            why=match.why,
            only_close=match.only_close,
        )
        for rank, match in enumerate(matches, start=offset + 1)
    )


# ---- what is said of the question -------------------------------------------------------------


def _interpreted(meant: ResolvedQuery, wanted: Query, said: str) -> Interpreted:
    filters = wanted.filters
    return Interpreted(
        text=meant.text,
        speakers=meant.speakers,
        since=filters.since,
        until=filters.until,
        panel=filters.panel,
        corrected=meant.corrected,
        corrections=meant.corrections,
        sentence=said,
    )


def _sentence(meant: ResolvedQuery, wanted: Query) -> str:
    """How the question was understood, where that is more than its words."""
    if meant.unknown:
        return f"Nobody called “{meant.unknown[0]}” is in these minutes."
    loosened = wanted is meant.loose
    parts = [] if loosened else list(meant.said)
    if wanted.decision:
        parts.append("resolutions first")
    if wanted.filters.meeting:
        parts.append(f"at the {wanted.filters.meeting} meeting")
    parts += _when(wanted.filters.since, wanted.filters.until)
    if wanted.sort != "best":
        parts.append("earliest first" if wanted.sort == "first" else "newest first")
    parts += [f"without “{' '.join(form.words)}”" for form in wanted.filters.excluded]
    changed = "; ".join(f"“{known}” for “{typed}”" for typed, known in meant.corrections)
    if changed:
        parts.append(f"searched {changed}")
    if loosened:
        parts.append("nothing was found for the time or speaker named, so this is from anywhere")
    if not parts:
        return ""
    about = f"“{meant.text}”" if meant.text else "Everything"
    return f"{about}: {', '.join(parts)}."


def _when(since: dt.date | None, until: dt.date | None) -> list[str]:
    if since and until:
        return [f"on {_day(since)}" if since == until else f"from {_day(since)} to {_day(until)}"]
    return [f"since {_day(since)}"] if since else [f"until {_day(until)}"] if until else []


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---- a paragraph among those it belongs with --------------------------------------------------
# Its neighbours, what its item came to, the same subject at other meetings.


AROUND = 2  # paragraphs shown before and after one
ELSEWHERE = 4  # other meetings shown
_COMPARED = 60  # paragraphs under a like title
_NEAR = 10  # paragraphs near by their words
# Telling words shared, to be on the same subject: under the same title, and under another.
_SAME_TITLE, _OTHER_TITLE, _SHARE = 3, 5, 0.2


def show_context(context: Context, request: ShowContext) -> ContextAnswer | Refusal:
    """A paragraph between its neighbours in the item, and what belongs with it."""
    asked = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if asked is None:
        return Refusal(
            "That paragraph is no longer in the minutes. Search again for its words.",
        )
    rows = item_paragraphs(context.book, context.viewer, asked.item_id)
    place = next(i for i, row in enumerate(rows) if row.id == asked.id)
    elsewhere = _elsewhere(context, asked)
    return ContextAnswer(
        tuple(rows[max(0, place - AROUND) : place + AROUND + 1]),
        asked.id,
        paragraph_url(asked),
        resolution=_resolution(rows, place),
        elsewhere=tuple((row, paragraph_url(row)) for row in elsewhere),
    )


def _resolution(rows: Sequence[ParagraphRow], place: int) -> ParagraphRow | None:
    """The first resolution after a paragraph of an item, else the last before it."""
    if rows[place].kind == "resolution":
        return None
    in_turn = [*rows[place + 1 :], *reversed(rows[:place])]
    return next((row for row in in_turn if row.kind == "resolution"), None)


def _elsewhere(context: Context, asked: ParagraphRow) -> list[ParagraphRow]:
    """The paragraph nearest in its words at each other meeting of the panel, newest first;
    none for mere procedure, which is alike everywhere."""
    if asked.kind == "procedural":
        return []
    titled = under_title(context.book, context.viewer, asked.item_title, _COMPARED)
    alike = near(context.book, context.viewer, asked.text, _NEAR)
    ours = _telling(asked)
    best: dict[int, tuple[int, ParagraphRow]] = {}
    for row in paragraph_rows(context.book, context.viewer, list(dict.fromkeys(titled + alike))):
        if row.meeting.id == asked.meeting.id or row.meeting.panel != asked.meeting.panel:
            continue
        shared = len(ours & _telling(row))
        same = row.item_title.casefold() == asked.item_title.casefold()
        enough = _SAME_TITLE if same else max(_OTHER_TITLE, _SHARE * len(ours))
        if shared >= enough and shared > best.get(row.meeting.id, (0, row))[0]:
            best[row.meeting.id] = (shared, row)
    rows = [row for _, row in best.values()]
    rows.sort(key=lambda row: str(row.meeting.date or ""), reverse=True)
    return rows[:ELSEWHERE]


def _telling(row: ParagraphRow) -> frozenset[str]:
    """The stems of words that say what a paragraph is about, those of names apart: the same
    people speak on everything."""
    names = {word.plain for mention in row.mentions for word in words(mention.name)}
    mere = STOP | ASKING | GENERAL | names
    return frozenset(word.stem for word in words(row.text) if word.plain not in mere)
