"""Copies of the book: made while it is in use, checked before anybody relies on them."""

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import chain, count
from pathlib import Path
from typing import Any, TypeVar

from storage.database import BESIDE, OURS_ONLY, Book
from storage.errors import friendly_errors
from storage.files import beside, put, resolved, same_file, sweep
from storage.integrity import examine, examine_structure
from storage.migrations import birth, of_another_program
from storage.model import MinutebookError, moment_of

# ---- whether the book was put back from an older copy -----------------------------------------
# It does not know then what was done since. Every copy bears a mark. Whoever finds it on the book
# in use knows that a copy was put in its place, by `minutebook restore` or by hand.


def close_copy(path: Path) -> None:
    """Let one file hold all of a copy, and mark it as one; an older schema has no place for
    that."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")
        with suppress(sqlite3.OperationalError), connection:
            connection.execute("update book set copied = 1")


def restored_at(book: Book, now: dt.datetime) -> dt.datetime | None:
    """Return when the book was last put back from a copy: `now` where that is noticed only now."""
    row: Any = book.read().execute("select copied, restored_at from book").fetchone()
    copied, at = row
    if not copied:
        return moment_of(at)
    with book.write() as db:
        db.execute("update book set copied = 0, restored_at = ?", [now.isoformat()])
    return now


T = TypeVar("T")


def back_up(book: Book, target: Path) -> None:
    """Write a whole, checked copy of the book to `target`, whoever works on the book meanwhile.

    What stood there is replaced at the very end. Raises MinutebookError, with `target` as it was.
    """
    place = resolved(target)
    with beside(place) as fresh:
        _copy(book.path, fresh, target)
        _checked(fresh, examine_structure, "The copy was not written: ")
        _take_name(fresh, place)


def check_replaceable(book: Book, target: Path, force: bool = False) -> None:
    """Raise MinutebookError where something stands at `target` that is no copy of this book; with
    `force` only where it is no file that can be replaced."""
    if not target.exists():
        return
    if same_file(target, book.path):
        raise MinutebookError(f"{target} is the database itself: name another file.")
    if not target.is_file():
        raise MinutebookError(f"{target} is no ordinary file: name another file.")
    if force or same_book(book.path, target):
        return
    another = "is a copy of another Minutebook database"
    what = another if is_book(target) else "is there and is no backup"
    raise MinutebookError(f"{target} {what}. Replace it with --force, or name another file.")


def restore(target: Path, source: Path) -> Path | None:
    """Put the backup `source` in the place of the book at `target`: where the old one is kept.

    The backup is copied, brought to this version's schema and checked through and through before
    anything is replaced. A bot that runs goes on with what was restored. None where there was no
    book before. Raises MinutebookError, with the book as it was.
    """
    check_backup(target, source)
    with beside(target) as fresh:
        _copy(source, fresh, target)
        _checked(fresh, examine, f"{source} was not restored: ")
        return _take_its_place(fresh, target)


def check_backup(target: Path, source: Path) -> None:
    """Raise MinutebookError where `source` cannot be restored at `target` at first sight."""
    if not source.exists():
        raise MinutebookError(f"There is no file {source}. Nothing was changed.")
    if not is_book(source):
        raise MinutebookError(f"{source} is no backup of Minutebook. Nothing was changed.")
    if same_file(target, source):
        raise MinutebookError(f"{source} is the database itself. Nothing was changed.")
    if target.exists() and _ask(target, of_another_program):
        raise MinutebookError(
            f"{target} is a database of another program: name another file in MINUTEBOOK_DB. "
            "Nothing was changed."
        )


def is_book(path: Path) -> bool:
    """Return whether this file is a database that Minutebook has made."""
    return _ask(path, birth) is not None


def same_book(one: Path, other: Path) -> bool:
    """Return whether two files are one book, as it was at different times."""
    begun = _ask(one, birth)
    return begun is not None and begun == _ask(other, birth)


def _ask(path: Path, question: Callable[[sqlite3.Connection], T]) -> T | None:
    """What a database file answers; None where it is no such file."""
    if not path.is_file():  # opening a pipe would wait for whoever writes into it
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return question(db)
    except sqlite3.DatabaseError:
        return None


def _take_its_place(fresh: Path, target: Path) -> Path | None:
    """A book that can be written to is written over in one transaction; a damaged one moves."""
    if not target.exists():
        _take_name(fresh, target)
        return None
    aside = _free_name(target)
    if is_book(target) and _readable(target):
        with beside(aside) as old:
            _copy(target, old, aside)
            close_copy(old)
            _take_name(old, aside)
        _copy(fresh, target, target)
    else:
        for ending in BESIDE:
            with suppress(FileNotFoundError):
                Path(f"{target}{ending}").replace(f"{aside}{ending}")
        put(fresh, target)
    return aside


def _free_name(target: Path) -> Path:
    """Where the old book is kept: what an earlier restore has kept stays there."""
    names = (f"{target.name}.before-restore{f'-{n}' if n > 1 else ''}" for n in count(1))
    return next(path for name in names if not (path := target.with_name(name)).exists())


def _take_name(fresh: Path, target: Path) -> None:
    """Let a file take its name. A write-ahead log that lies there is another file's: SQLite would
    write it into this one."""
    for ending in BESIDE[1:]:
        Path(f"{target}{ending}").unlink(missing_ok=True)
    put(fresh, target)


def _readable(path: Path) -> bool:
    """Whether every page of it can be read."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("pragma quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _copy(source: Path, target: Path, called: Path) -> None:
    """All pages of one moment, in one transaction of `target`, which is to be `called` so."""
    target.touch(OURS_ONLY)
    with (
        friendly_errors(called),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def _checked(path: Path, check: Callable[[Book], list[str]], opening: str) -> None:
    """Bring a copy to this schema, close it and look for faults. Raises MinutebookError."""
    with closing(Book(path)) as book:
        faults = check(book)
    close_copy(path)
    if faults:
        raise MinutebookError(opening + " ".join(faults))


def daily_copy(book: Book, folder: Path, day: dt.date, most: int) -> Path | None:
    """Return today's copy into a folder that holds the last `kept` of this book, and perhaps those
    of other books; None where it is there.

    Raises MinutebookError where it cannot be written; the older ones are then all still there.
    """
    if day.isoformat() in (made for made, _ in _daily_copies(book, folder)):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MinutebookError(f"{folder} cannot be made: {error.strerror}.") from error
    target = folder / f"{book.path.stem}-{_mark_of(book)}-{day}.db"
    check_replaceable(book, target)
    back_up(book, target)
    for _, old in sorted(_daily_copies(book, folder), reverse=True)[most:]:
        old.unlink(missing_ok=True)
    return target


def sweep_copies(book: Book, folder: Path) -> None:
    """Remove what was left in a folder of daily copies by processes that were killed."""
    for start in (_DAILY_OF_1_0, f"{book.path.stem}-"):
        sweep(folder, start)


def _daily_copies(book: Book, folder: Path) -> list[tuple[str, Path]]:
    """The daily copies of this book in a folder, each with its day."""
    named = chain.from_iterable(
        folder.glob(f"{start}-????-??-??.db") for start in (_DAILY_OF_1_0, f"*-{_mark_of(book)}")
    )
    return [(path.stem[-10:], path) for path in named if same_book(book.path, path)]


def _mark_of(book: Book) -> str:
    """By what the daily copies of a book are told from those of others."""
    return hashlib.sha256(str(_ask(book.path, birth)).encode()).hexdigest()[:8]


_DAILY_OF_1_0 = "minutebook"  # whatever the book was called
