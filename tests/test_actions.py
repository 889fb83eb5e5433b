"""The register: what was resolved, promised and requested, and what became of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Minutebook

Write = Callable[[str, str], Path]

MINUTES = """Oxley Parish Council

Minutes of the meeting held on Tuesday 14 May 2024 at 7.30 pm in the Village Hall

1. Play area

1.1 Cllr Fenwick asked when the swings would be mended. The Clerk undertook to write to the
contractor by 31 May 2024.

1.2 It was hoped that the swings might be in use again by the summer.

RESOLVED that the report be noted.

2. Burial ground

2.1 The Chairman asked that the Clerk obtain three quotations for the gates.

RESOLVED that Cllr Fenwick inspect the wall and report to the June meeting.
"""


@pytest.fixture
def book(minutebook: Minutebook, write: Write) -> Minutebook:
    assert minutebook("add", write("minutes.txt", MINUTES), "--json").status == 0
    return minutebook


def listed(book: Minutebook, *filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = book("actions", *filters, "--json").json["actions"]
    return found


def the_letter(book: Minutebook) -> str:
    (action,) = [a for a in listed(book, "all") if "contractor" in a["text"]]
    return str(action["id"])


def test_open_holds_what_is_still_to_be_done(book: Minutebook) -> None:
    told = {(a["kind"], a["owner"], a["due"]) for a in listed(book, "open")}

    assert ("undertaking", "The Clerk", "2024-05-31") in told
    assert any(kind == "request" and owner == "The Clerk" for kind, owner, _ in told)
    assert any(owner == "Cllr Fenwick" for _, owner, _ in told)
    assert not any("hoped" in a["text"] for a in listed(book, "all"))


def test_a_resolution_that_only_notes_is_in_all_and_not_in_open(book: Minutebook) -> None:
    assert not [a for a in listed(book, "open") if "be noted" in a["text"]]
    (noted,) = [a for a in listed(book, "all") if "be noted" in a["text"]]
    assert (noted["status"], noted["procedural"]) == ("done", True)


def test_the_words_of_an_action_are_the_words_of_its_paragraph(book: Minutebook) -> None:
    texts = {
        hit["paragraph_id"]: hit["text"]
        for query in ("swings", "gates", "wall")
        for hit in book("search", query, "--json").json["results"]
    }
    for action in listed(book, "open"):
        assert action["text"] in texts[action["paragraph_id"]]


def test_done_with_who_when_and_a_note(book: Minutebook) -> None:
    number = the_letter(book)

    changed = book("actions", number, "done", "sent on 20 May", "--json").json

    assert changed["action"]["status"] == "done"
    (change,) = changed["history"]
    assert (change["by"], change["from"], change["to"]) == ("terminal", "open", "done")
    assert change["note"] == "sent on 20 May"
    assert change["at"]
    assert number in {str(a["id"]) for a in listed(book, "done")}


def test_done_twice_is_one_change(book: Minutebook) -> None:
    number = the_letter(book)
    book("actions", number, "done")

    again = book("actions", number, "done", "--json").json

    assert len(again["history"]) == 1
    assert "already" in again["said"]


def test_undo_takes_back_change_after_change(book: Minutebook) -> None:
    number = the_letter(book)
    book("actions", number, "due", "3", "December", "2030")
    book("actions", number, "assign", "Jo", "Smith")

    book("actions", number, "undo")
    assert book("actions", number, "--json").json["action"]["assignee"] is None
    undone = book("actions", number, "undo", "--json").json
    assert undone["action"]["due"] == "2024-05-31"
    assert len(undone["history"]) == 4
    assert "nothing" in book("actions", number, "undo", "--json").json["said"].lower()


def test_an_edit_by_hand_survives_amended_minutes(book: Minutebook, write: Write) -> None:
    number = the_letter(book)
    book("actions", number, "done", "sent")
    book("actions", number, "due", "2024-06-15")
    amended = MINUTES.replace("write to the\ncontractor", "write to the\nplay contractor")

    book("add", write("minutes.txt", amended))

    action = book("actions", number, "--json").json["action"]
    assert "play contractor" in action["text"]
    assert (action["status"], action["due"]) == ("done", "2024-06-15")


def test_filters(book: Minutebook) -> None:
    assert {a["owner"] for a in listed(book, "all", "owner:fenwik")} == {"Cllr Fenwick"}
    assert listed(book, "all", "owner:braithwaite") == []
    assert {a["kind"] for a in listed(book, "all", "kind:request")} == {"request"}
    assert listed(book, "all", "since:2024-06-01") == []
    assert all(a["overdue"] for a in listed(book, "overdue"))
    assert [a for a in listed(book, "gates") if "quotations" in a["text"]]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("999",), "no action 999"),
        (("1", "paint"), "paint"),
        (("1", "due", "someday"), "someday"),
        (("all", "since:whenever"), "whenever"),
        (("kind:poem",), "poem"),
        (("1", "assign"), "whom"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    book: Minutebook, typed: tuple[str, ...], says: str
) -> None:
    refused = book("actions", *typed)

    assert refused.status == 1
    assert says in refused.err
    assert len(refused.err.strip().splitlines()) == 1
