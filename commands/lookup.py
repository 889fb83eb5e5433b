"""What the book holds at a web address, and what it offers to somebody who types a name."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from commands.links import paragraph_url
from commands.model import Context
from commands.periods import parse_span
from sources.addresses import parts_of
from sources.moderngov.places import place_of
from storage.minutes import addresses, item_paragraphs, meeting_paragraphs, meeting_rows
from storage.names import find_people, people
from storage.records import ParagraphRow

MOST = 50  # choices offered at once
_DIRECTIVE = re.compile(r":~:text=(?:[^&]*?-,)?([^,&]+)")


def paragraph_at(context: Context, url: str) -> tuple[ParagraphRow, str | None] | None:
    """The paragraph that an address of held minutes leads to, and its closest address.

    A text fragment names the paragraph; without one it is the first in which somebody speaks,
    of the item or meeting. None where nothing that this viewer may see stands there.
    """
    found = _paragraphs(context, url)
    if not found:
        return None
    wanted = _words(url)
    chosen = next((p for p in found if wanted and wanted in _plain(p.text)), None)
    chosen = chosen or next((p for p in found if p.speakers), found[0])
    return chosen, paragraph_url(chosen)


def _paragraphs(context: Context, url: str) -> list[ParagraphRow]:
    wanted = _same(url)
    held = addresses(context.book, context.viewer)
    for address, _, item_id in held:
        if item_id is not None and _same(address) == wanted:
            return item_paragraphs(context.book, context.viewer, item_id)
    for address, meeting_id, item_id in held:
        if item_id is None and _same(address) == wanted:
            return meeting_paragraphs(context.book, context.viewer, meeting_id)
    return []


def _same(url: str) -> tuple[object, ...]:
    """What two addresses of one page have in common: ModernGov has many for each."""
    place = place_of(url)
    if place:
        return (place.base, place.kind, place.number)
    parts = parts_of(url)
    anchor = parts.fragment.partition(":~:")[0]
    return ((parts.hostname or "").casefold(), parts.path.rstrip("/"), parts.query, anchor)


def _words(url: str) -> str:
    """The first words of a text fragment."""
    directive = _DIRECTIVE.search(url)
    return _plain(unquote(directive[1])) if directive else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# ---- choices, as somebody types ---------------------------------------------------------------


def speakers_like(context: Context, typed: str) -> tuple[str, ...]:
    """The names of people who speak, those that begin as typed first, then those alike."""
    if not typed.strip():
        known = people(context.book, context.viewer)
        return _each(person.name for person in known if person.paragraphs)
    start = typed.strip().casefold()
    spoken = [p.name for p in people(context.book, context.viewer) if p.paragraphs]
    begun = [n for n in spoken if any(word.startswith(start) for word in n.casefold().split())]
    alike = [p.name for p, _ in find_people(context.book, context.viewer, typed) if p.paragraphs]
    return _each([*begun, *alike])


def panels_like(context: Context, typed: str) -> tuple[str, ...]:
    """The panels whose names hold what is typed."""
    rows = meeting_rows(context.book, context.viewer)
    names = sorted({row.panel for row in rows if row.panel})
    return _each(name for name in names if typed.strip().casefold() in name.casefold())


def periods_like(context: Context, typed: str) -> tuple[str, ...]:
    """The years of the minutes held that begin as typed, and the time that is typed."""
    rows = meeting_rows(context.book, context.viewer)
    years = sorted({f"{row.date:%Y}" for row in rows if row.date}, reverse=True)
    text = " ".join(typed.split())
    told = [text] if text and parse_span(text, context.today) else []
    return _each([*told, *(year for year in years if year.startswith(text))])


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:MOST]
