"""Recognising a text that is not kept: a trace tells whether another text is like it.

A trace holds short hashes of each three words that follow each other. Each of its numbers fits
a great many other words as well, so that the text cannot be read out of it.
"""

import hashlib
from collections.abc import Iterable

from storage.records import Item, Meeting
from storage.words import plain_words

LIKE = 0.34  # of the numbers of both, those that they share: a word changed in a short sentence
_TOGETHER = 3


def trace(text: str) -> frozenset[int]:
    """The trace of a text; the same for texts that differ in case, accents and signs only."""
    told = plain_words(text)
    last = max(1, len(told) - _TOGETHER + 1)
    return frozenset(_short(told[start : start + _TOGETHER]) for start in range(last))


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """How much two traces share, from 0 to 1."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def find_item(meeting: Meeting, number: str | None, title: Iterable[int]) -> int | None:
    """Which item of a document one is that had this number and a title with this trace."""
    ranked = [
        (likeness(title, trace(item.title)), item.number == number, -i)
        for i, item in enumerate(meeting.items)
        if not number or not item.number or item.number == number
    ]
    best = max(ranked, default=(0.0, False, 0))
    return -best[2] if best[0] >= LIKE else None


def find_paragraph(
    meeting: Meeting, held: Iterable[int], title: Iterable[int], least: float = LIKE
) -> tuple[int, int] | None:
    """Which paragraph of a document (item, paragraph) one is that had this trace, in an item with
    a title of that trace: the likest, there rather than elsewhere, the first of several."""
    held, title = frozenset(held), frozenset(title)
    ranked = [
        (round(like + 0.1 * _titled(item, title), 6), -i, -n)
        for i, item in enumerate(meeting.items)
        for n, paragraph in enumerate(item.paragraphs)
        if (like := likeness(held, trace(paragraph.text))) >= least
    ]
    if not ranked:
        return None
    _, i, n = max(ranked)
    return -i, -n


def _titled(item: Item, title: frozenset[int]) -> float:
    return likeness(title, trace(item.title))


def _short(together: tuple[str, ...]) -> int:
    digest = hashlib.blake2b(" ".join(together).encode("utf-8", "replace"), digest_size=2).digest()
    return int.from_bytes(digest, "big")
