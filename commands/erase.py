"""Erasing a person's name or a passage from everywhere at once, for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from commands.entering import enter_again
from commands.model import Context
from sources.formats import read_documents
from storage import uploads
from storage.erasing import all_meetings, erase_beside, erase_versions, meetings_with
from storage.erasures import ERASED, Erasures, keep_out, meeting_without
from storage.errors import MinutebookError
from storage.trail import note_step
from storage.words import plain_words

_SHORTEST = 4  # letters: a shorter word stands within too many others


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: in how many meetings and messages, which waiting documents were let go
    of, and which copies of the book still hold it."""

    meetings: int
    messages: int
    documents: tuple[str, ...]
    backups: tuple[str, ...]
    emptied: bool


def erase(
    context: Context,
    phrase: str,
    instead: str = ERASED,
    reason: str = "",
    backups: Iterable[Path] = (),
) -> Erased:
    """Erase some words from minutes, versions, register, messages, questions and the file, and
    keep them out of what is read from now on. `backups` are copies to be looked through.

    Raises MinutebookError for words that are too short to be meant.
    """
    told = plain_words(phrase)
    if len("".join(told)) < _SHORTEST:
        raise MinutebookError("Name the words to be erased in full: that is too short.")
    book = context.book
    with book.write() as db:
        erased = keep_out(db, phrase, instead, reason, context.hand, context.now)
        found = meetings_with(book, erased)
        erase_versions(db, all_meetings(db), erased)
        for meeting in found:
            enter_again(context, meeting, word="enough")
        messages = erase_beside(db, erased, context.now)
        documents = tuple(_let_go(context, erased))
        why = erased.without(reason) or reason or None
        note_step(db, "erased", context.hand, context.now, None, None, why)
    emptied = book.empty_log()
    holding = tuple(str(path) for path in backups if _holds(path, phrase))
    return Erased(len(found), messages, documents, holding, emptied)


def _let_go(context: Context, erased: Erasures) -> Iterable[str]:
    """Documents that wait to be published and hold the words are not kept."""
    for upload in uploads.waiting_uploads(context.book):
        reading = read_documents(upload.data, upload.name)
        if any(meeting_without(meeting, erased) != meeting for meeting in reading.meetings):
            uploads.discard(context.book, upload.id)
            yield upload.name


def _holds(path: Path, phrase: str) -> bool:
    """Whether the words stand in a file, in any case."""
    try:
        held = path.read_bytes().lower()
    except OSError:
        return False
    return " ".join(phrase.split()).lower().encode() in held
