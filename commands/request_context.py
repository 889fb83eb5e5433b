"""Where and for whom something is asked: the book, the viewer and the moment."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from commands.embeddings import Model
from storage.confirmations import half_noted
from storage.database import Book
from storage.model import Hand, Viewer

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


def open_book(path: Path | str) -> Book:
    """Open the book that every door answers from, and read again what an older version
    understood only in part.

    Raises MinutebookError where it cannot be opened.
    """
    book = Book(path)
    if meetings := half_noted(book):
        from commands.confirmations import note_again

        note_again(book, meetings)
    return book
