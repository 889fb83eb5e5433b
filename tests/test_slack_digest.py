"""The daily digest: at its hour, to its channel, exactly once, only where there is something.

The clock is injected; Slack is the local one, over HTTP.
"""

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.bot_process import MINUTES, Bot, add_minutes
from support.drawn_blocks import drawn

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.jobs.digest import DigestJob
from bot.settings import read_settings
from bot.slack_client import NeverArrivedRetryHandler, safe_retries
from bot.worker import Worker
from bot.workspace_members import People
from commands.digest.delivery import LEASE
from commands.digest.schedule import is_due
from playground.local_slack import LocalSlack
from playground.model import Message
from storage.database import Book
from storage.outbox import pending
from storage.subscriptions import Subscription

CHANNEL = "C0DIGEST"
LONDON = ZoneInfo("Europe/London")


@dataclass
class Time:
    """The clock on the wall, moved by the test."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now


@dataclass
class Digests:
    """A book, its channel, and as many processes of the bot as a test wants."""

    slack: LocalSlack
    folder: Path
    time: Time

    def clock(self, name: str = "one", **settings: str) -> DigestJob:
        """The digest's clock of one process, with a connection to the book of its own."""
        chosen = read_settings(
            {
                "MINUTEBOOK_DB": str(self.folder / "minutebook.db"),
                "MINUTEBOOK_DIGEST_CHANNEL": CHANNEL,
                "SLACK_BOT_TOKEN": self.slack.here.app.bot_token,
                "SLACK_API_URL": self.slack.api_url,
                **settings,
            },
            self.folder,
        )
        client = web_client(chosen, safe_retries())
        people = People(client, chosen.secretariat, self.time)
        book = Book(chosen.db)
        desk = HandlerContext(
            chosen, book, client, people, Worker(lambda: "ref"), self.time, "U0BOT"
        )
        sending = web_client(chosen, [NeverArrivedRetryHandler()])
        return DigestJob(desk, sending, name, steady=lambda: self.time.now.timestamp())

    def publish(self, month: str = "January") -> None:
        """Minutes go into the book now, as far as the clock on the wall tells."""
        text = MINUTES.replace("January", month)
        add_minutes(
            self.folder / "minutebook.db", text, f"https://h.example/{month}", self.time.now
        )

    @property
    def sent(self) -> list[Message]:
        return self.slack.messages(CHANNEL)

    def later(self, **by: float) -> None:
        self.time.now += dt.timedelta(**by)
        self.slack.clock.advance(dt.timedelta(**by).total_seconds())


@pytest.fixture
def digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Digests]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    start = dt.datetime(2025, 4, 2, 6, 0, tzinfo=dt.UTC)  # seven in London
    time = Time(start)
    with LocalSlack() as slack:
        slack.clock.advance(start.timestamp() - slack.clock.now())
        yield Digests(slack, tmp_path, time)
        assert slack.violations == []


def test_it_goes_at_its_hour_in_the_channels_words(digests: Digests) -> None:
    digests.publish()
    clock = digests.clock()
    clock.tick()
    assert digests.sent == []
    digests.later(hours=1)
    clock.tick()
    clock.tick()
    (message,) = digests.sent
    shown = drawn(message.blocks)
    assert shown.startswith("# Minutes digest, Wednesday 2 April 2025\n**New minutes**")
    assert "The Harbour Master · overdue since 31 March 2025" in shown
    assert "undertook to bring a plan by 31 March 2025" in message.text


def test_nothing_is_told_twice_and_nothing_sent_when_there_is_nothing(digests: Digests) -> None:
    digests.publish()
    clock = digests.clock()
    digests.later(hours=1)
    clock.tick()
    digests.later(days=1)
    clock.tick()
    assert len(digests.sent) == 1
    digests.publish("February")  # after today's hour: it is for tomorrow
    clock.tick()
    assert len(digests.sent) == 1
    digests.later(days=1)
    clock.tick()
    assert len(digests.sent) == 2
    assert "14 January" not in digests.sent[1].text
    assert "14 February 2025" in digests.sent[1].text


def test_down_at_the_hour_it_is_sent_when_back_on_that_day(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=9)
    digests.clock().tick()
    assert len(digests.sent) == 1


def test_two_processes_send_one(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    clocks = [digests.clock("one"), digests.clock("two"), digests.clock("three")]
    together = [threading.Thread(target=clock.tick) for clock in clocks]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    for clock in clocks:
        clock.tick()
    assert len(digests.sent) == 1


@pytest.mark.parametrize("fault", ["lose_reply", "rate_limit", "server_error"])
def test_a_fault_while_sending_neither_loses_nor_doubles(digests: Digests, fault: str) -> None:
    digests.publish()
    digests.later(hours=1)
    clock = digests.clock()
    getattr(digests.slack.faults, fault)("chat.postMessage", times=1)
    clock.tick()
    for _ in range(5):
        digests.later(seconds=20)
        clock.tick()
    assert len(digests.sent) == 1
    assert pending(clock.desk.book) == []


def test_cut_off_after_sending_another_process_looks_before_it_sends(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    digests.slack.faults.lose_reply("chat.postMessage", times=1)
    digests.slack.faults.refuse("conversations.history", "internal_error", times=1)
    digests.clock("killed").tick()
    assert len(digests.sent) == 1
    other = digests.clock("other")
    other.tick()
    assert len(pending(other.desk.book)) == 1  # it may still be sending
    digests.later(seconds=LEASE.total_seconds() + 1)
    other.tick()
    assert len(digests.sent) == 1
    assert pending(other.desk.book) == []


def test_cut_off_before_sending_another_process_sends(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    digests.slack.faults.server_error("chat.postMessage", times=1)
    digests.clock("killed").tick()
    assert digests.sent == []
    other = digests.clock("other")
    other.tick()
    assert digests.sent == []  # whoever claimed it may still be sending it
    digests.later(seconds=LEASE.total_seconds() + 1)
    other.tick()
    assert len(digests.sent) == 1


def test_where_the_channel_cannot_be_read_it_waits_rather_than_sends_twice(
    digests: Digests, caplog: pytest.LogCaptureFixture
) -> None:
    digests.publish()
    digests.later(hours=1)
    app = digests.slack.here.app
    digests.slack.here.app = replace(app, scopes=app.scopes - {"channels:history"})
    digests.slack.faults.lose_reply("chat.postMessage", times=1)
    clock = digests.clock()
    with caplog.at_level(logging.ERROR, logger="bot"):
        for _ in range(10):
            clock.tick()
            digests.later(minutes=3)
    assert len(digests.sent) == 1
    assert 2 <= len(caplog.records) <= 4  # told, but not all the time
    digests.slack.here.app = app
    digests.later(minutes=15)
    clock.tick()
    assert pending(clock.desk.book) == []
    assert len(digests.sent) == 1


def test_a_channel_without_the_bot_is_told_and_served_once_it_is_invited(
    digests: Digests, caplog: pytest.LogCaptureFixture
) -> None:
    digests.publish()
    digests.later(hours=1)
    clock = digests.clock(MINUTEBOOK_DIGEST_CHANNEL="C0QUIET")
    with caplog.at_level(logging.ERROR, logger="bot"):
        clock.tick()
    assert "Invite me with /invite" in caplog.text
    digests.slack.here.workspace.join("C0QUIET", "U0BOT")
    digests.later(minutes=11)
    clock.tick()
    assert len(digests.slack.messages("C0QUIET")) == 1


def test_drafts_are_no_news(digests: Digests) -> None:
    held = {
        "panel": "Board",
        "title": "Board",
        "date": "2025-04-01",
        "status": "draft",
        "items": [{"number": "1", "title": "A", "paragraphs": [{"text": "The quay was mended."}]}],
    }
    add_minutes(
        digests.folder / "minutebook.db", json.dumps(held), None, digests.time.now, "draft.jsonl"
    )
    digests.later(hours=1)
    digests.clock().tick()
    assert digests.sent == []


@pytest.mark.parametrize(
    ("utc", "at", "day"),
    [
        ("2025-04-02T06:59", "08:00", None),
        ("2025-04-02T07:00", "08:00", "2025-04-02"),
        ("2025-01-02T07:59", "08:00", None),
        ("2025-01-02T08:00", "08:00", "2025-01-02"),
        ("2025-04-02T23:30", "00:15", "2025-04-03"),
        ("2025-03-30T00:59", "01:30", None),
        ("2025-03-30T01:00", "01:30", "2025-03-30"),  # half past one does not happen that night
        ("2025-10-26T00:30", "01:30", "2025-10-26"),  # and here it happens twice, on one day
        ("2025-10-26T01:30", "01:30", "2025-10-26"),
    ],
)
def test_the_hour_is_that_of_the_place(utc: str, at: str, day: str | None) -> None:
    now = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    held = Subscription(CHANNEL, at=dt.time.fromisoformat(at))
    due = is_due(held, now, LONDON)
    assert due == (dt.date.fromisoformat(day) if day else None)


def zone_in_the_morning(now: dt.datetime) -> str:
    """A zone in which it is six o'clock or past: a digest is of use for twelve hours only."""
    ahead = (6 - now.hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


def test_the_bot_as_a_process_sends_it_once_through_a_kill(fresh_bot: Bot) -> None:
    digest: Callable[[], list[Message]] = lambda: fresh_bot.slack.messages(CHANNEL)  # noqa: E731
    settings = {
        "MINUTEBOOK_DIGEST_CHANNEL": CHANNEL,
        "MINUTEBOOK_DIGEST_TIME": "00:00",
        "MINUTEBOOK_TIMEZONE": zone_in_the_morning(dt.datetime.now(dt.UTC)),
    }
    fresh_bot.start(**settings)
    fresh_bot.slack.wait_for(digest)
    assert fresh_bot.process is not None
    fresh_bot.process.kill()
    fresh_bot.process.wait()
    fresh_bot.start(**settings)
    fresh_bot.slack.command("/minutes", "ferry").wait_reply()
    assert fresh_bot.stop() == 0
    assert len(digest()) == 1


def test_where_it_cannot_be_read_a_setting_may_have_it_sent_again(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    app = digests.slack.here.app
    digests.slack.here.app = replace(app, scopes=app.scopes - {"channels:history"})
    digests.slack.faults.lose_reply("chat.postMessage", times=1)
    clock = digests.clock(MINUTEBOOK_UNCERTAIN="again")
    clock.tick()
    digests.later(minutes=1)
    clock.tick()
    clock.tick()
    assert len(digests.sent) == 2


def test_what_nobody_can_know_is_left_when_its_day_is_over(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    app = digests.slack.here.app
    digests.slack.here.app = replace(app, scopes=app.scopes - {"channels:history"})
    digests.slack.faults.lose_reply("chat.postMessage", times=1)
    clock = digests.clock()
    clock.tick()
    for _ in range(3):
        digests.later(hours=8)
        clock.tick()
    assert pending(clock.desk.book) == []
    assert len(digests.sent) == 1


def test_slack_is_left_alone_for_as_long_as_it_asks(digests: Digests) -> None:
    digests.publish()
    digests.later(hours=1)
    digests.slack.faults.rate_limit("chat.postMessage", retry_after=90, times=1)
    clock = digests.clock()
    clock.tick()
    for _ in range(3):
        digests.later(seconds=25)
        clock.tick()
    assert len(digests.slack.calls("chat.postMessage")) == 1
    digests.later(seconds=25)
    clock.tick()
    assert len(digests.sent) == 1
