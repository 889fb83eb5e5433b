"""The people and channels of a parish, to which things are sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.actions.change import change_action
from commands.request_context import Context
from commands.requests import ChangeAction
from playground.model import Channel, User
from storage.actions.filters import CERTAIN
from storage.actions.read import select_actions
from storage.model import KEEPER, Viewer
from support.sending import CHANNEL, CLERK, Sending, parish, sending

ANN, BEN = "U0ANN", "U0BEN"
PEOPLE = (
    User(ANN, "ann"),
    User(BEN, "ben", tz="Europe/Athens"),
    User(CLERK, "clerk"),
    User("U0FAR", "far", tz="Pacific/Honolulu"),
)
ROOMS = (
    Channel(CHANNEL, "minutes", frozenset({"U0BOT", BEN, CLERK})),
    Channel("C0ROOM", "room", frozenset({"U0BOT", ANN})),
)
SWINGS = parish(
    "Tuesday 3 March 2026",
    "Cllr Fenwick asked when the swings would be mended. The Clerk undertook to write to the "
    "contractor by 20 March 2026.",
    "The pond was full of weed.",
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sending]:
    with sending(tmp_path, monkeypatch, "2026-03-09T06:00", PEOPLE, ROOMS) as made:
        yield made


def assigned(here: Sending, user: str) -> int:
    here.publish(SWINGS)
    (action,) = [a for a in select_actions(here.book, KEEPER, [CERTAIN]) if "contractor" in a.text]
    context = Context(here.book, Viewer(CLERK, None, True), here.now, via="slack")
    change_action(context, ChangeAction(action.id, "assign", f"<@{user}>"))
    return action.id
