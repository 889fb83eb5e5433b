"""From what is wanted to the paragraphs that answer, best first, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.database import Book
from storage.minutes import paragraph_rows
from storage.records import ParagraphRow, Viewer
from storage.search import candidates
from storage.search.ranking import Place, Ranked, rank, with_meaning
from storage.search.scale import Scale
from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Sort, Term, Wanted
from storage.words import words

CANDIDATES = 64  # paragraphs that are ranked by more than their words
SHORT = 3  # questions of so many telling words are met whole where any paragraph does so
NEEDED_SHORT = 0.5  # the share of a short question, by rarity, without which nothing answers
NEEDED_LONG = 0.42  # the same of a longer one
NEEDED_SPOKEN = 0.2  # the same in a spoken turn, which says little in the words of a question
BESIDE_BEST = 0.5  # how much of what the best one meets another must meet
SUPPORTED = 16  # candidates whose neighbours are looked at, whether they are candidates or not
BEST_ITEMS = 30  # candidates whose items' resolutions are looked at too
MEANT = 40  # candidates by meaning alone
CLOSE = 0.32  # the least likeness by a model of what is found by meaning alone
NEARLY = 0.12  # how much less alike than the likest it may be
ALIKE_SHORT = 0.54  # likeness, words helping, with which a short question is answered without them
ALIKE_LONG = 0.34  # the same of a longer one, which says better what it means
WORDS_HELP = 0.25  # how much likeness the words make up for
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
    if not any(not term.light for term in wanted.terms):
        keys, total = candidates.listed(
            db, viewer, wanted.filters, wanted.sort == "first", rows, offset
        )
        return _found(book, viewer, wanted, [(key, 0.0, (), False) for key in keys], total)
    scale = Scale(wanted.terms, Vocabulary(db, viewer))
    expression, whole = _expression(db, viewer, wanted, scale)
    keys = candidates.nearest(db, viewer, expression, wanted.filters, CANDIDATES)
    full = len(keys) == CANDIDATES
    if wanted.filters.heard and not whole:
        keys += _answering(db, viewer, wanted, expression, keys)
    if wanted.decision:
        keys += _resolutions(db, viewer, wanted, keys)
        whole = whole and full
    if alike and not whole and not any(term.needed for term in wanted.terms):
        near = [key for key, likeness in alike if likeness >= CLOSE and key not in set(keys)]
        keys += candidates.among(db, viewer, near, wanted.filters, MEANT)
    ranked = _ranked(db, viewer, wanted, scale, keys)
    if alike:
        ranked = with_meaning(ranked, scale, dict(alike))
    ranked = _kept(_order(ranked, wanted.sort), whole, scale)
    page = [
        (
            r.place.key,
            r.score,
            tuple((name, round(value, 3)) for name, value in r.facts),
            bool(r.alike) and not r.itself,
        )
        for r in ranked[offset : offset + rows]
    ]
    total = len(ranked)
    if whole and full:
        total = candidates.count(db, viewer, expression, wanted.filters)
    if whole and full and rows > len(page):
        further = max(offset, CANDIDATES)
        page += [
            (key, 0.0, (), False)
            for key in candidates.nearest(
                db, viewer, expression, wanted.filters, rows - len(page), further
            )
        ]
    return _found(book, viewer, wanted, page, total)


@dataclass(frozen=True, slots=True)
class Few:
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
        """The lowest and highest key."""
        return min(self.keys), max(self.keys)


def read_few(book: Book, viewer: Viewer, keys: Sequence[int]) -> Few:
    """Read these paragraphs, of which there are some hundreds at most."""
    db = book.read()
    around = candidates.neighbours(db, viewer, keys, keys)
    places = {place.key: place for place in _places(db, viewer, [*keys, *around])}
    at = {(place.item_id, place.position): key for key, place in places.items()}
    beside = {
        key: tuple(
            at[place.item_id, place.position + step]
            for step in (-2, -1, 1, 2)
            if (place.item_id, place.position + step) in at
        )
        for key, place in places.items()
    }
    chosen = [places[key] for key in keys if key in places]
    stems = {s for place in chosen for s in (*place.text, *place.title, *place.speakers)}
    return Few(frozenset(keys), places, beside, frozenset(stems))


def find_among(
    book: Book, viewer: Viewer, wanted: Wanted, few: Few, vocabulary: Vocabulary
) -> list[int]:
    """The keys of those of a few paragraphs that answer, in the order of the keys.

    They are found as `find` finds them, but none is left out because older ones answer better:
    only whether any paragraph of the book meets a short question whole still counts.
    """
    db = book.read()
    among = replace(wanted, filters=replace(wanted.filters, among=few.among))
    if not any(not term.light for term in wanted.terms):
        listed, _ = candidates.listed(db, viewer, among.filters, False, ALL, 0)
        return sorted(few.keys.intersection(listed))
    scale = Scale(wanted.terms, vocabulary)
    expression, whole = _expression(db, viewer, wanted, scale)
    found = candidates.nearest(db, viewer, expression, among.filters, CANDIDATES)
    if among.filters.heard and not whole:
        found += _answering(db, viewer, among, expression, found)
    if wanted.decision:
        found += _resolutions(db, viewer, wanted, found)
    found = [key for key in found if key in few.places]
    if not found:
        return []
    around = {key for near in found[:SUPPORTED] for key in few.beside[near]}.difference(found)
    ranked = rank(
        wanted,
        scale,
        [few.places[key] for key in found],
        [few.places[key] for key in sorted(around)],
    )
    return sorted(few.keys.intersection(r.place.key for r in _kept(ranked, whole, scale)))


def _ranked(
    db: Database, viewer: Viewer, wanted: Wanted, scale: Scale, keys: Sequence[int]
) -> list[Ranked]:
    """Candidates, best by BM25 first, with their scores."""
    around = candidates.neighbours(db, viewer, keys[:SUPPORTED], keys)
    return rank(wanted, scale, _places(db, viewer, keys), _places(db, viewer, around, scale))


def _expression(db: Database, viewer: Viewer, wanted: Wanted, scale: Scale) -> tuple[str, bool]:
    """What FTS5 is asked, and whether it is for paragraphs that meet the question whole.

    A short question is met whole where any paragraph does so. Otherwise a paragraph must have
    one of the rarest words, without all of which the share that is needed cannot be reached.
    """
    telling = [term for term in wanted.terms if not term.light]
    if (len(telling) <= SHORT and not wanted.asked) or all(term.needed for term in telling):
        whole = candidates.all_of(telling)
        if candidates.any_meets(db, viewer, whole, wanted.filters):
            return whole, True
    needed = [term for term in telling if term.needed]
    if needed:
        return candidates.all_of(needed), False
    return candidates.any_of(_rarest(scale)), False


def _rarest(scale: Scale) -> list[Term]:
    """The fewest terms of which every paragraph that may answer has one, rarest first."""
    pairs = [p for p in zip(scale.rarity, scale.terms, strict=True) if not p[1].light]
    pairs.sort(key=lambda pair: -pair[0])
    left = scale.telling
    chosen: list[Term] = []
    for rarity, term in pairs:
        chosen.append(term)
        left -= rarity
        if left < scale.telling * NEEDED_SPOKEN * 0.6:
            break
    return chosen


def meets(book: Book, viewer: Viewer, wanted: Wanted) -> bool:
    """Whether any paragraph meets all of the telling words."""
    telling = [term for term in wanted.terms if not term.light]
    expression = candidates.all_of(telling)
    return candidates.any_meets(book.read(), viewer, expression, wanted.filters)


def _answering(
    db: Database, viewer: Viewer, wanted: Wanted, expression: str, keys: Sequence[int]
) -> list[int]:
    """What the people who are to be heard say right beside words that meet the question: an
    answer rarely says again what was asked."""
    anybody = replace(wanted.filters, heard=())
    asked = candidates.nearest(db, viewer, expression, anybody, BEST_ITEMS)
    beside = candidates.neighbours(db, viewer, asked, [*asked, *keys], reach=1)
    return candidates.among(db, viewer, beside, wanted.filters, BEST_ITEMS)


def _resolutions(db: Database, viewer: Viewer, wanted: Wanted, keys: Sequence[int]) -> list[int]:
    """The resolutions of the items that the best candidates stand in, if they meet anything."""
    telling = candidates.any_of(term for term in wanted.terms if not term.light)
    found = candidates.resolutions(db, viewer, telling, keys[:BEST_ITEMS])
    return [key for key in found if key not in set(keys)]


def _places(
    db: Database, viewer: Viewer, keys: Sequence[int], scale: Scale | None = None
) -> list[Place]:
    """These paragraphs with what ranking needs of them; with a scale only those that may meet
    something of it."""
    fields = candidates.fields(db, viewer, keys) if keys else {}
    if scale:
        fields = {key: held for key, held in fields.items() if scale.may_meet(held)}
    return [
        Place(key, *(field.split() for field in fields[key]), *rest)
        for key, *rest in candidates.circumstances(db, [key for key in keys if key in fields])
    ]


def _order(ranked: Sequence[Ranked], sort: Sort) -> list[Ranked]:
    """Best first; ties by the newest meeting, then as the minutes have them."""
    ordered = sorted(ranked, key=lambda r: (r.place.item_id, r.place.position, r.place.key))
    ordered.sort(key=lambda r: r.place.date, reverse=True)
    if sort != "newest":
        ordered.sort(key=lambda r: -r.score)
    return ordered


def _kept(ranked: Sequence[Ranked], whole: bool, scale: Scale) -> list[Ranked]:
    """Those that meet enough of the question, both in itself and beside the best of them."""
    if whole or not ranked:
        return list(ranked)
    if not _answered(ranked, scale):
        return []
    best = max(r.coverage for r in ranked)
    close = max(CLOSE, max(r.alike for r in ranked) - NEARLY)
    return [
        r for r in ranked if (r.coverage and r.coverage >= best * BESIDE_BEST) or r.alike >= close
    ]


def _answered(ranked: Sequence[Ranked], scale: Scale) -> bool:
    """Whether any of these supports the question enough, by its words or by its meaning."""
    short = sum(not term.light for term in scale.terms) <= SHORT
    needed = NEEDED_SHORT if short else NEEDED_LONG
    if any(r.support >= (NEEDED_SPOKEN if r.place.spoken else needed) for r in ranked):
        return True
    alike = max(r.alike + WORDS_HELP * r.support for r in ranked)
    typed = sum(len(term.forms[0].words) for term in scale.terms if not term.light)
    return alike >= (ALIKE_SHORT if typed <= SHORT else ALIKE_LONG)


def _found(
    book: Book,
    viewer: Viewer,
    wanted: Wanted,
    page: Sequence[tuple[int, float, tuple[tuple[str, float], ...], bool]],
    total: int,
) -> Found:
    rows: list[ParagraphRow] = []
    for start in range(0, len(page), 500):
        rows += paragraph_rows(book, viewer, [key for key, *_ in page[start : start + 500]])
    return Found(
        tuple(
            Match(row, highlights(row.text, wanted.terms), score, why, only_close)
            for row, (_, score, why, only_close) in zip(rows, page, strict=True)
        ),
        total,
    )


def highlights(text: str, terms: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    """Where the telling words of a question stand in a text: `[start, end)`, none overlapping."""
    found = words(text)
    plain, stems = [word.plain for word in found], [word.stem for word in found]
    marks = {
        (found[start].start, found[end - 1].end)
        for term in terms
        if not term.light
        for form in term.forms
        for start, end in _runs(*((plain, form.words) if form.exact else (stems, form.stems)))
    }
    kept: list[tuple[int, int]] = []
    for start, end in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _runs(said: Sequence[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where these words follow one another: the place of the first, and that after the last."""
    if wanted[0] in said:
        for start, word in enumerate(said):
            end = start + len(wanted)
            if word == wanted[0] and tuple(said[start:end]) == wanted:
                yield start, end
