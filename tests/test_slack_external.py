"""Guests and channels shared with other organisations: published minutes, or nothing."""

from support.bot_process import Bot
from support.drawn_blocks import drawn

from playground.model import Channel

SHARED = Channel("C0SHARED", "with-others", frozenset({"U0BOT", "U0CLERK"}), is_ext_shared=True)


def shared(bot: Bot) -> Bot:
    bot.slack.workspace.channels[SHARED.id] = SHARED
    return bot


def test_the_secretariat_has_no_tools_among_others(fresh_bot: Bot) -> None:
    slack = shared(fresh_bot).start().slack
    here = slack.command("/actions", "open", user="U0CLERK").wait_reply()
    assert "[Done]" in drawn(here.blocks)
    there = slack.command("/actions", "open", user="U0CLERK", channel="C0SHARED").wait_reply()
    assert "undertook to bring a plan" in there.text
    assert "[Done]" not in drawn(there.blocks)
    guest = slack.command("/minutes", "skippers retired", user="U0GUEST").wait_reply()
    assert "two of the four" in guest.text
    assert fresh_bot.stop() == 0
    assert slack.violations == []


def test_where_it_is_to_be_silent_it_is(fresh_bot: Bot) -> None:
    slack = shared(fresh_bot).start(MINUTEBOOK_EXTERNAL="silent").slack
    said = slack.mention("skippers retired", user="U0CLERK", channel="C0SHARED")
    told = slack.command("/minutes", "skippers retired", user="U0GUEST").wait_reply()
    assert told.text.startswith("I do not answer guests")
    inside = slack.command("/minutes", "skippers retired").wait_reply()
    assert "two of the four" in inside.text
    slack.dm("skippers retired", user="U0CLERK").wait_reply()
    refused = slack.dm("share it in #with-others", user="U0CLERK").wait_reply()
    assert "have to be in that channel" in refused.text
    assert fresh_bot.stop() == 0
    assert said.replies == []
    assert slack.messages("C0SHARED") == [said.message]
    assert slack.unacknowledged == []
