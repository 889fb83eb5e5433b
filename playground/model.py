"""What a workspace is made of: people, channels, messages, files, views.

Frozen, so that whoever holds one (a test, a page) keeps what was seen; a change makes a new one.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from playground.clock import Clock

__all__ = ["Channel", "File", "Json", "Message", "User", "UserGroup", "View", "Workspace"]


Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person or a bot. Without a `team_id` they are of the workspace's own team; `teams` are the
    workspaces of its Enterprise organisation in which they are too."""

    id: str
    name: str
    real_name: str = ""
    display_name: str = ""
    tz: str = "Europe/London"
    email: str = ""
    locale: str = "en-GB"
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False
    team_id: str = ""
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserGroup:
    """A named group of people, mentioned as one."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Channel:
    """A conversation: a public or private channel, or a direct message between two."""

    id: str
    name: str
    members: frozenset[str] = frozenset()
    kind: Literal["public", "private", "im"] = "public"
    is_archived: bool = False
    is_ext_shared: bool = False


@dataclass(frozen=True)
class File:
    """A file that somebody or the bot has put up. `size` is what is told, also without bytes."""

    id: str
    name: str
    user: str
    created: int
    content: bytes = b""
    size: int = 0
    mimetype: str = "application/octet-stream"
    filetype: str = "binary"
    title: str = ""
    mode: Literal["hosted", "snippet", "external", "tombstone"] = "hosted"
    file_access: Literal["visible", "check_file_info"] = "visible"
    external_url: str = ""


@dataclass(frozen=True)
class Message:
    """A message in a channel; with `only_for`, an ephemeral one that this user alone sees."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    subtype: str | None = None
    files: tuple[File, ...] = ()
    metadata: Json | None = None
    edited_ts: str | None = None
    only_for: str | None = None
    unfurls: Mapping[str, Json] = field(default_factory=dict)
    reply_broadcast: bool = False


@dataclass(frozen=True)
class View:
    """A modal or a Home, as one user has it open; `body` is what the app sent."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        """The blocks now shown."""
        return list(self.body["blocks"])


# ---- the state of a workspace, and the few changes that can happen to it ----------------------
# It knows no HTTP, no tokens and no limits. Everything is under one condition, `changed`, so that
# threads may wait for what the others do; the clock is passed in.


T = TypeVar("T")
LOOK_SECONDS = 0.05
Listener = Callable[[Message | None, Message | None], None]


class Workspace:
    """Users, groups, channels, messages, files and views of one team."""

    team_id = "T0LOCAL"
    enterprise_id: str | None = None
    org_wide = False  # whether the app is installed for the whole Enterprise organisation
    team_name = "Local Slack"
    domain = "local-slack"

    def __init__(
        self,
        clock: Clock,
        users: Iterable[User],
        channels: Iterable[Channel],
        groups: Iterable[UserGroup] = (),
    ) -> None:
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.users = {user.id: user for user in users}
        self.channels = {channel.id: channel for channel in channels}
        self.groups = {group.id: group for group in groups}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.prompts: dict[str, list[Json]] = {}
        self.listeners: list[Listener] = []
        self.watchers: list[Callable[[], None]] = []
        self._messages: dict[tuple[str, str], Message] = {}
        self._last_ts = 0
        self._numbers = itertools.count(1)

    def wait_for(self, predicate: Callable[[], T], timeout: float) -> T:
        """The first true value of `predicate`, or its last one when time is up.

        It is asked at every change here, and many times a second for what changes elsewhere.
        """
        end = time.monotonic() + timeout
        with self.changed:
            while not (found := predicate()) and (left := end - time.monotonic()) > 0:
                self.changed.wait(min(left, LOOK_SECONDS))
            return found

    def tell(self) -> None:
        """Wakes whoever waits for a change, and calls the watchers: they must return at once."""
        with self.changed:
            self.changed.notify_all()
            for watcher in list(self.watchers):
                watcher()

    def new_id(self, prefix: str) -> str:
        """An id that was never given before."""
        return f"{prefix}0{next(self._numbers):08d}"

    def new_ts(self) -> str:
        """The time as Slack writes it, unique and rising in this workspace."""
        with self.changed:
            self._last_ts = max(int(self.clock.now() * 1e6), self._last_ts + 1)
            return f"{self._last_ts // 10**6}.{self._last_ts % 10**6:06d}"

    # Messages

    def post(self, channel: str, user: str, text: str, **more: Any) -> Message:
        """A new message, kept; `more` are fields of Message."""
        with self.changed:
            return self.keep(Message(channel, self.new_ts(), user, text, **more))

    def keep(self, message: Message) -> Message:
        """Puts a message in its place, new or changed; the listeners hear of it."""
        with self.changed:
            before = self._messages.get((message.channel, message.ts))
            self._messages[message.channel, message.ts] = message
            self._changed_from(before, message)
            return message

    def change(self, message: Message, **fields: Any) -> Message:
        """The same message with other fields, marked as edited."""
        return self.keep(replace(message, edited_ts=self.new_ts(), **fields))

    def remove(self, message: Message) -> None:
        """Deletes a message."""
        with self.changed:
            held = self._messages.pop((message.channel, message.ts), None)
            self._changed_from(held, None)

    def _changed_from(self, before: Message | None, after: Message | None) -> None:
        for listener in self.listeners:
            listener(before, after)
        self.tell()

    def message(self, channel: str, ts: str) -> Message | None:
        """The message of this time in this channel, as it now is."""
        return self._messages.get((channel, ts))

    def messages(self, channel: str | None = None, everyone: bool = True) -> list[Message]:
        """Messages in order of time; those that everyone sees, or the ephemeral ones."""
        with self.changed:
            held = sorted(self._messages.values(), key=lambda message: message.ts)
        return [
            one
            for one in held
            if channel in (None, one.channel) and (one.only_for is None) is everyone
        ]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The message of this time and the replies to it."""
        return [one for one in self.messages(channel) if ts in (one.ts, one.thread_ts)]

    # Channels and people

    def join(self, channel: str, user: str) -> Channel:
        """Makes somebody a member."""
        with self.changed:
            held = self.channels[channel]
            self.channels[channel] = replace(held, members=held.members | {user})
            self.tell()
            return self.channels[channel]

    def direct(self, one: str, other: str) -> Channel:
        """The direct message channel between two, opened when it is not there."""
        with self.changed:
            pair = frozenset({one, other})
            for channel in self.channels.values():
                if channel.kind == "im" and channel.members == pair:
                    return channel
            channel = Channel(self.new_id("D"), "directmessage", pair, "im")
            self.channels[channel.id] = channel
            return channel

    def add_file(self, file: File) -> File:
        """Keeps a file."""
        with self.changed:
            self.files[file.id] = file
            self.tell()
            return file

    # Views

    def open_view(self, user: str, body: Json, onto: str | None = None) -> View:
        """A new modal for this user: alone, or on top of the view `onto`."""
        with self.changed:
            view_id = self.new_id("V")
            stack = self.stacks.setdefault(user, [])
            if onto is None:
                self._forget(stack)
            root = self.views[onto].root_id if onto else view_id
            stack.append(view_id)
            return self._keep_view(View(view_id, user, body, self._hash(), root, onto))

    def update_view(self, view: View, body: Json) -> View:
        """The same view with other content."""
        with self.changed:
            return self._keep_view(replace(view, body=body, hash=self._hash()))

    def close_view(self, view: View, whole_stack: bool = False) -> None:
        """Closes a modal, or every modal that its user has open."""
        with self.changed:
            stack = self.stacks.get(view.user, [])
            if whole_stack:
                self._forget(stack)
            elif view.id in stack:
                stack.remove(view.id)
                self.views.pop(view.id, None)
            self.tell()

    def publish_home(self, user: str, body: Json) -> View:
        """Puts a Home in place of what this user had."""
        with self.changed:
            old = self.homes.get(user)
            view_id = old.id if old else self.new_id("V")
            self.homes[user] = View(view_id, user, body, self._hash(), view_id)
            self.tell()
            return self.homes[user]

    def open_views(self, user: str) -> list[View]:
        """The modals that this user has open, the topmost last."""
        with self.changed:
            return [self.views[view_id] for view_id in self.stacks.get(user, [])]

    def _forget(self, stack: list[str]) -> None:
        for view_id in stack:
            self.views.pop(view_id, None)
        stack.clear()

    def _keep_view(self, view: View) -> View:
        self.views[view.id] = view
        self.tell()
        return view

    def _hash(self) -> str:
        return f"{int(self.clock.now())}.{next(self._numbers):08x}"
