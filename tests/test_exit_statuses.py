"""What a command's exit status tells a script, as docs/operators.md says."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.bot_process import MINUTES

Minutebook = Callable[..., Any]

ANSWERED = (
    "search zzqqxx",
    "search from:nobodyknown pumps",
    "actions overdue",
    "actions owner:nobodyknown",
    "check words that nobody said",
    "speakers nobodyknown",
    "say zzqqxx",
    "shared",
    "schedule",
    "audit",
)
REFUSED = (
    "add nowhere.txt",
    "publish 999",
    "amend 999 nowhere.txt",
    "amend 1 nowhere.txt",
    "withdraw 999",
    "history 999",
    "actions 999",
    "actions 999 done",
    "backup nowhere/copy.db",
    "restore nowhere.db",
    "sync http://127.0.0.1:9/nothing",
    "health",
)
WRONG = (
    "search",
    "nosuch",
    "meetings nosuch",
    "digest --on yesterday",
    "digest --nosuch",
    "export --nosuch",
    "completion tcsh",
    "mend 1",
    "sync",
    "meaning",
    "run",
    "doctor",  # no token is set
)


def test_each_exit_status_means_one_thing(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    minutebook("add", write("minutes.txt", MINUTES))
    for status, lines in ((0, ANSWERED), (1, REFUSED), (2, WRONG)):
        for line in lines:
            ended = minutebook(*line.split())
            assert ended.status == status, f"{line}: {ended.status}"
            told = ended.out if line == "doctor" or not status else ended.err
            assert told.strip(), f"{line}: silence"
            assert "Traceback" not in ended.err


COMMAND = f"{sys.executable} -c 'from bot.cli import main; main()' search harbour"


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        (f"{COMMAND} > /dev/full", 1, "That could not be done: No space left on device."),
        (f"mkdir gone; cd gone; rmdir ../gone; {COMMAND}", 2, "The folder you are in is no longer"),
        (f"{COMMAND} | true", 0, ""),
        (f"env -i LC_ALL=C HOME=/nonexistent TZ=No/Zone {COMMAND}", 0, ""),
    ],
    ids=["full disk", "no folder", "nobody reads", "bare environment"],
)
def test_odd_surroundings_are_a_sentence_at_most(
    minutebook: Minutebook,
    write: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    status: int,
    told: str,
) -> None:
    minutebook("add", write("minutes.txt", MINUTES))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    ended = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True)
    assert ended.returncode == status
    assert ended.stderr.startswith(told)
    assert ended.stderr.count("\n") == bool(told)
