"""The words of the field that stand for one another, out of `thesaurus.toml`."""

import tomllib
from functools import cache
from importlib import resources

from storage.stems import stem
from storage.words import plain_words

Phrase = tuple[str, ...]


@cache
def _alternatives() -> dict[Phrase, tuple[Phrase, ...]]:
    """By the stems of what is asked: what minutes may say instead."""
    data = tomllib.loads(resources.files("commands").joinpath("thesaurus.toml").read_text("utf-8"))
    found: dict[Phrase, dict[Phrase, None]] = {}
    for entry in data["entry"]:
        asked = [plain_words(text) for text in entry.get("same", entry.get("asked"))]
        said = [plain_words(text) for text in entry.get("same", entry.get("said"))]
        for phrase in asked:
            others = found.setdefault(_stems(phrase), {})
            others.update({other: None for other in said if _stems(other) != _stems(phrase)})
    return {phrase: tuple(others) for phrase, others in found.items()}


def instead_of(phrase: Phrase) -> tuple[Phrase, ...]:
    """What minutes may say where a question has these words, in any inflection."""
    return _alternatives().get(_stems(phrase), ())


@cache
def longest() -> int:
    """How many words the longest entry has."""
    return max(map(len, _alternatives()))


def _stems(phrase: Phrase) -> Phrase:
    return tuple(map(stem, phrase))
