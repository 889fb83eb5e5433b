"""`minutebook run` as the playground runs it: unchanged, against the local Slack."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playground.local_slack import LocalSlack
from storage.errors import MinutebookError

SECRETARIAT = "S0CLERKS"
START_SECONDS, STOP_SECONDS = 60.0, 10.0
RUN = (sys.executable, "-c", "from bot.cli import main; main()", "run")
# What the playground sets itself; the rest of the environment is the user's.
OURS = ("SLACK_", "MINUTEBOOK_DB", "MINUTEBOOK_SECRETARIAT", "MINUTEBOOK_DIGEST", "MINUTEBOOK_MODE")


@dataclass
class BotProcess:
    """`minutebook run` against the local Slack, on one book at a time."""

    slack: LocalSlack
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, db: Path) -> None:
        """Start it on this book, and wait until it is connected."""
        before = self.slack.socket.opened
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                RUN, env=environment(self.slack, db), cwd=self.folder, stderr=log
            )
        try:
            self.slack.wait_for(
                lambda: self.slack.socket.opened > before or self._ended, START_SECONDS
            )
        except TimeoutError as late:
            raise MinutebookError(f"The bot did not connect in time.{self._told}") from late
        self.check()

    def check(self) -> None:
        """Raise MinutebookError where it has ended by itself."""
        if self._ended:
            raise MinutebookError(f"The bot has ended by itself.{self._told}")

    def stop(self) -> None:
        """End it in order."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    @property
    def log(self) -> Path:
        """What it says while it runs."""
        return self.folder / "bot.log"

    @property
    def _ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def _told(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f" It said: {lines[-1]}" if lines else ""


def environment(slack: LocalSlack, db: Path) -> dict[str, str]:
    """What the bot is told: this Slack, this book, and what the user set besides."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "MINUTEBOOK_DB": str(db.resolve()),
        "MINUTEBOOK_SECRETARIAT": SECRETARIAT,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
