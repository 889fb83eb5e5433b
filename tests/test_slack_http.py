"""The same bot over HTTP: signed requests are answered, all others refused."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest
from bot_process import Bot, fresh_bot

from playground import events, payloads

__all__ = ["fresh_bot"]

SECRET = "local-signing-secret"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Door:
    """Slack's side: requests with a signature."""

    def __init__(self, bot: Bot, port: int) -> None:
        self.bot = bot
        self.url = f"http://127.0.0.1:{port}/slack/events"

    def send(
        self, body: str, kind: str, secret: str = SECRET, at: float | None = None
    ) -> httpx.Response:
        stamp = str(int(at or time.time()))
        signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signed.hexdigest()}",
        }
        return httpx.post(self.url, content=body.encode(), headers=headers, trust_env=False)

    def command(self, text: str, **how: object) -> tuple[httpx.Response, list[object]]:
        here = self.bot.slack.here
        answer_at = here.grants.response_url("C0PANEL", "U0MEMBER")
        url = f"{here.base_url}/response/{answer_at.token}"
        place = here.workspace.channels["C0PANEL"]
        payload = payloads.slash_command(here, "/minutes", text, "U0MEMBER", place, url)
        form = "application/x-www-form-urlencoded"
        return self.send(urlencode(payload), form, **how), answer_at.posted  # type: ignore[arg-type]


@pytest.fixture
def door(fresh_bot: Bot) -> Iterator[Door]:
    port = free_port()
    fresh_bot.environment |= {
        "MINUTEBOOK_MODE": "http",
        "MINUTEBOOK_HTTP": f"127.0.0.1:{port}",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_APP_TOKEN": "",
    }
    fresh_bot.launch()
    fresh_bot.slack.wait_for(lambda: "Connected to Slack" in fresh_bot.log)
    yield Door(fresh_bot, port)
    assert fresh_bot.stop() == 0
    assert fresh_bot.slack.violations == []


def test_a_signed_command_is_answered_once(door: Door) -> None:
    response, posted = door.command("skippers retired")
    assert response.status_code == 200
    assert response.text == ""
    ((channel, ts),) = door.bot.slack.wait_for(lambda: list(posted))  # type: ignore[misc]
    message = door.bot.slack.workspace.message(channel, ts)
    assert message is not None
    assert "two of the four" in message.text


def test_events_forms_and_slacks_own_question_come_to_the_same_listeners(door: Door) -> None:
    challenge = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert door.send(challenge, "application/json").text.find("abc") >= 0
    here = door.bot.slack.here
    posted = here.workspace.post("C0PANEL", "U0MEMBER", "<@U0BOT> dredged in May")
    outer = json.dumps(events.outer(here, events.app_mention(here, posted)))
    for _ in range(2):  # a redelivery
        assert door.send(outer, "application/json").status_code == 200
    door.bot.slack.wait_for(lambda: here.workspace.thread("C0PANEL", posted.ts)[1:])
    door.command("help")
    assert len(here.workspace.thread("C0PANEL", posted.ts)) == 2
    body = urlencode({"payload": json.dumps(payloads.shortcut(here, "search_minutes", "U0MEMBER"))})
    assert door.send(body, "application/x-www-form-urlencoded").status_code == 200
    assert door.bot.slack.wait_for(lambda: door.bot.slack.views)


def test_what_is_not_slacks_is_refused(door: Door) -> None:
    assert door.command("ferry", secret="wrong")[0].status_code == 401
    assert door.command("ferry", at=time.time() - 400)[0].status_code == 401
    assert httpx.post(door.url, content=b"x", trust_env=False).status_code == 401
    assert httpx.get(door.url, trust_env=False).status_code == 501
    large = door.send("x" * 1_000_001, "text/plain")
    assert large.status_code == 413
    other = httpx.post(door.url.replace("events", "other"), content=b"x", trust_env=False)
    assert other.status_code == 404
