"""Who came later and who went earlier: read from the words of minutes whenever it is wanted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sources.structure.attendance import WORDS
from sources.structure.attendees import TITLE, bare_name
from sources.structure.head_words import any_of
from storage.model import Attendee, Meeting

Way = Literal["arrived", "left"]

# What follows a name, and what stands in brackets behind one.
_WORDS: dict[Way, tuple[str, str]] = {
    "arrived": (
        any_of(WORDS["movement"]["arrived"]),
        any_of(WORDS["movement"]["came_from"]),
    ),
    "left": (any_of(WORDS["movement"]["left"]), any_of(WORDS["movement"]["went_until"])),
}
_BETWEEN = (
    r"(?:\s+(?:then|also|again|had|who)|\s+(?:had\s+)?declared\s+an?\s+[^.;]{0,60}?\s+and)?\s+"
)
_WHEN = re.compile(
    r"\b(?:item\s+(?:no\.?\s*)?\d[\w./]*|\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?)|\d{1,2}[.:]\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Movement:
    """That somebody came or went while the meeting sat: under which item, at its words' time."""

    name: str
    way: Way
    item: str
    when: str | None = None


def movements_in(text: str, people: Sequence[Attendee], item: str = "") -> Iterator[Movement]:
    """The comings and goings that a paragraph tells of people who are listed, in its order."""
    surnames = [_surname(person) for person in people]
    movements: list[tuple[int, Movement]] = []
    for person, surname in zip(people, surnames, strict=True):
        name = bare_name(person.name) if surnames.count(surname) > 1 else surname
        if name not in text:
            continue
        for way, (phrases, notes) in _WORDS.items():
            for at, words in _mentions(text, name, phrases, notes):
                when = _WHEN.search(words)
                stated = Movement(person.name, way, item, when[0].strip() if when else None)
                movements.append((at, stated))
    yield from (movement for _, movement in sorted(movements, key=lambda one: one[0]))


def _mentions(text: str, name: str, phrases: str, notes: str) -> Iterator[tuple[int, str]]:
    """Where a text says so of somebody, and the words that follow. A note in brackets counts only
    with an item or a time in it: "(from item 3)", not "(from Elm Ward)"."""
    before = rf"(?<![\w’'-])(?:{TITLE}\s+)?(?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,3}}?{re.escape(name)}"
    verb = rf"{_BETWEEN}{phrases}\b(?P<rest>[^.;)]*(?:\.\d\d[^.;)]*)?)"
    note = rf"\s*\((?P<note>{notes}\b[^()]{{1,30}})\)"
    for match in re.finditer(rf"{before}(?:{verb}|{note})", text):
        noted = match["note"] is None or _WHEN.search(match["note"])
        if noted and _starts(text, match.start()):
            yield match.start(), match["rest"] or match["note"] or ""


def movements_of(meeting: Meeting) -> tuple[Movement, ...]:
    """Every coming and going that the minutes of a meeting tell, in their order."""
    return tuple(
        movement
        for item in meeting.items
        if not item.exempt
        for paragraph in item.paragraphs
        for movement in movements_in(
            paragraph.text, meeting.attendance, f"item {item.number}" if item.number else item.title
        )
    )


def _surname(person: Attendee) -> str:
    return bare_name(person.name).split()[-1] if bare_name(person.name) else person.name


def _starts(text: str, at: int) -> bool:
    """Whether a name begins a sentence or an entry of a list, and is no object of another verb."""
    before = text[:at].rstrip()
    return not before or before[-1] in '.;,:([“"' or bool(re.search(r"\b(?:and|as|after)$", before))
