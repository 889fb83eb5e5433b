"""Each row of `sources/rules`: what it must and must not fit, and that `why` names it."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

from sources.actions.agents import find_people
from sources.actions.row_findings import find_by_rows, tokens_of
from sources.language.cast import NOBODY
from sources.language.sentences import Span, action_sentences
from sources.language.verbs import VERB_CLASSES
from sources.rules import engine
from sources.rules.engine import FAMILIES, FINDERS, Rule, load
from sources.rules.row_patterns import RowError, compiled

ROOT = Path(__file__).parent.parent
ROWS = [(family, rule) for family in FAMILIES for rule in load(family)]
EVERY_ID = {rule.id for family in (*FAMILIES, "due") for rule in load(family)} | {
    rule.id for rule in load("speech", VERB_CLASSES)
}
FITS = [(family, rule, words) for family, rule in ROWS for words in rule.fits]
UNFIT = [(family, rule, words) for family, rule in ROWS for words in rule.unfit]


def fits(family: str, rule: Rule, words: str) -> bool:
    """Whether a row finds something in these words, read as a paragraph."""
    people = find_people(words, (), NOBODY)
    spans = list(action_sentences(words))
    if family not in FINDERS:
        return rule.matches(tokens_of(people, Span(0, len(words))))
    befores = [None, *spans]
    return any(
        finding.rule == rule.id
        for sentence, before in zip(spans, befores, strict=False)
        for finding in find_by_rows(family, people, sentence, before)
    )


def named(cases: list[tuple[str, Rule, str]]) -> list[str]:
    return [f"{rule.id}: {words}" for _, rule, words in cases]


@pytest.mark.parametrize(
    ("family", "rule", "words"),
    [case for case in FITS if case[0] != "qualifiers"],
    ids=named([case for case in FITS if case[0] != "qualifiers"]),
)
def test_a_row_fits_what_it_is_for(family: str, rule: Rule, words: str) -> None:
    assert fits(family, rule, words)


@pytest.mark.parametrize(
    ("family", "rule", "words"),
    [case for case in UNFIT if case[0] != "qualifiers"],
    ids=named([case for case in UNFIT if case[0] != "qualifiers"]),
)
def test_a_row_does_not_fit_what_only_looks_like_it(family: str, rule: Rule, words: str) -> None:
    assert not fits(family, rule, words)


@pytest.mark.parametrize("rule", [rule for _, rule in ROWS], ids=[rule.id for _, rule in ROWS])
def test_a_row_is_words_with_three_examples_of_each(rule: Rule) -> None:
    assert not re.search(r"\\|\[|\(\?|\{|\^|\.\*|\.\+", rule.match)
    assert len(set(rule.fits)) >= 3
    assert len(set(rule.unfit)) >= 3


def test_every_row_has_a_name_of_its_own() -> None:
    assert [name for name, n in Counter(rule.id for _, rule in ROWS).items() if n > 1] == []


@pytest.mark.parametrize(
    "pattern", [r"\bif\b", "[ia]f", "(?=if)", "(if", "if)", "if |", "@nobody", "who=", "!"]
)
def test_what_is_no_pattern_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(RowError, match="my-row"):
        compiled(pattern, {}, "my-row")


MINUTES = """Alder Society

Minutes of the meeting held on Tuesday 16 May 2023

Present: Ann Birch (Chair), Omar Lee

1. Fees

The Society opted to keep the fee at £12. Dave will look into the cost of a new gate by 9 June 2023.

CLERK TO WRITE TO THE LANDOWNER

2. Roof

The Clerk would usually send the figures to Members.
"""


def test_add_and_why_name_the_row_and_the_words_that_it_took(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    explained = minutebook("add", write("minutes.txt", MINUTES), "--explain")
    assert explained.status == 0
    told = re.findall(r"by the row ([\w-]+), which took “([^”]+)”", explained.out)
    assert ("body-chose", "The Society opted to keep") in told
    assert ("named-will", "Dave will look into") in told
    assert ("due-by-day", "by 9 June 2023") in told
    assert ("capitals-to-do", "CLERK TO WRITE") in told
    assert re.findall(r"not entered, by the row ([\w-]+)", explained.out) == ["habit-after-would"]
    every = set(re.findall(r"by the row ([\w-]+)", explained.out))
    assert every <= EVERY_ID
    assert "due-by-day" in every
    why = minutebook("why", "Dave will look into the cost of a new gate.")
    assert "named-will" in why.out
    assert "Dave will look into" in why.out


def test_json_of_an_explanation_names_the_rows_of_entries_and_of_their_days(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    (added,) = minutebook("add", write("minutes.txt", MINUTES), "--explain", "--json").json["added"]
    assert {"body-chose", "named-will", "due-by-day", "habit-after-would"} <= {
        one["rule"] for one in added["rules"]
    }
    assert {one["rule"] for one in added["rules"]} <= EVERY_ID
    assert (
        minutebook("add", write("again.txt", MINUTES), "--json").json["added"][0]["rules"] is None
    )
    (promise,) = minutebook("actions", "owner:dave", "--json").json["actions"]
    by_number = minutebook("why", str(promise["id"]), "--json").json
    (entry,) = [one for one in by_number["entries"] if one["owner"] == "Dave"]
    assert (entry["rule"], entry["due_rule"], entry["due"]) == (
        "named-will", "due-by-day", "2023-06-09",
    )  # fmt: skip
    assert minutebook("why", promise["paragraph_id"], "--json").json == by_number
    turned_away = minutebook("why", "The Clerk would usually send the figures.", "--json").json
    assert turned_away["entries"] == []
    assert [(one["rule"], one["outcome"]) for one in turned_away["rules"]] == [
        ("habit-after-would", "nothing")
    ]


def test_explaining_names_the_rows_of_speakers(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    spoken = MINUTES.replace(
        "The Clerk would",
        "A presentation from Mr Ash covered the lane. Omar Lee drew attention to the gutter, and it"
        " was explained by Ann Birch that it leaked. Mrs Odell asked why. The Clerk would",
    )
    (added,) = minutebook("add", write("minutes.txt", spoken), "--explain", "--json").json["added"]
    rows = {one["text"]: one for one in added["rules"] if one["kind"] == "speaker"}
    assert set(rows) == {"Mr Ash", "Omar Lee", "Ann Birch"}  # who asks does so by the verb alone
    assert rows["Mr Ash"]["rule"] == "a-presentation-from-covered"
    assert rows["Mr Ash"]["words"] == "A presentation from Mr Ash covered"
    assert rows["Ann Birch"]["words"].endswith("it was explained by Ann Birch")
    assert {one["rule"] for one in added["rules"]} <= EVERY_ID
    why = minutebook("why", "Mr Ash would like to thank the Clerk.").out
    assert "speaker by the row would-like, which took “Mr Ash would like”" in why


@pytest.mark.parametrize("folder", ["bot/samples", "tests/documents"])
def test_every_row_that_an_explanation_names_is_there(minutebook: Minutebook, folder: str) -> None:
    added = minutebook("add", ROOT / folder, "--explain", "--json").json["added"]
    named = {one["rule"] for meeting in added for one in meeting["rules"]}
    assert named
    assert named <= EVERY_ID


def test_why_says_of_plain_words_that_no_row_fits_them(minutebook: Minutebook) -> None:
    assert "Nothing" in minutebook("why", "The hall was cold.").out


def rows_in(page: str) -> list[dict[str, str]]:
    """The rows that a page shows, as far as each is shown."""
    blocks = re.findall(r"```toml\n(\[\[rule\]\].*?)```", (ROOT / page).read_text("utf-8"), re.S)
    return [dict(re.findall(r'^(id|kind|day|match) = "(.*)"$', block, re.M)) for block in blocks]


@pytest.mark.parametrize("page", ["docs/actions.md", "docs/reading.md"])
def test_rows_on_pages_are_those_that_are_there(page: str) -> None:
    every = [
        rule
        for family, verbs in (("speech", VERB_CLASSES), ("due", ()), *((f, ()) for f in FAMILIES))
        for rule in load(family, verbs)
    ]
    patterns = {(rule.id, rule.kind): rule.match for rule in every}
    shown = rows_in(page)
    assert shown
    for row in shown:
        assert patterns[row["id"], row["kind"]] == row["match"]


def test_rows_that_contributing_adds_fit_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(\[\[rule\]\].*?)```", page, re.S)
    rows = {row["id"]: row for block in blocks for row in tomllib.loads(block)["rule"]}
    assert set(rows) == {"body-came-down-for", "due-come-month"}
    family = {"body-came-down-for": "resolutions", "due-come-month": "due"}
    for name, row in rows.items():
        table = engine._table(family[name])
        added = {**table, "rule": [row]}
        monkeypatch.setattr(engine, "_table", {family[name]: added}.get)
        engine.load.cache_clear()
        try:
            (rule,) = engine.load(family[name])
            assert all(fits_alone(rule, words) for words in rule.fits)
            assert not any(fits_alone(rule, words) for words in rule.unfit)
        finally:
            monkeypatch.undo()
            engine.load.cache_clear()


def fits_alone(rule: Rule, words: str) -> bool:
    """Whether a row's pattern stands in these words."""
    return rule.matches(tokens_of(find_people(words, (), NOBODY), Span(0, len(words))))
