"""Many questions asked of a few paragraphs: which of what is new anybody waits for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storage.database import Book
from storage.records import Viewer
from storage.search import candidates
from storage.search.enough import that_answer
from storage.search.find import ALL, SUPPORTED
from storage.search.gathering import gather, places
from storage.search.ranking import Place, rank
from storage.search.scale import Scale
from storage.search.vocabulary import Vocabulary
from storage.search.wanted import Wanted


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
    held = {place.key: place for place in places(db, viewer, [*keys, *around])}
    at = {(place.item_id, place.position): key for key, place in held.items()}
    beside = {
        key: tuple(
            at[place.item_id, place.position + step]
            for step in (-2, -1, 1, 2)
            if (place.item_id, place.position + step) in at
        )
        for key, place in held.items()
    }
    chosen = [held[key] for key in keys if key in held]
    stems = {s for place in chosen for s in (*place.text, *place.title, *place.speakers)}
    return Few(frozenset(keys), held, beside, frozenset(stems))


def find_among(
    book: Book, viewer: Viewer, wanted: Wanted, few: Few, vocabulary: Vocabulary
) -> list[int]:
    """The keys of those of a few paragraphs that answer, in the order of the keys.

    They are found as `find` finds them, but none is left out because older ones answer better:
    only whether any paragraph of the book meets a short question whole still counts.
    """
    db = book.read()
    among = replace(wanted, filters=replace(wanted.filters, among=few.among))
    if not wanted.tells:
        listed, _ = candidates.listed(db, viewer, among.filters, False, ALL, 0)
        return sorted(few.keys.intersection(listed))
    scale = Scale(wanted.terms, vocabulary)
    gathered = gather(db, viewer, among, scale)
    found = [key for key in gathered.keys if key in few.places]
    if not found:
        return []
    around = {key for near in found[:SUPPORTED] for key in few.beside[near]}.difference(found)
    ranked = rank(
        wanted,
        scale,
        [few.places[key] for key in found],
        [few.places[key] for key in sorted(around)],
    )
    kept = that_answer(ranked, gathered.whole, scale)
    return sorted(few.keys.intersection(r.place.key for r in kept))
