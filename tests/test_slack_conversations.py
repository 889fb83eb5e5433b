"""Mentions and direct messages as conversations, through the local Slack."""

from collections.abc import Iterator

import pytest
from bot_process import Bot, bot
from drawn_blocks import drawn

__all__ = ["bot"]


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
    shared = said.wait_reply()
    assert shared.thread_ts is None
    assert "Shared by @U0MEMBER" in drawn(shared.blocks)


def test_share_it_from_a_direct_message_needs_a_channel_of_hers(bot: Bot) -> None:
    bot.slack.dm("skippers retired").wait_reply()
    assert "in which channel" in bot.slack.dm("share it").wait_reply().text
    before = len(bot.slack.messages("C0CLERKS"))
    refused = bot.slack.dm("share it in #clerks-only").wait_reply()
    assert "have to be in that channel" in refused.text
    assert len(bot.slack.messages("C0CLERKS")) == before
    assert bot.slack.dm("share it in #panel").wait_reply().text == "Shared."
    assert "Shared by @U0MEMBER" in drawn(bot.slack.messages("C0PANEL")[-1].blocks)


def test_chatter_gets_a_short_reply_and_no_results(bot: Bot) -> None:
    assert bot.slack.dm("Thanks!").wait_reply().text == "You are welcome."
    hello = bot.slack.mention("hello").wait_reply()
    assert hello.text.startswith("Hello. Ask me")
    assert "Ferry Timetable" in hello.text
    asked = bot.slack.dm("Hi, why did the last ferry leave at nine?")
    assert "two of the four" in asked.wait_reply().text


def test_the_menu_beneath_a_paragraph(bot: Bot) -> None:
    reply = bot.slack.command("/minutes", "skippers retired").wait_reply()
    options = [
        option["value"]
        for block in reply.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "further"
        for option in element["options"]
    ]
    who, outcome, to_me = options
    told = bot.slack.click(reply, "further", value=who).wait_reply()
    assert "Mrs Penhaligon asked" in told.text
    told = bot.slack.click(reply, "further", value=outcome).wait_reply()
    assert "undertook to bring a plan" in told.text
    told = bot.slack.click(reply, "further", value=to_me).wait_reply()
    assert "in a direct message" in told.text
    sent = bot.slack.messages(bot.slack.dm_channel())[-1]
    assert "two of the four" in sent.text
