"""What a day's digest tells in the terminal: nothing is sent and nothing marked as sent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

Write = Callable[[str, str], Path]

MINUTES = """Oxley Parish Council

Minutes of the meeting held on Tuesday 14 May 2024 at 7.30 pm in the Village Hall

1. Play area

1.1 Cllr Fenwick asked when the swings would be mended. The Clerk undertook to write to the
contractor by 31 May 2024.

RESOLVED that the report be noted.
"""


def test_new_minutes_and_what_they_promise(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("minutes.txt", MINUTES))

    told = minutebook("digest", "--json").json

    (meeting,) = told["meetings"]
    assert meeting["date"] == "2024-05-14"
    assert any("write to the contractor" in action["text"] for action in told["new_actions"])


def test_asking_twice_tells_the_same(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("minutes.txt", MINUTES))

    assert minutebook("digest").out == minutebook("digest").out
    assert "Oxley Parish Council" in minutebook("digest").out


def test_drafts_are_not_told(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("minutes.txt", MINUTES), "--draft")

    told = minutebook("digest", "--json").json

    assert (told["meetings"], told["new_actions"], told["overdue"]) == ([], [], [])


def test_a_day_with_nothing_says_so(minutebook: Minutebook) -> None:
    assert "Nothing to tell on 31 March 2026" in minutebook("digest", "--date", "2026-03-31").out


DECIDED = """\
RESOLVED that permission be granted for ten moorings at the quay.
RESOLVED that planning permission be refused for the reasons in the report.
RESOLVED that, subject to the conditions in the report, consent be given.
RESOLVED that the application be approved subject to conditions.
The Sub-Committee RESOLVED to grant the premises licence.
It was agreed that the licence be refused.
RESOLVED that a dispensation be granted to Cllr Fenwick until May 2027.
Application 12/24 was refused.
Granted.
RESOLVED that the report be noted and permission be granted.
"""
ONLY_PASSED = """\
RESOLVED that the minutes be approved as a correct record.
RESOLVED that the report be noted.
RESOLVED that the report on the licence application be approved.
RESOLVED that the terms of the licence be approved.
RESOLVED that the Council note that the licence was granted.
RESOLVED that the report, which says that permission was granted, be noted.
"""


def decided(minutebook: Minutebook, write: Write, words: str) -> list[tuple[str, bool]]:
    minutebook(
        "add", write("minutes.txt", MINUTES.replace("RESOLVED that the report be noted.", words))
    )
    told = minutebook("digest", "--json").json["decided"]
    return [(action["status"], action["procedural"]) for action in told]


@pytest.mark.parametrize("words", DECIDED.splitlines())
def test_what_was_applied_for_is_decided_and_leaves_nothing_to_do(
    minutebook: Minutebook, write: Write, words: str
) -> None:
    assert decided(minutebook, write, words)[-1] == ("done", False)


@pytest.mark.parametrize("words", ONLY_PASSED.splitlines())
def test_papers_are_only_noted_or_approved(
    minutebook: Minutebook, write: Write, words: str
) -> None:
    assert decided(minutebook, write, words) == [("done", True)]
