"""The files that Minutebook keeps, which no command writes its output over."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.observability import health_file
from bot.settings import Settings
from storage.backup import is_book
from storage.database import BESIDE
from storage.files import same_file, write_whole
from storage.model import MinutebookError


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


def _is_standard_output(target: Path) -> bool:
    """Whether a name such as /dev/stdout leads to the file that takes our output."""
    try:
        return os.path.samestat(target.stat(), os.fstat(1))
    except OSError:
        return False


def refuse_own(target: Path, settings: Settings, folder: Path) -> None:
    """Raise MinutebookError where `target` is the database, a file beside it, or the settings of
    `folder`."""
    for path, what in _needed(settings, folder):
        if same_file(target, path):
            raise MinutebookError(f"{target} is {what}: name another file.")


def refuse_copies(target: Path, settings: Settings) -> None:
    """Raise MinutebookError where `target` is a copy of the database, or any Minutebook's."""
    if is_book(target) or any(same_file(target, copy) for copy in kept_copies(settings)):
        raise MinutebookError(f"{target} is a Minutebook database or a backup: name another file.")


def book_files(settings: Settings) -> Iterator[Path]:
    """The database and what SQLite keeps beside it, whether it is there or not."""
    for ending in (*BESIDE, "-journal"):
        yield Path(f"{settings.db}{ending}")


def kept_copies(settings: Settings) -> Iterator[Path]:
    """The copies in the backups' folder, and those of books that were restored over."""
    yield from settings.db.parent.glob(f"{settings.db.name}.before-restore*")
    if settings.backups is not None:
        yield from settings.backups.glob("*.db")


def _needed(settings: Settings, folder: Path) -> Iterator[tuple[Path, str]]:
    for path in book_files(settings):
        yield path, "the database itself" if path == settings.db else "part of the database"
    yield folder / ".env", "where the settings are kept"
    yield health_file(settings.db), "where the bot notes how it is"
