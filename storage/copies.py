"""Copies of the book: made while it is in use, checked before anybody relies on them."""

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.database import BESIDE, OURS_ONLY, Book, said_kindly
from storage.errors import MinutebookError
from storage.integrity import examine, examine_structure


def back_up(book: Book, target: Path) -> None:
    """Write a whole, checked copy of the book to `target`, whoever works on the book meanwhile.

    What stood there is replaced at the very end, and only where it is a book too. Raises
    MinutebookError, with `target` as it was.
    """
    if target.exists():
        if target.samefile(book.path):
            raise MinutebookError(f"{target} is the database itself: name another file.")
        if not is_book(target):
            raise MinutebookError(f"{target} is there and is no backup: name another file.")
    with _beside(target) as fresh:
        _copy(book.path, fresh, target)
        _checked(fresh, examine_structure, "The copy was not written: ")
        _kept_on_disk(fresh)
        _put(fresh, target)


def restore(target: Path, source: Path) -> Path | None:
    """Put the backup `source` in the place of the book at `target`: where the old one is kept.

    The backup is copied, brought to this version's schema and checked through and through before
    anything is replaced. A bot that runs goes on with what was restored. None where there was no
    book before. Raises MinutebookError, with the book as it was.
    """
    check_backup(target, source)
    with _beside(target) as fresh:
        _copy(source, fresh, target)
        _checked(fresh, examine, f"{source} was not restored: ")
        return _take_its_place(fresh, target)


def check_backup(target: Path, source: Path) -> None:
    """Raise MinutebookError where `source` cannot be restored at `target` at first sight."""
    if not source.exists():
        raise MinutebookError(f"There is no file {source}. Nothing was changed.")
    if not is_book(source):
        raise MinutebookError(f"{source} is no backup of Minutebook. Nothing was changed.")
    if target.exists() and target.samefile(source):
        raise MinutebookError(f"{source} is the database itself. Nothing was changed.")


def is_book(path: Path) -> bool:
    """Whether this file is a database that Minutebook has made."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("select name from _sqlite_migrations where migration_set = ?", _SET)
            return rows.fetchone() is not None
    except sqlite3.DatabaseError:
        return False


_SET = ("minutebook",)


def _take_its_place(fresh: Path, target: Path) -> Path | None:
    """A book that can be written to is written over in one transaction; a damaged one moves."""
    if not target.exists():
        _put(fresh, target)
        return None
    kept = target.with_name(f"{target.name}.before-restore")
    if is_book(target) and _readable(target):
        with _beside(kept) as old:
            _copy(target, old, kept)
            _kept_on_disk(old)
            _put(old, kept)
        _copy(fresh, target, target)
    else:
        for ending in BESIDE:
            with suppress(FileNotFoundError):
                Path(f"{target}{ending}").replace(f"{kept}{ending}")
        fresh.replace(target)
    return kept


def _put(fresh: Path, target: Path) -> None:
    """Let a file take its name. A write-ahead log that lies there is another file's: SQLite would
    write it into this one."""
    for ending in BESIDE[1:]:
        Path(f"{target}{ending}").unlink(missing_ok=True)
    fresh.replace(target)


def _readable(path: Path) -> bool:
    """Whether every page of it can be read."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("pragma quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _copy(source: Path, target: Path, called: Path) -> None:
    """All pages of one moment, in one transaction of `target`, which is to be `called` so."""
    with (
        said_kindly(called),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _checked(path: Path, check: Callable[[Book], list[str]], told: str) -> None:
    """Open a copy, bring it to this schema and look for faults. Raises MinutebookError."""
    with closing(Book(path)) as book:
        faults = check(book)
        book.read().conn.execute("pragma journal_mode=delete")  # one file holds it all
    if faults:
        raise MinutebookError(told + " ".join(faults))


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the same folder, readable by this user alone; gone in the end."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OURS_ONLY))
    except OSError as error:
        raise MinutebookError(f"{target} cannot be written: {error.strerror}.") from error
    try:
        yield fresh
    finally:
        for ending in (*BESIDE, "-journal"):
            Path(f"{fresh}{ending}").unlink(missing_ok=True)


def _kept_on_disk(path: Path) -> None:
    """Wait until the disk has it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def daily_copy(book: Book, folder: Path, day: dt.date, kept: int) -> Path | None:
    """Today's copy into a folder that holds the last `kept` of them; None where it is there.

    Raises MinutebookError where it cannot be written; the older ones are then all still there.
    """
    target = folder / f"{_DAILY}{day.isoformat()}.db"
    if target.exists():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MinutebookError(f"{folder} cannot be made: {error.strerror}.") from error
    back_up(book, target)
    for old in sorted(folder.glob(f"{_DAILY}????-??-??.db"), reverse=True)[kept:]:
        old.unlink(missing_ok=True)
    return target


_DAILY = "minutebook-"
