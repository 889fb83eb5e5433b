"""A document beside a held meeting: what both say of themselves, and what words they share."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.identity import Kept, KeptItem, match_items
from storage.plain import fold
from storage.readings import last_document
from storage.records import Meeting, Paragraph
from storage.saving.held import held_items, kept_paragraphs

_RUN = 5  # words: fewer are often the same by chance, more are lost with every word put right
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(?:([ap])\.?m\b|(noon))?|\bnoon\b", re.IGNORECASE)
_HALF_DAY = 12 * 60


# ---- what they say of themselves --------------------------------------------------------------


def told_apart(row: dict[str, Any], read: Meeting) -> bool:
    """Whether both name a time, a kind or a title of their own, and not the same."""
    return (
        _times_agree(row["time"], read.time) is False
        or _differ(row["meeting_kind"], read.kind)
        or _differ(_own_title(row["title"], row["panel"]), _own_title(read.title, read.panel))
    )


def told_by_one(row: dict[str, Any], read: Meeting) -> bool:
    """Whether one names a kind or a title of its own, and the other none."""
    titles = (_own_title(row["title"], row["panel"]), _own_title(read.title, read.panel))
    return any(bool(a) != bool(b) for a, b in ((row["meeting_kind"], read.kind), titles))


def same_time(row: dict[str, Any], read: Meeting) -> bool:
    """Whether both say when they began, and the same."""
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
    """What a document shares with a held meeting: with its paragraphs as they are now or, where
    that is more, with its last document as that was read, before anything was mended.

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


def _versions(db: Database, meeting_id: int) -> Iterator[tuple[list[KeptItem], list[Kept]]]:
    yield held_items(db, meeting_id), kept_paragraphs(db, meeting_id)
    document = last_document(db, meeting_id)
    if document is None:
        return
    items = [
        KeptItem(i, i, item.number, item.title, item.url) for i, item in enumerate(document.items)
    ]
    paragraphs = [
        Kept(one.id or f"{i}.{p}", i, one.number, one.text)
        for i, item in enumerate(document.items)
        for p, one in enumerate(item.paragraphs)
    ]
    yield items, paragraphs


def _comparable(
    items: list[KeptItem], held: list[Kept], read: Meeting
) -> tuple[list[Kept], list[Paragraph]]:
    if read.whole:
        return held, [p for item in read.items for p in item.paragraphs]
    pairs = match_items(items, read.items)
    new = [p for i, item in enumerate(read.items) if i in pairs for p in item.paragraphs]
    return [one for one in held if one.item in pairs.values()], new


def _shared(held: list[Kept], new: list[Paragraph]) -> Shared | None:
    """A paragraph that brings an id along, as an export does, is the one that has it, or none."""
    if not held or not new:
        return None
    ids = {one.id for one in held}
    there = Counter(fold(one.text) for one in held)
    came = Counter(fold(one.text) for one in new if not one.id or one.id in ids)
    verbatim = (there & came).total() / max(len(held), len(new))
    if verbatim == 1:
        return Shared(1, 1)
    runs, ours = _runs(there), _runs(came)
    shorter = min(len(runs), len(_runs(fold(one.text) for one in new)))
    return Shared(verbatim, len(runs & ours) / shorter if shorter else 0)


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Each few words that follow each other in a paragraph."""
    told = (re.findall(r"\w+", text) for text in texts)
    return {
        tuple(words[start : start + _RUN])
        for words in told
        for start in range(max(1, len(words) - _RUN + 1))
    }
