"""The paragraphs that may answer, from all the ways in which one may come to be considered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.records import Viewer
from storage.search import candidates
from storage.search.enough import CLOSE, NEEDED_SPOKEN, SHORT
from storage.search.expressions import Asked, all_of, any_of, ask_all, ask_any
from storage.search.ranking import Place
from storage.search.scale import Scale
from storage.search.wanted import Term, Wanted

CANDIDATES = 64  # paragraphs that are ranked by more than their words
BEST_ITEMS = 30  # candidates whose items' resolutions are looked at too
MEANT = 40  # candidates by meaning alone


@dataclass(frozen=True, slots=True)
class Gathered:
    """Keys of the candidates, best by BM25 first; what FTS5 was asked for them; whether that is
    for paragraphs that meet the question whole, and whether there may be more of those."""

    keys: list[int]
    asked: Asked
    whole: bool
    full: bool


def gather(
    db: Database,
    viewer: Viewer,
    wanted: Wanted,
    scale: Scale,
    alike: Sequence[tuple[int, float]] = (),
) -> Gathered:
    """The candidates by words, those beside them, and those that a model found (`alike`)."""
    asked, whole = _asked(db, viewer, wanted, scale)
    keys = candidates.nearest(db, viewer, asked, wanted.filters, CANDIDATES)
    full = len(keys) == CANDIDATES
    if wanted.filters.heard and not whole:
        keys += _answering(db, viewer, wanted, asked, keys)
    if wanted.decision:
        keys += _resolutions(db, viewer, wanted, keys)
        whole = whole and full
    if alike and not whole and not any(term.needed for term in wanted.terms):
        near = [key for key, likeness in alike if likeness >= CLOSE and key not in set(keys)]
        keys += candidates.among(db, viewer, near, wanted.filters, MEANT)
    return Gathered(keys, asked, whole, full)


def _asked(db: Database, viewer: Viewer, wanted: Wanted, scale: Scale) -> tuple[Asked, bool]:
    """What FTS5 is asked, and whether it is for paragraphs that meet the question whole.

    A short question is met whole where any paragraph does so. Otherwise a paragraph must have
    one of the rarest words, without all of which the share that is needed cannot be reached.
    """
    telling = [term for term in wanted.terms if not term.light]
    short = len(telling) <= SHORT and not wanted.asked
    if (short or all(term.needed for term in telling)) and candidates.any_meets(
        db, viewer, all_of(telling), wanted.filters
    ):
        return ask_all(telling), True
    needed = [term for term in telling if term.needed]
    if needed:
        return ask_all(needed), False
    return ask_any(_rarest(scale)), False


def _rarest(scale: Scale) -> list[tuple[float, Term]]:
    """The fewest terms of which every paragraph that may answer has one, rarest first, each with
    its rarity."""
    pairs = [p for p in zip(scale.rarity, scale.terms, strict=True) if not p[1].light]
    pairs.sort(key=lambda pair: -pair[0])
    left = scale.telling
    chosen: list[tuple[float, Term]] = []
    for rarity, term in pairs:
        chosen.append((rarity, term))
        left -= rarity
        if left < scale.telling * NEEDED_SPOKEN * 0.6:
            break
    return chosen


def _answering(
    db: Database, viewer: Viewer, wanted: Wanted, asked: Asked, keys: Sequence[int]
) -> list[int]:
    """What the people who are to be heard say right beside words that meet the question: an
    answer rarely says again what was asked."""
    anybody = replace(wanted.filters, heard=())
    met = candidates.nearest(db, viewer, asked, anybody, BEST_ITEMS)
    beside = candidates.neighbours(db, viewer, met, [*met, *keys], reach=1)
    return candidates.among(db, viewer, beside, wanted.filters, BEST_ITEMS)


def _resolutions(db: Database, viewer: Viewer, wanted: Wanted, keys: Sequence[int]) -> list[int]:
    """The resolutions of the items that the best candidates stand in, if they meet anything."""
    telling = any_of(term for term in wanted.terms if not term.light)
    found = candidates.resolutions(db, viewer, telling, keys[:BEST_ITEMS])
    return [key for key in found if key not in set(keys)]


def places(
    db: Database, viewer: Viewer, keys: Sequence[int], scale: Scale | None = None
) -> list[Place]:
    """These paragraphs with what ranking needs of them; with a scale only those that have a word
    of it."""
    fields = candidates.fields(db, viewer, keys) if keys else {}
    if scale:
        fields = {key: held for key, held in fields.items() if scale.meets_any(held)}
    found = []
    for key, *rest in candidates.circumstances(db, [key for key in keys if key in fields]):
        text, title, speakers = map(str.split, fields[key])
        found.append(Place(key, text, title, speakers, *rest))
    return found
