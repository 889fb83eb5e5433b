"""What was withdrawn stays out, by its content: whatever number, title or item carries it in a
document or version of its meeting, until somebody brings it back by name."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from storage.audit import record_step
from storage.erasure import retold, salt_of
from storage.model import Hand, Item, Meeting, MinutebookError
from storage.shingles import SHINGLES_SHARED, Recogniser, find_item, likeness, trace, traces
from storage.tokens import plain_words

LEAST = 8  # words: a shorter passage ("The report was noted.") goes with its item only
GONE = "(withdrawn)"
_SAME = 0.8  # of a document's passages, those of a meeting by which it is that meeting's
Row = dict[str, Any]


class WithdrawnError(MinutebookError):
    """Minutes that were withdrawn: they come back only where somebody says so."""


def still_held(db: Database, meeting_id: int) -> None:
    """Raise WithdrawnError, naming who was first, where a meeting is withdrawn, and MinutebookError
    where it is unknown."""
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


# ---- keeping it out ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Withdrawal:
    """Something taken back, as it is recognised: `passages` are (words, trace) of its texts,
    `number` and `title` those of its item, the title as a trace."""

    id: int
    what: str
    place: str
    number: str | None
    title: frozenset[int]
    salt: str
    passages: tuple[tuple[int, frozenset[int]], ...]

    @cached_property
    def known(self) -> Recogniser:
        """Return what recognises its passages wherever they stand."""
        return Recogniser(
            (shingles for words, shingles in self.passages if words >= LEAST), self.salt
        )

    @cached_property
    def short(self) -> frozenset[frozenset[int]]:
        """Return the traces of its short passages."""
        return frozenset(shingles for words, shingles in self.passages if words < LEAST)

    def bears_its_title(self, number: str | None, title: str) -> bool:
        """Return whether an item has the title that its item had, or under its number one like
        it."""
        like = likeness(self.title, trace(title, self.salt))
        return like == 1 or (like >= SHINGLES_SHARED and number == self.number)


def keep_out(db: Database, values: Row, item: Row | None, texts: Iterable[str]) -> Withdrawal:
    """Keep these texts out of a meeting from now on, within the caller's transaction. `values`
    are those of the withdrawal's row."""
    salt = salt_of(db)
    title = sorted(trace(item["title"], salt)) if item else []
    row = {
        **values,
        "item_number": item["number"] if item else None,
        "item_trace": json.dumps(title),
        "salt": salt,
    }
    made: Any = db.table("withdrawals").insert(row).last_pk
    db.conn.executemany(
        "insert into withdrawn_passages (withdrawal_id, words, trace) values (?, ?, ?)",
        [
            (made, len(plain_words(text)), json.dumps(sorted(shingles)))
            for text in dict.fromkeys(texts)
            for shingles in traces(text, salt)
        ],
    )
    return next(
        withdrawal for withdrawal in withdrawals(db, values["meeting_id"]) if withdrawal.id == made
    )


def withdrawals(db: Database, meeting_id: int) -> list[Withdrawal]:
    """Return what was withdrawn from a meeting, in the order in which it was."""
    return [
        Withdrawal(
            id=row["id"],
            what=row["what"],
            place=row["place"],
            number=row["item_number"],
            title=frozenset(json.loads(row["item_trace"])),
            salt=row["salt"],
            passages=tuple(
                (words, frozenset(json.loads(shingles)))
                for words, shingles in db.execute(
                    "select words, trace from withdrawn_passages where withdrawal_id = ?",
                    [row["id"]],
                )
            ),
        )
        for row in list(
            db.query("select * from withdrawals where meeting_id = ? order by id", [meeting_id])
        )
    ]


def without_withdrawn(db: Database, meeting_id: int, meeting: Meeting) -> Meeting:
    """Return a document or version of this meeting without what was withdrawn from it. A paragraph
    that is mostly withdrawn goes whole; in another one the words alone make way for a mark."""
    for withdrawal in withdrawals(db, meeting_id):
        if withdrawal.what == "item":
            meeting = _without_item(db, meeting_id, meeting, withdrawal)
        meeting = _without_short(meeting, withdrawal)
        meeting = _without_passages(meeting, withdrawal.known)
    return meeting


def _without_item(
    db: Database, meeting_id: int, meeting: Meeting, withdrawal: Withdrawal
) -> Meeting:
    """An item is known by its passages, or where it has none of them by its title; one that the
    meeting still holds is another, and only loses the passages."""
    items = db.execute("select number, title from items where meeting_id = ?", [meeting_id])
    still_there = items.fetchall()
    remaining = tuple(
        item
        for item in meeting.items
        if (item.number, item.title) in still_there
        or not withdrawal.known.mostly(*(p.text for p in item.paragraphs))
    )
    if len(remaining) < len(meeting.items):
        return replace(meeting, items=remaining)
    titled = [
        (item.number == withdrawal.number, -i)
        for i, item in enumerate(meeting.items)
        if withdrawal.bears_its_title(item.number, item.title)
    ]
    if len(titled) <= sum(withdrawal.bears_its_title(*twin) for twin in still_there):
        return meeting
    return replace(meeting, items=_but(meeting.items, -max(titled)[1]))


def _without_short(meeting: Meeting, withdrawal: Withdrawal) -> Meeting:
    if not withdrawal.short:
        return meeting
    index = find_item(meeting, withdrawal.number, withdrawal.title, withdrawal.salt, or_number=True)
    if index is None:
        return meeting
    item = meeting.items[index]
    remaining = tuple(
        p for p in item.paragraphs if trace(p.text, withdrawal.salt) not in withdrawal.short
    )
    return _with_item(meeting, index, replace(item, paragraphs=remaining))


def _without_passages(meeting: Meeting, known: Recogniser) -> Meeting:
    def whole(item: Item) -> Item:
        remaining = tuple(p for p in item.paragraphs if not known.mostly(p.text))
        return replace(item, paragraphs=remaining)

    remaining = replace(meeting, items=tuple(map(whole, meeting.items)))
    return retold(remaining, lambda text: known.without(text, GONE))


def withdrawn_meeting(db: Database, read: Meeting) -> int | None:
    """Return the meeting of that day to which nearly all passages of a document belong, held or
    withdrawn, whatever the document calls itself now; None where none has lost anything."""
    texts = [p.text for i in read.items for p in i.paragraphs if len(plain_words(p.text)) >= LEAST]
    day = read.date.isoformat() if read.date else None
    rows = db.execute(
        "select id from meetings where id in (select meeting_id from withdrawals)"
        " and coalesce(date, ?1, '') = coalesce(?1, date, '')"
        " and coalesce(time, ?2, '') = coalesce(?2, time, '')",
        [day, read.time],
    ).fetchall()
    for (meeting_id,) in rows if texts else ():
        query = db.execute("select text from paragraphs where meeting_id = ?", [meeting_id])
        present = {text for (text,) in query}
        recognisers = [one.known for one in withdrawals(db, meeting_id)]
        ours = sum(
            text in present or any(one.mostly(text) for one in recognisers) for text in texts
        )
        if ours >= _SAME * len(texts):
            return int(meeting_id)
    return None


# ---- bringing it back -------------------------------------------------------------------------


def reinstate(
    db: Database, meeting_id: int, hand: Hand, now: dt.datetime, places: Sequence[str] = ()
) -> None:
    """Let what was withdrawn from a meeting be read again, within the caller's transaction: all
    of it, or what was withdrawn at these places."""
    for withdrawal in withdrawals(db, meeting_id):
        if not places or withdrawal.place in places:
            db.execute("delete from withdrawals where id = ?", [withdrawal.id])
    if not places:
        db.execute(
            "update meetings set status = 'draft' where id = ? and status = 'withdrawn'",
            [meeting_id],
        )
    record_step(db, "reinstated", hand, now, meeting_id, "; ".join(places) or None)


def _with_item(meeting: Meeting, index: int, item: Item) -> Meeting:
    return replace(meeting, items=(*meeting.items[:index], item, *meeting.items[index + 1 :]))


def _but(things: Sequence[Any], index: int) -> tuple[Any, ...]:
    return (*things[:index], *things[index + 1 :])


def only_row(db: Database, statement: str, value: object, what: str) -> Row:
    """Return the row of this `value`. Raises MinutebookError where there is no such thing."""
    for row in db.query(statement, [value]):
        return row
    raise MinutebookError(f"There is no {what} {value}.")
