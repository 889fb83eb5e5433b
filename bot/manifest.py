"""The Slack app's manifest, made from the routing table: what the code uses and nothing more."""

from typing import Any

from bot.routes import COMMANDS, EVENTS, HAPPENINGS, SCOPES, SHORTCUTS
from bot.settings import Settings
from commands.links import linked_hosts
from commands.request_context import Book

DOMAINS_MOST = 5
NAME = "Minutebook"
DESCRIPTION = "Finds the right paragraph in published minutes, word for word, with a link."
LONG_DESCRIPTION = (
    "Ask in plain words, as in '/minutes stop and search', and get the one paragraph of the "
    "published minutes that answers: word for word, with who spoke, the meeting, its date and a "
    "link. '/actions open' lists what was resolved, promised or requested. The secretariat sends "
    "new minutes as a file and checks what was understood before anybody else sees it. Names and "
    "words may be misspelt."
)


def manifest(book: Book, settings: Settings) -> dict[str, Any]:
    """The manifest to paste into Slack. Its unfurl domains are the hosts held or watched."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": "#2b4c5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [
                {
                    "command": command.name,
                    "description": command.description,
                    "usage_hint": command.hint,
                    "should_escape": True,
                }
                for command in COMMANDS
            ],
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": shortcut.type,
                    "callback_id": shortcut.callback_id,
                    "description": shortcut.description,
                }
                for shortcut in SHORTCUTS
            ],
            "agent_view": {"agent_description": DESCRIPTION},
            **_unfurl_domains(book, settings),
        },
        "oauth_config": {
            "scopes": {
                "bot": [scope.name for scope in SCOPES if not scope.optional],
                "bot_optional": [scope.name for scope in SCOPES if scope.optional],
            }
        },
        "settings": {
            "event_subscriptions": {
                "bot_events": sorted(one.name for one in (*EVENTS, *HAPPENINGS))
            },
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": settings.mode == "socket",
            "token_rotation_enabled": False,
        },
    }


def _unfurl_domains(book: Book, settings: Settings) -> dict[str, list[str]]:
    """The hosts of held and watched pages, as many as Slack takes."""
    hosts = linked_hosts(book, settings.sources)
    return {"unfurl_domains": hosts[:DOMAINS_MOST]} if hosts else {}
