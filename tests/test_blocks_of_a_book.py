"""Answers from a book of hostile minutes: each keeps to Slack's rules, as a message and in a modal,
whatever a paragraph, a title or a name holds. With `test_blocks_hostile.py` two thousand."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.searching import book_of, meeting

from bot.handler_context import answered
from bot.views.forms import showing
from bot.views.home import home
from bot.views.kit import Message
from commands.answers import SearchAnswer
from commands.lookup import overview
from commands.parsing import parse_command
from commands.request_context import Context
from commands.requests import (
    Help,
    ListSpeakers,
    Search,
    ShowContext,
    ShowOutcome,
    ShowSpeaking,
    TrackAction,
)
from playground.block_check import check_message, check_view
from storage.model import Viewer

NAMES = (
    "Cllr <!channel>",
    "Mrs *Bold* _Italic_",
    "Dr `Code` ~Struck~",
    "Ms “Quoted” & Sons <@U0CLERK>",
    "السيد حسن",
    "Ms 🙂🙂🙂 Smile",
    "Mr " + "Long-Name-" * 30,
)
SAYINGS = (
    "said that <!here> the harbour *wall* was <https://evil.example|safe> &amp; sound.",
    "asked about the harbour ‮reversed‬ and :smile: 🙂👩‍👩‍👧 the quay.",
    "undertook to bring a report on the harbour by 31 March 2025 > quoted\n\n- a list\n1. numbered",
    "قال إن الميناء harbour بحاجة إلى إصلاح.",
    "said that the harbour was “well” & asked for lamps.",
)
LONG = (
    "Mr Hale said: " + "the harbour wall had been mended and the masons thanked. " * 220,
    "Mr Hale said harbour" + "x" * 7000,
)
TITLES = ("Harbour <!channel>", "*Quay*", "الميناء", "🙂" * 70, "T" * 900)
WORDS = st.sampled_from(
    [word for text in (*SAYINGS, *NAMES, *TITLES) for word in text.split()[:12]]
    + ["harbour", "from:hassan", 'from:"<!channel>"', "on:2025", "panel:*", '"', "OR", "NEAR(", "…"]
)
LEADS = st.sampled_from(
    ["", "", "", "speakers ", "check ", "panel ", "actions ", "/actions ", "/actions owner:"]
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """242 paragraphs that all speak of the harbour."""
    said = itertools.cycle(f"{name} {saying}" for saying in SAYINGS for name in NAMES)
    days = [f"2025-{month:02}-14" for month in range(1, 9)]
    long = meeting("2025-09-14", ("Long", list(LONG)), panel="لجنة")
    meetings = [
        meeting(day, *((title, list(itertools.islice(said, 6))) for title in TITLES), panel=panel)
        for day, panel in zip(days, itertools.cycle(("*Panel* <!here>", "لجنة")), strict=False)
    ]
    folder: Path = tmp_path_factory.mktemp("hostile")
    made = book_of(folder / "minutebook.db", *meetings, long)
    yield made
    made.book.close()


def sound(message: Message) -> None:
    """No rule is broken as a message nor as a modal, and nothing calls or links by itself."""
    assert [str(p) for p in check_message(message.text, list(message.blocks))] == []
    assert [str(p) for p in check_view(showing("Find in the minutes", message))] == []
    assert "<!" not in message.text
    assert "<https://evil.example" not in message.text
    for word in ("'mrkdwn'", "'broadcast'", "'usergroup'", "'url': 'https://evil.example"):
        assert word not in str(message.blocks)


@settings(max_examples=1200)
@given(lead=LEADS, words=st.lists(WORDS, max_size=5), desk=st.booleans(), offset=st.integers(0, 9))
def test_whatever_is_asked_of_a_hostile_book(
    book: Context, lead: str, words: list[str], desk: bool, offset: int
) -> None:
    context = replace(book, viewer=Viewer("U0CLERK", "C0PANEL", desk))
    request = parse_command(lead + " ".join(words))
    if isinstance(request, Search):
        request = replace(request, limit=5, offset=offset * 5)
    told, message = answered(context, request)
    sound(message)
    if isinstance(told, SearchAnswer) and told.hits:
        paragraph = told.hits[0].paragraph.id
        follow = (ShowContext, ShowSpeaking, ShowOutcome, TrackAction)[offset % 4]
        sound(answered(context, follow(paragraph))[1])


def test_two_hundred_results_are_told_and_can_be_paged_through(book: Context) -> None:
    told, message = answered(book, Search("harbour", limit=5))
    assert isinstance(told, SearchAnswer)
    assert told.total >= 200
    sound(message)
    assert f"5 of {told.total} results" in str(message.blocks)
    for offset in range(5, told.total + 5, 5):
        sound(answered(book, Search("harbour", limit=5, offset=offset))[1])


@pytest.mark.parametrize("request_", [Help(), Help("actions"), ListSpeakers()])
def test_lists_of_a_hostile_book(book: Context, request_: Help | ListSpeakers) -> None:
    sound(answered(book, request_)[1])


@pytest.mark.parametrize("secretariat", [True, False])
def test_the_home_of_a_hostile_book(book: Context, secretariat: bool) -> None:
    view = home(overview(replace(book, viewer=Viewer("U0CLERK", None, secretariat))))
    assert [str(p) for p in check_view(view)] == []
    assert "'mrkdwn'" not in str(view)
