"""What is posted for somebody and not confirmed by Slack: looked for, never posted twice, and
whoever pressed or asked is told what is known of it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from support.bot_process import MINUTES, Bot, answers_in_thread
from support.drawn_blocks import drawn

from playground.model import Message

PANEL, QUIET, GONE = "C0PANEL", "C0QUIET", "C0GONE"
UNSURE = "I don't know whether it arrived in #panel"
MONTHS = iter(f"{day}th {month}" for month in ("February", "May") for day in range(4, 20))
TOKENS = count(1)


@pytest.fixture(autouse=True)
def all_well(bot: Bot) -> Iterator[None]:
    """Faults end with the test that set them; whatever it does, no rule of Slack's is broken."""
    app, channels = bot.slack.here.app, bot.slack.workspace.channels
    panel = channels[PANEL]
    channels[GONE] = replace(panel, id=GONE, name="old-panel", is_archived=True)
    yield
    bot.slack.faults.clear()
    bot.slack.here.app = app
    assert bot.slack.violations == []
    assert bot.slack.unacknowledged == []


def published(bot: Bot) -> Message:
    """A preview of minutes of one more day, once they are published: *Announce* is under it."""
    text = MINUTES.replace("14th January", next(MONTHS))
    preview = bot.slack.upload("minutes.txt", text.encode()).wait_reply()
    bot.slack.click(preview, "Publish", user="U0CLERK").wait_ack()

    def done() -> Message | None:
        now = bot.slack.workspace.message(preview.channel, preview.ts)
        return now if now and "[Announce…]" in drawn(now.blocks) else None

    return bot.slack.wait_for(done)


def announce(bot: Bot, done: Message, *channels: str) -> str:
    """What the clerk reads once the form was sent."""
    view = bot.slack.click(done, "Announce…", user="U0CLERK").wait_view()
    form = bot.slack.wait_for(
        lambda: (now := bot.slack.workspace.views[view.id]).body.get("submit") and now
    )
    bot.slack.submit(form, {"channels": list(channels), "cover": ""}).wait_ack()

    def told() -> str:
        text = drawn(bot.slack.workspace.views[view.id].blocks)
        return "" if "This is what members" in text or "One moment" in text else text

    return bot.slack.wait_for(told)


def announcements(bot: Bot, done: Message, channel: str = PANEL) -> int:
    """How many announcements of these minutes stand in a channel."""
    day = done.text.partition("Board, ")[2].partition(":")[0]
    told = [m.text for m in bot.slack.messages(channel) if "Minutes published" in m.text]
    return sum(day in text for text in told)


def may_not_look(bot: Bot) -> None:
    app = bot.slack.here.app
    hidden = {"channels:history", "groups:history", "im:history"}
    bot.slack.here.app = replace(app, scopes=app.scopes - hidden)


# ---- announcing -------------------------------------------------------------------------------


def test_an_announcement_whose_request_was_lost_is_posted_on_the_next_press(bot: Bot) -> None:
    done = published(bot)
    bot.slack.faults.lose_request("chat.postMessage")
    told = announce(bot, done, PANEL)
    assert told.startswith(UNSURE)
    assert "look in #panel" in told
    assert announcements(bot, done) == 0
    assert announce(bot, done, PANEL) == "Announced in #panel."
    assert announce(bot, done, PANEL) == "#panel had it already."
    assert announcements(bot, done) == 1


def test_an_announcement_whose_reply_was_lost_is_found(bot: Bot) -> None:
    done = published(bot)
    bot.slack.faults.lose_reply("chat.postMessage")
    assert announce(bot, done, PANEL) == "Announced in #panel."
    assert announce(bot, done, PANEL) == "#panel had it already."
    assert announcements(bot, done) == 1


def test_one_that_cannot_be_looked_for_at_once_is_found_on_the_next_press(bot: Bot) -> None:
    done = published(bot)
    bot.slack.faults.lose_reply("chat.postMessage")
    bot.slack.faults.refuse("conversations.history", "internal_error", times=2)
    assert announce(bot, done, PANEL).startswith(UNSURE)
    assert announce(bot, done, PANEL).startswith(UNSURE)
    assert announce(bot, done, PANEL) == "Announced in #panel."
    assert announcements(bot, done) == 1


def test_where_the_bot_may_not_look_the_clerk_does(bot: Bot) -> None:
    done = published(bot)
    may_not_look(bot)
    bot.slack.faults.lose_request("chat.postMessage")
    assert announce(bot, done, PANEL).startswith(UNSURE)
    assert announce(bot, done, PANEL) == "Announced in #panel."
    assert announcements(bot, done) == 1


def test_faults_of_slack_are_no_announcement(bot: Bot) -> None:
    done = published(bot)
    bot.slack.faults.server_error("chat.postMessage", times=3)
    assert announce(bot, done, PANEL).startswith(UNSURE)
    assert announcements(bot, done) == 0
    assert announce(bot, done, PANEL) == "Announced in #panel."


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("ratelimited", "I could not post in #panel: Slack asks me to slow down."),
        ("internal_error", "I could not post in #panel: Slack refused it (internal_error)."),
        ("restricted_action", "I could not post in #panel: The rules of this workspace"),
    ],
)
def test_what_slack_refuses_is_told_and_may_be_tried_again(bot: Bot, error: str, told: str) -> None:
    done = published(bot)
    bot.slack.faults.refuse("chat.postMessage", error, times=1)
    assert announce(bot, done, PANEL).startswith(told)
    assert announce(bot, done, PANEL) == "Announced in #panel."
    assert announcements(bot, done) == 1


def test_each_channel_is_told_of_by_its_name(bot: Bot) -> None:
    done = published(bot)
    told = announce(bot, done, PANEL, QUIET, GONE).split("\n")
    assert told[0] == "Announced in #panel."
    assert told[1].startswith("I could not post in #lunch: I am not in this channel.")
    assert told[2].startswith("I could not post in #old-panel: This channel is archived")
    assert "C0" not in str(told)


# ---- sharing ----------------------------------------------------------------------------------


def shares(bot: Bot, channel: str = PANEL) -> int:
    return sum("Shared by" in drawn(m.blocks) for m in bot.slack.messages(channel))


def test_a_share_whose_request_was_lost_is_told_of_and_repeated_on_a_press(bot: Bot) -> None:
    before = shares(bot)
    answer = bot.slack.command("/minutes", "dredged in May").wait_reply()
    bot.slack.faults.lose_request("chat.postMessage")
    told = bot.slack.click(answer, "Share").wait_reply()
    assert told.text.startswith(UNSURE)
    assert told.only_for == "U0MEMBER"
    assert shares(bot) == before
    bot.slack.click(answer, "Share")
    bot.slack.wait_for(lambda: shares(bot) == before + 1)
    again = bot.slack.click(answer, "Share").wait_reply()
    assert again.text == "You have shared this paragraph here already."
    assert shares(bot) == before + 1


def test_a_share_whose_reply_was_lost_is_not_repeated(bot: Bot) -> None:
    before = shares(bot)
    answer = bot.slack.command("/minutes", "dredged in May").wait_reply()
    bot.slack.faults.lose_reply("chat.postMessage")
    bot.slack.click(answer, "Share")
    bot.slack.wait_for(lambda: shares(bot) == before + 1)
    again = "I am just sharing this paragraph."
    while again == "I am just sharing this paragraph.":  # the first press looks for it
        again = bot.slack.click(answer, "Share").wait_reply().text
    assert again == "You have shared this paragraph here already."
    assert shares(bot) == before + 1


def test_a_share_where_the_bot_is_not_and_nobody_knows(bot: Bot) -> None:
    answer = bot.slack.command("/minutes", "skippers retired", channel=QUIET).wait_reply()
    bot.slack.faults.lose_request("response_url")
    told = bot.slack.click(answer, "Share").wait_reply()
    assert told.text.startswith("I don't know whether it arrived in #lunch")
    bot.slack.click(answer, "Share")
    bot.slack.wait_for(lambda: shares(bot, QUIET) == 1)


@pytest.mark.parametrize("fault", ["lose_request", "lose_reply"])
def test_share_it_said_again_is_shared_once(bot: Bot, fault: str) -> None:
    before = shares(bot)
    bot.slack.dm("skippers retired").wait_reply()
    offered = bot.slack.dm("share it in #panel").wait_reply().text
    assert offered.startswith("Say “yes” and I'll share this in #panel")
    bot.slack.faults.refuse("conversations.history", "fatal_error", times=1)
    getattr(bot.slack.faults, fault)("chat.postMessage")
    assert bot.slack.dm("yes").wait_reply().text.startswith(UNSURE)
    bot.slack.dm("share it in #panel").wait_reply()
    assert bot.slack.dm("yes").wait_reply().text == "Shared."
    assert shares(bot) == before + 1


# ---- answering --------------------------------------------------------------------------------


def test_a_command_whose_answer_was_lost_is_told_of(bot: Bot) -> None:
    bot.slack.faults.lose_request("response_url")
    before = len(bot.slack.ephemerals("U0MEMBER"))
    bot.slack.command("/minutes", "skippers retired")
    (told,) = bot.slack.wait_for(lambda: bot.slack.ephemerals("U0MEMBER")[before:])
    assert told.text.startswith("I don't know whether my answer reached you")


def test_and_by_another_way_where_that_is_lost_too(bot: Bot) -> None:
    bot.slack.faults.lose_request("response_url")
    bot.slack.faults.lose_request("chat.postEphemeral")
    place = bot.slack.dm_channel()
    before = len(bot.slack.messages(place))
    bot.slack.command("/minutes", "skippers retired")
    (told,) = bot.slack.wait_for(lambda: bot.slack.messages(place)[before:])
    assert told.text.startswith("I don't know whether my answer reached you")


@pytest.mark.parametrize("door", ["mention", "dm"])
@pytest.mark.parametrize("fault", ["lose_request", "lose_reply"])
def test_an_answer_in_a_thread_stands_once_or_is_told_of(bot: Bot, door: str, fault: str) -> None:
    token = f"zzk{next(TOKENS):03d}q"
    getattr(bot.slack.faults, fault)("chat.postMessage")
    asked = getattr(bot.slack, door)(token)
    told = asked.wait_reply()
    assert (token in told.text) is (fault == "lose_reply")
    assert ("I don't know whether it arrived" in told.text) is (fault == "lose_request")
    bot.slack.command("/minutes", "meetings").wait_reply()  # answered after all that came before
    assert answers_in_thread(asked) == [told]


def test_a_preview_whose_request_was_lost_is_told_of(bot: Bot) -> None:
    bot.slack.faults.lose_request("chat.postMessage")
    sent = bot.slack.upload("june.txt", MINUTES.replace("14th January", "3rd June").encode())
    assert "I don't know whether it arrived in our direct messages" in sent.wait_reply().text


def test_send_to_me_is_not_claimed_where_it_was_lost(bot: Bot) -> None:
    answer = bot.slack.command("/minutes", "skippers retired").wait_reply()
    bot.slack.faults.lose_request("chat.postMessage")
    told = bot.slack.click(answer, "Send to my DM").wait_reply()
    assert told.text.startswith("I don't know whether it arrived in our direct messages")


def test_what_is_on_its_way_is_not_posted_by_another_press(bot: Bot) -> None:
    done = published(bot)
    bot.slack.faults.hold("chat.postMessage", times=1)
    view = bot.slack.click(done, "Announce…", user="U0CLERK").wait_view()
    form = bot.slack.wait_for(
        lambda: (now := bot.slack.workspace.views[view.id]).body.get("submit") and now
    )
    bot.slack.submit(form, {"channels": [PANEL], "cover": ""})
    assert announce(bot, done, PANEL) == "It is being announced in #panel just now."
    bot.slack.faults.clear()
    bot.slack.wait_for(lambda: announcements(bot, done) == 1)


def test_what_a_form_can_no_longer_show_is_sent_to_whoever_sent_it(bot: Bot) -> None:
    done = published(bot)
    place = bot.slack.dm_channel("U0CLERK")
    view = bot.slack.click(done, "Announce…", user="U0CLERK").wait_view()
    form = bot.slack.wait_for(
        lambda: (now := bot.slack.workspace.views[view.id]).body.get("submit") and now
    )
    bot.slack.faults.slow("chat.postMessage", 3.0, times=1)  # longer than a form may take
    bot.slack.submit(form, {"channels": [PANEL], "cover": ""}).wait_ack()
    bot.slack.close(bot.slack.workspace.views[view.id])
    bot.slack.wait_for(lambda: "Announced in #panel." in bot.slack.messages(place)[-1].text)
    assert announcements(bot, done) == 1
