"""Questions answered from the minutes."""

import datetime as dt
import time
from collections.abc import Sequence
from functools import cache, partial

from commands.answers import ContextAnswer, Hit, Interpreted, MeetingsAnswer, Refusal, SearchAnswer
from commands.identity import named
from commands.links import paragraph_url
from commands.occurrence import (
    begins_absent,
    describe_absent,
    occurring,
    suggestions,
    turns_on_absent,
    what_was_searched,
)
from commands.query import ResolvedQuery, resolve_query
from commands.query.grammar import Question, read_exactly, read_question
from commands.query.terms import ASKING, GENERAL
from commands.request_context import Context
from commands.requests import Search, ShowContext
from storage.meetings import (
    item_paragraphs,
    meeting_rows,
    paragraph_by_id,
    paragraph_rows,
)
from storage.model import ParagraphRow
from storage.paragraph_lookup import near, under_title
from storage.search import Filters, Found, Match, Query, find
from storage.tokens import STOP, plain_words, words

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


def list_meetings(context: Context) -> MeetingsAnswer:
    """Every meeting that this viewer may see, newest first."""
    rows = meeting_rows(context.book, context.viewer)
    return MeetingsAnswer(rows, numbered=context.viewer.secretariat)


_NOTHING = Found((), 0)


def search(context: Context, request: Search) -> SearchAnswer:
    """The paragraphs that answer a question, best first; none where the minutes do not."""
    begun = time.perf_counter()
    question = (
        read_exactly(request.query)
        if request.exact
        else read_question(named(context, request.query), context.today)
    )
    meant = resolve_query(context, question, request.exact)
    wanted, found = _found(context, request, meant)
    in_english = question.options and not (found.total or meant.unknown)
    said = "" if in_english else _sentence(meant, wanted)
    if meant.occurrence and not meant.unknown:
        wanted, found, said = occurring(context, request, meant, found)
    elif meant.absent and not request.exact:
        said = describe_absent(context, meant, bool(found.total))
    hits = _hits(found.matches, request.offset)
    return SearchAnswer(
        query=question.text,
        interpreted=_interpreted(question, meant, wanted, said),
        hits=hits,
        total=found.total,
        offset=request.offset,
        took_ms=round((time.perf_counter() - begun) * 1000, 1),
        candidates=meant.candidates,
        suggestions=() if found.total else suggestions(context, meant),
        searched="" if found.total else what_was_searched(context),
        nearest=() if found.total or request.offset else _nearest(context, meant),
        counterpart=None if request.offset else _counterpart(context, hits),
    )


def _is_refused(context: Context, query: ResolvedQuery) -> bool:
    """Whether the question turns on a word that stands nowhere. A model may know what is asked of
    something that is there, but not what is not there."""
    return turns_on_absent(query) and (context.model is None or begins_absent(query))


# Paragraphs that a refusal offers, of so many that are looked at, from this likeness on.
_OFFERED, _LOOKED_AT, _NEAR_ENOUGH = 2, 20, 0.25


def _nearest(context: Context, query: ResolvedQuery) -> tuple[Hit, ...]:
    """What is nearest in meaning to a question that found nothing, of what this viewer may see;
    nothing where it was asked of a time or a person."""
    asked = query.wanted.filters
    narrow = query.unknown or asked.since or asked.until or asked.heard
    if context.model is None or narrow or not query.wanted.terms:
        return ()
    alike = context.model.like(context.book, query.asked)[:_LOOKED_AT]
    near = [key for key, likeness in alike if likeness >= _NEAR_ENOUGH]
    rows = paragraph_rows(context.book, context.viewer, near)
    return shown_hits([row for row in rows if asked.panel in (None, row.meeting.panel)][:_OFFERED])


def _found(context: Context, request: Search, meant: ResolvedQuery) -> tuple[Query, Found]:
    """What was found, and for which reading: the strict one, else the one that lets go of what
    was only read out of plain English."""
    if meant.unknown or (not meant.wanted.terms and meant.wanted.filters == Filters()):
        return meant.wanted, _NOTHING
    if _is_refused(context, meant):
        return meant.wanted, _NOTHING
    model = context.model
    like = cache(partial(model.like, context.book, meant.asked)) if model else None
    for wanted in (meant.wanted, None if request.strict else meant.loose):
        if wanted is not None:
            found = find(context.book, context.viewer, wanted, request.limit, request.offset, like)
            if found.total:
                return wanted, found
    return meant.wanted, _NOTHING


# ---- hits -------------------------------------------------------------------------------------


def shown_hits(rows: Sequence[ParagraphRow]) -> tuple[Hit, ...]:
    """Paragraphs that were chosen by something else than a search, as its results."""
    return tuple(
        Hit(rank, row, paragraph_url(row), snippet(row.text, ()), (), 0.0)
        for rank, row in enumerate(rows, start=1)
    )


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


def _counterpart(context: Context, hits: Sequence[Hit]) -> ParagraphRow | None:
    """The reply to the question that the first result asks, or the question it replies to: an
    answer that stands in two paragraphs is shown in both."""
    if not hits:
        return None
    first = hits[0].paragraph
    rows = item_paragraphs(context.book, context.viewer, first.item_id)
    place = next(at for at, row in enumerate(rows) if row.id == first.id)
    if place + 1 < len(rows) and _replies(first, rows[place + 1]):
        return rows[place + 1]
    return rows[place - 1] if place and _replies(rows[place - 1], first) else None


_REPLY = frozenset(("a", "answer", "reply", "response"))  # over a reply, with a point or colon


def _replies(question: ParagraphRow, reply: ParagraphRow) -> bool:
    """Whether a paragraph asks, and answers nothing, and the next answers and asks nothing."""
    asking, replying = ({m.part for m in row.mentions} for row in (question, reply))
    if "asks" not in asking or "answers" in asking:
        return False
    label = next(iter(reply.text.replace(":", ".").split(".")), "")
    if label.casefold() in _REPLY:
        return True
    answers = "answers" in replying or ("speaks" in replying and "?" in question.text)
    return answers and "asks" not in replying


# ---- what is said of the question -------------------------------------------------------------


def _interpreted(question: Question, meant: ResolvedQuery, wanted: Query, said: str) -> Interpreted:
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
        asked=_in_english(meant) if question.options else "",
    )


EVERYTHING = "Everything"


def _in_english(query: ResolvedQuery) -> str:
    """What was asked, without the order in which it was wanted."""
    about = f"“{query.text}”" if query.text else "anything"
    return ", ".join([about, *query.said, *_where_and_when(query.wanted)])


def _sentence(meant: ResolvedQuery, wanted: Query) -> str:
    """How the question was understood, where that is more than its words."""
    if meant.unknown:
        return f"Nobody called “{meant.unknown[0]}” is in these minutes."
    asked = [*meant.said, *_where_and_when(meant.wanted)]
    if wanted is meant.loose:
        return f"I found nothing {', '.join(asked)}. Closest from anywhere:"
    if wanted.sort != "best":
        asked.append("earliest first" if wanted.sort == "first" else "newest first")
    asked += [f"without “{' '.join(form.words)}”" for form in wanted.filters.excluded]
    changed = "; ".join(f"“{known}” for “{typed}”" for typed, known in meant.corrections)
    if changed:
        asked.append(f"searched {changed}")
    if not asked and not wanted.decision:
        return ""
    what = _what(meant, wanted)
    return f"{what} {', '.join(asked)}." if what == EVERYTHING else f"{', '.join([what, *asked])}."


def _what(query: ResolvedQuery, wanted: Query) -> str:
    """What is looked for, without the words by which people ask."""
    tokens = query.text.split()
    mere = [all(word in STOP | ASKING for word in plain_words(token)) for token in tokens]
    content = [place for place, empty in enumerate(mere) if not empty]
    about = " ".join(tokens[content[0] : content[-1] + 1]).strip(",;:?!.") if content else ""
    if wanted.decision:
        return f"Decisions about “{about}” first" if about else "Decisions first"
    return f"“{about}”" if about else EVERYTHING


def _where_and_when(wanted: Query) -> list[str]:
    at = [f"at the {wanted.filters.meeting} meeting"] if wanted.filters.meeting else []
    return [*at, *_when(wanted.filters.since, wanted.filters.until)]


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
