"""Block Kit as a picture: an SVG that looks much like Slack, the same on every machine."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Json = dict[str, Any]

WIDTH, LEFT = 760, 64
LETTERS = 92  # that fit on a line
LINE, SMALL, GAP = 22, 18, 8
INK, GREY, LINK, RULE = "#1d1c1d", "#616061", "#1264a3", "#dddddd"


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    style: str = ""


@dataclass
class Picture:
    """What is drawn so far, from the top down."""

    parts: list[str]
    y: int = GAP

    def line(self, runs: Iterable[Run], left: int = LEFT, size: int = 15, ink: str = INK) -> None:
        """One line of words."""
        self.y += SMALL if size < 15 else LINE
        told = "".join(f"<tspan{run.style}>{escape(run.text)}</tspan>" for run in runs)
        self.parts.append(
            f'<text x="{left}" y="{self.y}" font-size="{size}" fill="{ink}"'
            f' xml:space="preserve">{told}</text>'
        )

    def words(self, runs: Iterable[Run], left: int = LEFT, size: int = 15, ink: str = INK) -> None:
        """Words over as many lines as they need."""
        letters = LETTERS * 15 // size - (left - LEFT) // 8
        for line in wrapped(runs, letters):
            self.line(line, left, size, ink)

    def buttons(self, labels: Iterable[str]) -> None:
        """Buttons beside each other, over as many rows as they need."""
        x = LEFT
        self.y += GAP
        for label in labels:
            width = 8 * len(label) + 24
            if x + width > WIDTH - 16:
                x, self.y = LEFT, self.y + 36
            self.button(label, x, self.y)
            x += width + GAP
        self.y += 30

    def button(self, label: str, x: int, y: int) -> None:
        """One button."""
        width = 8 * len(label) + 24
        self.parts.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="28" rx="4" fill="none"'
            f' stroke="#bbbbbb"/><text x="{x + width / 2:g}" y="{y + 19}" font-size="13"'
            f' font-weight="bold" text-anchor="middle" fill="{INK}">{escape(label)}</text>'
        )

    def rule(self, x: int, top: int, x2: int, bottom: int, width: int = 1) -> None:
        """A straight line."""
        self.parts.append(
            f'<line x1="{x}" y1="{top}" x2="{x2}" y2="{bottom}" stroke="{RULE}"'
            f' stroke-width="{width}"/>'
        )


def picture(title: str, said: Iterable[tuple[str, str, Iterable[Json]]]) -> str:
    """Who said it, a remark, and the blocks, one below the other, as SVG. `title` is what a
    screen reader says of it."""
    drawn = Picture([])
    for who, remark, blocks in said:
        drawn.y += GAP
        face = "#2b4c5f" if who == "Minutebook" else "#b5651d"
        drawn.parts.append(
            f'<rect x="16" y="{drawn.y}" width="36" height="36" rx="6" fill="{face}"/>'
        )
        drawn.line([Run(f"{who} ", BOLD), Run(remark, f' font-size="12" fill="{GREY}"')])
        for block in blocks:
            _block(drawn, block)
    body = "\n".join(drawn.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{drawn.y + 20}"'
        f' role="img" aria-label={quoteattr(title)} font-family="Lato, Helvetica, Arial,'
        f' sans-serif">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


BOLD = ' font-weight="bold"'


def typed(text: str) -> Json:
    """What a person wrote, as a block."""
    return {"type": "section", "text": {"text": text}}


def wrapped(runs: Iterable[Run], letters: int) -> Iterator[list[Run]]:
    """The runs in lines of so many letters."""
    held = list(runs)
    whole = "".join(run.text for run in held)
    at = 0
    for line in (
        piece for text in whole.split("\n") for piece in (textwrap.wrap(text, letters) or [""])
    ):
        start = whole.index(line, at)
        at = start + len(line)
        yield list(_between(held, start, at))


def _between(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    place = 0
    for run in runs:
        first, last = max(start - place, 0), min(end - place, len(run.text))
        if first < last:
            yield replace(run, text=run.text[first:last])
        place += len(run.text)


def _block(drawn: Picture, block: Json) -> None:
    match block["type"]:
        case "header":
            drawn.y += GAP
            drawn.line([Run(block["text"]["text"], BOLD)], size=18)
        case "section":
            top = drawn.y
            beside = block.get("accessory")
            room = LETTERS - 20 if beside else LETTERS
            for line in wrapped([Run(block["text"]["text"])], room):
                drawn.line(line)
            if beside:
                label = beside["text"]["text"]
                drawn.button(label, WIDTH - 40 - 8 * len(label), top + 4)
                drawn.y = max(drawn.y, top + 34)
        case "context":
            for part in block["elements"]:
                drawn.words([Run(part["text"])], size=12, ink=GREY)
        case "divider":
            drawn.y += GAP * 2
            drawn.rule(LEFT, drawn.y, WIDTH - 16, drawn.y)
        case "actions":
            drawn.buttons(_label(element) for element in block["elements"])
        case "rich_text":
            for element in block["elements"]:
                _element(drawn, element)
        case "input":
            drawn.line([Run(block["label"]["text"], BOLD)])
            drawn.buttons([_inside(block["element"])])
        case other:
            raise AssertionError(f"a block that nobody draws: {other}")


def _element(drawn: Picture, element: Json) -> None:
    if element["type"] == "rich_text_list":
        for one in element["elements"]:
            drawn.words([Run("•  "), *_leaves(one)], LEFT + 8)
    elif element["type"] == "rich_text_quote":
        top = drawn.y + 6
        drawn.words(_leaves(element), LEFT + 16)
        drawn.rule(LEFT + 2, top, LEFT + 2, drawn.y + 6, width=4)
    else:
        drawn.words(_leaves(element))


def _leaves(element: Json) -> Iterator[Run]:
    for leaf in element["elements"]:
        style = leaf.get("style", {})
        look = BOLD if style.get("bold") else ""
        look += ' text-decoration="line-through"' if style.get("strike") else ""
        look += ' font-family="monospace" fill="#c01343"' if style.get("code") else ""
        match leaf["type"]:
            case "text":
                yield Run(leaf["text"], look)
            case "link":
                yield Run(leaf["text"], f' fill="{LINK}"')
            case "user":
                yield Run("@Ada", f' fill="{LINK}"')
            case "date":
                yield Run(leaf["fallback"])
            case other:
                raise AssertionError(f"a leaf that nobody draws: {other}")


def _label(element: Json) -> str:
    return "⋯" if element["type"] == "overflow" else str(element["text"]["text"])


def _inside(element: Json) -> str:
    return str(element.get("placeholder", {}).get("text", " " * 40))
