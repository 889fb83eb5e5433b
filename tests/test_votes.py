"""Votes that paragraphs tell in figures or names, and figures that are no votes."""

import pytest
from support.searching import book_of, meeting

from commands.answers import SearchAnswer
from commands.parsing import parse_minutes
from commands.request_context import Context
from commands.requests import answer
from sources.structure.votes import Vote, vote_in


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Eight Members voted in favour, one against and there was one abstention.", (8, 1, 1)),
        ("On being put to the vote (for 7, against 3, abstentions nil) it was", (7, 3, 0)),
        ("The rate was carried by 4 votes to 1.", (4, 1, None)),
        ("Upon being put to the vote, there voted FOR 2, AGAINST 2, abstentions 1.", (2, 2, 1)),
        ("Vote: 3-0-0.", (3, 0, 0)),
        ("The Forum voted by 5 to 3 not to approve the transfer.", (5, 3, None)),
        ("The motion was lost, 2 Members voting for and 3 against.", (2, 3, None)),
        ("Against (2): Councillors Ogilvie and Quist", (None, 2, None)),
    ],
)
def test_figures_of_a_vote(text: str, figures: tuple[int | None, ...]) -> None:
    vote = vote_in(text)
    assert vote is not None
    assert (vote.for_, vote.against, vote.abstained) == figures


def test_a_recorded_vote_names_its_sides() -> None:
    assert vote_in("Ayes: Whitcomb, Okafor, Huang. Noes: Delgado. Motion carried 3-1.") == Vote(
        3, 1, None, (("for", ("Whitcomb", "Okafor", "Huang")), ("against", ("Delgado",)))
    )
    recorded = vote_in("For (2): Councillors Ashby and Bell")
    assert recorded is not None
    assert recorded.names == (("for", ("Councillor Ashby", "Councillor Bell")),)


@pytest.mark.parametrize(
    "text",
    [
        "Participation rose by 4 to 7 per cent.",
        "He voted against the proposal.",
        "Three Members spoke in favour of the plan.",
        "She asked for five more officers and spoke against one of the bids.",
        "There were 12 votes in favour of Mr Ames and 3 votes in favour of Mr Bell.",
        "In moving the motion he spoke of his dog, which had hidden for three days in November.",
        "She moved that the Council vote £12 for lamps.",
        "The meeting ran from 6.00 to 8.00.",
        "Motion carried unanimously.",
    ],
)
def test_what_is_no_vote(text: str) -> None:
    assert vote_in(text) is None


HEDGE = meeting(
    "2025-03-04",
    (
        "Parish Hall Roof",
        [
            "The Treasurer had two quotations for the roof.",
            "On being put to the vote there were five for, two against and one abstention.",
            "RESOLVED that the roof be mended.",
        ],
    ),
    (
        "Hedge at the Pound",
        [
            "It was moved that the hedge be cut.",
            "For (2): Cllr Ann Lee, Cllr Bo Dunn. Against (1): Cllr Cy Ames.",
        ],
    ),
    ("Skate Park", ["Mrs Orr spoke of the ramp.", "RESOLVED that the ramp be painted."]),
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(tmp_path_factory.mktemp("votes") / "book.db", HEDGE)


@pytest.mark.parametrize(
    ("question", "sentence", "first"),
    [
        ("how did we vote on the hall roof?", "5 for, 2 against, 1 abstained", "On being put"),
        ("who voted against cutting the hedge", "Against: Cllr Cy Ames", "For (2)"),
        ("was there a vote on the skate park ramp", "no vote on this", "RESOLVED that the ramp"),
    ],
)
def test_a_vote_is_told_with_its_proof(
    hall: Context, question: str, sentence: str, first: str
) -> None:
    told = answer(hall, parse_minutes(question))

    assert isinstance(told, SearchAnswer)
    assert sentence in told.interpreted.sentence
    assert told.hits[0].paragraph.text.startswith(first)


def test_a_vote_on_what_nobody_spoke_of_is_not_made_up(hall: Context) -> None:
    told = answer(hall, parse_minutes("how did we vote on the zeppelin mooring"))

    assert isinstance(told, SearchAnswer)
    assert not told.hits
