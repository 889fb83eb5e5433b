"""A book, a Slack and the clock of the bot, at a time that the test moves."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import web_client
from bot.conversations import answer_line
from bot.handler_context import HandlerContext
from bot.jobs.digest import DigestJob
from bot.settings import read_settings
from bot.slack_client import NeverArrivedRetryHandler
from bot.worker import Worker
from bot.workspace_members import People
from commands.request_context import Context
from playground.local_slack import LocalSlack
from playground.model import Channel, Message, User
from storage.database import Book
from storage.model import Viewer
from support.bot_process import add_minutes

CLERK = "U0CLERK"
PATIENCE = 60  # seconds for one request on a busy machine
CHANNEL = "C0DIGEST"


@dataclass
class Sending:
    """One process of the bot, ticking when the test says so."""

    slack: LocalSlack
    folder: Path
    now: dt.datetime
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slack.clock.advance(self.now.timestamp() - self.slack.clock.now())
        self.clock = self.process("one")
        self.book = self.clock.desk.book

    def process(self, name: str) -> DigestJob:
        """A process of the bot with a connection of its own."""
        chosen = read_settings(
            {
                "MINUTEBOOK_DB": str(self.folder / "minutebook.db"),
                "MINUTEBOOK_SECRETARIAT": CLERK,
                "SLACK_BOT_TOKEN": self.slack.here.app.bot_token,
                "SLACK_API_URL": self.slack.api_url,
                **self.settings,
            },
            self.folder,
        )
        client = web_client(chosen, [])
        people = People(client, chosen.secretariat, self.time)
        work = Worker(lambda: "ref")
        desk = HandlerContext(chosen, Book(chosen.db), client, people, work, self.time, "U0BOT")
        sending = web_client(chosen, [NeverArrivedRetryHandler()])
        client.timeout = sending.timeout = PATIENCE
        return DigestJob(desk, sending, name, steady=lambda: self.now.timestamp())

    def time(self) -> dt.datetime:
        return self.now

    def at(self, moment: str) -> "Sending":
        """Go on at another moment, told in UTC."""
        then = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
        self.slack.clock.advance(then.timestamp() - self.slack.clock.now())  # however long it took
        self.now = then
        return self

    def tick(self) -> "Sending":
        self.clock.tick()
        return self

    def publish(self, text: str, name: str = "1", draft: bool = False) -> None:
        address = f"https://h.example/{name}"
        add_minutes(self.folder / "minutebook.db", text, address, self.now, draft=draft)

    def ask(self, user: str, line: str, channel: str | None = None) -> str:
        """What somebody is answered to a command; a sentence where it cannot be done."""
        viewer = Viewer(user, channel, secretariat=user == CLERK)
        context = Context(self.book, viewer, self.now, self.clock.desk.settings.zone, via="slack")
        return str(answer_line(context, line)["text"])

    def got(self, destination: str) -> list[Message]:
        """What was sent there, in order."""
        if destination.startswith("C"):
            return self.slack.messages(destination)
        place = self.slack.workspace.direct("U0BOT", destination).id
        return self.slack.messages(place)

    def texts(self, destination: str) -> list[str]:
        return [message.text for message in self.got(destination)]


@contextmanager
def sending(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: str,
    users: tuple[User, ...],
    channels: tuple[Channel, ...],
    **settings: str,
) -> Iterator[Sending]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    now = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    bot = User("U0BOT", "minutebook", is_bot=True)
    with LocalSlack(users=(bot, *users), channels=channels) as slack:
        yield Sending(slack, folder, now, settings)
        assert slack.violations == []


def parish(day: str, *paragraphs: str, panel: str = "Oxley Parish Council") -> str:
    """Minutes of one item."""
    told = "\n\n".join(f"1.{n} {words}" for n, words in enumerate(paragraphs, 1))
    head = f"{panel}\n\nMinutes of the meeting held on {day} in the Village Hall"
    return f"{head}\n\n1. Green\n\n{told}\n"
