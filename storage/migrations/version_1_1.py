"""The steps for what later meetings corrected in minutes."""

from sqlite_utils import Database

from storage.fragments import keep_all_fragments
from storage.migrations.first import run

# ---- the steps of the second clerk's word: what it is given for, and what waits for it --------


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


APPROVAL_STEPS = (words_given,)


# ---- the steps for knowing withdrawn passages by their content --------------------------------


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


WITHDRAWAL_STEPS = (withdrawn_passages,)


# ---- the steps for meetings of one panel on one day -------------------------------------------


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


MEETING_STEPS = (kinds_of_meetings,)


# ---- the steps that spare an answer the reading of whole meetings -----------------------------


def text_fragments(db: Database) -> None:
    """The words by which a browser finds a paragraph on its page, made for all that is held."""
    run(db, "alter table paragraphs add column fragment text not null default ''")
    keep_all_fragments(db)


def actions_by_meeting(db: Database) -> None:
    """The entries of a meeting are counted for each answer from it."""
    run(db, "create index actions_by_meeting on actions(meeting_id)")


FRAGMENT_STEPS = (text_fragments, actions_by_meeting)


def record_corrections(db: Database) -> None:
    """Where minutes were confirmed, what was corrected in them, and which paragraphs that means.

    What was noted before has no `paragraph_id`: it is read again by `commands/request_context.py`.
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


CORRECTION_STEPS = (record_corrections,)


# ---- the step for books that are put back from a copy -----------------------------------------


def put_back(db: Database) -> None:
    """Whether this file was made as a copy and not used since, and when it was put in place."""
    run(
        db,
        """
        create table book (copied integer not null, restored_at text);
        insert into book (copied) values (0)
    """,
    )


COPY_STEPS = (put_back,)


# ---- the step for entries that are several people's -------------------------------------------


def co_owners(db: Database) -> None:
    """Who owns an entry with its owner: a list of names, for all that is read from now on."""
    run(db, "alter table actions add column co_owners text not null default '[]'")


OWNER_STEPS = (co_owners,)


# ---- the step for who somebody of Slack is in the minutes --------------------------------------


def askers(db: Database) -> None:
    """Which person of the minutes a user of Slack has said to be: whom “I” and “my” mean."""
    run(
        db,
        """
        create table askers (
            user text primary key, at text not null,
            person_id integer not null references people(id) on delete cascade
        );
        create index askers_by_person on askers(person_id)
    """,
    )


ASKER_STEPS = (askers,)


# ---- the step for rows of tables ---------------------------------------------------------------


def heads_of_rows(db: Database) -> None:
    """The heads of the columns in which a row's cells stand, for all that is read from now on."""
    run(db, "alter table paragraphs add column heads text not null default '[]'")


TABLE_STEPS = (heads_of_rows,)
# ---- the step for what an entry is about -------------------------------------------------------


def about(db: Database) -> None:
    """Where the words stand that an entry's own point to, for all that is read from now on."""
    run(
        db,
        """
        alter table actions add column about_paragraph_id text;
        alter table actions add column about_start integer;
        alter table actions add column about_end integer
    """,
    )


ABOUT_STEPS = (about,)


# ---- the step for how it was voted ------------------------------------------------------------


def votes(db: Database) -> None:
    """The vote that a paragraph tells and the paragraph of its motion, for all that is read from
    now on. `names` are [side, [names]] each."""
    run(
        db,
        """
        create table votes (
            paragraph_id text primary key references paragraphs(id) on delete cascade,
            motion_id text references paragraphs(id) on delete cascade,
            votes_for integer, votes_against integer, abstained integer, carried integer,
            names text not null default '[]'
        );
        create index votes_by_motion on votes(motion_id)
    """,
    )


VOTE_STEPS = (votes,)
