"""Items that run on: several in one paragraph, and a title with its text after it but no stop."""

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from sources.readers.blocks import Block
from sources.structure.numbering import slash_parts
from sources.structure.titles import is_title, says_what_happened

WORDS: dict[str, Any] = tomllib.loads(
    resources.files("sources.structure").joinpath("run_on.toml").read_text("utf-8")
)
_BEGINS = frozenset(WORDS["begins"])
_NUMBER_IN_LINE = re.compile(r"(?:^|(?<=[.!?:;])\s+)(?P<n>\d{1,4}/\d{2,4})[.:]?\s+(?=[A-Z])")
_LONGEST_TITLE = 9
_SMALL = frozenset("of the and by from to for in on with at a an or".split())


def split_run_ons(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those with several numbered items in one ("12/23 Apologies … 13/23 Interests …")
    parted at each number. Numbers that do not count up are references and part nothing."""
    return [part for block in blocks for part in _parts(block)]


def _parts(block: Block) -> Iterator[Block]:
    starts = [] if block.role == "row" else list(_NUMBER_IN_LINE.finditer(block.text))
    if len(starts) < 2 or starts[0].start() or not _count_up([m["n"] for m in starts]):
        yield block
        return
    ends = [*(m.start() for m in starts[1:]), len(block.text)]
    for match, end in zip(starts, ends, strict=True):
        yield replace(block, text=block.text[match.start() : end].strip(), lead=0)


def _count_up(numbers: Sequence[str]) -> bool:
    """Whether the numbers are of one year and each is one more than that before it."""
    parts = [slash_parts(number) or (0, 0) for number in numbers]
    return all(
        after == (before[0] + 1, before[1]) or after == (before[0], before[1] + 1)
        for before, after in itertools.pairwise(parts)
    )


def title_without_stop(text: str) -> int:
    """Where the title is over in "Footpaths Cllr Penn said that …": before a word that begins a
    sentence or repeats the title's first; 0 where no sentence follows a title."""
    words = list(re.finditer(r"\S+", text))
    if not words or _bare(words[0][0]) in _BEGINS:
        return 0
    for before, word in itertools.pairwise(words[: _LONGEST_TITLE + 1]):
        title, rest = text[: word.start()].strip(), text[word.start() :]
        begins = word[0][0].isupper() and (_bare(word[0]) in _BEGINS or word[0] == words[0][0])
        if says_what_happened(title) or before[0][-1] in ".,;:?!":
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
