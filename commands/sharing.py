"""Passing paragraphs on: what may be, who did so where, and which messages cannot be kept true."""

from dataclasses import dataclass

from commands.answers import Refusal
from commands.request_context import Context
from commands.requests import ShowContext
from commands.search import show_context
from storage.audit import record_step
from storage.model import MinutebookError, ParagraphRow
from storage.posts import Unreachable, pending_count, unreachable


def shareable_paragraph(context: Context, paragraph_id: str) -> tuple[ParagraphRow, str | None]:
    """Find a paragraph and its closest address. Raises MinutebookError where this viewer may not
    see it."""
    around = show_context(context, ShowContext(paragraph_id))
    if isinstance(around, Refusal):
        raise MinutebookError(around.sentence)
    return next(p for p in around.paragraphs if p.id == paragraph_id), around.url


def record_shared(context: Context, paragraph: ParagraphRow, channel: str) -> None:
    """Write down who shared what where."""
    number = f"paragraph {paragraph.number}" if paragraph.number else "an unnumbered paragraph"
    place = f"{number} of item {paragraph.item_number or '–'}"
    meeting, note = paragraph.meeting.id, f"in {channel}"
    with context.book.write() as db:
        record_step(db, "shared", context.hand, context.now, meeting, place, note)


@dataclass(frozen=True, slots=True)
class SharedMessages:
    """How many messages must still be edited, and those that cannot be any more."""

    owed: int
    unreachable: tuple[Unreachable, ...]


def shared_messages(context: Context) -> SharedMessages:
    """Tell how messages stand that quote amended or withdrawn words."""
    return SharedMessages(pending_count(context.book), unreachable(context.book))
