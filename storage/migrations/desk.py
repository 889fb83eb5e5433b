"""The steps of the secretariat's desk: what was passed on, done and taken back."""

from sqlite_utils import Database

from storage.migrations.running import run


def shared_messages(db: Database) -> None:
    """Messages of ours that quote the minutes, so that they can be kept true.

    `payload` is what stands in Slack, or is about to; it is null where nothing of it may stay.
    """
    run(
        db,
        """
        create table shared_messages (
            id integer primary key,
            name text not null unique,
            channel text not null, ts text, thread_ts text, url text,
            kind text not null, payload text, by text not null, at text not null,
            state text not null default 'sending',
            revision integer not null default 0,
            amended_at text, withdrawn_at text,
            claimed_at text, claimed_by text, refused text
        );
        create index shared_by_state on shared_messages(state);
        create table shared_passages (
            message_id integer not null references shared_messages(id) on delete cascade,
            paragraph_id text not null,
            primary key (message_id, paragraph_id)
        ) without rowid;
        create index shared_by_paragraph on shared_passages(paragraph_id);
        create table shared_corrections (
            id integer primary key,
            message_id integer not null references shared_messages(id) on delete cascade,
            paragraph_id text not null, before text not null, after text
        )
    """,
    )


STEPS = (shared_messages,)
