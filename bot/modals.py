"""Shortcuts and forms. A modal opens before anything is looked up, since Slack lets it open
within three seconds only; what is found is put into it after."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot import secretariat
from bot.handler_context import Body, HandlerContext, Responder, answered, message_for
from bot.jobs.digest import recipients
from bot.payloads import selected_value, value_of, written
from bot.slack_client import Post
from bot.slack_keys import WelcomeKey
from bot.slack_text import decode
from bot.views import as_message, sentence_with, who_may_publish
from bot.views.forms import (
    REASONS,
    add_form,
    loading,
    options,
    search_form,
    showing,
    unhelpful_form,
)
from bot.views.home import home
from bot.views.kit import Message
from commands.answers import HelpAnswer, SearchAnswer
from commands.documents import cut
from commands.documents.lists import how_to
from commands.documents.search import SHOWN
from commands.help import questions
from commands.lookup import overview, panels_like, periods_like, speakers_like
from commands.memory import note_unhelpful, remember_question, set_remembering
from commands.request_context import Context
from commands.requests import CheckQuotation, Search, TrackAction

_QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")
_ADDRESS = re.compile(r"https?://\S+|<@\w+>")
Choices = Callable[[Context, str], tuple[str, ...]]

PICKED: dict[str, Choices] = {
    "pick_speaker": speakers_like,
    "pick_panel": panels_like,
    "pick_period": periods_like,
}


# ---- message shortcuts ------------------------------------------------------------------------


def find_message(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Find in the minutes*: what a message says, looked for."""
    _shown(desk, body, asker, "Find in the minutes", lambda context: _find(context, _text_of(body)))


def check_message(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Check this quotation*: what a message quotes, or all of it, laid beside the minutes."""
    text = _text_of(body)
    quoted = _QUOTED.search(text)
    request = CheckQuotation(quoted[1] if quoted else text)
    _shown(desk, body, asker, "Check this quotation", lambda c: message_for(c, request))


def track_message(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Track as an action*: the sentence of the minutes that a message speaks of, for the
    register. Only the secretariat puts it there."""

    def track(context: Context) -> Message:
        if not context.viewer.secretariat:
            return who_may_publish(sorted(desk.settings.secretariat))
        return message_for(context, TrackAction(_text_of(body)))

    _shown(desk, body, asker, "Track as an action", track)


def _text_of(body: Body) -> str:
    text = decode((body.get("message") or {}).get("text") or "")
    return " ".join(_ADDRESS.sub(" ", text).split())


def _find(context: Context, text: str) -> Message:
    """The paragraphs for a message; for the largest part of it that finds some, if need be."""
    reply, message = answered(context, Search(text, limit=SHOWN))
    if isinstance(reply, SearchAnswer) and not reply.hits and reply.suggestions:
        return message_for(context, Search(reply.suggestions[0], limit=SHOWN))
    return message


def _shown(
    desk: HandlerContext,
    body: Body,
    asker: Responder,
    title: str,
    look: Callable[[Context], Message],
) -> None:
    """A modal that says it is looking, then what was found."""
    opened = desk.client.views_open(trigger_id=body["trigger_id"], view=loading(title))
    message = look(desk.context(asker.user, asker.channel))
    desk.client.views_update(view_id=opened["view"]["id"], view=showing(title, message))


# ---- forms ------------------------------------------------------------------------------------


def open_search(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Search the minutes*: a form."""
    desk.client.views_open(trigger_id=body["trigger_id"], view=search_form())


def open_add(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Add minutes*: a form for the secretariat, a kind word for anybody else."""
    opened = desk.client.views_open(trigger_id=body["trigger_id"], view=loading("Add minutes"))
    if desk.of_secretariat(asker.user, None):
        view = add_form()
    else:
        view = showing("Add minutes", who_may_publish(sorted(desk.settings.secretariat)))
    desk.client.views_update(view_id=opened["view"]["id"], view=view)


def open_unhelpful(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """*Not helpful*: why, in a form."""
    desk.client.views_open(trigger_id=body["trigger_id"], view=unhelpful_form(value_of(body)))


def search_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """The search form was sent: its results take its place."""
    chosen = {
        "from": _named(body, "pick_speaker"),
        "panel": _named(body, "pick_panel"),
        "on": _named(body, "pick_period"),
    }
    parts = [f'{key}:"{value}"' for key, value in chosen.items() if value]
    query = " ".join([written(body, "words"), *parts]).strip()
    context = desk.context(asker.user, None)
    return message_for(context, Search(query, SHOWN))


def add_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """An address was sent: what is read there goes to the sender, to be published."""
    address = written(body, "address")
    sender = secretariat.reply_to_sender(desk, asker.user)
    secretariat.take_address(desk, asker.user, None, address, sender)
    return sentence_with("I have sent you in a direct message what I understood of it.")


def unhelpful_submitted(desk: HandlerContext, body: Body, asker: Responder) -> Message:
    """Why an answer did not help: kept for the secretariat."""
    reason = dict(REASONS).get(selected_value(body, "reason"), "")
    more = written(body, "words")
    question = body["view"].get("private_metadata") or ""
    note_unhelpful(desk.context(asker.user, None, private=False), question, reason, more)
    return sentence_with("Thank you. The secretariat sees the question and what you wrote.")


def choices(desk: HandlerContext, body: Body) -> list[dict[str, object]]:
    """What a menu offers for what is typed into it."""
    context = desk.context(body["user"]["id"], None, private=False)
    return options(PICKED[body["action_id"]](context, body.get("value") or ""))


def _named(body: Body, name: str) -> str:
    return selected_value(body, name).replace('"', "")


# ---- the app's own page -----------------------------------------------------------------------
# Its home, what it proposes to ask, and its one word when it is invited.


PROMPTS = 4
LABEL_MOST = 60


def publish_home(desk: HandlerContext, body: Body, event: Body) -> None:
    """Somebody opened the home, or the conversation with the app."""
    if event.get("tab") == "messages":
        _propose(desk, event)
    else:
        publish(desk, event["user"])


def publish(desk: HandlerContext, user: str) -> None:
    """Show somebody their home as it is now."""
    context = desk.context(user, None)
    theirs = replace(context, zone=recipients(desk).zone_of(user))
    desk.client.views_publish(user_id=user, view=home(overview(theirs)))


def _propose(desk: HandlerContext, event: Body) -> None:
    """Questions that find something here, to be sent with one press."""
    asked = questions(desk.context(event["user"], None, private=False), PROMPTS)
    desk.client.assistant_threads_setSuggestedPrompts(
        channel_id=event["channel"],
        title="Ask the minutes",
        prompts=[{"title": cut(one, LABEL_MOST), "message": one} for one in asked],
    )


def searched(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """Something was typed into the home's search box."""
    query = str(body["actions"][0].get("value") or "").strip()
    if query:
        context, request = desk.context(asker.user, None), Search(query, SHOWN)
        remember_question(context, request)
        asker.reply(message_for(context, request))


def remembering_changed(desk: HandlerContext, body: Body, asker: Responder) -> None:
    """One's questions are kept from now on, or forgotten."""
    on = body["actions"][0].get("value") == "on"
    set_remembering(desk.context(asker.user, None), on)
    publish(desk, asker.user)


def greet_channel(desk: HandlerContext, body: Body, event: Body) -> None:
    """The bot came into a channel: one message of what it is and what to try; others who come
    are no business of its."""
    if event.get("user") != desk.bot_user:
        return
    recipients(desk).resume(event["channel"])
    context = desk.context(desk.bot_user, event["channel"], private=False)
    asked = questions(context, 3)
    welcome = HelpAnswer(
        "I find the paragraph in published minutes that answers a question, word for word.",
        tuple((f"/minutes {one}", "") for one in asked),
        ("In a thread mention me instead. '/minutes panel NAME' settles whose minutes are meant.",),
    )
    one = Post(event["channel"], as_message(how_to(welcome)), desk.bot_user)
    desk.post_once(WelcomeKey(event["channel"]), one)
