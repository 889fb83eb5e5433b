"""The bot inside a test: what comes from Slack is handled to its end before the test goes on."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_bolt import App
from slack_bolt.request import BoltRequest

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.listeners import attach
from bot.settings import read_settings
from bot.worker import Tell, Worker
from bot.workspace_members import People
from playground import events, interactions
from playground.local_slack import LocalSlack
from playground.model import Message, View
from storage.database import Book

Json = dict[str, Any]
Told = list[tuple[str, Any]]


class AtOnce(Executor):
    """Does what it is given before it goes on."""

    def submit(self, task: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(task(*args, **more))
        except Exception as error:  # noqa: BLE001 - as a thread would keep it
            done.set_exception(error)
        return done


class WorkAtOnce(Worker):
    """The bot's own work, on the thread of whoever asks."""

    def submit(
        self, task: Callable[[], None], tell: Tell, what: str = "request", at_once: bool = False
    ) -> None:
        self._referred(task, tell, what)


@dataclass
class BotAtOnce:
    """A bot on a book, in a Slack of its own."""

    slack: LocalSlack
    desk: HandlerContext
    app: App
    hands: list[dt.datetime]  # of the clock

    @classmethod
    def on(cls, db: Path, slack: LocalSlack, now: dt.datetime, **settings: str) -> "BotAtOnce":
        """On the database at `db`, at a time that stands still; `later` moves it."""
        chosen = read_settings(
            {
                "MINUTEBOOK_DB": str(db),
                "MINUTEBOOK_SECRETARIAT": "U0CLERK",
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_API_URL": slack.api_url,
                **settings,
            },
            db.parent,
        )
        client = web_client(chosen, [])
        hands = [now]
        people = People(client, chosen.secretariat, lambda: hands[0])
        work = WorkAtOnce(lambda: "ref")
        bot_user = slack.here.app.bot_user
        desk = HandlerContext(chosen, Book(db), client, people, work, lambda: hands[0], bot_user)
        app = App(client=client, listener_executor=AtOnce())
        attach(app, desk)
        return cls(slack, desk, app, hands)

    def later(self, passed: dt.timedelta) -> None:
        """Let time pass."""
        self.hands[0] += passed

    def take(self, payload: Json) -> Told:
        """What the bot does about a payload: its acknowledgement, and each call with its fault."""
        before = len(self.slack.calls())
        ack = self.app.dispatch(BoltRequest(body=payload, mode="socket_mode"))
        told: Told = [("ack", (ack.status, json.loads(ack.body or "{}")))]
        return told + [
            (call.method, {**call.arguments, "fault": call.error})
            for call in self.slack.calls()[before:]
        ]

    # What people send, whatever is shown to them

    def command(self, line: str, user: str, channel: str) -> Told:
        name, _, text = line.partition(" ")
        place = self.slack.workspace.channels[channel]
        url = self._address(channel, user)
        return self.take(interactions.slash_command(self.slack.here, name, text, user, place, url))

    def click(
        self, action_id: str, value: Any, held: Message | View, user: str, state: Json | None = None
    ) -> Told:
        """A press of a button or a choice in a menu with any value, on what is held."""
        chosen = {"value": value, "selected_option": {"value": value}}
        action = {"type": "button", "action_id": action_id, "block_id": "b", **chosen}
        url = self._address(held.channel, user) if isinstance(held, Message) else None
        body = interactions.block_actions(self.slack.here, user, held, action, state or {}, url)
        return self.take(body)

    def form(self, callback_id: str, metadata: str, state: Json, user: str) -> Told:
        """A form sent with anything in it."""
        view = View("V0FORM", user, {"type": "modal", "blocks": []}, "hash", "V0FORM")
        body = interactions.view_sent(self.slack.here, "view_submission", view, state)
        body["view"] |= {"callback_id": callback_id, "private_metadata": metadata}
        return self.take(body)

    def menu(self, action_id: str, typed: str, held: Message | View, user: str) -> Told:
        """Something typed into a menu."""
        element = {"action_id": action_id}
        return self.take(interactions.suggestion(self.slack.here, user, held, element, "b", typed))

    def shortcut(self, callback_id: str, on: Message | None, user: str) -> Told:
        """A shortcut of a message, or a global one."""
        here = self.slack.here
        if on is None:
            return self.take(interactions.shortcut(here, callback_id, user))
        url = here.grants.response_url(on.channel, user)
        return self.take(interactions.message_action(here, callback_id, user, on, url))

    def event(self, event: Json) -> Told:
        """Something that happened."""
        return self.take(events.outer(self.slack.here, event))

    def _address(self, channel: str, user: str) -> str:
        held = self.slack.here.grants.response_url(channel, user)
        return f"{self.slack.here.base_url}/response/{held.token}"
