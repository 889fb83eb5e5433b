"""A paragraph among those it belongs with."""

from commands.links import paragraph_urls
from commands.model import Context, ContextAnswer, Refusal, ShowContext
from storage.minutes import item_paragraphs, paragraph_by_id

AROUND = 2  # paragraphs shown before and after one


def show_context(context: Context, request: ShowContext) -> ContextAnswer | Refusal:
    """A paragraph between its neighbours in the item."""
    asked = paragraph_by_id(context.book, context.viewer, request.paragraph_id)
    if asked is None:
        return Refusal(
            "That paragraph is no longer in the minutes. Search again for its words.",
        )
    rows = item_paragraphs(context.book, context.viewer, asked.item_id)
    place = next(i for i, row in enumerate(rows) if row.id == asked.id)
    shown = rows[max(0, place - AROUND) : place + AROUND + 1]
    return ContextAnswer(tuple(shown), asked.id, paragraph_urls(context, [asked])[asked.id])
