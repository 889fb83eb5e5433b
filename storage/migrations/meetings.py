"""The steps for meetings of one panel on one day."""

from sqlite_utils import Database

from storage.migrations.running import run


def kinds_of_meetings(db: Database) -> None:
    """What sort of meeting it was, as its title has told so far; and which held meeting a
    document that was handed in is said to be of, by its parts."""
    run(
        db,
        """
        alter table meetings add column meeting_kind text;
        update meetings set meeting_kind = lower(substr(title, 1, instr(title, ' Meeting of ') - 1))
            where panel is not null and title like '% Meeting of ' || panel;
        alter table uploads add column of_meeting text not null default '{}'
    """,
    )


STEPS = (kinds_of_meetings,)
