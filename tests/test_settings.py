"""Settings: the environment, `.env`, defaults, and every fault told at once."""

import datetime as dt
from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings
from commands.embeddings import packaged_model

ROOT = Path(__file__).parent.parent
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_without_any_setting_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path)
    assert settings.db == tmp_path / "minutebook.db"
    assert settings.zone.key == "Europe/London"
    assert settings.secretariat == frozenset()
    assert settings.digest_channel is None
    assert settings.digest_time == dt.time(8)
    assert settings.sources == ()
    assert settings.mode == "socket"
    assert settings.model == packaged_model()
    assert settings.fetch_private is False
    assert settings.slack_api_url == "https://slack.com/api/"


def test_the_environment_wins_over_dot_env(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "\ufeffMINUTEBOOK_TIMEZONE=Europe/Dublin\nMINUTEBOOK_DIGEST_CHANNEL=C0OTHER\n",
        encoding="utf-8",
    )
    settings = read_settings({"MINUTEBOOK_DIGEST_CHANNEL": "C0DIGEST"}, tmp_path)
    assert settings.zone.key == "Europe/Dublin"
    assert settings.digest_channel == "C0DIGEST"


def test_everything_set_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            **TOKENS,
            "MINUTEBOOK_DB": "/srv/book.db",
            "MINUTEBOOK_SECRETARIAT": "U0CLERK, S0CLERKS,",
            "MINUTEBOOK_DIGEST_TIME": "7:05",
            "MINUTEBOOK_SOURCES": "https://a.example/1, https://b.example/2",
            "MINUTEBOOK_FETCH_PRIVATE": "1",
            "SLACK_API_URL": "http://127.0.0.1:9/api",
        },
        tmp_path,
    )
    assert settings.db == Path("/srv/book.db")
    assert settings.secretariat == {"U0CLERK", "S0CLERKS"}
    assert settings.digest_time == dt.time(7, 5)
    assert settings.sources == ("https://a.example/1", "https://b.example/2")
    assert settings.fetch_private is True
    assert settings.slack_api_url == "http://127.0.0.1:9/api/"
    assert settings.slack_faults() == ()
    assert "xoxb-1" not in repr(settings)


def test_every_fault_is_told_at_once_by_name(tmp_path: Path) -> None:
    wrong = {
        "MINUTEBOOK_TIMEZONE": "Middle/Earth",
        "MINUTEBOOK_SECRETARIAT": "clare@panel.example",
        "MINUTEBOOK_DIGEST_TIME": "25:00",
        "MINUTEBOOK_SOURCES": "democracy.example",
        "MINUTEBOOK_MODE": "carrier pigeon",
        "MINUTEBOOK_HTTP": "anywhere",
        "MINUTEBOOK_EXTERNAL": "loud",
        "MINUTEBOOK_UNCERTAIN": "perhaps",
        "MINUTEBOOK_MODEL": str(tmp_path),
        "MINUTEBOOK_FETCH_PRIVATE": "perhaps",
        "MINUTEBOOK_BACKUPS_KEPT": "0",
        "MINUTEBOOK_QUESTIONS_KEPT": "for ever",
        "MINUTEBOOK_LOG": "loud",
        "MINUTEBOOK_METRICS": "anywhere",
        "SLACK_API_URL": "slack.com",
    }
    with pytest.raises(SettingsError) as told:
        read_settings(wrong, tmp_path)
    sentences = str(told.value).splitlines()
    assert sorted(sentence.split()[0] for sentence in sentences) == sorted(wrong)
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        ({}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": " "}, "SLACK_BOT_TOKEN is not set"),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN must begin with xoxb-"),
        ({**TOKENS, "SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN must begin with xapp-"),
        ({**TOKENS, "MINUTEBOOK_MODE": "http"}, "SLACK_SIGNING_SECRET is not set"),
    ],
)
def test_what_keeps_the_bot_from_slack_is_one_sentence(
    tmp_path: Path, tokens: dict[str, str], named: str
) -> None:
    (fault,) = read_settings(tokens, tmp_path).slack_faults()
    assert fault.startswith(named)


def test_the_example_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = dict(
        line.removeprefix("# ").split("=", 1)
        for line in lines
        if line.removeprefix("# ").startswith(("MINUTEBOOK_", "SLACK_"))
        and "=" in line.split(" ")[0] + line.removeprefix("# ").split(" ")[0]
    )
    assert set(named) == {
        "MINUTEBOOK_DB",
        "MINUTEBOOK_TIMEZONE",
        "MINUTEBOOK_SECRETARIAT",
        "MINUTEBOOK_DIGEST_CHANNEL",
        "MINUTEBOOK_DIGEST_TIME",
        "MINUTEBOOK_UNCERTAIN",
        "MINUTEBOOK_SOURCES",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "MINUTEBOOK_MODE",
        "MINUTEBOOK_HTTP",
        "MINUTEBOOK_EXTERNAL",
        "MINUTEBOOK_APPROVAL",
        "MINUTEBOOK_ANNOUNCE",
        "MINUTEBOOK_MODEL",
        "MINUTEBOOK_FETCH_PRIVATE",
        "MINUTEBOOK_BACKUPS",
        "MINUTEBOOK_BACKUPS_KEPT",
        "MINUTEBOOK_QUESTIONS_KEPT",
        "MINUTEBOOK_LOG",
        "MINUTEBOOK_METRICS",
        "SLACK_API_URL",
        "SLACK_SIGNING_SECRET",
    }
    assert read_settings(named, tmp_path) == read_settings({}, tmp_path)


def test_the_installed_model_is_used_unless_none_is_wanted(tmp_path: Path) -> None:
    installed = read_settings({}, tmp_path).model
    assert installed
    assert installed.weights.is_file()
    assert installed.tokenizer.is_file()
    for none in ("none", "off"):
        assert read_settings({"MINUTEBOOK_MODEL": none}, tmp_path).model is None
