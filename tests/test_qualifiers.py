"""What the words around a promise make of it: each row's own examples, and ways to promise and to
qualify in all their pairs."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

from sources.actions.extract import extract_actions
from sources.rules.engine import Rule, load
from sources.rules.row_patterns import RowError, compiled
from storage.model import ExtractedAction, Item, Meeting, Paragraph

HELD = dt.date(2023, 5, 16)
RULES = load("qualifiers")
FITS = [(rule, words) for rule in RULES for words in rule.fits]
UNFIT = [(rule, words) for rule in RULES for words in rule.unfit]


def drawn(words: str) -> tuple[ExtractedAction, ...]:
    """What is drawn from a paragraph with these words."""
    item = Item(title="Update", paragraphs=(Paragraph(text=words),))
    read = extract_actions(Meeting(panel="Panel", date=HELD, items=(item,)))
    return read.items[0].paragraphs[0].actions


@pytest.mark.parametrize(("rule", "words"), FITS, ids=[f"{r.id}: {w}" for r, w in FITS])
def test_what_a_row_fits_is_not_entered(rule: Rule, words: str) -> None:
    assert not any(action.certain for action in drawn(words))


@pytest.mark.parametrize(("rule", "words"), UNFIT, ids=[f"{r.id}: {w}" for r, w in UNFIT])
def test_what_only_looks_like_it_is_entered(rule: Rule, words: str) -> None:
    assert [action.certain for action in drawn(words)] == [True]


def test_a_promise_with_a_condition_is_possible() -> None:
    (action,) = drawn("If the lease were signed, the Clerk undertook to send the plans.")
    assert (action.certain, action.owner) == (False, "The Clerk")


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_row_is_words_and_has_three_examples_of_each(rule: Rule) -> None:
    assert not re.search(r"\\|\[|\(\?|\{|\$|\.\*", rule.match)
    assert len(set(rule.fits)) >= 3
    assert len(set(rule.unfit)) >= 3


def test_every_row_has_a_name_of_its_own() -> None:
    assert [name for name, n in Counter(rule.id for rule in RULES).items() if n > 1] == []


@pytest.mark.parametrize("pattern", [r"\bif\b", "[ia]f", "(?=if)", "(if", "if)", "if |", "@nobody"])
def test_what_is_no_pattern_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(RowError, match="my-row"):
        compiled(pattern, {}, "my-row")


PROMISES = (
    "The Treasurer would {}send the accounts to Governors",
    "The Treasurer will {}present the budget to the Committee",
    "The accounts would {}be sent to Governors",
    "Governors would {}receive a written summary",
    "A paper would {}come to the Committee",
    "The Treasurer {}agreed to send the accounts",
    "The Treasurer {}gave an undertaking to send the accounts",
    "The Committee {}instructed the Treasurer to send the accounts",
    "The Treasurer was {}requested to send the accounts",
    "The Committee {}requested a written summary",
    "The Treasurer would {}have the boiler mended by June",
)
QUALIFIERS = {
    "plain": "{}.",
    "habit": "normally {}.",
    "never": "never {}.",
    "each term": "Each term {}.",
    "as a rule": "As a rule, {}.",
    "asked": "Mrs Lark wondered whether {}.",
    "a question": "Did Mrs Lark hear that {}?",
    "hoped": "Mrs Lark hoped that {}.",
    "unless": "Unless the roof was mended, {}.",
    "provided that": "{} provided that the roof was mended.",
    "long ago": "In 2014 {}.",
    "last time": "At its last meeting {}.",
    "elsewhere": "In neighbouring schools {}.",
    "in a newspaper": "The newspaper said that {}.",
    "already": "{}, which had already been done.",
}


def qualified(promise: str, qualifier: str) -> str:
    """A sentence out of both: an adverb goes into the promise, all else around it."""
    if qualifier in ("normally {}.", "never {}."):
        return promise.format(qualifier.replace("{}.", "")) + "."
    plain = promise.format("")
    inside = plain[0].lower() + plain[1:]
    return qualifier.format(plain if qualifier.startswith("{}") else inside)


def minutes(name: str, words: str) -> str:
    """Minutes of a body of its own, so that nothing is taken for a promise told again."""
    paragraph = {"number": "1", "text": words, "speaker": None}
    item = {"number": "1", "title": "Update", "url": None, "paragraphs": [paragraph]}
    told = {"panel": name, "title": name, "date": "2026-05-16", "url": None}
    return json.dumps({**told, "status": "published", "items": [item]})


def test_no_qualified_promise_is_in_the_register_and_every_plain_one_is(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    pairs = [(promise, name) for promise in PROMISES for name in QUALIFIERS]
    told = [qualified(promise, QUALIFIERS[name]) for promise, name in pairs]
    lines = [minutes(f"Panel {n:03}", words) for n, words in enumerate(told)]
    assert minutebook("add", write("minutes.jsonl", "\n".join(lines))).status == 0
    entered = {action["panel"] for action in minutebook("actions", "all", "--json").json["actions"]}
    plain = {f"Panel {n:03}" for n, (_, name) in enumerate(pairs) if name == "plain"}
    wrong = {told[int(panel[-3:])] for panel in entered ^ plain}
    assert wrong == set()
