"""Two columns of text on a printed page: they are read one after the other.

A list of names beside offices, or a column of actions, is read across: its lines are no sentences
that fill their column and go on in the next line.
"""

from collections.abc import Sequence
from statistics import median

from sources.readers.pdf_words import Word, rows

_FEWEST = 5  # lines in each of two columns
_STEP = 3.0  # points from one place for a gutter to the next

Part = tuple[list[Word], float]


def in_reading_order(words: Sequence[Word]) -> list[Part]:
    """The words in parts that are read one after the other, each with the right edge of its
    column; 0 for a part as wide as the page."""
    lines = list(rows(words))
    found = _columns(lines)
    if found is None:
        return [(list(words), 0.0)]
    first, last, gutter = found
    inner = [w for line in lines[first:last] for w in line]
    left = [w for w in inner if w["x1"] <= gutter]
    right = [w for w in inner if w["x1"] > gutter]
    head = [([w for line in lines[:first] for w in line], 0.0)] if first else []
    rest = [w for line in lines[last:] for w in line]
    columns = [(part, max(w["x1"] for w in part)) for part in (left, right)]
    return [*head, *columns, *(in_reading_order(rest) if rest else [])]


def _columns(lines: Sequence[list[Word]]) -> tuple[int, int, float] | None:
    """The first and the end of the lines that stand in two columns, and the place between them."""
    if len(lines) < _FEWEST:
        return None
    start = min(w["x0"] for line in lines for w in line)
    width = max(w["x1"] for line in lines for w in line) - start
    best: tuple[int, int, int, float] | None = None
    for step in range(int(0.3 * width / _STEP) + 1):
        gutter = start + 0.35 * width + step * _STEP
        for first, last in _runs(lines, gutter):
            sides = _sides(lines[first:last], gutter)
            if (best is None or len(sides[0]) > best[0]) and _are_columns(*sides):
                best = len(sides[0]), first, last, gutter
    return best[1:] if best else None


def _runs(lines: Sequence[list[Word]], gutter: float) -> list[tuple[int, int]]:
    """The runs of lines that do not cross a place, each from the first to the last that has words
    right of it."""
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    for at, line in enumerate(lines):
        if not _is_clear(line, gutter):
            open_at = None
        elif any(w["x0"] >= gutter for w in line):
            if open_at is None:
                open_at = at
                found.append((at, at + 1))
            found[-1] = (open_at, at + 1)
    return [(first, _below(lines, first, last, gutter)) for first, last in found]


def _below(lines: Sequence[list[Word]], first: int, last: int, gutter: float) -> int:
    """The end of a run with what goes on below it in the left column, line after line."""
    lefts = [line for line in lines[first:last] if line[0]["x0"] < gutter]
    before = lefts[-1] if lefts else lines[last - 1]
    while last < len(lines) and _is_clear(lines[last], gutter):
        if lines[last][0]["bottom"] - before[0]["bottom"] > 1.8 * before[0]["size"]:
            break
        before, last = lines[last], last + 1
    return last


def _is_clear(line: Sequence[Word], gutter: float) -> bool:
    """Whether a line has no words over a place, and a gap there wider than between words."""
    before = max((w["x1"] for w in line if w["x0"] < gutter), default=0.0)
    after = min((w["x0"] for w in line if w["x0"] >= gutter), default=10_000.0)
    return before < gutter and after - before > 0.9 * line[0]["size"]


def _sides(lines: Sequence[list[Word]], gutter: float) -> tuple[list[list[Word]], list[list[Word]]]:
    inner = [w for line in lines for w in line]
    return (
        list(rows([w for w in inner if w["x0"] < gutter])),
        list(rows([w for w in inner if w["x0"] >= gutter])),
    )


def _are_columns(left: Sequence[list[Word]], right: Sequence[list[Word]]) -> bool:
    """Whether two sides are both columns of sentences, of much the same width."""
    if min(len(left), len(right)) < _FEWEST:
        return False
    widths = [max(map(_width, side)) for side in (left, right)]
    return 0.6 < widths[0] / max(widths[1], 1.0) < 1.7 and all(
        median(map(_width, side)) >= 0.7 * width
        and median(map(len, side)) >= 3
        and sum(_first(line)["text"][:1].islower() for line in side) >= 0.2 * len(side)
        for side, width in zip((left, right), widths, strict=True)
    )


def _first(line: Sequence[Word]) -> Word:
    return min(line, key=lambda w: w["x0"])


def _width(line: Sequence[Word]) -> float:
    return float(max(w["x1"] for w in line) - min(w["x0"] for w in line))
