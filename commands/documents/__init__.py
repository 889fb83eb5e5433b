"""An answer as a document: headings, lines, quotations, lists and buttons, without a door.

Each answer composes one document. Every door draws that: Slack as blocks and as text, the terminal,
Markdown. What a document holds stands in every drawing of it, so that none says less than another;
only buttons are left out where nothing can be pressed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

VALUE_MOST = 2000  # characters of what a button carries: what the narrowest door takes
LABEL_MOST = 75  # characters on a button
Span = tuple[int, int]  # `[start, end)`, positions in a text


# ---- what stands in a line --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Literal words; `code` is what one types."""

    text: str
    bold: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; the words alone where there is none."""

    words: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody, or a `group` or `place`, by the id or name under which the door knows them."""

    who: str
    kind: str = "person"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, which each reader sees in their own time zone."""

    at: dt.datetime


Leaf = Words | Link | Mention | Moment
Leaves = tuple[Leaf, ...]


# ---- buttons ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: the words on it, what it does, the ids or question that it carries, and
    what is read aloud. One that opens an address has a `url`. `style` is primary or danger;
    `asks` is a question that is answered before the press counts."""

    words: str
    does: str
    value: str = ""
    spoken: str = ""
    style: str | None = None
    url: str | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """Rarer things to do, at most five: (words, value) each."""

    does: str
    choices: tuple[tuple[str, str], ...]


# ---- the parts of a document ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """What the parts beneath it are about."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of our own, with a button beside them where one is given."""

    text: str
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, links and names."""

    leaves: Leaves


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as published. `highlights` are what matters in them, `struck` what they no longer
    say."""

    text: str
    highlights: tuple[Span, ...] = ()
    struck: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines."""

    lines: tuple[Leaves, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What one types, and what it means, row by row."""

    rows: tuple[tuple[str, str], ...]


ACROSS = 76  # letters of a row of a table that is drawn in columns


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of the minutes as published, under the heads of its columns."""

    heads: tuple[str, ...]
    cells: tuple[str, ...]

    def lines(self, most: int = ACROSS) -> tuple[str, ...]:
        """Draw it in columns, in two lines; too wide for that, with the head before each cell."""
        widths = [max(map(len, pair)) for pair in zip(self.heads, self.cells, strict=True)]
        if sum(widths) + 2 * len(widths) > most:
            pairs = zip(self.heads, self.cells, strict=True)
            return tuple(f"{head}: {cell}" if head else cell for head, cell in pairs)
        return tuple(
            "  ".join(f"{word:<{w}}" for word, w in zip(row, widths, strict=True)).rstrip()
            for row in (self.heads, self.cells)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Lines, quotations and lists that belong together, as those of one action do."""

    parts: tuple[Line | Quotation | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small words beneath something."""

    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons beside each other."""

    row: tuple[Button | Menu, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """Questions to type next, for doors where they cannot be pressed."""

    questions: tuple[str, ...]


Part = (
    Heading
    | Sentence
    | Line
    | Quotation
    | Bullets
    | Table
    | TableRow
    | Group
    | Note
    | Divider
    | Buttons
    | Try
)


@dataclass(frozen=True, slots=True)
class Document:
    """Parts below each other. `cites` are the ids of the paragraphs whose words it holds, so that
    a message of it can be edited when they are amended or withdrawn."""

    parts: tuple[Part, ...]
    cites: tuple[str, ...] = ()


# ---- short ways to write them -----------------------------------------------------------------


def line(*leaves: Leaf | str) -> Line:
    """Compose a line; plain strings are words."""
    return Line(_leaves(leaves))


def bullets(lines: Iterable[Iterable[Leaf | str] | str]) -> Bullets:
    """Compose a list; a plain string is a line of words."""
    return Bullets(tuple(_leaves([one] if isinstance(one, str) else one) for one in lines))


def titled(title: str, lines: Iterable[Iterable[Leaf | str] | str], bold: bool = True) -> Group:
    """Compose a list under its title."""
    return Group((line(Words(title, bold)), bullets(lines)))


def row(*buttons: Button | Menu | None) -> Buttons:
    """Compose a row of those buttons that there are."""
    return Buttons(tuple(button for button in buttons if button))


def _leaves(leaves: Iterable[Leaf | str]) -> Leaves:
    return tuple(Words(leaf) if isinstance(leaf, str) else leaf for leaf in leaves)


def styled(text: str, spans: Iterable[Span], start: int = 0) -> Iterator[tuple[str, bool]]:
    """Cut a text, which begins at `start` of the whole, into (words, whether in one of the spans).

    Spans may overlap, and may reach beyond the text.
    """
    at, end = start, start + len(text)
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            yield text[at - start : first - start], False
        yield text[first - start : last - start], True
        at = last
    if at < end:
        yield text[at - start :], False


def cut(text: str, most: int) -> str:
    """Shorten a text to at most `most` characters, cut after a word and marked as cut."""
    if len(text) <= most:
        return text
    start = text[: most - 1]
    at_word = start.rpartition(" ")[0]
    return (at_word if len(at_word) > most // 2 else start).rstrip() + "…"


def label(text: str) -> str:
    """Write words for a button: one line, neither too long nor empty."""
    return cut(" ".join(text.split()), LABEL_MOST) or "…"
