"""One is singular: whatever counts something says "1 item", never "1 items"."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

MINUTES = """Oxley Parish Council

Minutes of the meeting held on Tuesday 14 May 2024 at 7.30 pm in the Village Hall

1. Play area

1.1 Cllr Fenwick undertook to write to the contractor about the swings by 31 May 2024.
"""
COMMANDS = (
    ("search", "swings"), ("check", "write to the contractor"), ("check", "write to a contractor"),
    ("check", "the swings"), ("actions",), ("actions", "all"), ("actions", "1"), ("speakers",),
    ("speakers", "fenwick"), ("meetings",), ("digest",), ("schedule",), ("doctor",),
    ("history", "1"),
    ("audit",), ("shared",), ("say", "/minutes swings"), ("say", "/minutes meetings"),
    ("say", "/minutes speakers"), ("say", "/minutes help"), ("say", "/minutes zebras"),
    ("say", "/actions"), ("say", "/actions all"), ("say", "/minutes check the swings"),
    ("say", "/minutes watch swings"), ("say", "/minutes meetings", "--json"),
    ("say", "/actions", "--json"), ("say", "/minutes swings", "--json"),
    ("withdraw", "1", "--paragraph", "1.1", "--reason", "told in error"),
)  # fmt: skip
MANY = re.compile(r"(?<![\w.:/-])1 (?!this\b|is\b|was\b|has\b|us\b|as\b)[a-z]+(?<!s)s\b")


@pytest.fixture
def one_of_each(minutebook: Minutebook, write: Callable[[str, str], Path]) -> Minutebook:
    added = minutebook("add", write("minutes.txt", MINUTES))
    assert "1 item, 1 paragraph, 1 speaker, 1 action" in added.out
    return minutebook


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_one_is_singular(one_of_each: Minutebook, command: tuple[str, ...]) -> None:
    told = one_of_each(*command)
    assert told.out
    assert MANY.findall(told.out + told.err) == []


def test_none_and_two_are_not(one_of_each: Minutebook, write: Callable[[str, str], Path]) -> None:
    two = MINUTES.replace("14 May", "11 June").replace("Fenwick undertook to write", "Moor spoke")
    told = one_of_each("add", write("two.txt", f"{two}\n1.2 Mr Lee disagreed.\n"))
    assert "1 item, 2 paragraphs, 2 speakers, 0 actions" in told.out
    assert "Searched 2 meetings" in one_of_each("search", "zebras").out
