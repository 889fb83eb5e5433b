"""The action register: entries drawn from minutes, every change to them, and its undoing.

What people have set by hand is found in `action_changes`; reading the minutes again never
overwrites it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz
from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.records import ActionChange, ActionRow, DrawnAction, Viewer
from storage.visibility import paragraph_visible

LIKE = 70.0  # percent of likeness from which an amended sentence keeps its entry

_COLUMNS = {"status", "assignee", "due", "note"}


# ---- entering, while a meeting is saved -------------------------------------------------------


def enter(
    db: Database,
    meeting_id: int,
    paragraph_id: str,
    drawn: Sequence[DrawnAction],
    now: dt.datetime,
) -> None:
    """Bring a paragraph's entries into step with what is drawn from it now.

    An amended sentence keeps its entry; one that is no longer there is flagged, not deleted.
    """
    held = list(
        db.query("select * from actions where paragraph_id = ? order by id", [paragraph_id])
    )
    pairs = _pair(held, drawn)
    for index, action in enumerate(drawn):
        if index in pairs:
            _refresh(db, held[pairs[index]], action, index)
        else:
            _insert(db, meeting_id, paragraph_id, action, index, now)
    for place, row in enumerate(held):
        if place not in pairs.values():
            _vanish(db, row)


def flag_vanished(db: Database, meeting_id: int) -> None:
    """Flag the entries of a meeting whose paragraph is no longer in its minutes."""
    for row in db.query(
        "select * from actions where meeting_id = ? and not vanished"
        " and paragraph_id not in (select id from paragraphs)",
        [meeting_id],
    ):
        _vanish(db, row)


def _pair(held: Sequence[dict[str, Any]], drawn: Sequence[DrawnAction]) -> dict[int, int]:
    """Which drawn action (by index) is which held entry (by index), likest first."""
    ranked = sorted(
        (-fuzz.ratio(row["text"], action.text), i, h)
        for i, action in enumerate(drawn)
        for h, row in enumerate(held)
        if row["kind"] == action.kind or row["text"] == action.text
    )
    pairs: dict[int, int] = {}
    for likeness, i, h in ranked:
        if -likeness >= LIKE and i not in pairs and h not in pairs.values():
            pairs[i] = h
    return pairs


def _drawn_values(action: DrawnAction) -> dict[str, object]:
    return {
        "kind": action.kind,
        "text": action.text,
        "start": action.start,
        "end": action.end,
        "owner": action.owner,
        "recipient": action.recipient,
        "due": action.due.isoformat() if action.due else None,
        "due_words": action.due_words,
        "procedural": int(action.procedural),
        "certain": int(action.certain),
    }


def _insert(
    db: Database,
    meeting_id: int,
    paragraph_id: str,
    action: DrawnAction,
    position: int,
    now: dt.datetime,
) -> None:
    db.table("actions").insert(
        {
            "paragraph_id": paragraph_id,
            "meeting_id": meeting_id,
            "position": position,
            **_drawn_values(action),
            "status": "done" if action.procedural else "open",
            "entered_at": now.isoformat(),
        }
    )


def _refresh(db: Database, row: dict[str, Any], action: DrawnAction, position: int) -> None:
    values = {**_drawn_values(action), "position": position, "vanished": 0}
    touched = {
        change["field"]
        for change in db.query(
            "select field from action_changes where action_id = ? and not undone", [row["id"]]
        )
    }
    if "due" in touched:
        del values["due"]
    if "status" not in touched:
        values["status"] = "done" if action.procedural else "open"
    if any(row[name] != value for name, value in values.items()):
        db.table("actions").update(row["id"], values)


def _vanish(db: Database, row: dict[str, Any]) -> None:
    """An entry that nobody has touched goes with its words; one that was worked on is kept."""
    touched = db.execute(
        "select count(*) from action_changes where action_id = ?", [row["id"]]
    ).fetchone()[0]
    if touched:
        db.table("actions").update(row["id"], {"vanished": 1})
    else:
        db.table("actions").delete(row["id"])


# ---- reading ----------------------------------------------------------------------------------


def action_rows(
    book: Book, viewer: Viewer, where: str = "1", values: Sequence[object] = ()
) -> tuple[ActionRow, ...]:
    """The certain entries that this viewer may see, by an SQL condition of this package's own.

    Newest meeting first, then in the order of the minutes.
    """
    rows = book.read().query(
        f"""
        select actions.*, meetings.date as raised, meetings.panel,
            paragraphs.number as paragraph_number, items.title as item_title,
            coalesce(items.url, meetings.url) as url
        from actions join paragraphs on paragraphs.id = paragraph_id
        join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id
        where certain and {paragraph_visible(viewer)} and ({where})
        order by meetings.date desc, meetings.id desc, items.position, paragraphs.position,
            actions.position
        """,
        list(values),
    )
    return tuple(_action_row(row) for row in rows)


def action_row(book: Book, viewer: Viewer, action_id: int) -> ActionRow:
    """One entry. Raises MinutebookError where this viewer knows of none with that id."""
    rows = action_rows(book, viewer, "actions.id = ?", [action_id])
    if not rows:
        raise MinutebookError(f"There is no action {action_id}. '/actions all' lists them.")
    return rows[0]


def entered_since(book: Book, viewer: Viewer, since: dt.datetime) -> tuple[ActionRow, ...]:
    """The entries of meetings that were first published after `since`."""
    return action_rows(book, viewer, "meetings.first_published > ?", [since.isoformat()])


def history(book: Book, action_id: int) -> tuple[ActionChange, ...]:
    """Every change of an entry, oldest first, those undone included."""
    rows = book.read().query(
        "select * from action_changes where action_id = ? order by id", [action_id]
    )
    return tuple(
        ActionChange(
            at=dt.datetime.fromisoformat(row["at"]),
            by=row["by"],
            where=row["via"],
            field=row["field"],
            before=row["before"],
            after=row["after"],
            note=row["note"],
        )
        for row in rows
    )


# ---- changing ---------------------------------------------------------------------------------


def change(
    book: Book,
    action_id: int,
    field: str,
    after: str | None,
    by: str,
    via: str,
    now: dt.datetime,
    note: str | None = None,
) -> bool:
    """Set one field (status, assignee, due or note) and write the history, both or neither.

    False, and nothing written, where it already stands so.
    """
    if field not in _COLUMNS:
        raise ValueError(f"not a field that people change: {field}")
    with book.write() as db:
        row = _one(db, action_id)
        if row[field] == after and not note:
            return False
        values: dict[str, object] = {field: after}
        if note:
            values["note"] = note
        db.table("actions").update(action_id, values)
        _record(db, action_id, field, row[field], after, by, via, now, note)
    return True


def undo(book: Book, action_id: int, by: str, via: str, now: dt.datetime) -> str | None:
    """Take back the last change that still stands. The field undone, or None where none is."""
    with book.write() as db:
        last = next(
            iter(
                db.query(
                    "select * from action_changes where action_id = ? and not undone"
                    " order by id desc limit 1",
                    [action_id],
                )
            ),
            None,
        )
        if last is None:
            return None
        field = last["field"]
        row = _one(db, action_id)
        db.table("actions").update(action_id, {field: last["before"]})
        _record(db, action_id, field, row[field], last["before"], by, via, now, "undone")
        db.execute(
            "update action_changes set undone = 1 where action_id = ? and id in (?, "
            "(select max(id) from action_changes where action_id = ?))",
            [action_id, last["id"], action_id],
        )
        return str(field)


def _record(
    db: Database,
    action_id: int,
    field: str,
    before: str | None,
    after: str | None,
    by: str,
    via: str,
    now: dt.datetime,
    note: str | None,
) -> None:
    db.table("action_changes").insert(
        {
            "action_id": action_id,
            "at": now.isoformat(),
            "by": by,
            "via": via,
            "field": field,
            "before": before,
            "after": after,
            "note": note,
        }
    )


def _one(db: Database, action_id: int) -> dict[str, Any]:
    (row,) = db.query("select * from actions where id = ?", [action_id])
    return row


def _action_row(row: dict[str, Any]) -> ActionRow:
    return ActionRow(
        id=row["id"],
        kind=row["kind"],
        text=row["text"],
        owner=row["owner"],
        status=row["status"],
        due=_day(row["due"]),
        due_words=row["due_words"],
        procedural=bool(row["procedural"]),
        raised=_day(row["raised"]),
        paragraph_id=row["paragraph_id"],
        paragraph_number=row["paragraph_number"],
        item_title=row["item_title"],
        panel=row["panel"],
        url=row["url"],
        assignee=row["assignee"],
        note=row["note"],
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
