"""Opening the book: one SQLite file, a connection a thread, one writer at a time."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from storage.errors import friendly_errors
from storage.migrations import migrate
from storage.model import MinutebookError

BUSY_SECONDS = 10.0
PATIENT_MILLISECONDS = 500  # for readers to end before the log is emptied
OURS_ONLY = 0o600  # drafts, and what people asked, are nobody else's business
BESIDE = ("", "-wal", "-shm")  # the endings of SQLite's files of one database


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
        _make_private(self.path)
        with self._gate, friendly_errors(self.path):
            migrate(self.read())

    def read(self) -> Database:
        """Return this thread's connection, for reading."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            with friendly_errors(self.path):
                db = Database(_connect(self.path), execute_plugins=False)
            self._local.db = db
            self._local.file = _which_file(self.path)
            with self._gate:
                self._opened.append(db.conn)
        elif self._local.file != _which_file(self.path):
            raise MinutebookError(
                f"The database {self.path} was moved or replaced while it was in use. Nothing "
                "more is written to the old one; start Minutebook again to go on with the new one."
            )
        return db

    @contextmanager
    def write(self) -> Iterator[Database]:
        """Open one transaction. Nested calls of the same thread join the outer one.

        The write lock is taken at the start, so that what is read inside is still true when
        it is written, in this process and in any other.
        """
        with self._gate, friendly_errors(self.path):
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

    def empty_log(self) -> bool:
        """Bring the write-ahead log into the file and empty it, so that nothing of what was
        overwritten is left beside it. False where somebody is reading just now."""
        with self._gate, friendly_errors(self.path):
            connection = self.read().conn
            connection.execute(f"PRAGMA busy_timeout={PATIENT_MILLISECONDS}")  # others write too
            try:
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            return not busy

    def close(self) -> None:
        """Close every connection. The book is not used afterwards."""
        with self._gate:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._local = threading.local()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _make_private(path: Path) -> None:
    """A new file is for this user alone; SQLite gives the files beside it the same rights."""
    with suppress(OSError):  # SQLite tells what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, OURS_ONLY))


def _which_file(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
