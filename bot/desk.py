"""What every handler works with, and the ways to reply to what came in."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import delivery, quoting
from bot.blocks import Message, render
from bot.blocks.forms import showing
from bot.blocks.lists import sentence_with
from bot.people import People
from bot.pulse import Pulse
from bot.settings import Settings
from bot.work import Work
from commands.answer import answer
from commands.meaning import Model
from commands.model import Answer, Context, Refusal, Request
from storage.database import Book
from storage.errors import MinutebookError
from storage.questions import remember_question
from storage.records import KEEPER, Viewer
from storage.seen import first_time

Body = dict[str, Any]
log = logging.getLogger(__name__)

MOST_ASKED = 20  # clerks asked to look at a document


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot's things: settings, book, Slack, executor and clock."""

    settings: Settings
    book: Book
    client: WebClient
    people: People
    work: Work
    now: Callable[[], dt.datetime]
    bot_user: str
    pulse: Pulse = field(default_factory=Pulse)
    model: Model | None = None

    def context(self, user: str, channel: str | None, private: bool = True) -> Context:
        """Asking as this user; where the answer is for all to read, with a member's rights."""
        secretariat = private and self.of_secretariat(user, channel)
        viewer = Viewer(user, channel, secretariat)
        return self._context(viewer, "slack")

    def keeper(self, via: str) -> Context:
        """What the bot does by itself, with the rights of the book's keeper."""
        return self._context(KEEPER, via)

    def _context(self, viewer: Viewer, via: str) -> Context:
        chosen = self.settings
        return Context(self.book, viewer, self.now(), chosen.zone, via, self.model, chosen.approval)

    def of_secretariat(self, user: str, channel: str | None) -> bool:
        """Whether this user has the secretariat's tools here: never among other organisations."""
        return self.people.of_secretariat(user) and not self.people.outside(user, channel)

    def clerks(self, but: str | None = None) -> list[str]:
        """Those of the secretariat who are written to, as far as Slack tells."""
        others = self.people.secretariat() - {but, self.bot_user}
        return sorted(others)[:MOST_ASKED]

    def silent(self, user: str, channel: str | None) -> bool:
        """Whether the settings want no answer given to this user or in this channel."""
        return self.settings.external == "silent" and self.people.outside(user, channel)

    def note_question(self, user: str, question: str) -> None:
        """Keep a question among the asker's recent ones, unless they do not want that."""
        remember_question(self.book, user, question, self.now())

    def post(
        self,
        channel: str,
        message: Message,
        by: str,
        thread_ts: str | None = None,
        still_there: bool = False,
    ) -> str | None:
        """Post for good, on behalf of `by`: what quotes the minutes is kept true from then on.

        Its `ts`, None where the reply was lost. Raises SlackApiError, and MinutebookError where
        what it quotes must be `still_there` and is not.
        """
        now = self.now()
        return quoting.post(
            self.book, self.client, channel, message, by, now, thread_ts, still_there
        )

    def first_time(self, key: str) -> bool:
        """False for what has been handled already, by this process or another."""
        return first_time(self.book, key, self.now())


def answered(context: Context, request: Request) -> tuple[Answer, Message]:
    """The answer to a request, and how it is drawn; what cannot be done is a Refusal."""
    told: Answer
    try:
        told = answer(context, request)
    except MinutebookError as error:
        told = Refusal(str(error))
    return told, render(context, request, told)


def message_for(context: Context, request: Request) -> Message:
    """The answer to a request, drawn."""
    return answered(context, request)[1]


# ---- replying ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever typed a command or pressed a button: replies are for them alone."""

    desk: Desk
    user: str
    channel: str | None
    response_url: str | None
    thread_ts: str | None = None
    trigger_id: str | None = None
    view: str | None = None  # the kind of view in which a button was pressed

    def reply(self, message: Message, *, replace: bool = False) -> None:
        """Answer at the address that came along, else where they are. Raises SlackApiError."""
        if self.view and self.trigger_id and self._in_modal(message):
            return
        if self.response_url and delivery.answer(
            self.response_url, message, replace=replace, thread_ts=self.thread_ts
        ):
            return
        if self.channel:
            try:
                delivery.whisper(self.desk.client, self.channel, self.user, message, self.thread_ts)
                return
            except SlackApiError as error:
                if delivery.advice(error) is None:
                    raise
        self.desk.post(self.user, message, self.user)

    def _in_modal(self, message: Message) -> bool:
        """Answer over the view in which the button stands. False where Slack lets no modal open."""
        view = showing("Minutebook", message)
        try:
            if self.view == "modal":
                self.desk.client.views_push(trigger_id=self.trigger_id, view=view)
            else:
                self.desk.client.views_open(trigger_id=self.trigger_id, view=view)
        except SlackApiError as error:
            log.info("No modal could be opened: %s", error.response.get("error"))
            return False
        return True

    def tell(self, sentence: str) -> None:
        """A sentence for them."""
        self.reply(sentence_with(sentence))


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread in which somebody wrote to the bot: replies are for all who read there."""

    desk: Desk
    channel: str
    ts: str
    user: str

    def reply(self, message: Message) -> None:
        """Answer in the thread. Raises SlackApiError."""
        self.desk.post(self.channel, message, self.user, thread_ts=self.ts)

    def tell(self, sentence: str) -> None:
        """A sentence in the thread; where nothing can be posted there, to whoever wrote."""
        message = sentence_with(sentence)
        try:
            self.reply(message)
        except SlackApiError:
            self.desk.post(self.user, message, self.user)


def asker_of(desk: Desk, body: Body) -> Asker:
    """Whoever sent a command or click."""
    if "command" in body:
        return Asker(desk, body["user_id"], body.get("channel_id"), body.get("response_url"))
    message, container = body.get("message") or {}, body.get("container") or {}
    return Asker(
        desk,
        body["user"]["id"],
        (body.get("channel") or {}).get("id") or container.get("channel_id"),
        body.get("response_url"),
        message.get("thread_ts") or container.get("thread_ts"),
        body.get("trigger_id"),
        (body.get("view") or {}).get("type") if body.get("type") == "block_actions" else None,
    )
