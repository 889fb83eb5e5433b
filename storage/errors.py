"""What can go wrong with the file of the book, and what a person can do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.model import MinutebookError


@contextmanager
def friendly_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's faults with the file itself into sentences."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = sentence_for(error, path)
        if sentence is None:
            raise
        raise MinutebookError(sentence) from error


def sentence_for(error: sqlite3.DatabaseError, path: Path | None = None) -> str | None:
    """Return what a person can do about a fault with the file; None where it is a fault of ours."""
    advice = next((sentence for sign, sentence in _ADVICE.items() if sign in str(error)), None)
    if advice is None:
        return None
    return f"The database {path} {advice}" if path else f"The database {advice}"


# What SQLite says, and what a person can do about it.
_ADVICE = {
    "unable to open": "cannot be opened. Check that its folder exists and may be written to.",
    "readonly": "may only be read. Give this user the right to write to it and to its folder.",
    "locked": "is being written to by another program. Try again when that has finished.",
    "not a database": "is not a SQLite file. Name another file in MINUTEBOOK_DB.",
    "malformed": "is damaged. Restore the last backup with 'minutebook restore'.",
    "is full": "cannot grow: the disk is full. Free some space and try again.",
    "disk I/O error": "cannot be read or written: the disk reports an error. Check the disk, "
    "then 'minutebook doctor --deep'.",
}
