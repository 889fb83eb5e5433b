"""Taking back what was published: the meeting, one of its items, or one paragraph."""

from collections.abc import Sequence

from commands.model import Context
from sources.formats import read_documents
from storage.errors import MinutebookError
from storage.minutes import held_items_of, item_paragraphs, meeting_paragraphs
from storage.records import KEEPER, ParagraphRow
from storage.traces import LIKE, likeness, trace
from storage.uploads import discard, waiting_uploads
from storage.withdrawing import (
    Withdrawn,
    withdraw_item,
    withdraw_meeting,
    withdraw_paragraph,
)
from storage.withdrawn import still_held

NO_REASON = "no reason given"


def withdraw(
    context: Context,
    meeting_id: int,
    reason: str = "",
    item: str | None = None,
    paragraph: str | None = None,
) -> Withdrawn:
    """Take back a meeting, or the item or paragraph of it that is named by number (a paragraph
    also by its id). Raises MinutebookError where that is not there, or not any more."""
    said = " ".join(reason.split()) or NO_REASON
    book, hand, now = context.book, context.hand, context.now
    if paragraph:
        found = the_paragraph(context, meeting_id, paragraph, item)
        _let_go(context, [found.text])
        return withdraw_paragraph(book, found.id, said, hand, now)
    if item:
        item_id = _item(context, meeting_id, item)
        _let_go(context, [row.text for row in item_paragraphs(book, KEEPER, item_id)])
        return withdraw_item(book, item_id, said, hand, now)
    still_held(book.read(), meeting_id)
    _let_go(context, [row.text for row in meeting_paragraphs(book, KEEPER, meeting_id)])
    return withdraw_meeting(book, meeting_id, said, hand, now)


def _let_go(context: Context, texts: Sequence[str]) -> None:
    """Documents that wait to be published and hold these words are not kept: their bytes would
    keep them in the file. Whoever sent one is told so when she presses its button."""
    traces = [trace(text) for text in texts]
    for upload in waiting_uploads(context.book):
        reading = read_documents(upload.data, upload.name)
        told = [trace(p.text) for m in reading.meetings for i in m.items for p in i.paragraphs]
        if any(likeness(one, other) >= LIKE for one in traces for other in told):
            discard(context.book, upload.id)


def the_paragraph(
    context: Context, meeting_id: int, named: str, item: str | None = None
) -> ParagraphRow:
    """The paragraph of a meeting that is named by id or number. Raises MinutebookError."""
    rows = meeting_paragraphs(context.book, KEEPER, meeting_id)
    if item:
        rows = [row for row in rows if row.item_number == item]
    found = [row for row in rows if row.id == named] or [r for r in rows if r.number == named]
    if len(found) == 1:
        return found[0]
    if not found:
        raise MinutebookError(
            f"Meeting {meeting_id} has no paragraph {named}. "
            f"'minutebook export --format csv' lists the paragraphs with their ids."
        )
    choices = "; ".join(f"{row.id} in item {row.item_number or '–'}" for row in found[:8])
    raise MinutebookError(f"Several paragraphs have the number {named}. Name its id: {choices}.")


def _item(context: Context, meeting_id: int, named: str) -> int:
    items = held_items_of(context.book, meeting_id)
    found = [i for i in items if i.number == named] or [i for i in items if i.title == named]
    if len(found) != 1:
        numbers = _listed([i.number or i.title for i in items])
        raise MinutebookError(f"Meeting {meeting_id} has no one item {named}. It has: {numbers}.")
    return found[0].id


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
