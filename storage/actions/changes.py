"""Changes to entries: each whole or not at all, with its line of history, and its undoing."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import MINUTES, MinutebookError, Proposal, Viewer
from storage.visibility import paragraph_visible

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
    """Return the row of an entry that is known to exist."""
    (row,) = db.query("select * from actions where id = ?", [action_id])
    return row


def _text(value: object) -> str | None:
    return None if value is None else str(value)


# ---- what may have closed an entry ------------------------------------------------------------
# Proposed by later minutes or by a person, decided by a person.


def propose(
    book: Book,
    action_id: int,
    by: str,
    via: str,
    now: dt.datetime,
    paragraph_id: str | None = None,
    span: tuple[int, int] | None = None,
    note: str | None = None,
) -> bool:
    """Put forward that an entry is done. False where that was put forward before, also where it
    was declined then: the same paragraph asks once, a person once at a time."""
    start, end = span or (None, None)
    with book.write() as db:
        existing = db.execute(
            "select count(*) from proposals where action_id = ? and"
            " (paragraph_id = ? or (? is null and by = ? and state = 'waiting'))",
            [action_id, paragraph_id, paragraph_id, by],
        ).fetchone()
        if existing[0]:
            return False
        db.table("proposals").insert(
            {
                "action_id": action_id,
                "paragraph_id": paragraph_id,
                "start": start,
                "end": end,
                "by": by,
                "note": note,
                "at": now.isoformat(),
            }
        )
        record(db, action_id, "closing", None, "proposed", by, via, now, note)
    return True


def record_suggestion(book: Book, action_id: int) -> frozenset[str]:
    """Return the paragraphs that have been put forward for this entry, whatever was decided."""
    rows = book.read().query(
        "select paragraph_id from proposals where action_id = ? and paragraph_id is not null",
        [action_id],
    )
    return frozenset(row["paragraph_id"] for row in rows)


def proposals(book: Book, viewer: Viewer, action_id: int) -> tuple[Proposal, ...]:
    """Return what was put forward for one entry, oldest first."""
    return _proposals(book, viewer, "proposals.action_id = ?", [action_id])


def waiting(book: Book, viewer: Viewer) -> tuple[Proposal, ...]:
    """Return what waits for a decision, oldest first: of open entries, from minutes that this
    viewer may see."""
    return _proposals(book, viewer, "state = 'waiting' and actions.status = 'open'", [])


def waiting_ids(book: Book, meeting_id: int) -> frozenset[int]:
    """Return the entries of a meeting for which something waits for a decision."""
    rows = book.read().query(
        "select action_id from proposals join actions on actions.id = action_id"
        " where meeting_id = ? and state = 'waiting'",
        [meeting_id],
    )
    return frozenset(row["action_id"] for row in rows)


def decide(
    book: Book,
    proposal: Proposal,
    accept: bool,
    by: str,
    via: str,
    now: dt.datetime,
    note: str | None = None,
    evidence: str | None = None,
) -> None:
    """Accept (the entry is done) or decline what was put forward, in one transaction.

    Raises MinutebookError where somebody else has decided it meanwhile.
    """
    state = "accepted" if accept else "declined"
    with book.write() as db:
        decided = db.execute(
            "update proposals set state = ?, decided_by = ?, decided_at = ?"
            " where id = ? and state = 'waiting'",
            [state, by, now.isoformat(), proposal.id],
        )
        if not decided.rowcount:
            raise MinutebookError("That proposal has been decided already.")
        record(db, proposal.action_id, "closing", "proposed", state, by, via, now, note)
        if accept:
            along = {"evidence": evidence} if evidence else None
            change(
                book, proposal.action_id, "status", "done", by, via, now, proposal.note, along=along
            )


def _proposals(
    book: Book, viewer: Viewer, where: str, values: list[object]
) -> tuple[Proposal, ...]:
    """Those of a person, and those of paragraphs that are still there and may be seen."""
    rows = book.read().query(
        f"""
        select proposals.* from proposals join actions on actions.id = proposals.action_id
        join meetings as raised on raised.id = actions.meeting_id
        left join paragraphs on paragraphs.id = proposals.paragraph_id
        left join items on items.id = item_id
        left join meetings on meetings.id = paragraphs.meeting_id
        where {paragraph_visible(viewer, "raised", "actions")}
        and (proposals.by <> '{MINUTES}' or {paragraph_visible(viewer)}) and ({where})
        order by proposals.id
        """,
        values,
    )
    return tuple(_proposal(row) for row in rows)


def _proposal(row: dict[str, Any]) -> Proposal:
    return Proposal(
        id=row["id"],
        action_id=row["action_id"],
        by=row["by"],
        at=dt.datetime.fromisoformat(row["at"]),
        state=row["state"],
        paragraph_id=row["paragraph_id"],
        start=row["start"],
        end=row["end"],
        note=row["note"],
    )


# ---- reminders that somebody has put off ------------------------------------------------------


def snooze(book: Book, action_id: int, user: str, until: dt.date) -> None:
    """Do not remind this person of an entry before that day, and then once more."""
    with book.write() as db:
        db.execute(
            "insert into snoozed (action_id, user, until) values (?, ?, ?)"
            " on conflict (action_id, user) do update set until = excluded.until",
            [action_id, user, until.isoformat()],
        )


def snoozed(book: Book, user: str) -> dict[int, dt.date]:
    """Return, by entry, the day until which this person has put it off."""
    rows = book.read().query("select action_id, until from snoozed where user = ?", [user])
    return {row["action_id"]: dt.date.fromisoformat(row["until"]) for row in rows}
