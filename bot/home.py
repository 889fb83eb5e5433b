"""The app's own page: its home, what it proposes to ask, and its one word when it is invited."""

from dataclasses import replace

from bot.blocks.home import home
from bot.blocks.lists import how_to
from bot.blocks.search import SHOWN
from bot.desk import Asker, Body, Desk, message_for
from bot.quoting import Post
from bot.schedule.readers import Readers
from bot.text import cut
from commands.examples import questions
from commands.model import HelpAnswer, Search
from commands.overview import overview
from storage.questions import set_remembering
from storage.subscriptions import end

PROMPTS = 4
LABEL_MOST = 60


def opened(desk: Desk, body: Body, event: Body) -> None:
    """Somebody opened the home, or the conversation with the app."""
    if event.get("tab") == "messages":
        _propose(desk, event)
    else:
        publish(desk, event["user"])


def publish(desk: Desk, user: str) -> None:
    """Show somebody their home as it is now."""
    context = desk.context(user, None)
    theirs = replace(context, zone=Readers(desk).zone_of(user))
    desk.client.views_publish(user_id=user, view=home(overview(theirs)))


def _propose(desk: Desk, event: Body) -> None:
    """Questions that find something here, to be sent with one press."""
    asked = questions(desk.context(event["user"], None, private=False), PROMPTS)
    desk.client.assistant_threads_setSuggestedPrompts(
        channel_id=event["channel"],
        title="Ask the minutes",
        prompts=[{"title": cut(one, LABEL_MOST), "message": one} for one in asked],
    )


def searched(desk: Desk, body: Body, asker: Asker) -> None:
    """Something was typed into the home's search box."""
    query = str(body["actions"][0].get("value") or "").strip()
    if query:
        desk.note_question(asker.user, query)
        asker.reply(message_for(desk.context(asker.user, None), Search(query, SHOWN)))


def remembering(desk: Desk, body: Body, asker: Asker) -> None:
    """One's questions are kept from now on, or forgotten."""
    set_remembering(desk.book, asker.user, on=body["actions"][0].get("value") == "on")
    publish(desk, asker.user)


def invited(desk: Desk, body: Body, event: Body) -> None:
    """The bot came into a channel: one message of what it is and what to try; others who come
    are no business of its."""
    if event.get("user") != desk.bot_user:
        return
    end(desk.book, event["channel"], None)  # what was sent here may be sent again
    context = desk.context(desk.bot_user, event["channel"], private=False)
    asked = questions(context, 3)
    welcome = HelpAnswer(
        "I find the paragraph in published minutes that answers a question, word for word.",
        tuple((f"/minutes {one}", "") for one in asked),
        ("In a thread mention me instead. '/minutes panel NAME' settles whose minutes are meant.",),
    )
    one = Post(event["channel"], how_to(welcome), desk.bot_user)
    desk.post_once(f"welcome:{event['channel']}", one)
