"""The web service's answer about a meeting, turned into the page it stands for.

The service gives every item whole, with the minutes as HTML inside the XML. Put back into the
frame of a meeting's page it goes through the same reader as any page, so that both ways to a
meeting give the same paragraphs.
"""

import datetime as dt
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from lxml import etree, html

from sources.dates import parse_date
from sources.moderngov import date_of, is_true, number_of, place_of, plain, read_xml, value
from sources.moderngov.pages import attendee, parse_page, text_of
from storage.model import Attendee


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """An item: `agenda`, `decision` and `minutes` are pieces of HTML, "" where there are none."""

    id: int | None
    number: str
    title: str
    agenda: str
    decision: str
    minutes: str


@dataclass(frozen=True, slots=True)
class ServiceMeeting:
    """A meeting as the service gives it. `published` says that there are minutes somewhere,
    which may be in a PDF alone."""

    date: dt.date | None
    time: str
    place: str
    published: bool
    items: tuple[ServiceItem, ...]
    attendance: tuple[Attendee, ...]

    @property
    def has_record(self) -> bool:
        """Whether any minutes or decisions are in the answer itself."""
        return any(item.minutes or item.decision for item in self.items)


def read_service_meeting(data: bytes) -> ServiceMeeting:
    """The service's answer. Raises NotThisPageError where it is something else.

    Items that are restricted, or not to be shown, are passed over.
    """
    root = read_xml(data, "meeting")
    items = (_item(one) for one in root.iterfind("agendaitems/agendaitem") if _shown(one))
    people = (_attendee(one) for one in root.iterfind("attendees/attendee"))
    return ServiceMeeting(
        date=date_of(root, "meetingdate"),
        time=value(root, "meetingtime"),
        place=plain(root, "meetinglocation"),
        published=is_true(root, "minutepublished") and is_true(root, "isdisplayallowed", True),
        items=tuple(items),
        attendance=tuple(person for person in people if person),
    )


def _shown(item: etree._Element) -> bool:
    return not is_true(item, "isrestricted") and is_true(item, "isdisplayallowed", True)


def _item(item: etree._Element) -> ServiceItem:
    return ServiceItem(
        id=number_of(item, "agendaitemid"),
        number=_number(item),
        title=plain(item, "agendaitemtitle"),
        agenda=_piece(item, "agendatext"),
        decision=_piece(item, "decisionnonemptyhtmlbody"),
        minutes=_piece(item, "minutesnonemptyhtmlbody"),
    )


def _number(item: etree._Element) -> str:
    """The number that the page prints; 0 stands for a heading without one."""
    shown = value(item, "fulldisplaynumberformat")
    plain_number = value(item, "minutesitemnumber") or value(item, "agendaitemnumber")
    return shown or ("" if plain_number in ("", "0") else f"{plain_number}.")


def _piece(item: etree._Element, name: str) -> str:
    """A piece of HTML, "" where there is nothing to read in it."""
    piece = value(item, name)
    words = re.sub(r"<[^>]*>|&nbsp;|\s|\u00a0", "", piece)
    return piece if words else ""


def _attendee(person: etree._Element) -> Attendee | None:
    return attendee(
        person.get("name", ""),
        person.get("roledescription", ""),
        person.get("attendance", ""),
        person.get("representing", ""),
    )


def as_page(meeting: ServiceMeeting, committee: int, name: str | None) -> bytes:
    """The meeting as its page would show it, nothing cut off. `name` is the committee's."""
    rows = "\n".join(_row(item) for item in meeting.items)
    venue = f'<p><span class="mgLabel">Venue: </span>{escape(meeting.place)}</p>'
    page = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Agenda and minutes</title></head><body>
<div id="modgov">
<div class="mgHeader"><h1 class="mgMainTitleTxt">Agenda and minutes</h1></div>
<div class="mgSubTitle"><h2 class="mgSubTitleTxt"><a href="mgCommitteeDetails.aspx?ID={committee}"
>{escape(_heading(meeting, name))}</a></h2></div>
<div class="mgContent">{venue if meeting.place else ""}
<table class="mgItemTable" id="mgItemTable">{rows}</table></div>
<div class="mgFooter"></div></div></body></html>"""
    return page.encode()


def _heading(meeting: ServiceMeeting, name: str | None) -> str:
    day = meeting.date
    when = f"{day:%A} {day.day} {day:%B} {day.year} {meeting.time}".strip() if day else ""
    return " - ".join(part for part in (name, when) if part)


def _row(item: ServiceItem) -> str:
    anchor = f'<a name="AI{item.id}"></a>' if item.id else ""
    blocks = [_block("", item.agenda), _block("Decision:", item.decision)]
    blocks.append(_block("Minutes:", item.minutes))
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{anchor}{escape(item.number)}'
        f'</p></td><td><p class="mgAiTitleTxt">{escape(item.title)}</p>{"".join(blocks)}</td></tr>'
    )


def _block(label: str, piece: str) -> str:
    if not piece:
        return ""
    head = f'<p class="mgSubItemTitleTxt">{label}</p>' if label else ""
    return f'{head}<div class="mgWordPara">{_balanced(piece)}</div>'


def _balanced(piece: str) -> str:
    """The piece with every tag closed in it, so that none of its ends closes ours."""
    return str(html.tostring(html.fragment_fromstring(piece, create_parent="div"), encoding=str))


# The list of a committee's meetings, as the page or the web service gives it.


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
