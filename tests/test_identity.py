"""Who asks: somebody of Slack says once who they are in the minutes, and “I” and “my” mean that."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.searching import book_of, meeting

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import HelpAnswer, SearchAnswer
from commands.parsing import parse_actions, parse_minutes
from commands.request_context import Context
from commands.requests import answer
from storage.model import Viewer

MINUTES = meeting(
    "2026-02-03",
    (
        "Weir",
        [
            "Cllr Ada Thorne asked who mends the weir. Mr Bo Lunt undertook to write to the owner "
            "by 1 May 2026.",
            "Cllr Cy Thorne said that the weir was a danger.",
        ],
    ),
    ("Bus Shelter", ["Mr Bo Lunt said that the shelter leaked."]),
)


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Context]:
    context = book_of(tmp_path / "book.db", MINUTES)
    yield replace(context, viewer=Viewer("U0BO"), now=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    context.book.close()


def say(context: Context, typed: str) -> object:
    return answer(context, parse_minutes(typed))


def test_i_and_my_mean_whom_i_said_to_be(asker: Context) -> None:
    unknown = say(asker, "what did I promise?")
    assert isinstance(unknown, HelpAnswer)
    assert "don't know who you are" in unknown.title

    known = say(asker, "I am Bo Lunt")
    assert isinstance(known, HelpAnswer)
    assert known.title.startswith("You are Mr Bo Lunt.")
    promise = say(asker, "what did I promise?")
    assert isinstance(promise, ActionAnswer)
    assert "write to the owner" in promise.action.text
    said = say(asker, "what did I say about the shelter")
    assert isinstance(said, SearchAnswer)
    assert said.hits[0].paragraph.text == "Mr Bo Lunt said that the shelter leaked."
    mine = answer(asker, parse_actions("mine"))
    assert isinstance(mine, ActionsAnswer)
    assert [action.owner for action in mine.actions] == ["Mr Bo Lunt"]


def test_it_is_forgotten_in_one_step_and_is_nobody_elses(asker: Context) -> None:
    say(asker, "my name is Bo Lunt")
    other = replace(asker, viewer=Viewer("U0ELSE"))
    assert "don't know who you are" in getattr(say(other, "who am I?"), "title", "")

    say(asker, "I am nobody")

    assert "don't know who you are" in getattr(say(asker, "who am I?"), "title", "")


def test_which_of_several_is_asked(asker: Context) -> None:
    which = say(asker, "I am Cllr Thorne")

    assert isinstance(which, HelpAnswer)
    assert {typed for typed, _ in which.examples} == {
        "/minutes I am Cllr Ada Thorne",
        "/minutes I am Cllr Cy Thorne",
    }


def test_what_names_nobody_is_a_question(asker: Context) -> None:
    assert isinstance(say(asker, "I am worried about the weir"), SearchAnswer)
