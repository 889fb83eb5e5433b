"""A question and its reply that stand in two paragraphs are answered with both, whole."""

import pytest
from support.drawn_blocks import drawn
from support.searching import ask, book_of, meeting

from bot.terminal import draw
from bot.views.blocks import blocks
from bot.views.message_text import text
from commands.documents.compose import compose
from commands.request_context import Context
from commands.requests import Search

ASKED = "Mrs Fane asked how many moorings stood empty over the winter."
TOLD = "The Harbour Master replied that nineteen had been let to nobody since Michaelmas."
Q, A = "Q. Cllr Rudd – why are the pontoons slippery?", "A. The algae had not been scraped."
BOTH = "Mr Voss asked about the crane. The Harbour Master replied that it was sound."
NEXT = "The Harbour Master replied to letters about gulls every week."


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(
        tmp_path_factory.mktemp("quay") / "book.db",
        meeting(
            "2025-05-06",
            ("Moorings", ["The report was received.", ASKED, TOLD, "The Board thanked her."]),
            ("Pontoons", [Q, A]),
            ("Crane", [BOTH, NEXT]),
            ("Gulls", ["Ms Teal asked that the bins be shut."]),
        ),
    )


@pytest.mark.parametrize(
    ("query", "first", "other"),
    [
        ("moorings empty over the winter", ASKED, TOLD),
        ("nineteen let to nobody since Michaelmas", TOLD, ASKED),
        ("why are the pontoons slippery", Q, A),
        ("algae scraped", A, Q),
    ],
)
def test_both_are_shown(quay: Context, query: str, first: str, other: str) -> None:
    answer = ask(quay, query)

    assert answer.hits[0].paragraph.text == first
    assert answer.counterpart is not None
    assert answer.counterpart.text == other
    document = compose(answer, quay, Search(query), brief=True)
    assert answer.counterpart.id in document.cites
    for shown in (drawn(blocks(document)), text(document), " ".join(draw(document).split())):
        assert shown.count(other) == 1


@pytest.mark.parametrize(
    "query", ["crane sound", "letters about gulls", "bins be shut", "received"]
)
def test_a_paragraph_that_stands_alone_is_shown_alone(quay: Context, query: str) -> None:
    answer = ask(quay, query)

    assert answer.hits
    assert answer.counterpart is None
