"""Days of digests through storms, each from a seed: is everything owed sent exactly once?

    PYTHONPATH=tests:. python tests/support/storm.py --runs 500 [--from 1]

Two real processes on one book tick together, again and again, over days in which London puts its
clocks forward. Meanwhile minutes are published, processes are killed at any moment, replies are
lost, Slack is slow, refuses, limits and fails, and the clock on a process's wall is wrong or jumps
in the middle of what it does. When it is calm again every destination must have got every thing
once, in messages of which no two are the same. A failure prints its seed.
"""

import argparse
import datetime as dt
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.jobs.digest import DigestJob
from bot.settings import read_settings
from bot.slack_client import NeverArrivedRetryHandler
from bot.worker import Worker
from bot.workspace_members import People
from commands.digest.delivery import LEASE
from playground.cast import BOT
from playground.local_slack import LocalSlack
from playground.model import Channel, User
from storage.database import Book
from storage.outbox import deliveries
from storage.saved_searches import save_search
from storage.subscriptions import Subscription, keep_subscription
from support.bot_process import add_minutes

START = dt.datetime(2025, 3, 28, 6, 0, tzinfo=dt.UTC)
END = dt.datetime(2025, 4, 1, 6, 0, tzinfo=dt.UTC)  # the clocks go forward on 30 March
CHANNEL = "C0DIGEST"
DAILY = (CHANNEL, "U0LONDON", "U0YORK", "U0ATHENS")
WATCHING = "U0WATCH"
USERS = (
    BOT,
    User("U0LONDON", "lo"),
    User("U0YORK", "yo", tz="America/New_York"),
    User("U0ATHENS", "at", tz="Europe/Athens"),
    User("U0WATCH", "wa"),
)
METHODS = ("chat.postMessage",) * 6 + (
    "conversations.history",
    "conversations.open",
    "users.info",
    "conversations.members",
)
PUBLISHED = 5  # meetings in a run: so many are told without a press


# ---- the processes ----------------------------------------------------------------------------


@dataclass
class Wall:
    """The clock on a process's wall: wrong by `off`, and put to `then` after so many looks."""

    now: dt.datetime = START
    looks: int = 0
    jump_at: int = 0
    jump: dt.timedelta = dt.timedelta(0)

    def __call__(self) -> dt.datetime:
        self.looks += 1
        if self.looks == self.jump_at:
            self.now += self.jump
        return self.now


def zygote(path: str, orders: int) -> None:
    """Forks a process of the bot for each line; it has no threads to be caught in the middle."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in os.fdopen(orders):
        if os.fork() == 0:
            _process(path, json.loads(line))
            os._exit(0)
    os._exit(0)


def _process(path: str, given: dict[str, str]) -> None:
    """One process of the bot: ticks when it is told to."""
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(path)
        wall, steady = Wall(), [0.0]
        clock = _clock(given, wall, steady)
        with door.makefile("rw") as talk:
            print(given["name"], file=talk, flush=True)
            for line in talk:
                told = json.loads(line)
                wall.now = dt.datetime.fromisoformat(told["now"])
                wall.looks, wall.jump_at = 0, told["jump_at"]
                wall.jump = dt.timedelta(seconds=told["jump"])
                steady[0] = told["steady"]
                if told["killed_after"]:  # the signal's own effect: the process is gone
                    signal.setitimer(signal.ITIMER_REAL, told["killed_after"])
                try:
                    clock.tick()
                except OSError as error:
                    print(f"{given['name']}: {error}", file=sys.stderr)
                signal.setitimer(signal.ITIMER_REAL, 0)
                print("done", file=talk, flush=True)


def _clock(given: dict[str, str], wall: Wall, steady: list[float]) -> DigestJob:
    folder = Path(given["folder"])
    settings = read_settings(
        {
            "MINUTEBOOK_DB": str(folder / "book.db"),
            "MINUTEBOOK_DIGEST_CHANNEL": CHANNEL,
            "SLACK_BOT_TOKEN": "xoxb-local-bot",
            "SLACK_API_URL": given["url"],
        },
        folder,
    )
    client = web_client(settings, [])
    people = People(client, frozenset(), wall)
    desk = HandlerContext(
        settings, Book(settings.db), client, people, Worker(lambda: "ref"), wall, "U0BOT"
    )
    sending = web_client(settings, [NeverArrivedRetryHandler()])
    return DigestJob(desk, sending, given["name"], steady=lambda: steady[0])


# ---- one run ----------------------------------------------------------------------------------


@dataclass
class Storm:
    """One run: the chance that its seed gives, and what has happened in it."""

    seed: int
    folder: Path
    slack: LocalSlack
    orders: Any
    door: socket.socket
    now: dt.datetime = START
    steady: float = 0.0
    talks: dict[str, Any] = field(default_factory=dict)
    happened: Counter[str] = field(default_factory=Counter)
    published: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.slack.clock.advance(START.timestamp() - self.slack.clock.now())

    def run(self) -> None:
        self._prepare()
        for place in (1, 2):
            self._start(place)
        due = sorted(self.chance.sample(range(int((END - START).total_seconds())), PUBLISHED))
        while self.now < END:
            while due and self.now >= START + dt.timedelta(seconds=due[0]):
                due.pop(0)
                self._publish()
            self._weather()
            self._tick(stormy=True)
            self._later(self.chance.choice([20, 130, 130, 600, 2_400, 10_000, 30_000]))
        self.slack.faults.clear()
        for _ in range(2 * 24 * 2):  # two calm days
            self._tick(stormy=False)
            self._later(1_800)
        for talk in self.talks.values():
            talk.close()

    def _prepare(self) -> None:
        book = Book(self.folder / "book.db")
        for user in DAILY[1:]:
            hour = self.chance.choice([dt.time(7, 30), dt.time(8), dt.time(0, 30), dt.time(23)])
            keep_subscription(book, Subscription(user, "daily", hour), user, START)
        keep_subscription(book, Subscription(WATCHING), WATCHING, START)
        how = self.chance.choice(["daily", "at once"])
        save_search(book, WATCHING, "ferry", how, WATCHING, START)
        book.close()

    def _start(self, place: int) -> None:
        self.happened["processes"] += 1
        name = f"p{place}-{self.happened['processes']}"
        order = {"name": name, "folder": str(self.folder), "url": self.slack.api_url}
        print(json.dumps(order), file=self.orders, flush=True)
        connection, _ = self.door.accept()
        talk = connection.makefile("rw")
        connection.close()
        assert talk.readline().strip() == name
        self.talks[name] = talk

    def _publish(self) -> None:
        number = len(self.published) + 1
        panel = f"Quay {number} Board"
        day = f"{self.now:%-d %B %Y}"
        text = (
            f"{panel}\n\nMinutes of the meeting held on {day}\n\n1. Boats\n\n"
            f"1.1 Mrs Penhaligon asked about ferry number {number} and its crew.\n"
        )
        add_minutes(
            self.folder / "book.db", text, f"https://h.example/{number}", self.now, "quay.txt"
        )
        self.published.append(panel)

    def _weather(self) -> None:
        chance, faults = self.chance, self.slack.faults
        for _ in range(chance.choice([0, 0, 1, 1, 2, 4])):
            method = chance.choice(METHODS)
            kind = chance.choice(["lose_reply", "rate_limit", "server_error", "refuse", "slow"])
            self.happened[kind] += 1
            if kind == "slow":
                faults.slow(method, chance.random() * 0.02, times=1)
            elif kind == "refuse":
                faults.refuse(method, "internal_error", times=1)
            elif kind == "rate_limit":
                faults.rate_limit(method, chance.choice([1, 30, 600]), times=1)
            else:
                getattr(faults, kind)(method, times=chance.choice([1, 1, 2]))

    def _tick(self, stormy: bool) -> None:
        """Both processes at the same time; one or both may be killed in the middle."""
        told = {}
        for name, talk in self.talks.items():
            order = self._order(stormy)
            told[name] = order
            print(json.dumps(order), file=talk, flush=True)
        for name in list(told):
            if self.talks[name].readline().strip() != "done":
                assert told[name]["killed_after"], f"{name} ended by itself"
                self.happened["killed"] += 1
                self.talks.pop(name).close()
                self._start(int(name[1]))

    def _order(self, stormy: bool) -> dict[str, Any]:
        chance = self.chance
        now, jump, jump_at, killed = self.now, 0.0, 0, 0.0
        if stormy and chance.random() < 0.15:
            self.happened["wrong clocks"] += 1
            now += dt.timedelta(seconds=chance.uniform(-7_200, 7_200))
        if stormy and chance.random() < 0.15:
            self.happened["jumps"] += 1
            jump, jump_at = chance.uniform(-40_000, 40_000), chance.randint(1, 30)
        if stormy and chance.random() < 0.25:
            killed = chance.uniform(0.0005, 0.06)
        return {
            "now": now.isoformat(),
            "steady": self.steady,
            "jump": jump,
            "jump_at": jump_at,
            "killed_after": killed,
        }

    def _later(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        self.steady += seconds
        self.slack.clock.advance(self.now.timestamp() - self.slack.clock.now())

    # ---- what must be true in the end -----------------------------------------------------

    def faults(self) -> list[str]:
        """A sentence for whatever did not arrive exactly once."""
        found: list[str] = []
        for destination in DAILY:
            texts = [message.text for message in self._got(destination)]
            for panel in self.published:
                times = sum(f"|{panel}" in text for text in texts)
                if times != 1:
                    found.append(f"{destination} was told {times} times of {panel}")
        texts = [message.text for message in self._got(WATCHING)]
        for number, panel in enumerate(self.published, 1):
            times = sum(f"ferry number {number} " in text for text in texts)
            if times != 1:
                found.append(f"{WATCHING} was told {times} times of a hit in {panel}")
        names = [
            str((message.metadata or {}).get("event_payload", {}).get("delivery"))
            for message in self.slack.messages()
        ]
        found += [
            f"sent {times} times: {name}" for name, times in Counter(names).items() if times > 1
        ]
        book = Book(self.folder / "book.db")
        states = Counter(one.state for one in deliveries(book))
        book.close()
        self.happened["messages"] += len(names)
        self.happened["folded"] += states["folded"]
        if states["sent"] != len(names) or states["claimed"] or states["unknown"]:
            found.append(f"{len(names)} messages, but the book says {dict(states)}")
        return found + [f"a rule of Slack's is broken: {v}" for v in self.slack.violations]

    def _got(self, destination: str) -> list[Any]:
        if destination == CHANNEL:
            return self.slack.messages(CHANNEL)
        place = self.slack.workspace.direct(BOT.id, destination).id
        return self.slack.messages(place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--from", type=int, default=1, dest="first")
    given = parser.parse_args()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)
    failed, happened, begun = [], Counter[str](), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/door"
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(path)
            door.listen()
            reading, writing = os.pipe()
            if os.fork() == 0:
                os.close(writing)
                door.close()
                zygote(path, reading)
            os.close(reading)
            with os.fdopen(writing, "w") as orders:
                for seed in range(given.first, given.first + given.runs):
                    faults = _one(seed, Path(folder) / str(seed), orders, door, happened)
                    failed += [seed] if faults else []
                    for fault in faults:
                        print(f"seed {seed}: {fault}", flush=True)
    spent = time.monotonic() - begun
    told = ", ".join(f"{count} {what}" for what, count in sorted(happened.items()))
    print(f"{given.runs} runs in {spent:.0f} s, {len(failed)} failed {failed or ''}: {told}")
    sys.exit(bool(failed))


def _one(
    seed: int, folder: Path, orders: Any, door: socket.socket, happened: Counter[str]
) -> list[str]:
    folder.mkdir()
    channels = (Channel(CHANNEL, "minutes-digest", frozenset({BOT.id})),)
    with LocalSlack(users=USERS, channels=channels) as slack:
        storm = Storm(seed, folder, slack, orders, door)
        storm.run()
        faults = storm.faults()
        happened.update(storm.happened)
    return faults


assert dt.timedelta(seconds=130) > LEASE  # so that a lease runs out within a storm

if __name__ == "__main__":
    main()
