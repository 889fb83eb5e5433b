"""What can be done on the page: each act of a person, by its name, from plain JSON.

An act returns what the page has to know at once; what came of it arrives in the stream. Raises
LookupError, ValueError or TimeoutError with a sentence for the person.
"""

from collections.abc import Callable
from typing import Any

from playground.acknowledgements import Interaction
from playground.browser.feed import Asked, Backstage
from playground.checked import form_faults
from playground.interactions import file_shape
from playground.local_slack import LocalSlack
from playground.model import Json, Message, View

__all__ = ["Doing"]


Act = Callable[[Json], Json]
ACK_WAIT = 4.0
MOST_FORWARD = 400 * 86400.0


class Doing:
    """The acts, over one local Slack."""

    def __init__(self, slack: LocalSlack, backstage: Backstage, asked: Asked) -> None:
        self._slack = slack
        self._backstage = backstage
        self._asked = asked
        self._acts: dict[str, Act] = {
            "command": self._command,
            "message": self._message,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "suggest": self._suggest,
            "shortcut": self._shortcut,
            "message_shortcut": self._message_shortcut,
            "direct": self._direct,
            "open_home": self._open_home,
            "invite": self._invite,
            "clock": self._clock,
            "book": self._book,
        }

    def do(self, act: str, body: Json) -> Json:
        """Does it, as whoever `body["user"]` names."""
        if act not in self._acts:
            raise LookupError(f"There is no act called {act}.")
        if body.get("user") not in self._slack.workspace.users:
            raise LookupError("Nobody here has this id.")
        return self._acts[act](body)

    def upload(
        self, name: str, content: bytes, user: str, channel: str, thread: str | None
    ) -> Json:
        """Drops a file."""
        self._in_channel(user, channel)
        said = self._slack.upload(name, content, user, channel, thread_ts=thread)
        return {"ts": said.ts}

    def put_up(self, name: str, content: bytes, user: str) -> Json:
        """A file that goes with a form."""
        if user not in self._slack.workspace.users:
            raise LookupError("Nobody here has this id.")
        held = self._slack.put_up(name, content, user)
        return {"file": file_shape(self._slack.here, held)}

    # Saying

    def _command(self, body: Json) -> Json:
        command, user = str(body["command"]), body["user"]
        self._in_channel(user, body["channel"])
        text = str(body.get("text", ""))
        with self._slack.workspace.changed:  # no answer may come before the question is known
            asked = self._slack.command(command, text, user, body["channel"])
            self._asked.remember(f"{command} {text}".strip(), user, asked)
        self._answered(asked, f"{command} failed: the bot did not answer in time.")
        return {}

    def _message(self, body: Json) -> Json:
        user, channel = body["user"], body["channel"]
        self._in_channel(user, channel)
        said = self._slack.message(
            str(body["text"]), user, channel, thread_ts=body.get("thread") or None
        )
        bot = self._slack.here.app.bot_user
        line = said.message.text.replace(f"<@{bot}>", "").strip()
        self._asked.remember(line, user, said)
        return {"ts": said.ts}

    # Using what the bot shows

    def _click(self, body: Json) -> Json:
        held = self._held(body)
        done = self._slack.click(
            held,
            body["action"],
            body["user"],
            body.get("value"),
            body.get("values"),
            body.get("block"),
            agree=True,  # the page shows the press that follows Slack's question
        )
        self._asked.remember(str(body.get("label") or body["action"]), body["user"], done)
        self._answered(done, "The bot did not answer in time.")
        return {}

    def _submit(self, body: Json) -> Json:
        view, values = self._view(body), body.get("values") or {}
        if faults := form_faults(view.blocks, values):
            return {"errors": faults}
        sent = self._slack.submit(view, values)
        answer = self._answered(sent, "The bot did not answer in time; nothing was sent.")
        errors = answer.get("errors") if answer.get("response_action") == "errors" else None
        return {"errors": errors or {}}

    def _close(self, body: Json) -> Json:
        self._slack.close(self._view(body))
        return {}

    def _suggest(self, body: Json) -> Json:
        held = self._held(body)
        found = self._slack.suggest(
            held, body["action"], str(body["text"]), body["user"], body.get("block")
        )
        return {"options": found}

    def _shortcut(self, body: Json) -> Json:
        called = self._slack.shortcut(str(body["callback"]), body["user"])
        self._answered(called, "The bot did not answer in time.")
        return {}

    def _message_shortcut(self, body: Json) -> Json:
        called = self._slack.message_shortcut(
            str(body["callback"]), self._seen_message(body), body["user"]
        )
        self._answered(called, "The bot did not answer in time.")
        return {}

    # Going about

    def _direct(self, body: Json) -> Json:
        """Where this person writes to the bot alone."""
        return {"channel": self._slack.dm_channel(body["user"])}

    def _open_home(self, body: Json) -> Json:
        self._slack.open_home(body["user"], str(body.get("tab", "home")))
        return {}

    def _invite(self, body: Json) -> Json:
        self._in_channel(body["user"], body["channel"])
        self._slack.invite_bot(body["channel"], body["user"])
        return {}

    def _clock(self, body: Json) -> Json:
        """Moves the clock: by `seconds`, or to just after the next digest is due."""
        seconds = body.get("seconds")
        if seconds is None:
            seconds = self._backstage.until_next_digest(self._slack.clock.now())
        if not 0 < float(seconds) <= MOST_FORWARD:
            raise ValueError("The clock moves forward, by at most a year or so.")
        self._slack.clock.advance(float(seconds))
        self._slack.workspace.tell()
        self._backstage.moved()
        return {}

    def _book(self, body: Json) -> Json:
        """Puts the bot on the sample minutes or on a book of one's own."""
        if body.get("name") not in ("samples", "own"):
            raise LookupError("There are two books: samples and own.")
        self._backstage.use(body["name"])
        self._slack.workspace.tell()
        return {}

    # What acts have in common

    def _answered(self, done: Interaction, otherwise: str) -> Json:
        try:
            return done.wait_ack(ACK_WAIT)
        except TimeoutError as late:
            raise TimeoutError(otherwise) from late

    def _in_channel(self, user: str, channel: str) -> None:
        held = self._slack.workspace.channels.get(channel)
        if held is None or user not in held.members:
            raise LookupError("You are not in this channel.")

    def _held(self, body: Json) -> Message | View:
        return self._view(body) if body.get("view") else self._seen_message(body)

    def _seen_message(self, body: Json) -> Message:
        message = self._slack.workspace.message(body.get("channel", ""), body.get("ts", ""))
        if message is None or message.only_for not in (None, body["user"]):
            raise LookupError("This message is not there any more.")
        self._in_channel(body["user"], message.channel)
        return message

    def _view(self, body: Json) -> View:
        space = self._slack.workspace
        home = space.homes.get(body["user"])
        views: list[Any] = [*space.open_views(body["user"]), *([home] if home else [])]
        for view in views:
            if isinstance(view, View) and view.id == body.get("view"):
                return view
        raise LookupError("This window is not open any more.")
