"""One visit to a meeting on a ModernGov site: what its minutes say now, asking as little as can be.

Where the site's web service works it gives the meeting whole in one answer. Otherwise the page
is read, with the page of each item that it cuts off; where it holds no minutes itself, the
printed minutes that it links to.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from commands.fetching import base_of
from commands.request_context import Context
from sources.fetch import Fetched, Fetcher, FetchError, SiteRestingError, Validators
from sources.formats import read_document
from sources.moderngov import (
    NotThisPageError,
    Place,
    base_of_service,
    item_address,
    list_address,
    meeting_address,
    service_list_address,
    service_meeting_address,
)
from sources.moderngov.pages import (
    attendance_page,
    cut_items,
    has_record,
    parse_page,
    printed_minutes,
    read_attendance_page,
    with_whole_items,
)
from sources.moderngov.service import (
    Listed,
    ListPage,
    as_page,
    read_list_page,
    read_service_list,
    read_service_meeting,
)
from sources.structure.meeting import Given
from sources.structure.notices import NoMinutesError
from storage.model import Attendee, Meeting, MinutebookError
from storage.sites import (
    Watched,
    remember_service,
    service_silent_since,
    watched_committee,
    watched_meetings,
)

_REFUSED = frozenset({401, 403, 404, 410})


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee of a site. `service` says whether the site's web service works."""

    base: str
    number: int
    name: str | None
    service: bool

    def address_of(self, meeting: int) -> str:
        """The meeting's page, which is how the book knows the meeting."""
        return meeting_address(self.base, self.number, meeting)


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit found: minutes; or none yet (`meeting` is None); or, with `same`, that they
    are as they were. `validators` are the marks that `page` gave of its version.
    `service_failed` says that the web service should have told and did not, `elsewhere` that
    there are minutes which it does not hold.
    """

    meeting: Meeting | None = None
    same: bool = False
    fingerprint: str | None = None
    page: str | None = None
    validators: Validators = field(default=Validators())
    attendance_page: str | None = None
    service_failed: bool = False
    elsewhere: bool = False


def visit(
    fetcher: Fetcher,
    committee: Committee,
    meeting: int,
    date: dt.date | None,
    known: Watched | None,
) -> Found:
    """Visit one meeting; `date` is the day that the list gives, `known` what was seen before.

    Raises FetchError or NotThisPageError where the site did not give it, and MinutebookError
    where what it gave cannot be read.
    """
    found = _looked_at(fetcher, committee, meeting, date, known)
    if found.meeting is None:
        return found
    minutes = _checked(found.meeting, committee, date)
    fingerprint = fingerprint_of(minutes)
    if known and known.fingerprint == fingerprint:
        return replace(found, meeting=None, same=True, fingerprint=fingerprint)
    if found.attendance_page:
        people = _attendance(fetcher, found.attendance_page)
        minutes = replace(minutes, attendance=people or minutes.attendance)
    return replace(found, meeting=minutes, fingerprint=fingerprint)


def _looked_at(
    fetcher: Fetcher,
    committee: Committee,
    meeting: int,
    date: dt.date | None,
    known: Watched | None,
) -> Found:
    """What the site holds of a meeting, by its web service or else its page. A notice that it is
    not held is no minutes, and so nothing yet."""
    try:
        found = _by_service(fetcher, committee, meeting) if committee.service else None
        if found and not (found.service_failed or found.elsewhere):
            return found
        page = _by_page(fetcher, committee, meeting, date, known)
        return replace(page, service_failed=bool(found and found.service_failed))
    except NoMinutesError:
        return Found()


def fingerprint_of(meeting: Meeting) -> str:
    """A hash of what decides whether minutes have changed: their words, not their dates of
    modification, and not what only one of the two ways to a meeting tells (who attended)."""
    words = (meeting.panel, meeting.title, meeting.date, meeting.status, meeting.items)
    return hashlib.sha256(repr(words).encode("utf-8", "surrogatepass")).hexdigest()


def _checked(meeting: Meeting, committee: Committee, date: dt.date | None) -> Meeting:
    """The meeting with what the list knows of it. Minutes without a word are none."""
    if not any(item.paragraphs for item in meeting.items):
        raise MinutebookError(
            f"The minutes at {meeting.url} hold no text that can be read. "
            "What the book holds of them was left as it is."
        )
    return replace(
        meeting,
        panel=meeting.panel or committee.name,
        title=meeting.title or committee.name,
        date=meeting.date or date,
    )


def _attendance(fetcher: Fetcher, address: str) -> tuple[Attendee, ...]:
    """Who attended; nobody where the site does not say. Minutes are entered without it too."""
    try:
        answer = fetcher.fetch(address)
        return read_attendance_page(answer.data, answer.url_final)
    except SiteRestingError:
        raise
    except (FetchError, NotThisPageError):
        return ()


def _by_service(fetcher: Fetcher, committee: Committee, meeting: int) -> Found:
    """What the web service says."""
    try:
        answer = fetcher.fetch(service_meeting_address(committee.base, meeting))
        told = read_service_meeting(answer.data)
    except SiteRestingError:
        raise
    except (FetchError, NotThisPageError):
        return Found(service_failed=True)
    if told.has_record:
        page = as_page(told, committee.number, committee.name)
        minutes = _read(page, Given(url=committee.address_of(meeting)))
        return Found(replace(minutes, attendance=told.attendance or minutes.attendance))
    return Found(elsewhere=told.published)


def _by_page(
    fetcher: Fetcher, committee: Committee, number: int, date: dt.date | None, known: Watched | None
) -> Found:
    address = committee.address_of(number)
    answer = fetcher.fetch(address, _marks(known, address))
    if answer.status == 304:
        return Found(same=True)
    page = parse_page(answer.data, answer.url_final)
    given = Given(url=address)
    people = attendance_page(page, answer.url_final)
    if has_record(page):
        cut = cut_items(page)
        if not cut:
            return _found(answer, address, _read(answer.data, given), people)
        items = _whole_items(fetcher, committee.base, cut, known)
        whole = with_whole_items(page, items, answer.url_final)
        return Found(_read(whole, given), attendance_page=people)
    printed = printed_minutes(page, answer.url_final)
    if printed is None:
        return Found()
    answer = fetcher.fetch(printed, _marks(known, printed))
    if answer.status == 304:
        return Found(same=True)
    # A printed page names its panel in many ways, and the list in one.
    given = Given(committee.name, None, date, address)
    return _found(answer, printed, _read(answer.data, given), people)


def _whole_items(
    fetcher: Fetcher, base: str, items: Sequence[int], known: Watched | None
) -> dict[int, bytes]:
    """The pages of the items that were cut off.

    One that the site refuses stays out, and is not indexed; but where the meeting was whole
    before, the book's text is better than that, so the visit fails.
    """
    pages = {}
    for item in items:
        try:
            answer = fetcher.fetch(item_address(base, item))
            parse_page(answer.data, answer.url_final)
            pages[item] = answer.data
        except FetchError as error:
            if error.status not in _REFUSED or (known and known.fingerprint):
                raise
    return pages


def _read(data: bytes, given: Given) -> Meeting:
    meetings = read_document(data, given.url or "", given)
    if len(meetings) != 1:
        raise MinutebookError(f"{given.url} holds {len(meetings)} meetings where one was expected.")
    return meetings[0]


def _marks(known: Watched | None, page: str) -> Validators | None:
    """How to ask whether the page is still the one that was read into the book."""
    if known is None or known.state != "saved" or known.page != page:
        return None
    return Validators(known.etag, known.modified)


def _found(answer: Fetched, page: str, meeting: Meeting, people: str | None) -> Found:
    return Found(meeting, page=page, validators=answer.validators, attendance_page=people)


# ---- a committee's meetings -------------------------------------------------------------------
# From its site's web service where that works, else page by page.


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
    told = _list_by_service(context, fetcher, place, since)
    if told:
        base, listing = told
        committee = Committee(base, place.number, listing.committee, service=True)
        return committee, list(listing.meetings), since is None
    return _by_pages(context, fetcher, place, since)


def _list_by_service(
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
