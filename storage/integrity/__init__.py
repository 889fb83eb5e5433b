"""Whether the book is whole: SQLite's own check, the schema, every reference, the full text.

Each check gives sentences, none where all is well. A new table is covered as soon as its
migration is: see `storage/integrity/columns.py` for what is read from the schema.
"""

from sqlite_utils import Database

from storage.database import Book
from storage.integrity.columns import latest_moment, wrong_json, wrong_spans, wrong_times
from storage.integrity.content import orphans, repeated_places, strange_words
from storage.integrity.searching import broken_index, fragments_differ, index_differs
from storage.integrity.structure import broken_references, damage, missing_structure

__all__ = ["examine", "examine_structure", "latest_moment"]

_QUICK = (broken_references, wrong_json, wrong_spans, wrong_times, orphans, repeated_places)


def examine(book: Book) -> list[str]:
    """Everything that is wrong with the book, a sentence each.

    Reads one moment of the book, whoever writes meanwhile. Compares the full-text index and
    the links with every paragraph: some 2,000 paragraphs a second.
    """
    found = examine_structure(book)
    if found:
        return found  # nothing more can be trusted
    with book.write() as db:  # FTS5's own check is written as an insert
        found = list(broken_index(db))
    with _one_moment(book) as db:
        for check in (*_QUICK, strange_words, index_differs, fragments_differ):
            found += check(db)
    return found


def examine_structure(book: Book) -> list[str]:
    """What is wrong with the file itself: damaged pages, broken references, missing tables."""
    db = book.read()
    return list(damage(db)) or [*missing_structure(db), *broken_references(db)]


class _one_moment:  # noqa: N801 - used as a word: with _one_moment(book)
    """A reading transaction: all that is read is of the same moment."""

    def __init__(self, book: Book) -> None:
        self._db = book.read()

    def __enter__(self) -> Database:
        self._db.conn.execute("BEGIN")
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.conn.rollback()
