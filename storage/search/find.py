"""From what is wanted to the paragraphs that answer, best first, or none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.database import Book
from storage.meetings import paragraph_rows
from storage.model import ParagraphRow, Viewer
from storage.search import candidates
from storage.search.candidates import CANDIDATES, Gathered, gather, places
from storage.search.fts_query import Query, Sort, Term, all_of
from storage.search.ranking import (
    Place,
    Ranked,
    TermWeights,
    rank,
    support,
    that_answer,
    with_meaning,
)
from storage.search.vocabulary import Vocabulary
from storage.tokens import words

# ---- where the words of a question stand in a paragraph ---------------------------------------


Marks = tuple[tuple[int, int], ...]


def highlighter(terms: Sequence[Term]) -> Callable[[str], Marks]:
    """Return what tells where the telling words of a question stand in a text: `[start, end)` in
    order, none overlapping."""
    forms = [form for term in terms if not term.light for form in term.forms]
    exact = {form.words for form in forms if form.exact}
    inflected = {form.stems for form in forms if not form.exact}

    def highlights(text: str) -> Marks:
        tokens = words(text)
        plain, stems = [word.plain for word in tokens], [word.stem for word in tokens]
        runs = [*_runs(plain, exact), *_runs(stems, inflected)]
        return _apart({(tokens[start].start, tokens[end - 1].end) for start, end in runs})

    return highlights


def _runs(stems: Sequence[str], wanted: set[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where any of these stand word after word: the place of the first, that after the last."""
    for form in wanted:
        if form[0] in stems:
            for start, word in enumerate(stems):
                end = start + len(form)
                if word == form[0] and tuple(stems[start:end]) == form:
                    yield start, end


def _apart(marks: set[tuple[int, int]]) -> Marks:
    """The first and longest of those that overlap."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


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
    wanted: Query,
    limit: int | None,
    offset: int = 0,
    near: Callable[[], Sequence[tuple[int, float]]] | None = None,
) -> Found:
    """Return the paragraphs that answer, best first. The same question gets the same answer.

    `near` gives keys of paragraphs near the question by a model, with their likeness. It is asked
    only where the words do not support the question whole: else it counts for nothing.
    """
    db = book.read()
    rows = ALL if limit is None else max(0, limit)
    if not wanted.tells:
        oldest_first = wanted.sort == "first"
        keys, total = candidates.listed(db, viewer, wanted.filters, oldest_first, rows, offset)
        return Found(_matches(book, viewer, wanted, keys, {}), total)
    scale = TermWeights(wanted.terms, Vocabulary(db, viewer))
    gathered = gather(db, viewer, wanted, scale)
    ranked = _ranked(db, viewer, wanted, scale, gathered.keys)
    if near and not (gathered.whole and support(ranked) == 1) and (alike := near()):
        gathered = gather(db, viewer, wanted, scale, alike)
        ranked = _ranked(db, viewer, wanted, scale, gathered.keys)
        ranked = with_meaning(ranked, scale, dict(alike))
    answering = that_answer(_order(ranked, wanted.sort), gathered.whole, scale)
    keys = [r.place.key for r in answering[offset : offset + rows]]
    total = len(answering)
    if gathered.whole and gathered.full:
        total = candidates.count(db, viewer, gathered.asked.expression, wanted.filters)
        keys += _further(db, viewer, wanted, gathered, rows - len(keys), offset)
    return Found(_matches(book, viewer, wanted, keys, {r.place.key: r for r in answering}), total)


def meets(book: Book, viewer: Viewer, wanted: Query) -> bool:
    """Return whether any paragraph meets all of the telling words."""
    expression = all_of(term for term in wanted.terms if not term.light)
    return candidates.any_meets(book.read(), viewer, expression, wanted.filters)


def _ranked(
    db: Database, viewer: Viewer, wanted: Query, scale: TermWeights, keys: Sequence[int]
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
    db: Database, viewer: Viewer, wanted: Query, gathered: Gathered, rows: int, offset: int
) -> list[int]:
    """What meets the question whole beyond the candidates that were ranked."""
    if rows <= 0:
        return []
    beyond = max(offset, CANDIDATES)
    return candidates.nearest(db, viewer, gathered.asked, wanted.filters, rows, beyond)


def _matches(
    book: Book, viewer: Viewer, wanted: Query, keys: Sequence[int], ranked: dict[int, Ranked]
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


# ---- many questions asked of a few paragraphs: which of what is new anybody waits for ---------


@dataclass(frozen=True, slots=True)
class BatchSearch:
    """A few paragraphs to be asked many questions: all that ranking them needs, read once.

    `places` are they and their neighbours, `beside` the keys of those around each, `stems` all
    that stand in them.
    """

    keys: frozenset[int]
    places: dict[int, Place]
    beside: dict[int, tuple[int, ...]]
    stems: frozenset[str]

    @property
    def among(self) -> tuple[int, int]:
        """Return the lowest and highest key."""
        return min(self.keys), max(self.keys)


def read_batch(book: Book, viewer: Viewer, keys: Sequence[int]) -> BatchSearch:
    """Read these paragraphs, of which there are some hundreds at most."""
    db = book.read()
    around = candidates.neighbours(db, viewer, keys, keys)
    by_key = {place.key: place for place in places(db, viewer, [*keys, *around])}
    at = {(place.item_id, place.position): key for key, place in by_key.items()}
    beside = {
        key: tuple(
            at[place.item_id, place.position + step]
            for step in (-2, -1, 1, 2)
            if (place.item_id, place.position + step) in at
        )
        for key, place in by_key.items()
    }
    chosen = [by_key[key] for key in keys if key in by_key]
    stems = {s for place in chosen for s in (*place.text, *place.title, *place.speakers)}
    return BatchSearch(frozenset(keys), by_key, beside, frozenset(stems))


def find_among(
    book: Book, viewer: Viewer, wanted: Query, few: BatchSearch, vocabulary: Vocabulary
) -> list[int]:
    """Return the keys of those of a few paragraphs that answer, in the order of the keys.

    They are found as `find` finds them, but none is left out because older ones answer better:
    only whether any paragraph of the book meets a short question whole still counts.
    """
    db = book.read()
    among = replace(wanted, filters=replace(wanted.filters, among=few.among))
    if not wanted.tells:
        listed, _ = candidates.listed(db, viewer, among.filters, False, ALL, 0)
        return sorted(few.keys.intersection(listed))
    scale = TermWeights(wanted.terms, vocabulary)
    gathered = gather(db, viewer, among, scale)
    keys = [key for key in gathered.keys if key in few.places]
    if not keys:
        return []
    around = {key for near in keys[:SUPPORTED] for key in few.beside[near]}.difference(keys)
    ranked = rank(
        wanted,
        scale,
        [few.places[key] for key in keys],
        [few.places[key] for key in sorted(around)],
    )
    answering = that_answer(ranked, gathered.whole, scale)
    return sorted(few.keys.intersection(r.place.key for r in answering))
