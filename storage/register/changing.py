"""Changes to entries: each whole or not at all, with its line of history, and its undoing."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.records import MINUTES

# What is changed with a line of history that can be taken back.
_FIELDS = frozenset({"status", "assignee", "due", "note", "evidence", "certain", "historic"})
# What may change along with it.
_ALONG = _FIELDS | {"superseded_by"}

Values = Mapping[str, str | int | None]


def change(
    book: Book,
    action_id: int,
    field: str,
    after: str | None,
    by: str,
    via: str,
    now: dt.datetime,
    note: str | None = None,
    along: Values | None = None,
) -> bool:
    """Set one field and write the history, both or neither.

    A person's `note` becomes the entry's; that of the minutes only tells why. `along` are other
    columns that go with the change, and come back when it is undone. False, and nothing written,
    where everything already stands so.
    """
    others = dict(along or {})
    if note and field != "note" and by != MINUTES:
        others["note"] = note
    if field not in _FIELDS or not others.keys() <= _ALONG:
        raise ValueError(f"not fields that people change: {field}, {sorted(others)}")
    with book.write() as db:
        row = entry(db, action_id)
        if _text(row[field]) == after and all(row[name] == value for name, value in others.items()):
            return False
        db.table("actions").update(action_id, {field: after, **others})
        before = {name: row[name] for name in others}
        record(db, action_id, field, row[field], after, by, via, now, note, before)
    return True


def supersede(
    book: Book, action_id: int, by_action: int | None, by: str, via: str, now: dt.datetime
) -> bool:
    """Mark an entry as superseded, by another one where given.

    False where it already stands so. Raises MinutebookError where the other one leads back to it.
    """
    with book.write() as db:
        later = by_action
        while later is not None:
            if later == action_id:
                raise MinutebookError(
                    f"Action {action_id} cannot be superseded by {by_action}: it would be "
                    "superseded by itself. Name another action."
                )
            later = entry(db, later)["superseded_by"]
        note = None if by_action is None else f"by action {by_action}"
        row = entry(db, action_id)
        if (row["status"], row["superseded_by"]) == ("superseded", by_action):
            return False
        values = {"status": "superseded", "superseded_by": by_action}
        db.table("actions").update(action_id, values)
        before = {"superseded_by": row["superseded_by"]}
        record(db, action_id, "status", row["status"], "superseded", by, via, now, note, before)
    return True


def undo(
    book: Book, action_id: int, by: str, via: str, now: dt.datetime, only_own: bool = False
) -> str | None:
    """Take back the last change by a person that still stands, with all that went along with it.

    The field undone, or None where there is none. Raises MinutebookError where `only_own` is set
    and somebody else made that change.
    """
    with book.write() as db:
        last = next(
            iter(
                db.query(
                    "select * from action_changes where action_id = ? and not undone and by <> ?"
                    f" and field in ({','.join('?' * len(_FIELDS))}) order by id desc limit 1",
                    [action_id, MINUTES, *sorted(_FIELDS)],
                )
            ),
            None,
        )
        if last is None:
            return None
        if only_own and last["by"] != by:
            raise MinutebookError(
                f"The last change of action {action_id} was made by somebody else. "
                "The secretariat can take it back."
            )
        field = str(last["field"])
        row = entry(db, action_id)
        values = {field: last["before"], **json.loads(last["also"])}
        db.table("actions").update(action_id, values)
        undoing = record(
            db, action_id, field, row[field], last["before"], by, via, now, "undone", {}
        )
        db.execute("update action_changes set undone = 1 where id in (?, ?)", [last["id"], undoing])
        return field


def record(
    db: Database,
    action_id: int,
    field: str,
    before: object,
    after: object,
    by: str,
    via: str,
    now: dt.datetime,
    note: str | None = None,
    also: Values | None = None,
) -> int:
    """Write one line of history, within the caller's transaction. Its id."""
    row: Any = db.execute(
        "insert into action_changes (action_id, at, by, via, field, before, after, note, also)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        [
            action_id,
            now.isoformat(),
            by,
            via,
            field,
            _text(before),
            _text(after),
            note,
            json.dumps(also or {}),
        ],
    ).fetchone()
    return int(row[0])


def entry(db: Database, action_id: int) -> dict[str, Any]:
    """The row of an entry that is known to exist."""
    (row,) = db.query("select * from actions where id = ?", [action_id])
    return row


def _text(value: object) -> str | None:
    return None if value is None else str(value)
