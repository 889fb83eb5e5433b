"""`minutebook doctor`: what is wrong, and how to mend it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.local_slack import LocalSlack
from playground.state import SlackApp

Minutebook = Callable[..., Any]


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[[LocalSlack], None]:
    """Points the settings at a local Slack."""

    def point(slack: LocalSlack) -> None:
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-local-bot")
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-local-app")
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            monkeypatch.delenv(name, raising=False)

    return point


def test_without_tokens_it_names_the_settings(minutebook: Minutebook) -> None:
    examined = minutebook("doctor")
    assert examined.status == 2
    assert "FAULT  SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set" in examined.out
    assert "'minutebook init'" in examined.out


def test_wrong_settings_are_all_told(
    minutebook: Minutebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTEBOOK_TIMEZONE", "Middle/Earth")
    monkeypatch.setenv("MINUTEBOOK_DIGEST_TIME", "noon")
    examined = minutebook("doctor")
    assert examined.status == 2
    assert examined.out.count("FAULT") == 2


def test_all_is_well(
    minutebook: Minutebook,
    connect: Callable[[LocalSlack], None],
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[str, str], Path],
) -> None:
    minutebook("add", write("minutes.txt", "Harbour Board\n\n1. Quay\n\n1. The quay was mended."))
    monkeypatch.setenv("MINUTEBOOK_SECRETARIAT", "U0CLERK")
    monkeypatch.setenv("MINUTEBOOK_DIGEST_CHANNEL", "C0DIGEST")
    with LocalSlack() as slack:
        connect(slack)
        examined = minutebook("doctor")
    assert examined.status == 0, examined.out
    assert {line[:5].strip() for line in examined.out.splitlines()} == {"ok"}
    assert "The database holds 1 meeting" in examined.out


def test_a_lacking_scope_is_named_with_its_reason(
    minutebook: Minutebook, connect: Callable[[LocalSlack], None]
) -> None:
    app = SlackApp(scopes=SlackApp().scopes - {"files:read", "usergroups:read"})
    with LocalSlack(app=app) as slack:
        connect(slack)
        examined = minutebook("doctor")
    assert examined.status == 1
    assert "FAULT  The app lacks the right files:read, to read the minutes" in examined.out
    assert "note   The app lacks the right usergroups:read" in examined.out


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_refused_token_is_named(
    minutebook: Minutebook,
    connect: Callable[[LocalSlack], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    with LocalSlack() as slack:
        connect(slack)
        monkeypatch.setenv(name, "xoxb-old" if name == "SLACK_BOT_TOKEN" else "xapp-old")
        examined = minutebook("doctor")
    assert examined.status == 2
    assert f"FAULT  Slack refuses {name} (invalid_auth)" in examined.out


def test_a_channel_that_the_bot_is_not_in_is_named(
    minutebook: Minutebook,
    connect: Callable[[LocalSlack], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MINUTEBOOK_DIGEST_CHANNEL", "C0QUIET")
    with LocalSlack() as slack:
        connect(slack)
        examined = minutebook("doctor")
    assert examined.status == 2
    assert "invite me with /invite" in examined.out


def test_a_database_that_is_none_is_told(
    minutebook: Minutebook, monkeypatch: pytest.MonkeyPatch, write: Callable[[str, str], Path]
) -> None:
    monkeypatch.setenv("MINUTEBOOK_DB", str(write("notes.txt", "no database at all " * 100)))
    assert "is not a SQLite file" in minutebook("doctor").out
