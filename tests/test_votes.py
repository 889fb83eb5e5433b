"""Votes that paragraphs tell in figures or names, and figures that are no votes."""

import pytest

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
