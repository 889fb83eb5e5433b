"""Word's lists: the numbers that stand in no paragraph's text and have to be counted."""

import re
from dataclasses import dataclass, field

import lxml.etree

from sources.listnumbers import list_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "1",
}

Element = lxml.etree._Element


def value_of(element: Element, path: str) -> str | None:
    """The value of the element at a path of names in Word's namespace; None without one."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


@dataclass
class Lists:
    """Counts the entries of Word's lists: lists of one abstract list count on together."""

    root: Element | None
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str | None:
        """The number of the next entry, "•" for a bullet, None where the list is unknown."""
        number = None if self.root is None else self.root.find(f"{W}num[@{W}numId='{list_id}']")
        if self.root is None or number is None or not 0 <= level <= 8:
            return None
        abstract_id = value_of(number, "abstractNumId") or ""
        levels = self._levels(number, abstract_id)
        counts = self.counts.setdefault(abstract_id, [])
        starts = [_start(levels.get(i)) for i in range(9)]
        counts += [start - 1 for start in starts[len(counts) :]]
        if list_id not in self.begun:
            self.begun.add(list_id)
            for override in number.findall(f"{W}lvlOverride"):
                start, at = value_of(override, "startOverride"), override.get(f"{W}ilvl") or ""
                if start and start.isdigit() and at.isdigit() and int(at) < 9:
                    counts[int(at)] = int(start) - 1
        counts[level] += 1
        counts[level + 1 :] = [start - 1 for start in starts[level + 1 :]]
        return _written(levels, counts, starts, level)

    def _levels(self, number: Element, abstract_id: str) -> dict[int, Element]:
        assert self.root is not None
        abstract = self.root.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        found = [] if abstract is None else abstract.findall(f"{W}lvl")
        found += number.findall(f"{W}lvlOverride/{W}lvl")
        return {int(e.get(f"{W}ilvl") or 0): e for e in found}


def _start(level: Element | None) -> int:
    start = None if level is None else value_of(level, "start")
    return int(start) if start and start.isdigit() else 1


def _written(
    levels: dict[int, Element], counts: list[int], starts: list[int], level: int
) -> str | None:
    """A number as its level writes it: "%1.%2" with the counts put in."""
    element = levels.get(level)
    if element is None:
        return None
    kind = value_of(element, "numFmt") or "decimal"
    if kind == "bullet":
        return "•"
    if kind == "none":
        return None

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at)
        said = _KINDS.get((value_of(of, "numFmt") if of is not None else None) or "decimal", "1")
        return list_number(said, max(counts[at], starts[at]))

    text = re.sub(r"%([1-9])", figure, value_of(element, "lvlText") or "")
    return text.strip() or None
