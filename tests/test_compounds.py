"""Words that some write as one, some with a hyphen and some as two are found either way."""

from pathlib import Path

import pytest
from support.searching import ask, book_of, meeting, texts

from commands.request_context import Context

FOUND = {
    "The Clerk would send the plan by e-mail to every household.": ["email", "e-mail", "e mail"],
    "The co-operative society runs the shop.": ["cooperative", "co-operative", "co operative"],
    "Reoffending had fallen among those under eighteen.": ["re-offending", "reoffending"],
    "A new by-law on dogs was drafted.": ["bylaw", "by-law", "bylaws", "by-laws"],
    "Staff well-being was poor after the winter.": ["wellbeing", "well-being"],
    "Payments may be made online.": ["on-line payments", "online payments"],
    "Waits in A&E at the Royal had doubled.": ["A&E", "accident and emergency", "a&e waits"],
    "The R&D budget of the trust is two hundred pounds.": ["R&D", "r&d budget"],
    "The color scheme of the pavilion is green.": ["colour scheme of the pavilion"],
    "Thirty-two hedges were cut.": ["32 hedges", "thirty two hedges", "hedge cutting"],
    "Two people died on the bypass in May.": ["deaths on the bypass", "deths on the bypass"],
    "The ferry carried 47 sheep.": ["forty-seven sheep", "forty seven sheep", "47 sheep"],
}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Context:
    items = [(f"Matter {n}", [text]) for n, text in enumerate(FOUND, 1)]
    return book_of(tmp_path_factory.mktemp("words") / "book.db", meeting("2025-05-06", *items))


@pytest.mark.parametrize(("text", "typed"), [(t, one) for t, ways in FOUND.items() for one in ways])
def test_however_it_is_typed(words: Context, text: str, typed: str) -> None:
    assert texts(ask(words, typed))[:1] == [text]


@pytest.mark.parametrize("typed", ["remain", "outside", "overall", "along the road", "e-scooter"])
def test_what_only_begins_like_a_prefix(words: Context, typed: str) -> None:
    assert texts(ask(words, typed)) == []


def test_a_word_in_parts_is_corrected_to_nothing(tmp_path: Path) -> None:
    book = book_of(
        tmp_path / "b.db", meeting("2025-05-06", ("One", ["The line on the map moved."]))
    )

    assert texts(ask(book, "online")) == []
