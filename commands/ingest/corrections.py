"""Corrections applied to what was read: pure functions from a meeting to a meeting."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from storage.corrections import Correction
from storage.model import ActionKind, Item, Meeting, Paragraph
from storage.shingles import SHINGLES_SHARED, find_item, find_paragraph, likeness, trace

_SURE = 0.8  # likeness from which a paragraph is still the one to be split or joined
_OF_ACTIONS = ("kind", "owner")
NO_ACTION = "none"


# ---- where ------------------------------------------------------------------------------------


def place_of_item(item: Item) -> dict[str, Any]:
    """Where an item is, so that it is found again when the minutes are read again."""
    return {"item": item.number, "title": sorted(trace(item.title))}


def place_of_paragraph(item: Item, paragraph: Paragraph) -> dict[str, Any]:
    """The same for a paragraph."""
    return {**place_of_item(item), "text": sorted(trace(paragraph.text))}


def place_of_action(item: Item, paragraph: Paragraph, words: str) -> dict[str, Any]:
    """The same for what is drawn from some words of a paragraph."""
    return {**place_of_paragraph(item, paragraph), "words": sorted(trace(words))}


# ---- applying ---------------------------------------------------------------------------------


def apply_corrections(meeting: Meeting, mends: Sequence[Correction]) -> Meeting:
    """A document as it was read, with its corrections; one that no longer finds its place is
    told among the warnings. Those of actions come after understanding: `mended_actions`."""
    for mend in mends:
        if mend.kind in _OF_ACTIONS:
            continue
        changed = _APPLIED[mend.kind](meeting, mend)
        meeting = changed if changed is not None else _unplaced(meeting, mend)
    return meeting


def apply_action_corrections(meeting: Meeting, mends: Sequence[Correction]) -> Meeting:
    """What was understood, with the kinds and owners that were corrected."""
    for mend in mends:
        if mend.kind in _OF_ACTIONS:
            changed = _of_action(meeting, mend)
            meeting = changed if changed is not None else _unplaced(meeting, mend)
    return meeting


def _unplaced(meeting: Meeting, mend: Correction) -> Meeting:
    what = _CALLED.get(mend.kind, mend.kind)
    warning = f"a correction no longer finds its place: {what}"
    return replace(meeting, warnings=(*meeting.warnings, warning))


_CALLED = {
    "exempt": "an item marked as exempt or not",
    "drop": "a paragraph left out",
    "split": "a paragraph split",
    "join": "two paragraphs joined",
    "kind": "the kind of an action",
    "owner": "the owner of an action",
}


def _said(field: str) -> Callable[[Meeting, Correction], Meeting | None]:
    def apply(meeting: Meeting, mend: Correction) -> Meeting | None:
        changed: dict[str, Any] = {field: mend.value or None}
        if field == "panel" and meeting.title in (None, meeting.panel):
            changed["title"] = mend.value or None
        warnings = tuple(w for w in meeting.warnings if not w.startswith(f"no {field} found"))
        return replace(meeting, **changed, warnings=warnings)

    return apply


def _date(meeting: Meeting, mend: Correction) -> Meeting | None:
    warnings = tuple(w for w in meeting.warnings if w != "no date found")
    return replace(meeting, date=dt.date.fromisoformat(mend.value), warnings=warnings)


def _exempt(meeting: Meeting, mend: Correction) -> Meeting | None:
    """An item that was renamed stays private under its number; public it becomes by name only."""
    private = mend.value == "yes"
    place = mend.place
    index = find_item(meeting, place["item"], place["title"], or_number=private)
    if index is None:
        return None
    return _with_item(meeting, index, replace(meeting.items[index], exempt=private))


def _drop(meeting: Meeting, mend: Correction) -> Meeting | None:
    place = _paragraph(meeting, mend)
    if place is None:
        return None
    item = meeting.items[place[0]]
    kept = (*item.paragraphs[: place[1]], *item.paragraphs[place[1] + 1 :])
    return _with_item(meeting, place[0], replace(item, paragraphs=kept))


def _split(meeting: Meeting, mend: Correction) -> Meeting | None:
    """`value` is the number of letters and figures before the place of the split."""
    place = _paragraph(meeting, mend, _SURE)
    if place is None:
        return None
    item = meeting.items[place[0]]
    whole = item.paragraphs[place[1]]
    at = _after_letters(whole.text, int(mend.value))
    first, second = whole.text[:at].rstrip(), whole.text[at:].lstrip()
    if not first or not second:
        return None
    parts = (
        replace(whole, text=first, actions=()),
        replace(whole, text=second, number=None, id=None, actions=()),
    )
    kept = (*item.paragraphs[: place[1]], *parts, *item.paragraphs[place[1] + 1 :])
    return _with_item(meeting, place[0], replace(item, paragraphs=kept))


def _join(meeting: Meeting, mend: Correction) -> Meeting | None:
    """`value` is nothing: a paragraph and the one after it in its item."""
    place = _paragraph(meeting, mend, _SURE)
    if place is None or place[1] + 1 >= len(meeting.items[place[0]].paragraphs):
        return None
    item = meeting.items[place[0]]
    one, other = item.paragraphs[place[1] : place[1] + 2]
    together = replace(one, text=f"{one.text} {other.text}", actions=())
    kept = (*item.paragraphs[: place[1]], together, *item.paragraphs[place[1] + 2 :])
    return _with_item(meeting, place[0], replace(item, paragraphs=kept))


def _of_action(meeting: Meeting, mend: Correction) -> Meeting | None:
    place = _paragraph(meeting, mend)
    if place is None:
        return None
    item = meeting.items[place[0]]
    paragraph = item.paragraphs[place[1]]
    ranked = [
        (likeness(mend.place["words"], trace(action.text)), -n)
        for n, action in enumerate(paragraph.actions)
    ]
    like, n = max(ranked, default=(0.0, 0))
    if like < SHINGLES_SHARED:
        return None
    action = paragraph.actions[-n]
    drawn = list(paragraph.actions)
    if mend.kind == "owner":
        drawn[-n] = replace(action, owner=mend.value or None, co_owners=(), certain=True)
    elif mend.value == NO_ACTION:
        del drawn[-n]
    else:
        kind = cast(ActionKind, mend.value)
        drawn[-n] = replace(action, kind=kind, procedural=False, complete=False, certain=True)
    changed = replace(paragraph, actions=tuple(drawn))
    kept = (*item.paragraphs[: place[1]], changed, *item.paragraphs[place[1] + 1 :])
    return _with_item(meeting, place[0], replace(item, paragraphs=kept))


_APPLIED: Mapping[str, Callable[[Meeting, Correction], Meeting | None]] = {
    "date": _date,
    "panel": _said("panel"),
    "title": _said("title"),
    "url": _said("url"),
    "exempt": _exempt,
    "drop": _drop,
    "split": _split,
    "join": _join,
}


def _paragraph(
    meeting: Meeting, mend: Correction, least: float = SHINGLES_SHARED
) -> tuple[int, int] | None:
    return find_paragraph(meeting, mend.place["text"], mend.place["title"], least)


def _with_item(meeting: Meeting, index: int, item: Item) -> Meeting:
    return replace(meeting, items=(*meeting.items[:index], item, *meeting.items[index + 1 :]))


def letters_before(text: str, at: int) -> int:
    """How many letters and figures stand before a place: what survives another spacing."""
    return sum(letter.isalnum() for letter in text[:at])


def _after_letters(text: str, count: int) -> int:
    for at, letter in enumerate(text):
        if count == 0 and letter.isalnum():
            return at
        count -= letter.isalnum()
    return len(text)
