"""Whether the book was put back from an older copy: it does not know then what was done since.

Every copy bears a mark. Whoever finds it on the book in use knows that a copy was put in its
place, by `minutebook restore` or by hand.
"""

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from storage.database import Book
from storage.moments import moment_of


def close_copy(path: Path) -> None:
    """Let one file hold all of a copy, and mark it as one; an older schema has no place for
    that."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")
        with suppress(sqlite3.OperationalError), connection:
            connection.execute("update book set copied = 1")


def restored_at(book: Book, now: dt.datetime) -> dt.datetime | None:
    """When the book was last put back from a copy: `now` where that is noticed only now."""
    row: Any = book.read().execute("select copied, restored_at from book").fetchone()
    copied, at = row
    if not copied:
        return moment_of(at)
    with book.write() as db:
        db.execute("update book set copied = 0, restored_at = ?", [now.isoformat()])
    return now
