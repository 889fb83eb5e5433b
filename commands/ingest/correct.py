"""Corrections of minutes that are in the book, as a clerk types them: `drop 6`."""

import datetime as dt
from collections.abc import Callable, Sequence

from commands.approval import require_clerk
from commands.ingest import ingest_again
from commands.ingest.corrections import (
    NO_ACTION,
    letters_before,
    place_of_action,
    place_of_item,
    place_of_paragraph,
)
from commands.ingest_reports import Added
from commands.records import the_paragraph
from commands.request_context import Context
from storage.actions.read import action_row
from storage.audit import record_step
from storage.corrections import Correction, CorrectionKind, undo_last_correction
from storage.meetings import stored_document
from storage.model import KEEPER, Item, MinutebookError, Paragraph

USAGE = (
    "Say what: date DAY, panel NAME, title TITLE, address URL, private ITEM, public ITEM, "
    "drop PARAGRAPH, join PARAGRAPH, split PARAGRAPH WORDS, kind ACTION KIND, owner ACTION WHO, "
    "or undo."
)
KINDS = ("resolution", "action", "undertaking", "request", NO_ACTION)


def correct(context: Context, meeting_id: int, what: str, words: Sequence[str]) -> Added:
    """Correct something of a held meeting; it stays so when the minutes are read again.

    Raises MinutebookError where that cannot be understood or is not there.
    """
    require_clerk(context)
    if what == "undo":
        return _undone(context, meeting_id)
    make = _MADE.get(what)
    if make is None:
        raise MinutebookError(USAGE)
    mend = make(context, meeting_id, list(words))
    with context.book.write() as db:
        added = ingest_again(context, meeting_id, [mend])
        if not added.waiting:
            record_step(db, "mended", context.hand, context.now, meeting_id, what)
    return added


def _undone(context: Context, meeting_id: int) -> Added:
    with context.book.write() as db:
        last = undo_last_correction(context.book, meeting_id)
        if last is None:
            raise MinutebookError("Nothing was corrected in these minutes.")
        added = ingest_again(context, meeting_id)
        if added.waiting:  # what raises takes back that the correction was forgotten
            raise MinutebookError(
                "Two clerks publish here, and these minutes are published: make the opposite "
                "correction instead, which waits for both."
            )
        record_step(db, "mended", context.hand, context.now, meeting_id, f"undid {last.kind}")
    return added


Make = Callable[[Context, int, list[str]], Correction]


def _said(kind: CorrectionKind) -> Make:
    def make(context: Context, meeting_id: int, words: list[str]) -> Correction:
        value = " ".join(words).strip()
        if not value:
            raise MinutebookError(USAGE)
        return Correction(kind, value, {})

    return make


def _date(context: Context, meeting_id: int, words: list[str]) -> Correction:
    try:
        return Correction("date", dt.date.fromisoformat("".join(words)).isoformat(), {})
    except ValueError as error:
        raise MinutebookError("Write the day as 2026-03-31.") from error


def _exempt(value: str) -> Make:
    def make(context: Context, meeting_id: int, words: list[str]) -> Correction:
        named = " ".join(words)
        items = stored_document(context.book, meeting_id).items
        found = [i for i in items if i.number == named] or [i for i in items if i.title == named]
        if len(found) != 1:
            raise MinutebookError(f"There is no one item {named}.")
        return Correction("exempt", value, place_of_item(found[0]))

    return make


def _of_paragraph(kind: CorrectionKind) -> Make:
    def make(context: Context, meeting_id: int, words: list[str]) -> Correction:
        item, paragraph = _paragraph(context, meeting_id, words[0] if words else "")
        return Correction(kind, "", place_of_paragraph(item, paragraph))

    return make


def _split(context: Context, meeting_id: int, words: list[str]) -> Correction:
    item, paragraph = _paragraph(context, meeting_id, words[0] if words else "")
    begin = " ".join(words[1:])
    at = paragraph.text.find(begin)
    if not begin or at <= 0 or paragraph.text.count(begin) > 1:
        raise MinutebookError(
            "Name the words with which the second paragraph begins, as they stand there once."
        )
    letters = letters_before(paragraph.text, at)
    return Correction("split", str(letters), place_of_paragraph(item, paragraph))


def _of_action(kind: CorrectionKind) -> Make:
    def make(context: Context, meeting_id: int, words: list[str]) -> Correction:
        if len(words) < 2 or not words[0].lstrip("#").isdecimal():
            raise MinutebookError(USAGE)
        value = " ".join(words[1:])
        if kind == "kind" and value not in KINDS:
            raise MinutebookError(f"The kind is one of {', '.join(KINDS)}.")
        action = action_row(context.book, KEEPER, int(words[0].lstrip("#")), possible=True)
        item, paragraph = _paragraph(context, meeting_id, action.paragraph_id)
        return Correction(kind, value, place_of_action(item, paragraph, action.text))

    return make


def _paragraph(context: Context, meeting_id: int, named: str) -> tuple[Item, Paragraph]:
    row = the_paragraph(context, meeting_id, named)
    for item in stored_document(context.book, meeting_id).items:
        for paragraph in item.paragraphs:
            if paragraph.id == row.id:
                return item, paragraph
    raise MinutebookError(f"There is no paragraph {named}.")


_MADE: dict[str, Make] = {
    "date": _date,
    "panel": _said("panel"),
    "title": _said("title"),
    "address": _said("url"),
    "private": _exempt("yes"),
    "public": _exempt("no"),
    "drop": _of_paragraph("drop"),
    "join": _of_paragraph("join"),
    "split": _split,
    "kind": _of_action("kind"),
    "owner": _of_action("owner"),
}
