"""The words that heads of minutes are made of, out of `head.toml`, and rows of labels."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any

from sources.dates import find_date
from sources.readers.blocks import Block, tidy

WORDS: dict[str, Any] = tomllib.loads(
    resources.files("sources.structure").joinpath("head.toml").read_text("utf-8")
)


def any_of(words: Iterable[str]) -> str:
    """An expression that fits any of the words, the longest first, with any blanks in them."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


_LABELS = {name: any_of(label["words"]) for name, label in WORDS["label"].items()}
# A label begins a line or cell; within a line it follows a figure, or it is that of a day.
_LABEL = re.compile(
    rf"(?:^\W*|\t\s*|(?<=\d)\s+(?=[^:;\t]{{1,20}}[:;])|\s+(?={_LABELS['date']}\s*[:;]))(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")(?:\s*[:;]\s*|\s+[–—-]\s+|\s*\t\s*)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s{2,}")
_OTHER_DAY = re.compile(
    rf"^{any_of(WORDS['other_day']['begins'])}\b(?!\s+\d+\s*-)"
    rf"|\b{any_of(WORDS['other_day']['holds'])}\b"
    r"|.*\bminutes\b.*\b(?:were|was|be)\s+(?!held)",
    re.IGNORECASE,
)


def labelled(block: Block, name: str) -> Iterator[str]:
    """The words that stand beside a label of the kind `name` ("body", "date") in a line or row:
    "COMMITTEE: x DATE: y" gives y for "date"."""
    text = "\t".join(block.cells) if block.cells else block.text.replace(" | ", "\t")
    text = _BLANKS.sub(lambda blanks: "\t" if "\t" in blanks[0] else " ", text)
    found = list(_LABEL.finditer(text))
    if not found or found[0].start():
        return
    ends = [*(m.start() for m in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        value = text[match.end() : end].strip().split("\t")[0].strip(" .:;")
        if match[name] and value:
            yield value


def is_of_other_day(text: str) -> bool:
    """Whether the words say that their day is not that of this meeting."""
    return bool(_OTHER_DAY.search(text))


def split_columns(blocks: Sequence[Block]) -> list[str]:
    """The lines of a head, with those of two columns side by side taken apart."""
    return [part for b in blocks for part in (b.text.split("\t") if b.role != "row" else [b.text])]


_FRAME = frozenset(WORDS["frame"]["words"])
_PAGE = re.compile(rf"\W*{any_of(WORDS['frame']['page'])}(?![^\W_])", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words and figures of a text in small letters: "7.00pm" is three."""
    return re.findall(r"\d+|[^\W\d_]+", tidy(text).casefold())


def is_of_page(text: str) -> bool:
    """Whether a line of the head is the page's own: whom to write to, what the page shows."""
    return bool(_PAGE.match(text))


def untold_words(line: str, fields: frozenset[str]) -> list[str]:
    """The words of a line of the head that neither the `fields` of the meeting hold nor every
    head is made of; figures and single letters are those of times and initials."""
    day = find_date(line)
    rest = f"{line[: day.start]} {line[day.end :]}" if day else line
    return [w for w in words_of(rest) if len(w) > 1 and w.isalpha() and w not in _FRAME | fields]
