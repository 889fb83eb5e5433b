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


def match_items(existing: Sequence[ExistingItem], new: Sequence[Item]) -> dict[int, int]:
    """Pair the new items (by index) with held ones (by id).

    The page's own anchor decides where both have one, then number and title, then title, then
    number.
    """
    pairs: dict[int, int] = {}
    free = {item.id: item for item in existing}
    for likeness in (_same_anchor, _same_number_and_title, _same_title, _same_number):
        for index, item in enumerate(new):
            if index in pairs:
                continue
            match = next((h for h in free.values() if likeness(h, item)), None)
            if match is not None:
                pairs[index] = match.id
                del free[match.id]
    return pairs


def _same_anchor(existing: ExistingItem, new: Item) -> bool:
    return bool(new.url and existing.url == new.url and "#" in new.url)


def _same_number_and_title(existing: ExistingItem, new: Item) -> bool:
    return existing.number == new.number and existing.title == new.title


def _same_title(existing: ExistingItem, new: Item) -> bool:
    return existing.title == new.title


def _same_number(existing: ExistingItem, new: Item) -> bool:
    return new.number is not None and existing.number == new.number


def match_paragraphs(
    existing: Sequence[ExistingParagraph], new: Sequence[Item], items: dict[int, int]
) -> dict[tuple[int, int], str]:
    """Give each new paragraph (item index, paragraph index) the id that it already had.

    The same words in the same item come first, then the same words anywhere in the meeting, then
    the likest words within the item, best pair first.
    """
    ids: dict[tuple[int, int], str] = {}
    free = {kept.id: kept for kept in existing}
    for same_item in (True, False):
        for place, text in _places(new):
            if place in ids:
                continue
            match = next(
                (
                    k
                    for k in free.values()
                    if k.text == text and (not same_item or k.item == items.get(place[0]))
                ),
                None,
            )
            if match is not None:
                ids[place] = match.id
                del free[match.id]
    ranked = sorted(
        (
            (-fuzz.ratio(kept.text, text), place, kept.id)
            for place, text in _places(new)
            if place not in ids
            for kept in free.values()
            if kept.item == items.get(place[0])
        ),
    )
    for likeness, place, existing_id in ranked:
        if -likeness >= LIKE and place not in ids and existing_id in free:
            ids[place] = existing_id
            del free[existing_id]
    return ids


def _places(items: Sequence[Item]) -> Iterable[tuple[tuple[int, int], str]]:
    for i, item in enumerate(items):
        for p, paragraph in enumerate(item.paragraphs):
            yield (i, p), paragraph.text


def new_id(*parts: str | None) -> str:
    """Return an id made from what tells a paragraph apart: the same document gives the same ids."""
    identity = "\x1f".join(part or "" for part in parts)
    return "p" + hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
