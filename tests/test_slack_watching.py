"""The bot watches the committees of its settings by itself, and the digest tells what came."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.bot_process import PATIENCE, Bot
from support.local_moderngov import Council, LocalModernGov, archive

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.jobs.sync import EVERY, SyncJob
from bot.settings import read_settings
from bot.worker import Stopping, Worker
from bot.workspace_members import People
from commands.digest import show_digest
from commands.request_context import Context
from commands.requests import ShowDigest
from storage.database import Book
from storage.model import MEMBER

NOON = dt.datetime(2025, 4, 2, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[LocalModernGov]:
    with LocalModernGov(Council.of(*archive(1, dt.date(2025, 3, 20)))) as site:
        yield site


def clock(folder: Path, address: str, now: dt.datetime) -> SyncJob:
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
    work = Worker(lambda: "ref")
    return SyncJob(
        HandlerContext(settings, Book(settings.db), client, people, work, lambda: now, "U0BOT")
    )


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


def test_the_secretariat_is_told_of_a_drafts_official_minutes_and_publishes_them(
    site: LocalModernGov, fresh_bot: Bot
) -> None:
    """Found by a sync in a terminal, told once by the bot, published by two."""
    fresh_bot.environment |= {
        "MINUTEBOOK_FETCH_PRIVATE": "1",
        "MINUTEBOOK_APPROVAL": "1",
        "MINUTEBOOK_SECRETARIAT": "U0CLERK,U0AWAY",
    }
    page = f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
    fresh_bot.minutebook("add", page, "--draft")
    fresh_bot.minutebook("sync", site.committee())
    slack = fresh_bot.slack
    fresh_bot.start()
    told = [
        slack.wait_for(lambda place=place: slack.messages(place), PATIENCE)
        for place in (slack.dm_channel("U0CLERK"), slack.dm_channel("U0AWAY"))
    ]
    ((first,), (second,)) = told
    assert "The council has published these minutes" in first.text
    pressed = slack.click(first, "Publish", user="U0CLERK").wait_reply(PATIENCE)
    assert pressed.text == "A second clerk has to publish it: I have asked <@U0AWAY>."
    assert json.loads(fresh_bot.minutebook("meetings", "--json"))["total"] == 1
    slack.click(second, "Publish", user="U0AWAY").wait_ack()
    done = slack.wait_for(lambda: [m for m in slack.messages() if "Published by" in m.text])
    assert "<@U0AWAY>" in done[0].text
    assert json.loads(fresh_bot.minutebook("meetings", "--json"))["total"] == 2
    assert fresh_bot.stop() == 0
    assert len([m for m in slack.messages() if "The council has published" in m.text]) == 1
    assert slack.violations == []
