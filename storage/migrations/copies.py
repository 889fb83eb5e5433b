"""The step for books that are put back from a copy."""

from sqlite_utils import Database

from storage.migrations.running import run


def put_back(db: Database) -> None:
    """Whether this file was made as a copy and not used since, and when it was put in place."""
    run(
        db,
        """
        create table book (copied integer not null, restored_at text);
        insert into book (copied) values (0)
    """,
    )


STEPS = (put_back,)
