"""Promises that later minutes show as kept, and sentences that only look like it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from commands.actions.fulfilment import Deed, deeds, fulfilment_score, promise


class Case(NamedTuple):
    owner: str
    words: str
    asked: str
    title: str
    speaking: tuple[str, ...]
    later: str
    kept: bool


def cases() -> Iterator[Case]:
    owner = words = asked = ""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("    "):
            head, _, later = line.strip().partition(" | ")
            told = re.fullmatch(r"([+-]) (.*?)(?: \((.*)\))?", head)
            assert told, line
            speaking = tuple(told[3].split(", ")) if told[3] else ()
            yield Case(owner, words, asked, told[2], speaking, later, told[1] == "+")
        elif line and not line.startswith("#"):
            owner, _, rest = line.partition(": ")
            words, _, asked = rest.partition("   <- ")


def found(case: Case) -> list[Deed]:
    given = promise(case.words, case.owner, case.asked)
    said = deeds(case.later, case.title, case.speaking)
    return [delivery for delivery in said if fulfilment_score(given, delivery)]


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.later[:60])
def test_a_sentence_looks_like_a_promise_kept_or_does_not(case: Case) -> None:
    assert bool(found(case)) == case.kept


def test_the_sentence_that_shows_it_is_pointed_at() -> None:
    text = "The minutes were agreed. The seizure figures had been circulated. It rained."
    words = "would circulate the seizure figures by district"

    (said,) = found(Case("The Chief Constable", words, "", "Matters arising", (), text, True))

    assert text[said.start : said.end] == "The seizure figures had been circulated."
