"""Every other door of Slack: shortcuts, forms, links, the app's home, being invited."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.bot_process import ADDRESS, Bot
from support.drawn_blocks import drawn

from playground import events
from playground.acknowledgements import Said
from playground.model import View

QUOTE = "two of the four skippers had retired"


@pytest.fixture(autouse=True)
def no_violations(bot: Bot) -> Iterator[None]:
    """Whatever a test does, no rule of Slack's is broken and nothing stays unacknowledged."""
    app = bot.slack.here.app
    bot.slack.here.app = replace(app, unfurl_domains=frozenset({"harbour.example"}))
    for view in bot.slack.views:
        bot.slack.workspace.close_view(view, whole_stack=True)
    yield
    assert bot.slack.violations == []
    assert bot.slack.unacknowledged == []


def becomes(bot: Bot, view: View, words: str) -> str:
    """What a modal shows once these words stand in it."""

    def shown() -> str:
        now = bot.slack.workspace.views.get(view.id)
        return drawn(now.blocks) if now else ""

    bot.slack.wait_for(lambda: words in shown())
    return shown()


def beneath(bot: Bot, said: Said) -> str:
    """A message as it now stands, with what is shown beneath it."""
    return str(bot.slack.workspace.message("C0PANEL", said.ts))


def home_with(bot: Bot, words: str, user: str = "U0MEMBER") -> View:
    """The home of somebody, once these words stand in it."""

    def shown() -> View | None:
        now = bot.slack.home(user)
        return now if now and words in drawn(now.blocks) else None

    bot.slack.open_home(user)
    return bot.slack.wait_for(shown)


# ---- message shortcuts ------------------------------------------------------------------------


def test_a_message_is_looked_for_in_the_minutes(bot: Bot) -> None:
    said = bot.slack.message("Did the skippers retired thing get minuted?")
    view = bot.slack.message_shortcut("find_in_minutes", said).wait_view()
    shown = becomes(bot, view, "two of the four")
    assert "[Share]" not in shown


def test_a_quotation_is_checked_and_its_difference_marked(bot: Bot) -> None:
    exact = bot.slack.message(f"The minutes say “{QUOTE}”, as I told you.")
    view = bot.slack.message_shortcut("check_quotation", exact).wait_view()
    assert "word for word" in becomes(bot, view, "Word for word").casefold()
    altered = bot.slack.message(
        "The Harbour Master replied that three of the four skippers retired"
    )
    view = bot.slack.message_shortcut("check_quotation", altered).wait_view()
    shown = becomes(bot, view, "stands only in the quotation")
    assert "⟦three⟧" in shown
    assert "⟨two⟩" in shown


def test_check_by_command_says_the_same(bot: Bot) -> None:
    reply = bot.slack.command("/minutes", f"check {QUOTE}").wait_reply()
    assert "Word for word" in reply.text
    assert "14 January 2025" in reply.text


def test_a_message_is_tracked_by_the_secretariat_alone(bot: Bot) -> None:
    said = bot.slack.message("last ferry plan from the Harbour Master")
    view = bot.slack.message_shortcut("track_action", said).wait_view()
    becomes(bot, view, "published by the secretariat")
    view = bot.slack.message_shortcut("track_action", said, user="U0CLERK").wait_view()
    assert "undertook to bring a plan" in becomes(bot, view, "undertook")


# ---- global shortcuts -------------------------------------------------------------------------


def test_the_search_form_finds_by_words_speaker_panel_and_time(bot: Bot) -> None:
    form = bot.slack.shortcut("search_minutes").wait_view()
    speakers = bot.slack.suggest(form, "pick_speaker", "penh")
    assert [one["value"] for one in speakers] == ["Mrs Penhaligon"]
    assert [one["value"] for one in bot.slack.suggest(form, "pick_period", "")] == ["2025"]
    panels = [one["value"] for one in bot.slack.suggest(form, "pick_panel", "")]
    assert panels == ["Harbour Trust Board"]
    sent = bot.slack.submit(
        form,
        {"words": "ferry", "pick_speaker": "Mrs Penhaligon", "pick_period": "2025"},
    )
    assert sent.wait_ack()["response_action"] == "update"
    assert "said by Mrs Penhaligon" in becomes(bot, form, "two of the four")


def test_minutes_are_added_by_form_for_the_secretariat(bot: Bot) -> None:
    view = bot.slack.shortcut("add_minutes").wait_view()
    becomes(bot, view, "Please send the file to")
    view = bot.slack.shortcut("add_minutes", user="U0CLERK").wait_view()
    becomes(bot, view, "Address: [url_text_input]")
    bot.slack.submit(view, {"address": "http://127.0.0.1:9/minutes"}).wait_ack()
    becomes(bot, view, "127.0.0.1")


# ---- links ------------------------------------------------------------------------------------


def test_a_pasted_address_shows_the_paragraph(bot: Bot) -> None:
    said = bot.slack.message(f"see {ADDRESS}#:~:text=The%20Harbour%20Master%20reported")
    bot.slack.wait_for(lambda: "silted up by 40 centimetres" in beneath(bot, said))


def test_an_address_that_is_put_in_later_shows_it_too(bot: Bot) -> None:
    said = bot.slack.message("see the harbour's page")
    bot.slack.edit(said, f"see {ADDRESS}#:~:text=Mr%20Tregear%20said")
    bot.slack.wait_for(lambda: "slept on the quay" in beneath(bot, said))


def test_an_address_of_a_draft_shows_nothing(bot: Bot) -> None:
    page = "https://harbour.example/draft"
    held = bot.folder / "draft.txt"
    held.write_text(
        "Harbour Trust Board - Tuesday, 4th March, 2025\n\n1.\n\nCranes\n\nMinutes:\n\n"
        "1.         Mr Tregear asked for a crane.\n"
    )
    bot.minutebook("add", held, "--url", page, "--draft")
    said = bot.slack.message(f"see {page} and {ADDRESS}", user="U0CLERK")
    bot.slack.wait_for(lambda: "two of the four" in beneath(bot, said))
    assert "crane" not in beneath(bot, said)


def test_a_link_that_is_being_written_is_previewed(bot: Bot) -> None:
    before = len(bot.slack.calls("chat.unfurl"))
    event = {
        "type": "link_shared",
        "channel": "COMPOSER",
        "user": "U0MEMBER",
        "message_ts": "u-1",
        "unfurl_id": "u-1",
        "source": "composer",
        "links": [{"url": ADDRESS.replace("&", "&amp;"), "domain": "harbour.example"}],
        "event_ts": "1.1",
    }
    bot.slack.socket.send("events_api", events.outer(bot.slack.here, event))
    bot.slack.wait_for(lambda: len(bot.slack.calls("chat.unfurl")) > before)


# ---- home, prompts, invitations ---------------------------------------------------------------


def test_the_home_tells_what_is_held_and_searches(bot: Bot) -> None:
    bot.slack.command("/minutes", "dredged in May").wait_reply()
    home = home_with(bot, "[dredged in May]")
    shown = drawn(home.blocks)
    assert "- Harbour Trust Board: 1 meeting, the latest on 14 January 2025" in shown
    assert "For the secretariat" not in shown
    asked = bot.slack.click(home, "home_search", value="skippers retired")
    assert "two of the four" in drawn(asked.wait_view().blocks)


def test_recent_questions_can_be_switched_off(bot: Bot) -> None:
    bot.slack.command("/minutes", "quay", user="U0AWAY").wait_reply()
    home = home_with(bot, "[quay]", "U0AWAY")
    bot.slack.click(home, "Forget them, keep none")
    bot.slack.wait_for(
        lambda: "They are not kept" in drawn(getattr(bot.slack.home("U0AWAY"), "blocks", ()))
    )


def test_my_actions_are_done_from_the_home(bot: Bot) -> None:
    bot.slack.command("/actions", "1 assign <@U0MEMBER>", user="U0CLERK").wait_reply()
    home = home_with(bot, "My actions")
    bot.slack.click(home, "Done").wait_view()
    bot.slack.wait_for(lambda: "My actions" not in drawn(bot.slack.home().blocks))


def test_the_secretariat_sees_what_waits(bot: Bot) -> None:
    reply = bot.slack.command("/minutes", "zzxqy").wait_reply()
    form = bot.slack.click(reply, "Not helpful").wait_view()
    bot.slack.submit(form, {"reason": "missing", "words": "the regatta"}).wait_ack()
    becomes(bot, form, "The secretariat sees the question")
    home = home_with(bot, "1 answer found unhelpful", "U0CLERK")
    listed = bot.slack.click(home, "Unhelpful answers").wait_view()
    assert "I know that the minutes hold it: the regatta" in drawn(listed.blocks)
    refused = bot.slack.command("/minutes", "unhelpful").wait_reply()
    assert "shown to the secretariat" in refused.text


def test_prompts_are_made_of_what_is_held(bot: Bot) -> None:
    bot.slack.open_home(tab="messages")
    call = bot.slack.wait_for(lambda: bot.slack.calls("assistant.threads.setSuggestedPrompts"))
    assert "Ferry Timetable" in str(call[-1])


def test_invited_it_says_one_thing_once(bot: Bot) -> None:
    bot.slack.invite_bot("C0QUIET")
    (welcome,) = bot.slack.wait_for(lambda: bot.slack.messages("C0QUIET"))
    assert "/minutes Ferry Timetable" in welcome.text
    bot.slack.invite_bot("C0QUIET")
    bot.slack.command("/minutes", "help").wait_reply()
    assert len(bot.slack.messages("C0QUIET")) == 1


def test_a_channel_has_its_panel(bot: Bot) -> None:
    told = bot.slack.command("/minutes", "panel harbour", channel="C0CLERKS", user="U0CLERK")
    assert "the minutes of Harbour Trust Board are meant" in told.wait_reply().text
    reply = bot.slack.command("/minutes", "ferry", channel="C0CLERKS", user="U0CLERK").wait_reply()
    assert "in minutes of “Harbour Trust Board”" in reply.text
    elsewhere = bot.slack.command("/minutes", "ferry").wait_reply()
    assert "in minutes of" not in elsewhere.text
    wrong = bot.slack.command("/minutes", "panel zzz", channel="C0CLERKS", user="U0CLERK")
    assert "No panel is called" in wrong.wait_reply().text
    ended = bot.slack.command("/minutes", "panel all", channel="C0CLERKS", user="U0CLERK")
    assert "every panel" in ended.wait_reply().text
