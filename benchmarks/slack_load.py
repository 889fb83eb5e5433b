"""How the bot answers Slack under load: the process itself against the local Slack.

    python benchmarks/slack_load.py [--rate 20] [--seconds 60] [--paragraphs 10000]

Questions come by slash command, mention and direct message in turn, from several people. A
question counts as answered when its answer has been posted. Where the machine has few cores the
local Slack takes its share of them.
"""

import argparse
import datetime as dt
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from transcripts import Language

from playground.acknowledgements import Interaction, Said
from playground.local_slack import LocalSlack
from playground.model import Message

USERS = ("U0MEMBER", "U0CLERK", "U0AWAY")
PATIENCE = 60.0
REST = 3.0  # seconds after which the bot is at rest
EVERY = 60.0  # seconds between two looks at the memory and at how busy the machine is
ON_A_PAGE, ITEMS = 6, 10


@dataclass
class Asked:
    """A question on its way."""

    sent: Interaction | Said
    at: float
    answered: list[float] = field(default_factory=list)

    @property
    def acknowledged(self) -> float | None:
        """Seconds until the acknowledgement."""
        if isinstance(self.sent, Interaction):
            return self.sent.latency
        return max((one.latency or PATIENCE for one in self.sent.deliveries), default=None)


class Arrivals:
    """When each message of the bot's was posted."""

    def __init__(self, slack: LocalSlack) -> None:
        self.at: dict[tuple[str, str], float] = {}
        slack.workspace.listeners.append(self._heard)

    def _heard(self, before: Message | None, after: Message | None) -> None:
        if before is None and after is not None and after.user == "U0BOT":
            self.at[after.channel, after.ts] = time.monotonic()

    def of(self, asked: Asked) -> list[float]:
        """Seconds until each answer to a question."""
        if isinstance(asked.sent, Interaction):
            posted = [(one.channel, one.ts) for one in asked.sent.replies]
        else:
            sent = asked.sent
            posted = [(one.channel, one.ts) for one in sent.replies if one.thread_ts == sent.ts]
        return [self.at[place] - asked.at for place in posted]


def main() -> None:
    """Print the table of one load."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--paragraphs", type=int, default=10_000)
    given = parser.parse_args()
    print(under_load(given.rate, given.seconds, given.paragraphs))


def under_load(rate: float, seconds: float, paragraphs: int) -> str:
    """The table of a bot with so many paragraphs that is asked so much for so long."""
    language = Language(1)
    with tempfile.TemporaryDirectory() as folder, LocalSlack() as slack:
        _index(Path(folder), language, paragraphs)
        process = _started(Path(folder), slack)
        try:
            time.sleep(REST)
            usage = Usage(process.pid)
            slack.command("/minutes", "help").wait_reply(PATIENCE)
            return _measured(slack, usage, language, rate, seconds)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _index(folder: Path, language: Language, size: int) -> None:
    """Fill the book as `minutebook add` does."""
    day = dt.date(2015, 1, 1)
    texts = iter([language.text(language.random.randint(30, 90)) for _ in range(size)])
    with (folder / "minutes.jsonl").open("w", encoding="utf-8") as out:
        for number in itertools.count():
            items = [
                {"number": str(n), "title": language.text(3), "paragraphs": paragraphs}
                for n in range(1, ITEMS + 1)
                if (paragraphs := [{"text": t} for t in itertools.islice(texts, ON_A_PAGE)])
            ]
            if not items:
                break
            held = {"panel": "Board", "title": "Board", "items": items}
            out.write(json.dumps({**held, "date": str(day + dt.timedelta(days=number))}) + "\n")
    _minutebook(folder, {}, "add", "minutes.jsonl").wait()


def _minutebook(folder: Path, more: dict[str, str], *args: str) -> "subprocess.Popen[bytes]":
    root = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", *args],
        env={**os.environ, "PYTHONPATH": root, "MINUTEBOOK_DB": "minutebook.db", **more},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _started(folder: Path, slack: LocalSlack) -> "subprocess.Popen[bytes]":
    tokens = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
    process = _minutebook(folder, tokens, "run")
    slack.wait_connected(PATIENCE)
    return process


def _measured(
    slack: LocalSlack, usage: "Usage", language: Language, rate: float, length: float
) -> str:
    arrivals = Arrivals(slack)
    asked: list[Asked] = []
    begun = time.monotonic()
    for number in range(round(rate * length)):
        wait = begun + number / rate - time.monotonic()
        time.sleep(max(0.0, wait))
        asked.append(_ask(slack, number, language.question()))
        usage.look()
    slack.wait_for(lambda: all(arrivals.of(one) for one in asked[-30:]), PATIENCE)
    time.sleep(1.0)  # for what might come twice
    for one in asked:
        one.answered = arrivals.of(one)
    return "\n".join([*_table(asked, rate, length), *usage.told(length)])


def _ask(slack: LocalSlack, number: int, question: str) -> Asked:
    user = USERS[number // 3 % len(USERS)]
    doors = (lambda: slack.command("/minutes", question, user=user),
             lambda: slack.mention(question, user=user),
             lambda: slack.dm(question, user=user))  # fmt: skip
    at = time.monotonic()
    return Asked(doors[number % 3](), at)


@dataclass
class Usage:
    """The resident memory of a process, at rest and looked at now and then, the time it computed,
    and how many processes the machine had to run meanwhile."""

    pid: int
    rest: int = 0
    seen: list[int] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    next: float = 0.0
    begun: float = 0.0

    def __post_init__(self) -> None:
        self.rest, self.begun = self._resident(), self._computed()

    def look(self) -> None:
        """Note it, if it is time."""
        if time.monotonic() >= self.next:
            self.seen.append(self._resident())
            self.busy.append(os.getloadavg()[0])
            self.next = time.monotonic() + EVERY

    def told(self, length: float) -> list[str]:
        """As it was, one look after the other."""
        memory = [*self.seen, self._resident()]
        return [
            f"memory, MB     {self.rest} at rest; then each minute {' '.join(map(str, memory))}",
            f"computed       {(self._computed() - self.begun) / length:.0%} of a core",
            f"machine's load {' '.join(f'{busy:.1f}' for busy in self.busy)}",
        ]

    def _resident(self) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024

    def _computed(self) -> float:
        """Seconds of a core's time that the process has had."""
        user, system = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _table(asked: list[Asked], rate: float, length: float) -> list[str]:
    acks = [PATIENCE if one.acknowledged is None else one.acknowledged for one in asked]
    answers = [min(one.answered, default=PATIENCE) for one in asked]
    lost = sum(not one.answered for one in asked)
    twice = sum(len(one.answered) > 1 for one in asked)
    return [
        f"{len(asked)} questions, {rate:g} a second for {length:g} s; {lost} lost, {twice} twice",
        "seconds        median     p95     p99     max",
        f"acknowledged   {_row(acks)}",
        f"answered       {_row(answers)}",
    ]


def _row(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return "".join(f"{value:6.3f}  " for value in (cuts[49], cuts[94], cuts[98], max(values)))


if __name__ == "__main__":
    main()
