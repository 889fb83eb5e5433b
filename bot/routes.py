"""The routing table: every command, event and button, and the function that answers it.

The app's manifest is made from the same table, so that Slack is asked for what is used here and
for nothing else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot import buttons, conversations, corrections, modals, secretariat
from bot.handler_context import Body, HandlerContext, Responder, Thread
from bot.views.kit import Message

Asked = Callable[[HandlerContext, Body, Responder], None]
Said = Callable[[HandlerContext, Body, Thread], None]
Filled = Callable[[HandlerContext, Body, Responder], Message]
Happened = Callable[[HandlerContext, Body, Body], None]
Choices = Callable[[HandlerContext, Body], list[dict[str, object]]]


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
class Happening:
    """Something that happens and is no message."""

    name: str
    handle: Happened


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in Slack's own menus: of a message, or `global`."""

    callback_id: str
    type: Literal["message", "global"]
    name: str
    description: str
    handle: Asked


@dataclass(frozen=True, slots=True)
class Form:
    """A modal that was filled in. What the handler returns takes its place, under `title`."""

    callback_id: str
    title: str
    handle: Filled


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu whose choices are found as somebody types, by its `action_id`."""

    action_id: str
    handle: Choices


@dataclass(frozen=True, slots=True)
class Click:
    """A button, by a pattern of its `action_id`. Some open a form."""

    pattern: re.Pattern[str]
    handle: Asked
    opens: bool = False


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
        conversations.handle_command,
    ),
    Command(
        "/actions",
        "What was resolved, promised and requested",
        "open · overdue · owner:clarke · 12 · 12 done sent on 4 May",
        conversations.handle_command,
    ),
)
EVENTS = (
    Event("app_mention", "app_mention", conversations.mentioned),
    Event("message.im", "message", conversations.direct_message),
)
HAPPENINGS = (
    Happening("app_home_opened", modals.publish_home),
    Happening("link_shared", conversations.shared),
    Happening("member_joined_channel", modals.greet_channel),
)
SHORTCUTS = (
    Shortcut(
        "find_in_minutes",
        "message",
        "Find in the minutes",
        "The paragraphs that speak of what a message says",
        modals.find_message,
    ),
    Shortcut(
        "check_quotation",
        "message",
        "Check this quotation",
        "Whether the words stand in the minutes, with the difference marked",
        modals.check_message,
    ),
    Shortcut(
        "track_action",
        "message",
        "Track as an action",
        "The entry of the register that a message speaks of, for the secretariat",
        modals.track_message,
    ),
    Shortcut(
        "search_minutes",
        "global",
        "Search the minutes",
        "By words, speaker, panel and time",
        modals.open_search,
    ),
    Shortcut(
        "add_minutes",
        "global",
        "Add minutes",
        "Read new minutes from their page, for the secretariat",
        modals.open_add,
    ),
)
FORMS = (
    Form("search_minutes", "Search the minutes", modals.search_submitted),
    Form("add_minutes", "Add minutes", modals.add_submitted),
    Form("mend", "Correct", corrections.correction_submitted),
    Form("mend_split", "Split", corrections.split_submitted),
    Form("mend_people", "Who is who", corrections.people_submitted),
    Form("mend_actions", "Actions", corrections.actions_submitted),
    Form("withdraw", "Withdraw", secretariat.withdraw_submitted),
    Form("later", "Publish later", secretariat.schedule_submitted),
    Form("announce", "Announce", secretariat.announce_submitted),
    Form("unhelpful", "Thank you", modals.unhelpful_submitted),
)
MENUS = tuple(Menu(action_id, modals.choices) for action_id in modals.PICKED)
CLICKS = (
    Click(re.compile(r"open"), buttons.opened),
    Click(re.compile(r"context"), buttons.show_context),
    Click(re.compile(r"whole"), buttons.show_whole),
    Click(re.compile(r"share"), buttons.share),
    Click(re.compile(r"who"), buttons.show_speaking),
    Click(re.compile(r"outcome"), buttons.show_outcome),
    Click(re.compile(r"to_me"), buttons.send_to_me),
    Click(re.compile(r"more"), buttons.more_results),
    Click(re.compile(r"more_actions"), buttons.more_actions),
    Click(re.compile(r"ask\.\d+"), buttons.ask),
    Click(
        re.compile(r"change\.(done|reopen|undo|accept|decline|add|snooze|not-mine)"),
        buttons.change_action,
    ),
    Click(re.compile(r"entry"), buttons.entry_chosen),
    Click(re.compile(r"publish"), secretariat.publish),
    Click(re.compile(r"publish_draft"), secretariat.publish_draft),
    Click(re.compile(r"which\.(another|\d+)"), secretariat.which_meeting),
    Click(re.compile(r"audit"), secretariat.open_audit),
    Click(re.compile(r"withdraw"), secretariat.open_withdraw),
    Click(re.compile(r"reinstate"), secretariat.reinstate),
    Click(re.compile(r"backlog"), secretariat.publish_backlog),
    Click(re.compile(r"discard"), secretariat.discard),
    Click(re.compile(r"later"), secretariat.open_schedule),
    Click(re.compile(r"announce"), secretariat.open_announce),
    Click(re.compile(r"mend"), corrections.open_corrections),
    Click(re.compile(r"mend_item"), corrections.open_item),
    Click(re.compile(r"mend_paragraph"), corrections.correct_paragraph),
    Click(re.compile(r"mend_people"), corrections.open_people),
    Click(re.compile(r"mend_actions"), corrections.open_actions),
    Click(re.compile(r"unhelpful"), modals.open_unhelpful, opens=True),
    Click(re.compile(r"home_search"), modals.searched),
    Click(re.compile(r"remembering"), modals.remembering_changed),
)
SCOPES = (
    Scope("commands", "to offer /minutes and /actions"),
    Scope("chat:write", "to answer, to share a paragraph and to send the digest"),
    Scope("app_mentions:read", "to be asked by name in a channel"),
    Scope("im:history", "to be asked in a direct message"),
    Scope("files:read", "to read the minutes that the secretariat sends"),
    Scope(
        "channels:read",
        "to greet once when invited, and to see that whoever shares a paragraph is in the channel",
    ),
    Scope(
        "users:read",
        "to keep the secretariat's tools from guests and people of other organisations, and to "
        "send at each reader's own hour",
    ),
    Scope("links:read", "to notice addresses of held minutes in messages"),
    Scope("links:write", "to show the paragraph beneath them"),
    Scope(
        "assistant:write",
        "to propose questions in the conversation with the app, where the plan has that",
        optional=True,
    ),
    Scope("usergroups:read", "to know who is in the secretariat's user groups", optional=True),
    Scope(
        "groups:read",
        "to see that a private channel is not shared with another organisation; without it the "
        "secretariat has no tools there",
        optional=True,
    ),
    Scope(
        "channels:history",
        "to see whether a message that Slack did not confirm has arrived in a public channel",
        optional=True,
    ),
    Scope("groups:history", "the same in a private channel", optional=True),
    Scope("im:write", "the same in a direct message", optional=True),
)
