"""Which held meeting a document is of, also where what it says of itself was mended.

A panel may meet twice in one day. Address, day, time, kind and title tell its meetings apart as
far as documents say them, and the words that two documents share tell the rest; where that
tells too little, whoever brings the document has to say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from storage.audit import CHANGE_NOTHING
from storage.ingest.rows import existing_items, existing_paragraphs, iso, key_of
from storage.matching import ExistingItem, ExistingParagraph, match_items
from storage.model import Meeting, MinutebookError, Paragraph
from storage.name_matching import fold
from storage.versions import last_document
from storage.withdrawal_filter import withdrawn_meeting

# ---- a document beside a held meeting ---------------------------------------------------------
# What both say of themselves, and what words they share.


_RUN = 5  # words: fewer are often the same by chance, more are lost with every word put right
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:([ap])\.?m\b|(noon))?|\bnoon\b", re.IGNORECASE)
_HALF_DAY = 12 * 60


# ---- what they say of themselves --------------------------------------------------------------


def told_apart(row: dict[str, Any], read: Meeting) -> bool:
    """Return whether both name a time, a kind or a title of their own, and not the same."""
    return (
        _times_agree(row["time"], read.time) is False
        or _differ(row["meeting_kind"], read.kind)
        or _differ(_own_title(row["title"], row["panel"]), _own_title(read.title, read.panel))
    )


def told_by_one(row: dict[str, Any], read: Meeting) -> bool:
    """Return whether one names a kind or a title of its own, and the other none."""
    titles = (_own_title(row["title"], row["panel"]), _own_title(read.title, read.panel))
    return any(bool(a) != bool(b) for a, b in ((row["meeting_kind"], read.kind), titles))


def same_time(row: dict[str, Any], read: Meeting) -> bool:
    """Return whether both say when they began, and the same."""
    return _times_agree(row["time"], read.time) is True


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and fold(one) != fold(other))


def _own_title(title: str | None, panel: str | None) -> str | None:
    return None if title == panel else title


def _times_agree(one: str | None, other: str | None) -> bool | None:
    """None where one is unknown. "2.00" may be of the morning or of the afternoon."""
    a, b = _clock(one), _clock(other)
    if a is None or b is None:
        return None
    if a[1] is None or b[1] is None:
        return a[0] == b[0]
    return a == b


def _clock(text: str | None) -> tuple[int, bool | None] | None:
    """Minutes of the half day, and whether that is the second, None where it is not said."""
    match = _TIME.search(text or "")
    if match is None:
        return None
    hours, minutes, half, noon = match.groups()
    if noon or hours is None:
        return 0, True
    at = int(hours) * 60 + int(minutes or 0)
    if half:
        return at % _HALF_DAY, half.lower() == "p"
    return at % _HALF_DAY, True if at > _HALF_DAY + 59 else None


# ---- what words they share --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shared:
    """How much two documents share, from 0 to 1: `verbatim` the paragraphs of the longer one that
    are the other's word for word, `alike` the runs of words of the shorter one, however either is
    cut into paragraphs."""

    verbatim: float
    alike: float


def shared_words(db: Database, meeting_id: int, read: Meeting) -> Shared | None:
    """Return what a document shares with a held meeting: with its paragraphs as they are now or,
    where that is more, with its last document as that was read, before anything was mended.

    Of a part of a meeting (an item page) its own items are compared. None where there is nothing
    to compare.
    """
    best: Shared | None = None
    for items, paragraphs in _versions(db, meeting_id):
        shared = _shared(*_comparable(items, paragraphs, read))
        if shared and (best is None or shared.alike > best.alike):
            best = shared
        if best and best.verbatim == 1:
            break
    return best


def _versions(
    db: Database, meeting_id: int
) -> Iterator[tuple[list[ExistingItem], list[ExistingParagraph]]]:
    yield existing_items(db, meeting_id), existing_paragraphs(db, meeting_id)
    document = last_document(db, meeting_id)
    if document is None:
        return
    items = [
        ExistingItem(i, i, item.number, item.title, item.url)
        for i, item in enumerate(document.items)
    ]
    paragraphs = [
        ExistingParagraph(paragraph.id or f"{i}.{p}", i, paragraph.number, paragraph.text)
        for i, item in enumerate(document.items)
        for p, paragraph in enumerate(item.paragraphs)
    ]
    yield items, paragraphs


def _comparable(
    items: list[ExistingItem], existing: list[ExistingParagraph], read: Meeting
) -> tuple[list[ExistingParagraph], list[Paragraph]]:
    if read.whole:
        return existing, [p for item in read.items for p in item.paragraphs]
    pairs = match_items(items, read.items)
    new = [p for i, item in enumerate(read.items) if i in pairs for p in item.paragraphs]
    return [paragraph for paragraph in existing if paragraph.item in pairs.values()], new


def _shared(existing: list[ExistingParagraph], new: list[Paragraph]) -> Shared | None:
    """A paragraph that brings an id along, as an export does, is the one that has it, or none."""
    if not existing or not new:
        return None
    ids = {paragraph.id for paragraph in existing}
    there = Counter(fold(paragraph.text) for paragraph in existing)
    came = Counter(
        fold(paragraph.text) for paragraph in new if not paragraph.id or paragraph.id in ids
    )
    verbatim = (there & came).total() / max(len(existing), len(new))
    if verbatim == 1:
        return Shared(1, 1)
    runs, ours = _runs(there), _runs(came)
    shorter = min(len(runs), len(_runs(fold(paragraph.text) for paragraph in new)))
    return Shared(verbatim, len(runs & ours) / shorter if shorter else 0)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Each few words that follow each other in a paragraph."""
    tokenised = (re.findall(r"\w+", text) for text in texts)
    return {
        tuple(words[start : start + _RUN])
        for words in tokenised
        for start in range(max(1, len(words) - _RUN + 1))
    }


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


def recognise(db: Database, read: Meeting, resolved: Meeting, another: bool = False) -> Recognised:
    """Return which held meeting a document is of, withdrawn ones too; `meant` is the document with
    its corrections. `another` says that it is of none but one that holds the very same words.

    Raises MinutebookError where `another` is said of a document at a held meeting's address.
    """
    there = _at_address(db, resolved)
    if there is not None:
        if another and not _compare(db, there, resolved).identical:
            raise MinutebookError(
                f"Meeting {there['id']} has this address, so this is no other meeting. Give the "
                f"address of its own with --url, or add it with --replaces {there['id']}."
            )
        return Recognised(int(there["id"]))
    compared = [_compare(db, row, resolved) for row in _candidates(db, read, resolved)]
    if another:
        compared = [candidate for candidate in compared if candidate.identical]
    likest = _likest(compared)
    if likest.meeting_id is None and not likest.perhaps:
        return replace(likest, meeting_id=withdrawn_meeting(db, read))
    return likest


def is_plainly_another(db: Database, meeting_id: int, read: Meeting, that_day: bool) -> bool:
    """Return whether a document says another day than a held meeting, or of `that_day` another time
    or kind, and shares no paragraph and few words with it, though it has some."""
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


def revision_of(db: Database, meeting_id: int | None) -> int:
    """Return a number that rises with everything that is done to a meeting; 0 where it is not
    held."""
    if meeting_id is None:
        return 0
    row = db.execute(
        "select coalesce(max(id), 0) from trail where meeting_id = ?"
        f" and what not in ({', '.join(map(repr, CHANGE_NOTHING))})",
        [meeting_id],
    ).fetchone()
    return int(row[0])


# ---- which meetings it may be of --------------------------------------------------------------


def _at_address(db: Database, resolved: Meeting) -> dict[str, Any] | None:
    rows = db.query("select * from meetings where url = ?", [resolved.url]) if resolved.url else ()
    return next(iter(rows), None)


def _candidates(db: Database, read: Meeting, resolved: Meeting) -> list[dict[str, Any]]:
    """The held meetings of its panel and day, or with all that it says where that is less, and
    those whose documents said of themselves what it says. An address of its own is another's."""
    if resolved.panel and resolved.date:
        where, values = "panel = ? and date = ?", [resolved.panel, iso(resolved.date)]
    else:
        key = key_of(resolved)
        where, values = "key = ? or substr(key, 1, length(?) + 1) = ? || '|'", [key, key, key]
    rows = list(db.query(f"select * from meetings where {where} order by id", values))
    rows += _remembered(db, _day_key(read))
    rows = [row for row in rows if not (resolved.url and row["url"])]
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


def _compare(db: Database, row: dict[str, Any], resolved: Meeting) -> _Compared:
    shared = shared_words(db, row["id"], resolved)
    apart = told_apart(row, resolved)
    if shared is None:  # withdrawn, or of other items: there is nothing to compare
        return _Compared(row["id"], "perhaps" if apart else "same", 0.0, False)
    verdict = _verdict(row, resolved, shared, apart)
    return _Compared(row["id"], verdict, shared.alike, shared.verbatim == 1 and not apart)


def _verdict(row: dict[str, Any], resolved: Meeting, shared: Shared, apart: bool) -> str:
    """Words that plainly come from one document outweigh a time that one of them has wrong, as a
    draft may; nothing else is written over minutes that say something different of themselves."""
    if apart:
        least = MOST if row["status"] == "draft" else NEARLY_ALL
        same = shared.verbatim >= least
    elif told_by_one(row, resolved):
        same = shared.alike >= MOST
    else:
        same = shared.alike > HALF or (same_time(row, resolved) and shared.alike >= HARDLY)
    if same:
        return "same"
    return "perhaps" if shared.alike >= HARDLY or same_time(row, resolved) else "another"


def _likest(compared: list[_Compared]) -> Recognised:
    """The likest of those that are the same; of two that are as like nobody can tell."""
    same = sorted(
        (candidate for candidate in compared if candidate.verdict == "same"), key=lambda o: -o.alike
    )
    if len(same) == 1 or (same and same[0].alike > same[1].alike):
        return Recognised(same[0].meeting_id)
    perhaps = same or [candidate for candidate in compared if candidate.verdict == "perhaps"]
    if perhaps:
        return Recognised(perhaps=tuple(candidate.meeting_id for candidate in perhaps))
    return Recognised(beside=tuple(candidate.meeting_id for candidate in compared))
