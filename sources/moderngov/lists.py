"""The list of a committee's meetings, as the page or the web service gives it."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html

from sources.dates import parse_date
from sources.moderngov.pages import parse_page, text_of
from sources.moderngov.places import place_of
from sources.moderngov.xml import date_of, number_of, read_xml, value

_OFF = re.compile(
    r"\b(?:cancel\w*|moved|postponed|withdrawn|inquorate|not held|adjourned sine die"
    r"|ohiriwyd|canslwyd)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:minutes|decisions?|cofnodion|penderfyniad\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list. `words` are what the list says of it ("Agenda, Minutes"), or the
    web service's status; `told` is False where the list does not say what is published."""

    meeting: int
    date: dt.date | None
    words: str
    told: bool = True

    @property
    def off(self) -> bool:
        """Whether the meeting was cancelled or moved to another day."""
        return bool(_OFF.search(self.words))

    @property
    def promising(self) -> bool:
        """Whether there may be minutes to fetch."""
        return not self.off and (not self.told or bool(_RECORD.search(self.words)))


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list: its meetings, and where the earlier ones are, if there are any."""

    committee: str | None
    meetings: tuple[Listed, ...]
    earlier: str | None


def read_list_page(data: bytes, address: str) -> ListPage:
    """The meetings on a list page. Raises NotThisPageError where it is another page."""
    page = parse_page(data, address)
    links = page.xpath(
        ".//a[contains(@href, 'istDocuments.aspx') or contains(@href, 'istdocuments.aspx')]"
    )
    meetings = [_listed(link, address) for link in links]
    found = tuple(dict.fromkeys(one for one in meetings if one))
    if not any(one.words for one in found):  # this site does not say what is published
        found = tuple(Listed(one.meeting, one.date, "", told=False) for one in found)
    return ListPage(_subtitle(page), found, _earlier(page, address))


def _listed(link: html.HtmlElement, address: str) -> Listed | None:
    place = place_of(urljoin(address, link.get("href", "").strip()))
    if place is None or place.kind != "meeting":
        return None
    return Listed(place.number, parse_date(text_of(link)), _words_after(link))


def _words_after(link: html.HtmlElement) -> str:
    """What stands after the link in its line: " - Agenda, Minutes"."""
    line = text_of(link.getparent())
    return line.partition(text_of(link))[2].strip(" -–—,").strip()


def _earlier(page: html.HtmlElement, address: str) -> str | None:
    for link in page.iter("a"):
        target = str(link.get("href", ""))
        if re.search(r"[?&]act=earlier\b", target, re.IGNORECASE):
            return urljoin(address, target)
    return None


def _subtitle(page: html.HtmlElement) -> str | None:
    found = page.xpath(".//h2[contains(@class, 'mgSubTitleTxt')]")
    return text_of(found[0]) or None if found else None


def read_service_list(data: bytes) -> ListPage:
    """The web service's list. Raises NotThisPageError where it answered with something else."""
    root = read_xml(data, "getmeetings", "getmeetingsbydate")
    meetings = (_service_listed(one) for one in root.iter("meeting"))
    name = root.findtext(".//committeetitle")
    return ListPage(
        name.strip() if name and name.strip() else None,
        tuple(dict.fromkeys(one for one in meetings if one)),
        None,
    )


def _service_listed(meeting: etree._Element) -> Listed | None:
    number = number_of(meeting, "meetingid")
    if number is None:
        return None
    day = date_of(meeting, "meetingdate")
    return Listed(number, day, value(meeting, "meetingstatus"), told=False)
