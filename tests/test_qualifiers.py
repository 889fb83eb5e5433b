"""What the words around a promise make of it: each row's own examples, and a matrix of both."""

import datetime as dt
import re

import pytest

from sources.actions.extract import extract_actions
from sources.actions.qualifiers import qualifier
from sources.rules.engine import Rule, load
from storage.model import Item, Meeting, Paragraph

HELD = dt.date(2023, 5, 16)
RULES = load("qualifiers")
FITS = [pytest.param(rule, words, id=f"{rule.id}: {words}") for rule in RULES for words in rule.fits]
UNFIT = [words for rule in RULES for words in rule.unfit]


def entered(words: str) -> list[str]:
    """What is entered as certain from a paragraph with these words."""
    item = Item(title="Update", paragraphs=(Paragraph(text=words),))
    read = extract_actions(Meeting(panel="Panel", date=HELD, items=(item,)))
    return [action.text for action in read.items[0].paragraphs[0].actions if action.certain]


@pytest.mark.parametrize(("rule", "words"), FITS)
def test_what_a_row_fits_is_not_entered(rule: Rule, words: str) -> None:
    assert entered(words) == []


@pytest.mark.parametrize("words", UNFIT)
def test_what_no_row_fits_is_entered(words: str) -> None:
    assert len(entered(words)) == 1
