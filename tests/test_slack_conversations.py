"""Mentions and direct messages as conversations, through the local Slack."""

from collections.abc import Iterator

import pytest
from support.bot_process import Bot
from support.drawn_blocks import drawn


@pytest.fixture(autouse=True)
def no_violations(bot: Bot) -> Iterator[None]:
    """Whatever a test does, no rule of Slack's is broken and nothing stays unacknowledged."""
    yield
    assert bot.slack.violations == []
    assert bot.slack.unacknowledged == []


def test_a_direct_message_goes_on_through_a_restart(bot: Bot) -> None:
    slack = bot.slack
    found = slack.dm("skippers retired").wait_reply()
    assert "two of the four" in found.text
    who = slack.dm("who asked that?").wait_reply()
    assert who.text.startswith("Mrs Penhaligon asked; The Harbour Master answered.")
    assert bot.stop() == 0
    bot.start()
    came = slack.dm("what came of it?").wait_reply()
    assert "undertook to bring a plan" in came.text
    context = slack.dm("show the context").wait_reply()
    assert "the paragraph you asked about" in drawn(context.blocks)


def test_two_threads_are_two_conversations(bot: Bot) -> None:
    ferry = bot.slack.mention("skippers retired")
    ferry.wait_reply()
    dredging = bot.slack.mention("dredged in May")
    dredging.wait_reply()
    said = bot.slack.mention("who said that?", thread_ts=ferry.ts)
    assert "Mrs Penhaligon asked" in said.wait_reply().text
    said = bot.slack.mention("who said that?", thread_ts=dredging.ts)
    assert "The Harbour Master" in said.wait_reply().text
    assert "Penhaligon" not in said.replies[-1].text


def test_share_it_posts_in_the_channel_in_her_name(bot: Bot) -> None:
    asked = bot.slack.mention("skippers retired")
    asked.wait_reply()
    said = bot.slack.mention("share it", thread_ts=asked.ts)
    offered = said.wait_reply()
    assert offered.thread_ts == asked.ts
    assert "Say “yes” and I'll share this in #panel" in drawn(offered.blocks)
    assert "two of the four" in offered.text
    shared = bot.slack.mention("yes please", thread_ts=asked.ts).wait_reply()
    assert shared.thread_ts is None
    assert "Shared by @U0MEMBER" in drawn(shared.blocks)


def test_share_it_from_a_direct_message_needs_a_channel_of_hers(bot: Bot) -> None:
    bot.slack.dm("skippers retired").wait_reply()
    assert "in which channel" in bot.slack.dm("share it").wait_reply().text
    before = len(bot.slack.messages("C0CLERKS"))
    refused = bot.slack.dm("share it in #clerks-only").wait_reply()
    assert "have to be in that channel" in refused.text
    assert len(bot.slack.messages("C0CLERKS")) == before
    offered = bot.slack.dm("share it in #panel").wait_reply()
    assert "Say “yes” and I'll share this in #panel" in offered.text
    said = bot.slack.dm("yes")
    assert said.wait_reply().text == "Shared."
    (shared,) = [one for one in bot.slack.messages("C0PANEL") if one.ts > said.ts]
    assert "Shared by @U0MEMBER" in drawn(shared.blocks)


def test_chatter_gets_a_short_reply_and_no_results(bot: Bot) -> None:
    assert bot.slack.dm("Thanks!").wait_reply().text == "You are welcome."
    hello = bot.slack.mention("hello").wait_reply()
    assert hello.text.startswith("Hello. Ask me")
    assert "Ferry Timetable" in hello.text
    asked = bot.slack.dm("Hi, why did the last ferry leave at nine?")
    assert "two of the four" in asked.wait_reply().text


def test_the_buttons_beneath_a_paragraph(bot: Bot) -> None:
    reply = bot.slack.command("/minutes", "skippers retired").wait_reply()
    assert "Mrs Penhaligon asked" in bot.slack.click(reply, "Who is this?").wait_reply().text
    told = bot.slack.click(reply, "What came of it?").wait_reply()
    assert "undertook to bring a plan" in told.text
    told = bot.slack.click(reply, "Send to my DM").wait_reply()
    assert "in a direct message" in told.text
    (sent,) = [m for m in bot.slack.messages(bot.slack.dm_channel()) if m.ts > reply.ts]
    assert "two of the four" in sent.text


TURNS = (  # what is said, and what the answer holds
    ("hello", "Hello. Ask me"),
    ("last ferry", "slept on the quay"),
    ("who said that?", "Mr Tregear spoke."),
    ("the next one", "RESOLVED that the Harbour Master write"),
    ("and the third one?", "two of the four"),
    ("who asked that?", "Mrs Penhaligon asked"),
    ("the first one", "slept on the quay"),
    ("what came of it?", "2 actions under “Ferry Timetable”"),
    ("show the context", "the paragraph you asked about"),
    ("thanks!", "You are welcome."),
    ("and in 2019?", "Nothing found in the minutes for “last ferry in 2019”"),
    ("and in 2025?", "slept on the quay"),
    ("what about the Harbour Master?", "two of the four"),
    ("what did he say about the channel?", "silted up by 40 centimetres"),
    ("and Mr Tregear?", "slept on the quay"),
    ("more", "no more results"),
    ("dredged in May", "silted up by 40 centimetres"),
    ("who is that?", "The Harbour Master spoke."),
    ("send it to me", "silted up by 40 centimetres"),
    ("actions open", "2 open actions"),
    ("the done ones", "done action"),
    ("help", "/minutes meetings"),
    ("and what about the skippers?", "two of the four"),
    ("share it in #panel", "Say “yes”"),
    ("no thanks", "You are welcome."),
    ("share it in #panel", "two of the four"),
    ("go ahead", "Shared."),
)


def test_there_is_nothing_to_share_before_a_paragraph_is_shown(bot: Bot) -> None:
    told = bot.slack.dm("share it", "U0CLERK").wait_reply().text
    assert told == "There is nothing to share yet. Ask for a paragraph first."


def test_twenty_turns_with_a_restart_in_the_middle(bot: Bot) -> None:
    for number, (said, held) in enumerate(TURNS):
        if number == len(TURNS) // 2:
            assert bot.stop() == 0
            bot.start()
        told = bot.slack.dm(said, user="U0AWAY").wait_reply()
        assert held in told.text + drawn(told.blocks), f"turn {number}, “{said}”: {told.text}"


@pytest.mark.parametrize(
    ("first", "asked", "told"),
    [
        ("skippers retired", "and before that?", "until"),
        ("dredged in May", "anything since then?", "since"),
    ],
)
def test_what_was_made_of_a_follow_up_is_never_shown(
    bot: Bot, first: str, asked: str, told: str
) -> None:
    bot.slack.dm(first).wait_reply()
    reply = bot.slack.dm(asked).wait_reply()

    for shown in (reply.text, drawn(reply.blocks)):
        assert not any(key in shown for key in ("before:", "since:", "sort:"))
        assert f", {told} " in shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "ferry before:2019-01-01",
            "Nothing found in the minutes for “ferry”, until 31 December 2018",
        ),
        ('from:"Mrs Penhaligon" since:2031', "said by Mrs Penhaligon, since 1 January 2031"),
        ("zeppelin moorings", "Nothing found in the minutes for “zeppelin moorings”."),
    ],
)
def test_what_found_nothing_is_said_in_english(bot: Bot, typed: str, told: str) -> None:
    assert told in bot.slack.dm(typed, "U0CLERK").wait_reply().text
