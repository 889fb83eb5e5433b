"""The bot over the years: how it is, what it logs, its nightly housekeeping."""

import datetime as dt
import json
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.bot_process import MINUTES, Bot, add_minutes, local_bot

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.jobs.housekeeping import Housekeeping
from bot.observability import Heartbeat, health_file, read_health
from bot.settings import read_settings
from bot.slack_client import safe_retries
from bot.worker import Worker
from bot.workspace_members import People
from playground.local_slack import LocalSlack
from storage.conversation_states import recent_questions, remember_question
from storage.database import Book
from storage.meetings import meeting_rows
from storage.model import KEEPER

NIGHT = dt.datetime(2025, 4, 2, 1, 0, tzinfo=dt.UTC)  # two in London


# ---- the nightly housekeeping -----------------------------------------------------------------


@dataclass
class Nights:
    """A book, the clock on the wall, and the secretariat's direct messages."""

    slack: LocalSlack
    folder: Path
    now: dt.datetime = NIGHT

    def clock(self, **settings: str) -> Housekeeping:
        chosen = read_settings(
            {
                "MINUTEBOOK_DB": str(self.folder / "minutebook.db"),
                "MINUTEBOOK_SECRETARIAT": "S0CLERKS",
                "SLACK_BOT_TOKEN": self.slack.here.app.bot_token,
                "SLACK_API_URL": self.slack.api_url,
                **settings,
            },
            self.folder,
        )
        client = web_client(chosen, safe_retries())
        people = People(client, chosen.secretariat, lambda: self.now)
        work = Worker(lambda: "ref")
        pulse = Heartbeat(health_file(chosen.db))
        book = Book(chosen.db)
        desk = HandlerContext(chosen, book, client, people, work, lambda: self.now, "U0BOT", pulse)
        return Housekeeping(desk)

    def later(self, **by: float) -> None:
        self.now += dt.timedelta(**by)

    @property
    def told(self) -> list[str]:
        return [message.text for message in self.slack.messages(self.slack.dm_channel("U0CLERK"))]

    @property
    def copies(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "backups").glob("*"))

    @property
    def days(self) -> list[str]:
        """The days of the copies."""
        return [name[-len("2025-04-02.db") : -len(".db")] for name in self.copies]


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nights]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    add_minutes(tmp_path / "minutebook.db", MINUTES, now=NIGHT)
    with LocalSlack() as slack:
        yield Nights(slack, tmp_path)


def test_a_copy_a_night_of_which_the_last_are_kept(nights: Nights) -> None:
    clock = nights.clock(MINUTEBOOK_BACKUPS_KEPT="2")
    clock.tick()
    assert nights.copies == []
    for _ in range(3):
        nights.later(days=1, hours=2)
        clock.tick()
        clock.tick()
    assert nights.days == ["2025-04-04", "2025-04-05"]
    assert nights.told == []
    with closing(Book(nights.folder / "backups" / nights.copies[-1])) as copy:
        assert copy.read().execute("select count(*) from meetings").fetchone() == (1,)


def test_books_that_share_a_folder_are_all_copied_and_none_loses_anothers(nights: Nights) -> None:
    settings = {
        "MINUTEBOOK_BACKUPS": str(nights.folder / "backups"),
        "MINUTEBOOK_BACKUPS_KEPT": "1",
    }
    (nights.folder / "other").mkdir()
    other = nights.folder / "other" / "minutebook.db"
    add_minutes(other, MINUTES.replace("Harbour Trust", "Quay Trust"), now=NIGHT)
    clocks = [
        nights.clock(**settings),
        nights.clock(**settings, MINUTEBOOK_DB=str(other)),
    ]
    for _ in range(2):
        nights.later(days=1, hours=2)
        for clock in clocks:
            clock.tick()
    assert nights.days == ["2025-04-04", "2025-04-04"]
    panels = set()
    for name in nights.copies:
        with closing(Book(nights.folder / "backups" / name)) as copy:
            panels |= {row.panel for row in meeting_rows(copy, KEEPER)}
    assert panels == {"Harbour Trust Board", "Quay Trust Board"}


def test_copies_named_as_1_0_did_are_counted_with_the_others(nights: Nights) -> None:
    clock = nights.clock(MINUTEBOOK_BACKUPS_KEPT="2")
    nights.later(days=1, hours=2)
    clock.tick()
    (made,) = (nights.folder / "backups").iterdir()
    made.rename(made.with_name("minutebook-2025-04-03.db"))
    nights.clock(MINUTEBOOK_BACKUPS_KEPT="2").tick()
    assert nights.copies == ["minutebook-2025-04-03.db"]  # that night's is there
    for _ in range(2):
        nights.later(days=1)
        clock.tick()
    assert nights.days == ["2025-04-04", "2025-04-05"]


def test_what_is_named_like_a_copy_and_is_none_stays_and_is_told(nights: Nights) -> None:
    nights.later(hours=2)
    clock = nights.clock()
    clock.tick()
    (copy,) = (nights.folder / "backups").iterdir()
    copy.write_text("not a copy")
    again = nights.clock()
    again.tick()
    assert copy.read_text() == "not a copy"
    assert again.desk.pulse.last("backup") is None


def test_what_killed_processes_left_is_gone_once_the_bot_has_started(fresh_bot: Bot) -> None:
    backups = fresh_bot.folder / "backups"
    backups.mkdir()
    left = [
        fresh_bot.folder / ".minutebook.db.before-restore.1.new",
        fresh_bot.folder / ".minutebook.db.1.new-journal",
        backups / ".minutebook-2025-04-02.db.1.new",
        backups / ".minutebook-2025-04-02.db.1.new-wal",
    ]
    kept = [backups / ".notes.txt.new", fresh_bot.folder / ".minutebook.new"]
    for path in (*left, *kept):
        path.write_bytes(b"SQLite format 3")
    fresh_bot.start()
    fresh_bot.slack.wait_for(lambda: not any(path.exists() for path in left))
    assert all(path.exists() for path in kept)
    assert fresh_bot.stop() == 0
    assert not list(fresh_bot.folder.glob(".minutebook*.new/"))


def test_no_copies_where_none_are_wanted(nights: Nights) -> None:
    nights.later(hours=2)
    nights.clock(MINUTEBOOK_BACKUPS="off").tick()
    assert nights.copies == []


def test_questions_are_forgotten_after_their_days(nights: Nights) -> None:
    clock = nights.clock(MINUTEBOOK_QUESTIONS_KEPT="10")
    remember_question(clock.desk.book, "U0DANA", "last ferry", nights.now)
    nights.later(hours=2)
    clock.tick()
    assert recent_questions(clock.desk.book, "U0DANA") == ("last ferry",)
    nights.later(days=10)
    clock.tick()
    assert recent_questions(clock.desk.book, "U0DANA") == ()


def test_the_secretariat_hears_once_a_day_of_what_is_wrong(nights: Nights) -> None:
    clock = nights.clock()
    with closing(sqlite3.connect(nights.folder / "minutebook.db")) as db, db:
        db.execute("delete from published_index where rowid = 1")
    (nights.folder / "backups").write_text("a file stands in the way")
    nights.later(hours=2)
    clock.tick()
    nights.clock().tick()
    (told,) = nights.told
    assert "The full-text index differs from the minutes in 1 paragraph" in told
    assert "Today's backup could not be made" in told


# ---- how it is --------------------------------------------------------------------------------


def test_the_bot_tells_how_it_is(fresh_bot: Bot) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fresh_bot.start(MINUTEBOOK_METRICS=f"127.0.0.1:{port}", MINUTEBOOK_LOG="json")
    asked = fresh_bot.slack.command("/minutes", "last ferry")
    assert "ferry" in asked.wait_reply().text
    path = fresh_bot.folder / "minutebook.health.json"
    fresh_bot.slack.wait_for(lambda: fresh_bot.well)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as reply:
        told = json.load(reply)
    assert told["ok"] is True
    assert told["ages"]["envelope"] is not None
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        assert "minutebook_connected 1" in reply.read().decode()
    assert "The bot is running and connected" in fresh_bot.minutebook("health")
    assert fresh_bot.stop() == 0
    stopped = read_health(path)
    assert stopped is not None
    assert not stopped.connected
    lines = [json.loads(line) for line in fresh_bot.log.splitlines()]
    (line,) = [line for line in lines if line["message"].startswith("/minutes: ")]
    assert line["reference"]
    assert "ferry" not in fresh_bot.log
    assert "xoxb-" not in fresh_bot.log


def test_a_fault_has_the_reference_of_its_request(tmp_path: Path) -> None:
    with local_bot(tmp_path) as bot:
        bot.start()
        with closing(sqlite3.connect(tmp_path / "minutebook.db")) as db, db:
            db.execute("alter table mentions rename to away")
        told = bot.slack.command("/minutes", "last ferry").wait_reply().text
        reference = told.split("the reference ")[1][:6]
        assert f"[{reference}]" in bot.log
        bot.stop()
