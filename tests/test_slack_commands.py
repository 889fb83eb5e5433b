"""`minutebook run` as a process against the local Slack: commands, buttons, mentions."""

import json
from collections.abc import Iterator

import pytest
from support.bot_process import ADDRESS, Bot, answers_in_thread
from support.drawn_blocks import drawn

from playground.acknowledgements import Interaction
from playground.model import Message


@pytest.fixture(autouse=True)
def no_violations(bot: Bot) -> Iterator[None]:
    """Whatever a test does, no rule of Slack's is broken and nothing stays unacknowledged."""
    yield
    assert bot.slack.violations == []
    assert bot.slack.unacknowledged == []


def asked(bot: Bot, text: str, command: str = "/minutes", **who: str) -> Message:
    """The reply to a command."""
    sent = bot.slack.command(command, text, **who)
    assert sent.wait_ack() == {}
    return sent.wait_reply()


def pressed(bot: Bot, message: Message, label: str, user: str | None = None) -> Interaction:
    """A button that was pressed and acknowledged."""
    sent = bot.slack.click(message, label, user=user)
    sent.wait_ack()
    return sent


# ---- commands ---------------------------------------------------------------------------------


def test_a_question_is_answered_for_the_asker_alone(bot: Bot) -> None:
    reply = asked(bot, "skippers retired")
    assert reply.only_for == "U0MEMBER"
    shown = drawn(reply.blocks)
    assert "> Mrs Penhaligon asked why the last ferry left at nine. The Harbour Master" in shown
    assert "[Open the minutes] [Context] [Share]" in shown
    for told in ("Mrs Penhaligon", "Harbour Trust Board", "14 January 2025", "mgAi.aspx?ID=71"):
        assert told in reply.text


def test_what_a_document_says_stays_literal(bot: Bot) -> None:
    reply = asked(bot, "islanders slept on the quay")
    assert "> Mr Tregear said that *" in drawn(reply.blocks)
    assert "&lt;!channel&gt; &amp; slept" in reply.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Ask the minutes"),
        ("help", "/actions open"),
        ("meetings", "Harbour Trust Board, 14 January 2025"),
        ("speakers penhaligan", "Mrs Penhaligon"),
        ("add", "The secretariat drops a file on me"),
        ("digest", "Minutes digest"),
        ("zzxqy", "Nothing found"),
        ("penhaligon ferry “skippers”", "retired"),
        ("stop & search <b> *x* \u202e", "found"),
    ],
)
def test_every_command_answers(bot: Bot, text: str, told: str) -> None:
    assert told in asked(bot, text).text


def test_the_terminal_gives_the_very_same_payload(bot: Bot) -> None:
    sent = asked(bot, "last ferry")
    said = json.loads(bot.minutebook("say", "/minutes last ferry", "--json"))
    assert said["response_type"] == "ephemeral"
    assert said["text"] == sent.text
    assert drawn(said["blocks"]) == drawn(sent.blocks)


def test_an_action_is_marked_done_by_those_who_may(bot: Bot) -> None:
    listed = asked(bot, "open", "/actions")
    assert "undertook to bring a plan" in listed.text
    assert "[Done]" not in drawn(listed.blocks)
    refused = asked(bot, "1 due 3 May 2025", "/actions")
    assert "can be changed by the secretariat" in refused.text

    as_clerk = asked(bot, "open", "/actions", user="U0CLERK")
    done = pressed(bot, as_clerk, "Done").wait_reply()
    assert done.text.startswith("Action 1 is marked done.")
    assert "marked done, by @U0CLERK" in drawn(done.blocks)
    assert "undertook to bring a plan" not in asked(bot, "open", "/actions").text
    again = pressed(bot, done, "Take back the last change").wait_reply()
    assert "is taken back" in again.text
    assert "12 sent" not in asked(bot, "1 done 12 sent", "/actions", user="U0CLERK").text[:20]
    assert "open again" in asked(bot, "1 reopen", "/actions", user="U0CLERK").text


def test_an_entry_has_a_menu_of_what_whoever_reads_may_do(bot: Bot) -> None:
    listed = asked(bot, "open", "/actions")
    told = bot.slack.click(listed, "entry", value="show:1").wait_reply()
    assert "undertook to bring a plan" in told.text
    asks = bot.slack.click(listed, "entry", value="done:1").wait_reply()
    assert asks.text.startswith("The secretariat is asked whether action 1 is done.")

    as_clerk = asked(bot, "open", "/actions", user="U0CLERK")
    mine = bot.slack.click(as_clerk, "entry", value="assign:1").wait_reply()
    assert mine.text.startswith("Action 1 is assigned to <@U0CLERK>.")
    waiting = drawn(asked(bot, "1", "/actions", user="U0CLERK").blocks)
    assert "@U0MEMBER says that it is done" in waiting
    assert "[Accept] [Decline]" in waiting
    declined = asked(bot, "1 decline not yet", "/actions", user="U0CLERK")
    assert "closing declined (not yet), by <@U0CLERK>" in declined.text


def test_an_action_is_assigned_to_a_person_in_slack(bot: Bot) -> None:
    told = asked(bot, "2 assign @ada", "/actions", user="U0CLERK")
    assert "Action 2 is assigned to <@U0MEMBER>." in told.text
    assert "[Done]" in drawn(asked(bot, "2", "/actions", user="U0MEMBER").blocks)


def test_fifty_commands_at_once_are_all_acknowledged_before_any_is_answered(bot: Bot) -> None:
    bot.slack.faults.hold("response_url")
    sent = [bot.slack.command("/minutes", f"ferry {number}") for number in range(50)]
    for one in sent:
        one.wait_ack()
    bot.slack.faults.clear()
    for one in sent:
        assert one.wait_reply().only_for == "U0MEMBER"
    assert all(len(one.replies) == 1 for one in sent)


# ---- buttons ----------------------------------------------------------------------------------


def test_context_shows_the_paragraphs_around(bot: Bot) -> None:
    context = pressed(bot, asked(bot, "skippers retired"), "Context").wait_reply()
    shown = drawn(context.blocks)
    assert "Paragraph 1 · the paragraph you asked about" in shown
    assert "slept on the quay" in shown
    assert context.only_for == "U0MEMBER"


def test_share_posts_once_for_everybody_in_the_name_of_who_shared(bot: Bot) -> None:
    reply = asked(bot, "skippers retired")
    before = len(bot.slack.messages("C0PANEL"))
    pressed(bot, reply, "Share")
    bot.slack.wait_for(lambda: len(bot.slack.messages("C0PANEL")) > before)
    bot.slack.wait_for(  # until its receipt is written down it is being shared
        lambda: (
            "shared this paragraph here already" in pressed(bot, reply, "Share").wait_reply().text
        )
    )
    (shared,) = bot.slack.messages("C0PANEL")[before:]
    assert "Shared by @U0MEMBER" in drawn(shared.blocks)
    assert "two of the four skippers" in shared.text


def test_share_works_where_the_bot_is_not_a_member(bot: Bot) -> None:
    reply = asked(bot, "skippers retired", channel="C0QUIET")
    shared = pressed(bot, reply, "Share").wait_reply()
    assert shared.only_for is None
    assert shared.channel == "C0QUIET"


def test_a_short_result_is_read_whole_on_a_press(bot: Bot) -> None:
    reply = asked(bot, "ferry")
    whole = pressed(bot, reply, "Read whole").wait_reply()
    assert "[Context] [Share]" in drawn(whole.blocks)


def test_next_steps_are_a_press_away(bot: Bot) -> None:
    held = pressed(bot, asked(bot, "zzxqy"), "What is held").wait_reply()
    assert "Harbour Trust Board, 14 January 2025" in held.text


# ---- mentions and direct messages -------------------------------------------------------------


def test_a_mention_is_answered_once_in_its_thread(bot: Bot) -> None:
    said = bot.slack.mention("last ferry skippers")
    reply = said.wait_reply()
    assert reply.thread_ts == said.ts
    assert "two of the four skippers" in reply.text
    bot.slack.edit(said, "<@U0BOT> last ferry skippers!")
    for one in bot.slack.redeliver(said):
        bot.slack.wait_for(lambda one=one: one.state == "acknowledged")
    asked(bot, "help")
    assert answers_in_thread(said) == [reply]


def test_a_mention_in_a_thread_is_answered_there(bot: Bot) -> None:
    first = bot.slack.message("What about the ferry?")
    said = bot.slack.mention("dredged", thread_ts=first.ts)
    assert said.wait_reply().thread_ts == first.ts


def test_the_secretariat_may_change_an_action_by_mention_and_others_may_not(bot: Bot) -> None:
    refused = bot.slack.mention("/actions 1 due 3 May 2025").wait_reply()
    assert "can be changed by the secretariat" in refused.text
    said = bot.slack.mention("/actions 1 due 3 May 2025", user="U0CLERK")
    assert "is due on 3 May 2025" in said.wait_reply().text


def test_a_direct_message_is_a_question(bot: Bot) -> None:
    said = bot.slack.dm("actions all")
    assert "undertook to bring a plan" in said.wait_reply().text
    said = bot.slack.dm("<@U0BOT> help")
    assert "Ask the minutes" in said.wait_reply().text


def test_the_link_leads_to_the_words(bot: Bot) -> None:
    reply = asked(bot, "silted up")
    (address,) = [
        element["url"]
        for block in reply.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if "url" in element
    ]
    assert address.startswith(f"{ADDRESS}#:~:text=")
