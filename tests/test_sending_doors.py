"""Settling what one is sent, by buttons of Slack with the real bot behind them."""

from support.bot_process import Bot
from support.drawn_blocks import drawn


def test_watch_under_an_answer_says_how_often_and_saves(bot: Bot) -> None:
    answer = bot.slack.command("/minutes", "last ferry").wait_reply()
    proposal = bot.slack.click(answer, "Watch").wait_reply()
    assert "In the last year “last ferry” would have found" in proposal.text
    saved = bot.slack.click(proposal, "Tell me at once").wait_reply()
    assert "Saved: “last ferry”, told to you at once." in saved.text
    paused = bot.slack.click(saved, "Pause").wait_reply()
    assert "Paused: “last ferry”." in paused.text
    listed = bot.slack.command("/minutes", "watches").wait_reply()
    assert "1. “last ferry”, paused" in listed.text
    gone = bot.slack.click(listed, "Stop").wait_reply()
    assert "No searches are saved for you." in gone.text
    assert bot.slack.violations == []


def test_the_home_shows_what_is_sent_and_settles_it(bot: Bot) -> None:
    bot.slack.open_home("U0AWAY")
    shown = bot.slack.wait_for(lambda: bot.slack.home("U0AWAY"))
    assert "No digest comes to you." in drawn(shown.blocks)
    bot.slack.click(shown, "Daily digest").wait_view()
    bot.slack.wait_for(
        lambda: "You get the digest every day at 08:00" in drawn(bot.slack.home("U0AWAY").blocks)
    )
    assert bot.slack.violations == []
