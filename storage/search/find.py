"""From what is wanted to the paragraphs that answer, best first, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storage.database import Book
from storage.minutes import paragraph_rows
from storage.records import ParagraphRow, Viewer
from storage.search import candidates
from storage.search.enough import that_answer
from storage.search.expressions import all_of
from storage.search.gathering import CANDIDATES, Gathered, gather, places
from storage.search.highlights import Marks, highlighter
from storage.search.ranking import Ranked, rank, with_meaning
from storage.search.scale import Scale
from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Sort, Wanted

SUPPORTED = 16  # candidates whose neighbours are looked at, whether they are candidates or not
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph found: where its words meet the question, its score and why; whether none of
    its words does, and it is only close in meaning."""

    paragraph: ParagraphRow
    highlights: tuple[tuple[int, int], ...]
    score: float
    why: tuple[tuple[str, float], ...]
    only_close: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and how much there is in all."""

    matches: tuple[Match, ...]
    total: int


def find(
    book: Book,
    viewer: Viewer,
    wanted: Wanted,
    limit: int | None,
    offset: int = 0,
    alike: Sequence[tuple[int, float]] = (),
) -> Found:
    """The paragraphs that answer, best first. The same question gets the same answer.

    `alike` are keys of paragraphs near the question by a model, with their likeness.
    """
    db = book.read()
    rows = ALL if limit is None else max(0, limit)
    if not wanted.tells:
        oldest_first = wanted.sort == "first"
        keys, total = candidates.listed(db, viewer, wanted.filters, oldest_first, rows, offset)
        return Found(_matches(book, viewer, wanted, keys, {}), total)
    scale = Scale(wanted.terms, Vocabulary(db, viewer))
    gathered = gather(db, viewer, wanted, scale, alike)
    ranked = _ranked(db, viewer, wanted, scale, gathered.keys)
    if alike:
        ranked = with_meaning(ranked, scale, dict(alike))
    kept = that_answer(_order(ranked, wanted.sort), gathered.whole, scale)
    keys = [r.place.key for r in kept[offset : offset + rows]]
    total = len(kept)
    if gathered.whole and gathered.full:
        total = candidates.count(db, viewer, gathered.asked.expression, wanted.filters)
        keys += _further(db, viewer, wanted, gathered, rows - len(keys), offset)
    return Found(_matches(book, viewer, wanted, keys, {r.place.key: r for r in kept}), total)


def meets(book: Book, viewer: Viewer, wanted: Wanted) -> bool:
    """Whether any paragraph meets all of the telling words."""
    expression = all_of(term for term in wanted.terms if not term.light)
    return candidates.any_meets(book.read(), viewer, expression, wanted.filters)


def _ranked(
    db: Database, viewer: Viewer, wanted: Wanted, scale: Scale, keys: Sequence[int]
) -> list[Ranked]:
    """Candidates, best by BM25 first, with their scores."""
    around = candidates.neighbours(db, viewer, keys[:SUPPORTED], keys)
    return rank(wanted, scale, places(db, viewer, keys), places(db, viewer, around, scale))


def _order(ranked: Sequence[Ranked], sort: Sort) -> list[Ranked]:
    """Best first; ties by the newest meeting, then as the minutes have them."""
    ordered = sorted(ranked, key=lambda r: (r.place.item_id, r.place.position, r.place.key))
    ordered.sort(key=lambda r: r.place.date, reverse=True)
    if sort != "newest":
        ordered.sort(key=lambda r: -r.score)
    return ordered


def _further(
    db: Database, viewer: Viewer, wanted: Wanted, gathered: Gathered, rows: int, offset: int
) -> list[int]:
    """What meets the question whole beyond the candidates that were ranked."""
    if rows <= 0:
        return []
    beyond = max(offset, CANDIDATES)
    return candidates.nearest(db, viewer, gathered.asked, wanted.filters, rows, beyond)


def _matches(
    book: Book, viewer: Viewer, wanted: Wanted, keys: Sequence[int], ranked: dict[int, Ranked]
) -> tuple[Match, ...]:
    """These paragraphs in this order, with why where they were ranked."""
    rows = zip(keys, paragraph_rows(book, viewer, keys), strict=True)
    highlights = highlighter(wanted.terms)
    return tuple(_match(row, highlights(row.text), ranked.get(key)) for key, row in rows)


def _match(row: ParagraphRow, marks: Marks, ranked: Ranked | None) -> Match:
    if ranked is None:
        return Match(row, marks, 0.0, ())
    why = tuple((name, round(value, 3)) for name, value in ranked.facts)
    return Match(row, marks, ranked.score, why, bool(ranked.alike) and not ranked.itself)
