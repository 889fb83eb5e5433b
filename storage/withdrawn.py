"""What was withdrawn stays out: known by its trace when the same words are read again, and let in
only where somebody says so."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from storage.errors import MinutebookError
from storage.records import Hand, Meeting
from storage.traces import find_item, find_paragraph
from storage.trail import note_step

Row = dict[str, Any]


class WithdrawnError(MinutebookError):
    """Minutes that were withdrawn: they come back only where somebody says so."""


def still_held(db: Database, meeting_id: int) -> None:
    """Raises WithdrawnError, naming who was first, where a meeting is withdrawn, and
    MinutebookError where it is unknown."""
    status = only_row(db, "select status from meetings where id = ?", meeting_id, "meeting")[
        "status"
    ]
    if status == "withdrawn":
        by, at, reason = db.execute(
            "select by, at, reason from withdrawals where meeting_id = ? and what = 'meeting'"
            " order by id desc limit 1",
            [meeting_id],
        ).fetchone()
        raise WithdrawnError(
            f"These minutes were withdrawn by {by} on {dt.datetime.fromisoformat(at):%-d %B %Y}"
            f" ({reason}). 'minutebook amend {meeting_id} SOURCE --reinstate' brings them back."
        )


def without_withdrawn(db: Database, meeting_id: int, meeting: Meeting) -> Meeting:
    """A document of this meeting without what was withdrawn from it: each thing once, where its
    words are likest."""
    for row in list(
        db.query("select * from withdrawals where meeting_id = ? order by id", [meeting_id])
    ):
        if row["what"] == "item":
            meeting = _without_traced_item(meeting, row)
        elif row["what"] == "paragraph":
            meeting = _without_traced_paragraph(meeting, row)
    return meeting


def reinstate(db: Database, meeting_id: int, hand: Hand, now: dt.datetime) -> None:
    """Let what was withdrawn from a meeting be read again, within the caller's transaction."""
    db.execute("delete from withdrawals where meeting_id = ?", [meeting_id])
    db.execute(
        "update meetings set status = 'draft' where id = ? and status = 'withdrawn'", [meeting_id]
    )
    note_step(db, "reinstated", hand, now, meeting_id)


def _without_traced_item(meeting: Meeting, row: Row) -> Meeting:
    index = find_item(meeting, row["item_number"], json.loads(row["item_trace"]))
    return meeting if index is None else replace(meeting, items=_but(meeting.items, index))


def _without_traced_paragraph(meeting: Meeting, row: Row) -> Meeting:
    place = find_paragraph(meeting, json.loads(row["trace"]), json.loads(row["item_trace"]))
    return meeting if place is None else without_paragraph(meeting, *place)


def without_paragraph(meeting: Meeting, index: int, number: int) -> Meeting:
    """The meeting without the paragraph `number` of the item `index`, both from 0."""
    item = meeting.items[index]
    kept = replace(item, paragraphs=_but(item.paragraphs, number))
    return replace(meeting, items=(*meeting.items[:index], kept, *meeting.items[index + 1 :]))


def _but(things: Sequence[Any], index: int) -> tuple[Any, ...]:
    return (*things[:index], *things[index + 1 :])


def only_row(db: Database, statement: str, value: object, what: str) -> Row:
    """The row of this `value`. Raises MinutebookError where there is no such thing."""
    for row in db.query(statement, [value]):
        return row
    raise MinutebookError(f"There is no {what} {value}.")
