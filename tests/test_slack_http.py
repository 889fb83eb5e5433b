"""The same bot over HTTP: signed requests are answered, all others refused; and every scenario of
the conversations and the other doors once more."""

import json
import time
from collections.abc import Iterator

import httpx
import pytest
import test_slack_conversations
import test_slack_doors
from support.bot_process import local_bot
from support.http_bot import HttpBot
from test_slack_doors import no_violations

from playground import interactions
from playground.http_delivery import FORM, JSON, request_of, signature

__all__ = ["no_violations"]


for module in (test_slack_conversations, test_slack_doors):
    globals().update({n: test for n, test in vars(module).items() if n.startswith("test_")})


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpBot]:
    with local_bot(tmp_path_factory.mktemp("bot")) as made:
        bot = HttpBot(made.slack, made.folder, made.environment)
        yield bot.start()
        assert bot.stop() == 0


def sent(
    bot: HttpBot, body: str, kind: str, secret: str = "", at: float | None = None
) -> httpx.Response:
    """A request, signed as Slack signs it unless told otherwise."""
    secret = secret or bot.slack.here.app.signing_secret
    headers = signature(secret, body, kind, at or time.time())
    return httpx.post(bot.url, content=body.encode(), headers=headers, trust_env=False)


def test_slacks_own_question_is_answered(bot: HttpBot) -> None:
    challenge = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert "abc" in sent(bot, challenge, JSON).text


def test_what_is_not_slacks_is_refused(bot: HttpBot) -> None:
    here = bot.slack.here
    place = here.workspace.channels["C0PANEL"]
    command = interactions.slash_command(here, "/minutes", "ferry", "U0MEMBER", place, bot.url)
    body, _ = request_of("slash_commands", command)
    assert sent(bot, body, FORM, secret="wrong").status_code == 401
    assert sent(bot, body, FORM, at=time.time() - 400).status_code == 401
    assert httpx.post(bot.url, content=b"x", trust_env=False).status_code == 401
    assert httpx.get(bot.url, trust_env=False).status_code == 501
    assert sent(bot, "x" * 1_000_001, "text/plain").status_code == 413
    elsewhere = bot.url.replace("events", "other")
    assert httpx.post(elsewhere, content=b"x", trust_env=False).status_code == 404
