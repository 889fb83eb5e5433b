"""Where the words stand that say what an entry is about, where its own point to others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry's place in the last of these paragraphs of its item, each an id and a text."""

    action_id: int
    start: int
    end: int
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class About:
    """The words that an entry points to: `[start, end)` of a paragraph."""

    action_id: int
    paragraph_id: str
    start: int
    end: int


def passages(db: Database, meeting_id: int, before: int) -> Iterator[Passage]:
    """Return where each entry of a meeting stands whose words are still there, with at most as
    many paragraphs `before` its own."""
    rows = db.query(
        """
        select actions.id, start, "end", paragraphs.id as paragraph, paragraphs.text
        from actions join paragraphs as own on own.id = paragraph_id
        join paragraphs on paragraphs.item_id = own.item_id
            and paragraphs.position between own.position - ? and own.position
        where actions.meeting_id = ?
            and substr(own.text, start + 1, "end" - start) = actions.text
        order by actions.id, paragraphs.position
        """,
        [before, meeting_id],
    )
    for number, group in groupby(rows, key=lambda row: (row["id"], row["start"], row["end"])):
        yield Passage(*number, tuple((row["paragraph"], row["text"]) for row in group))


def write_about(db: Database, meeting_id: int, places: Iterable[About]) -> None:
    """Keep what the entries of a meeting point to, within the caller's transaction; the others
    point to nothing."""
    db.execute("update actions set about_paragraph_id = null where meeting_id = ?", [meeting_id])
    db.conn.executemany(
        "update actions set about_paragraph_id = ?, about_start = ?, about_end = ? where id = ?",
        [(one.paragraph_id, one.start, one.end, one.action_id) for one in places],
    )
