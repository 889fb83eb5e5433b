"""Whether the book is whole: SQLite's own check, the schema, every reference, the full text.

Each check gives sentences, none where all is well. A new table is covered as soon as its
migration is: `columns` reads the schema.
"""

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from storage.database import Book
from storage.fragments import count_differing
from storage.index import SIDES, Tally, entries_as_made
from storage.migrations import migrate
from storage.plurals import plural

# ---- checks that are read from the schema -----------------------------------------------------
# Every new table has them from its first day.
# - A column whose default is `'[]'` or `'{}'`, or which stands in `JSON_COLUMNS`, holds JSON.
# - `start` and `"end"` beside `paragraph_key` or `paragraph_id` are positions within its text.
# - `at` and `…_at` are moments; `date`, `day` and `due` are days.


# JSON in columns that may be empty, and so have no default that tells.
JSON_COLUMNS = frozenset(
    {
        ("paragraphs", "given_speakers"),
        ("deliveries", "content"),
        ("conversations", "topic"),
        ("uploads", "given"),
    }
)
_DAYS = frozenset({"date", "day", "due", "next_meeting"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one of our tables."""

    table: str
    name: str
    default: str | None


def columns(db: Database) -> list[Column]:
    """Return every column of the ordinary tables: not of FTS5's own, nor of SQLite's."""
    rows = db.execute(
        "select m.name, c.name, c.dflt_value from pragma_table_list as m"
        " join pragma_table_info(m.name) as c"
        " where m.schema = 'main' and m.type = 'table' and m.name not like 'sqlite_%'"
        " and m.name not like '\\_%' escape '\\' order by 1, c.cid"
    )
    return [Column(*row) for row in rows]


def wrong_json(db: Database) -> Iterator[str]:
    """Yield values that should be JSON and are not."""
    for column in columns(db):
        if _holds_json(column):
            wrong = f"not json_valid(coalesce(nullif(\"{column.name}\", ''), 'null'))"
            yield from _told(db, column, wrong, "JSON")


def _holds_json(column: Column) -> bool:
    known = (column.table, column.name) in JSON_COLUMNS
    return known or column.default in ("'[]'", "'{}'")


def wrong_times(db: Database) -> Iterator[str]:
    """Yield values that should be a day or a moment and are not."""
    for column in columns(db):
        name = f'"{column.name}"'
        if _holds_json(column):
            continue
        if column.name == "at" or column.name.endswith("_at"):
            yield from _told(db, column, f"{name} <> '' and julianday({name}) is null", "moment")
        elif column.name in _DAYS:
            wrong = f"{name} <> '' and coalesce(date({name}), '') <> {name}"
            yield from _told(db, column, wrong, "day")


def latest_moment(db: Database) -> dt.datetime | None:
    """Return the latest moment at which something happened to the minutes, the register or a
    request."""
    moments = [
        row[0]
        for column in ("meetings.added_at", "action_changes.at", "seen.at")
        for row in db.execute(f"select max({column}) from {column.partition('.')[0]}")
        if row[0]
    ]
    return max(map(dt.datetime.fromisoformat, moments), default=None)


def wrong_spans(db: Database) -> Iterator[str]:
    """Yield positions outside the text of their paragraph."""
    for table, key in _with_spans(db):
        (count,) = db.execute(
            f"select count(*) from {table} join paragraphs on paragraphs.{key[10:]} = {table}.{key}"
            f' where start is not null and {table}."end" is not null'
            f' and not (0 <= start and start <= {table}."end"'
            f' and {table}."end" <= length(paragraphs.text)) {_there(db, table)}'
        ).fetchone()
        if count:
            rows = plural(count, f"row of {table} points", f"rows of {table} point")
            yield f"{rows} outside the text of their paragraph."


def _with_spans(db: Database) -> Iterator[tuple[str, str]]:
    """The tables with positions into a paragraph, and the column that names it."""
    by_table: dict[str, set[str]] = {}
    for column in columns(db):
        by_table.setdefault(column.table, set()).add(column.name)
    for table, names in by_table.items():
        for key in ("paragraph_key", "paragraph_id"):
            if {"start", "end", key} <= names:
                yield table, key


def _there(db: Database, table: str) -> str:
    """Entries whose words are gone from the minutes keep the positions they had."""
    names = {column.name for column in columns(db) if column.table == table}
    return f"and not {table}.vanished" if "vanished" in names else ""


def _told(db: Database, column: Column, wrong: str, what: str) -> Iterator[str]:
    (count,) = db.execute(f"select count(*) from {column.table} where {wrong}").fetchone()
    if count:
        name = f"{column.table}.{column.name}"
        yield f"{plural(count, f'value of {name} holds', f'values of {name} hold')} no {what}."


# ---- what belongs together in the book beyond what SQLite's foreign keys say ------------------


# (what is counted, of which rows, under which condition)
_ORPHANS = (
    (
        "entries of the register stand in no paragraph",
        "actions left join paragraphs on paragraphs.id = paragraph_id",
        "paragraphs.id is null and not vanished and actions.status <> 'withdrawn'",
    ),
    (
        "paragraphs stand in an item of another meeting",
        "paragraphs join items on items.id = item_id",
        "items.meeting_id <> paragraphs.meeting_id",
    ),
    (
        "people have no form of their name",
        "people left join forms on person_id = people.id",
        "person_id is null",
    ),
    (
        "published meetings have no moment of publication",
        "meetings",
        "status = 'published' and first_published is null",
    ),
)
_PLACES = (("items", "meeting_id"), ("paragraphs", "item_id"))


def orphans(db: Database) -> Iterator[str]:
    """Yield rows without what they belong to."""
    for complaint, rows, condition in _ORPHANS:
        (count,) = db.execute(f"select count(*) from {rows} where {condition}").fetchone()
        if count:
            yield f"{count} {complaint}."


def repeated_places(db: Database) -> Iterator[str]:
    """Yield items of a meeting, or paragraphs of an item, that stand at the same place."""
    for table, within in _PLACES:
        (count,) = db.execute(
            f"select count(*) from (select 1 from {table} group by {within}, position"
            " having count(*) > 1)"
        ).fetchone()
        if count:
            yield f"At {plural(count, 'place')} stand two rows of {table}."


def strange_words(db: Database) -> Iterator[str]:
    """Yield entries of the register whose words are not those of their paragraph at their place."""
    for table, there in (("actions", "not vanished"), ("action_tellings", "true")):
        (count,) = db.execute(
            f"select count(*) from {table} join paragraphs on paragraphs.id = paragraph_id"
            f' where {there} and substr(paragraphs.text, start + 1, {table}."end" - start)'
            f" <> {table}.text"
        ).fetchone()
        if count:
            rows = plural(count, f"row of {table} does", f"rows of {table} do")
            yield f"{rows} not have the words of their paragraph."


# ---- what is made from the paragraphs against them --------------------------------------------
# The full text, its counts, the words of links.


_MEND = "'minutebook doctor --mend' makes it anew."
_MEND_LINKS = "'minutebook doctor --mend' makes them anew."


def broken_index(db: Database) -> Iterator[str]:
    """Yield what FTS5 finds wrong within its own tables."""
    for side in SIDES:
        try:
            db.conn.execute(f"insert into {side}_index ({side}_index) values ('integrity-check')")
        except sqlite3.DatabaseError:
            yield f"The full-text index of {side} paragraphs is damaged: {_MEND}"


def index_differs(db: Database) -> Iterator[str]:
    """Yield paragraphs that are not entered as they now stand, entries without paragraph,
    counts."""
    made = Tally()
    differing = 0
    for side, key, fields in entries_as_made(db, made):
        stored = db.execute(
            f"select text, title, speakers from {side}_index where rowid = ?", [key]
        ).fetchone()
        differing += stored != fields
    surplus = sum(_entered(db, side) - made.paragraphs[side] for side in SIDES)
    if differing or surplus:
        count = max(differing, abs(surplus))
        where = plural(count, "paragraph")
        yield f"The full-text index differs from the minutes in {where}: {_MEND}"
    elif _counts(db) != made.counts():
        yield f"The counts of words differ from the minutes: {_MEND}"


def fragments_differ(db: Database) -> Iterator[str]:
    """Yield paragraphs whose links are not proven by the minutes as they now stand."""
    if count := count_differing(db):
        yield f"The links of {count} paragraphs differ from the minutes: {_MEND_LINKS}"


def _entered(db: Database, side: str) -> int:
    return int(db.execute(f"select count(*) from {side}_index_content").fetchone()[0])


def _counts(db: Database) -> Counter[tuple[str, ...]]:
    """Every word and acronym with how often it is counted on either side."""
    counts: Counter[tuple[str, ...]] = Counter()
    for side in SIDES:
        for word, count in db.execute(f"select word, {side} from words where {side}"):
            counts[side, word] = count
        for short, long, count in db.execute(
            f"select short, long, {side} from acronyms where {side}"
        ):
            counts[side, short, long] = count
        row = db.execute("select paragraphs, words from index_sizes where side = ?", [side])
        counts[side, "", "paragraphs", ""], counts[side, "", "words", ""] = row.fetchone()
    return +counts


# ---- the file itself: its pages, its tables and indexes, its foreign keys ---------------------


_TOLD = 5  # of the same kind


def damage(db: Database) -> Iterator[str]:
    """Yield what SQLite finds in its pages and indexes; unique ids are part of it."""
    rows = [row[0] for row in db.execute(f"pragma integrity_check({_TOLD})")]
    if rows != ["ok"]:
        for row in rows:
            yield f"SQLite finds the file damaged: {row}."


def missing_structure(db: Database) -> Iterator[str]:
    """Yield tables and indexes that this version makes and that are not there."""
    fresh = Database(memory=True, execute_plugins=False)
    migrate(fresh)
    there = _names(db)
    for kind, name in sorted(_names(fresh) - there):
        yield f"The {kind} {name} is missing."


def _names(db: Database) -> set[tuple[str, str]]:
    return set(db.execute("select type, name from sqlite_master where name not like 'sqlite_%'"))


def broken_references(db: Database) -> Iterator[str]:
    """Yield rows that name a row of another table that is not there."""
    broken = Counter((row[0], row[2]) for row in db.execute("pragma foreign_key_check"))
    for (table, named), count in sorted(broken.items()):
        belong = plural(count, f"row of {table} belongs", f"rows of {table} belong")
        yield f"{belong} to rows of {named} that are not there."


_QUICK = (broken_references, wrong_json, wrong_spans, wrong_times, orphans, repeated_places)


def examine(book: Book) -> list[str]:
    """Return everything that is wrong with the book, a sentence each.

    Reads one moment of the book, whoever writes meanwhile. Compares the full-text index and
    the links with every paragraph: some 2,000 paragraphs a second.
    """
    faults = examine_structure(book)
    if faults:
        return faults  # nothing more can be trusted
    with book.write() as db:  # FTS5's own check is written as an insert
        faults = list(broken_index(db))
    with _one_moment(book) as db:
        for check in (*_QUICK, strange_words, index_differs, fragments_differ):
            faults += check(db)
    return faults


def examine_structure(book: Book) -> list[str]:
    """Return what is wrong with the file itself: damaged pages, broken references, missing
    tables."""
    db = book.read()
    return list(damage(db)) or [*missing_structure(db), *broken_references(db)]


class _one_moment:  # noqa: N801 - used as a word: with _one_moment(book)
    """A reading transaction: all that is read is of the same moment."""

    def __init__(self, book: Book) -> None:
        self._db = book.read()

    def __enter__(self) -> Database:
        self._db.conn.execute("BEGIN")
        return self._db

    def __exit__(self, *_: object) -> None:
        self._db.conn.rollback()
