"""A draft is a draft until somebody publishes it, whatever is done to it before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Minutebook
from support.bot_process import MINUTES
from support.local_moderngov import Council, LocalModernGov, archive

Write = Callable[[str, str], Path]
AMENDED = MINUTES.replace("two of the four", "three of the four")


@pytest.fixture
def draft(minutebook: Minutebook, write: Write) -> Minutebook:
    """A book that holds the minutes as meeting 1, a draft."""
    write("v1.txt", MINUTES)
    write("v2.txt", AMENDED)
    assert minutebook("add", "--draft", "v1.txt").status == 0
    return minutebook


def hidden(minutebook: Minutebook, number: int = 1) -> bool:
    """Whether meeting 1 is there for the secretariat and for nobody else."""
    everybody = minutebook("meetings", "--json").json["meetings"]
    (row,) = (
        row
        for row in minutebook("meetings", "--drafts", "--json").json["meetings"]
        if row["id"] == number
    )
    found = minutebook("search", "skippers", "--json").json["total"]
    assert (row["status"] == "draft") == (not everybody) == (not found)
    return bool(row["status"] == "draft")


@pytest.mark.parametrize(
    "work",
    [
        ["amend 1 v2.txt"],
        ["amend 1 v2.txt", "history 1 --restore 1"],
        ["mend 1 date 2025-01-15"],
        ["mend 1 title Board", "mend 1 undo"],
        ["withdraw 1 --paragraph 3", "amend 1 v1.txt --reinstate"],
        ["withdraw 1 --reason early", "amend 1 v1.txt --reinstate"],
        ["erase Tregear --yes"],
        ["add --draft v2.txt"],
    ],
    ids="; ".join,
)
def test_work_on_a_draft_shows_it_to_nobody(draft: Minutebook, work: list[str]) -> None:
    for line in work:
        assert draft(*line.split()).status == 0, line
        if not line.startswith("withdraw 1 --reason"):
            assert hidden(draft), line
    assert draft("publish", "1").status == 0
    assert not hidden(draft)


@pytest.mark.parametrize("line", ["amend 1 v2.txt", "mend 1 title Board", "history 1 --restore 1"])
def test_what_is_published_stays_so_also_where_its_versions_were_drafts(
    draft: Minutebook, line: str
) -> None:
    draft("publish", "1")
    draft("amend", "1", "v2.txt")
    assert draft(*line.split()).status == 0
    assert not hidden(draft)


def test_published_minutes_that_were_withdrawn_are_brought_back_as_published(
    draft: Minutebook,
) -> None:
    draft("publish", "1")
    draft("withdraw", "1", "--reason", "early")
    draft("amend", "1", "v1.txt", "--reinstate")
    assert not hidden(draft)


def test_adding_a_draft_again_without_draft_publishes_it(draft: Minutebook) -> None:
    assert draft("add", "v1.txt").status == 0
    assert not hidden(draft)


# ---- the official minutes ---------------------------------------------------------------------


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalModernGov]:
    monkeypatch.setenv("MINUTEBOOK_FETCH_PRIVATE", "1")
    with LocalModernGov(Council.of(*archive(1))) as site:
        yield site


def test_sync_that_finds_a_drafts_official_minutes_says_so_and_publishes_nothing(
    minutebook: Minutebook, site: LocalModernGov
) -> None:
    page = f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
    assert minutebook("add", page, "--draft").status == 0
    (item,) = (one for one in site.council.committees[0].meetings[0].items if len(one.minutes) > 1)
    item.minutes = (*item.minutes, "3. Cllr Snell asked about the marmalade.")
    told = minutebook("sync", site.committee(), "--json").json
    (draft,) = told["drafts"]
    assert draft["meeting"]["status"] == "draft"
    assert minutebook("search", "marmalade", "--json").json["total"] == 0
    again = minutebook("sync", site.committee(), "--since", "2020-01-01")
    assert "official" not in again.out
    assert minutebook("publish", "1").status == 0
    assert minutebook("search", "marmalade", "--json").json["total"] == 1


def test_sync_tells_people_what_to_type_to_publish_a_draft(
    minutebook: Minutebook, site: LocalModernGov
) -> None:
    page = f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
    minutebook("add", page, "--draft")
    told = minutebook("sync", site.committee()).out
    assert "official minutes" in told
    assert "'minutebook publish 1'" in told
    assert minutebook("meetings", "--json").json["total"] == 0
