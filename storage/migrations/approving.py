"""The steps of the second clerk's word: what it is given for, and what waits for it."""

from sqlite_utils import Database

from storage.migrations.running import run


def words_given(db: Database) -> None:
    """What a clerk's word was given for (`mark`), and amendments that wait for another's.

    A word without a mark, as an earlier release wrote it, counts for nothing: nobody knows what
    was looked at.
    """
    run(
        db,
        """
        alter table approvals add column mark text;
        alter table uploads add column meeting_id integer references meetings(id);
        alter table uploads add column bring_back integer not null default 0;
        alter table uploads add column mended_before integer not null default 0;
        create index uploads_by_meeting on uploads(meeting_id)
    """,
    )


STEPS = (words_given,)
