"""What a day's digest tells in the terminal: nothing is sent and nothing marked as sent."""

from collections.abc import Callable
from pathlib import Path

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
