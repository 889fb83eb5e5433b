"""What is sent without being asked: to whom, when, each thing once."""

import datetime as dt

import click
from support.drawn_blocks import drawn
from support.oxley import ANN, BEN, SWINGS
from support.sending import CHANNEL, CLERK, Sending, parish

from bot.terminal import draw
from commands.digest import announced
from commands.digest.claims import scheduled
from commands.documents.digest import schedule
from commands.ingest import Source
from commands.ingest.publish import add
from commands.request_context import Context
from playground.model import User
from sources.structure.meeting import Given
from storage.meetings import meeting_rows
from storage.model import KEEPER, Hand
from storage.subscriptions import subscription
from storage.withdrawals import withdraw_meeting

# ---- subscriptions ----------------------------------------------------------------------------


def test_a_person_gets_the_digest_at_their_own_hour_with_an_off_switch(here: Sending) -> None:
    assert "every day at 08:30 (your own time)" in here.ask(BEN, "/minutes digest on 08:30")
    here.publish(SWINGS)
    here.at("2026-03-09T06:29").tick()
    assert here.got(BEN) == []
    here.at("2026-03-09T06:30").tick().tick()
    (message,) = here.got(BEN)
    assert message.text.startswith("Minutes digest, Monday 9 March 2026\nNew minutes\n")
    assert "[Turn the digest off]" in drawn(message.blocks)
    assert "/minutes digest off" in message.text
    assert "No digest comes to you" in here.ask(BEN, "/minutes digest off")
    here.publish(SWINGS.replace("3 March", "4 March"), "2")
    here.at("2026-03-10T09:00").tick()
    assert len(here.got(BEN)) == 1


def test_where_slack_tells_nothing_of_people_digests_go_out_as_to_members(here: Sending) -> None:
    for user in (BEN, CLERK):
        here.ask(user, "/minutes digest on 08:30")
    here.publish(SWINGS)
    here.slack.faults.refuse("users.info", "internal_error")
    here.at("2026-03-09T08:30").tick()
    for user in (BEN, CLERK):
        (message,) = here.got(user)
        assert message.text.startswith("Minutes digest, Monday 9 March 2026\nNew minutes\n")


def test_a_persons_digest_is_of_the_panel_that_they_settle_in_a_direct_message(
    here: Sending,
) -> None:
    other = "Harbour Trust Board"
    here.publish(parish("2 February 2026", "Cllr Dunn spoke of moorings.", panel=other), "0")
    here.publish(parish("2 February 2026", "Cllr Dunn spoke of gates."), "1")
    told = here.ask(BEN, "/minutes panel harbour", channel="D0BEN")
    assert "Here and in your digest the minutes of Harbour Trust Board are meant." in told
    assert "moorings" in here.ask(BEN, "/minutes dunn", channel="D0BEN")
    assert "Nothing found" in here.ask(BEN, "/minutes gates", channel="D0BEN")
    assert "gates" in here.ask(BEN, "/minutes gates", channel=CHANNEL)
    here.ask(BEN, "/minutes digest on 08:30", channel="D0BEN")
    here.at("2026-03-08T09:00").publish(SWINGS, "2")
    here.publish(parish("4 March 2026", "Cllr Dunn spoke of buoys.", panel=other), "3")
    here.at("2026-03-09T06:30").tick()
    (text,) = here.texts(BEN)
    assert "Harbour Trust Board" in text
    assert "Oxley" not in text


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
    assert "\nAmended minutes\n" in here.texts(ANN)[1]
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
    assert message.text.count("undertook to write to the owner") == 5
    assert "4 more: /actions" in message.text
    (button,) = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Show all"
    ]
    whole = here.ask(ANN, f"/minutes {button['value']}")
    assert whole.count("undertook to write to the owner") == 9
    assert "not known any more" in here.ask(BEN, f"/minutes {button['value']}")


def test_the_schedule_says_what_goes_and_what_went(here: Sending) -> None:
    here.ask(BEN, "/minutes digest on 08:30")
    here.ask(BEN, "/minutes watch pond how:daily")
    here.publish(SWINGS)
    here.at("2026-03-09T06:30").tick()
    told = scheduled(Context(here.book, KEEPER, here.now), CHANNEL, dt.time(8))
    lines = click.unstyle(draw(schedule(told))).splitlines()
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
