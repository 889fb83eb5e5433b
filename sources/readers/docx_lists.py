"""Word's lists: the numbers that stand in no paragraph's text and have to be counted."""

import re
from dataclasses import dataclass, field

import lxml.etree

from sources.readers.blocks import list_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")
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


def is_on(element: Element) -> bool:
    """Whether a mark that is there is on: it says nothing, or anything but off."""
    return element.get(f"{W}val") not in OFF


@dataclass
class Lists:
    """Counts the entries of Word's lists: lists of one abstract list count on together."""

    root: Element | None
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str | None:
        """The number of the next entry, "•" for a bullet, None where the list is unknown."""
        number = self._number(list_id)
        if number is None or not 0 <= level <= 8:
            return None
        abstract_id, levels = self._levels(number)
        counts = self.counts.setdefault(abstract_id, [])
        starts = [_start(levels.get(i)) for i in range(9)]
        counts += [start - 1 for start in starts[len(counts) :]]
        if list_id not in self.begun:
            self.begun.add(list_id)
            _begin_anew(number, counts)
        counts[level] += 1
        for below in range(level + 1, 9):
            if _restarts(levels.get(below), below, level):
                counts[below] = starts[below] - 1
        return _written(levels, counts, starts, level)

    def level_of(self, list_id: str, style: str) -> int | None:
        """The level of a list that a paragraph style is bound to; None where it is to none."""
        number = self._number(list_id)
        levels = {} if number is None else self._levels(number)[1]
        return next((at for at, e in levels.items() if value_of(e, "pStyle") == style), None)

    def _number(self, list_id: str) -> Element | None:
        return None if self.root is None else self.root.find(f"{W}num[@{W}numId='{list_id}']")

    def _levels(self, number: Element) -> tuple[str, dict[int, Element]]:
        """The id of a list's abstract list, and its levels with those of its own."""
        abstract = self._abstract(value_of(number, "abstractNumId") or "")
        found = [] if abstract is None else abstract.findall(f"{W}lvl")
        found += number.findall(f"{W}lvlOverride/{W}lvl")
        abstract_id = "" if abstract is None else abstract.get(f"{W}abstractNumId") or ""
        return abstract_id, {int(e.get(f"{W}ilvl") or 0): e for e in found}

    def _abstract(self, abstract_id: str) -> Element | None:
        """An abstract list; one that only names a list style stands for the list that makes it."""
        assert self.root is not None
        found = self.root.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        style = None if found is None else value_of(found, "numStyleLink")
        if style is None:
            return found
        makers = self.root.iter(f"{W}abstractNum")
        return next((e for e in makers if value_of(e, "styleLink") == style), found)


def _begin_anew(number: Element, counts: list[int]) -> None:
    """Set the counts as a list says that is met for the first time."""
    for override in number.findall(f"{W}lvlOverride"):
        start, at = value_of(override, "startOverride"), override.get(f"{W}ilvl") or ""
        if start and start.isdigit() and at.isdigit() and int(at) < 9:
            counts[int(at)] = int(start) - 1


def _start(level: Element | None) -> int:
    start = None if level is None else value_of(level, "start")
    return int(start) if start and start.isdigit() else 1


def _restarts(level: Element | None, at: int, used: int) -> bool:
    """Whether the level at a depth begins again after an entry of the level used: after any above
    it, or from the one that it names up; never where it names none (0)."""
    said = None if level is None else value_of(level, "lvlRestart")
    return used < (int(said) if said and said.isdigit() else at)


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
    legal = element.find(f"{W}isLgl")
    figures_only = legal is not None and is_on(legal)

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at)
        said = (value_of(of, "numFmt") if of is not None else None) or "decimal"
        kind = "1" if figures_only else _KINDS.get(said, "1")
        return list_number(kind, max(counts[at], starts[at]))

    text = re.sub(r"%([1-9])", figure, value_of(element, "lvlText") or "")
    return text.strip() or None
