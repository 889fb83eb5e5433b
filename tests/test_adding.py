"""Minutes in: the same again changes nothing, amended ones keep what they can."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED_MINUTES, Minutebook

Write = Callable[[str, str], Path]

ITEM = """Agenda item

Play Area at Long Meadow

Minutes:

1.         Cllr Fenwick asked about the swings.  The Clerk said that it would be soon.

2.         Mrs Adair said that the slide was rusty.

RESOLVED that the Council note the position.

Supporting documents:
"""


def paragraphs(minutebook: Minutebook, *options: str) -> list[dict[str, Any]]:
    lines = minutebook("export", *options).out.splitlines()
    return [p for line in lines for i in json.loads(line)["items"] for p in i["paragraphs"]]


def test_an_item_as_copied_from_its_page(minutebook: Minutebook, write: Write) -> None:
    (added,) = minutebook("add", write("item.txt", ITEM), "--json").json["added"]

    assert added["status"] == "added"
    assert (added["items"], added["paragraphs"]) == (1, 3)
    assert added["meeting"]["panel"] is None
    assert added["meeting"]["date"] is None
    assert added["meeting"]["url"] is None
    assert any("date" in warning for warning in added["warnings"])


def test_every_paragraph_is_word_for_word(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("item.txt", ITEM))

    alike = " ".join(ITEM.split())
    found = paragraphs(minutebook)
    assert [p["number"] for p in found] == ["1", "2", None]
    assert all(p["text"] in alike for p in found)


def test_the_same_again_changes_nothing(minutebook: Minutebook, write: Write) -> None:
    path = write("item.txt", ITEM)
    minutebook("add", path)
    before = minutebook("export").out

    assert minutebook("add", path, "--json").json["added"][0]["status"] == "unchanged"
    assert minutebook("export").out == before


def test_amended_minutes_keep_the_ids_of_unchanged_paragraphs(
    minutebook: Minutebook, write: Write
) -> None:
    minutebook("add", write("item.txt", ITEM))
    before = {p["text"]: p["id"] for p in paragraphs(minutebook)}
    amended = ITEM.replace("was rusty", "was rusty and sharp").replace(
        "2.         Mrs", "2.         Cllr Fenwick thanked the Clerk.\n\n3.         Mrs"
    )

    (row,) = minutebook("add", write("item.txt", amended), "--json").json["added"]

    after = {p["text"]: p["id"] for p in paragraphs(minutebook)}
    assert row["status"] == "updated"
    assert len(after) == 4
    for text in before.keys() & after.keys():
        assert after[text] == before[text]
    assert (
        after["Mrs Adair said that the slide was rusty and sharp."]
        == before["Mrs Adair said that the slide was rusty."]
    )


def test_the_same_document_has_the_same_ids_in_any_book(
    minutebook: Minutebook, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("item.txt", ITEM)
    minutebook("add", path)
    here = paragraphs(minutebook)
    monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / "other.db"))
    minutebook("add", path)

    assert paragraphs(minutebook) == here


def test_items_of_one_meeting_added_one_by_one_stand_together(
    minutebook: Minutebook, write: Write
) -> None:
    url = "https://parish.example/minutes/2024-05"
    said = ("--panel", "Oxley Parish Council", "--date", "2024-05-14")
    other = ITEM.replace("Play Area at Long Meadow", "Burial Ground").replace("swings", "gates")
    minutebook("add", write("a.txt", ITEM), *said, "--url", f"{url}#item4")
    minutebook("add", write("b.txt", other), *said, "--url", f"{url}#item5")

    (meeting,) = minutebook("meetings", "--drafts", "--json").json["meetings"]
    assert (meeting["items"], meeting["paragraphs"]) == (2, 6)
    assert meeting["date"] == "2024-05-14"


def test_what_cannot_be_read_is_refused_with_a_sentence_and_the_rest_is_done(
    minutebook: Minutebook, write: Write, tmp_path: Path
) -> None:
    (tmp_path / "picture.bin").write_bytes(bytes(range(256)) * 8)

    done = minutebook(
        "add", tmp_path / "picture.bin", write("item.txt", ITEM), tmp_path / "none.txt", "--json"
    )

    assert done.status == 1
    assert [row["source"].split("/")[-1] for row in done.json["added"]] == ["item.txt"]
    assert len(done.json["failed"]) == 2
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 2


def test_a_draft_is_not_there_for_members(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("item.txt", ITEM), "--draft", "--date", "2024-05-14")

    assert minutebook("search", "swings", "--json").json["total"] == 0
    assert minutebook("meetings", "--json").json["total"] == 0
    assert minutebook("speakers", "--json").json["speakers"] == []
    assert minutebook("actions", "all", "--json").json["total"] == 0
    assert minutebook("export").out == ""
    assert minutebook("search", "swings", "--drafts", "--json").json["total"] == 1


def test_publishing_a_draft_makes_it_visible(minutebook: Minutebook, write: Write) -> None:
    minutebook("add", write("item.txt", ITEM), "--draft")
    (meeting,) = minutebook("meetings", "--drafts", "--json").json["meetings"]

    assert minutebook("publish", str(meeting["id"])).status == 0
    assert minutebook("search", "swings", "--json").json["total"] == 1


def test_an_export_read_into_an_empty_database_gives_the_same_book(
    minutebook: Minutebook, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    minutebook("add", write("item.txt", ITEM), "--panel", "Oxley Parish Council")
    there = minutebook("export").out
    speakers = minutebook("speakers", "--json").json
    monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / "other.db"))

    minutebook("add", write("all.jsonl", there))

    assert minutebook("export").out == there
    assert minutebook("speakers", "--json").json == speakers


@pytest.mark.skipif(not SHARED_MINUTES.exists(), reason="the shared minutes are not here")
def test_a_real_item(minutebook: Minutebook) -> None:
    source = SHARED_MINUTES / "kent-violence-reduction-item.txt"
    minutebook("add", source)
    found = paragraphs(minutebook)
    alike = " ".join(source.read_text("utf-8").split())

    assert [p["number"] for p in found] == ["1", "2", "3", "4", "5", "6", "7", None]
    assert all(p["text"] in alike for p in found)

    def numbers(query: str) -> list[str | None]:
        return [hit["number"] for hit in minutebook("search", "--json", query).json["results"]]

    assert sorted(map(str, numbers("stop and search"))) == ["2", "5", "6"]
    assert sorted(map(str, numbers("stop and serch"))) == ["2", "5", "6"]
    corrected = minutebook("search", "--json", "stop and serch").json["interpreted"]["corrected"]
    assert corrected == "stop and search"
    assert numbers("from:mockry cox intelligence")[0] == "4"
    assert numbers("weather in Paris") == []


def test_an_empty_folder_is_refused(minutebook: Minutebook, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = minutebook("add", tmp_path / "inbox")
    assert (done.status, done.out) == (1, "")
    assert done.err.strip() == f"{tmp_path / 'inbox'}: there is no file in this folder."


@pytest.mark.parametrize("named", ["{}/.archive/2025.minutes", "{}/.archive/2025.minutes/../"])
def test_a_folder_is_read_wherever_it_lies(
    minutebook: Minutebook, tmp_path: Path, named: str
) -> None:
    folder = tmp_path / ".archive" / "2025.minutes"
    (folder / ".trash").mkdir(parents=True)
    (folder / "item.txt").write_text(ITEM)
    (folder / ".trash" / "item.txt").write_text(ITEM.replace("swings", "roundabout"))
    (folder / ".item.txt").write_text(ITEM.replace("swings", "seesaw"))

    assert minutebook("add", named.format(tmp_path)).status == 0
    (found,) = [p["text"] for p in paragraphs(minutebook) if p["number"] == "1"]
    assert "swings" in found
