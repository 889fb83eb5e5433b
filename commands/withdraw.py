"""Taking back what was published (the meeting, one of its items, or one paragraph), and letting it
be read again."""

from collections.abc import Sequence

from commands.entering import enter_again
from commands.model import Added, Context
from commands.publish import waiting_meetings
from storage.errors import MinutebookError
from storage.minutes import (
    held_items_of,
    item_paragraphs,
    meeting_date,
    meeting_name,
    meeting_paragraphs,
)
from storage.records import KEEPER, Meeting, ParagraphRow
from storage.saving.known import recognise
from storage.traces import Recogniser, traces
from storage.uploads import discard
from storage.withdrawing import (
    Withdrawn,
    withdraw_item,
    withdraw_meeting,
    withdraw_paragraph,
)
from storage.withdrawn import reinstate, still_held, withdrawals
from storage.words import plain_words

NO_REASON = "no reason given"


def withdraw(
    context: Context,
    meeting_id: int,
    reason: str = "",
    item: str | None = None,
    paragraph: str | None = None,
) -> Withdrawn:
    """Take back a meeting, or the item or paragraph of it that is named by number (a paragraph
    also by its id). Raises MinutebookError where that is not there, or not any more, and where
    the reason repeats the words."""
    said = " ".join(reason.split()) or NO_REASON
    book, hand, now = context.book, context.hand, context.now

    def again(meeting: int) -> Added:
        return enter_again(context, meeting)

    if paragraph:
        found = the_paragraph(context, meeting_id, paragraph, item)
        _let_go(context, meeting_id, [found.text])
        return withdraw_paragraph(book, found.id, said, hand, now, again)
    if item:
        item_id = _item(context, meeting_id, item)
        texts = [row.text for row in item_paragraphs(book, KEEPER, item_id)]
        _let_go(context, meeting_id, texts)
        return withdraw_item(book, item_id, said, hand, now, again)
    still_held(book.read(), meeting_id)
    texts = [row.text for row in meeting_paragraphs(book, KEEPER, meeting_id)]
    _let_go(context, meeting_id, texts)
    return withdraw_meeting(book, meeting_id, said, hand, now)


def _let_go(context: Context, meeting_id: int, texts: Sequence[str]) -> None:
    """Documents of this meeting that wait to be published and hold these words are not kept:
    their bytes would keep them in the file. Whoever sent one is told so when she presses its
    button."""
    known = Recogniser((held for text in texts for held in traces(text, "")), "")
    short = {plain_words(text) for text in texts}

    def said(text: str) -> bool:
        return plain_words(text) in short or known.without(text, "") is not None

    for upload_id, meeting in list(waiting_meetings(context)):
        told = (p.text for item in meeting.items for p in item.paragraphs)
        if _may_be_of(context, meeting_id, meeting) and any(map(said, told)):
            discard(context.book, upload_id)


def _may_be_of(context: Context, meeting_id: int, read: Meeting) -> bool:
    """Whether a document is of this meeting, or of its day and of none that is held."""
    recognised = recognise(context.book.read(), read, read)
    if recognised.meeting_id is not None:
        return recognised.meeting_id == meeting_id
    return read.date in (None, meeting_date(context.book, meeting_id))


def bring_back(
    context: Context, meeting_id: int, item: str | None = None, paragraph: str | None = None
) -> tuple[str, ...]:
    """Let what was withdrawn be read again: the meeting with all of it, or what is named as it
    was called when it was withdrawn. The words come with the next document. The places brought
    back; raises MinutebookError where nothing of that name is withdrawn."""
    name = meeting_name(context.book, meeting_id)
    with context.book.write() as db:
        places = dict.fromkeys(one.place for one in withdrawals(db, meeting_id))
        if not places:
            raise MinutebookError(f"Nothing is withdrawn from {name}.")
        named = tuple(place for place in places if _is_named(place, item, paragraph))
        if not named:
            raise MinutebookError(
                f"That is not withdrawn from {name}. Withdrawn are: {'; '.join(places)}."
            )
        chosen = named if item or paragraph else ()
        reinstate(db, meeting_id, context.hand, context.now, chosen)
    return named


def _is_named(place: str, item: str | None, paragraph: str | None) -> bool:
    of_item = f"item {item}" if item else ""
    if paragraph:
        return place == paragraph or (
            place.startswith(f"paragraph {paragraph} of ") and place.endswith(of_item)
        )
    return not item or place == of_item


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
