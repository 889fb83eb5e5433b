"""Keys of what passes between Slack, the bot and the book, so that each is handled or posted once.

They stand in the book and in messages, where an older version may have put them: see
`storage/keys.py`.
"""

import datetime as dt
from dataclasses import dataclass

from storage.keys import Key


@dataclass(frozen=True, slots=True)
class _BotKey(Key):
    separator = ":"


# ---- what came from Slack ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TriggerKey(_BotKey):
    """A command, a click or a form, by its trigger or the address for its answers."""

    word = "trigger"
    trigger: str


@dataclass(frozen=True, slots=True)
class EventKey(_BotKey):
    """An event."""

    word = "event"
    event_id: str


@dataclass(frozen=True, slots=True)
class MessageKey(_BotKey):
    """A message of somebody's."""

    word = "message"
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class FileKey(_BotKey):
    """A file that was dropped."""

    word = "file"
    file_id: str


# ---- what is posted once ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShareKey(_BotKey):
    """A paragraph shared by a button of a message."""

    word = "share"
    channel: str
    message_ts: str | None
    paragraph_id: str
    user: str


@dataclass(frozen=True, slots=True)
class ShareAskedKey(_BotKey):
    """A paragraph shared because somebody asked for it in words."""

    word = "share"
    channel: str
    paragraph_id: str
    user: str


@dataclass(frozen=True, slots=True)
class AnnounceKey(_BotKey):
    """The announcement of a meeting's minutes in a channel."""

    word = "announce"
    meeting_id: int
    channel: str


@dataclass(frozen=True, slots=True)
class SecondApprovalKey(_BotKey):
    """That a clerk is asked for the second word on what waits, as its `mark` tells it."""

    word = "second"
    waiting: str
    mark: str
    clerk: str


@dataclass(frozen=True, slots=True)
class OfficialFoundKey(_BotKey):
    """That a clerk is told of the official minutes of a draft, by the number of the finding."""

    word = "official"
    finding: int
    clerk: str


@dataclass(frozen=True, slots=True)
class WelcomeKey(_BotKey):
    """What is said on coming into a channel."""

    word = "welcome"
    channel: str


@dataclass(frozen=True, slots=True)
class SelfCheckKey(_BotKey):
    """The self-check of a day; with a `clerk`, that they are told of its faults."""

    word = "self-check"
    day: dt.date
    clerk: str | None = None


@dataclass(frozen=True, slots=True)
class SyncKey(_BotKey):
    """A round over the committees in a stretch of time, by the number of stretches before it."""

    word = "sync"
    stretch: int


# ---- what a menu carries, where and by whom ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParagraphChoice(_BotKey):
    """What is to be done with a paragraph of a form: the place of its item, its own place there,
    and the `mark_of` its text."""

    what: str
    item: int
    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class ThreadKey(_BotKey):
    """A thread, by its channel and first message."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class ProcessKey(_BotKey):
    """A process that claims messages: its machine, its number there, and a word of chance."""

    host: str
    number: int
    chance: str
