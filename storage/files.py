"""Files that are written whole or not at all: made beside their place, and moved there once done.

A killed process leaves its unfinished file behind. A lock that ends with its process tells such a
file from one that is being written, so that it can be swept away; its number would not do, since
in a container every process has the same one.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.model import MinutebookError

_LOCK = "minutebook.lock"
_LEFT_BY_1_0 = re.compile(r"\..+\.\d+\.new(-wal|-shm|-journal)?")


def write_whole(target: Path, data: bytes, mode: int | None = None) -> None:
    """Put `data` in the place of `target`, or where it points, with the rights `mode`: those that
    it had unless told.

    Raises MinutebookError, with `target` as it was.
    """
    place = resolved(target)
    with beside(place) as fresh:
        fresh.write_bytes(data)
        if mode is not None:
            fresh.chmod(mode)
        elif place.exists():
            shutil.copymode(place, fresh)
        put(fresh, place)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give the path of a file that is to become `target`, in a folder of its own next to it.

    That folder is for this user alone, and gone in the end with all that is left in it. Raises
    MinutebookError where the disk or its rights do not allow what is done.
    """
    sweep(target.parent, target.name)
    try:
        with (
            TemporaryDirectory(".new", f".{target.name}.", target.parent) as folder,
            _locked(Path(folder)),
        ):
            yield Path(folder) / target.name
    except OSError as error:
        why = error.strerror or error
        raise MinutebookError(f"{target} cannot be written: {why}.") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a folder from being swept. The lock gets its name once it is held: nobody finds it
    before."""
    nameless = folder / f"{_LOCK}.new"
    with nameless.open("w") as lock:
        with suppress(OSError):  # a file system without locks: nothing there is swept
            fcntl.flock(lock, fcntl.LOCK_EX)
            nameless.rename(folder / _LOCK)
        yield


def put(fresh: Path, target: Path) -> None:
    """Let a finished file take its name, once the disk has it. Raises OSError."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(target)


def sweep(folder: Path, start: str) -> None:
    """Remove what killed processes left in `folder` of files whose names begin with `start`."""
    for left in folder.glob(f".{escape(start)}*.new*"):
        with suppress(OSError):
            if left.is_dir():
                _sweep_unlocked(left)
            elif _LEFT_BY_1_0.fullmatch(left.name):
                left.unlink()


def _sweep_unlocked(left: Path) -> None:
    """Remove a folder that `beside` made. Raises OSError where it did not, or is at work there."""
    with (left / _LOCK).open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left)


def resolved(path: Path) -> Path:
    """Return the file that a path leads to, through links, whether it is there or not."""
    return Path(os.path.realpath(path))


def same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, by links of either kind, whether it is there or
    not."""
    if resolved(one) == resolved(other):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False
