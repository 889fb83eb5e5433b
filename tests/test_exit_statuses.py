"""What a command's exit status tells a script, as docs/operators.md says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot_process import MINUTES

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
