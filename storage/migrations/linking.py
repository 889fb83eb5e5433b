"""The steps for the addresses of paragraphs."""

from sqlite_utils import Database

from storage.fragments import keep_all_fragments
from storage.migrations.running import run


def text_fragments(db: Database) -> None:
    """The words by which a browser finds a paragraph on its page, made for all that is held."""
    run(db, "alter table paragraphs add column fragment text not null default ''")
    keep_all_fragments(db)


STEPS = (text_fragments,)
