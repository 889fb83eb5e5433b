"""Checks that are read from the schema, so that every new table has them from its first day.

- A column whose default is `'[]'` or `'{}'`, or which stands in `JSON_COLUMNS`, holds JSON.
- `start` and `"end"` beside `paragraph_key` or `paragraph_id` are positions within its text.
- `at` and `…_at` are moments; `date`, `day` and `due` are days.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from storage.counted import counted

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
    """Every column of the ordinary tables: not of FTS5's own, nor of SQLite's."""
    rows = db.execute(
        "select m.name, c.name, c.dflt_value from pragma_table_list as m"
        " join pragma_table_info(m.name) as c"
        " where m.schema = 'main' and m.type = 'table' and m.name not like 'sqlite_%'"
        " and m.name not like '\\_%' escape '\\' order by 1, c.cid"
    )
    return [Column(*row) for row in rows]


def wrong_json(db: Database) -> Iterator[str]:
    """Values that should be JSON and are not."""
    for column in columns(db):
        if _holds_json(column):
            wrong = f"not json_valid(coalesce(nullif(\"{column.name}\", ''), 'null'))"
            yield from _told(db, column, wrong, "JSON")


def _holds_json(column: Column) -> bool:
    known = (column.table, column.name) in JSON_COLUMNS
    return known or column.default in ("'[]'", "'{}'")


def wrong_times(db: Database) -> Iterator[str]:
    """Values that should be a day or a moment and are not."""
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
    """The latest moment at which something happened to the minutes, the register or a request."""
    found = [
        row[0]
        for column in ("meetings.added_at", "action_changes.at", "seen.at")
        for row in db.execute(f"select max({column}) from {column.partition('.')[0]}")
        if row[0]
    ]
    return max(map(dt.datetime.fromisoformat, found), default=None)


def wrong_spans(db: Database) -> Iterator[str]:
    """Positions outside the text of their paragraph."""
    for table, key in _with_spans(db):
        (count,) = db.execute(
            f"select count(*) from {table} join paragraphs on paragraphs.{key[10:]} = {table}.{key}"
            f' where start is not null and {table}."end" is not null'
            f' and not (0 <= start and start <= {table}."end"'
            f' and {table}."end" <= length(paragraphs.text)) {_there(db, table)}'
        ).fetchone()
        if count:
            rows = counted(count, f"row of {table} points", f"rows of {table} point")
            yield f"{rows} outside the text of their paragraph."


def _with_spans(db: Database) -> Iterator[tuple[str, str]]:
    """The tables with positions into a paragraph, and the column that names it."""
    held: dict[str, set[str]] = {}
    for column in columns(db):
        held.setdefault(column.table, set()).add(column.name)
    for table, names in held.items():
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
        yield f"{counted(count, f'value of {name} holds', f'values of {name} hold')} no {what}."
