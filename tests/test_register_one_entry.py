"""A promise told in several places is one entry; what only looks alike is two."""

from pathlib import Path

import pytest
from support.registering import STRANGER, Register, minutes

from storage.model import ActionRow


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


def entries(register: Register, *items: str) -> list[ActionRow]:
    register.read(minutes("Tuesday 14 May 2024", *items))
    return register.listed("open")


SAME = [
    (
        "Bus shelter\nThe Clerk undertook to obtain three quotations for the bus shelter.\n"
        "RESOLVED that the Clerk obtain three quotations for the bus shelter.",
    ),
    (
        "Flooding\nThe Clerk undertook to write to the County Council about flooding in Mill Lane.",
        "Actions\nClerk to write to the County Council re flooding in Mill Lane",
    ),
    (
        "Sign\nMs Patel undertook to order a slate sign for the chapel. "
        "It was decided that Ms Patel order a slate sign for the chapel.",
    ),
    (
        "Rotas\nMs Patel agreed to circulate the revised rota to all governors.\n"
        "Action: Ms Patel to circulate revised rota to governors",
    ),
]
DECIDED = [
    "Bench\nIt was agreed that an oak bench be bought for the pond. "
    "RESOLVED that an oak bench be bought for the pond.",
    "Mower\nAfter a long talk it was agreed to buy a mower from Hodge and Sons at £1,200. "
    "Members resolved that a mower be bought from Hodge and Sons at £1,200.",
    "Roof\nThe Board agreed that the nave roof be mended in copper. "
    "RESOLVED unanimously that the nave roof be mended in copper.",
]
APART = [
    (
        "Lets\nIt was agreed that the lower field be let to the scouts. "
        "RESOLVED that the upper field be let to the scouts.",
    ),
    (
        "Grants\nRESOLVED that £50 be given to the silver band. "
        "RESOLVED that £60 be given to the silver band.",
    ),
    (
        "Crime\nMrs Odell undertook to provide the burglary figures for each ward.\n"
        "Mrs Odell undertook to provide the burglary figures for each month.",
    ),
    (
        "Roads\nThe Clerk undertook to write to the County Council about the potholes.\n"
        "RESOLVED that the Clerk write to the County Council about the street lights.",
    ),
    (
        "Grants\nThe Clerk undertook to send the grant form to the scouts.\n"
        "RESOLVED that Cllr Dunn send the grant form to the scouts.",
    ),
    (
        "Trees\nThe Clerk undertook to inspect the old ash tree by 31 May 2024.\n"
        "RESOLVED that the Clerk inspect the old ash tree by 31 October 2024.",
    ),
    (
        "Trees\nThe Clerk undertook to write to the owner about the fallen ash tree.",
        "Hedges\nThe Clerk undertook to write to the owner about the fallen ash tree.",
    ),
]


@pytest.mark.parametrize("items", SAME)
def test_told_several_times_it_is_one_entry(register: Register, items: tuple[str, ...]) -> None:
    (action,) = entries(register, *items)

    assert len(action.sources) == 1
    assert action.kind == "undertaking"  # as told at its first place
    assert "Also told as" in register.drawn(str(action.id))


@pytest.mark.parametrize("item", DECIDED)
def test_a_decision_is_one_entry_however_often_its_paragraph_states_it(
    register: Register, item: str
) -> None:
    register.read(minutes("Tuesday 14 May 2024", item))
    (action,) = register.listed("all")

    assert (action.kind, len(action.sources)) == ("resolution", 1)


@pytest.mark.parametrize("items", APART)
def test_what_is_only_alike_stays_apart(register: Register, items: tuple[str, ...]) -> None:
    assert len(entries(register, *items)) == 2


def test_the_words_of_every_telling_are_those_of_its_paragraph(register: Register) -> None:
    (action,) = entries(register, *SAME[1])

    assert action.text in SAME[1][0]
    assert action.sources[0].text in SAME[1][1]
    assert action.paragraph_id != action.sources[0].paragraph_id


def test_the_entry_lives_on_where_only_the_table_still_tells_it(register: Register) -> None:
    (before,) = entries(register, *SAME[1])
    register.ask(f"{before.id} assign Jo")

    (after,) = entries(register, "Flooding\nThe flooding was discussed.", SAME[1][1])

    assert (after.id, after.assignee, after.vanished) == (before.id, "Jo", False)
    (again,) = entries(register, *SAME[1])
    assert (again.id, len(again.sources)) == (before.id, 1)


def test_read_again_without_a_change_nothing_is_noted(register: Register) -> None:
    (action,) = entries(register, *SAME[0])
    entries(register, *SAME[0])

    assert register.one(str(action.id)).story == ()
    assert register.listed("open", STRANGER)[0].sources == action.sources
