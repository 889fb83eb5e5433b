"""The steps for knowing withdrawn passages by their content."""

from sqlite_utils import Database

from storage.migrations.running import run


def withdrawn_passages(db: Database) -> None:
    """Each passage that was taken back, by traces under its withdrawal's salt: `words` is how
    many it had. Older withdrawals have no salt, and of an item nothing but its title's trace."""
    run(
        db,
        """
        create table withdrawn_passages (
            id integer primary key,
            withdrawal_id integer not null references withdrawals(id) on delete cascade,
            words integer not null, trace text not null default '[]'
        );
        create index passages_by_withdrawal on withdrawn_passages(withdrawal_id);
        alter table withdrawals add column salt text not null default '';
        insert into withdrawn_passages (withdrawal_id, words, trace)
            select id, json_array_length(trace) + 2, trace from withdrawals where trace <> '[]'
    """,
    )


STEPS = (withdrawn_passages,)
