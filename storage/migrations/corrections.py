"""The steps for what later meetings corrected in minutes."""

from sqlite_utils import Database

from storage.migrations.running import run


def record_corrections(db: Database) -> None:
    """Where minutes were confirmed, what was corrected in them, and which paragraphs that means.

    What was noted before has no `paragraph_id`: it is read again by `commands/opening.py`.
    """
    run(
        db,
        """
        alter table confirmations add column paragraph_id text
            references paragraphs(id) on delete cascade;
        create index confirmations_by_paragraph on confirmations(paragraph_id);

        create table record_corrections (
            by_meeting_id integer not null references meetings(id) on delete cascade,
            day text not null, position integer not null,
            paragraph_id text not null references paragraphs(id) on delete cascade,
            start integer not null, "end" integer not null,
            corrects text not null default '[]',
            primary key (by_meeting_id, day, position)
        );
        create index record_corrections_by_paragraph on record_corrections(paragraph_id)
    """,
    )


STEPS = (record_corrections,)
