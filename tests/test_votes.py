"""Votes that paragraphs tell in figures or names, and figures that are no votes."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.drawn_blocks import drawn
from support.searching import add, book_of, meeting

from bot.views.blocks import blocks
from commands.answers import SearchAnswer
from commands.documents.compose import compose
from commands.ingest.reread import reread
from commands.parsing import parse_minutes
from commands.records import withdraw
from commands.request_context import Context
from commands.requests import answer
from sources.structure.votes import vote_in
from storage.model import KEEPER, Vote
from storage.votes import votes_under


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


MOOT = meeting(
    "2026-02-03",
    (
        "Slipway Charge",
        [
            "Mr Orme moved, and Ms Teale seconded, that the slipway charge be doubled.",
            "Several Members thought that visitors would go elsewhere.",
            "The motion was put and lost, with 3 votes for and 5 against.",
        ],
    ),
    (
        "Bell Tower",
        [
            "The Warden moved that the bell be recast.",
            "The motion was carried unanimously.",
        ],
    ),
    (
        "Lantern Walk",
        ["A vote was taken: in favour 4, against 4, abstentions 2. The walk was put off."],
    ),
    ("Bins", ["The report on bins was agreed.", "RESOLVED that the report be noted."]),
)


@pytest.fixture(scope="module")
def moot(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(tmp_path_factory.mktemp("moot") / "book.db", MOOT)


@pytest.mark.parametrize(
    ("question", "sentence", "shown"),
    [
        ("was the slipway charge carried?", "3 for, 5 against. Lost.", 2),
        ("who voted against the slipway charge", "3 for, 5 against", 2),
        ("who abstained on the lantern walk?", "4 for, 4 against, 2 abstained. The minutes", 1),
        ("how did we vote on the bell tower", "Carried. The minutes give no figures.", 2),
        ("was there a vote on the bins report", "The minutes record no vote on this", 1),
    ],
)
def test_a_vote_is_told_with_how_it_ended_and_its_motion(
    moot: Context, question: str, sentence: str, shown: int
) -> None:
    told = answer(moot, parse_minutes(question))

    assert isinstance(told, SearchAnswer)
    assert told.interpreted.sentence.startswith(sentence)
    assert len(told.hits) == shown
    if shown == 2:
        assert "moved" in told.hits[1].paragraph.text


def rows(context: Context) -> list[tuple[object, ...]]:
    return context.book.read().execute("select * from votes order by 1").fetchall()


def test_reading_again_fills_a_book_that_was_made_before(tmp_path: Path) -> None:
    context = replace(book_of(tmp_path / "book.db", MOOT), viewer=KEEPER)
    before = rows(context)
    with context.book.write() as db:
        db.execute("delete from votes")
    assert len(list(reread(context))) == 1

    assert rows(context) == before
    assert len(before) == 3


def test_a_vote_goes_with_its_meeting_and_is_hidden_with_it(tmp_path: Path) -> None:
    context = book_of(tmp_path / "book.db", HEDGE)
    keeper = replace(context, viewer=KEEPER)
    add(keeper, MOOT, status="draft")
    items = [item for (item,) in context.book.read().execute("select id from items").fetchall()]

    assert len(votes_under(context.book, KEEPER, items)) == 5
    assert len(votes_under(context.book, context.viewer, items)) == 2
    told = answer(context, parse_minutes("was the slipway charge carried?"))
    assert "against" not in drawn(blocks(compose(told)))
    with context.book.write() as db:
        db.execute("update items set exempt = 1")
    assert not votes_under(context.book, context.viewer, items)
    for meeting_id in (1, 2):
        withdraw(keeper, meeting_id, "By order.")
    assert rows(context) == []
