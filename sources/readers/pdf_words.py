"""The words on a printed page that belong to its text: without those that are turned, white or
covered, and without numbers of lines in the margin; raised ones in the line that they are of."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pdfplumber.page import Page

from sources.readers.symbols import with_symbols
from sources.readers.visible import LeftOut

Word = dict[str, Any]
_MOST_DRAWN = 500  # boxes, and letters, of a page that are held against each other
_MOST_LETTERS = 20_000


def as_seen(page: Page, left_out: LeftOut) -> Page:
    """A page with the letters that are seen as text, each once; the words of others are noted."""
    unseen = {**_turned(page), **_covered(page), **_white(page)}
    before: Word | None = None
    told: dict[str, str] = defaultdict(str)
    for char in (c for c in page.chars if id(c) in unseen):
        told[unseen[id(char)]] += " " if before and _is_apart(before, char) else ""
        told[unseen[id(char)]] += char["text"]
        before = char
    for why, text in told.items():
        left_out.add(why, text)
    is_first = _printed_once()
    return page.filter(lambda thing: id(thing) not in unseen and is_first(thing))


def _is_apart(before: Word, char: Word) -> bool:
    """Whether a letter, drawn after another, stands too far from it to be of the same word."""
    far = max(abs(char["x0"] - before["x0"]), abs(char["top"] - before["top"]))
    return bool(far > 2 * max(before["size"], before["x1"] - before["x0"]))


def page_words(page: Page, most: int) -> list[Word]:
    """The words of a page's text, `most` at most."""
    words = page.extract_words(x_tolerance_ratio=0.16, extra_attrs=["fontname", "size"])[:most]
    for word in words:
        word["text"] = with_symbols(word["text"], word["fontname"])
    return _without_line_numbers(_with_raised(words))


def rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words gathered to lines by the height of their feet."""
    row: list[Word] = []
    for word in sorted(words, key=lambda w: (round(w["bottom"], 1), w["x0"])):
        if row and word["bottom"] - row[0]["bottom"] > max(2.5, row[0]["size"] * 0.35):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _printed_once() -> Callable[[Word], bool]:
    """Keeps one of letters printed over each other, as some writers do for bold type."""
    seen: set[tuple[str, int, int]] = set()

    def is_first(thing: Word) -> bool:
        if thing["object_type"] != "char":
            return True
        key = (thing["text"], round(thing["x0"]), round(thing["top"]))
        if key in seen:
            return False
        seen.add(key)
        return True

    return is_first


def _turned(page: Page) -> dict[int, str]:
    """The letters that do not stand upright, by identity; none where the whole page is turned."""
    found = {
        id(c): "turned"
        for c in page.chars
        if abs(c["matrix"][1]) > 0.05 * (abs(c["matrix"][0]) + abs(c["matrix"][1]))
    }
    return found if 2 * len(found) < len(page.chars) else {}


def _white(page: Page) -> dict[int, str]:
    """The white letters that stand on no coloured ground, by identity."""
    white = [c for c in page.chars[:_MOST_LETTERS] if _light(c["non_stroking_color"]) == 1.0]
    grounds = [*page.rects, *page.curves, *page.images][:_MOST_DRAWN]
    return {id(c): "white" for c in white if not any(_is_over(g, c) for g in grounds)}


def _covered(page: Page) -> dict[int, str]:
    """The letters under a black or white box that was drawn after them, by identity."""
    boxes = [r for r in page.rects[:_MOST_DRAWN] if r["fill"] and _is_opaque(r)]
    letters = page.chars[:_MOST_LETTERS]
    if not any(_is_over(box, char) for box in boxes for char in letters):
        return {}
    drawn = list(page.iter_layout_objects(page.layout._objs))
    at_box = [i for i, thing in enumerate(drawn) if thing["object_type"] == "rect"]
    at_char = [i for i, thing in enumerate(drawn) if thing["object_type"] == "char"]
    order = {id(r): i for r, i in zip(page.rects, at_box, strict=False)}
    return {
        id(char): "covered"
        for char, i in zip(letters, at_char, strict=False)
        if any(order.get(id(box), 0) > i and _is_over(box, char) for box in boxes)
    }


def _is_opaque(box: Word) -> bool:
    light = _light(box["non_stroking_color"])
    return light is not None and (light < 0.2 or light == 1.0)


def _light(colour: Any) -> float | None:
    """How light a colour is, from 0 (black) to 1 (white); None for one by name or pattern."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not parts or not all(isinstance(p, (int, float)) for p in parts):
        return None
    if len(parts) == 4:
        return max(0.0, 1.0 - float(parts[3]) - sum(map(float, parts[:3])) / 3)
    return sum(map(float, parts)) / len(parts)


def _is_over(box: Word, char: Word) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box["x0"] <= x <= box["x1"] and box["top"] <= y <= box["bottom"])


def _with_raised(words: list[Word]) -> list[Word]:
    """The words with small raised ones set into the line of the word that they follow."""
    near: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        near[int(word["bottom"] // 20)].append(word)
    for word in words:
        at = int(word["bottom"] // 20)
        hosts = (w for i in (at, at + 1) for w in near[i] if _is_raised(word, w))
        if host := next(hosts, None):
            word["raised"], word["bottom"] = True, host["bottom"]
    return words


def _is_raised(word: Word, host: Word) -> bool:
    """Whether a word is raised beside another, after it or as the mark before it."""
    size = host["size"]
    beside = (
        -0.1 * size < word["x0"] - host["x1"] < 0.3 * size
        or -0.1 * size < host["x0"] - word["x1"] < 0.3 * size
    )
    lifted = 0.1 * size < host["bottom"] - word["bottom"] < 0.7 * size
    return bool(word["size"] < 0.85 * size and beside and lifted)


def _without_line_numbers(words: list[Word]) -> list[Word]:
    """The words without a column of figures in the margin that counts the lines, each or every
    fifth: it counts on evenly, beside lines that begin in mid-sentence."""
    figures = [w for w in words if w["text"].isdecimal() and len(w["text"]) < 5]
    others = [w for w in words if not w["text"].isdecimal()]
    if len(figures) < 3 or not others:
        return words
    left = sorted(w["x0"] for w in others)[len(others) // 50]
    right = sorted(w["x1"] for w in others)[-1 - len(others) // 50]
    for column in (
        [w for w in figures if w["x1"] < left - 2],
        [w for w in figures if w["x0"] > right + 2],
    ):
        if _counts_lines(column, list(rows(others))):
            numbers = set(map(id, column))
            return [w for w in words if id(w) not in numbers]
    return words


def _counts_lines(column: Sequence[Word], lines: Sequence[list[Word]]) -> bool:
    column = sorted(column, key=lambda w: w["top"])
    counted = [int(w["text"]) for w in column]
    steps = {b - a for a, b in itertools.pairwise(counted)}
    if len(steps) != 1 or (step := steps.pop()) not in (1, 2, 5, 10):
        return False
    if step > 2:
        return len(column) >= 3 and all(n % step == 0 for n in counted)
    going_on = sum(line[0]["text"][:1].islower() for line in lines)
    return len(column) * step >= 0.6 * len(lines) and going_on >= max(2, 0.2 * len(lines))
