"""What goes wrong on purpose: slow, refused, limited, lost, broken answers.

Methods go by their name; `response_url`, `files.download` and `files.upload` stand for the
routes that are no methods. Faults of one method apply in the order they were set, each `times`
times.
"""

import itertools
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

from playground.clock import Clock
from playground.model import Json, Message

__all__ = [
    "ALL_EVENTS",
    "ALL_SCOPES",
    "Arguments",
    "Fault",
    "Faults",
    "Grants",
    "Refused",
    "ResponseUrl",
    "SlackApp",
    "parse",
]


# ---- the app that is installed in the workspace -----------------------------------------------
# What its manifest asks for, and its tokens.


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


# ---- how the local Slack says no --------------------------------------------------------------


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """`{"ok": false}`: the error's code, which messages explain it, further fields."""

    def __init__(self, error: str, messages: Sequence[str] = (), **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.body: dict[str, Any] = {"ok": False, "error": error, **more}
        if messages:
            self.body["response_metadata"] = {"messages": list(messages)}


# ---- what Slack lends an app for a short time: trigger ids and response addresses -------------


TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class ResponseUrl:
    """An address to answer at: five times within half an hour.

    `source` is the message that was clicked; `posted` holds the places of what was answered.
    """

    token: str
    channel: str
    user: str
    issued: float
    source: Message | None = None
    uses: int = 0
    posted: list[tuple[str, str]] = field(default_factory=list)


class Grants:
    """Gives out and redeems; the clock decides what is too old."""

    def __init__(self, clock: Clock, trigger_seconds: float = TRIGGER_SECONDS) -> None:
        self._clock = clock
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()
        self._urls: dict[str, ResponseUrl] = {}
        self._numbers = itertools.count(1)

    def trigger(self, user: str) -> str:
        """A new trigger id for this user: good once, for three seconds unless told otherwise."""
        token = f"{next(self._numbers)}.{int(self._clock.now())}.{'a1b2c3d4' * 4}"
        self._triggers[token] = (user, self._clock.now())
        return token

    def redeem(self, trigger: str) -> str:
        """Spends a trigger id and tells whose it was; raises Refused as Slack words it."""
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        if trigger in self._spent:
            raise Refused("exchanged_trigger_id")
        user, issued = self._triggers[trigger]
        if self._clock.now() - issued > self._trigger_seconds:
            raise Refused("expired_trigger_id")
        self._spent.add(trigger)
        return user

    def response_url(self, channel: str, user: str, source: Message | None = None) -> ResponseUrl:
        """A new address to answer this user in this channel at."""
        token = f"{next(self._numbers)}/{'r2e4s6p8' * 3}"
        self._urls[token] = ResponseUrl(token, channel, user, self._clock.now(), source)
        return self._urls[token]

    def answer_at(self, token: str) -> ResponseUrl:
        """Counts one use of an address; raises Refused when it is used up or too old."""
        held = self._urls.get(token)
        if held is None:
            raise Refused("invalid_url")
        if self._clock.now() - held.issued > RESPONSE_SECONDS:
            raise Refused("expired_url")
        if held.uses >= RESPONSE_USES:
            raise Refused("used_url")
        held.uses += 1
        return held


FOR_EVER = 10**9


@dataclass
class Fault:
    """One thing that happens to the next `times` calls of a method."""

    kind: Literal[
        "slow", "held", "refuse", "rate_limit", "lose_request", "lose_reply", "server_error"
    ]
    times: int
    seconds: float = 0.0
    error: str = ""
    over: threading.Event = field(default_factory=threading.Event)


class Faults:
    """The faults still to come, by method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._to_come: dict[str, list[Fault]] = {}
        self._over = threading.Event()

    def slow(self, method: str, seconds: float, times: int = FOR_EVER) -> None:
        """Answers only after so many seconds."""
        self._add(method, Fault("slow", times, seconds))

    def hold(self, method: str, times: int = FOR_EVER) -> None:
        """Answers only once all is well again."""
        self._add(method, Fault("held", times, over=self._over))

    def refuse(self, method: str, error: str, times: int = FOR_EVER) -> None:
        """Answers `ok: false` with this error and does nothing."""
        self._add(method, Fault("refuse", times, error=error))

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answers 429 with Retry-After and does nothing."""
        self._add(method, Fault("rate_limit", times, retry_after))

    def lose_request(self, method: str, times: int = 1) -> None:
        """Does nothing and cuts the connection instead of answering."""
        self._add(method, Fault("lose_request", times))

    def lose_reply(self, method: str, times: int = 1) -> None:
        """Does what was asked, then cuts the connection instead of answering."""
        self._add(method, Fault("lose_reply", times))

    def server_error(self, method: str, times: int = 1) -> None:
        """Answers 500 and does nothing."""
        self._add(method, Fault("server_error", times))

    def clear(self) -> None:
        """All is well again."""
        with self._lock:
            self._to_come.clear()
            self._over.set()
            self._over = threading.Event()

    def next(self, method: str) -> Fault | None:
        """The fault that befalls this call."""
        with self._lock:
            waiting = self._to_come.get(method, [])
            if not waiting:
                return None
            fault = waiting[0]
            fault.times -= 1
            if fault.times <= 0:
                waiting.pop(0)
            return fault

    def _add(self, method: str, fault: Fault) -> None:
        with self._lock:
            self._to_come.setdefault(method, []).append(fault)


# ---- a call's arguments, whichever way they came: JSON, form fields or the query --------------


def parse(content_type: str, body: bytes, query: dict[str, str]) -> Json:
    """All arguments of a request; those of the body win. Raises Refused for broken JSON."""
    if content_type == "application/json" and body:
        try:
            sent = json.loads(body)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        return {**query, **sent}
    if content_type == "application/x-www-form-urlencoded":
        return {**query, **dict(parse_qsl(body.decode(), keep_blank_values=True))}
    return dict(query)


class Arguments:
    """Typed reading of what may have been sent as text."""

    def __init__(self, sent: Json) -> None:
        self.sent = sent

    def has(self, name: str) -> bool:
        """Whether it was given at all."""
        return self.sent.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string, `default` when it is not there."""
        held = self.sent.get(name)
        return default if held is None else str(held)

    def needed(self, name: str) -> str:
        """A string that must be there."""
        held = self.text(name)
        if not held:
            message = f"[ERROR] missing required field: {name}"
            raise Refused("invalid_arguments", [message])
        return held

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false, also as `true`, `1`, `false`, `0`."""
        held = self.sent.get(name)
        return default if held is None else str(held).lower() in ("true", "1")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        held = self.text(name)
        if not held:
            return default
        if not held.isdigit() or not 1 <= int(held) <= most:
            raise Refused("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(held)

    def structure(self, name: str, error: str) -> Any:
        """A list or object, also as JSON text; None when it is not there."""
        held = self.sent.get(name)
        if not isinstance(held, str):
            return held
        try:
            return json.loads(held) if held else None
        except ValueError:
            raise Refused(error) from None
