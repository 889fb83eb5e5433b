"""ModernGov sites: their addresses, lists, pages and web service. Pure functions from bytes.

Most British councils publish with ModernGov. A site's pages lie in one folder (its base), a
committee, meeting and agenda item each have a number, and a web service beside the pages, where
it is switched on, gives a meeting whole in one answer.
"""

import datetime as dt
import html as entities
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote

from lxml import etree

from sources.addresses import normalise_address, parts_of
from storage.model import MinutebookError

# A page that came, but is not the one that was asked for.


class NotThisPageError(MinutebookError):
    """Something else came in the page's place: an error, challenge, login or empty page.

    `gone` is True where the site says that it holds no such thing (any more).
    """

    def __init__(self, sentence: str, gone: bool = False) -> None:
        super().__init__(sentence)
        self.gone = gone


# What an address on a ModernGov site stands for, and the addresses to ask it for more.


Kind = Literal["committee", "meeting", "item"]

# page name → what it shows, and the parameter that numbers it
_PAGES: dict[str, tuple[Kind, str]] = {
    "mgcommitteedetails.aspx": ("committee", "id"),
    "mgcommitteemailinglist.aspx": ("committee", "id"),
    "ielistmeetings.aspx": ("committee", "cid"),
    "mgrss.aspx": ("committee", "cid"),
    "ielistdocuments.aspx": ("meeting", "mid"),
    "celistdocuments.aspx": ("meeting", "mid"),
    "mgmeetingattendance.aspx": ("meeting", "id"),
    "mgai.aspx": ("item", "id"),
}
_SESSION = re.compile(r"/\(S\([^)/]*\)\)", re.IGNORECASE)
_ALIASES = {"committeeid": "cid", "meetingid": "mid"}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a site: `number` is that of the committee, meeting or item it shows.

    `base` is the site's folder, with a slash at its end.
    """

    base: str
    kind: Kind
    number: int
    committee: int | None = None


def place_of(url: str) -> Place | None:
    """What an address stands for; None where it is no committee, meeting or item."""
    parts = parts_of(normalise_address(url))
    folder, _, page = parts.path.rpartition("/")
    if page.lower() not in _PAGES or not parts.netloc:
        return None
    kind, name = _PAGES[page.lower()]
    asked = {
        _ALIASES.get(key.lower(), key.lower()): values[0]
        for key, values in parse_qs(parts.query).items()
    }
    number = _number(asked.get(name))
    if number is None:
        return None
    base = f"{parts.scheme}://{parts.netloc}{folder}/"
    committee = number if kind == "committee" else _number(asked.get("cid"))
    return Place(base, kind, number, committee)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def base_of_service(url: str) -> str:
    """The site's folder, from an address of its web service where the redirects ended."""
    plain = _SESSION.sub("", url.partition("?")[0])
    return plain[: plain.lower().rindex("mgwebservice.asmx")]


def list_address(base: str, committee: int) -> str:
    """The list of a committee's meetings."""
    return f"{base}ieListMeetings.aspx?CId={committee}&Year=0"


def meeting_address(base: str, committee: int | None, meeting: int) -> str:
    """A meeting's page, in the one form by which the book knows it."""
    known = f"CId={committee}&" if committee else ""
    return normalise_address(f"{base}ieListDocuments.aspx?{known}MId={meeting}")


def item_address(base: str, item: int) -> str:
    """The page with the whole text of one item."""
    return f"{base}mgAi.aspx?ID={item}"


def service_list_address(base: str, committee: int, since: dt.date, until: dt.date) -> str:
    """The web service's list of meetings. It wants every parameter, and dates as dd/mm/yyyy."""
    days = "&".join(
        f"{name}={quote(f'{day:%d/%m/}{day.year:04}', safe='')}"
        for name, day in (("sFromDate", since), ("sToDate", until))
    )
    return f"{base}mgWebService.asmx/GetMeetings?lCommitteeId={committee}&{days}"


def service_meeting_address(base: str, meeting: int) -> str:
    """The web service's answer about one meeting."""
    return f"{base}mgWebService.asmx/GetMeeting?lMeetingId={meeting}"


# The web service's XML, read with suspicion: it may be an HTML page, or an attack.


def read_xml(data: bytes, *roots: str) -> etree._Element:
    """The answer's first element. Raises NotThisPageError where it is none of `roots`.

    Some sites answer 200 with an HTML page in place of the service's answer.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotThisPageError("The web service's answer is not the XML it should be.") from error
    if root.tag not in roots:
        raise NotThisPageError("The web service answered with something else than was asked.")
    return root


def value(element: etree._Element, name: str) -> str:
    """The text of a child, without the blanks the service puts around it; "" where missing."""
    return (element.findtext(name) or "").strip()


def plain(element: etree._Element, name: str) -> str:
    """The text of a child that may be escaped twice ("&amp;#39;")."""
    return entities.unescape(value(element, name)).strip()


def number_of(element: etree._Element, name: str) -> int | None:
    """A child that holds a number."""
    text = value(element, name)
    return int(text) if text.isascii() and text.isdigit() else None


def is_true(element: etree._Element, name: str, unless_said: bool = False) -> bool:
    """A child that holds True or False."""
    return (value(element, name).lower() or str(unless_said).lower()) == "true"


def date_of(element: etree._Element, name: str) -> dt.date | None:
    """A child that holds a day as dd/mm/yyyy."""
    try:
        return dt.datetime.strptime(value(element, name), "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None
