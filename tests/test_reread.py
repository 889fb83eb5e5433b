"""Held minutes understood anew: what an older version missed comes in, what people did stays."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.bot_process import MINUTES

Minutebook = Callable[..., Any]
Write = Callable[[str, str], Path]


@pytest.fixture
def held(minutebook: Minutebook, write: Write) -> Minutebook:
    """The command line with the harbour's minutes, as a version understood them that missed a
    promise, took a sentence for one, and knew nobody who speaks."""
    minutebook("add", write("minutes.txt", MINUTES))
    assert len(entries(minutebook)) >= 2
    with closing(sqlite3.connect("minutebook.db")) as db, db:
        db.execute("pragma foreign_keys = off")
        db.execute("delete from actions where id = (select max(id) from actions)")
        db.execute(
            "insert into actions (id, meeting_id, paragraph_id, position, item_title, kind, text,"
            " start, end, status, entered_at) select 900, actions.meeting_id, paragraph_id, 9,"
            " item_title, 'request', substr(paragraphs.text, 1, 12), 0, 12, 'open', entered_at"
            " from actions join paragraphs on paragraphs.id = paragraph_id limit 1"
        )
        db.execute("delete from mentions")
        db.execute("update publications set at = '2025-02-01T09:00:00+00:00'")
    return minutebook


def entries(minutebook: Minutebook) -> dict[int, dict[str, Any]]:
    return {one["id"]: one for one in minutebook("actions", "all", "--json").json["actions"]}


def dump() -> list[str]:
    with closing(sqlite3.connect("minutebook.db")) as db:
        return list(db.iterdump())


def test_a_dry_run_tells_and_changes_nothing(held: Minutebook) -> None:
    before = dump()
    told = held("reread", "--dry-run").out
    assert "\n  + " in told
    assert "\n  ? 900: request: “" in told
    assert "nobody → " in told
    assert told.endswith("1 of 1 meeting understood otherwise. Nothing was changed.\n")
    assert dump() == before


def test_json_tells_what_differs_and_whether_it_was_done(held: Minutebook) -> None:
    before = dump()
    looked = held("reread", "--dry-run", "--json").json
    assert (looked["dry_run"], looked["total"], looked["differ"]) == (True, 1, 1)
    (meeting,) = looked["meetings"]
    assert (meeting["meeting"], len(meeting["added"])) == (1, 1)
    assert [one["id"] for one in meeting["doubted"]] == [900]
    assert meeting["dropped"] == []
    assert [one["before"] for one in meeting["speakers"]] == [[]] * len(meeting["speakers"])
    assert dump() == before
    (accepted,) = held("reread", "1", "--accept", "--json").json["meetings"]
    assert [one["id"] for one in accepted["dropped"]] == [900]
    assert held("reread", "--json").json["differ"] == 0


def test_what_was_missed_comes_in_as_old_news(held: Minutebook) -> None:
    before = entries(held)
    assert held("reread").status == 0
    after = entries(held)
    new = set(after) - set(before)
    assert len(new) == 1
    assert after[new.pop()]["historic"]
    assert "Nothing to tell" in held("digest").out
    speakers = held("speakers", "--json").json["speakers"]
    assert any(one["paragraphs"] for one in speakers)


def test_what_is_no_longer_found_stays_until_it_is_accepted(held: Minutebook) -> None:
    told = held("reread").out
    assert "1 entry marked ? is kept: 'minutebook reread --accept' drops" in told
    assert 900 in entries(held)
    assert "\n  - 900: " in held("reread", "--accept").out
    assert 900 not in entries(held)
    assert held("reread").out.endswith("0 of 1 meeting understood otherwise.\n")
    assert "ok     The database is whole" in held("doctor", "--deep").out


def test_what_people_did_to_an_entry_stays(held: Minutebook) -> None:
    first = min(entries(held))
    held("actions", str(first), "done", "sent on 4 May")
    held("actions", "900", "assign", "Jo Smith")
    held("reread", "--accept")
    after = entries(held)
    assert (after[first]["status"], after[first]["note"]) == ("done", "sent on 4 May")
    assert after[900]["assignee"] == "Jo Smith"
    assert after[900]["vanished"]


def test_a_correction_of_the_clerk_stays(held: Minutebook) -> None:
    first = min(entries(held))
    held("mend", "1", "owner", str(first), "Treasurer")
    held("reread", "--accept")
    assert entries(held)[first]["owner"] == "Treasurer"


def test_a_withdrawn_paragraph_does_not_come_back(held: Minutebook) -> None:
    words = held("search", "ferry", "--json").json["results"]
    assert words
    held("withdraw", "1", "--paragraph", words[0]["paragraph_id"], "--reason", "named a child")
    held("reread", "--accept")
    assert words[0]["paragraph_id"] not in [
        one["paragraph_id"] for one in held("search", "ferry", "--json").json["results"]
    ]


def test_minutes_that_are_not_held_are_refused_in_a_sentence(held: Minutebook) -> None:
    told = held("reread", "77")
    assert told.status == 1
    assert "77" in told.err
    assert "Traceback" not in told.err
