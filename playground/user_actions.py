"""What people do in the workspace: type, click, fill in, drop files.

The tests call these; a page can call the same.
"""

import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playground import events, interactions
from playground.acknowledgements import (
    Interaction,
    Said,
    command_answered,
    options_answered,
    submission_answered,
)
from playground.block_check.field_rules import ENTITY
from playground.events import Announcer
from playground.http_delivery import Delivery
from playground.installation import Installation
from playground.model import Channel, File, Json, Message, User, View
from playground.socket_server import SocketMode
from playground.state import ResponseUrl
from playground.view_state import find_element, state_of, value_of

__all__ = ["Acts", "escaped", "typed"]


# ---- what somebody types, as Slack passes it on -----------------------------------------------
# Escaped, with names and addresses in `<…>`.


_ADDRESS = r"https?://[^\s<>|]+"
_PIECE = re.compile(rf"{ENTITY.pattern}|{_ADDRESS}|@[\w.-]+|#[\w-]+|[&<>]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """The three characters that Slack escapes, and nothing else."""
    return re.sub("[&<>]", lambda found: _ESCAPES[found[0]], text)


def typed(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """`@ada` becomes `<@U…>`, `#panel` `<#C…|panel>`, an address `<https://…>`.

    An entity that is already written out stays, so that a test may write `<@U0BOT>`.
    """
    people: Mapping[str, str] = {user.name: user.id for user in users}
    places = {channel.name: channel for channel in channels if channel.kind != "im"}

    def piece(found: re.Match[str]) -> str:
        held = found[0]
        if held[0] == "@" and held[1:] in people:
            return f"<@{people[held[1:]]}>"
        if held[0] == "#" and held[1:] in places:
            channel = places[held[1:]]
            return f"<#{channel.id}|{channel.name if channel.kind == 'public' else ''}>"
        if held.startswith("http"):
            return f"<{escaped(held)}>"
        return _ESCAPES.get(held, held)

    return _PIECE.sub(piece, text)


MEMBER, PANEL = "U0MEMBER", "C0PANEL"


class Acts:
    """Everything that a person can do, over one installation."""

    def __init__(self, here: Installation, socket: SocketMode) -> None:
        self.here = here
        self.socket = socket
        self._announcer = Announcer(here, socket)

    # Commands and shortcuts

    def command(
        self, command: str, text: str = "", user: str = MEMBER, channel: str = PANEL
    ) -> Interaction:
        """Types a slash command. Raises ValueError for one that the app did not register."""
        known = self.here.app.commands
        if known is not None and command not in known:
            raise ValueError(f"{command} is not a valid command here")
        place = self.here.workspace.channels[channel]
        answer_at = self.here.grants.response_url(channel, user)
        sent = self._typed(text) if self.here.app.escapes else text
        url = self._address(answer_at)
        body = interactions.slash_command(self.here, command, sent, user, place, url)
        on_answer = command_answered(self.here, answer_at)
        return self._send("slash_commands", body, user, answer_at, on_answer)

    def shortcut(self, callback_id: str, user: str = MEMBER) -> Interaction:
        """Calls a global shortcut."""
        self._known_shortcut(callback_id)
        return self._send("interactive", interactions.shortcut(self.here, callback_id, user), user)

    def message_shortcut(
        self, callback_id: str, message: Message | Said, user: str = MEMBER
    ) -> Interaction:
        """Calls a shortcut on a message."""
        self._known_shortcut(callback_id)
        held = message.message if isinstance(message, Said) else message
        answer_at = self.here.grants.response_url(held.channel, user)
        body = interactions.message_action(self.here, callback_id, user, held, answer_at)
        return self._send("interactive", body, user, answer_at)

    # Saying

    def message(
        self,
        text: str,
        user: str = MEMBER,
        channel: str = PANEL,
        thread_ts: str | None = None,
        files: Sequence[File] = (),
    ) -> Said:
        """Posts a message; `@name`, `#channel` and addresses become entities."""
        subtype = "file_share" if files else None
        posted = self.here.workspace.post(
            channel,
            user,
            self._typed(text),
            thread_ts=thread_ts,
            files=tuple(files),
            subtype=subtype,
        )
        return Said(self.here, posted, self._told_of(posted))

    def mention(
        self, text: str, user: str = MEMBER, channel: str = PANEL, thread_ts: str | None = None
    ) -> Said:
        """Posts a message that begins with the bot's name."""
        return self.message(f"<@{self.here.app.bot_user}> {text}", user, channel, thread_ts)

    def dm(self, text: str, user: str = MEMBER, thread_ts: str | None = None) -> Said:
        """Writes to the bot alone."""
        return self.message(text, user, self.dm_channel(user), thread_ts)

    def dm_channel(self, user: str = MEMBER) -> str:
        """The id of this user's direct message with the bot."""
        return self.here.workspace.direct(self.here.app.bot_user, user).id

    def upload(
        self,
        name: str,
        content: bytes,
        user: str = "U0CLERK",
        channel: str | None = None,
        text: str = "",
        thread_ts: str | None = None,
        **file: Any,
    ) -> Said:
        """Drops a file on a channel, on the bot if none is told; `file` are fields of File."""
        held = self.put_up(name, content, user, **file)
        return self.message(text, user, channel or self.dm_channel(user), thread_ts, [held])

    def put_up(self, name: str, content: bytes, user: str, **file: Any) -> File:
        """Puts up a file that is not shown anywhere yet; `file` are fields of File."""
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        fields: Json = {
            "size": len(content),
            "mimetype": mimetype,
            "filetype": name.rpartition(".")[2].lower() or "binary",
            **file,
        }
        space = self.here.workspace
        now = int(self.here.clock.now())
        return space.add_file(File(space.new_id("F"), name, user, now, content, **fields))

    def edit(self, said: Said, text: str) -> Message:
        """Changes what was said."""
        return self.here.workspace.change(said.message, text=self._typed(text))

    def delete(self, said: Said) -> None:
        """Takes back what was said."""
        self.here.workspace.remove(said.message)

    # Clicking and filling in

    def click(
        self,
        held: Message | View,
        wanted: str,
        user: str | None = None,
        value: str | Sequence[str] | None = None,
        values: Mapping[str, Any] | None = None,
        block_id: str | None = None,
        agree: bool = False,
    ) -> Interaction:
        """Uses a button or menu of a message or view, found by action_id or label.

        `value` is what is chosen in a menu (or which of several buttons alike); `values` is what
        other elements hold at that moment; `block_id` says in which block, where several have
        such an element; `agree` answers what Slack asks first, where it does. Raises LookupError
        when it is not there to click, and where Slack asks and nobody agrees.
        """
        now = self._now(held)
        user = user or _owner(now) or MEMBER
        if _owner(now) not in (None, user):
            raise LookupError(f"{user} does not see this")
        which = value if isinstance(value, str) else None
        block, element = find_element(now.blocks, wanted, which, block_id)
        if "confirm" in element and not agree:
            raise LookupError(f"Slack asks first: {element['confirm']['text']['text']}")
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            **value_of(element, value),
        }
        answer_at = None
        if isinstance(now, Message):
            answer_at = self.here.grants.response_url(now.channel, user, now)
        state = state_of(now.blocks, values or {}, complete=False)
        url = self._address(answer_at) if answer_at else None
        body = interactions.block_actions(self.here, user, now, action, state, url)
        return self._send("interactive", body, user, answer_at)

    def submit(self, view: View, values: Mapping[str, Any] | None = None) -> Interaction:
        """Sends a modal; `values` as state_of takes them."""
        now = self.here.workspace.views[view.id]
        state = state_of(now.blocks, values or {})
        body = interactions.view_sent(self.here, "view_submission", now, state)
        on_answer = submission_answered(self.here, now)
        return self._send("interactive", body, now.user, None, on_answer)

    def close(self, view: View) -> Interaction | None:
        """Closes a modal; the app hears of it only if it asked to."""
        now = self.here.workspace.views[view.id]
        self.here.workspace.close_view(now)
        if not now.body.get("notify_on_close"):
            return None
        body = interactions.view_sent(self.here, "view_closed", now, {})
        return self._send("interactive", body, now.user)

    def suggest(
        self,
        held: Message | View,
        action_id: str,
        text: str,
        user: str | None = None,
        block_id: str | None = None,
    ) -> list[Json]:
        """Types into an external menu; the options (or groups) that the app offers."""
        now = self._now(held)
        block, element = find_element(now.blocks, action_id, None, block_id)
        user = user or _owner(now) or MEMBER
        body = interactions.suggestion(self.here, user, now, element, block["block_id"], text)
        on_answer = options_answered(self.here)
        answer = self._send("interactive", body, user, None, on_answer).wait_ack()
        return list(answer.get("options") or answer.get("option_groups") or [])

    # Going about

    def open_home(self, user: str = MEMBER, tab: str = "home") -> Delivery | None:
        """Opens the app's page, at `home` or at `messages`."""
        event = events.home_opened(self.here, user, tab, self.dm_channel(user))
        return self._announcer.announce("app_home_opened", event)

    def invite_bot(self, channel: str, user: str = MEMBER) -> Delivery | None:
        """Brings the bot into a channel."""
        bot = self.here.app.bot_user
        self.here.workspace.join(channel, bot)
        event = events.joined(self.here, bot, channel, user)
        return self._announcer.announce("member_joined_channel", event)

    def _typed(self, text: str) -> str:
        space = self.here.workspace
        return typed(text, space.users.values(), space.channels.values())

    def _told_of(self, message: Message) -> list[Delivery]:
        """The first deliveries of the events that this message made."""
        return [
            one
            for one in self.socket.deliveries
            if one.attempt == 0 and one.payload.get("event", {}).get("event_ts") == message.ts
        ]

    def _now(self, held: Message | View) -> Message | View:
        space = self.here.workspace
        now: Message | View | None
        if isinstance(held, Message):
            now = space.message(held.channel, held.ts)
        else:
            now = space.views.get(held.id) or space.homes.get(held.user)
        if now is None:
            raise LookupError("it is not there any more")
        return now

    def _known_shortcut(self, callback_id: str) -> None:
        known = self.here.app.shortcuts
        if known is not None and callback_id not in known:
            raise ValueError(f"the app has no shortcut {callback_id}")

    def _address(self, answer_at: ResponseUrl) -> str:
        return f"{self.here.base_url}/response/{answer_at.token}"

    def _send(
        self,
        kind: str,
        body: Json,
        user: str,
        answer_at: ResponseUrl | None = None,
        on_answer: Any = None,
    ) -> Interaction:
        before = frozenset(view.id for view in self.here.workspace.open_views(user))
        delivery = self.socket.send(kind, body, on_answer)
        return Interaction(self.here, delivery, user, answer_at, before)


def _owner(held: Message | View) -> str | None:
    """Who alone sees it."""
    return held.user if isinstance(held, View) else held.only_for
