"""The web service's answer about a meeting, turned into the page it stands for.

The service gives every item whole, with the minutes as HTML inside the XML. Put back into the
frame of a meeting's page it goes through the same reader as any page, so that both ways to a
meeting give the same paragraphs.
"""

import datetime as dt
import re
from dataclasses import dataclass
from html import escape

from lxml import etree, html

from sources.moderngov.attendance import attendee
from sources.moderngov.xml import date_of, is_true, number_of, plain, read_xml, value
from storage.records import Attendee


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
