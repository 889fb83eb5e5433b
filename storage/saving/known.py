"""Which held meeting a document is of, also where what it says of itself was mended.

A panel may meet twice in one day. Address, day, time, kind and title tell its meetings apart as
far as documents say them, and the words that two documents share tell the rest; where that
tells too little, whoever brings the document has to say.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from storage.errors import MinutebookError
from storage.records import Meeting
from storage.saving.comparing import (
    Shared,
    same_time,
    shared_words,
    told_apart,
    told_by_one,
)
from storage.saving.held import iso, key_of
from storage.trail import CHANGE_NOTHING
from storage.withdrawn import withdrawn_meeting

# Of the words of the shorter one. Two meetings of a panel share a hundredth of them by chance, the
# same minutes in another form all; it is the formulas of a hearing that come in between.
HARDLY = 0.2  # with fewer in common they are two meetings
HALF = 0.5  # with more in common they are one, where nothing that is said speaks against it
MOST = 0.75  # the same where one of them names a kind or title and the other none
NEARLY_ALL = 0.9  # of the paragraphs of the longer one, where they contradict each other


@dataclass(frozen=True, slots=True)
class Recognised:
    """The held meeting that a document is of, None where it is of none of them. `perhaps` are
    those of which it may be, where that cannot be told; `beside` those of its panel and day that
    it is not of."""

    meeting_id: int | None = None
    perhaps: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()


def recognise(db: Database, read: Meeting, meant: Meeting, another: bool = False) -> Recognised:
    """Which held meeting a document is of, withdrawn ones too; `meant` is the document with its
    corrections. `another` says that it is of none but one that holds the very same words.

    Raises MinutebookError where `another` is said of a document at a held meeting's address.
    """
    there = _at_address(db, meant)
    if there is not None:
        if another and not _compare(db, there, meant).identical:
            raise MinutebookError(
                f"Meeting {there['id']} has this address, so this is no other meeting. Give the "
                f"address of its own with --url, or add it with --replaces {there['id']}."
            )
        return Recognised(int(there["id"]))
    compared = [_compare(db, row, meant) for row in _candidates(db, read, meant)]
    if another:
        compared = [one for one in compared if one.identical]
    likest = _likest(compared)
    if likest.meeting_id is None and not likest.perhaps:
        return replace(likest, meeting_id=withdrawn_meeting(db, read))
    return likest


def is_plainly_another(db: Database, meeting_id: int, read: Meeting, that_day: bool) -> bool:
    """Whether a document says another day than a held meeting, or of `that_day` another time or
    kind, and shares no paragraph and few words with it, though it has some."""
    (row,) = db.query("select * from meetings where id = ?", [meeting_id])
    other_day = bool(row["date"] and read.date and row["date"] != iso(read.date))
    shared = shared_words(db, meeting_id, read)
    apart = other_day or (that_day and told_apart(row, read))
    return apart and shared is not None and not shared.verbatim and shared.alike <= HALF


def remember_keys(db: Database, meeting_id: int, read: Meeting) -> None:
    """Know the meeting by what its document says of itself, whatever was mended in it."""
    db.conn.executemany(
        "insert or replace into meeting_keys (key, meeting_id) values (?, ?)",
        [(key, meeting_id) for key in (*_address_key(read), *_day_key(read))],
    )


def stamp(db: Database, meeting_id: int | None) -> int:
    """A number that rises with everything that is done to a meeting; 0 where it is not held."""
    if meeting_id is None:
        return 0
    row = db.execute(
        "select coalesce(max(id), 0) from trail where meeting_id = ?"
        f" and what not in ({', '.join(map(repr, CHANGE_NOTHING))})",
        [meeting_id],
    ).fetchone()
    return int(row[0])


# ---- which meetings it may be of --------------------------------------------------------------


def _at_address(db: Database, meant: Meeting) -> dict[str, Any] | None:
    found = db.query("select * from meetings where url = ?", [meant.url]) if meant.url else ()
    return next(iter(found), None)


def _candidates(db: Database, read: Meeting, meant: Meeting) -> list[dict[str, Any]]:
    """The held meetings of its panel and day, or with all that it says where that is less, and
    those whose documents said of themselves what it says. An address of its own is another's."""
    if meant.panel and meant.date:
        where, values = "panel = ? and date = ?", [meant.panel, iso(meant.date)]
    else:
        key = key_of(meant)
        where, values = "key = ? or substr(key, 1, length(?) + 1) = ? || '|'", [key, key, key]
    rows = list(db.query(f"select * from meetings where {where} order by id", values))
    rows += _remembered(db, _day_key(read))
    rows = [row for row in rows if not (meant.url and row["url"])]
    rows += _remembered(db, _address_key(read))
    return list({row["id"]: row for row in rows}.values())


def _remembered(db: Database, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        row
        for key in keys
        for row in db.query(
            "select meetings.* from meetings join meeting_keys on meeting_id = meetings.id"
            " where meeting_keys.key = ?",
            [key],
        )
    ]


def _address_key(read: Meeting) -> tuple[str, ...]:
    return (f"url:{read.url}",) if read.url else ()


def _day_key(read: Meeting) -> tuple[str, ...]:
    """A document without day or panel says too little to be known by."""
    if not (read.date and read.panel):
        return ()
    return (f"{read.panel}|{iso(read.date)}|{read.title or ''}",)


# ---- which of them ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Compared:
    """A document beside a held meeting. `verdict` is "same", "another" or "perhaps"; `alike` the
    part of their words that they share."""

    meeting_id: int
    verdict: str
    alike: float
    identical: bool


def _compare(db: Database, row: dict[str, Any], meant: Meeting) -> _Compared:
    shared = shared_words(db, row["id"], meant)
    apart = told_apart(row, meant)
    if shared is None:  # withdrawn, or of other items: there is nothing to compare
        return _Compared(row["id"], "perhaps" if apart else "same", 0.0, False)
    verdict = _verdict(row, meant, shared, apart)
    return _Compared(row["id"], verdict, shared.alike, shared.verbatim == 1 and not apart)


def _verdict(row: dict[str, Any], meant: Meeting, shared: Shared, apart: bool) -> str:
    """Words that plainly come from one document outweigh a time that one of them has wrong, as a
    draft may; nothing else is written over minutes that say something different of themselves."""
    if apart:
        least = MOST if row["status"] == "draft" else NEARLY_ALL
        same = shared.verbatim >= least
    elif told_by_one(row, meant):
        same = shared.alike >= MOST
    else:
        same = shared.alike > HALF or (same_time(row, meant) and shared.alike >= HARDLY)
    if same:
        return "same"
    return "perhaps" if shared.alike >= HARDLY or same_time(row, meant) else "another"


def _likest(compared: list[_Compared]) -> Recognised:
    """The likest of those that are the same; of two that are as like nobody can tell."""
    same = sorted((one for one in compared if one.verdict == "same"), key=lambda o: -o.alike)
    if len(same) == 1 or (same and same[0].alike > same[1].alike):
        return Recognised(same[0].meeting_id)
    perhaps = same or [one for one in compared if one.verdict == "perhaps"]
    if perhaps:
        return Recognised(perhaps=tuple(one.meeting_id for one in perhaps))
    return Recognised(beside=tuple(one.meeting_id for one in compared))
