"""A document beside a held meeting: what both say of themselves, and what words they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlite_utils import Database

from storage.identity import LIKE, Kept, KeptItem, match_items
from storage.plain import fold
from storage.readings import last_document
from storage.records import Meeting, Paragraph
from storage.saving.held import held_items, kept_paragraphs

_ALIKE = 85.0  # percent from which a paragraph is another's with a few words put right
_TELLING = 8  # words from which a paragraph is more than a formula ("The report was noted.")
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
    """How much of their paragraphs two documents share, from 0 to 1: `verbatim` of the longer
    one's, each word the same; `alike` of the shorter one's, also with a few words put right, and
    formulas left out where there is more."""

    verbatim: float
    alike: float


def shared_paragraphs(db: Database, meeting_id: int, read: Meeting) -> Shared | None:
    """What a document shares with a held meeting: with its paragraphs as they are now or, where
    that is more, with its last document as that was read, before anything was mended.

    Of a part of a meeting (an item page) its own items are compared. None where there is nothing
    to compare.
    """
    best: Shared | None = None
    for items, paragraphs in _versions(db, meeting_id):
        shared = _shared(*_comparable(items, paragraphs, read))
        if shared and (
            best is None or (shared.alike, shared.verbatim) > (best.alike, best.verbatim)
        ):
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
    if not held or not new:
        return None
    pairs = list(_pairs(held, new))
    verbatim = sum(fold(a.text) == fold(b.text) for a, b in pairs)
    shorter = min(sum(map(_is_telling, held)), sum(map(_is_telling, new)))
    alike = sum(_is_telling(a) and _is_telling(b) for a, b in pairs) if shorter else len(pairs)
    return Shared(
        verbatim / max(len(held), len(new)), alike / (shorter or min(len(held), len(new)))
    )


def _is_telling(one: Kept | Paragraph) -> bool:
    return len(one.text.split()) >= _TELLING


def _pairs(held: Sequence[Kept], new: Sequence[Paragraph]) -> Iterator[tuple[Kept, Paragraph]]:
    """The paragraphs of a document that are in a meeting, with those that they are there: of the
    same words first, each once. One that brings an id along, as an export does, is the one that
    has it, or none."""
    free = {one.id: one for one in held}
    by_words: dict[str, list[Kept]] = {}
    for one in held:
        by_words.setdefault(fold(one.text), []).append(one)
    left: list[Paragraph] = []
    for paragraph in new:
        same = None if paragraph.id else by_words.get(fold(paragraph.text))
        if same:
            yield free.pop(same.pop(0).id), paragraph
        else:
            left.append(paragraph)
    words = {key: fold(one.text) for key, one in free.items()}
    for paragraph in left:
        found = _likest(words, paragraph)
        if found is not None:
            del words[found]
            yield free[found], paragraph


def _likest(words: dict[str, str], paragraph: Paragraph) -> str | None:
    text = fold(paragraph.text)
    if paragraph.id:
        there = words.get(paragraph.id)
        return paragraph.id if there and fuzz.ratio(there, text) >= LIKE else None
    found = process.extractOne(text, words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[2] if found else None
