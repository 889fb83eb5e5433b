"""The steps of the secretariat's desk: what was passed on, done and taken back."""

from sqlite_utils import Database

from storage.index import rebuild_index
from storage.migrations.first import run


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


DESK_STEPS = (
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


# ---- the steps for digests, saved searches and reminders --------------------------------------


def subscriptions(db: Database) -> None:
    """Who is sent what and when, what has been published in which order, and saved searches.

    What was owed under the older scheme is not sent any more: the next digest tells it.
    """
    run(
        db,
        """
        create table subscriptions (
            destination text primary key,
            form text not null, at text not null, days text not null, weekday integer not null,
            zone text, zone_set integer not null,
            holidays text not null, reminders integer not null,
            seen integer not null, last_day text, last_at text,
            ended text, by text not null, changed_at text not null
        );

        create table publications (
            id integer primary key autoincrement,
            meeting_id integer not null references meetings(id) on delete cascade,
            at text not null, what text not null, print text not null,
            old integer not null, matched integer not null default 0
        );
        create index publications_by_meeting on publications(meeting_id);
        create table published_prints (
            meeting_id integer not null references meetings(id) on delete cascade,
            print text not null, public integer not null, publication_id integer not null,
            primary key (meeting_id, print, public)
        ) without rowid;

        create table saved_searches (
            id integer primary key autoincrement,
            destination text not null, query text not null, how text not null,
            paused integer not null default 0, by text not null, at text not null,
            unique (destination, query)
        );
        create table search_hits (
            search_id integer not null references saved_searches(id) on delete cascade,
            paragraph_id text not null, publication_id integer not null,
            delivery_id integer,
            primary key (search_id, paragraph_id, publication_id)
        );
        create index hits_by_delivery on search_hits(delivery_id);

        create table snoozed (
            action_id integer not null references actions(id) on delete cascade,
            user text not null, until text not null,
            primary key (action_id, user)
        );

        alter table deliveries add column seen_before integer not null default 0;
        alter table deliveries add column attempted integer not null default 0;
        alter table told add column delivery_id integer;
        delete from told where exists (select 1 from deliveries where state = 'claimed'
            and deliveries.destination = told.destination and deliveries.day = told.day);
        delete from deliveries where state = 'claimed';

        insert into publications (meeting_id, at, what, print, old, matched)
            select id, first_published, 'new', '', coalesce(
                julianday(substr(first_published, 1, 10)) - julianday(date) > 180, 0), 1
            from meetings where first_published is not null order by first_published, id
    """,
    )


def searches_look_ahead(db: Database) -> None:
    """A saved search is told of what is published after it was saved."""
    run(db, "alter table saved_searches add column since integer not null default 0")


SUBSCRIPTION_STEPS = (subscriptions, searches_look_ahead)


# ---- what search by meaning keeps -------------------------------------------------------------


def meanings(db: Database) -> None:
    """A vector a paragraph and model, gone with its paragraph."""
    run(
        db,
        """
        create table meanings (
            id integer primary key autoincrement,
            paragraph_key integer not null references paragraphs(key) on delete cascade,
            model text not null,
            vector blob not null,
            unique (model, paragraph_key)
        );
        create index meanings_by_paragraph on meanings(paragraph_key)
    """,
    )


def words_read_anew(db: Database) -> None:
    """More irregular forms have one stem: the index is made again."""
    rebuild_index(db)


SEARCH_STEPS = (meanings, words_read_anew)


# ---- the steps for those who read the file with tools of their own ----------------------------


def public_views(db: Database) -> None:
    """What everybody may see, under names that stay: docs/database.md."""
    run(
        db,
        """
        create view public_meetings as
            select id as meeting_id, panel, title, date, time, place, url,
                first_published as published
            from meetings where status = 'published';

        create view public_items as
            select items.id as item_id, meeting_id, items.number, items.title,
                coalesce(items.url, meetings.url) as url, items.position
            from items join meetings on meetings.id = meeting_id
            where status = 'published' and not exempt;

        create view public_paragraphs as
            select paragraphs.id as paragraph_id, paragraphs.meeting_id, item_id, meetings.panel,
                meetings.title as meeting, meetings.date, items.number as item_number,
                items.title as item, paragraphs.number, paragraphs.text, paragraphs.kind,
                (select group_concat(name, char(59) || ' ') from (
                    select distinct people.name from mentions
                    join people on people.id = person_id
                    where paragraph_key = paragraphs.key and part <> 'mentioned')) as speakers,
                coalesce(items.url, meetings.url) as url
            from paragraphs join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where status = 'published' and not exempt;

        create view public_speakers as
            select people.name, people.panel, paragraphs.id as paragraph_id, mentions.part,
                mentions.name as called, mentions.start, mentions."end"
            from mentions join people on people.id = person_id
            join paragraphs on paragraphs.key = paragraph_key
            join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where meetings.status = 'published' and not exempt;

        create view public_actions as
            select actions.id as action_id, actions.kind, actions.text, owner, actions.status,
                due, due_words, meetings.date as raised, meetings.panel, items.title as item,
                paragraph_id, actions.meeting_id
            from actions join paragraphs on paragraphs.id = paragraph_id
            join items on items.id = item_id
            join meetings on meetings.id = paragraphs.meeting_id
            where meetings.status = 'published' and not items.exempt and certain
        """,
    )


EMBEDDING_STEPS = (public_views,)
