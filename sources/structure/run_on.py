"""Items that run on: several in one paragraph, and a title with its text after it."""

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from sources.language.sentences import action_sentences
from sources.readers.blocks import Block
from sources.structure.head_words import any_of
from sources.structure.titles import is_title, names_a_person, says_what_happened

WORDS: dict[str, Any] = tomllib.loads(
    resources.files("sources.structure").joinpath("run_on.toml").read_text("utf-8")
)
_BEGINS = frozenset(WORDS["begins"])
# A number at the start of a text, or after the end of a sentence in it: "12/23", "4.", "4.1", "b)".
_NUMBER = re.compile(
    r"(?:^\s*|(?<=[.!?:;)”’\"])\s+)(?:(?P<slash>\d{1,4}/\d{2,4})[.:]?|(?P<dotted>\d{1,3}(?:\.\d{1,3})"
    r"{1,3})[.:]?|(?P<plain>\d{1,3})[.)]|(?P<letter>\(?[a-z])\))(?:\s+(?=[A-Z“‘(•\d])|\s*$)"
)
_BULLET = re.compile(r"(?<=\S)\s+(?=[•●▪■]\s)")
_LONGEST_TITLE = 9
# The first entry of a list within a line: a bullet, "7.1 Bank", "1. Bank".
_ENTRY = re.compile(r"(?<=\w)\s+(?=[•●▪■]\s|\d{1,2}\.\d{1,2}\s+(?:[A-Z]|\d\S*/)|1\.\s+[A-Z])")
# A title that minutes everywhere have, alone on a line or before a colon.
_STANDING = re.compile(
    rf"\s*(?P<title>(?:the\s+)?{any_of(WORDS['standing']['words'])}(?:\s+[^:.?!]{{1,40}}(?=:))?)\s*(?::|\.?$)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}$")
_SMALL = frozenset("of the and by from to for in on with at a an or".split())

Place = tuple[int | str, ...]  # a number taken apart: (4, 1), (12, "/", 23), ("b",)


def split_run_ons(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those with several numbers in one ("1. Chairman … 2. Apologies …")
    parted at each. Numbers that do not count on from the one before are references and part
    nothing; nor do those that begin a block of their own."""
    leading = {_place(m) for b in blocks if b.role != "row" and (m := _NUMBER.match(b.text))}
    parted: list[Block] = []
    last: Place = ()
    for block in itertools.chain.from_iterable(map(_at_bullets, blocks)):
        if block.role != "text":
            parted.append(block)
            continue
        starts, last = _starts(block, last, leading)
        ends = [*starts[1:], len(block.text)]
        for start, end in zip(starts, ends, strict=True):
            parted.append(block if len(starts) == 1 else _part(block, start, end))
    return parted


def _at_bullets(block: Block) -> Iterator[Block]:
    """A printed line of several columns parted at a bullet in one of them."""
    columns, bullet = block.text.split("\t"), _BULLET.search(block.text)
    parts = _BULLET.split(block.text) if bullet and len(columns) > 1 else []
    if block.role != "text" or not parts or "\t" not in parts[0]:
        yield block
        return
    yield replace(block, text=parts[0], lead=min(block.lead, len(parts[0])))
    yield from (replace(block, text=part, number=None, lead=0, bold=False) for part in parts[1:])


def _part(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end].strip()
    first = not start
    return replace(
        block, text=text, number=block.number if first else None, lead=first * block.lead
    )


def _starts(block: Block, last: Place, leading: set[Place]) -> tuple[list[int], Place]:
    """Where the parts of a block begin, and the last number met; `last` is that before it."""
    starts = [0]
    if block.number and (number := _NUMBER.match(f"{block.number.strip('.')}. X")):
        last = _place(number)
    for match in _NUMBER.finditer(block.text):
        place = _place(match)
        if not match.start():
            last = place
        elif _follows(last, place) and (place not in leading or len(place) != 1):
            starts.append(match.start())
            last = place
    return starts, last


def _place(match: re.Match[str]) -> Place:
    if match["slash"]:
        first, last = match["slash"].split("/")
        return int(first), "/", int(last)
    if match["letter"]:
        return (match["letter"].strip("("),)
    return tuple(int(figure) for figure in (match["dotted"] or match["plain"]).split("."))


def _follows(before: Place, after: Place) -> bool:
    """Whether a number is the next after another, on its level, a higher one or one deeper: after
    4.1 come 4.2, 5 and 4.1.1."""
    if "/" in after:
        return (*before[1:], *before[:1]) in (
            ("/", after[2], int(after[0]) - 1),
            ("/", int(after[2]) - 1, after[0]),
        )
    if isinstance(after[0], str):
        return len(before) == 1 and before[0] == chr(ord(after[0]) - 1)
    if after[:-1] == before:
        return after[-1] == 1 and bool(before)
    same = before[: len(after)]
    return same[:-1] == after[:-1] and same != () and same[-1:] == (int(after[-1]) - 1,)


def standing_title(text: str) -> re.Match[str] | None:
    """The `title` with which a line begins that minutes everywhere have without a number, and the
    end of it with its colon; None where there is none."""
    match = _STANDING.match(text)
    return match if match and not says_what_happened(match["title"]) else None


def title_in_line(text: str) -> int:
    """Where a title is over that has its text after it in one line: 0 where none has."""
    return title_before_list(text) or title_without_stop(text) or _title_with_stop(text)


def title_before_list(text: str) -> int:
    """Where the title is over in "Reports • The gate was shut", "Letters 7.1 The bank wrote"."""
    entry = _ENTRY.search(text)
    title = text[: entry.start()].strip() if entry else ""
    fits = 0 < len(title.split()) <= _LONGEST_TITLE and is_title(title)
    return entry.start() if entry and fits and not names_a_person(title) else 0


def _title_with_stop(text: str) -> int:
    """Where the title is over in "Reports. The clerk had written": at the end of a first sentence
    that reads as a title."""
    first, second = next(iter(_two_sentences(text)), ((0, 0), (0, 0)))
    title = text[: first[1]].rstrip(".")
    if not second[1] or text[first[1] - 1] != "." or len(title.split()) > _LONGEST_TITLE:
        return 0
    fits = is_title(title) and not names_a_person(title) and not says_what_happened(title)
    return second[0] if fits and (len(title.split()) < 5 or _is_headed(title)) else 0


def _two_sentences(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The first two sentences of a text."""
    yield from itertools.pairwise((s.start, s.end) for s in action_sentences(text[:600]))


def title_without_stop(text: str) -> int:
    """Where the title is over in "Footpaths Cllr Penn said that …": before a word that begins a
    sentence or repeats the title's first; 0 where no sentence follows a title."""
    words = list(re.finditer(r"\S+", text))
    if not words or _bare(words[0][0]) in _BEGINS:
        return 0
    for before, word in itertools.pairwise(words[: _LONGEST_TITLE + 1]):
        title, rest = text[: word.start()].strip(), text[word.start() :]
        begins = word[0][0].isupper() and (_bare(word[0]) in _BEGINS or word[0] == words[0][0])
        stops = before[0][-1] in ".,;:?!" and not _ABBREVIATION.search(before[0])
        if says_what_happened(title) or stops:
            return 0
        if begins and _bare(before[0]) not in _SMALL:
            short = len(rest.split()) <= 3 and rest[-1] == "."
            fits = is_title(title) and _is_headed(title) and (short or says_what_happened(rest))
            return word.start() if fits else 0
    return 0


def _is_headed(title: str) -> bool:
    """Whether a title has capitals as titles do: none of its words is a verb in small letters."""
    return len(title.split()) == 1 or any(w[0].isupper() for w in title.split()[1:])


def _bare(word: str) -> str:
    return word.strip(".,;:?!()").casefold()
