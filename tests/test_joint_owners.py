"""What several people own together is each one's, and in the words that name them all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Minutebook = Callable[..., Any]
Write = Callable[[str, str], Path]

HEAD = """Thornmere Parish Council

Minutes of the meeting held on Tuesday, 10 November 2026 at 7.30 pm in the Guildhall

Present: Cllr Ash (Chair), Cllr Elm, Cllr John Birch, Ann Oak (Clerk)

4. Highways

"""
JOINT = [
    ("Cllr Ash and Cllr Elm agreed to write to the Minister by 4 December 2026.", ["ash", "elm"]),
    ("Both the Commissioner and the Chief Constable undertook to publish the figures.",
     ["commissioner", "chief constable"]),
    ("The Chair, Vice-Chair and Clerk would meet the landowner before Christmas.",
     ["chair", "vice-chair", "clerk"]),
    ("Cllr Elm, Cllr Birch and the Clerk will visit the site.", ["elm", "birch", "clerk"]),
    ("Cllr Birch asked the Clerk and the Treasurer to check the invoices.",
     ["clerk", "treasurer"]),
    ("The fence needs painting.\n\nACTION: Cllr Ash & Cllr Elm", ["ash", "elm"]),
]  # fmt: skip
ALONE = [
    ("Ann Oak, the Clerk, agreed to order the salt.", "ash"),
    ("The Clerk undertook to write to Cllr Ash and Cllr Elm.", "elm"),
    ("The Clerk would liaise with the Treasurer and report back.", "treasurer"),
    ("Cllr Ash had spoken to Cllr Elm, and the Clerk would ring the County.", "elm"),
    ("The Clerk, having met Cllr Elm and Cllr Birch, agreed to draw up a plan.", "birch"),
]


def owned(minutebook: Minutebook, write: Write, words: str, by: str) -> int:
    assert minutebook("add", write("minutes.txt", f"{HEAD}1. {words}\n")).status == 0
    return int(minutebook("actions", "all", f'owner:"{by}"', "--json").json["total"])


@pytest.mark.parametrize(("words", "whose"), JOINT)
def test_it_is_each_ones(
    minutebook: Minutebook, write: Write, words: str, whose: list[str]
) -> None:
    assert [owned(minutebook, write, words, one) for one in whose] == [1] * len(whose)


@pytest.mark.parametrize(("words", "nobodys"), ALONE)
def test_whoever_is_only_named_owns_nothing(
    minutebook: Minutebook, write: Write, words: str, nobodys: str
) -> None:
    assert owned(minutebook, write, words, nobodys) == 0


def test_a_correction_gives_it_to_one(minutebook: Minutebook, write: Write) -> None:
    words = JOINT[0][0]
    assert owned(minutebook, write, words, "elm") == 1
    minutebook("mend", "1", "owner", "1", "Cllr John Birch")
    assert minutebook("actions", "all", "owner:elm", "--json").json["total"] == 0
    assert minutebook("actions", "all", "owner:birch", "--json").json["total"] == 1


def test_all_are_named_wherever_it_is_shown(minutebook: Minutebook, write: Write) -> None:
    assert owned(minutebook, write, JOINT[3][0], "elm") == 1
    (action,) = minutebook("actions", "all", "--json").json["actions"]
    assert action["owner"] == "Cllr Elm"
    assert action["owners"] == ["Cllr Elm", "Cllr Birch", "The Clerk"]
    names = "Cllr Elm, Cllr Birch and The Clerk"
    assert names in minutebook("actions", "all").out
    assert names in minutebook("say", "/actions all").out
    sheet = minutebook("export", "actions", "--format", "csv").out
    assert "Cllr Elm; Cllr Birch; The Clerk" in sheet
