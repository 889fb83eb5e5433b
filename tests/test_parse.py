"""What is typed after a command: forgiving of slips, and a question stays a question."""

import pytest

from commands.parsing import parse_minutes
from commands.requests import (
    ChangeAction,
    CheckQuotation,
    Help,
    ListActions,
    ListMeetings,
    ListSpeakers,
    Request,
    Search,
    SetPanel,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("serch flooding", Search("flooding")),
        ("saerch flooding", Search("flooding")),
        ("speaker clarke", ListSpeakers("clarke")),
        ("speekers clarke", ListSpeakers("clarke")),
        ("hlep", Help()),
        ("meeting", ListMeetings()),
        ("Metings", ListMeetings()),
        ("acitons overdue", ListActions("overdue")),
        ("chekc the gate was mended", CheckQuotation("the gate was mended")),
        ("panel Moor Council", SetPanel("Moor Council")),
        ("panel", SetPanel()),
        ("actions overdu", ListActions("overdue")),
        ("actions 12 assing Jo Smith", ChangeAction(12, "assign", "Jo Smith")),
        ("what can you do?", Help()),
    ],
)
def test_a_slip_is_understood(typed: str, meant: Request) -> None:
    assert parse_minutes(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "research grants",
        "checks on taxis",
        "auctions of land",
        "meetings with the Home Secretary",
        "held at the hall",
        "speaking clock",
        "reaction to the plan",
        "address of the hall",
        "help for families",
        "meeting rooms",
        "help me understand the precept",
    ],
)
def test_a_question_stays_a_question(typed: str) -> None:
    assert parse_minutes(typed) == Search(typed)
