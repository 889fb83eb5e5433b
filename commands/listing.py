"""A committee's meetings: from its site's web service where that works, else page by page."""

import datetime as dt

from commands.fetching import base_of
from commands.model import Context
from commands.visiting import Committee
from sources.fetch import Fetcher, FetchError, SiteRestingError
from sources.moderngov.errors import NotThisPageError
from sources.moderngov.lists import Listed, ListPage, read_list_page, read_service_list
from sources.moderngov.places import (
    Place,
    base_of_service,
    list_address,
    service_list_address,
)
from storage.watched import (
    Watched,
    remember_service,
    service_silent_since,
    watched_committee,
    watched_meetings,
)

_EARLIEST = dt.date(1990, 1, 1)
_MOST_PAGES = 200
RECENT = dt.timedelta(days=120)  # minutes are amended for weeks, and almost never after
LIST_WHOLE = dt.timedelta(days=30)  # how often the whole list is read, for what came late
SILENCE = dt.timedelta(days=7)  # after which a web service that did not work is tried again


def list_meetings(
    context: Context, fetcher: Fetcher, place: Place, since: dt.date | None
) -> tuple[Committee, list[Listed], bool]:
    """The committee, its meetings (each once), and whether the list was read to its end.

    Meetings that were seen before and are not in what was read of the list are among them.
    Raises FetchError or NotThisPageError where the site gives no list at all.
    """
    told = _by_service(context, fetcher, place, since)
    if told:
        base, listing = told
        committee = Committee(base, place.number, listing.committee, service=True)
        return committee, list(listing.meetings), since is None
    return _by_pages(context, fetcher, place, since)


def _by_service(
    context: Context, fetcher: Fetcher, place: Place, since: dt.date | None
) -> tuple[str, ListPage] | None:
    """The service's list, and the base where it was found; None where it does not work.

    A service that did not work is left alone for a week.
    """
    silent = service_silent_since(context.book, place.base)
    if silent and context.now - silent < SILENCE:
        return None
    address = service_list_address(place.base, place.number, since or _EARLIEST, context.today)
    try:
        answer = fetcher.fetch(address)
        listing = read_service_list(answer.data)
    except SiteRestingError:
        raise
    except (FetchError, NotThisPageError):
        remember_service(context.book, place.base, context.now)
        return None
    remember_service(context.book, place.base, None)
    if not listing.meetings:
        return None
    return base_of_service(answer.url_final), listing


def _by_pages(
    context: Context, fetcher: Fetcher, place: Place, since: dt.date | None
) -> tuple[Committee, list[Listed], bool]:
    answer = fetcher.fetch(list_address(place.base, place.number))
    page = read_list_page(answer.data, answer.url_final)
    base = base_of(answer.url_final) or place.base
    committee = Committee(base, place.number, page.committee, service=False)
    before = watched_committee(context.book, base, place.number)
    known = watched_meetings(context.book, base, place.number)
    found = {one.meeting: one for one in page.meetings}
    asked: set[str] = set()
    once = before.listed_whole and context.now - before.listed_whole < LIST_WHOLE
    while page.earlier and page.earlier not in asked and len(asked) < _MOST_PAGES:
        if once and _familiar(page, known, context.today):
            break
        if since and any(one.date and one.date < since for one in page.meetings):
            break
        asked.add(page.earlier)
        answer = fetcher.fetch(page.earlier)
        page = read_list_page(answer.data, answer.url_final)
        found = {**{one.meeting: one for one in page.meetings}, **found}
    to_the_end = page.earlier is None
    for meeting, seen in known.items():
        found.setdefault(meeting, Listed(meeting, seen.date, seen.words, told=bool(seen.words)))
    return committee, list(found.values()), to_the_end


def _familiar(page: ListPage, known: dict[int, Watched], today: dt.date) -> bool:
    """Whether the page reaches back to meetings that were fetched before and are settled now."""
    settled = [
        one for one in page.meetings if one.promising and one.date and today - one.date > RECENT
    ]
    return bool(settled) and all(one.meeting in known for one in settled)
