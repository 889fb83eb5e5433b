"""What may have closed an entry: proposed by later minutes or by a person, decided by a person."""

import datetime as dt
from typing import Any

from storage.database import Book
from storage.errors import MinutebookError
from storage.records import MINUTES, Proposal, Viewer
from storage.register.changing import change, record
from storage.visibility import paragraph_visible


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
        held = db.execute(
            "select count(*) from proposals where action_id = ? and"
            " (paragraph_id = ? or (? is null and by = ? and state = 'waiting'))",
            [action_id, paragraph_id, paragraph_id, by],
        ).fetchone()
        if held[0]:
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


def put_forward(book: Book, action_id: int) -> frozenset[str]:
    """The paragraphs that have been put forward for this entry, whatever was decided."""
    rows = book.read().query(
        "select paragraph_id from proposals where action_id = ? and paragraph_id is not null",
        [action_id],
    )
    return frozenset(row["paragraph_id"] for row in rows)


def proposals(book: Book, viewer: Viewer, action_id: int) -> tuple[Proposal, ...]:
    """What was put forward for one entry, oldest first."""
    return _proposals(book, viewer, "proposals.action_id = ?", [action_id])


def waiting(book: Book, viewer: Viewer) -> tuple[Proposal, ...]:
    """What waits for a decision, oldest first: of open entries, from minutes that this viewer
    may see."""
    return _proposals(book, viewer, "state = 'waiting' and actions.status = 'open'", [])


def waiting_ids(book: Book, meeting_id: int) -> frozenset[int]:
    """The entries of a meeting for which something waits for a decision."""
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
