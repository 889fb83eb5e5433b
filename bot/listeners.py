"""The routing table: every command, event and button, and the function that answers it.

The app's manifest is made from the same table, so that Slack is asked for what is used here and
for nothing else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Ack, App

from bot import clicks, conversations, publishing, slash
from bot.desk import Asker, Body, Desk, Thread, asker_of

Asked = Callable[[Desk, Body, Asker], None]
Said = Callable[[Desk, Body, Thread], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as Slack shows it."""

    name: str
    description: str
    hint: str
    handle: Asked


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is said. `name` is the subscription, `type` what its events are called."""

    name: str
    type: str
    handle: Said


@dataclass(frozen=True, slots=True)
class Click:
    """A button, by a pattern of its `action_id`."""

    pattern: re.Pattern[str]
    handle: Asked


@dataclass(frozen=True, slots=True)
class Scope:
    """A right that the app asks for, and why. Without an optional one the rest still works."""

    name: str
    why: str
    optional: bool = False


COMMANDS = (
    Command(
        "/minutes",
        "Find the paragraph in the minutes that answers a question",
        "stop and search · from:clarke · speakers clarke · meetings · help",
        slash.handle_command,
    ),
    Command(
        "/actions",
        "What was resolved, promised and requested",
        "open · overdue · owner:clarke · 12 · 12 done sent on 4 May",
        slash.handle_command,
    ),
)
EVENTS = (
    Event("app_mention", "app_mention", conversations.mentioned),
    Event("message.im", "message", conversations.direct_message),
)
CLICKS = (
    Click(re.compile(r"open"), clicks.opened),
    Click(re.compile(r"context"), clicks.show_context),
    Click(re.compile(r"whole"), clicks.show_whole),
    Click(re.compile(r"share"), clicks.share),
    Click(re.compile(r"further"), clicks.further),
    Click(re.compile(r"more"), clicks.more_results),
    Click(re.compile(r"more_actions"), clicks.more_actions),
    Click(re.compile(r"ask\.\d+"), clicks.ask),
    Click(re.compile(r"change\.(done|reopen|undo|accept|decline)"), clicks.change_action),
    Click(re.compile(r"publish"), publishing.publish),
)
SCOPES = (
    Scope("commands", "to offer /minutes and /actions"),
    Scope("chat:write", "to answer, to share a paragraph and to send the digest"),
    Scope("app_mentions:read", "to be asked by name in a channel"),
    Scope("im:history", "to be asked in a direct message"),
    Scope("files:read", "to read the minutes that the secretariat sends"),
    Scope("channels:read", "to see that whoever shares a paragraph in a channel is in it"),
    Scope("usergroups:read", "to know who is in the secretariat's user groups", optional=True),
    Scope(
        "channels:history",
        "to see whether a digest whose receipt was lost did arrive in a public channel",
        optional=True,
    ),
    Scope("groups:history", "the same in a private channel", optional=True),
)


def attach(app: App, desk: Desk) -> None:
    """Tell Bolt of everything in the table."""
    for command in COMMANDS:
        app.command(command.name)(_asked(desk, command.handle))
    for click in CLICKS:
        app.action(re.compile(f"^(?:{click.pattern.pattern})$"))(_asked(desk, click.handle))
    for event in EVENTS:
        app.event(event.type)(_said(desk, event.handle))

    # An app made from an older manifest may send more, and messages keep buttons for years.
    app.event(re.compile(".+"))(_ignored)
    app.action(re.compile(".+"))(_asked(desk, clicks.outdated))

    @app.error
    def fault(error: Exception) -> None:
        desk.work.fault(error)


def _ignored() -> None:
    """An event that nothing here answers."""


def _asked(desk: Desk, handle: Asked) -> Callable[[Ack, Body], None]:
    """A command or click: acknowledged at once, then worked on, once."""

    def listener(ack: Ack, body: Body) -> None:
        ack()
        asker = asker_of(desk.client, body)

        def task() -> None:
            if desk.first_time(f"trigger:{body.get('trigger_id') or body['response_url']}"):
                handle(desk, body, asker)

        desk.work.submit(task, asker.tell)

    return listener


def _said(desk: Desk, handle: Said) -> Callable[[Body], None]:
    """A message: acknowledged by Bolt, then worked on, once, also where it is edited later."""

    def listener(event: Body) -> None:
        if event.get("bot_id") or "user" not in event:
            return
        thread = conversations.thread_of(desk, event)

        def task() -> None:
            if desk.first_time(f"message:{event['channel']}:{event['ts']}"):
                handle(desk, event, thread)

        desk.work.submit(task, thread.tell)

    return listener
