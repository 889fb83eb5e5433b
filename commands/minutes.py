"""Questions answered from the minutes."""

import datetime as dt
import time
from collections.abc import Sequence

from commands.links import paragraph_url
from commands.meetings import what_was_searched
from commands.model import (
    Context,
    Hit,
    Interpreted,
    Search,
    SearchAnswer,
)
from commands.question import read_exactly, read_question
from commands.snippets import snippet
from commands.suggestions import suggestions
from commands.understand import Understood, understand
from storage.search import Filters, Found, Match, Wanted, find

_NOTHING = Found((), 0)


def search(context: Context, request: Search) -> SearchAnswer:
    """The paragraphs that answer a question, best first; none where the minutes do not."""
    begun = time.perf_counter()
    question = (
        read_exactly(request.query)
        if request.exact
        else read_question(request.query, context.today)
    )
    meant = understand(context, question, request.exact)
    wanted, found = _found(context, request, meant)
    hits = _hits(found.matches, request.offset)
    return SearchAnswer(
        query=question.text,
        interpreted=_interpreted(meant, wanted),
        hits=hits,
        total=found.total,
        offset=request.offset,
        took_ms=round((time.perf_counter() - begun) * 1000, 1),
        candidates=meant.candidates,
        suggestions=() if found.total else suggestions(context, meant),
        searched="" if found.total else what_was_searched(context),
    )


def _found(context: Context, request: Search, meant: Understood) -> tuple[Wanted, Found]:
    """What was found, and for which reading: the strict one, else the one that lets go of what
    was only read out of plain English."""
    if meant.unknown or (not meant.wanted.terms and meant.wanted.filters == Filters()):
        return meant.wanted, _NOTHING
    alike = context.model.like(context.book, meant.asked) if context.model else ()
    for wanted in (meant.wanted, meant.loose):
        if wanted is not None:
            found = find(context.book, context.viewer, wanted, request.limit, request.offset, alike)
            if found.total:
                return wanted, found
    return meant.wanted, _NOTHING


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


def _interpreted(meant: Understood, wanted: Wanted) -> Interpreted:
    filters = wanted.filters
    return Interpreted(
        text=meant.text,
        speakers=meant.speakers,
        since=filters.since,
        until=filters.until,
        panel=filters.panel,
        corrected=meant.corrected,
        corrections=meant.corrections,
        sentence=_sentence(meant, wanted),
    )


def _sentence(meant: Understood, wanted: Wanted) -> str:
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
