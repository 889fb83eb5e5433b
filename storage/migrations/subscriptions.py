"""The steps for digests, saved searches and reminders."""

from sqlite_utils import Database

from storage.migrations.running import run


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


STEPS = (subscriptions, searches_look_ahead)
