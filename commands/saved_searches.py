"""Saving a search: what it would have found in the last year is said first."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from commands.answers import Refusal
from commands.channels import destination_of, destination_owner, may_settle
from commands.digest_answers import ProposedSearch, SavedSearches
from commands.query import ResolvedQuery, known, resolve_query
from commands.query.grammar import read_question
from commands.request_context import Context
from commands.requests import ChangeSearch, ListSearches, SaveSearch
from storage.model import MEMBER, MinutebookError, Viewer
from storage.plurals import plural
from storage.publications import fresh_paragraphs, unmatched
from storage.saved_searches import (
    How,
    SavedSearch,
    change_search,
    enter_hits,
    save_search,
    saved_search,
    saved_searches,
    stop_search,
)
from storage.search import Filters, Form, Query, find, find_among, read_batch
from storage.subscriptions import Subscription, keep_subscription, subscription

YEAR = dt.timedelta(days=365)
MOST = 50  # searches of one destination
LONGEST = 300  # characters of one
HOWS: dict[str, How] = {
    "daily": "daily",
    "weekly": "weekly",
    "once": "at once",
    "now": "at once",
    "at-once": "at once",
    "at once": "at once",
}
_OPTION = re.compile(r'(?<!\S)(how|to):(?:"([^"]*)"|(\S+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Often:
    """How often a search would have fired in the last year."""

    paragraphs: int
    meetings: int


def save(context: Context, request: SaveSearch) -> ProposedSearch | SavedSearches | Refusal:
    """Say how often a search would have fired; save it where `how:` says how it is to be told.

    `to:here` is for whoever reads in the channel. Raises MinutebookError for a value that cannot
    be understood and for whoever may not have a channel told.
    """
    options = {
        key.casefold(): quoted or bare
        for key, quoted, bare in _OPTION.findall(_plain(request.words))
    }
    query = " ".join(_OPTION.sub(" ", _plain(request.words)).split())
    if not query:
        return Refusal(
            "Say what to watch for, as you would ask it.",
            ('watch "stop and search" from:commissioner', "watches"),
        )
    if len(query) > LONGEST:
        raise MinutebookError(f"A search to be saved has {LONGEST} characters at most.")
    found = how_often(context, query)
    if "how" not in options:
        channel = context.viewer.channel if may_settle(context, here=True) else None
        return ProposedSearch(query, found.paragraphs, found.meetings, channel is not None)
    how = HOWS.get(options["how"].casefold())
    if how is None:
        raise MinutebookError("After 'how:' comes daily, weekly or once.")
    here = options.get("to", "me").casefold() in ("here", "channel")
    return _saved(context, destination_of(context, here), query, how, found)


def how_often(context: Context, query: str) -> Often:
    """Of the last year's minutes: the paragraphs it finds, and in how many meetings.

    Raises MinutebookError for a question that asks nothing, or for somebody whom nobody knows.
    """
    meant = resolve_query(context, read_question(query, context.today))
    if meant.unknown:
        raise MinutebookError(f"Nobody called “{meant.unknown[0]}” is in these minutes.")
    filters = meant.wanted.filters
    if not meant.wanted.terms and filters == Filters():
        raise MinutebookError(f"“{query}” is nothing that can be looked for.")
    since = max(context.today - YEAR, filters.since or dt.date.min)
    wanted = replace(meant.wanted, filters=replace(filters, since=since))
    found = find(context.book, context.viewer, wanted, None).matches
    return Often(len(found), len({match.paragraph.meeting.id for match in found}))


def _saved(context: Context, destination: str, query: str, how: How, found: Often) -> SavedSearches:
    held = saved_searches(context.book, [destination])
    if len(held) >= MOST and query not in {one.query for one in held}:
        raise MinutebookError(f"There are {MOST} saved searches already: stop one of them first.")
    if subscription(context.book, destination) is None:
        keep_subscription(context.book, Subscription(destination), context.who, context.now)
    made, new = save_search(context.book, destination, query, how, context.who, context.now)
    verb = "Saved" if new else "Already saved; now"
    often = f"In the last year it would have found {found_often(found.paragraphs, found.meetings)}."
    whose = destination_owner(context, destination)
    told = f"{verb}: “{made.query}”, told {whose} {describe_frequency(how)}. {often}"
    return _listed(context, destination, told)


def list_saved(context: Context, request: ListSearches) -> SavedSearches:
    """The asker's saved searches, or those of the channel."""
    return _listed(context, destination_of(context, request.here), "")


def change_saved(context: Context, request: ChangeSearch) -> SavedSearches:
    """Pause, go on with, stop or tell otherwise. Raises MinutebookError where there is no such
    search of the asker's, and for a word that says none of these."""
    held = saved_search(context.book, request.id)
    if held is None or not _theirs(context, held):
        raise MinutebookError(
            f"You have no saved search {request.id}. '/minutes watches' lists yours."
        )
    verb = request.verb.casefold().strip()
    if verb in ("stop", "off", "delete", "remove"):
        stop_search(context.book, held.id)
        told = f"Stopped: “{held.query}”."
    elif verb in ("pause", "resume", "on"):
        change_search(context.book, held.id, None, verb == "pause")
        told = f"{'Paused' if verb == 'pause' else 'Going on'}: “{held.query}”."
    elif verb in HOWS:
        change_search(context.book, held.id, HOWS[verb], False)
        told = f"“{held.query}” is told {describe_frequency(HOWS[verb])}."
    else:
        raise MinutebookError(
            f"After 'watches {held.id}' comes pause, resume, daily, weekly, once or stop."
        )
    return _listed(context, held.destination, told)


def describe_frequency(how: How) -> str:
    """When hits are told, as words."""
    return {"daily": "once a day", "weekly": "once a week", "at once": "at once"}[how]


def found_often(paragraphs: int, meetings: int) -> str:
    """A number of paragraphs in a number of meetings, as words."""
    if not paragraphs:
        return "nothing"
    return f"{plural(paragraphs, 'paragraph')} in {plural(meetings, 'meeting')}"


def _theirs(context: Context, held: SavedSearch) -> bool:
    if held.destination == context.viewer.user:
        return True
    return held.destination == context.viewer.channel and may_settle(context, here=True)


def _listed(context: Context, destination: str, told: str) -> SavedSearches:
    held = tuple(saved_searches(context.book, [destination]))
    mine = destination == context.viewer.user
    return SavedSearches(held, told, here=not mine, may_change=mine or may_settle(context, True))


def _plain(words: str) -> str:
    return words.translate(str.maketrans("“”„", '"""'))


# ---- saved searches are looked for in what has just been published ----------------------------
# By the very code that answers questions, with the rights of whoever is told. Thousands of
# searches meet one meeting: names and words are read once for all, each question is understood
# once, and only those whose words stand in the meeting are looked for.


Rights = Callable[[SavedSearch], Viewer]


def match_new(context: Context, rights: Rights) -> int:
    """Look for every saved search in what was published since the last time; how many hits.

    `rights` tells with whose eyes a search looks.
    """
    found = 0
    for published in unmatched(context.book):
        hits = matches(context, published.id, saved_searches(context.book), rights)
        enter_hits(context.book, published.id, hits)
        found += len(hits)
    return found


def matches(
    context: Context, publication_id: int, searches: Sequence[SavedSearch], rights: Rights
) -> list[tuple[int, str]]:
    """(search, paragraph) for each new paragraph that a search finds."""
    hits: list[tuple[int, str]] = []
    seen_by: dict[bool, list[SavedSearch]] = {}
    for search in searches:
        if not search.paused and search.since < publication_id:
            seen_by.setdefault(rights(search).secretariat, []).append(search)
    for secretariat, some in seen_by.items():
        viewer = replace(MEMBER, secretariat=secretariat)
        fresh = fresh_paragraphs(context.book, viewer, publication_id)
        if fresh:
            looking = SearchBatch(replace(context, viewer=viewer), list(fresh))
            found = {query: looking.found(query) for query in {one.query for one in some}}
            hits += [(one.id, fresh[key]) for one in some for key in found[one.query]]
    return hits


class SearchBatch:
    """Looks for one question after the other in the same few paragraphs."""

    def __init__(self, context: Context, keys: Sequence[int]) -> None:
        """Read once what every question needs."""
        self._context = context
        self._known = known(context, many=True)
        self._few = read_batch(context.book, context.viewer, sorted(keys))

    def found(self, query: str) -> list[int]:
        """The keys of the paragraphs that a question finds."""
        question = read_question(query, self._context.today)
        meant = resolve_query(self._context, question, given=self._known)
        if meant.unknown or (not meant.wanted.terms and meant.wanted.filters == Filters()):
            return []
        return self._found(meant)

    def _found(self, meant: ResolvedQuery) -> list[int]:
        """Found as asked; by the looser reading only where the book has nothing for the other."""
        book, viewer = self._context.book, self._context.viewer
        strict = self._among(meant.wanted)
        if strict or meant.loose is None or not self._likely(meant.loose):
            return strict
        if find(book, viewer, meant.wanted, 1).total:
            return []
        return self._among(meant.loose)

    def _among(self, wanted: Query) -> list[int]:
        if not self._likely(wanted):
            return []
        context, vocabulary = self._context, self._known.vocabulary
        return find_among(context.book, context.viewer, wanted, self._few, vocabulary)

    def _likely(self, wanted: Query) -> bool:
        """Whether the paragraphs have the words for it: all that are needed, and any other."""
        telling = [term for term in wanted.terms if not term.light]
        met = [any(map(self._has, term.forms)) for term in telling]
        needed = all(there for term, there in zip(telling, met, strict=True) if term.needed)
        return not telling or (any(met) and needed)

    def _has(self, form: Form) -> bool:
        return all(stem in self._few.stems for stem in form.stems)


# Saved searches: proposed, saved, listed, changed, and looked for in what is published.
