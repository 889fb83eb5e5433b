"""The bot watches the committees of its settings by itself, and the digest tells what came."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from bot_process import Bot, fresh_bot
from local_moderngov import Council, LocalModernGov, archive

from bot.app import web_client
from bot.desk import Desk
from bot.people import People
from bot.rounds import Stopping
from bot.settings import read_settings
from bot.watching import EVERY, SyncClock
from bot.work import Work
from commands.digest import show_digest
from commands.model import Context, ShowDigest
from storage.database import Book
from storage.records import MEMBER

__all__ = ["fresh_bot"]

NOON = dt.datetime(2025, 4, 2, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[LocalModernGov]:
    with LocalModernGov(Council.of(*archive(1, dt.date(2025, 3, 20)))) as site:
        yield site


def clock(folder: Path, address: str, now: dt.datetime) -> SyncClock:
    """The clock of one process at this hour, with a connection to the book of its own."""
    settings = read_settings(
        {
            "MINUTEBOOK_DB": str(folder / "minutebook.db"),
            "MINUTEBOOK_SOURCES": address,
            "MINUTEBOOK_FETCH_PRIVATE": "1",
        },
        folder,
    )
    client = web_client(settings, [])
    people = People(client, frozenset(), lambda: now)
    work = Work(lambda: "ref")
    return SyncClock(Desk(settings, Book(settings.db), client, people, work, lambda: now, "U0BOT"))


def test_once_in_a_stretch_by_one_process(site: LocalModernGov, tmp_path: Path) -> None:
    on = threading.Event()
    first = clock(tmp_path, site.committee(), NOON).tick(on)
    assert first is not None
    assert len(first.added) == 1
    told = show_digest(Context(Book(tmp_path / "minutebook.db"), MEMBER, NOON), ShowDigest())
    assert [meeting.id for meeting in told.meetings] == [first.added[0].meeting.id]
    asked = len(site.requests)
    assert clock(tmp_path, site.committee(), NOON).tick(on) is None
    assert len(site.requests) == asked
    again = clock(tmp_path, site.committee(), NOON + EVERY).tick(on)
    assert again is not None
    assert again.added == ()


def test_a_site_that_fails_is_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "https://council.example/minutes"
    report = clock(tmp_path, wrong, NOON).tick(threading.Event())
    assert report is not None
    assert len(report.failed) == 1
    assert wrong in caplog.text


def test_told_to_stop_it_leaves_the_rest_for_later(site: LocalModernGov, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopping):
        clock(tmp_path, site.committee(), NOON).tick(stop)


def test_the_bot_watches_as_it_runs(site: LocalModernGov, fresh_bot: Bot) -> None:
    fresh_bot.start(MINUTEBOOK_SOURCES=site.committee(), MINUTEBOOK_FETCH_PRIVATE="1")
    fresh_bot.slack.wait_for(lambda: site.requests)
    assert fresh_bot.stop() == 0
