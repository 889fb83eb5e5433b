"""The steps up to the first release."""

from sqlite_utils import Database

# ---- running several statements inside the transaction of a migration -------------------------


def run(db: Database, statements: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction first."""
    for statement in statements.split(";"):
        if statement.strip():
            db.conn.execute(statement)


def minutes(db: Database) -> None:
    """Meetings, their items and paragraphs."""
    run(
        db,
        """
        create table meetings (
            id integer primary key,
            key text not null unique,
            panel text, title text, date text, time text, place text, url text,
            status text not null,
            next_meeting text,
            source text,
            warnings text not null default '[]',
            added_at text not null,
            first_published text
        );
        create index meetings_by_panel_and_date on meetings(panel, date);

        create table items (
            id integer primary key,
            meeting_id integer not null references meetings(id) on delete cascade,
            position integer not null,
            number text, title text not null, url text,
            exempt integer not null default 0
        );
        create index items_by_meeting on items(meeting_id, position);

        create table paragraphs (
            key integer primary key,
            id text not null unique,
            item_id integer not null references items(id) on delete cascade,
            meeting_id integer not null references meetings(id) on delete cascade,
            position integer not null,
            number text, text text not null, kind text not null, speaker text,
            given_speakers text
        );
        create index paragraphs_by_item on paragraphs(item_id, position);
        create index paragraphs_by_meeting on paragraphs(meeting_id);
    """,
    )


def people(db: Database) -> None:
    """People and offices, the forms of their names, and where they stand in the text."""
    run(
        db,
        """
        create table people (
            id integer primary key,
            panel text, name text not null, office integer not null default 0
        );
        create table forms (
            person_id integer not null references people(id) on delete cascade,
            form text not null, plain text not null,
            primary key (person_id, form)
        );
        create index forms_by_plain on forms(plain);

        create table mentions (
            paragraph_key integer not null references paragraphs(key) on delete cascade,
            position integer not null,
            person_id integer not null references people(id),
            name text not null, part text not null,
            start integer not null, "end" integer not null,
            primary key (paragraph_key, position)
        );
        create index mentions_by_person on mentions(person_id, part);

        create table attendance (
            meeting_id integer not null references meetings(id) on delete cascade,
            position integer not null,
            person_id integer not null references people(id),
            name text not null, role text, body text, presence text not null,
            office_id integer references people(id),
            primary key (meeting_id, position)
        );
        create index attendance_by_office on attendance(office_id);
        create index attendance_by_person on attendance(person_id);

        create table joined_by_hand (
            panel text, form_a text not null, form_b text not null, together integer not null,
            by text not null, at text not null
        );
    """,
    )


def register(db: Database) -> None:
    """Actions and every change to them."""
    run(
        db,
        """
        create table actions (
            id integer primary key autoincrement,
            paragraph_id text not null,
            meeting_id integer not null,
            position integer not null,
            kind text not null, text text not null,
            start integer not null, "end" integer not null,
            owner text, recipient text, due text, due_words text,
            procedural integer not null default 0,
            certain integer not null default 1,
            status text not null default 'open',
            assignee text, note text,
            vanished integer not null default 0,
            entered_at text not null
        );
        create index actions_by_paragraph on actions(paragraph_id);
        create index actions_by_status on actions(status, due);

        create table action_changes (
            id integer primary key autoincrement,
            action_id integer not null references actions(id),
            at text not null, by text not null, via text not null,
            field text not null, before text, after text, note text,
            undone integer not null default 0
        );
        create index changes_by_action on action_changes(action_id);
    """,
    )


def remembered(db: Database) -> None:
    """What has been handled and what has been sent, so that nothing is done twice."""
    run(
        db,
        """
        create table seen (key text primary key, at text not null);

        create table deliveries (
            id integer primary key autoincrement,
            destination text not null, day text not null, kind text not null,
            content text, state text not null, claimed_at text not null,
            claimed_by text, sent_at text, message_ts text,
            unique (destination, day, kind)
        );
        create table told (
            destination text not null, thing text not null, day text not null,
            primary key (destination, thing)
        );
        create table uploads (
            id text primary key, name text not null, data blob not null,
            by text not null, at text not null, published_at text
        );
    """,
    )


def search_index(db: Database) -> None:
    """Full text, in two: what everybody may see, and what only the desk may (drafts, exempt).

    Each word and acronym is counted on either side, so that nothing a member is told (results,
    scores, corrections) is ever influenced by what a member may not see.
    """
    run(
        db,
        """
        create virtual table published_index using fts5(
            text, title, speakers, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
        );
        create virtual table desk_index using fts5(
            text, title, speakers, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'"
        );
        create table words (
            word text primary key, stem text not null,
            published integer not null default 0, desk integer not null default 0
        ) without rowid;
        create index words_by_stem on words(stem);
        create table acronyms (
            short text not null, long text not null,
            published integer not null default 0, desk integer not null default 0,
            primary key (short, long)
        ) without rowid;
        create index acronyms_by_long on acronyms(long);
        create table index_sizes (side text primary key, paragraphs integer, words integer);
        insert into index_sizes values ('published', 0, 0), ('desk', 0, 0)
    """,
    )


def watched(db: Database) -> None:
    """The sites that minutes are fetched from: what was seen there, and how much was asked."""
    run(
        db,
        """
        create table watched_committees (
            base text not null, committee integer not null,
            name text, round_started text, listed_whole text,
            primary key (base, committee)
        );
        create table watched_meetings (
            base text not null, committee integer not null, meeting integer not null,
            date text, words text not null, state text not null, visited text not null,
            fingerprint text, page text, etag text, modified text,
            primary key (base, committee, meeting)
        );
        create table watched_hosts (
            host text primary key, day text not null, requests integer not null, rests_until text
        );
        create table watched_services (base text primary key, silent_since text);
    """,
    )


def what_is_said_of_uploads(db: Database) -> None:
    """A page that was handed in by its address keeps what its site says of it."""
    run(db, "alter table uploads add column given text")


def register_followed(db: Database) -> None:
    """What becomes of an action: its tellings, evidence, age, and what may have closed it.

    An entry keeps its item's title and whether that is exempt: it may outlive its paragraph.
    """
    run(
        db,
        """
        alter table actions add column evidence text;
        alter table actions add column superseded_by integer;
        alter table actions add column historic integer not null default 0;
        alter table actions add column exempt integer not null default 0;
        alter table actions add column item_title text not null default '';
        alter table action_changes add column also text not null default '{}';

        update actions set
            historic = coalesce(julianday(substr(entered_at, 1, 10)) - julianday(
                (select date from meetings where id = actions.meeting_id)) > 180, 0),
            exempt = coalesce((select exempt from items join paragraphs on item_id = items.id
                where paragraphs.id = paragraph_id), 1),
            item_title = coalesce((select title from items join paragraphs on item_id = items.id
                where paragraphs.id = paragraph_id), '');

        create table action_tellings (
            action_id integer not null references actions(id) on delete cascade,
            position integer not null,
            paragraph_id text not null,
            kind text not null, text text not null,
            start integer not null, "end" integer not null,
            primary key (action_id, position)
        );
        create index tellings_by_paragraph on action_tellings(paragraph_id);

        create table proposals (
            id integer primary key autoincrement,
            action_id integer not null references actions(id) on delete cascade,
            paragraph_id text,
            start integer, "end" integer,
            by text not null, note text, at text not null,
            state text not null default 'waiting',
            decided_by text, decided_at text,
            unique (action_id, paragraph_id)
        );
        create index proposals_by_action on proposals(action_id, state)
    """,
    )


def conversations(db: Database) -> None:
    """What Slack's doors remember: what a thread is about, a channel's panel, who asked what."""
    run(
        db,
        """
        create table conversations (place text primary key, topic text not null, at text not null);
        create index conversations_by_age on conversations(at);
        create table channel_panels (
            channel text primary key, panel text not null, by text not null, at text not null
        );
        create table questions (
            id integer primary key autoincrement,
            user text not null, text text not null, at text not null
        );
        create index questions_by_user on questions(user, id);
        create table unremembered (user text primary key);
        create table unhelpful (
            id integer primary key autoincrement,
            user text not null, question text not null, reason text not null, at text not null
        )
    """,
    )


FIRST_STEPS = (
    minutes,
    people,
    register,
    remembered,
    search_index,
    watched,
    what_is_said_of_uploads,
    register_followed,
    conversations,
)
