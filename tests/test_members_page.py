"""The members' page is true: each picture is what the bot answers now, each example works.

After a change of how answers look, draw the pictures anew:

    MINUTEBOOK_DRAW=1 pytest tests/test_members_page.py
"""

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.drawn_picture import picture, typed

from bot.demo import index_samples
from bot.handler_context import answered
from bot.sharing import shared_message
from bot.views.home import home
from bot.views.kit import Message
from commands.answers import Answer, Refusal, SearchAnswer
from commands.conversation import ConversationState, ShareRequest, next_state
from commands.documents.search import SHOWN
from commands.followups import parse_follow_up
from commands.lookup import overview
from commands.parsing import parse_command
from commands.request_context import Context
from commands.requests import Search
from storage.conversation_states import remember_question
from storage.database import Book
from storage.model import Viewer

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "members.md").read_text(encoding="utf-8")
NOW = dt.datetime(2026, 2, 20, 9, 0, tzinfo=dt.UTC)
QUESTION = "/minutes body-worn video"
ALONE = "APP · Only visible to you"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The sample minutes, asked by a member a few weeks after the last of them."""
    held = Book(tmp_path_factory.mktemp("page") / "minutebook.db")
    list(index_samples(held))
    yield Context(held, Viewer("U0MEMBER", "C0PANEL"), NOW)
    held.close()


def asked(context: Context, line: str) -> tuple[Answer, Message]:
    request = parse_command(line)
    if isinstance(request, Search):
        request = replace(request, limit=SHOWN)
    return answered(context, request)


def conversation(context: Context, *lines: str) -> list[tuple[str, str, list[dict]]]:
    """A direct message, line by line."""
    told, topic = [], ConversationState()
    for line in lines:
        request = parse_follow_up(context, line, topic, SHOWN) or parse_command(line)
        assert not isinstance(request, ShareRequest)
        reply, message = answered(context, request)
        topic = next_state(topic, request, reply, SHOWN)
        told += [("Ada", "", [typed(line)]), ("Minutebook", "APP", list(message.blocks))]
    return told


def command(line: str, most: int = 50) -> Callable[[Context], str]:
    """A picture of a command and its answer, of which the first blocks are shown."""

    def draw(context: Context) -> str:
        blocks = asked(context, line)[1].blocks[:most]
        said = [("Ada", "types", [typed(line)]), ("Minutebook", ALONE, blocks)]
        return picture(f"The answer to {line}", said)

    return draw


def shared(context: Context) -> str:
    told = asked(context, QUESTION)[0]
    assert isinstance(told, SearchAnswer)
    message = shared_message(told.hits[0].paragraph, told.hits[0].url, "U0MEMBER")
    return picture("A shared paragraph", [("Minutebook", "APP", message.blocks)])


def followed(context: Context) -> str:
    said = conversation(context, "body-worn video", "who asked that?", "what came of it?")
    return picture("A conversation", [said[0], ("Minutebook", "APP", said[1][2][:4]), *said[2:]])


def own_page(context: Context) -> str:
    remember_question(context.book, "U0MEMBER", "stop and search", NOW)
    blocks = home(overview(replace(context, viewer=Viewer("U0MEMBER"))))["blocks"]
    return picture("The home", [("Minutebook", "Home", blocks)])


PICTURES: dict[str, Callable[[Context], str]] = {
    "answer": command(QUESTION, 7),
    "conversation": followed,
    "shared": shared,
    "checked": command("/minutes check body-worn video had been switched on in 96% of searches"),
    "actions": command("/actions owner:chief constable"),
    "nothing": command("/minutes regatta"),
    "home": own_page,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_the_bot_answers(book: Context, name: str) -> None:
    drawn, path = PICTURES[name](book), DOCS / "pictures" / f"{name}.svg"
    if os.environ.get("MINUTEBOOK_DRAW"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_every_picture_stands_on_the_page_with_words_for_those_who_do_not_see_it() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/(\w+)\.svg\)", PAGE)
    assert {name for _, name in shown} == set(PICTURES)
    assert all(len(words) > 20 for words, _ in shown)
    assert {path.stem for path in (DOCS / "pictures").glob("*.svg")} == set(PICTURES)


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`(/(?:minutes|actions)[^`]*)`", PAGE))))
def test_every_command_on_the_page_is_answered(book: Context, line: str) -> None:
    told = asked(replace(book, viewer=Viewer("U0CLERK", "C0PANEL", True)), line)[0]
    assert not isinstance(told, Refusal)
    assert not isinstance(told, SearchAnswer) or told.hits


@pytest.mark.parametrize("words", re.findall(r"^\| “([^”]+)” \|", PAGE, re.MULTILINE))
def test_every_follow_up_on_the_page_is_understood(book: Context, words: str) -> None:
    told, _ = asked(book, QUESTION)
    topic = next_state(ConversationState(), Search(QUESTION.removeprefix("/minutes ")), told, SHOWN)
    assert parse_follow_up(book, words, topic, SHOWN) is not None
