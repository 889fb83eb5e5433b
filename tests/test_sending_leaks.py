"""Nothing is sent of what its reader may not see."""

import json

from support.bot_process import add_minutes
from support.oxley import ANN, BEN, assigned
from support.sending import CLERK, Sending

from commands.actions.change import change_action
from commands.ingest.publish import publish
from commands.request_context import Context
from commands.requests import ChangeAction
from storage.actions.filters import CERTAIN
from storage.actions.read import select_actions
from storage.model import KEEPER, Hand, Viewer
from storage.outbox import pending
from storage.withdrawals import withdraw_meeting


def test_what_is_withdrawn_between_claim_and_sending_is_not_sent(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    here.ask(ANN, "/minutes watch swings how:daily")
    here.ask(BEN, "/minutes watch swings how:once")
    assigned(here, BEN)
    here.slack.faults.server_error("chat.postMessage", times=9)
    here.at("2026-03-17T08:00").tick()
    assert len(pending(here.book)) == 3
    here.slack.faults.clear()
    withdraw_meeting(here.book, 1, "published by mistake", Hand(CLERK, "slack"), here.now)
    for minute in range(1, 30):
        here.at(f"2026-03-17T08:{minute:02}").tick()
    here.at("2026-03-18T08:00").tick()
    assert [m.text for m in here.slack.messages() if "swings" in m.text or "Oxley" in m.text] == []


SECRET = {
    "panel": "Oxley Parish Council",
    "title": "Oxley Parish Council",
    "date": "2026-03-03",
    "items": [
        {"number": "1", "title": "Pond", "paragraphs": [{"text": "The pond was full of weed."}]},
        {
            "number": "2",
            "title": "Staffing",
            "exempt": True,
            "paragraphs": [
                {"text": "The Clerk undertook to settle the salary of Mr Hale by 11 March 2026."}
            ],
        },
    ],
}


def told_of(here: Sending, words: str) -> set[str]:
    """Who was told of something, wherever in a message it stands."""
    rooms = here.slack.workspace.channels
    return {
        next(iter(rooms[m.channel].members - {"U0BOT"}))
        if rooms[m.channel].kind == "im"
        else m.channel
        for m in here.slack.messages()
        if words in m.text or words in str(m.blocks)
    }


def watching_everything(here: Sending) -> None:
    for user in (ANN, BEN, CLERK):
        here.ask(user, "/minutes digest on 08:00 zone Europe/London")
        here.ask(user, "/minutes watch salary how:once")
        here.ask(user, "/minutes watch pond how:daily")
    here.ask(CLERK, "/minutes digest here daily", "C0ROOM")
    here.ask(CLERK, "/minutes watch salary how:once to:here", "C0ROOM")
    assert "1. “salary”" in here.ask(ANN, "/minutes watches")


def days(here: Sending) -> None:
    """Until after everything in the minutes is due."""
    for day in range(9, 14):
        here.at(f"2026-03-{day:02}T08:00").tick().tick()


def test_drafts_are_told_to_nobody_and_exempt_items_to_the_secretariat_alone(
    here: Sending,
) -> None:
    watching_everything(here)
    add_minutes(
        here.folder / "minutebook.db",
        json.dumps({**SECRET, "status": "draft"}),
        None,
        here.now,
        "draft.jsonl",
    )
    for action in select_actions(here.book, KEEPER, [CERTAIN]):
        clerk = Context(here.book, Viewer(CLERK, None, True), here.now, via="slack")
        change_action(clerk, ChangeAction(action.id, "assign", f"<@{BEN}>"))
    here.tick()
    here.at("2026-03-09T08:00").tick()
    assert here.slack.messages() == []
    publish(Context(here.book, KEEPER, here.now), 1)
    days(here)
    assert told_of(here, "pond was full") == {ANN, BEN, CLERK}
    assert told_of(here, "salary of Mr Hale") == {CLERK}
    assert told_of(here, "Staffing") == {CLERK}


def test_who_is_no_longer_of_the_secretariat_is_not_told_what_was_claimed_for_them(
    here: Sending,
) -> None:
    watching_everything(here)
    add_minutes(here.folder / "minutebook.db", json.dumps(SECRET), None, here.now, "exempt.jsonl")
    here.slack.faults.refuse("chat.postMessage", "internal_error", times=9)
    here.tick()
    here.slack.faults.clear()
    here.settings["MINUTEBOOK_SECRETARIAT"] = "U0FAR"
    here.clock = here.process("two")
    here.tick()
    days(here)
    assert told_of(here, "salary of Mr Hale") == set()
    assert told_of(here, "pond was full") == {ANN, BEN, CLERK}
