"""Starting, losing the connection, trouble with Slack, stopping."""

import json
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.bot_process import PATIENCE, Bot, answers_in_thread

from playground.local_slack import LocalSlack
from playground.state import SlackApp


def answers(bot: Bot, text: str = "skippers retired") -> str:
    return bot.slack.command("/minutes", text).wait_reply().text


def run(bot: Bot, **settings: str) -> "subprocess.CompletedProcess[str]":
    """`minutebook run` to its end."""
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "run"],
        env={**bot.environment, **settings},
        cwd=bot.folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_without_a_token_it_says_so_in_one_sentence(fresh_bot: Bot) -> None:
    ended = run(fresh_bot, SLACK_BOT_TOKEN="")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("SLACK_BOT_TOKEN is not set")


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_refused_token_is_named(fresh_bot: Bot, name: str) -> None:
    wrong = "xoxb-old" if name == "SLACK_BOT_TOKEN" else "xapp-old"
    ended = run(fresh_bot, **{name: wrong})
    assert ended.returncode == 2
    assert f"Slack refuses {name} (invalid_auth)" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_where_slack_cannot_be_reached_it_says_so(fresh_bot: Bot) -> None:
    ended = run(fresh_bot, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert ended.returncode == 1
    assert "Slack cannot be reached at http://127.0.0.1:9/api/" in ended.stderr


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_finishes_what_is_in_hand(fresh_bot: Bot, signum: int) -> None:
    fresh_bot.start()
    fresh_bot.slack.faults.slow("response_url", 0.5)
    sent = [fresh_bot.slack.command("/minutes", f"ferry {n}") for n in range(6)]
    for one in sent:
        one.wait_ack()
    assert fresh_bot.stop(signum) == 0
    assert [len(one.replies) for one in sent] == [1] * 6
    assert "ERROR" not in fresh_bot.log


def test_a_slack_that_hangs_does_not_keep_it_from_stopping(fresh_bot: Bot) -> None:
    fresh_bot.start()
    fresh_bot.slack.faults.hold("response_url")
    fresh_bot.slack.command("/minutes", "ferry").wait_ack()
    assert fresh_bot.stop() == 0


def test_a_lost_connection_is_back_within_seconds(fresh_bot: Bot) -> None:
    fresh_bot.start()
    for _ in range(3):
        fresh_bot.slack.drop()
        fresh_bot.slack.wait_connected()
        assert "two of the four" in answers(fresh_bot)
    fresh_bot.slack.refresh()
    assert "two of the four" in answers(fresh_bot)
    assert fresh_bot.stop() == 0


def test_one_event_delivered_twice_has_one_effect(fresh_bot: Bot) -> None:
    fresh_bot.start()
    said = fresh_bot.slack.mention("last ferry")
    said.wait_reply()
    fresh_bot.stop()
    fresh_bot.start()  # what is remembered is in the book
    for one in fresh_bot.slack.redeliver(said):
        fresh_bot.slack.wait_for(lambda one=one: one.state == "acknowledged")
    answers(fresh_bot)
    assert len(answers_in_thread(said)) == 1


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("response_url", "lose_reply"),
        ("response_url", "rate_limit"),
        ("response_url", "server_error"),
        ("chat.postMessage", "lose_reply"),
        ("chat.postMessage", "rate_limit"),
    ],
)
def test_whatever_befalls_a_reply_it_comes_once(fresh_bot: Bot, method: str, fault: str) -> None:
    fresh_bot.start()
    getattr(fresh_bot.slack.faults, fault)(method, times=1)
    if method == "response_url":
        fresh_bot.slack.command("/minutes", "skippers retired").wait_ack()
        held = fresh_bot.slack.ephemerals
    else:
        fresh_bot.slack.mention("skippers retired").wait_ack()
        held = lambda: [m for m in fresh_bot.slack.messages() if m.user == "U0BOT"]  # noqa: E731
    fresh_bot.slack.wait_for(held)
    assert fresh_bot.stop() == 0
    (answer, *more) = held()
    assert "two of the four" in answer.text
    # Slack lets nobody look for an answer that one person alone sees: she is told of the doubt.
    unseen = (method, fault) == ("response_url", "lose_reply")
    assert ["I don't know whether" in one.text for one in more] == [True] * unseen


def test_a_fault_of_ours_is_told_with_a_reference_that_is_in_the_log(fresh_bot: Bot) -> None:
    fresh_bot.start()
    fresh_bot.slack.faults.refuse("files.info", "internal_error")
    told = fresh_bot.slack.upload("minutes.txt", b"1. The quay was mended.").wait_reply().text
    reference = re.search(r"reference (\w+)", told)
    assert reference is not None
    assert f"Fault {reference[1]}" in fresh_bot.log
    fresh_bot.slack.faults.clear()
    fresh_bot.slack.faults.refuse("chat.postMessage", "is_archived", times=1)
    reply = fresh_bot.slack.command("/minutes", "skippers retired").wait_reply()
    advised = fresh_bot.slack.click(reply, "Share").wait_reply()
    assert "archived" in advised.text


def test_blocks_that_slack_finds_too_long_leave_the_text(fresh_bot: Bot) -> None:
    fresh_bot.start()
    fresh_bot.slack.faults.refuse("chat.postMessage", "msg_blocks_too_long", times=1)
    reply = fresh_bot.slack.mention("skippers retired").wait_reply()
    assert reply.blocks == ()
    assert "two of the four" in reply.text


def test_the_app_of_the_manifest_is_enough(tmp_path: Path, fresh_bot: Bot) -> None:
    manifest = json.loads(fresh_bot.minutebook("manifest"))
    with LocalSlack(app=SlackApp.from_manifest(manifest), ack_seconds=PATIENCE) as slack:
        fresh_bot.environment["SLACK_API_URL"] = slack.api_url
        fresh_bot.slack = slack
        fresh_bot.start()
        assert "two of the four" in answers(fresh_bot)
        assert "two of the four" in slack.mention("skippers retired").wait_reply().text
        sent = slack.upload("new.txt", b"Board\n\n1. Quay\n\n1. The quay was mended.")
        assert "What I understood" in sent.wait_reply().text
        assert fresh_bot.stop() == 0
        assert slack.violations == []
        assert slack.unacknowledged == []


def test_a_form_opens_while_answers_wait_for_a_slow_slack(fresh_bot: Bot) -> None:
    fresh_bot.start()
    answers(fresh_bot)
    fresh_bot.slack.faults.hold("response_url")
    sent = [fresh_bot.slack.command("/minutes", f"ferry {n}") for n in range(40)]
    for one in sent:
        one.wait_ack()
    form = fresh_bot.slack.shortcut("search_minutes").wait_view()  # it does not wait for them
    assert "What about?" in str(form.body)
    fresh_bot.slack.faults.clear()
    assert fresh_bot.stop() == 0


def test_a_refresh_under_load_loses_nothing(fresh_bot: Bot) -> None:
    fresh_bot.start()
    ended, sent = threading.Event(), []

    def talk() -> None:
        while not ended.wait(0.05):
            sent.append(fresh_bot.slack.command("/minutes", "skippers retired"))

    talking = threading.Thread(target=talk)
    talking.start()
    for _ in range(4):
        fresh_bot.slack.refresh()
    ended.set()
    talking.join()
    for one in sent:
        assert one.wait_ack() == {}
        one.wait_reply()
    assert fresh_bot.stop() == 0
    assert [len(one.replies) for one in sent] == [1] * len(sent)
