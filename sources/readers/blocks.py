"""The plain form between the readers and the structure of minutes.

A reader turns its format into a `Document`: blocks of text in reading order, each with what the
format itself says about it (a list number, a heading, bold type, an anchor, table cells) and
nothing that has to be guessed from the words.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["text", "heading", "item", "row"]

MOST_BLOCKS = 50_000  # of one document: more than minutes can have

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry or table row as the format gives it.

    `text` has the published words; runs of blanks and tabs are still there, because they tell a
    number from a figure. `number` is one that the format holds apart from the text (a list
    number; "•" for a bullet). `role` "item" is the title of an agenda item where the format says
    so; `level` is a heading's level; `bold` says that all of it is bold, `lead` is the number of
    characters at its start that are bold. A "row" has the `cells` of a table row and the column
    `heads` of its table, and in `inner` the blocks within each cell where the reader knows them.
    `place` is where it stands among the blocks of its document.
    """

    text: str
    number: str | None = None
    role: Role = "text"
    level: int = 0
    bold: bool = False
    lead: int = 0
    anchor: str | None = None
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    inner: tuple[tuple["Block", ...], ...] = field(default=(), compare=False)
    place: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found. `meta_title` and `meta_date` are of the file's metadata, not of the
    page; `meeting_link` an address on the page that leads to the whole meeting, `item_number` the
    number that its words give the item of an item page. `web` says that it is a web page,
    `labelled` that its items tell minutes from agenda text by labels. `left_out` counts the words
    that the reader left out: what is struck out or hidden, and the page's own running heads."""

    blocks: tuple[Block, ...]
    meta_title: str | None = None
    meta_date: dt.date | None = None
    meeting_link: str | None = None
    item_number: str | None = None
    web: bool = False
    labelled: bool = False
    warnings: tuple[str, ...] = ()
    left_out: int = 0


def tidy(text: str) -> str:
    """The text with white space made alike and invisible characters removed.

    Words, quotation marks and dashes stay as published.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", text).strip()


# Numbers of list entries as web pages and Word write them: 1, a, A, i, I.


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def list_number(kind: str, at: int) -> str:
    """The number of the `at`th entry of a list: `kind` as HTML's type ("1", "a", "A", "i", "I")."""
    if kind in ("a", "A") and at > 0:
        letter = _ALPHABET[(at - 1) % 26] * ((at - 1) // 26 + 1)
        return letter if kind == "a" else letter.upper()
    if kind in ("i", "I") and 0 < at < 4000:
        roman = _roman(at)
        return roman if kind == "i" else roman.upper()
    return str(at)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += letters * (number // value)
        number %= value
    return text
