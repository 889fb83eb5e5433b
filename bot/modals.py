"""Shortcuts and forms. A modal opens before anything is looked up, since Slack lets it open
within three seconds only; what is found is put into it after."""

import re
from collections.abc import Callable

from bot import publishing
from bot.blocks import Message
from bot.blocks.forms import (
    REASONS,
    add_form,
    loading,
    options,
    search_form,
    showing,
    unhelpful_form,
)
from bot.blocks.lists import sentence_with
from bot.blocks.preview import who_may
from bot.blocks.search import SHOWN
from bot.carried import picked, value_of, written
from bot.desk import Asker, Body, Desk, answered, message_for
from bot.text import decode
from commands.lookup import panels_like, periods_like, speakers_like
from commands.model import CheckQuotation, Context, Search, SearchAnswer, TrackAction
from storage.questions import note_unhelpful

_QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")
_ADDRESS = re.compile(r"https?://\S+|<@\w+>")
Choices = Callable[[Context, str], tuple[str, ...]]

PICKED: dict[str, Choices] = {
    "pick_speaker": speakers_like,
    "pick_panel": panels_like,
    "pick_period": periods_like,
}


# ---- message shortcuts ------------------------------------------------------------------------


def find_message(desk: Desk, body: Body, asker: Asker) -> None:
    """*Find in the minutes*: what a message says, looked for."""
    _shown(desk, body, asker, "Find in the minutes", lambda context: _find(context, _said(body)))


def check_message(desk: Desk, body: Body, asker: Asker) -> None:
    """*Check this quotation*: what a message quotes, or all of it, laid beside the minutes."""
    text = _said(body)
    quoted = _QUOTED.search(text)
    request = CheckQuotation(quoted[1] if quoted else text)
    _shown(desk, body, asker, "Check this quotation", lambda c: message_for(c, request))


def track_message(desk: Desk, body: Body, asker: Asker) -> None:
    """*Track as an action*: the sentence of the minutes that a message speaks of, for the
    register. Only the secretariat puts it there."""

    def found(context: Context) -> Message:
        if not context.viewer.secretariat:
            return who_may(sorted(desk.settings.secretariat))
        return message_for(context, TrackAction(_said(body)))

    _shown(desk, body, asker, "Track as an action", found)


def _said(body: Body) -> str:
    text = decode((body.get("message") or {}).get("text") or "")
    return " ".join(_ADDRESS.sub(" ", text).split())


def _find(context: Context, text: str) -> Message:
    """The paragraphs for a message; for the largest part of it that finds some, if need be."""
    told, message = answered(context, Search(text, limit=SHOWN))
    if isinstance(told, SearchAnswer) and not told.hits and told.suggestions:
        return message_for(context, Search(told.suggestions[0], limit=SHOWN))
    return message


def _shown(
    desk: Desk, body: Body, asker: Asker, title: str, found: Callable[[Context], Message]
) -> None:
    """A modal that says it is looking, then what was found."""
    opened = desk.client.views_open(trigger_id=body["trigger_id"], view=loading(title))
    message = found(desk.context(asker.user, asker.channel))
    desk.client.views_update(view_id=opened["view"]["id"], view=showing(title, message))


# ---- forms ------------------------------------------------------------------------------------


def open_search(desk: Desk, body: Body, asker: Asker) -> None:
    """*Search the minutes*: a form."""
    desk.client.views_open(trigger_id=body["trigger_id"], view=search_form())


def open_add(desk: Desk, body: Body, asker: Asker) -> None:
    """*Add minutes*: a form for the secretariat, a kind word for anybody else."""
    opened = desk.client.views_open(trigger_id=body["trigger_id"], view=loading("Add minutes"))
    if desk.of_secretariat(asker.user, None):
        view = add_form()
    else:
        view = showing("Add minutes", who_may(sorted(desk.settings.secretariat)))
    desk.client.views_update(view_id=opened["view"]["id"], view=view)


def open_unhelpful(desk: Desk, body: Body, asker: Asker) -> None:
    """*Not helpful*: why, in a form."""
    desk.client.views_open(trigger_id=body["trigger_id"], view=unhelpful_form(value_of(body)))


def search_sent(desk: Desk, body: Body, asker: Asker) -> Message:
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


def add_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """An address was sent: what is read there goes to the sender, to be published."""
    address = written(body, "address")
    sender = publishing.to_sender(desk, asker.user)
    publishing.take_address(desk, asker.user, None, address, sender)
    return sentence_with("I have sent you in a direct message what I understood of it.")


def unhelpful_sent(desk: Desk, body: Body, asker: Asker) -> Message:
    """Why an answer did not help: kept for the secretariat."""
    reason = dict(REASONS).get(picked(body, "reason"), "")
    more = written(body, "words")
    told = f"{reason}: {more}" if more else reason
    question = body["view"].get("private_metadata") or ""
    note_unhelpful(desk.book, asker.user, question, told, desk.now())
    return sentence_with("Thank you. The secretariat sees the question and what you wrote.")


def choices(desk: Desk, body: Body) -> list[dict[str, object]]:
    """What a menu offers for what is typed into it."""
    context = desk.context(body["user"]["id"], None, private=False)
    return options(PICKED[body["action_id"]](context, body.get("value") or ""))


def _named(body: Body, name: str) -> str:
    return picked(body, name).replace('"', "")
