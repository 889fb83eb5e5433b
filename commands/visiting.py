"""One visit to a meeting on a ModernGov site: what its minutes say now, asking as little as can be.

Where the site's web service works it gives the meeting whole in one answer. Otherwise the page
is read, with the page of each item that it cuts off; where it holds no minutes itself, the
printed minutes that it links to.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sources.fetch import Fetched, Fetcher, FetchError, SiteRestingError, Validators
from sources.formats import Given, read_document
from sources.moderngov.errors import NotThisPageError
from sources.moderngov.pages import (
    cut_items,
    has_record,
    parse_page,
    printed_minutes,
    with_whole_items,
)
from sources.moderngov.places import item_address, meeting_address, service_meeting_address
from sources.moderngov.service import as_page, read_service_meeting
from storage.errors import MinutebookError
from storage.records import Attendee, Meeting
from storage.watched import Watched

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
    """What a visit found: minutes; or none yet (`meeting` is None); or, with `same`, that the
    page is as it was. `validators` are the marks that `page` gave of its version."""

    meeting: Meeting | None = None
    same: bool = False
    page: str | None = None
    validators: Validators = field(default=Validators())


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
    found = _by_service(fetcher, committee, meeting) if committee.service else None
    found = found or _by_page(fetcher, committee, meeting, date, known)
    if found.meeting is None:
        return found
    return replace(found, meeting=_checked(found.meeting, committee, date))


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


def _by_service(fetcher: Fetcher, committee: Committee, meeting: int) -> Found | None:
    """What the web service says; None where the page has to be asked."""
    try:
        answer = fetcher.fetch(service_meeting_address(committee.base, meeting))
        told = read_service_meeting(answer.data)
    except SiteRestingError:
        raise
    except (FetchError, NotThisPageError):
        return None
    if told.has_record:
        page = as_page(told, committee.number, committee.name)
        return Found(_read(page, Given(url=committee.address_of(meeting)), told.attendance))
    return None if told.published else Found()


def _by_page(
    fetcher: Fetcher, committee: Committee, number: int, date: dt.date | None, known: Watched | None
) -> Found:
    address = committee.address_of(number)
    answer = fetcher.fetch(address, _marks(known, address))
    if answer.status == 304:
        return Found(same=True)
    page = parse_page(answer.data, answer.url_final)
    given = Given(url=address)
    if has_record(page):
        cut = cut_items(page)
        if not cut:
            return _found(answer, address, _read(answer.data, given))
        items = _whole_items(fetcher, committee.base, cut, known)
        return Found(_read(with_whole_items(page, items, answer.url_final), given))
    printed = printed_minutes(page, answer.url_final)
    if printed is None:
        return Found()
    answer = fetcher.fetch(printed, _marks(known, printed))
    if answer.status == 304:
        return Found(same=True)
    # A printed page names its panel in many ways, and the list in one.
    return _found(answer, printed, _read(answer.data, Given(committee.name, None, date, address)))


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


def _read(data: bytes, given: Given, attendance: tuple[Attendee, ...] = ()) -> Meeting:
    meetings = read_document(data, given.url or "", given)
    if len(meetings) != 1:
        raise MinutebookError(f"{given.url} holds {len(meetings)} meetings where one was expected.")
    return replace(meetings[0], attendance=meetings[0].attendance or attendance)


def _marks(known: Watched | None, page: str) -> Validators | None:
    """How to ask whether the page is still the one that was read into the book."""
    if known is None or known.state != "saved" or known.page != page:
        return None
    return Validators(known.etag, known.modified)


def _found(answer: Fetched, page: str, meeting: Meeting) -> Found:
    return Found(meeting, page=page, validators=answer.validators)
