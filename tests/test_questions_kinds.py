"""What kind of answer a question gets: a corpus of questions in three voices, each by itself."""

import tomllib

import pytest
from support.searching import QUESTIONS

from commands.parsing import parse_minutes, small_talk
from commands.query.intent import read_intent
from commands.requests import Ask, ListActions, ListSpeakers, Search

ASKED = tomllib.loads((QUESTIONS / "kinds.toml").read_text("utf-8"))["question"]


def kind_of(asks: str) -> str:
    """What the program makes of a question: the name of its intent, or "paragraph"."""
    if small_talk(asks, "drones"):
        return "chat"
    request = parse_minutes(asks)
    if isinstance(request, Ask):
        return request.intent
    if isinstance(request, ListActions):
        return "register"
    assert isinstance(request, Search | ListSpeakers), request
    asked = read_intent(asks)
    return asked.intent if asked else "paragraph"


@pytest.mark.parametrize("asked", [pytest.param(one, id=one["asks"]) for one in ASKED])
def test_a_question_gets_an_answer_of_its_kind(asked: dict[str, list[str]]) -> None:
    assert kind_of(str(asked["asks"])) in asked["kinds"]
