"""The app's manifest asks for exactly what the bot listens to and calls."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.routes import COMMANDS, EVENTS, HAPPENINGS, SCOPES, SHORTCUTS
from playground.methods import METHODS

ROOT = Path(__file__).parent.parent


@pytest.fixture
def made(minutebook: Callable[..., Any]) -> Any:
    return minutebook("manifest").json


def test_it_is_one_document_within_slacks_limits(made: Any) -> None:
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert all(len(c["usage_hint"]) <= 1000 for c in made["features"]["slash_commands"])
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["interactivity"] == {"is_enabled": True}
    assert made["settings"]["token_rotation_enabled"] is False


def test_it_names_the_commands_and_events_that_are_answered(made: Any) -> None:
    commands = {c["command"]: c["should_escape"] for c in made["features"]["slash_commands"]}
    assert commands == {command.name: True for command in COMMANDS}
    subscribed = made["settings"]["event_subscriptions"]["bot_events"]
    assert subscribed == sorted(one.name for one in (*EVENTS, *HAPPENINGS))
    shortcuts = {one["callback_id"] for one in made["features"]["shortcuts"]}
    assert shortcuts == {one.callback_id for one in SHORTCUTS}
    assert made["features"]["app_home"]["home_tab_enabled"] is True


def test_it_asks_for_the_scopes_of_what_is_called_and_no_other(made: Any) -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    wanted = {"commands", "app_mentions:read", "im:history", "links:read"}  # of commands, events
    asked = {scope.name for scope in SCOPES}
    for name, method in METHODS.items():
        if f".{name.replace('.', '_')}(" in source and method.scopes:
            assert asked & set(method.scopes), name
            wanted |= asked & set(method.scopes)
    scopes = made["oauth_config"]["scopes"]
    assert {*scopes["bot"], *scopes["bot_optional"]} == wanted
    assert all(scope.why for scope in SCOPES)


def test_the_docs_explain_each_right(made: Any) -> None:
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z_:.]+)`( \(optional\))? \| (.+) \|$", page, re.MULTILINE)
    assert {name: (why, bool(optional)) for name, optional, why in told} == {
        scope.name: (scope.why, scope.optional) for scope in SCOPES
    }


def test_its_unfurl_domains_are_the_hosts_held_and_watched(
    minutebook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "unfurl_domains" not in minutebook("manifest").json["features"]
    held = tmp_path / "held.jsonl"
    lines = [
        {
            "panel": f"Board {n}",
            "title": f"Board {n}",
            "date": "2025-01-14",
            "url": f"https://host{n}.example/m",
            "status": "draft" if n == 9 else "published",
            "items": [{"number": "1", "title": "A", "paragraphs": [{"text": "The quay."}]}],
        }
        for n in (1, 2, 3, 4, 5, 9)
    ]
    held.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert minutebook("add", held).status == 0
    monkeypatch.setenv("MINUTEBOOK_SOURCES", "https://host2.example/mgCommitteeDetails.aspx?ID=1")
    domains = minutebook("manifest").json["features"]["unfurl_domains"]
    assert domains == [f"host{n}.example" for n in (2, 1, 3, 4, 5)]
