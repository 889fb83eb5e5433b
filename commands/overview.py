"""What one person finds on the app's home, gathered."""

import datetime as dt
from dataclasses import dataclass, field

from commands.actions import list_actions
from commands.digest.choosing import settle_digest
from commands.examples import questions
from commands.model import Context, DigestChoice, ListActions, SetDigest
from commands.planning import ToPublish, to_publish
from storage.minutes import meeting_rows
from storage.questions import recent_questions, remembers, unhelpful
from storage.records import ActionRow
from storage.register import possible_rows, waiting
from storage.saved_searches import SavedSearch, saved_searches
from storage.shared import unreachable
from storage.uploads import waiting_uploads
from storage.watched import Source, sources


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
        digest=settle_digest(context, SetDigest()),
        searches=tuple(saved_searches(book, [viewer.user or ""])),
        secretariat=desk,
        drafts=drafts if desk else (),
        possible=len(possible_rows(book, viewer)) if desk else 0,
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
