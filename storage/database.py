"""Opening the book: one SQLite file, a connection a thread, one writer at a time."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.errors import MinutebookError
from storage.migrations import migrate

BUSY_SECONDS = 10.0


class Book:
    """The minutes, people, actions and all that is remembered, in one SQLite file.

    Readers have a connection a thread and never wait (WAL). Writers go one at a time through
    `write()`, each in one transaction that happens whole or not at all.
    """

    def __init__(self, path: Path | str) -> None:
        """Open or make the file at `path`. Raises MinutebookError where that cannot be done."""
        self.path = Path(path)
        self._local = threading.local()
        self._gate = threading.RLock()
        self._opened: list[sqlite3.Connection] = []
        with self._gate, _said_kindly(self.path):
            migrate(self.read())

    def read(self) -> Database:
        """This thread's connection, for reading."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            with _said_kindly(self.path):
                db = Database(_connect(self.path))
            self._local.db = db
            with self._gate:
                self._opened.append(db.conn)
        return db

    @contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction. Nested calls of the same thread join the outer one.

        The write lock is taken at the start, so that what is read inside is still true when
        it is written, in this process and in any other.
        """
        with self._gate, _said_kindly(self.path):
            db = self.read()
            if db.conn.in_transaction:
                yield db
                return
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.conn.rollback()
                raise
            db.conn.commit()

    def close(self) -> None:
        """Close every connection. The book is not used afterwards."""
        with self._gate:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._local = threading.local()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


@contextmanager
def _said_kindly(path: Path) -> Iterator[None]:
    """Turn SQLite's faults with the file itself into sentences."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        advice = _advice(str(error))
        if advice is None:
            raise
        raise MinutebookError(f"The database {path} {advice}") from error


# What SQLite says, and what a person can do about it.
_ADVICE = {
    "unable to open": "cannot be opened. Check that its folder exists and may be written to.",
    "readonly": "may only be read. Give this user the right to write to it and to its folder.",
    "locked": "is being written to by another program. Try again when that has finished.",
    "not a database": "is not a SQLite file. Name another file in MINUTEBOOK_DB.",
    "malformed": "is damaged. Restore the last backup with 'minutebook restore'.",
    "is full": "cannot grow: the disk is full. Free some space and try again.",
}


def _advice(message: str) -> str | None:
    return next((advice for sign, advice in _ADVICE.items() if sign in message), None)
