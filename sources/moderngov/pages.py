"""A meeting's page: whether it is one, what it cuts off, and what it links to.

The page itself is read by the same reader as any HTML document; what is done here is to make it
whole first.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from urllib.parse import urljoin

from lxml import etree, html

from sources.addresses import parts_of
from sources.moderngov import NotThisPageError, place_of
from storage.model import Attendee, Presence

_BLANKS = re.compile(r"\s+")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_ERROR_PAGE = "mgerror.aspx"
_FULL = re.compile(r"view the full (?P<what>agenda|minutes?|decision|item)?", re.IGNORECASE)
_RECORD_LABEL = re.compile(
    r"^(?:minutes?|decisions?|cofnodion|penderfyniad\w*)\s*:?$", re.IGNORECASE
)


def text_of(element: html.HtmlElement) -> str:
    """An element's text on one line."""
    return _BLANKS.sub(" ", element.text_content()).strip()


def parse_page(data: bytes, address: str) -> html.HtmlElement:
    """A page of a ModernGov site. Raises NotThisPageError for all that may come in its place.

    Error, challenge and login pages come with status 200 as well: what counts is that the
    site's own frame is there, with its title, down to its end.
    """
    host = parts_of(address).hostname or address
    if _ERROR_PAGE in address.lower():
        raise NotThisPageError(f"{host} does not hold this page (any more).", gone=True)
    if not data.strip():
        raise NotThisPageError(f"{host} sent an empty page. Try again later.")
    try:
        page = html.document_fromstring(_decoded(data))
    except (etree.ParserError, ValueError) as error:
        raise NotThisPageError(f"{host} sent something that is no web page.") from error
    if not page.xpath("//*[@id='modgov'] | //*[contains(@class, 'mgContent')]"):
        raise NotThisPageError(
            f"{host} sent another page in place of this one (perhaps a check for robots, or a "
            "login). Nothing was changed; try again later."
        )
    if b"</html" not in data[-4000:].lower() and b"mgFooter" not in data:
        raise NotThisPageError(f"{host} sent only a part of the page. Try again later.")
    return page


def _decoded(data: bytes) -> str:
    """UTF-8 where it is; some old pages are Windows-1252, whatever they say."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", "replace")
    return _XML_HEAD.sub("", text)


def page_title(page: html.HtmlElement) -> str:
    """What kind of page the site says it is: "Agenda and minutes"."""
    found = page.xpath("//h1[contains(@class, 'mgMainTitleTxt')]")
    return text_of(found[0]) if found else ""


def has_record(page: html.HtmlElement) -> bool:
    """Whether a meeting's page holds minutes or decisions, and not the agenda alone."""
    labels = page.xpath("//*[contains(@class, 'mgSubItemTitleTxt')]")
    return any(_RECORD_LABEL.match(text_of(label)) for label in labels) or (
        page_title(page).lower() == "meeting documents" and bool(page.find_class("mgWordPara"))
    )


def committee_of(page: html.HtmlElement, address: str) -> int | None:
    """The number of the committee whose meeting the page shows."""
    for link in page.xpath("//*[contains(@class, 'mgSubTitle')]//a[@href]"):
        place = place_of(urljoin(address, link.get("href")))
        if place and place.kind == "committee":
            return place.number
    return None


def meeting_of(page: html.HtmlElement, address: str) -> str | None:
    """The address of the meeting to which an item's page belongs."""
    for link in page.xpath("//a[@href]"):
        target = urljoin(address, link.get("href"))
        place = place_of(target)
        if place and place.kind == "meeting":
            return str(target)
    return None


def attendance_page(page: html.HtmlElement, address: str) -> str | None:
    """The address of the list of those present, where the page links to it."""
    for link in page.xpath("//a[@href]"):
        if "mgmeetingattendance.aspx" in link.get("href").lower():
            return str(urljoin(address, link.get("href")))
    return None


def printed_minutes(page: html.HtmlElement, address: str) -> str | None:
    """The address of the minutes as one PDF, where the page links to it."""
    for link in page.xpath("//a[@href]"):
        target = _BLANKS.sub(" ", link.get("href").replace("\r", "").replace("\n", "")).strip()
        wanted = target.lower()
        if "documents/g" in wanted and ("printed minutes" in wanted or wanted[-4:] == "?t=1"):
            return urljoin(address, target)
    return None


def cut_items(page: html.HtmlElement) -> tuple[int, ...]:
    """The items whose minutes or decision the page cuts off, or may have cut off.

    An item of which only the agenda text is cut is not among them.
    """
    found = [
        place.number
        for link in _links_to_full_text(page)
        if (place := place_of(urljoin("https://site/", link.get("href"))))
        and _full_text_of(link) != "agenda"
    ]
    return tuple(dict.fromkeys(found))


def _links_to_full_text(page: html.HtmlElement) -> list[html.HtmlElement]:
    links = page.xpath("//a[contains(translate(@href, 'AGIM', 'agim'), 'mgai.aspx')]")
    return [link for link in links if _FULL.search(text_of(link))]


def _full_text_of(link: html.HtmlElement) -> str | None:
    found = _FULL.search(text_of(link))
    return found["what"].lower() if found and found["what"] else None


def with_whole_items(page: html.HtmlElement, items: Mapping[int, bytes], address: str) -> bytes:
    """The page with what it cuts off put in place, from the items' own pages.

    Raises NotThisPageError where one of those is not an item's page.
    """
    whole = deepcopy(page)
    for link in _links_to_full_text(whole):
        place = place_of(urljoin("https://site/", link.get("href")))
        if place and place.number in items:
            item = parse_page(items[place.number], address)
            _put_in(_row_cell(link), _blocks(item))
    return bytes(html.tostring(whole, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _row_cell(link: html.HtmlElement) -> html.HtmlElement | None:
    """The cell of the table of items that holds this; minutes may hold tables of their own."""
    cells = link.xpath("ancestor::td[ancestor::table[1][contains(@class, 'mgItemTable')]]")
    return cells[0] if cells else None


def _blocks(item: html.HtmlElement) -> list[html.HtmlElement]:
    """The labels and texts of an item's page, in their order."""
    wanted = "self::div[contains(@class, 'mgWordPara')] or contains(@class, 'mgSub')"
    found = item.xpath(
        "//*[contains(@class, 'mgContent')]//*[" + wanted + "]"
        "[not(ancestor::*[contains(@class, 'mgWordPara')])]"
    )
    return [block for block in found if block.tag in ("div", "p", "h2", "h3", "h4")]


def _put_in(cell: html.HtmlElement | None, blocks: list[html.HtmlElement]) -> None:
    """Put the whole text in place of what the cell shows after the item's title."""
    if cell is None or not blocks:
        return
    for child in cell.xpath(
        "./*[contains(@class, 'mgWordPara') or contains(@class, 'mgSubItemTitleTxt')]"
    ):
        child.drop_tree()
    for block in blocks:
        copy = deepcopy(block)
        copy.tail = None
        if copy.tag != "div":
            copy.tag = "p"
            copy.set("class", "mgSubItemTitleTxt")
        cell.append(copy)


# Who was at a meeting, as the site's own list says.


_OFFICER = re.compile(r"\bofficers?\b", re.IGNORECASE)
# "Expected" is left out: it also means that nobody filled the list in.
_PRESENCE: tuple[tuple[str, Presence], ...] = (
    ("apologies", "apologies"),
    ("absent", "absent"),
    ("substitute", "substitute"),
    ("in attendance", "in attendance"),
    ("present", "present"),
)


def attendee(name: str, role: str, attendance: str, body: str = "") -> Attendee | None:
    """A line of the list; None where it does not say whether the person was there."""
    said = attendance.lower()
    presence = next((known for word, known in _PRESENCE if word in said), None)
    name, role = " ".join(name.split()), role.strip()
    if not name or presence is None:
        return None
    if presence == "present" and _OFFICER.search(role):
        presence = "in attendance"
    return Attendee(name, role or None, body.strip() or None, presence)


def read_attendance_page(data: bytes, address: str) -> tuple[Attendee, ...]:
    """The people on a meeting's attendance page; none where the page has no list.

    Raises NotThisPageError where it is another page.
    """
    page = parse_page(data, address)
    return tuple(
        person
        for table in page.iter("table")
        if (columns := _columns(table))
        for row in table.iter("tr")
        if (person := _person(row, *columns))
    )


def _columns(table: html.HtmlElement) -> tuple[int, int | None, int] | None:
    """Which columns hold the name, the role and the attendance, by their headings."""
    heads = [text_of(head).lower() for head in table.xpath(".//th")]
    if "attendee" not in heads or "attendance" not in heads:
        return None
    role = heads.index("role") if "role" in heads else None
    return heads.index("attendee"), role, heads.index("attendance")


def _person(row: html.HtmlElement, name: int, role: int | None, said: int) -> Attendee | None:
    cells = [text_of(cell) for cell in row.xpath("./td")]
    if len(cells) <= max(name, role or 0, said):
        return None
    return attendee(cells[name], cells[role] if role is not None else "", cells[said])
