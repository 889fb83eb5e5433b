"""What is sent unasked: to people and channels, by their own clocks, each thing once."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from bot_process import add_minutes
from drawn_blocks import drawn
from sending import CHANNEL, CLERK, Sending, parish, sending

from bot.terminal.schedule import drawn as drawn_schedule
from commands.actions import change_action
from commands.digest import announced
from commands.documents import Source
from commands.model import ChangeAction, Context
from commands.publish import add, publish
from commands.scheduled import scheduled
from playground.model import Channel, User
from sources.formats import Given
from storage.deliveries import unsent
from storage.minutes import meeting_rows
from storage.records import KEEPER, Hand, Viewer
from storage.register import action_rows
from storage.subscriptions import subscription
from storage.withdrawing import withdraw_meeting

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


# ---- subscriptions ----------------------------------------------------------------------------


def test_a_person_gets_the_digest_at_their_own_hour_with_an_off_switch(here: Sending) -> None:
    assert "every day at 08:30 (your own time)" in here.ask(BEN, "/minutes digest on 08:30")
    here.publish(SWINGS)
    here.at("2026-03-09T06:29").tick()
    assert here.got(BEN) == []
    here.at("2026-03-09T06:30").tick().tick()
    (message,) = here.got(BEN)
    assert message.text.startswith("Minutes digest, Monday 9 March 2026\nNew minutes: ")
    assert "[Turn the digest off]" in drawn(message.blocks)
    assert "/minutes digest off" in message.text
    assert "No digest comes to you" in here.ask(BEN, "/minutes digest off")
    here.publish(SWINGS.replace("3 March", "4 March"), "2")
    here.at("2026-03-10T09:00").tick()
    assert len(here.got(BEN)) == 1


def test_weekdays_and_bank_holidays_are_kept(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on weekdays holidays england")
    here.at("2026-04-02T20:00").publish(SWINGS)
    for day in ("2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"):  # Easter
        here.at(f"{day}T08:00").tick()
    assert here.got(ANN) == []
    here.at("2026-04-07T07:00").tick()
    assert "New minutes" in here.texts(ANN)[0]


def test_a_weekly_digest_comes_on_its_day_or_the_next_one_after_it(here: Sending) -> None:
    here.ask(ANN, "/minutes digest weekly thursday 09:00")
    here.publish(SWINGS)
    here.at("2026-03-11T09:00").tick()
    assert here.got(ANN) == []
    here.at("2026-03-13T09:00").tick()  # nobody was awake on Thursday
    assert here.texts(ANN)[0].startswith("Weekly minutes digest, Friday 13 March 2026")
    here.at("2026-03-16T09:00").tick()
    here.at("2026-03-19T09:00").tick()  # due on the 20th, and not told of it before
    assert len(here.got(ANN)) == 2
    assert "overdue" not in here.texts(ANN)[1]


def test_asleep_too_long_it_is_folded_into_the_next(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on 08:00")
    here.publish(SWINGS)
    here.at("2026-03-09T20:30").tick()
    assert here.got(ANN) == []
    here.at("2026-03-10T08:00").tick()
    assert len(here.got(ANN)) == 1


def test_only_the_secretariat_settles_what_a_channel_is_sent(here: Sending) -> None:
    assert "settled by the secretariat" in here.ask(ANN, "/minutes digest here daily", "C0ROOM")
    assert "This channel gets" in here.ask(CLERK, "/minutes digest here daily 07:00", "C0ROOM")
    here.publish(SWINGS)
    here.at("2026-03-09T07:00").tick()
    assert "New minutes" in here.texts("C0ROOM")[0]


def test_what_is_not_understood_is_said(here: Sending) -> None:
    assert "I do not understand “25:99”" in here.ask(ANN, "/minutes digest on 25:99")
    assert "no time zone" in here.ask(ANN, "/minutes digest zone Mars/Olympus")
    assert "Whose bank holidays" in here.ask(ANN, "/minutes digest holidays france")
    assert "Nothing found" in here.ask(ANN, "/minutes digest of complaints")


# ---- each thing once --------------------------------------------------------------------------


def test_overlapping_subscriptions_tell_each_thing_once(here: Sending) -> None:
    """Ben is in the channel, has a digest of his own, and two searches for the same words."""
    here.ask(CLERK, "/minutes digest here daily", CHANNEL)
    here.ask(BEN, "/minutes digest on 08:00 zone Europe/London")
    here.publish(SWINGS.replace("3 March", "1 March"), "0")
    here.ask(BEN, "/minutes watch swings how:daily")
    here.ask(BEN, "/minutes watch swings mended how:daily")
    here.publish(SWINGS)
    here.at("2026-03-09T08:00").tick().tick()
    read = [*here.texts(CHANNEL), *here.texts(BEN)]
    assert sum("|Oxley Parish Council, 3 March 2026>: " in text for text in read) == 1
    found = [text for text in read if "Found for" in text]
    assert sum(text.count("when the swings would be mended") for text in found) == 1
    assert "“swings” and “swings mended”" in found[0]
    here.at("2026-03-10T08:00").tick()
    assert [*here.texts(CHANNEL), *here.texts(BEN)] == read  # nothing on a day with nothing


def test_the_same_words_withdrawn_and_published_again_are_no_news(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    here.publish(SWINGS)
    here.at("2026-03-09T08:00").tick()
    assert len(here.got(ANN)) == 1
    here.publish(SWINGS.replace("full of weed", "full of frogs"))
    here.at("2026-03-10T08:00").tick()
    assert "Amended minutes: " in here.texts(ANN)[1]
    assert "New minutes" not in here.texts(ANN)[1]
    here.publish(SWINGS.replace("full of weed", "full of frogs"))
    here.at("2026-03-11T08:00").tick()
    assert len(here.got(ANN)) == 2


def test_a_backlog_of_old_minutes_is_one_line(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    here.ask(ANN, "/minutes watch swings how:daily")
    for day in range(1, 9):
        here.publish(SWINGS.replace("2026", "2019").replace("3 March", f"{day} March"), str(day))
    here.at("2026-03-09T08:00").tick()
    (text,) = here.texts(ANN)
    assert "8 older meetings came into the book, 1 March 2019 to 8 March 2019" in text
    assert len(text.splitlines()) == 3


def test_what_was_announced_by_hand_or_came_as_a_backlog_is_no_news(here: Sending) -> None:
    here.ask(CLERK, "/minutes digest here daily", "C0ROOM")
    here.ask(BEN, "/minutes digest on 08:00 zone Europe/London")
    here.ask(BEN, "/minutes watch swings how:once")
    old = SWINGS.replace("3 March 2026", "3 March 2025")
    source = Source("old.txt", lambda: (old.encode(), Given()))
    add(Context(here.book, KEEPER, here.now), [source], backlog=True)
    here.publish(SWINGS)
    meeting = next(row for row in meeting_rows(here.book, KEEPER) if row.date.year == 2026)
    announced(Context(here.book, KEEPER, here.now), "C0ROOM", meeting.id)
    here.at("2026-03-09T08:00").tick()
    assert here.got("C0ROOM") == []
    assert not any("2025" in text for text in here.texts(BEN))
    assert sum("3 March 2026" in text for text in here.texts(BEN)) == 2  # the hit, and the news


# ---- saved searches ---------------------------------------------------------------------------


def test_a_search_says_how_often_it_would_have_fired_and_fires_at_once(here: Sending) -> None:
    here.publish(SWINGS.replace("3 March 2026", "3 February 2026"), "0")
    told = here.ask(ANN, '/minutes watch "the swings"')
    assert "would have found 1 paragraph in 1 meeting" in told
    assert "No searches are saved" in here.ask(ANN, "/minutes watches")
    assert "300 characters at most" in here.ask(ANN, f"/minutes watch {'pond ' * 90}")
    assert "told to you at once" in here.ask(ANN, '/minutes watch "the swings" how:once')
    here.tick()
    assert here.got(ANN) == []  # it was published before
    here.publish(SWINGS)
    here.tick().tick()
    (message,) = here.got(ANN)
    assert 'Found for “"the swings"”' in message.text
    assert "[Saved searches]" in drawn(message.blocks)


def test_searches_are_paused_changed_and_stopped(here: Sending) -> None:
    here.ask(ANN, "/minutes watch swings how:once")
    here.ask(BEN, "/minutes watch swings how:once")
    assert "You have no saved search 1" in here.ask(BEN, "/minutes watches 1 stop")
    assert "Paused" in here.ask(ANN, "/minutes watches 1 pause")
    here.publish(SWINGS)
    here.tick()
    assert (len(here.got(ANN)), len(here.got(BEN))) == (0, 1)
    assert "once a week" in here.ask(ANN, "/minutes watches 1 weekly")
    here.publish(SWINGS.replace("3 March", "4 March"), "2")
    here.at("2026-03-10T08:00").tick()
    assert here.got(ANN) == []
    here.at("2026-03-16T08:00").tick()
    assert "Found for “swings”" in here.texts(ANN)[0]
    assert "Stopped" in here.ask(ANN, "/minutes watches 1 stop")
    assert "No searches are saved" in here.ask(ANN, "/minutes watches")


def test_an_amended_meeting_tells_only_the_words_that_are_new(here: Sending) -> None:
    here.publish(SWINGS)
    here.tick()
    here.ask(ANN, "/minutes watch pond how:once")
    here.ask(ANN, "/minutes watch swings how:once")
    here.publish(SWINGS.replace("full of weed", "dredged"))
    here.tick()
    (text,) = here.texts(ANN)
    assert "The pond was dredged" in text
    assert "swings" not in text


# ---- reminders and meetings -------------------------------------------------------------------


def assigned(here: Sending, user: str) -> int:
    here.publish(SWINGS)
    (action,) = [a for a in action_rows(here.book, KEEPER) if "contractor" in a.text]
    context = Context(here.book, Viewer(CLERK, None, True), here.now, via="slack")
    change_action(context, ChangeAction(action.id, "assign", f"<@{user}>"))
    return action.id


def test_the_assignee_is_reminded_before_and_on_the_day_the_secretariat_after_it(
    here: Sending,
) -> None:
    assigned(here, BEN)
    for day in range(9, 25):
        here.at(f"2026-03-{day:02}T06:00").tick()
        here.at(f"2026-03-{day:02}T08:00").tick()
    first, second = here.got(BEN)
    assert first.text.startswith("Actions, Tuesday 17 March 2026\nYours to do: ")
    assert second.text.startswith("Actions, Friday 20 March 2026\nYours to do: ")
    assert "[Done] [Remind me in 3 days] [Not mine]" in drawn(first.blocks)
    assert "[Stop reminders]" in drawn(first.blocks)
    assert here.got(ANN) == []
    (late,) = here.texts(CLERK)
    assert late.startswith("Actions, Saturday 21 March 2026\nOverdue, for the secretariat: ")


def test_snoozed_done_and_not_mine_end_a_reminder(here: Sending) -> None:
    number = assigned(here, BEN)
    here.at("2026-03-17T06:00").tick()
    assert "on 19 March 2026" in here.ask(BEN, f"/actions {number} snooze 2 days")
    here.at("2026-03-18T06:00").tick()
    here.at("2026-03-19T06:00").tick()
    assert len(here.got(BEN)) == 2
    assert "assigned to nobody now" in here.ask(BEN, f"/actions {number} not mine")
    here.at("2026-03-20T06:00").tick()
    assert len(here.got(BEN)) == 2


def test_what_is_put_off_beyond_its_day_comes_back_on_the_day_that_was_said(here: Sending) -> None:
    number = assigned(here, BEN)
    here.ask(BEN, f"/actions {number} snooze until 24 March")
    for day in range(17, 26):
        here.at(f"2026-03-{day}T06:00").tick()
    (text,) = here.texts(BEN)
    assert text.startswith("Actions, Tuesday 24 March 2026\nYours to do: ")


def test_on_the_eve_of_a_meeting_what_was_promised_for_it(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on weekdays")
    here.publish(
        SWINGS.replace("full of weed.", "full.\n\n2. Date of next meeting\n\n2.1 The next meeting "
                       "will be held on Monday 23 March 2026.")
    )  # fmt: skip
    here.at("2026-03-09T08:00").tick()
    here.at("2026-03-20T08:00").tick()  # the last message before it
    eve = here.texts(ANN)[-1]
    assert "Oxley Parish Council meets on Monday 23 March" in eve
    assert "Promised for it: 1. The Clerk, open, due 20 March 2026" in eve


# ---- nothing leaks ----------------------------------------------------------------------------


def test_what_is_withdrawn_between_claim_and_sending_is_not_sent(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    here.ask(ANN, "/minutes watch swings how:daily")
    here.ask(BEN, "/minutes watch swings how:once")
    assigned(here, BEN)
    here.slack.faults.server_error("chat.postMessage", times=9)
    here.at("2026-03-17T08:00").tick()
    assert len(unsent(here.book)) == 3
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
    for action in action_rows(here.book, KEEPER):
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


# ---- where nothing can be sent any more -------------------------------------------------------


def test_an_archived_channel_is_stopped_and_told_to_the_secretariat_once(here: Sending) -> None:
    here.ask(CLERK, "/minutes digest here daily", "C0ROOM")
    here.publish(SWINGS)
    here.slack.faults.refuse("chat.postMessage", "is_archived", times=1)
    here.at("2026-03-09T08:00").tick()
    here.at("2026-03-09T08:01").tick()
    (told,) = here.texts(CLERK)
    assert "Nothing is sent to C0ROOM any more: the channel is archived." in told
    held = subscription(here.book, "C0ROOM")
    assert held is not None
    assert held.ended == "the channel is archived"
    here.at("2026-03-10T08:00").tick()
    assert len(here.got(CLERK)) == 1


def test_a_closed_account_is_sent_nothing(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    here.publish(SWINGS)
    here.slack.workspace.users[ANN] = User(ANN, "ann", deleted=True)
    here.at("2026-03-09T08:00").tick().tick()
    assert here.got(ANN) == []
    assert "the account is closed" in here.texts(CLERK)[0]


# ---- short, and whole on a press --------------------------------------------------------------


def test_a_digest_is_short_and_whole_on_a_press(here: Sending) -> None:
    here.ask(ANN, "/minutes digest on")
    promises = [
        f"The Clerk undertook to write to the owner of hedge {n} by {n} May 2026."
        for n in range(1, 10)
    ]
    here.publish(parish("Tuesday 3 March 2026", *promises))
    here.at("2026-03-09T08:00").tick()
    (message,) = here.got(ANN)
    assert message.text.count("New actions: ") == 6  # five, and how many more
    assert "New actions: and 4 more." in message.text
    (button,) = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Show all"
    ]
    whole = here.ask(ANN, f"/minutes {button['value']}")
    assert whole.count("New actions: ") == 9
    assert "not known any more" in here.ask(BEN, f"/minutes {button['value']}")


def test_the_schedule_says_what_goes_and_what_went(here: Sending) -> None:
    here.ask(BEN, "/minutes digest on 08:30")
    here.ask(BEN, "/minutes watch pond how:daily")
    here.publish(SWINGS)
    here.at("2026-03-09T06:30").tick()
    told = scheduled(Context(here.book, KEEPER, here.now), CHANNEL, dt.time(8))
    lines = click.unstyle(drawn_schedule(told)).splitlines()
    assert lines[:3] == [
        "Coming",
        "Mon 9 Mar 2026 08:00 GMT  C0DIGEST: daily digest",
        "Tue 10 Mar 2026 08:30 EET  U0BEN: daily digest, 1 saved search, reminders",
    ]
    assert lines[-1].startswith("9 Mar 2026 06:30 UTC  U0BEN: daily digest of 2026-03-09, ")
    assert lines[-1].endswith("things, sent")


def test_withdrawing_our_own_words_from_the_minutes_disturbs_no_digest(here: Sending) -> None:
    here.publish(parish("Tuesday 3 March 2026", "The daily digest was read once at the pond."))
    here.tick()
    here.ask(ANN, "/minutes watch swings how:once")
    here.ask(ANN, "/minutes digest on")
    withdraw_meeting(here.book, 1, "a mistake", Hand(CLERK, "slack"), here.now)
    assert "“swings”, at once" in here.ask(ANN, "/minutes watches")
    here.publish(SWINGS.replace("3 March", "4 March"), "2")
    here.at("2026-03-09T08:00").tick().tick()
    assert len(here.got(ANN)) == 2
