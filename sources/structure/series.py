"""The series of numbers that counts up through a document: its agenda items."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from sources.readers.blocks import Block
from sources.structure.numbered_titles import LONGEST_TITLE, Candidate, ItemStart, number_of
from sources.structure.numbering import Style, clean_number, main_figure, slash_parts
from sources.structure.titles import clean_title

_SERIES: tuple[Style, ...] = ("slash", "code", "plain", "dotted", "bracket", "roman", "letter")
_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50}


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
        for c in candidates
        if (c.marked or c.labelled)
        and c.style == "dotted"
        and best
        and best[0].style in ("plain", "slash")
        and c.start.index > best[0].start.index
    ]
    chosen = best + subs + _out_of_turn(candidates, best)
    return sorted({c.start.index: c for c in chosen}.values(), key=lambda c: c.start.index)


def _out_of_turn(candidates: list[Candidate], best: list[Candidate]) -> list[Candidate]:
    """Items that were taken in another order than that of their numbers, where each of them has its
    number on a line by itself and its title in bold below."""
    apart = [c for c in best if c.start.span > 1 and c.marked]
    if len(best) < 2 or len(apart) < len(best):
        return []
    known = {c.start.number for c in best}
    others = [c for c in candidates if c.style == best[0].style and c.start.span > 1 and c.marked]
    once = Counter(c.start.number for c in others)
    return [c for c in others if c.start.number not in known and once[c.start.number] == 1]


def with_sentences(chain: list[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """The series with the numbered sentences that stand in it for a title: "3. The minutes were
    agreed." They are items where all numbers of that style count up by one through the document,
    misprints apart, so that none can be of a list or of paragraphs within an item."""
    if not chain or chain[0].style not in ("plain", "slash", "dotted"):
        return chain
    style = chain[0].style
    numbered = [
        (i, number)
        for i, block in enumerate(blocks)
        if block.role != "row" and (number := number_of(block))[1] == style and number[2]
    ]
    known = {c.start.index: c for c in chain}
    pool = [known.get(i) or _sentence(i, blocks[i], *number) for i, number in numbered]
    keys = _keys(pool, style)
    steps = [b[0] - a[0] if a and b else 99 for a, b in itertools.pairwise(keys)]
    misprints = sum(step != 1 for step in steps)
    steady = misprints <= 0.1 * len(steps) and all(-3 < step < 3 for step in steps)
    titled = any(c.marked or c.weight >= 1.0 for c in chain)
    if len(pool) < 3 or not (titled and steady):
        return chain
    return pool if known.keys() <= {c.start.index for c in pool} else chain


def _sentence(index: int, block: Block, number: str, style: Style | None, text: str) -> Candidate:
    """A numbered sentence as an item: its words are title and text."""
    title = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    start = ItemStart(index, clean_title(title), clean_number(number), rest=text)
    return Candidate(start, style or "plain", 0.2, marked=False)


def _worth(chain: list[Candidate], style: str) -> float:
    if style in ("roman", "letter") and len(chain) < 3:
        return 0.0
    bonus = {"slash": 1.2, "code": 1.0, "plain": 1.0, "dotted": 0.7}.get(style, 0.6)
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
    if style in ("slash", "code"):
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
