"""A file of the public record alone, for other software to show to the world."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from storage.database import Book
from storage.errors import friendly_errors
from storage.model import MinutebookError

TABLES = (
    "public_meetings", "public_items", "public_paragraphs", "public_speakers", "public_actions",
)  # fmt: skip
APPLICATION = 0x4D425042  # "MBPB": what a copy is known by
_SEARCHED = "text, speakers, item"


def write_public_copy(book: Book, target: Path) -> int:
    """Write what everybody may see to a new SQLite file at `target`: the number of paragraphs.

    Each public view is a table there; nothing else of the book is in the file. An earlier copy is
    replaced at the very end. Raises MinutebookError where another file stands at `target`, or it
    cannot be written.
    """
    if target.exists() and not _is_public_copy(target):
        raise MinutebookError(f"{target} is there and is no public copy: name another file.")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise MinutebookError(f"{target} cannot be written: {error.strerror}.") from error
    os.close(handle)
    fresh = Path(name)
    try:
        with friendly_errors(target), closing(_connect(fresh)) as db:
            paragraphs = _fill(db, book.path)
        fresh.chmod(0o644)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return paragraphs


def _fill(db: sqlite3.Connection, book: Path) -> int:
    """Copy the views as they are at one moment, and index the paragraphs for searching."""
    db.execute("attach database ? as book", [f"{book.absolute().as_uri()}?mode=ro"])
    db.execute("begin")
    for table in TABLES:
        db.execute(f"create table main.{table} as select * from book.{table}")
    db.execute("commit")
    db.execute("detach database book")
    for table, column in (("meetings", "meeting_id"), ("paragraphs", "paragraph_id")):
        db.execute(f"create unique index {table}_by_id on public_{table}({column})")
    db.execute(
        f"create virtual table public_paragraphs_fts using fts5({_SEARCHED},"
        ' content="public_paragraphs")'
    )
    db.execute("insert into public_paragraphs_fts(public_paragraphs_fts) values ('rebuild')")
    db.execute(f"pragma application_id = {APPLICATION}")
    (paragraphs,) = db.execute("select count(*) from public_paragraphs").fetchone()
    return int(paragraphs)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that begins no transaction by itself."""
    return sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)


def _is_public_copy(path: Path) -> bool:
    """Whether this file is one that was written here."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("pragma application_id").fetchone() == (APPLICATION,))
    except sqlite3.DatabaseError:
        return False
