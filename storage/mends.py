"""What the secretariat corrected in what was understood of a document.

A mend is kept apart from the document, recognises its place by a trace, and is applied again
whenever the minutes are read.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.records import Hand

MendKind = Literal[
    "date", "panel", "title", "url", "exempt", "drop", "split", "join", "kind", "owner"
]


@dataclass(frozen=True, slots=True)
class Mend:
    """One correction. `place` is {} for the meeting itself; `value` is what to put there."""

    kind: MendKind
    value: str
    place: Mapping[str, Any]
    id: int = 0
    by: str = ""


def mends_of_meeting(db: Database, meeting_id: int | None) -> tuple[Mend, ...]:
    """What was corrected in a meeting, in the order in which it was."""
    return _mends(db, "meeting_id = ?", [meeting_id]) if meeting_id else ()


def mends_of_upload(db: Database, upload_id: str, part: int = 0) -> tuple[Mend, ...]:
    """What was corrected in a document that is not published yet."""
    return _mends(db, "upload_id = ? and part = ?", [upload_id, part])


def keep_mends(
    db: Database,
    mends: Sequence[Mend],
    hand: Hand,
    now: dt.datetime,
    meeting_id: int | None = None,
    upload_id: str | None = None,
    part: int = 0,
) -> None:
    """Keep corrections, within the caller's transaction. Of the same thing the last one counts."""
    for mend in mends:
        place = json.dumps(mend.place, sort_keys=True)
        if mend.kind not in ("split", "join"):
            db.execute(
                "delete from mends where kind = ? and place = ? and part = ?"
                " and meeting_id is ? and upload_id is ?",
                [mend.kind, place, part, meeting_id, upload_id],
            )
        db.table("mends").insert(
            {
                "meeting_id": meeting_id,
                "upload_id": upload_id,
                "part": part,
                "kind": mend.kind,
                "place": place,
                "value": mend.value,
                "by": hand.by,
                "at": now.isoformat(),
            }
        )


def forget_mends(db: Database, upload_id: str) -> None:
    """Forget the corrections of a document, within the caller's transaction."""
    db.execute("delete from mends where upload_id = ?", [upload_id])


def undo_last_mend(book: Book, meeting_id: int) -> Mend | None:
    """Forget the last correction of a meeting; which it was, None where there is none."""
    with book.write() as db:
        held = mends_of_meeting(db, meeting_id)
        if not held:
            return None
        db.execute("delete from mends where id = ?", [held[-1].id])
        return held[-1]


def _mends(db: Database, where: str, values: Sequence[object]) -> tuple[Mend, ...]:
    return tuple(
        Mend(row["kind"], row["value"], json.loads(row["place"]), row["id"], row["by"])
        for row in db.query(f"select * from mends where {where} order by id", list(values))
    )
