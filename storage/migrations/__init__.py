"""The schema, step by step. A step that has been released is never changed or renamed."""

from sqlite_utils import Database, Migrations

from storage.errors import MinutebookError
from storage.migrations import corrections, desk, first, reading, searching, subscriptions

migrations = Migrations("minutebook")
# In the order in which they were written, new ones at the end.
for step in (
    *first.STEPS,
    *desk.STEPS,
    *searching.STEPS,
    *subscriptions.STEPS,
    *reading.STEPS,
    *corrections.STEPS,
):
    migrations()(step)


def migrate(db: Database) -> None:
    """Bring the database up to this version's schema, all steps or none.

    Raises MinutebookError where a newer version of Minutebook has written to it.
    """
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
