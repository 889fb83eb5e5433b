"""A fault in understanding costs what was to be understood, never the words of a document."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Minutebook
from support.bot_process import PATIENCE, Bot
from support.drawn_blocks import drawn

FAULTY = Path(__file__).parent / "support" / "faulty.py"
HEAD = """\
Tarnbeck Parish Council
Minutes of the meeting held on 14 March 2023

Present: Cllr J Oakes (Chair), Cllr M Penn, Mrs E Tidd (Clerk)

"""
EARLIER = """\
Tarnbeck Parish Council
Minutes of the meeting held on 14 February 2023

1. Hedges
1.1 Cllr Penn asked about hedges. The Clerk would write to the bewitched gardener about hedges by
the next meeting.
"""
POND = (
    HEAD
    + """\
1. Ponds
1.1 Cllr Penn asked whether the pond was bewitched. The Clerk would write to the bewitched
wizard by 4 April 2023.
1.2 Cllr Oakes said that ducks were well. The Clerk would count the geese by 5 April 2023.
1.3 The letter to the bewitched gardener about hedges had been sent.
"""
)
OF_A_PARAGRAPH = [
    "sources.speakers.discourse:find_names",
    "sources.speakers.discourse:turns",
    "sources.speakers.discourse:_mentions",
    "sources.actions.extract:find_people",
    "sources.actions.extract:find_action_lines",
    "sources.actions.extract:find_motion",
    "sources.actions.extract:find_resolutions",
    "sources.actions.extract:find_by_rows",
    "sources.actions.extract:find_task_due",
]
OF_A_MEETING = [
    "sources.speakers.discourse:short_names",
    "sources.structure.meeting:read_attendance",
    "sources.structure.meeting:find_next_meeting",
    "commands.ingest:find_speakers",
    "commands.ingest:extract_actions",
    "commands.ingest:without_reprises",
    "commands.ingest:merge_duplicates",
    "commands.ingest.after:_hanging_day",
    "commands.actions.fulfilment:deeds",
    "commands.actions.fulfilment:promise",
    "commands.ingest.after:confirmations",
]


class Folder:
    """A folder with a book, and a process of Minutebook with a fault in one step of its own; what
    is in the book then is read without it."""

    def __init__(self, path: Path, step: str, sound: Minutebook) -> None:
        self.path = path
        self.sound = sound
        self.command = [sys.executable, str(FAULTY), step]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINUTEBOOK_", "SLACK_"))}
        place = {"MINUTEBOOK_DB": str(path / "minutebook.db"), "PYTHONPATH": str(FAULTY.parents[2])}
        self.environment = {**kept, **place}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *args],
            cwd=self.path,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def add(self, text: str) -> tuple[Any, str]:
        """Add minutes: what the command prints as JSON, and the log."""
        (self.path / "minutes.txt").write_text(text, encoding="utf-8")
        done = self.run("add", "minutes.txt", "--json")
        assert done.returncode == 0, done.stderr
        (added,) = json.loads(done.stdout)["added"]
        return added, done.stderr

    def found(self, words: str) -> list[str]:
        return [result["text"] for result in self.sound("search", words, "--json").json["results"]]


def references(warnings: list[str]) -> list[str]:
    return [found[1] for w in warnings if (found := re.search(r"\(reference (\w{6})\)$", w))]


@pytest.mark.parametrize("step", OF_A_PARAGRAPH)
def test_a_paragraph_with_a_fault_goes_in_with_its_words_alone(
    tmp_path: Path, minutebook: Minutebook, step: str
) -> None:
    folder = Folder(tmp_path, step, minutebook)
    added, log = folder.add(POND)
    assert (added["status"], added["paragraphs"]) == ("added", 3)
    (warning, *_) = added["warnings"]
    assert warning.startswith("paragraph 1.1 of item 1 was kept with its words alone")
    (reference, *_) = references(added["warnings"])
    assert f"Fault {reference}" in log
    assert "Traceback" in log
    assert "a sentence that nobody thought of" in log
    assert folder.found("wizard")[0].startswith("Cllr Penn asked whether the pond was bewitched.")
    speakers = minutebook("speakers", "--json").json["speakers"]
    assert {one["name"]: one["paragraphs"] for one in speakers}["Cllr Oakes"] == 1
    actions = minutebook("actions", "all", "--json").json["actions"]
    assert [(one["owner"], one["due"]) for one in actions] == [("The Clerk", "2023-04-05")]


@pytest.mark.parametrize("step", OF_A_MEETING)
def test_a_fault_in_a_step_for_the_whole_meeting_leaves_out_that_step(
    tmp_path: Path, minutebook: Minutebook, step: str
) -> None:
    folder = Folder(tmp_path, step, minutebook)
    told = [folder.add(text) for text in (EARLIER, POND + "\n2. Next meeting\n2.1 Bewitched.\n")]
    assert [added["status"] for added, _ in told] == ["added", "added"]
    warned = [reference for added, _ in told for reference in references(added["warnings"])]
    assert warned
    assert all(f"Fault {reference}" in "".join(log for _, log in told) for reference in warned)
    assert folder.found("wizard")
    assert folder.found("geese")


def test_the_same_fault_has_the_same_reference_before_and_after(
    tmp_path: Path, minutebook: Minutebook
) -> None:
    folder = Folder(tmp_path, "sources.actions.extract:find_by_rows", minutebook)
    (tmp_path / "minutes.txt").write_text(POND, encoding="utf-8")
    checked = folder.run("add", "minutes.txt", "--check").stdout
    added, _ = folder.add(POND)
    assert "was kept with its words alone" in checked
    assert references(added["warnings"])[0] in checked
    lines = folder.run("add", "minutes.txt").stdout
    assert f"note: {added['warnings'][0]}" in lines


def test_a_paragraph_is_understood_once_the_fault_is_mended(
    tmp_path: Path, minutebook: Minutebook
) -> None:
    folder = Folder(tmp_path, "sources.actions.extract:find_by_rows", minutebook)
    folder.add(POND)
    assert minutebook("add", "minutes.txt", "--json").json["added"][0]["warnings"] == []
    owners = [one["owner"] for one in minutebook("actions", "all", "--json").json["actions"]]
    assert owners == ["The Clerk", "The Clerk"]


def test_speakers_and_actions_that_the_document_itself_states_stay(
    tmp_path: Path, minutebook: Minutebook
) -> None:
    folder = Folder(tmp_path, "sources.speakers.discourse:_mentions", minutebook)
    text = "The pond is bewitched."
    line = {
        "panel": "Tarnbeck Parish Council",
        "date": "2023-03-14",
        "items": [{"title": "Ponds", "paragraphs": [{"text": text, "speakers": ["Cllr Penn"]}]}],
    }
    added, _ = folder.add(json.dumps(line))
    assert references(added["warnings"])
    found = minutebook("search", "bewitched", "--json").json["results"]
    assert [one["speakers"] for one in found] == [["Cllr Penn"]]


def test_a_fault_in_reading_one_document_keeps_no_other_one_out(
    tmp_path: Path, minutebook: Minutebook
) -> None:
    folder = Folder(tmp_path, "sources.formats:build_meeting", minutebook)
    (tmp_path / "a.txt").write_text(POND, encoding="utf-8")
    (tmp_path / "b.txt").write_text(HEAD + "1. Bins\n1.1 Bins were full.\n", encoding="utf-8")
    done = folder.run("add", "a.txt", "b.txt", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [one["source"] for one in told["added"]] == ["b.txt"]
    (failed,) = told["failed"]
    reference = re.search(r"fault of Minutebook \(reference (\w{6})\)", failed["error"])
    assert reference
    assert f"Fault {reference[1]}" in done.stderr


def test_the_preview_in_slack_says_what_could_not_be_understood(fresh_bot: Bot) -> None:
    fresh_bot.program = (FAULTY, "sources.actions.extract:find_by_rows")
    fresh_bot.start()
    sent = fresh_bot.slack.upload("pond.txt", POND.encode())
    preview = sent.wait_reply()
    noticed = "- Paragraph 1.1 of item 1 was kept with its words alone: it could not be understood"
    shown = drawn(preview.blocks)
    assert noticed in shown
    reference, *_ = re.findall(r"not be understood \(reference (\w{6})\)", shown)
    assert f"Fault {reference}" in fresh_bot.log
    fresh_bot.slack.click(preview, "Publish", user="U0CLERK").wait_ack()
    fresh_bot.slack.wait_for(lambda: "Published by" in drawn(sent.replies[0].blocks))
    answer = fresh_bot.slack.command("/minutes", "wizard", user="U0MEMBER").wait_reply().text
    assert "pond was bewitched" in answer
    fresh_bot.stop()


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Cllr Penn thanked the banks for coming and asked them to report on scams in June.", None),
        ("They thanked Cllr Penn and asked them to bring a plan by June.", None),
        ("Oakfield Town Council was late. Cllr Penn asked them to write by June.", None),
        ("Cllr Penn thanked the Clerk and asked her to write by June.", "The Clerk"),
        ("Cllr Penn thanked Mrs Tidd and asked her to write by June.", "Mrs Tidd"),
        ("Members thanked JB and asked them to write by June.", None),
        ("The engineers and the Chair asked them to write to the maker by June.", None),
    ],
)
def test_whoever_is_asked_by_a_pronoun_crashes_nothing(
    minutebook: Minutebook, write: Callable[[str, str], Path], sentence: str, owner: str | None
) -> None:
    added = minutebook("add", write("m.txt", f"{HEAD}1. Scams\n1.1 {sentence}\n"), "--json")
    assert added.json["added"][0]["warnings"] == []
    actions = minutebook("actions", "all", "--json").json["actions"]
    assert [one["owner"] for one in actions] == [owner]
