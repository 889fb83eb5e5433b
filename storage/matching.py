"""Which paragraph is which when minutes are read again.

A paragraph keeps its id as long as it is recognisably the same: by its item, its words and its
place. Its number is not its identity, since numbers shift when one is put in before it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from storage.model import Item

LIKE = 60.0  # percent of likeness from which an amended text is still the same paragraph


@dataclass(frozen=True, slots=True)
class ExistingParagraph:
    """A paragraph as it is already held."""

    id: str
    item: int
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ExistingItem:
    """An item as it is already held; `item` in `Kept` is its `id`."""

    id: int
    position: int
    number: str | None
    title: str
    url: str | None


def match_items(held: Sequence[ExistingItem], new: Sequence[Item]) -> dict[int, int]:
    """Pair the new items (by index) with held ones (by id).

    The page's own anchor decides where both have one, then number and title, then title, then
    number.
    """
    pairs: dict[int, int] = {}
    free = {item.id: item for item in held}
    for likeness in (_same_anchor, _same_number_and_title, _same_title, _same_number):
        for index, item in enumerate(new):
            if index in pairs:
                continue
            found = next((h for h in free.values() if likeness(h, item)), None)
            if found is not None:
                pairs[index] = found.id
                del free[found.id]
    return pairs


def _same_anchor(held: ExistingItem, new: Item) -> bool:
    return bool(new.url and held.url == new.url and "#" in new.url)


def _same_number_and_title(held: ExistingItem, new: Item) -> bool:
    return held.number == new.number and held.title == new.title


def _same_title(held: ExistingItem, new: Item) -> bool:
    return held.title == new.title


def _same_number(held: ExistingItem, new: Item) -> bool:
    return new.number is not None and held.number == new.number


def match_paragraphs(
    held: Sequence[ExistingParagraph], new: Sequence[Item], items: dict[int, int]
) -> dict[tuple[int, int], str]:
    """Give each new paragraph (item index, paragraph index) the id that it already had.

    The same words in the same item come first, then the same words anywhere in the meeting, then
    the likest words within the item, best pair first.
    """
    ids: dict[tuple[int, int], str] = {}
    free = {kept.id: kept for kept in held}
    for same_item in (True, False):
        for place, text in _places(new):
            if place in ids:
                continue
            found = next(
                (
                    k
                    for k in free.values()
                    if k.text == text and (not same_item or k.item == items.get(place[0]))
                ),
                None,
            )
            if found is not None:
                ids[place] = found.id
                del free[found.id]
    ranked = sorted(
        (
            (-fuzz.ratio(kept.text, text), place, kept.id)
            for place, text in _places(new)
            if place not in ids
            for kept in free.values()
            if kept.item == items.get(place[0])
        ),
    )
    for likeness, place, kept_id in ranked:
        if -likeness >= LIKE and place not in ids and kept_id in free:
            ids[place] = kept_id
            del free[kept_id]
    return ids


def _places(items: Sequence[Item]) -> Iterable[tuple[tuple[int, int], str]]:
    for i, item in enumerate(items):
        for p, paragraph in enumerate(item.paragraphs):
            yield (i, p), paragraph.text


def new_id(*parts: str | None) -> str:
    """An id made from what tells a paragraph apart: the same document gives the same ids."""
    told = "\x1f".join(part or "" for part in parts)
    return "p" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
