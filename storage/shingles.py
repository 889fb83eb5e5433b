"""Recognising texts that are not kept: traces tell whether other words are theirs.

A trace holds short hashes of each three words that follow each other. Each of its numbers fits
a great many other words as well, so that no single one tells what stood there. Six words on end
are four of these numbers in a row: that is no chance.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from storage.model import Meeting
from storage.tokens import Word, plain_words, words

SHINGLES_SHARED = (
    0.34  # of the numbers of both, those that they share: a word changed in a short sentence
)
ON_END = 6  # words in a row by which a passage is recognised
_TOGETHER = 3
# Words whose passages share a trace: the more numbers one holds, the more words fit it by chance.
_PIECE = 200


def trace(text: str, salt: str = "") -> frozenset[int]:
    """Return the trace of a text; the same for texts that differ in case, accents and signs
    only."""
    return frozenset(_numbers(plain_words(text), salt))


def traces(text: str, salt: str) -> list[frozenset[int]]:
    """Return the traces of a text in pieces, each six words on end whole in one of them."""
    plain = plain_words(text)
    return [
        frozenset(_numbers(plain[start : start + _PIECE + ON_END - 1], salt))
        for start in range(0, max(1, len(plain) - ON_END + 1), _PIECE)
    ]


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """Return how much two traces share, from 0 to 1."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a | b else 0.0


class Recogniser:
    """Texts that are not kept, recognised where six words on end of one of them stand."""

    def __init__(self, known: Iterable[Iterable[int]], salt: str) -> None:
        self._salt = salt
        self._holding: dict[int, set[int]] = {}  # by number: the traces that hold it
        for place, numbers in enumerate(known):
            for number in numbers:
                self._holding.setdefault(number, set()).add(place)

    def without(self, text: str, instead: str) -> str | None:
        """Return a text with `instead` for each known stretch of it; None where none stands in
        it."""
        tokens = words(text)
        stretches = self._stretches(tokens)
        for first, last in reversed(stretches):
            text = f"{text[: tokens[first].start]}{instead}{text[tokens[last].end :]}"
        return text if stretches else None

    def mostly(self, *texts: str) -> bool:
        """Return whether more than half of the words of these texts are known."""
        known = total = 0
        for text in texts:
            tokens = words(text)
            total += len(tokens)
            known += sum(last + 1 - first for first, last in self._stretches(tokens))
        return known * 2 > total

    def _stretches(self, tokens: Sequence[Word]) -> list[tuple[int, int]]:
        """The first and the last word of each known stretch. What stands between two of them and
        is shorter than a stretch was changed within the passage: it belongs to it."""
        stretches: list[tuple[int, int]] = []
        for first in self._starts([word.plain for word in tokens]):
            last = first + ON_END - 1
            if stretches and first - stretches[-1][1] <= ON_END:
                first = stretches.pop()[0]
            stretches.append((first, last))
        return stretches

    def _starts(self, plain: Sequence[str]) -> Iterator[int]:
        nowhere: set[int] = set()
        holding = [self._holding.get(number, nowhere) for number in _numbers(plain, self._salt)]
        row = ON_END - _TOGETHER + 1
        for start in range(len(plain) - ON_END + 1):
            if holding[start] and set.intersection(*holding[start : start + row]):
                yield start


def find_item(
    meeting: Meeting,
    number: str | None,
    title: Iterable[int],
    salt: str = "",
    or_number: bool = False,
) -> int | None:
    """Return which item of a document one is that had this number and a title with this trace: by
    its title, since numbers shift, the number deciding between several. `or_number` finds one that
    was renamed by its number alone."""
    ranked = [
        (like if like >= SHINGLES_SHARED else 0.0, bool(number) and item.number == number, -i)
        for i, item in enumerate(meeting.items)
        for like in [likeness(title, trace(item.title, salt))]
    ]
    best = max(ranked, default=(0.0, False, 0))
    return -best[2] if best[0] or (or_number and best[1]) else None


def find_paragraph(
    meeting: Meeting, wanted: Iterable[int], title: Iterable[int], least: float = SHINGLES_SHARED
) -> tuple[int, int] | None:
    """Return which paragraph of a document (item, paragraph) one is that had this trace, in an item
    with a title of that trace: the likest, there rather than elsewhere, the first of several."""
    wanted, title = frozenset(wanted), frozenset(title)
    ranked = [
        (round(like + 0.1 * likeness(title, trace(item.title)), 6), -i, -n)
        for i, item in enumerate(meeting.items)
        for n, paragraph in enumerate(item.paragraphs)
        if (like := likeness(wanted, trace(paragraph.text))) >= least
    ]
    if not ranked:
        return None
    _, i, n = max(ranked)
    return -i, -n


def _numbers(plain: Sequence[str], salt: str) -> list[int]:
    """The number of each three words that follow each other, in order; of a shorter text, one."""
    last = max(1, len(plain) - _TOGETHER + 1)
    return [_short(plain[start : start + _TOGETHER], salt) for start in range(last)]


def _short(together: Sequence[str], salt: str) -> int:
    content = " ".join(together).encode("utf-8", "replace")
    digest = hashlib.blake2b(content, digest_size=2, key=salt.encode()).digest()
    return int.from_bytes(digest, "big")
