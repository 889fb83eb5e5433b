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


def trail(db: Database) -> None:
    """Who did what to the minutes. It holds no words of theirs."""
    run(
        db,
        """
        create table trail (
            id integer primary key,
            at text not null, by text not null, via text not null,
            what text not null, meeting_id integer, place text, note text
        );
        create index trail_by_meeting on trail(meeting_id, id)
    """,
    )


def readings(db: Database) -> None:
    """Every document of a meeting as it was read, and what else a meeting was once called."""
    run(
        db,
        """
        create table readings (
            id integer primary key,
            meeting_id integer not null, number integer not null,
            at text not null, by text not null, via text not null,
            source text, content blob not null,
            unique (meeting_id, number)
        );
        create table meeting_keys (
            key text primary key, meeting_id integer not null
        ) without rowid
    """,
    )


def withdrawals(db: Database) -> None:
    """What was taken back. `traces` recognise its words when they are read again; they do not
    hold them."""
    run(
        db,
        """
        create table withdrawals (
            id integer primary key,
            meeting_id integer not null, what text not null,
            item_number text, item_trace text not null default '[]',
            trace text not null default '[]',
            place text not null, reason text not null, by text not null, at text not null
        );
        create index withdrawals_by_meeting on withdrawals(meeting_id)
    """,
    )


def mends(db: Database) -> None:
    """What the secretariat corrected in what was understood, kept apart from the documents.

    `place` recognises where it applies and holds no words; a mend belongs to a document that is
    handed in (`upload_id`, and which of its meetings), then to the meeting.
    """
    run(
        db,
        """
        create table mends (
            id integer primary key,
            meeting_id integer, upload_id text, part integer not null default 0,
            kind text not null, place text not null default '{}', value text not null,
            by text not null, at text not null
        );
        create index mends_by_meeting on mends(meeting_id);
        create index mends_by_upload on mends(upload_id, part)
    """,
    )


def desk_uploads(db: Database) -> None:
    """What a document that was handed in is known by, where its preview stands, what of its
    meetings was looked at, who wants it published and when."""
    run(
        db,
        """
        alter table uploads add column digest text;
        alter table uploads add column looked_at text not null default '{}';
        alter table uploads add column channel text;
        alter table uploads add column message_ts text;
        alter table uploads add column published_by text;
        create index uploads_by_digest on uploads(digest);
        create table approvals (
            thing text primary key, by text not null, at text not null
        ) without rowid;
        create table planned (
            thing text primary key, due text not null,
            by text not null, via text not null, at text not null, fault text
        ) without rowid
    """,
    )


def action_numbers(db: Database) -> None:
    """The last number that an entry of the register was given."""
    run(
        db,
        """
        create table action_numbers (last integer not null);
        insert into action_numbers
            select coalesce((select seq from sqlite_sequence where name = 'actions'), 0)
    """,
    )


def confirmations(db: Database) -> None:
    """Which days' minutes of its panel a meeting confirmed as a correct record."""
    run(
        db,
        """
        create table confirmations (
            by_meeting_id integer not null references meetings(id) on delete cascade,
            panel text, day text not null, corrected integer not null default 0,
            primary key (by_meeting_id, day)
        );
        create index confirmations_by_day on confirmations(panel, day)
    """,
    )


def erasures(db: Database) -> None:
    """Words that had to go from everywhere, by hashes that tell them when they come again."""
    run(
        db,
        """
        create table erasures (
            hash text primary key, words integer not null, instead text not null,
            reason text not null, by text not null, at text not null
        ) without rowid;
        create table erasure_salt (salt text not null);
        insert into erasure_salt values (lower(hex(randomblob(16))))
    """,
    )


STEPS = (
    shared_messages,
    trail,
    readings,
    withdrawals,
    mends,
    desk_uploads,
    action_numbers,
    confirmations,
    erasures,
)
