"""A paragraph among those it belongs with."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.searching import book_of, meeting

from commands.answers import ContextAnswer, Refusal
from commands.request_context import Context
from commands.requests import ShowContext
from commands.search import show_context
from storage.meetings import meeting_paragraphs, meeting_rows
from storage.model import KEEPER, ParagraphRow

ASKED = "Cllr Tolland asked when the flood barrier at Wick Bridge would be tested."
TESTED = "The engineer replied that the flood barrier at Wick Bridge had been tested in March."
RESOLVED = "RESOLVED that the barrier be tested every spring."
EARLIER = "The flood barrier at Wick Bridge had cost more than was foreseen."
APOLOGIES = "Apologies for absence were received from Cllr Osgood and Cllr Tolland."
RIVERS = "The engineer said that the flood barrier at Wick Bridge had been tested again in March."


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(
        tmp_path_factory.mktemp("context") / "book.db",
        meeting("2023-05-02", ("Apologies", [APOLOGIES]), ("Flood Barriers", [EARLIER])),
        meeting(
            "2024-05-07",
            ("Apologies", [APOLOGIES]),
            ("Flood Barriers", [ASKED, TESTED, "The engineer left.", "Tea was taken.", RESOLVED]),
            ("Bunting", ["The bunting for Wick Bridge would be red."]),
        ),
        meeting("2024-09-03", ("Rivers", [RIVERS]), ("Flood Barriers", ["Nothing was new."])),
        meeting("2024-10-01", ("Flood Barriers", [EARLIER]), panel="Another Panel"),
    )


def paragraph(book: Context, text: str, year: int) -> ParagraphRow:
    return next(
        row
        for held in meeting_rows(book.book, book.viewer)
        for row in meeting_paragraphs(book.book, book.viewer, held.id)
        if row.text == text and held.date and held.date.year == year
    )


def around(book: Context, text: str, year: int = 2024) -> ContextAnswer:
    answer = show_context(book, ShowContext(paragraph(book, text, year).id))
    assert isinstance(answer, ContextAnswer)
    return answer


def test_neighbours_and_what_the_item_came_to(book: Context) -> None:
    answer = around(book, ASKED)

    assert [row.text for row in answer.paragraphs] == [ASKED, TESTED, "The engineer left."]
    assert answer.resolution
    assert answer.resolution.text == RESOLVED
    assert around(book, RESOLVED).resolution is None
    assert around(book, "The bunting for Wick Bridge would be red.").resolution is None


def test_the_same_subject_at_other_meetings_of_the_panel(book: Context) -> None:
    assert [row.text for row, _ in around(book, TESTED).elsewhere] == [RIVERS, EARLIER]


def test_what_only_shares_a_word_is_another_subject(book: Context) -> None:
    assert around(book, "The bunting for Wick Bridge would be red.").elsewhere == ()
    assert around(book, "Tea was taken.").elsewhere == ()


def test_mere_procedure_has_nothing_elsewhere(book: Context) -> None:
    assert around(book, APOLOGIES).elsewhere == ()


def test_no_context_for_what_may_not_be_seen(tmp_path: Path) -> None:
    member = book_of(tmp_path / "a.db", meeting("2024-01-01", ("A", [ASKED])), status="draft")
    hidden = paragraph(replace(member, viewer=KEEPER), ASKED, 2024)

    assert isinstance(show_context(member, ShowContext(hidden.id)), Refusal)
