"""What the tests share: the command line with a database of its own."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.cli import main

# The fixtures that several files ask for stand beside what they give.
pytest_plugins = ["support.bot_process", "support.oxley", "support.syncing", "support.twin_books"]

# The same inputs on every machine, however slow: `make fuzz` looks for new ones.
settings.register_profile(
    "minutebook", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("minutebook")

# Search by meaning is tried where it is the matter; elsewhere it would only cost time.
os.environ["MINUTEBOOK_MODEL"] = "none"

SHARED_MINUTES = Path(__file__).parent.parent.parent / "shared" / "minutes"


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Minutebook = Callable[..., Result]


@pytest.fixture(autouse=True)
def understood_without_fault(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No document costs a fault of understanding, which would only be logged."""
    yield
    assert [r.getMessage() for r in caplog.get_records("call") if r.name == "sources.fence"] == []


@pytest.fixture
def minutebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Minutebook:
    """`minutebook("search", "buses", "--json")` in a folder and database of this test's own."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / "minutebook.db"))
    monkeypatch.chdir(tmp_path)

    def run(*args: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["minutebook", *map(str, args)])
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        printed = capsys.readouterr()
        return Result(status, printed.out, printed.err)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """`write("minutes.txt", text)` makes a file and gives its path."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make
