"""The secretariat's desk in the terminal: amend, withdraw, history, audit, mend, erase, publish."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Minutebook, Result
from support.bot_process import MINUTES

from commands.ingest.publish import stage
from commands.request_context import Context
from storage.database import Book
from storage.model import KEEPER
from storage.uploads import waiting_uploads

Write = Callable[[str, str], Path]
AMENDED = MINUTES.replace("two of the four", "three of the four")


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Minutebook:
    """A book that holds the minutes as meeting 1, from `v1.txt`."""
    write("v1.txt", MINUTES)
    write("v2.txt", AMENDED)
    assert minutebook("add", "v1.txt").status == 0
    return minutebook


def first(told: Result) -> dict[str, Any]:
    found: dict[str, Any] = told.json["results"][0]
    return found


def test_an_amendment_shows_the_difference_and_keeps_what_people_did(held: Minutebook) -> None:
    before = first(held("search", "skippers", "--json"))
    held("actions", "1", "assign", "U0CLERK")
    looked = held("amend", "1", "v2.txt", "--dry-run")
    assert "⟦two⟧ ⟨three⟩ of the four skippers" in " ".join(looked.out.split())
    assert "two of the four" in held("search", "skippers").out
    assert held("amend", "1", "v2.txt").out.endswith("Amended.\n")
    after = first(held("search", "skippers", "--json"))
    assert after["paragraph_id"] == before["paragraph_id"]
    assert "three of the four" in after["text"]
    assert "U0CLERK" in held("actions", "1").out


def test_history_tells_each_version_and_restores_one(held: Minutebook) -> None:
    held("amend", "1", "v2.txt")
    versions = held("history", "1", "--json").json["versions"]
    (changed,) = versions[1]["changes"]["paragraphs"]
    assert "two of the four" in changed["before"]
    assert "three of the four" in changed["after"]
    assert "updated" in held("history", "1", "--restore", "1").out
    assert "two of the four" in held("search", "skippers").out
    assert [v["version"] for v in held("history", "1", "--json").json["versions"]] == [1, 2, 3]
    refused = held("history", "1", "--restore", "9")
    assert refused.status == 1
    assert "There is no version 9" in refused.err


def test_what_is_withdrawn_stays_out_until_it_is_brought_back(held: Minutebook) -> None:
    told = held("withdraw", "1", "--paragraph", "3", "--reason", "a wrong depth").out
    assert "paragraph 3 of item 2 (1 paragraph). The words are gone from the book." in told
    assert "Nothing found" in held("search", "silted up").out
    held("add", "v1.txt")
    assert "Nothing found" in held("search", "silted up").out
    held("withdraw", "1", "--item", "1")
    assert "Nothing found" in held("search", "skippers").out
    held("withdraw", "1")
    refused = held("add", "v1.txt")
    assert refused.status == 1
    assert "withdrawn by terminal" in refused.err
    assert held("withdraw", "1").status == 1
    assert held("publish", "1").status == 1
    held("amend", "1", "v1.txt", "--reinstate")
    assert "silted up" in held("search", "silted up").out
    assert "skippers" in held("search", "skippers").out
    did = [step["what"] for step in held("audit", "--json").json["steps"]]
    assert did == ["amended", "reinstated", "withdrew", "withdrew", "withdrew", "added"]
    assert held("audit", "--json").json["steps"][4]["note"] == "a wrong depth"


def test_corrections_stand_apart_from_the_document(held: Minutebook) -> None:
    held("mend", "1", "split", "1", "The Harbour Master replied")
    held("mend", "1", "drop", "3")
    held("mend", "1", "date", "2025-01-15")
    held("mend", "1", "owner", "1", "The Ferry Manager")
    held("mend", "1", "private", "2")
    for _ in range(2):
        assert first(held("search", "last ferry left", "--json"))["text"].endswith("at nine.")
        assert "Nothing found" in held("search", "silted up").out
        assert held("meetings", "--json").json["meetings"][0]["date"] == "2025-01-15"
        assert "The Ferry Manager" in held("actions", "1").out
        assert held("add", "v1.txt").out.startswith("unchanged")
    for _ in range(5):
        held("mend", "1", "undo")
    assert held("mend", "1", "undo").status == 1
    assert "two of the four" in held("search", "why the last ferry left at nine").out
    assert "silted up" in held("search", "silted up").out
    assert held("mend", "1", "paint").err.startswith("Say what: date DAY")
    assert held("mend", "1", "split", "1", "nowhere").status == 1


def test_what_is_erased_is_gone_everywhere_and_stays_out(held: Minutebook, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    held("backup", tmp_path / "backups" / "monday.db")
    held("amend", "1", "v2.txt")
    held("actions", "1", "done", "Mrs Penhaligon was told")
    told = held("erase", "mrs  penhaligon", "--with", "a resident", "--reason", "her wish").out
    assert "monday.db" in told
    assert "a resident asked why" in held("search", "last ferry left").out
    assert "penhaligon" not in str(held("history", "1")).casefold()
    assert "penhaligon" not in str(held("actions", "1")).casefold()
    assert b"penhaligon" not in (tmp_path / "minutebook.db").read_bytes().lower()
    held("add", "v2.txt")
    assert "penhaligon" not in held("export").out.casefold()
    (step, *_) = [s for s in held("audit", "--json").json["steps"] if s["what"] == "erased"]
    assert step["note"] == "her wish"
    assert held("erase", "me").status == 1


TWO_ITEMS = """\
Quay Board - Tuesday, 10th June, 2025

1.

Cranes

Minutes:

1.         Mr Odgers said that the north crane was broken.

2.         Mr Odgers said that the south crane was sound.

2.

Cranes

Minutes:

1.         Ms Vane said that the west crane was rusty.

2.         Ms Vane said that the east crane was sold.
"""


def test_what_is_withdrawn_leaves_each_version_and_nothing_else_does(
    minutebook: Minutebook, write: Write
) -> None:
    cranes = {"north", "south", "west", "east"}

    def said() -> set[str]:
        return {crane for crane in cranes if f"the {crane} crane" in minutebook("export").out}

    for version in (TWO_ITEMS, TWO_ITEMS.replace("rusty", "rusty all over")):
        minutebook("add", write("quay.txt", version))
    told = minutebook("withdraw", "1", "--item", "2", "--paragraph", "1", "--reason", "slip").out
    assert "paragraph 1 of item 2" in told
    assert said() == cranes - {"west"}
    for version in ("1", "2"):
        minutebook("history", "1", "--restore", version)
        assert said() == cranes - {"west"}
    assert minutebook("withdraw", "1", "--item", "1", "--reason", "slip").status == 0
    assert said() == {"east"}
    minutebook("history", "1", "--restore", "1")
    assert said() == {"east"}


def test_a_name_is_erased_from_titles_from_who_is_who_and_from_no_other_meeting(
    held: Minutebook, write: Write, tmp_path: Path
) -> None:
    items = [{"number": "1", "title": "Mooring", "paragraphs": [{"text": "Ms Nance spoke."}]}]
    inquiry = {"panel": "Quay Board", "title": "Inquiry: Penhaligon", "date": "2025-05-01"}
    write("inquiry.jsonl", json.dumps({**inquiry, "items": items}))
    quay = "Quay Board - Tuesday, 10th June, 2025\n\n1.\n\nQuay\n\nMinutes:\n\n1.         "
    write("quay.txt", quay + "Mr Vane said that it was closed. Mr Odgers asked why.\n")
    held("add", "inquiry.jsonl")
    held("add", "quay.txt")
    case = {"panel": "Quay Board", "title": "Penhaligon and the quay", "date": "2025-04-01"}
    held("add", write("case.jsonl", json.dumps({**case, "items": items})))
    assert held("withdraw", "4", "--reason", "not ours").status == 0
    assert held("speakers", "join", "Mrs Penhaligon", "Mr Tregear").status == 0
    assert held("speakers", "join", "Mr Odgers", "Mr Vane").status == 0

    told = held("erase", "Penhaligon", "--json").json
    assert (told["meetings"], told["messages"]) == (2, 0)
    assert b"penhaligon" not in (tmp_path / "minutebook.db").read_bytes().lower()
    assert held("meetings", "--json").json["total"] == 3
    held("add", write("quay.txt", quay + "Mr Vane said so. Mr Odgers asked why.\n"))
    (person,) = held("speakers", "odgers", "--json").json["speakers"]
    assert {person["name"], *person["aliases"]} == {"Mr Odgers", "Mr Vane"}
    assert held("doctor", "--deep").out.count("The database is whole") == 1


def test_two_clerks_and_a_time(
    minutebook: Minutebook, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    minutebook("add", write("draft.txt", MINUTES), "--draft")
    assert minutebook("publish", "1", "--at", "2001-01-01 09:00").status == 2
    assert "on Monday 1 January 2091 at 09:00" in minutebook(
        "publish", "1", "--at", "2091-01-01 09:00"
    ).out  # fmt: skip
    monkeypatch.setenv("MINUTEBOOK_APPROVAL", "1")
    assert minutebook("publish", "1").status == 2
    assert "waits for a second clerk" in minutebook("publish", "1", "--by", "Ada").out
    assert "waits for a second clerk" in minutebook("publish", "1", "--by", "Ada").out
    assert "Nothing found" in minutebook("search", "skippers").out
    assert "is published now" in minutebook("publish", "1", "--by", "Bram").out
    (step, *_) = minutebook("audit", "--json").json["steps"]
    assert (step["what"], step["by"]) == ("published", "Bram")


def test_a_backlog_is_news_to_nobody(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("old.txt", MINUTES), "--backlog")
    digest = minutebook("digest", "--json").json
    assert (digest["meetings"], digest["new_actions"], digest["overdue"]) == ([], [], [])
    assert "historic" in minutebook("actions", "all").out
    assert "skippers" in minutebook("search", "skippers").out


def test_a_withdrawn_word_that_somebody_asked_for_is_forgotten(
    held: Minutebook, tmp_path: Path
) -> None:
    held("actions", "1", "note", "as silted as ever")
    with sqlite3.connect(tmp_path / "minutebook.db") as book:
        book.execute(
            "insert into questions (user, text, at) values ('U1', 'silted centimetres', '2025')"
        )
    book.close()
    held("withdraw", "1", "--paragraph", "3")
    assert b"silted" not in (tmp_path / "minutebook.db").read_bytes()
    assert "as … as ever" in held("actions", "1").out


def test_a_document_that_waits_is_let_go_of_with_what_is_withdrawn(
    held: Minutebook, tmp_path: Path
) -> None:
    book = Book(tmp_path / "minutebook.db")
    clerk = Context(book, KEEPER, dt.datetime(2025, 2, 1, tzinfo=dt.UTC))
    stage(clerk, "F1", "copy.txt", AMENDED.replace("silted up", "silted right up").encode())
    stage(clerk, "F2", "other.txt", b"1. Quay\n\n1. Mr Tregear said that the quay was closed.")
    held("withdraw", "1", "--paragraph", "3")
    assert [upload.name for upload in waiting_uploads(book)] == ["other.txt"]
    book.close()
    assert b"silted" not in (tmp_path / "minutebook.db").read_bytes()


def test_a_document_of_another_meeting_waits_on_whatever_it_has_in_common(
    held: Minutebook, tmp_path: Path
) -> None:
    book = Book(tmp_path / "minutebook.db")
    clerk = Context(book, KEEPER, dt.datetime(2025, 2, 1, tzinfo=dt.UTC))
    stage(clerk, "F1", "june.txt", MINUTES.replace("14th January", "10th June").encode())
    held("withdraw", "1", "--item", "2")
    assert [upload.name for upload in waiting_uploads(book)] == ["june.txt"]
    book.close()


def test_minutes_of_another_meeting_amend_nothing(held: Minutebook, write: Write) -> None:
    other = "Harbour Trust Board - Tuesday, 10th June, 2025\n\n1.\n\nQuay\n\nMinutes:\n\n"
    write("june.txt", other + "1.         Mr Tregear said that the quay was closed.\n")
    refused = held("amend", "1", "june.txt")
    assert refused.status == 1
    assert "shares no paragraph with meeting 1" in refused.err
    held("add", "june.txt")
    assert "is of another meeting" in held("amend", "1", "june.txt").err
    assert "two of the four" in held("search", "skippers").out
