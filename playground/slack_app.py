"""The app that is installed in the workspace: what its manifest asks for, and its tokens."""

from dataclasses import dataclass

from playground.model import Json

__all__ = ["ALL_EVENTS", "ALL_SCOPES", "SlackApp"]

ALL_SCOPES = frozenset(
    "app_mentions:read assistant:write channels:history channels:join channels:read chat:write "
    "commands files:read files:write groups:history groups:read im:history im:read im:write "
    "links:read links:write team:read usergroups:read users:read users:read.email".split()
)
ALL_EVENTS = frozenset(
    "app_home_opened app_mention app_uninstalled file_shared link_shared member_joined_channel "
    "message.im tokens_revoked".split()
)


@dataclass(frozen=True)
class SlackApp:
    """What the installed app may do and is told of.

    Without commands or shortcuts named, any will do; `escapes` says whether a command's text
    arrives with `<@U…>` for `@name` (the manifest's `should_escape`).
    """

    app_id: str = "A0MINUTES"
    bot_user: str = "U0BOT"
    bot_id: str = "B0BOT"
    bot_token: str = "xoxb-local-bot"
    app_token: str = "xapp-local-app"
    signing_secret: str = "local-signing-secret"
    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] = ALL_EVENTS
    commands: frozenset[str] | None = None
    shortcuts: frozenset[str] | None = None
    unfurl_domains: frozenset[str] = frozenset()
    escapes: bool = True

    @classmethod
    def from_manifest(cls, manifest: Json) -> "SlackApp":
        """The app that Slack would make of this manifest."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        asked = manifest.get("oauth_config", {}).get("scopes", {})
        commands = features.get("slash_commands", [])
        return cls(
            scopes=frozenset([*asked.get("bot", []), *asked.get("bot_optional", [])]),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands=frozenset(one["command"] for one in commands),
            shortcuts=frozenset(one["callback_id"] for one in features.get("shortcuts", [])),
            unfurl_domains=frozenset(features.get("unfurl_domains", [])),
            escapes=all(one.get("should_escape", False) for one in commands),
        )
