"""Paragraphs in which given words may stand, out of FTS5: the ones to compare word by word."""

from collections.abc import Sequence

from storage.database import Book
from storage.model import Viewer
from storage.search.fts_query import phrase, sides
from storage.search.vocabulary import Vocabulary
from storage.tokens import STOP, Word, words

_WINDOW = 12  # words looked for together: a stretch of one passage
_WINDOWS = 8  # stretches looked for at most, so that a long text costs no more
_RARE = 4  # of a stretch's words, those that tell most
_COMMON = 0.05  # a word of more paragraphs than this share tells nothing of where it stands
_FEW = 200  # paragraphs are few enough to look through, however large the share


def standing(book: Book, viewer: Viewer, text: str, limit: int) -> list[int]:
    """Return keys of the paragraphs that hold these words one after the other, in any form of each,
    the last entered first."""
    read = words(text)
    # The first and last may be read otherwise where more follows ("1.3", "1.3 million").
    inner = read[1:-1] if len(read) > 5 else read
    return _keys(book, viewer, _phrase(inner), "order by rowid desc", limit) if inner else []


def count_standing(book: Book, viewer: Viewer, text: str, most: int) -> int:
    """Return in how many paragraphs these words stand one after the other; counts to `most`."""
    read = words(text)
    return len(_keys(book, viewer, _phrase(read), "", most)) if read else 0


def near(book: Book, viewer: Viewer, text: str, limit: int) -> list[int]:
    """Return keys of the paragraphs that share the rare words, and pairs of words, of some stretch
    of the text; those of the stretches in turn, the nearest first."""
    known = Vocabulary(book.read(), viewer)
    best = [
        _keys(book, viewer, expression, "order by rank", limit)
        for window in _windows(words(text))
        if (expression := _any_of(window, known))
    ]
    return list(dict.fromkeys(key for keys in best for key in keys))


def under_title(book: Book, viewer: Viewer, title: str, limit: int) -> list[int]:
    """Return keys of the paragraphs under a title that holds all that this one says, figures and
    grammar apart ("Budget 2025/26" is about the budget); the last entered first."""
    content_words = [
        word for word in words(title) if word.plain not in STOP and word.plain.isalpha()
    ]
    together = " AND ".join(_phrase([word]) for word in content_words)
    return (
        _keys(book, viewer, together, "order by rowid desc", limit, "title")
        if content_words
        else []
    )


def _windows(read: Sequence[Word]) -> list[Sequence[Word]]:
    length = max(_WINDOW, -(-len(read) // _WINDOWS))
    return [read[start : start + length] for start in range(0, len(read), length)]


def _any_of(window: Sequence[Word], known: Vocabulary) -> str:
    """An FTS5 expression that a paragraph near this stretch meets in several places."""
    most = max(_FEW, _COMMON * known.paragraphs)
    counts = {place: known.count(word.plain) for place, word in enumerate(window)}
    rare_enough = [place for place, count in counts.items() if 0 < count <= most]
    rare = sorted(rare_enough, key=counts.__getitem__)[:_RARE]
    phrases = {_phrase(window[place : place + 1]) for place in rare}
    for place in rare:
        phrases |= {_phrase(window[max(0, place - 1) : place + 1]), _phrase(window[place:][:2])}
    return " OR ".join(sorted(phrases))


def _phrase(read: Sequence[Word]) -> str:
    return phrase([word.stem for word in read])


def _keys(
    book: Book, viewer: Viewer, expression: str, order: str, limit: int, field: str = "text"
) -> list[int]:
    keys: list[int] = []
    for side in sides(viewer):
        keys += (
            key
            for (key,) in book.read().conn.execute(
                f"select rowid from {side}_index where {side}_index match ? {order} limit ?",
                [f"{field} : ({expression})", limit],
            )
        )
    return keys[:limit] if not order else keys
