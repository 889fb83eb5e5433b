"""Saving a search: what it would have found in the last year is said first."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from commands.destinations import destination_of, may_settle, whose
from commands.model import (
    ChangeSearch,
    Context,
    ListSearches,
    ProposedSearch,
    Refusal,
    SavedSearches,
    SaveSearch,
)
from commands.question import read_question
from commands.understand import understand
from storage.counted import counted
from storage.errors import MinutebookError
from storage.saved_searches import (
    How,
    SavedSearch,
    change_search,
    save_search,
    saved_search,
    saved_searches,
    stop_search,
)
from storage.search import Filters, find
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
    meant = understand(context, read_question(query, context.today))
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
    told = f"{verb}: “{made.query}”, told {whose(context, destination)} {told_how(how)}. {often}"
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
        told = f"“{held.query}” is told {told_how(HOWS[verb])}."
    else:
        raise MinutebookError(
            f"After 'watches {held.id}' comes pause, resume, daily, weekly, once or stop."
        )
    return _listed(context, held.destination, told)


def told_how(how: How) -> str:
    """When hits are told, as words."""
    return {"daily": "once a day", "weekly": "once a week", "at once": "at once"}[how]


def found_often(paragraphs: int, meetings: int) -> str:
    """A number of paragraphs in a number of meetings, as words."""
    if not paragraphs:
        return "nothing"
    return f"{counted(paragraphs, 'paragraph')} in {counted(meetings, 'meeting')}"


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
