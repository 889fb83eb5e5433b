"""Pages of the web as documents, for whoever names an address.

    with open_fetcher(book, now, settings.sources, private=..., contact=...) as fetcher:
        data, name, given = fetch_source(fetcher, url)
        meetings = read_document(data, name, given)

`open_fetcher(book, now, sources=(), *, private=False, contact=None) -> Fetcher` is the one way
in which a Fetcher is made outside tests: its daily budget and rests are kept in the book.
`fetch_source(fetcher, url) -> tuple[bytes, str, Given]` raises MinutebookError.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from sources.addresses import parts_of
from sources.fetch import Fetcher, FetchError, SiteRestingError, user_agent
from sources.formats import read_document
from sources.moderngov import NotThisPageError, Place, item_address, meeting_address, place_of
from sources.moderngov.pages import (
    committee_of,
    cut_items,
    has_record,
    meeting_of,
    parse_page,
    printed_minutes,
    with_whole_items,
)
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import MinutebookError
from storage.plurals import plural
from storage.sites import host_rests_until, rest_host, spend_request

DAILY_BUDGET = 2000  # requests to one host in a day


@dataclass(frozen=True, slots=True)
class BookLedger:
    """What is spent at each host, kept in the book, so that no restart forgets it."""

    book: Book
    now: Callable[[], dt.datetime]
    budget: int = DAILY_BUDGET

    def spend(self, host: str) -> None:
        """Count one request. Raises SiteRestingError where the host is to be left alone."""
        now = self.now()
        until = host_rests_until(self.book, host)
        if until and until > now:
            raise SiteRestingError(
                f"{host} asked to be left alone until {until:%H:%M on %d %B}. "
                "What is left will be fetched after that."
            )
        if not spend_request(self.book, host, now.date(), self.budget):
            spent = plural(self.budget, f"request to {host} is", f"requests to {host} are")
            raise SiteRestingError(
                f"Today's {spent} used up. What is left will be fetched tomorrow."
            )

    def rest(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        rest_host(self.book, host, self.now() + dt.timedelta(seconds=seconds))


def open_fetcher(
    book: Book,
    now: Callable[[], dt.datetime],
    sources: Sequence[str] = (),
    *,
    private: bool = False,
    contact: str | None = None,
) -> Fetcher:
    """A fetcher for the sites of these addresses. `contact` is told to the sites, so that they
    can write to whoever runs this."""
    fetcher = Fetcher(private=private, agent=user_agent(contact), ledger=BookLedger(book, now))
    for address in sources:
        fetcher.allow(address)
    return fetcher


def fetch_source(fetcher: Fetcher, url: str) -> tuple[bytes, str, Given]:
    """The document at an address that a person gave, its name, and what its site says of it.

    A ModernGov meeting comes with its cut items put in place, or as its printed minutes where
    only those are published; an item's page with the panel and date of its meeting. Any other
    page or file comes as it is. Raises MinutebookError where there is nothing to read.
    """
    fetcher.allow(url)
    place = place_of(url)
    if place and place.kind == "meeting":
        return _meeting_source(fetcher, place, url)
    if place and place.kind == "item":
        return _item_source(fetcher, url)
    if place:
        raise MinutebookError(
            f"{url} is a committee's page, not a meeting's. "
            f"'minutebook sync {url}' fetches its minutes."
        )
    answer = fetcher.fetch(url)
    name = PurePosixPath(unquote(parts_of(answer.url_final).path)).name or url
    return answer.data, name, Given(url=url)


def _meeting_source(fetcher: Fetcher, place: Place, url: str) -> tuple[bytes, str, Given]:
    answer = fetcher.fetch(url.partition("#")[0])
    page = parse_page(answer.data, answer.url_final)
    base = base_of(answer.url_final) or place.base
    committee = place.committee or committee_of(page, answer.url_final)
    given = Given(url=meeting_address(base, committee, place.number))
    if has_record(page):
        items = {item: fetcher.fetch(item_address(base, item)).data for item in cut_items(page)}
        return with_whole_items(page, items, answer.url_final), url, given
    printed = printed_minutes(page, answer.url_final)
    if printed is None:
        raise MinutebookError(f"No minutes are published yet at {url}.")
    return fetcher.fetch(printed).data, printed, given


def _item_source(fetcher: Fetcher, url: str) -> tuple[bytes, str, Given]:
    """An item's page says neither panel nor date: its meeting's page does."""
    answer = fetcher.fetch(url)
    page = parse_page(answer.data, answer.url_final)
    meeting = meeting_of(page, answer.url_final)
    given = Given(url=url)
    if meeting is None:
        return answer.data, url, given
    try:
        told = fetcher.fetch(meeting)
        parse_page(told.data, told.url_final)
        (head,) = read_document(told.data, meeting, Given())
    except (FetchError, NotThisPageError):
        return answer.data, url, given
    return answer.data, url, Given(head.panel, head.title, head.date, url)


def base_of(url: str) -> str | None:
    """The folder of a ModernGov site, from an address where the redirects of a page ended."""
    place = place_of(url)
    return place.base if place else None
