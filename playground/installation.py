"""An app installed in a workspace: everything that the routes and the people's acts share."""

import threading
from dataclasses import dataclass, field

from playground.clock import Clock
from playground.model import Channel, Json, Workspace
from playground.state import Faults, Grants, Refused, SlackApp

__all__ = ["Call", "Installation"]


@dataclass(frozen=True)
class Call:
    """One call that the app made: a Web API method, or a route by its nickname."""

    method: str
    arguments: Json
    error: str = ""


@dataclass
class Installation:
    """The app, its workspace, what was lent to it, what it called and what it did wrong."""

    app: SlackApp
    workspace: Workspace
    clock: Clock
    grants: Grants
    faults: Faults = field(default_factory=Faults)
    base_url: str = ""
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    uploads: dict[str, tuple[str, int, bytes | None]] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def noted(self, call: Call) -> None:
        """Remembers a call and how it ended."""
        with self._lock:
            self.calls.append(call)
        self.workspace.tell()

    def violated(self, sentence: str) -> None:
        """Remembers something that the app must not do."""
        with self._lock:
            self.violations.append(sentence)
        self.workspace.tell()

    def channel(self, channel_id: str) -> Channel:
        """A channel that the app may see; a user's id opens the direct message with them."""
        space = self.workspace
        if channel_id in space.users:
            return space.direct(self.app.bot_user, channel_id)
        found = space.channels.get(channel_id)
        if found is None or (found.kind != "public" and not self.is_member(found)):
            raise Refused("channel_not_found")
        return found

    def is_member(self, channel: Channel) -> bool:
        """Whether the bot is in this channel."""
        return self.app.bot_user in channel.members
