"""The series of numbers that counts up through a document: its agenda items."""

import re
from dataclasses import dataclass

from sources.numbering import Style, main_figure, slash_parts

_SERIES: tuple[Style, ...] = ("slash", "plain", "dotted", "bracket", "roman", "letter")
_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class ItemStart:
    """Where an item begins: its title, and the blocks `index` to `index + span` that hold it.

    `rest` is text of the item that stands in the same block as its title.
    """

    index: int
    title: str
    number: str | None = None
    span: int = 1
    anchor: str | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be the title of a numbered item, and how much speaks for it."""

    start: ItemStart
    style: Style
    weight: float
    marked: bool  # set in bold or as a heading


def best_series(candidates: list[Candidate]) -> list[Candidate]:
    """The series of numbers that counts up through the document with the greatest weight.

    Where items are 1.0, 2.0 and paragraphs 1.1, 1.2, only the former can be of the series.
    """
    if sum((c.start.number or "").endswith(".0") for c in candidates) >= 2:
        candidates = [c for c in candidates if (c.start.number or "").endswith(".0")]
    marked = [c for c in candidates if c.marked]
    best: list[Candidate] = []
    for pool in (candidates, marked):
        for style in _SERIES:
            chain = _longest([c for c in pool if c.style == style], style)
            if _worth(chain, style) > _worth(best, best[0].style if best else style):
                best = chain
    if sum(c.marked for c in best) * 2 > len(best):
        best = [c for c in best if c.marked]
    subs = [
        c
        for c in marked
        if c.style == "dotted"
        and best
        and best[0].style in ("plain", "slash")
        and c.start.index > best[0].start.index
    ]
    return sorted({c.start.index: c for c in best + subs}.values(), key=lambda c: c.start.index)


def _worth(chain: list[Candidate], style: str) -> float:
    if style in ("roman", "letter") and len(chain) < 3:
        return 0.0
    bonus = {"slash": 1.2, "plain": 1.0, "dotted": 0.7}.get(style, 0.6)
    return bonus * sum(c.weight for c in chain)


def _longest(pool: list[Candidate], style: Style) -> list[Candidate]:
    """The heaviest chain of candidates whose figures go up; gaps cost, as do long waits."""
    keys = _keys(pool, style)
    pairs = [(c, k) for c, k in zip(pool, keys, strict=True) if k is not None]
    best: list[tuple[float, int]] = []
    for i, (candidate, key) in enumerate(pairs):
        score, before = candidate.weight - min(key[0] - 1, 3) * 0.1, -1
        for j in range(max(0, i - 400), i):
            gap = _gap(pairs[j][1], key)
            if gap is not None and best[j][0] + candidate.weight - gap > score:
                score, before = best[j][0] + candidate.weight - gap, j
        best.append((score, before))
    chain: list[Candidate] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(pairs[at][0])
        at = best[at][1]
    return chain[::-1]


def _gap(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """What it costs to go from one number to the next; None where the series would go back."""
    if after <= before:
        return None
    step = after[0] - before[0]
    return 0.0 if step <= 1 else min(0.4 * (step - 1), 3.0)


def _keys(pool: list[Candidate], style: Style) -> list[tuple[int, ...] | None]:
    if style == "slash":
        parts = [slash_parts(c.start.number or "") for c in pool]
        if all(re.fullmatch(r"\d+\.\d+/\d+", c.start.number or "") for c in pool):
            return [(int((c.start.number or "").split(".")[0]),) for c in pool]
        if all(re.fullmatch(r"\D*\d+/\d+/\d+", c.start.number or "") for c in pool):
            return _counting([c.start.number or "" for c in pool])
        firsts = {p[0] for p in parts if p}
        lasts = {p[1] for p in parts if p}
        turn = len(firsts) < len(lasts)  # the year comes first
        return [None if p is None else (p[1], 0) if turn else (p[0], 0) for p in parts]
    if style == "letter":
        return [(ord(c.start.number or "A") - 64,) for c in pool]
    if style == "roman":
        return [(_roman(c.start.number or ""),) for c in pool]
    if style == "dotted":
        return [
            tuple(int(n) for n in re.findall(r"\d+", c.start.number or "")) or None for c in pool
        ]
    found: list[tuple[int, ...] | None] = []
    for candidate in pool:
        number = candidate.start.number or ""
        figure = main_figure(number)
        tail = re.sub(r"^(?:[A-Z]{1,4}[.-]?)?\d+", "", number).strip("()")
        found.append(
            None
            if figure is None
            else (figure, int(tail) if tail.isdigit() else sum(map(ord, tail)))
        )
    return found


def _counting(numbers: list[str]) -> list[tuple[int, ...] | None]:
    """The figure that counts in numbers like "24/07/01": the one that differs most often."""
    rows = [[int(n) for n in re.findall(r"\d+", number)] for number in numbers]
    kinds = [len({row[at] for row in rows}) for at in range(3)] if rows else []
    return [(row[max(range(3), key=lambda at: (kinds[at], at))],) for row in rows]


def _roman(number: str) -> int:
    """The figure of "IV"."""
    values = [_FIGURES[letter] for letter in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
