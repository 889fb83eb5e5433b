"""What is made from the paragraphs against them: the full text, its counts, the words of links."""

import sqlite3
from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from storage.counted import counted
from storage.fragments import count_differing
from storage.index import SIDES, Tally, entries_as_made

_MEND = "'minutebook doctor --mend' makes it anew."
_MEND_LINKS = "'minutebook doctor --mend' makes them anew."


def broken_index(db: Database) -> Iterator[str]:
    """What FTS5 finds wrong within its own tables."""
    for side in SIDES:
        try:
            db.conn.execute(f"insert into {side}_index ({side}_index) values ('integrity-check')")
        except sqlite3.DatabaseError:
            yield f"The full-text index of {side} paragraphs is damaged: {_MEND}"


def index_differs(db: Database) -> Iterator[str]:
    """Paragraphs that are not entered as they now stand, entries without paragraph, counts."""
    made = Tally()
    differing = 0
    for side, key, fields in entries_as_made(db, made):
        held = db.execute(
            f"select text, title, speakers from {side}_index where rowid = ?", [key]
        ).fetchone()
        differing += held != fields
    surplus = sum(_entered(db, side) - made.paragraphs[side] for side in SIDES)
    if differing or surplus:
        count = max(differing, abs(surplus))
        where = counted(count, "paragraph")
        yield f"The full-text index differs from the minutes in {where}: {_MEND}"
    elif _counts(db) != made.counts():
        yield f"The counts of words differ from the minutes: {_MEND}"


def fragments_differ(db: Database) -> Iterator[str]:
    """Paragraphs whose links are not proven by the minutes as they now stand."""
    if count := count_differing(db):
        yield f"The links of {count} paragraphs differ from the minutes: {_MEND_LINKS}"


def _entered(db: Database, side: str) -> int:
    return int(db.execute(f"select count(*) from {side}_index_content").fetchone()[0])


def _counts(db: Database) -> Counter[tuple[str, ...]]:
    """Every word and acronym with how often it is counted on either side."""
    held: Counter[tuple[str, ...]] = Counter()
    for side in SIDES:
        for word, count in db.execute(f"select word, {side} from words where {side}"):
            held[side, word] = count
        for short, long, count in db.execute(
            f"select short, long, {side} from acronyms where {side}"
        ):
            held[side, short, long] = count
        row = db.execute("select paragraphs, words from index_sizes where side = ?", [side])
        held[side, "", "paragraphs", ""], held[side, "", "words", ""] = row.fetchone()
    return +held
