"""A question that can be read in two ways: one is answered, the other is a press away."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Minutebook
from support.bot_process import Bot, add_minutes
from support.drawn_blocks import drawn
from support.searching import add, book_of, meeting

from commands.parsing import parse_minutes
from commands.query.intent import other_questions, read_intent
from commands.query.patterns import table
from commands.request_context import Context
from commands.requests import answer
from storage.model import KEEPER

QUAY = (
    "Quay Rents",
    [
        "On being put to the vote there were six for and three against.",
        "RESOLVED that the quay rents rise by a tenth.",
    ],
)
CRANE = ("Crane", ["The Surveyor undertook to send a costing of the crane to Members."])
BUOYS = ("Buoys", ["The Clerk undertook to send a costing of the buoys to Members."])


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(
        tmp_path_factory.mktemp("harbour") / "book.db",
        meeting("2023-10-12", ("Welcome", ["The Warden opened the new steps."]), CRANE),
        meeting("2024-10-10", QUAY, BUOYS),
        meeting("2025-02-06", ("Steps", ["Mrs Lund spoke of the slippery steps."])),
    )


def besides(context: Context, question: str) -> dict[str, str]:
    told = answer(context, parse_minutes(question))
    return {one.words: one.question for one in getattr(told, "alternatives", ())}


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("what happened in October", "what happened in 12 October 2023"),
        ("who was at the October meeting?", "who was at the 12 October 2023 meeting?"),
        ("were the quay rents carried?", "what was decided about quay rents"),
        ("did anyone vote against the quay rents", "what was decided about quay rents"),
    ],
)
def test_the_other_reading_is_offered(harbour: Context, question: str, other: str) -> None:
    assert other in besides(harbour, question).values()


def test_promises_that_fit_as_well_are_offered(harbour: Context) -> None:
    words, question = next(iter(besides(harbour, "has the costing been sent").items()))

    assert question.startswith("actions ")
    assert any(name in words for name in ("The Surveyor", "The Clerk"))
    assert not besides(harbour, "has the costing of the crane been sent")


@pytest.mark.parametrize(
    "question",
    [
        "what happened in February",
        "what happened on 10 October 2024",
        "what happened in October 2023",
        "what happened at the last meeting",
        "how did we vote on the quay rents",
        "slippery steps",
        "thanks",
    ],
)
def test_nothing_is_offered_where_one_reading_is_meant(harbour: Context, question: str) -> None:
    assert not besides(harbour, question)


def test_each_offered_question_is_read_in_one_way() -> None:
    for intent, question in table("intents").asked.items():
        asked = question.format(topic="quay rents")
        read = read_intent(asked)
        assert read is not None
        assert (read.intent, read.topic) == (intent, "quay rents")
        assert other_questions(asked) == ()


def test_a_draft_of_another_year_is_offered_to_nobody_else(harbour: Context) -> None:
    keeper = replace(harbour, viewer=KEEPER)
    add(keeper, meeting("2022-10-13", ("Welcome", ["Nobody came."])), status="draft")

    assert not any("2022" in words for words in besides(harbour, "what happened in October"))
    assert any("2022" in words for words in besides(keeper, "what happened in October"))


def test_the_terminal_says_it_too(minutebook: Minutebook, tmp_path: Path) -> None:
    book_of(tmp_path / "minutebook.db", meeting("2024-10-10", QUAY)).book.close()
    line = "/minutes were the quay rents carried?"

    printed = minutebook("say", line).out
    assert "Or did you mean:\n  Try: what was decided about quay rents" in printed


OLDER = """\
Harbour Committee - Thursday, 3rd October, 2024

1.

Moorings

Minutes:

1.         Mrs Penhaligon said that the moorings were full.
"""


def test_a_press_on_the_other_reading_answers_it_even_when_it_is_old(fresh_bot: Bot) -> None:
    bot = fresh_bot
    assert bot.stop() == 0
    add_minutes(bot.folder / "minutebook.db", OLDER, "https://minutes.example/2024-10")
    add_minutes(
        bot.folder / "minutebook.db",
        OLDER.replace("2024", "2025").replace("3rd", "2nd").replace("full", "empty"),
        "https://minutes.example/2025-10",
    )
    bot.start()
    shown = bot.slack.dm("what happened in October?").wait_reply()
    assert "Or did you mean:" in drawn(shown.blocks)
    assert "2 October 2025" in shown.text
    assert bot.stop() == 0
    bot.start()
    for _ in range(2):
        told = bot.slack.click(shown, "Harbour Committee, 3 October 2024").wait_reply()
        assert "3 October 2024" in told.text
        assert "Moorings" in told.text
