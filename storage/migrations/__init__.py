"""The schema, step by step. A step that has been released is never changed or renamed."""

import sqlite3

from sqlite_utils import Database, Migrations

from storage.migrations import first, version_1_0, version_1_1
from storage.model import MinutebookError

migrations = Migrations("minutebook")
# In the order in which they were written, new ones at the end.
for step in (
    *first.FIRST_STEPS,
    *version_1_0.DESK_STEPS,
    *version_1_0.SEARCH_STEPS,
    *version_1_0.SUBSCRIPTION_STEPS,
    *version_1_0.EMBEDDING_STEPS,
    *version_1_1.APPROVAL_STEPS,
    *version_1_1.WITHDRAWAL_STEPS,
    *version_1_1.MEETING_STEPS,
    *version_1_1.FRAGMENT_STEPS,
    *version_1_1.CORRECTION_STEPS,
    *version_1_1.COPY_STEPS,
    *version_1_1.OWNER_STEPS,
    *version_1_1.ASKER_STEPS,
    *version_1_1.TABLE_STEPS,
    *version_1_1.ABOUT_STEPS,
    *version_1_1.VOTE_STEPS,
):
    migrations()(step)


def of_another_program(connection: sqlite3.Connection) -> bool:
    """Whether a database holds tables, and none of ours."""
    return bool(_tables(connection) - {_STEPS_TAKEN}) and birth(connection) is None


def birth(connection: sqlite3.Connection) -> str | None:
    """The moment at which a book was begun, to the microsecond: each of its copies has the same,
    and no other book. None for a database that is no book."""
    if _STEPS_TAKEN not in _tables(connection):
        return None
    (moment,) = connection.execute(
        f"select min(applied_at) from {_STEPS_TAKEN} where migration_set = ?", [migrations.name]
    ).fetchone()
    return str(moment) if moment else None


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("select name from sqlite_master where type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


_STEPS_TAKEN = "_sqlite_migrations"  # where sqlite-utils notes them


def migrate(db: Database) -> None:
    """Bring the database up to this version's schema, all steps or none.

    Raises MinutebookError where a newer version of Minutebook, or another program, has made it.
    """
    if of_another_program(db.conn):
        raise MinutebookError(
            "The database was made by another program. Name another file in MINUTEBOOK_DB."
        )
    ours = {step.name for step in migrations.pending(Database(memory=True, execute_plugins=False))}
    if {step.name for step in migrations.applied(db)} - ours:
        raise MinutebookError(
            "The database was written by a newer version of Minutebook. "
            "Upgrade Minutebook, or restore a backup made with this version."
        )
    if migrations.pending(db):
        db.conn.execute("BEGIN IMMEDIATE")  # another process may be doing the same
        try:
            migrations.apply(db)
        except BaseException:
            db.conn.rollback()
            raise
        db.conn.commit()
