"""What a workspace is made of: people, channels, messages, files, views.

Frozen, so that whoever holds one (a test, a page) keeps what was seen; a change makes a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Channel", "File", "Json", "Message", "User", "UserGroup", "View"]

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
