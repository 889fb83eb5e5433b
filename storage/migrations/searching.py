"""What search by meaning keeps."""

from sqlite_utils import Database

from storage.index import rebuild_index
from storage.migrations.running import run


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


STEPS = (meanings, words_read_anew)
