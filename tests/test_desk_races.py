"""Two clerks and a sync at the same minutes at once: one clear outcome, the others told."""

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import Minutebook
from support.bot_process import MINUTES

HERE = Path(__file__).parent.parent
START = "import sys; sys.stdin.readline(); from bot.cli import main; main()"
WORD = {"v2": "seven", "v3": "eight", "newer": "nine"}


class Together:
    """Commands as processes that begin at the same moment."""

    def __init__(self, folder: Path, minutebook: Minutebook) -> None:
        self.folder = folder
        self.minutebook = minutebook
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("MINUTEBOOK", "SLACK"))},
            "MINUTEBOOK_DB": str(folder / "minutebook.db"),
            "PYTHONPATH": str(HERE),
        }
        for name, word in (("v1", "two"), *WORD.items()):
            text = MINUTES.replace("two of the four skippers", f"{word} of the four skippers")
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(self, *commands: str) -> list[tuple[int, str, str]]:
        """Status, output and errors of each."""
        begun = [
            subprocess.Popen(
                [sys.executable, "-c", START, *command.split()],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for command in commands
        ]
        for process in begun:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        told = [process.communicate(timeout=120) for process in begun]
        return [(p.returncode, out, err) for p, (out, err) in zip(begun, told, strict=True)]

    def one(self, command: str) -> str:
        """The output of a command by itself."""
        done = self.minutebook(*command.split())
        assert done.status == 0, done.err
        return done.out

    def trail(self) -> list[str]:
        """What was done to the meeting, oldest first."""
        steps = json.loads(self.one("audit --meeting 1 --json"))["steps"]
        return [f"{step['what']} {step['note'] or ''}".strip() for step in reversed(steps)]


def sound(outcomes: list[tuple[int, str, str]]) -> None:
    for status, _, err in outcomes:
        assert status in (0, 1), err
        assert "Traceback" not in err
        assert bool(err) == bool(status), err


def test_publishing_and_amending_at_once(tmp_path: Path, minutebook: Minutebook) -> None:
    here = Together(tmp_path, minutebook)
    here.one("add v1.txt --draft")
    outcomes = here.run(
        "publish 1", "publish 1", "amend 1 v2.txt", "amend 1 v3.txt", "add newer.txt"
    )
    sound(outcomes)
    done = here.trail()
    assert done[0].startswith("added")
    amended = [name for name in WORD if f"amended from {name}.txt" in done]
    for (status, _, err), name in zip(outcomes[2:4], ("v2", "v3"), strict=True):
        assert (status == 0) == (name in amended)
        assert status == 0 or "meanwhile" in err
    assert sum(line == "published" for line in done) <= 1
    versions = json.loads(here.one("history 1 --json"))["versions"]
    assert len(versions) == 1 + len(amended)
    found = json.loads(here.one("search skippers retired --json"))["results"]
    newest = versions[-1]["source"].removesuffix(".txt")
    assert f"{WORD[newest]} of the four skippers" in found[0]["text"]
    told = json.loads(here.one("meetings --json"))["meetings"]
    assert [meeting["status"] for meeting in told] == ["published"]


def test_withdrawing_while_others_publish_and_amend(tmp_path: Path, minutebook: Minutebook) -> None:
    here = Together(tmp_path, minutebook)
    here.one("add v1.txt")
    outcomes = here.run(
        "withdraw 1 --reason wrong", "amend 1 v2.txt", "amend 1 v3.txt", "add newer.txt",
        "withdraw 1 --reason twice", "publish 1",
    )  # fmt: skip
    sound(outcomes)
    assert sorted(outcomes[n][0] for n in (0, 4)) == [0, 1]
    done = here.trail()
    assert done[-1].startswith("withdrew")
    assert sum(line.startswith("withdrew") for line in done) == 1
    for status, _, err in outcomes:
        assert status == 0 or "withdrawn" in err or "meanwhile" in err
    assert json.loads(here.one("meetings --drafts --json"))["meetings"] == []
    assert "Nothing found" in here.one("search skippers")
    assert b"skippers" not in (tmp_path / "minutebook.db").read_bytes()
