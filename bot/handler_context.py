"""What every handler works with, and the ways to reply to what came in."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import slack_client
from bot.observability import Heartbeat
from bot.settings import Settings
from bot.slack_client import Post, SlackCarrier
from bot.views import render, sentence_with
from bot.views.forms import showing
from bot.views.kit import Message
from bot.worker import Worker
from bot.workspace_members import People, UnknownError
from commands.answers import Answer, Refusal
from commands.embeddings import Model
from commands.posting import Fate, Once, Place, first_time, post_once, post_tracked
from commands.request_context import Book, Context
from commands.requests import Request, answer
from storage.keys import Key
from storage.model import KEEPER, MinutebookError, Viewer

Body = dict[str, Any]
log = logging.getLogger(__name__)

MOST_ASKED = 20  # clerks asked to look at a document
UNSURE = (
    "I don't know whether my answer reached you: Slack did not confirm it. If you can't see it, "
    "please try again."
)


class UnconfirmedError(MinutebookError):
    """Nobody knows whether what was posted has arrived."""

    def __init__(self, place: str) -> None:
        """It was posted in this place."""
        super().__init__(
            f"I don't know whether it arrived in {place}: Slack did not confirm it. Please look in "
            f"{place}; if it isn't there, press or ask again."
        )


@dataclass(frozen=True, slots=True)
class HandlerContext:
    """The bot's things: settings, book, Slack, executor and clock."""

    settings: Settings
    book: Book
    client: WebClient
    people: People
    work: Worker
    now: Callable[[], dt.datetime]
    bot_user: str
    pulse: Heartbeat = field(default_factory=Heartbeat)
    model: Model | None = None

    def context(self, user: str, channel: str | None, private: bool = True) -> Context:
        """Asking as this user; where the answer is for all to read, or where it is not known who
        they are, with a member's rights."""
        secretariat, doubt = False, ""
        try:
            secretariat = private and self.of_secretariat(user, channel)
        except UnknownError as error:
            doubt = str(error)
        viewer = Viewer(user, channel, secretariat)
        return self._context(viewer, "slack", doubt)

    def keeper(self, via: str) -> Context:
        """What the bot does by itself, with the rights of the book's keeper."""
        return self._context(KEEPER, via)

    def _context(self, viewer: Viewer, via: str, doubt: str = "") -> Context:
        chosen = self.settings
        return Context(
            self.book, viewer, self.now(), chosen.zone, via, self.model, doubt, chosen.approval
        )

    def of_secretariat(self, user: str, channel: str | None) -> bool:
        """Whether this user has the secretariat's tools here: never among other organisations.

        Raises UnknownError where Slack does not tell; who is asking should be told that.
        """
        return self.people.of_secretariat(user, channel)

    def clerks(self, but: str | None = None) -> list[str]:
        """Those of the secretariat who are written to, as far as Slack tells."""
        others = self.people.secretariat() - {but, self.bot_user}
        return sorted(others)[:MOST_ASKED]

    def unwelcome(self, user: str | None, channel: str | None) -> bool:
        """Whether the settings want no answer given to this user or in this channel.

        Raises UnknownError where they may want that and Slack does not tell.
        """
        return self.settings.external == "silent" and self.people.outside(user, channel)

    def silent(self, user: str | None, channel: str | None) -> bool:
        """The same for what nobody is told about: silent, too, where Slack does not tell."""
        try:
            return self.unwelcome(user, channel)
        except UnknownError:
            return True

    def post(
        self,
        channel: str,
        message: Message,
        by: str,
        thread_ts: str | None = None,
    ) -> Place:
        """Post for good, on behalf of `by`: what quotes the minutes is kept true from then on.

        Where it stands. Raises SlackApiError, and UnconfirmedError where nobody knows whether it
        arrived.
        """
        one = Post(channel, message, by, thread_ts)
        carrier = SlackCarrier(self.client, one)
        sent = post_tracked(self.book, one.outgoing(), carrier, self.now())
        if sent is None:
            raise UnconfirmedError(self.people.place(channel))
        return sent

    def post_once(self, key: Key, one: Post, again: bool = False) -> Once:
        """Post for good and once under this key: "posted" now, "before", or "in hand"; with
        `again` also what was posted before.

        Where an earlier try may have arrived it is looked for first. Raises SlackApiError,
        UnconfirmedError where nobody knows whether it arrived (asked again, it is looked for), and
        MinutebookError where what it quotes must be still there and is not.
        """
        carrier = SlackCarrier(self.client, one)
        outcome = post_once(self.book, key, one.outgoing(), carrier, self.now(), again)
        if outcome == "unknown":
            raise UnconfirmedError(self.people.place(one.channel))
        return outcome

    def first_time(self, key: Key) -> bool:
        """False for what has been handled already, by this process or another."""
        return first_time(self.book, key, self.now())


def answered(context: Context, request: Request) -> tuple[Answer, Message]:
    """The answer to a request, and how it is drawn; what cannot be done is a Refusal."""
    reply: Answer
    try:
        reply = answer(context, request)
    except MinutebookError as error:
        reply = Refusal(str(error))
    if isinstance(reply, Refusal) and context.doubt:
        reply = replace(reply, sentence=f"{reply.sentence} {context.doubt}")
    return reply, render(context, request, reply)


def message_for(context: Context, request: Request) -> Message:
    """The answer to a request, drawn."""
    return answered(context, request)[1]


# ---- replying ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Responder:
    """Whoever typed a command or pressed a button: replies are for them alone."""

    desk: HandlerContext
    user: str
    channel: str | None
    response_url: str | None
    thread_ts: str | None = None
    trigger_id: str | None = None
    view: str | None = None  # the kind of view in which a button was pressed

    def reply(self, message: Message, *, replace: bool = False) -> None:
        """Answer in a modal or at the address that came along, else where they are, else in a
        direct message. Where nobody knows whether that arrived, the next of these says so.

        Raises SlackApiError, and UnconfirmedError.
        """
        for way in (self._in_modal, partial(self._at_address, replace=replace), self._whispered):
            fate = way(message)
            if fate == "arrived":
                return
            if fate == "unknown":
                message = sentence_with(UNSURE)
        self.desk.post(self.user, message, self.user)

    def _at_address(self, message: Message, replace: bool) -> Fate:
        if not self.response_url:
            return "refused"
        return slack_client.answer(
            self.response_url, message, replace=replace, thread_ts=self.thread_ts
        )

    def _whispered(self, message: Message) -> Fate:
        if not self.channel:
            return "refused"
        try:
            client, thread = self.desk.client, self.thread_ts
            return slack_client.post_ephemeral(client, self.channel, self.user, message, thread)
        except SlackApiError as error:
            if slack_client.advice(error) is None:
                raise
            return "refused"

    def _in_modal(self, message: Message) -> Fate:
        """Answer over the view in which the button stands, where Slack lets a modal open."""
        if not self.view or not self.trigger_id:
            return "refused"
        view = showing("Minutebook", message)
        try:
            if self.view == "modal":
                self.desk.client.views_push(trigger_id=self.trigger_id, view=view)
            else:
                self.desk.client.views_open(trigger_id=self.trigger_id, view=view)
        except SlackApiError as error:
            log.info("No modal could be opened: %s", slack_client.code(error))
            return "refused"
        except slack_client.LOST as error:
            log.warning("The reply to a modal was lost: %s", error)
            return "unknown"
        return "arrived"

    def tell(self, sentence: str) -> None:
        """A sentence for them."""
        self.reply(sentence_with(sentence))


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread in which somebody wrote to the bot: replies are for all who read there."""

    desk: HandlerContext
    channel: str
    ts: str
    user: str

    def reply(self, message: Message) -> Place:
        """Answer in the thread: where that stands. Raises SlackApiError, and UnconfirmedError."""
        return self.desk.post(self.channel, message, self.user, thread_ts=self.ts)

    def tell(self, sentence: str) -> None:
        """A sentence in the thread; where nothing can be posted there, to whoever wrote."""
        message = sentence_with(sentence)
        try:
            self.reply(message)
        except (SlackApiError, UnconfirmedError):
            self.desk.post(self.user, message, self.user)


def responder_of(desk: HandlerContext, body: Body) -> Responder:
    """Whoever sent a command or click."""
    if "command" in body:
        return Responder(desk, body["user_id"], body.get("channel_id"), body.get("response_url"))
    message, container = body.get("message") or {}, body.get("container") or {}
    return Responder(
        desk,
        body["user"]["id"],
        (body.get("channel") or {}).get("id") or container.get("channel_id"),
        body.get("response_url"),
        message.get("thread_ts") or container.get("thread_ts"),
        body.get("trigger_id"),
        (body.get("view") or {}).get("type") if body.get("type") == "block_actions" else None,
    )
