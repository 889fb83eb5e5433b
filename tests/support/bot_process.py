"""`minutebook run` as a process against the local Slack, with a book of its own."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.observability import read_health
from commands.ingest import Source
from commands.ingest.publish import add
from commands.request_context import Context
from playground.acknowledgements import Said
from playground.local_slack import LocalSlack
from playground.model import Message
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import KEEPER

MINUTES = """\
Harbour Trust Board - Tuesday, 14th January, 2025

1.

Ferry Timetable

Minutes:

1.         Mrs Penhaligon asked why the last ferry left at nine. The Harbour Master replied that \
two of the four skippers had retired, and undertook to bring a plan by 31 March 2025.

2.         Mr Tregear said that *islanders* missed the last ferry <!channel> & slept on the quay.

RESOLVED that the Harbour Master write to the County Council about the last ferry.

2.

Dredging

Minutes:

3.         The Harbour Master reported that the channel had silted up by 40 centimetres & \
would be dredged in May.
"""
ADDRESS = "https://harbour.example/mgAi.aspx?ID=71&x=y"
PATIENCE = 60.0  # seconds for starting, answering and ending on a busy machine


@dataclass
class Bot:
    """A running bot, the Slack it is connected to, and its folder."""

    slack: LocalSlack
    folder: Path
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    program: tuple[str | Path, ...] = ("-c", "from bot.cli import main; main()")

    @property
    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    @property
    def well(self) -> bool:
        """Whether it has written down that it is connected."""
        told = read_health(self.folder / "minutebook.health.json")
        return told is not None and told.connected

    def minutebook(self, *args: str | Path) -> str:
        """Runs a command in the same folder; what it printed."""
        command = [sys.executable, *map(str, self.program), *map(str, args)]
        done = subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, check=True
        )
        return done.stdout.decode()

    def start(self, **settings: str) -> "Bot":
        """Starts it and waits until it is connected."""
        before = self.slack.socket.opened
        self.launch(**settings)
        self.slack.wait_for(lambda: self.slack.socket.opened > before, PATIENCE)
        return self

    def launch(self, **settings: str) -> None:
        """Starts it."""
        with (self.folder / "bot.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *map(str, self.program), "run"],
                env={**self.environment, **settings},
                cwd=self.folder,
                stderr=log,
            )

    def stop(self, signum: int = signal.SIGTERM) -> int:
        """Ends it, in order once it has acknowledged all that it was sent; the exit status."""
        if self.process is None:
            return 0
        if signum != signal.SIGKILL:
            process = self.process
            self.slack.wait_for(lambda: self.slack.quiet or process.poll() is not None)
        self.process.send_signal(signum)
        status = self.process.wait(PATIENCE)
        self.process = None
        return status


def add_minutes(
    database: Path,
    text: str,
    url: str | None = None,
    now: dt.datetime | None = None,
    name: str = "minutes.txt",
    draft: bool = False,
) -> None:
    """Publish minutes as `minutebook add` does, now unless told."""
    book = Book(database)
    source = Source(name, lambda: (text.encode(), Given(url=url, draft=draft)))
    report = add(Context(book, KEEPER, now or dt.datetime.now(dt.UTC)), [source])
    book.close()
    assert report.added
    assert not report.failed


def answers_in_thread(said: Said) -> list[Message]:
    """What the bot answered beneath a message."""
    return [reply for reply in said.replies if reply.thread_ts == said.ts]


@contextmanager
def local_bot(folder: Path, slack: LocalSlack | None = None) -> Iterator[Bot]:
    """A bot that is not started yet, with the minutes above in its book."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MINUTEBOOK_", "SLACK_")) and "proxy" not in name.casefold()
    }
    with slack or LocalSlack(ack_seconds=PATIENCE) as running:
        bot = Bot(
            running,
            folder,
            {
                **inherited,
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "MINUTEBOOK_DB": str(folder / "minutebook.db"),
                "MINUTEBOOK_SECRETARIAT": "S0CLERKS",
                "SLACK_BOT_TOKEN": running.here.app.bot_token,
                "SLACK_APP_TOKEN": running.here.app.app_token,
                "SLACK_API_URL": running.api_url,
            },
        )
        add_minutes(folder / "minutebook.db", MINUTES, ADDRESS)
        try:
            yield bot
        finally:
            if bot.process is not None:
                bot.process.kill()
                bot.process.wait()


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A running bot that the tests of a module share; they must not break it."""
    with local_bot(tmp_path_factory.mktemp("bot")) as made:
        yield made.start()
        assert made.stop() == 0


@pytest.fixture
def fresh_bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot of this test's own, not started yet."""
    with local_bot(tmp_path) as made:
        yield made
