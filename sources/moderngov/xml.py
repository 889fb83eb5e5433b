"""The web service's XML, read with suspicion: it may be an HTML page, or an attack."""

import datetime as dt
import html as entities

from lxml import etree

from sources.moderngov.errors import NotThisPageError


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
