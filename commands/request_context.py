"""Where and for whom something is asked, and the book that answers.

Every door (Slack, terminal) opens the book, turns what it hears into a Request (`requests.py`)
asked in a Context, and draws the Answer that comes back (`answers.py`). The book itself it only
hands on.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from commands.embeddings import Model
from storage.confirmations import half_noted
from storage.database import Book
from storage.model import Hand, MinutebookError, Viewer

__all__ = ["LONDON", "Book", "Context", "UnnamedError", "open_book"]

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Context:
    """Where and for whom a request is answered. `now` is aware; `via` names the door; `doubt` says
    why it is not known what the viewer may do, where that is so; `approval` tells that two clerks
    publish."""

    book: Book
    viewer: Viewer
    now: dt.datetime
    zone: ZoneInfo = LONDON
    via: str = "terminal"
    model: Model | None = None
    doubt: str = ""
    approval: bool = False

    @property
    def today(self) -> dt.date:
        """The day in the local time zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def hand(self) -> Hand:
        """Whose doing it is, as the audit trail names it."""
        return Hand(self.viewer.user or self.via, self.via)

    @property
    def who(self) -> str:
        """Who is asking, as the register's history names them."""
        return self.viewer.user or "terminal"


class UnnamedError(MinutebookError):
    """Somebody wants to publish where two clerks do, and does not say who it is."""


def open_book(path: Path | str) -> Book:
    """Open the book at `path`, and read again what an older version understood only in part.

    Raises MinutebookError where it cannot be opened.
    """
    book = Book(path)
    if half_noted(book):
        # What reads minutes takes long to load, and is needed once in the life of a book.
        from commands.ingest.after import note_again

        note_again(book)
    return book
