"""The steps that spare an answer the reading of whole meetings."""

from sqlite_utils import Database

from storage.fragments import keep_all_fragments
from storage.migrations.running import run


def text_fragments(db: Database) -> None:
    """The words by which a browser finds a paragraph on its page, made for all that is held."""
    run(db, "alter table paragraphs add column fragment text not null default ''")
    keep_all_fragments(db)


def actions_by_meeting(db: Database) -> None:
    """The entries of a meeting are counted for each answer from it."""
    run(db, "create index actions_by_meeting on actions(meeting_id)")


STEPS = (text_fragments, actions_by_meeting)
