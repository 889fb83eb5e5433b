"""What the book holds: at a web address, for somebody who types a name, of one meeting."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from commands.actions.list import list_actions
from commands.digest.preferences import update_preferences
from commands.digest_answers import DigestChoice
from commands.help import questions
from commands.ingest.planned import ToPublish, to_publish
from commands.links import paragraph_url
from commands.query.dates import parse_span
from commands.request_context import Context
from commands.requests import ListActions, SetDigest
from sources.addresses import parts_of
from sources.moderngov import place_of
from storage.actions.changes import waiting
from storage.actions.filters import POSSIBLE
from storage.actions.read import count_actions, meeting_actions
from storage.conversation_states import recent_questions, remembers, unhelpful
from storage.meetings import (
    addresses,
    item_paragraphs,
    meeting_paragraphs,
    meeting_rows,
    whole_meeting,
)
from storage.model import KEEPER, ActionRow, Meeting, ParagraphRow
from storage.people import find_people, people
from storage.posts import unreachable
from storage.saved_searches import SavedSearch, saved_searches
from storage.sites import Source, sources
from storage.uploads import waiting_uploads

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


# ---- what was understood of minutes, for whoever adds them ------------------------------------


@dataclass(frozen=True, slots=True)
class UnderstoodMeeting:
    """A meeting, and its paragraphs in order, each with the actions that were drawn from it."""

    meeting: Meeting
    paragraphs: tuple[tuple[ParagraphRow, tuple[ActionRow, ...]], ...]


def understood_meeting(context: Context, meeting_id: int) -> UnderstoodMeeting:
    """Gather what was understood of a meeting, as whoever adds minutes sees it: all of it."""
    actions: dict[str, list[ActionRow]] = {}
    for action in meeting_actions(context.book, KEEPER, meeting_id):
        actions.setdefault(action.paragraph_id, []).append(action)
    paragraphs = meeting_paragraphs(context.book, KEEPER, meeting_id)
    return UnderstoodMeeting(
        whole_meeting(context.book, KEEPER, meeting_id),
        tuple((one, tuple(actions.get(one.id, ()))) for one in paragraphs),
    )


# ---- what one person finds on the app's home, gathered ----------------------------------------


@dataclass(frozen=True, slots=True)
class PanelHeld:
    """A panel, how many meetings of it are held, and when the latest was."""

    name: str
    meetings: int
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What is held and what is one's own; the fields from `drafts` on are the secretariat's."""

    today: dt.date
    panels: tuple[PanelHeld, ...]
    synced: dt.datetime | None
    mine: tuple[ActionRow, ...]
    questions: tuple[str, ...]
    remembers: bool
    examples: tuple[str, ...]
    digest: DigestChoice
    searches: tuple[SavedSearch, ...]
    secretariat: bool
    drafts: tuple[str, ...] = field(default=())
    possible: int = 0
    proposed: int = 0
    unhelpful: int = 0
    sources: tuple[Source, ...] = ()
    documents: int = 0
    planned: tuple[ToPublish, ...] = ()
    unreachable: int = 0


def overview(context: Context) -> Overview:
    """The home of this viewer."""
    book, viewer = context.book, context.viewer
    watched = sources(book)
    desk = viewer.secretariat
    rows = meeting_rows(book, viewer)
    drafts = tuple(row.name for row in rows if row.status == "draft")
    visited = [source.visited for source in watched if source.visited]
    return Overview(
        today=context.today,
        panels=_panels(context),
        synced=max(visited) if visited else None,
        mine=list_actions(context, ListActions("mine")).actions if viewer.user else (),
        questions=recent_questions(book, viewer.user or ""),
        remembers=remembers(book, viewer.user or ""),
        examples=questions(context),
        digest=update_preferences(context, SetDigest()),
        searches=tuple(saved_searches(book, [viewer.user or ""])),
        secretariat=desk,
        drafts=drafts if desk else (),
        possible=count_actions(book, viewer, [POSSIBLE])[0] if desk else 0,
        proposed=len(waiting(book, viewer)) if desk else 0,
        unhelpful=len(unhelpful(book)) if desk else 0,
        sources=watched if desk else (),
        documents=len(waiting_uploads(book)) if desk else 0,
        planned=to_publish(context) if desk else (),
        unreachable=len(unreachable(book)) if desk else 0,
    )


def _panels(context: Context) -> tuple[PanelHeld, ...]:
    """The panels with published minutes, the freshest first."""
    days: dict[str, list[dt.date | None]] = {}
    for row in meeting_rows(context.book, context.viewer):
        if row.status == "published":
            days.setdefault(row.panel or row.name, []).append(row.date)
    held = [
        PanelHeld(name, len(dates), max((d for d in dates if d), default=None))
        for name, dates in days.items()
    ]
    return tuple(sorted(held, key=lambda one: (one.last or dt.date.min, one.name), reverse=True))
