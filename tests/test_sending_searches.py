"""Saved searches, reminders and meetings: told in time, each once."""

from support.drawn_blocks import drawn
from support.oxley import ANN, BEN, SWINGS, assigned
from support.sending import CLERK, Sending

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
    assert '\n“"the swings"”: ' in message.text
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
    assert "\n“swings”: " in here.texts(ANN)[0]
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


def test_the_assignee_is_reminded_before_and_on_the_day_the_secretariat_after_it(
    here: Sending,
) -> None:
    assigned(here, BEN)
    for day in range(9, 25):
        here.at(f"2026-03-{day:02}T06:00").tick()
        here.at(f"2026-03-{day:02}T08:00").tick()
    first, second = here.got(BEN)
    assert first.text.startswith("Actions, Tuesday 17 March 2026\nYours to do (1)\n")
    assert second.text.startswith("Actions, Friday 20 March 2026\nYours to do (1)\n")
    assert "[Done] [Remind me in 3 days] [Not mine]" in drawn(first.blocks)
    assert "[Stop reminders]" in drawn(first.blocks)
    assert here.got(ANN) == []
    (late,) = here.texts(CLERK)
    assert late.startswith("Actions, Saturday 21 March 2026\nOverdue, for the secretariat (1)\n")


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
    assert text.startswith("Actions, Tuesday 24 March 2026\nYours to do (1)\n")


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
    assert "Promised for it and still open (1):\n1. The Clerk · open, due 20 March 2026" in eve
