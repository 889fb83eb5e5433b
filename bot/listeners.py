"""What comes from Slack to its handler: acknowledged at once, worked on once, always answered."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import Future

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot import buttons, conversations
from bot.handler_context import Body, HandlerContext, responder_of
from bot.routes import (
    CLICKS,
    COMMANDS,
    EVENTS,
    FORMS,
    HAPPENINGS,
    MENUS,
    SHORTCUTS,
    Asked,
    Choices,
    Form,
    Happened,
    Said,
)
from bot.slack_client import LOST
from bot.slack_keys import EventKey, MessageKey, TriggerKey
from bot.views import sentence_with
from bot.views.forms import loading, showing
from bot.views.kit import Message

log = logging.getLogger(__name__)

SILENT = "I do not answer guests, nor in channels that are shared with other organisations."
TAKEN = "I have taken this form already."
FORM_SECONDS = 1.5  # of the three within which a form must be acknowledged


def attach(app: App, desk: HandlerContext) -> None:
    """Tell Bolt of everything in the table."""
    for command in COMMANDS:
        app.command(command.name)(_asked(desk, command.handle))
    for click in CLICKS:
        pressed = _asked(desk, click.handle, click.opens)
        app.action(re.compile(f"^(?:{click.pattern.pattern})$"))(pressed)
    for shortcut in SHORTCUTS:
        app.shortcut(shortcut.callback_id)(_asked(desk, shortcut.handle, opens=True))
    for form in FORMS:
        app.view(form.callback_id)(_filled(desk, form))
    for menu in MENUS:
        app.options(menu.action_id)(_offered(desk, menu.handle))
    for happening in HAPPENINGS:
        app.event(happening.name)(_happened(desk, happening.handle))
    for event in EVENTS:
        app.event(event.type)(_said(desk, event.handle))

    # An app made from an older manifest may send more, and messages keep buttons for years.
    app.event(re.compile(".+"))(_ignored)
    app.action(re.compile(".+"))(_asked(desk, buttons.outdated))

    @app.middleware
    def arrived(next: Callable[[], None]) -> None:
        desk.pulse.beat("envelope", desk.now())
        next()

    @app.error
    def fault(error: Exception) -> None:
        desk.work.fault(error)


def _what(body: Body) -> str:
    """What came in, for the log: the command or the kind of click, never what was typed."""
    return str(body.get("command") or body.get("type") or "request")


def _ignored() -> None:
    """An event that nothing here answers."""


def _asked(desk: HandlerContext, handle: Asked, opens: bool = False) -> Callable[[Ack, Body], None]:
    """A command, click or shortcut: acknowledged at once, then worked on, once. What opens a
    form waits for nothing else."""

    def listener(ack: Ack, body: Body) -> None:
        ack()
        asker = responder_of(desk, body)

        def task() -> None:
            if not desk.first_time(TriggerKey(body.get("trigger_id") or body["response_url"])):
                return
            if desk.unwelcome(asker.user, asker.channel):
                asker.tell(SILENT)
            else:
                handle(desk, body, asker)

        desk.work.submit(task, asker.tell, _what(body), opens or "view" in body)

    return listener


def _filled(desk: HandlerContext, form: Form) -> Callable[[Ack, Body], None]:
    """A form: its answer goes back in the acknowledgement, or follows where it takes longer."""

    def listener(ack: Ack, body: Body) -> None:
        asker = responder_of(desk, body)
        outcome: Future[Message] = Future()

        def task() -> None:
            if desk.unwelcome(asker.user, asker.channel):
                outcome.set_result(sentence_with(SILENT))
            elif desk.first_time(TriggerKey(body["trigger_id"])):
                outcome.set_result(form.handle(desk, body, asker))
            else:
                outcome.set_result(sentence_with(TAKEN))

        def follow(done: Future[Message]) -> None:
            message = done.result()
            try:
                view = showing(form.title, message)
                desk.client.views_update(view_id=body["view"]["id"], view=view)
            except (SlackApiError, *LOST) as error:  # it may have been closed meanwhile
                log.warning("A form could not show what came of it: %s", error)
                asker.reply(message)

        desk.work.submit(
            task,
            lambda sentence: outcome.set_result(sentence_with(sentence)),
            "form",
            at_once=True,
        )
        try:
            message = outcome.result(FORM_SECONDS)
        except TimeoutError:
            ack(response_action="update", view=loading(form.title))
            outcome.add_done_callback(follow)
        else:
            ack(response_action="update", view=showing(form.title, message))

    return listener


def _offered(desk: HandlerContext, offer: Choices) -> Callable[[Ack, Body], None]:
    """A keystroke in a menu: its choices go back in the acknowledgement."""

    def listener(ack: Ack, body: Body) -> None:
        asker = responder_of(desk, body)
        silent = desk.silent(asker.user, asker.channel)
        ack(options=[] if silent else offer(desk, body))

    return listener


def _happened(desk: HandlerContext, handle: Happened) -> Callable[[Body, Body], None]:
    """An event that nobody waits for: worked on once, its faults logged."""

    def listener(event: Body, body: Body) -> None:
        def task() -> None:
            who = event.get("user")
            theirs = None if who == desk.bot_user else who
            if desk.silent(theirs, event.get("channel")):
                return
            if desk.first_time(EventKey(body["event_id"])):
                handle(desk, body, event)

        def warn(sentence: str) -> None:
            log.warning("%s: %s", event["type"], sentence)

        desk.work.submit(task, warn, event["type"])

    return listener


def _said(desk: HandlerContext, handle: Said) -> Callable[[Body], None]:
    """A message: acknowledged by Bolt, then worked on, once, also where it is edited later."""

    def listener(event: Body) -> None:
        if event.get("bot_id") or "user" not in event:
            return
        thread = conversations.thread_of(desk, event)

        def task() -> None:
            if desk.silent(event["user"], event["channel"]):
                return
            if desk.first_time(MessageKey(event["channel"], event["ts"])):
                handle(desk, event, thread)

        desk.work.submit(task, thread.tell, "message")

    return listener
