"""Opening the book that every door answers from."""

from pathlib import Path

from commands.confirming import note_again
from storage.database import Book


def open_book(path: Path | str) -> Book:
    """Open the book at `path`, and read again what an older version understood only in part.

    Raises MinutebookError where it cannot be opened.
    """
    book = Book(path)
    note_again(book)
    return book
