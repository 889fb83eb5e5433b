"""The file of the book: copied, put back, and what no command writes over."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storage.backup import back_up as write_backup
from storage.backup import check_backup, check_replaceable, is_book, same_book
from storage.backup import restore as restore_backup
from storage.database import BESIDE, OURS_ONLY, Book
from storage.files import same_file, write_whole
from storage.model import MinutebookError
from storage.public_copy import write_public_copy

Needed = Mapping[Path, str]  # files that a door needs, each with what it is

# ---- copies -----------------------------------------------------------------------------------


def back_up(book: Book, target: Path, others: Needed, force: bool = False) -> None:
    """Write a whole, checked copy of the book to `target`, in the place of an older one; in that
    of any other file only with `force`, and never over what is needed. Raises MinutebookError,
    with `target` as it was."""
    refuse_needed(target, book.path, others)
    check_replaceable(book, target, force)
    write_backup(book, target)


def restore(db: Path, source: Path, confirm: Callable[[bool], object]) -> Path | None:
    """Put the backup `source` in the place of the book at `db`: where the old one is kept, None
    where there was none.

    `confirm` is called before a book is replaced, with whether the backup is of another one; it
    raises to stop. Raises MinutebookError, with the book as it was.
    """
    check_backup(db, source)
    if db.exists():
        confirm(not same_book(db, source))
    return restore_backup(db, source)


def publish_copy(book: Book, target: Path, others: Needed) -> int:
    """Write the public record alone to a file of its own: how many paragraphs it holds.

    Raises MinutebookError where another file stands at `target` or is needed there, or it cannot
    be written.
    """
    refuse_needed(target, book.path, others)
    return write_public_copy(book, target)


# ---- files that are written for whoever asks --------------------------------------------------


def write_output(target: Path, data: bytes) -> None:
    """Write what a command gives to the file that was named for it, whole or not at all; what is
    no ordinary file, such as /dev/stdout or a pipe, simply takes it.

    Raises MinutebookError where it cannot be written.
    """
    ordinary = target.is_file() and not _is_standard_output(target)
    if ordinary or not target.exists():
        write_whole(target, data)
        return
    try:
        with target.open("ab") as out:
            out.write(data)
    except OSError as error:
        raise MinutebookError(f"{target} cannot be written: {error.strerror}.") from error


def write_private(target: Path, data: bytes) -> None:
    """Write a file that this user alone may read, whole or not at all. Raises MinutebookError."""
    write_whole(target, data, OURS_ONLY)


def _is_standard_output(target: Path) -> bool:
    """Whether a name such as /dev/stdout leads to the file that takes our output."""
    try:
        return os.path.samestat(target.stat(), os.fstat(1))
    except OSError:
        return False


# ---- files that nothing is written over -------------------------------------------------------


def refuse_needed(target: Path, db: Path, others: Needed) -> None:
    """Raise MinutebookError where `target` is the database, a file beside it, or one of the
    `others` that a door needs, each with what it is."""
    ours = dict.fromkeys(book_files(db), "part of the database")
    for path, what in {**ours, db: "the database itself", **others}.items():
        if same_file(target, path):
            raise MinutebookError(f"{target} is {what}: name another file.")


def refuse_copies(target: Path, db: Path, backups: Path | None) -> None:
    """Raise MinutebookError where `target` is a copy of the database, or any Minutebook's."""
    if is_book(target) or any(same_file(target, copy) for copy in kept_copies(db, backups)):
        raise MinutebookError(f"{target} is a Minutebook database or a backup: name another file.")


def book_files(db: Path) -> Iterator[Path]:
    """The database and what SQLite keeps beside it, whether it is there or not."""
    for ending in (*BESIDE, "-journal"):
        yield Path(f"{db}{ending}")


def kept_copies(db: Path, backups: Path | None) -> Iterator[Path]:
    """The copies in the backups' folder, and those of books that were restored over."""
    yield from db.parent.glob(f"{db.name}.before-restore*")
    if backups is not None:
        yield from backups.glob("*.db")
