"""The file itself: its pages, its tables and indexes, its foreign keys."""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from storage.counted import counted
from storage.migrations import migrate

_TOLD = 5  # of the same kind


def damage(db: Database) -> Iterator[str]:
    """What SQLite finds in its pages and indexes; unique ids are part of it."""
    rows = [row[0] for row in db.execute(f"pragma integrity_check({_TOLD})")]
    if rows != ["ok"]:
        for row in rows:
            yield f"SQLite finds the file damaged: {row}."


def missing_structure(db: Database) -> Iterator[str]:
    """Tables and indexes that this version makes and that are not there."""
    fresh = Database(memory=True, execute_plugins=False)
    migrate(fresh)
    there = _names(db)
    for kind, name in sorted(_names(fresh) - there):
        yield f"The {kind} {name} is missing."


def _names(db: Database) -> set[tuple[str, str]]:
    return set(db.execute("select type, name from sqlite_master where name not like 'sqlite_%'"))


def broken_references(db: Database) -> Iterator[str]:
    """Rows that name a row of another table that is not there."""
    broken = Counter((row[0], row[2]) for row in db.execute("pragma foreign_key_check"))
    for (table, named), count in sorted(broken.items()):
        belong = counted(count, f"row of {table} belongs", f"rows of {table} belong")
        yield f"{belong} to rows of {named} that are not there."
