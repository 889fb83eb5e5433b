"""Where MINUTEBOOK_APPROVAL is set, members read nothing that two people have not agreed to,
whichever way it comes in; what a council has made public itself is exempt."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook
from support.at_once import BotAtOnce
from support.bot_process import MINUTES, PATIENCE
from support.local_moderngov import Council, LocalModernGov, archive

from bot.jobs.scheduled_publishing import ScheduledPublishing
from playground.local_slack import LocalSlack

Write = Callable[[str, str], Path]
AMENDED = MINUTES.replace("two of the four", "three of the four")
JUNE = MINUTES.replace("14th January", "10th June").replace("skippers", "lightermen")


@pytest.fixture
def two(minutebook: Minutebook, write: Write, monkeypatch: pytest.MonkeyPatch) -> Minutebook:
    """A book without minutes where two clerks publish; `v1.txt` and `v2.txt` lie beside it."""
    monkeypatch.setenv("MINUTEBOOK_APPROVAL", "1")
    write("v1.txt", MINUTES)
    write("v2.txt", AMENDED)
    return minutebook


@pytest.fixture
def published(two: Minutebook) -> Minutebook:
    """The same with `v1.txt` published as meeting 1."""
    assert two("add", "v1.txt").status == 0
    both(two, 1)
    assert read(two, "two of the four")
    return two


def both(minutebook: Minutebook, *meetings: int) -> None:
    """Ada and Bram publish."""
    assert (
        "waits for a second clerk" in minutebook("publish", *map(str, meetings), "--by", "Ada").out
    )
    assert "is published now" in minutebook("publish", *map(str, meetings), "--by", "Bram").out


def read(minutebook: Minutebook, words: str) -> bool:
    """Whether members find these words."""
    return bool(minutebook("check", words, "--json").json["total"])


def test_what_is_added_waits_until_two_people_have_published_it(two: Minutebook) -> None:
    added = two("add", "v1.txt", "--json")
    assert added.status == 0
    (row,) = added.json["added"]
    assert (row["status"], row["meeting"]["status"]) == ("added", "draft")
    assert "two clerks" in row["waiting"]
    assert "'minutebook publish 1 --by NAME'" in row["waiting"]
    assert "two clerks" in two("add", "v1.txt").out

    nameless = two("publish", "1")
    assert nameless.status == 2
    assert nameless.err == "Two clerks publish here: say who you are with --by NAME.\n"
    for same in ("Ada", "Ada", "ada", " Ada  "):
        told = two("publish", "1", "--by", same)
        assert "waits for a second clerk (Ada has agreed)" in told.out
        assert not read(two, "two of the four")
    assert "Ada has agreed" in two("add", "v1.txt").out
    assert "is published now" in two("publish", "1", "--by", "Bram").out
    assert read(two, "two of the four")
    did = [(step["what"], step["by"]) for step in two("audit", "--json").json["steps"]]
    assert did == [("published", "Bram"), ("agreed", "Ada"), ("added", "terminal")]


def test_a_folder_waits_like_a_file_and_is_published_in_one_go(
    two: Minutebook, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "one.txt").write_text(MINUTES)
    (tmp_path / "all" / "two.txt").write_text(JUNE)
    added = two("add", "all", "--backlog", "--json")
    assert added.status == 0
    assert [row["meeting"]["status"] for row in added.json["added"]] == ["draft", "draft"]
    assert two("meetings", "--json").json["total"] == 0
    both(two, 1, 2)
    assert two("meetings", "--json").json["total"] == 2
    digest = two("digest", "--json").json
    assert (digest["meetings"], digest["new_actions"]) == ([], [])


def test_a_draft_of_before_waits_when_it_is_added_without_draft(two: Minutebook) -> None:
    two("add", "--draft", "v1.txt")
    assert "two clerks" in two("add", "v1.txt").out
    assert "two clerks" in two("add", "v2.txt").out
    assert two("meetings", "--json").json["total"] == 0
    both(two, 1)
    assert read(two, "three of the four")


@pytest.mark.parametrize("change", ["amend 1 v2.txt", "add v2.txt", "mend 1 title Harbour Board"])
def test_a_word_counts_for_what_was_there_when_it_was_given(two: Minutebook, change: str) -> None:
    two("add", "v1.txt")
    two("publish", "1", "--by", "Ada")
    two(*change.split())
    assert "(Bram has agreed)" in two("publish", "1", "--by", "Bram").out
    assert two("meetings", "--json").json["total"] == 0
    assert "is published now" in two("publish", "1", "--by", "Ada").out


# ---- what is published already ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("amend 1 v2.txt", "three of the four"),
        ("add v2.txt", "three of the four"),
        ("mend 1 split 1 The Harbour Master replied", ""),
    ],
)
def test_an_amendment_waits_and_members_read_what_they_had(
    published: Minutebook, line: str, words: str
) -> None:
    before = published("export").out
    told = published(*line.split())
    assert told.status == 0
    assert "waits for two clerks" in told.out
    assert published("export").out == before
    both(published, 1)
    assert published("export").out != before
    assert not words or read(published, words)
    assert "published already" in published("publish", "1", "--by", "Cleo").out


def test_an_earlier_version_is_restored_by_two(published: Minutebook) -> None:
    published("amend", "1", "v2.txt")
    both(published, 1)
    assert "waits for two clerks" in published("history", "1", "--restore", "1").out
    assert read(published, "three of the four")
    both(published, 1)
    assert read(published, "two of the four")


def test_another_amendment_takes_the_place_of_one_that_waits(
    published: Minutebook, write: Write
) -> None:
    published("amend", "1", "v2.txt")
    published("publish", "1", "--by", "Ada")
    assert "(Ada has agreed)" in published("amend", "1", "v2.txt").out
    write("v3.txt", MINUTES.replace("two of the four", "all of the four"))
    assert "waits for two clerks" in published("amend", "1", "v3.txt").out
    assert "(Bram has agreed)" in published("publish", "1", "--by", "Bram").out
    assert "is published now" in published("publish", "1", "--by", "Ada").out
    assert read(published, "all of the four")


def test_what_only_takes_away_waits_for_nobody(published: Minutebook) -> None:
    assert "waits" not in published("mend", "1", "private", "2").out
    assert not read(published, "silted up")
    assert "waits for two clerks" in published("mend", "1", "public", "2").out
    assert "opposite" in published("mend", "1", "undo").err
    assert not read(published, "silted up")
    both(published, 1)
    assert read(published, "silted up")
    assert "waits" not in published("mend", "1", "owner", "1", "The Ferry Manager").out
    assert "The Ferry Manager" in published("actions", "1").out
    assert "waits" not in published("erase", "Mr Tregear", "--with", "somebody").out
    assert read(published, "somebody said that")
    assert published("withdraw", "1", "--paragraph", "1").status == 0
    assert not read(published, "two of the four")


def test_what_was_withdrawn_is_brought_back_by_two(published: Minutebook) -> None:
    published("withdraw", "1", "--reason", "too early")
    assert "waits for two clerks" in published("amend", "1", "v1.txt", "--reinstate").out
    assert published("meetings", "--drafts", "--json").json["total"] == 0
    both(published, 1)
    assert read(published, "two of the four")


def test_withdrawn_words_leave_the_amendment_that_waits(
    published: Minutebook, tmp_path: Path
) -> None:
    published("amend", "1", "v2.txt")
    published("withdraw", "1", "--paragraph", "3", "--reason", "a wrong depth")
    assert b"silted" not in (tmp_path / "minutebook.db").read_bytes()
    assert "published already" in published("publish", "1", "--by", "Ada").out


def test_an_items_page_that_waited_leaves_the_other_items_alone(
    published: Minutebook, write: Write
) -> None:
    dredged = "3. The Harbour Master reported that the channel had silted up by 60 centimetres.\n"
    item = write("item.txt", f"2. Dredging\n\nMinutes:\n\n{dredged}")
    told = published("add", item, "--panel", "Harbour Trust Board", "--date", "2025-01-14",
                     "--title", "Harbour Trust Board")  # fmt: skip
    assert "waits for two clerks" in told.out
    both(published, 1)
    assert read(published, "silted up by 60 centimetres")
    assert read(published, "two of the four")


# ---- other doors ------------------------------------------------------------------------------


def test_what_a_council_has_made_public_waits_for_nobody(
    two: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTEBOOK_FETCH_PRIVATE", "1")
    with LocalModernGov(Council.of(*archive(1))) as site:
        (row,) = two("sync", site.committee(), "--json").json["added"]
        assert (row["meeting"]["status"], row["waiting"]) == ("published", None)
        meeting = site.council.committees[0].meetings[0]
        meeting.items[1].minutes = (*meeting.items[1].minutes, "3. Cllr Snell asked for marmalade.")
        (row,) = two("sync", site.committee(), "--since", "2020-01-01", "--json").json["updated"]
        assert row["waiting"] is None
    assert read(two, "asked for marmalade")


def test_a_plan_is_nobodys_second_word(two: Minutebook, tmp_path: Path) -> None:
    two("add", "v1.txt")
    assert two("publish", "1", "--at", "2091-01-01 09:00").status == 2
    told = two("publish", "1", "--at", "2091-01-01 09:00", "--by", "Ada")
    assert "waits for a second clerk" in told.out
    told = two("publish", "1", "--at", "2091-01-01 09:00", "--by", "Bram")
    assert "on Monday 1 January 2091 at 09:00" in told.out
    two("amend", "1", "v2.txt")  # neither has seen that
    due = dt.datetime(2091, 1, 1, 9, 1, tzinfo=dt.UTC)
    with LocalSlack(ack_seconds=PATIENCE) as slack:
        bot = BotAtOnce.on(tmp_path / "minutebook.db", slack, due, MINUTEBOOK_APPROVAL="1")
        ScheduledPublishing(bot.desk).tick()
        bot.desk.book.close()
    assert two("meetings", "--json").json["total"] == 0
    assert "waits for two clerks" in two("add", "v2.txt").out
    both(two, 1)


def test_a_word_of_an_earlier_release_counts_for_nothing(two: Minutebook, tmp_path: Path) -> None:
    """Nobody knows what was looked at when it was given."""
    two("add", "v1.txt")
    with sqlite3.connect(tmp_path / "minutebook.db") as book:
        book.execute("insert into approvals (thing, by, at) values ('meeting 1', 'Ada', '2025')")
    book.close()
    assert "(Bram has agreed)" in two("publish", "1", "--by", "Bram").out
