"""A book that was put back from an older copy does not know what was sent since: it is looked for
in Slack, and nothing is sent twice or lost."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.bot_process import Bot
from support.oxley import ANN, SWINGS
from support.sending import CHANNEL, Sending
from test_slack_digest import zone_in_the_morning

from bot.jobs.message_updates import MessageUpdater
from storage.database import Book
from storage.outbox import deliveries

Minutebook = Callable[..., Any]


def restore(bot: Bot) -> None:
    """By the command, with the bot stopped."""
    assert bot.stop() == 0
    bot.minutebook("restore", "copy.db", "--yes")
    bot.start()


def restore_as_it_runs(bot: Bot) -> None:
    """By the command, with the bot running."""
    bot.minutebook("restore", "copy.db", "--yes")


def put_back_by_hand(bot: Bot) -> None:
    """By whoever copies files."""
    assert bot.stop() == 0
    for ending in ("-wal", "-shm"):
        (bot.folder / f"minutebook.db{ending}").unlink(missing_ok=True)
    shutil.copy(bot.folder / "copy.db", bot.folder / "minutebook.db")
    bot.minutebook("meetings")
    bot.start()


def sent(bot: Bot) -> bool:
    """Whether the book says that its digest has arrived."""
    book = Book(bot.folder / "minutebook.db")
    states = [delivery.state for delivery in deliveries(book)]
    book.close()
    return states == ["sent"]


@pytest.mark.parametrize("put_back", [restore, restore_as_it_runs, put_back_by_hand])
def test_the_running_bot_posts_the_days_digest_once_through_a_restore(
    fresh_bot: Bot, put_back: Callable[[Bot], None]
) -> None:
    zone = zone_in_the_morning(dt.datetime.now(dt.UTC))
    fresh_bot.environment |= {
        "MINUTEBOOK_DIGEST_CHANNEL": CHANNEL,
        "MINUTEBOOK_DIGEST_TIME": "00:00",
        "MINUTEBOOK_TIMEZONE": zone,
    }
    fresh_bot.minutebook("backup", "copy.db")
    fresh_bot.start()
    fresh_bot.slack.wait_for(lambda: sent(fresh_bot), 60)
    put_back(fresh_bot)
    fresh_bot.slack.wait_for(lambda: sent(fresh_bot), 60)
    assert fresh_bot.stop() == 0
    assert len(fresh_bot.slack.messages(CHANNEL)) == 1


@pytest.fixture
def put_back(here: Sending, minutebook: Minutebook) -> Callable[[Callable[[], object]], None]:
    """`put_back(between)` makes a copy, does something, and restores the copy."""

    def make(between: Callable[[], object]) -> None:
        assert minutebook("backup", "copy.db", "--force").status == 0
        between()
        assert minutebook("restore", "copy.db", "--yes").status == 0

    return make


Put = Callable[[Callable[[], object]], None]


def test_the_next_days_digest_goes_as_ever_also_where_nobody_may_look(
    here: Sending, put_back: Put
) -> None:
    here.ask(ANN, "/minutes digest on 08:00")
    here.publish(SWINGS)
    put_back(lambda: here.at("2026-03-09T08:00").tick())
    assert len(here.got(ANN)) == 1
    here.at("2026-03-09T09:00").tick()
    here.publish(SWINGS.replace("3 March", "4 March"), "2")
    app = here.slack.here.app
    here.slack.here.app = replace(app, scopes=app.scopes - {"im:history", "im:write"})
    here.at("2026-03-10T08:00").tick()
    assert len(here.got(ANN)) == 2


def test_a_days_digest_that_nobody_may_look_for_waits_rather_than_goes_twice(
    here: Sending, put_back: Put
) -> None:
    here.ask(ANN, "/minutes digest on 08:00")
    here.publish(SWINGS)
    put_back(lambda: here.at("2026-03-09T08:00").tick())
    app = here.slack.here.app
    here.slack.here.app = replace(app, scopes=app.scopes - {"im:history", "im:write"})
    here.at("2026-03-09T08:05").tick()
    assert len(here.got(ANN)) == 1


def test_what_was_owed_when_the_copy_was_made_and_sent_since_is_not_sent_again(
    here: Sending, put_back: Put
) -> None:
    here.ask(ANN, "/minutes digest on 08:00")
    here.publish(SWINGS)
    here.slack.faults.refuse("chat.postMessage", "internal_error", times=1)
    here.at("2026-03-09T08:00").tick()
    assert here.got(ANN) == []
    put_back(lambda: here.at("2026-03-09T08:01").tick())
    assert len(here.got(ANN)) == 1
    here.at("2026-03-09T08:02").tick()
    assert len(here.got(ANN)) == 1


def test_news_told_at_once_are_told_again_only_where_they_are_others(
    here: Sending, put_back: Put
) -> None:
    here.ask(ANN, "/minutes watch swings how:once")

    def publish_and_tell() -> None:
        here.publish(SWINGS)
        here.tick()

    put_back(publish_and_tell)
    here.publish(SWINGS)  # which the copy does not hold
    here.tick()
    assert len(here.got(ANN)) == 1


def test_other_news_whose_number_was_used_before_the_restore_are_told(
    here: Sending, put_back: Put
) -> None:
    here.ask(ANN, "/minutes watch swings how:once")

    def publish_and_tell() -> None:
        here.publish(SWINGS)
        here.tick()

    put_back(publish_and_tell)
    here.publish(SWINGS.replace("3 March", "2 March"), "2")
    here.tick()
    assert len(here.got(ANN)) == 2


def test_a_digest_that_was_found_again_is_kept_true(
    here: Sending, put_back: Put, minutebook: Minutebook
) -> None:
    here.ask(ANN, "/minutes digest on 08:00")
    here.publish(SWINGS)
    put_back(lambda: here.at("2026-03-09T08:00").tick())
    here.at("2026-03-09T08:01").tick()
    assert "contractor" in here.texts(ANN)[0]
    assert minutebook("withdraw", "1").status == 0
    clock = here.clock
    MessageUpdater(clock.desk, clock.client, "one").tick(threading.Event())
    (text,) = here.texts(ANN)
    assert "contractor" not in text
