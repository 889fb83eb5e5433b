"""Tells the app what happens in the workspace: every message that comes, changes or goes.

The bot hears of its own messages too, as with Slack; only what it subscribed to, only in
channels that it is in, and never of ephemeral ones.
"""

from urllib.parse import urlsplit

from playground import events
from playground.block_check.text import ENTITY
from playground.delivery import Delivery
from playground.installation import Installation
from playground.model import Json, Message
from playground.socket_mode import SocketMode

__all__ = ["Announcer"]

_MESSAGE_EVENTS = {"im": "message.im", "public": "message.channels", "private": "message.groups"}


class Announcer:
    """Turns changes into events."""

    def __init__(self, here: Installation, socket: SocketMode) -> None:
        self._here = here
        self._socket = socket
        here.workspace.listeners.append(self.changed)

    def announce(self, kind: str, event: Json) -> Delivery | None:
        """Sends an event if the app subscribed to its kind."""
        if kind not in self._here.app.events:
            return None
        return self._socket.send("events_api", events.outer(self._here, event))

    def changed(self, before: Message | None, after: Message | None) -> None:
        """A message was posted, edited or deleted."""
        message = after or before
        if message is None or message.only_for:
            return
        channel = self._here.workspace.channels[message.channel]
        if not self._here.is_member(channel):
            return
        kind = _MESSAGE_EVENTS[channel.kind]
        if before is None:
            self._posted(kind, message)
        elif after is None or (after.text, after.blocks) != (before.text, before.blocks):
            self.announce(kind, events.message_changed(self._here, before, after))
            self._linked(after, [] if after is None else self._links(before.text))

    def _posted(self, kind: str, message: Message) -> None:
        for file in message.files:
            self.announce("file_shared", events.file_shared(self._here, message, file))
        self.announce(kind, events.message_posted(self._here, message))
        mine = message.user == self._here.app.bot_user
        if kind != "message.im" and f"<@{self._here.app.bot_user}>" in message.text and not mine:
            self.announce("app_mention", events.app_mention(self._here, message))
        self._linked(message, [])

    def _linked(self, message: Message | None, known: list[Json]) -> None:
        """Addresses stand in a message, or others than before in an edited one."""
        links = self._links(message.text) if message else []
        if message and links and links != known and message.user != self._here.app.bot_user:
            self.announce("link_shared", events.link_shared(self._here, message, links))

    def _links(self, text: str) -> list[Json]:
        links = []
        for found in ENTITY.finditer(text):
            url = found[0][1:-1].partition("|")[0]
            host = _host(url)
            links += [
                {"url": url, "domain": domain}
                for domain in sorted(self._here.app.unfurl_domains)
                if host == domain or host.endswith(f".{domain}")
            ]
        return links


def _host(url: str) -> str:
    """The host of an address; "" where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
