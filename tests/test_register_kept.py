"""Promises that later minutes show as kept, and sentences that only look like it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from commands.kept import looks_kept, promise, says_delivered


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


def found(case: Case) -> bool:
    given = promise(case.words, case.owner, case.asked)
    return looks_kept(given, case.later, case.title, case.speaking) is not None


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.later[:60])
def test_a_sentence_looks_like_a_promise_kept_or_does_not(case: Case) -> None:
    assert found(case) == case.kept
    assert says_delivered(case.later) or not case.kept


def test_the_sentence_that_shows_it_is_pointed_at() -> None:
    given = promise("would circulate the seizure figures by district", "The Chief Constable")
    text = "The minutes were agreed. The seizure figures had been circulated. It rained."

    place = looks_kept(given, text, "Matters arising")

    assert place and text[place[0] : place[1]] == "The seizure figures had been circulated."
