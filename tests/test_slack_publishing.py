"""Minutes handed in through Slack: read, shown to the secretariat, published on a press."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support.bot_process import MINUTES, Bot
from support.drawn_blocks import drawn

from playground.local_slack import LocalSlack
from playground.model import File


def minutes_of(month: str, word: str = "skippers") -> bytes:
    """Minutes of another meeting, told apart by a word."""
    return MINUTES.replace("14th January", f"11th {month}").replace("skippers", word).encode()


FEBRUARY = minutes_of("February", "pilots")


@pytest.fixture(autouse=True)
def no_violations(bot: Bot) -> Iterator[None]:
    """Whatever a test does, no rule of Slack's is broken and nothing stays unacknowledged."""
    yield
    assert bot.slack.violations == []
    assert bot.slack.unacknowledged == []


def found(bot: Bot, text: str, user: str = "U0MEMBER") -> str:
    return bot.slack.command("/minutes", text, user=user).wait_reply().text


def test_a_file_is_shown_first_and_published_on_a_press(bot: Bot) -> None:
    sent = bot.slack.upload("february.txt", FEBRUARY)
    preview = sent.wait_reply()
    shown = drawn(preview.blocks)
    assert "What I understood of february.txt. Nobody else sees it yet." in shown
    assert "- Tuesday 11 February 2025" in shown
    assert "- 2 items, 4 paragraphs, 2 actions" in shown
    assert "Nothing found" in found(bot, "pilots retired")
    assert "Nothing found" in found(bot, "pilots retired", "U0CLERK")

    refused = bot.slack.click(preview, "Publish", user="U0MEMBER").wait_reply()
    assert refused.text == "Only the secretariat may publish minutes."
    bot.slack.click(preview, "Publish", user="U0CLERK").wait_ack()
    bot.slack.wait_for(lambda: "Published by @U0CLERK" in drawn(sent.replies[0].blocks))
    assert "[Publish]" not in drawn(sent.replies[0].blocks)
    assert "pilots had retired" in found(bot, "pilots retired")


def test_minutes_not_understood_say_so_first_and_one_press_does_not_publish(bot: Bot) -> None:
    lines = "The flag of the fleet at half mast for Arthur Penn\n\n" * 6
    data = minutes_of("March", "rowers").decode().replace("1.\n", f"{lines}1.\n", 1)
    assert lines.strip() in data
    preview = bot.slack.upload("march.txt", data.encode()).wait_reply()

    decide = drawn(preview.blocks).partition("Please decide")[2].strip("*\n").splitlines()
    assert "found no place in its items" in decide[0]
    with pytest.raises(LookupError, match="Have you compared"):
        bot.slack.click(preview, "Publish", user="U0CLERK")
    assert "Nothing found" in found(bot, "rowers retired")

    bot.slack.click(preview, "Publish", user="U0CLERK", agree=True).wait_ack()
    bot.slack.wait_for(lambda: "rowers had retired" in found(bot, "rowers retired"))


def test_publishing_twice_and_delivering_twice_has_one_effect(bot: Bot) -> None:
    sent = bot.slack.upload("march.txt", minutes_of("March"))
    preview = sent.wait_reply()
    for one in bot.slack.redeliver(sent):
        bot.slack.wait_for(lambda one=one: one.state == "acknowledged")
    first = bot.slack.click(preview, "Publish", user="U0CLERK")
    second = bot.slack.redeliver(first)[0]
    bot.slack.wait_for(lambda: second.state == "acknowledged")
    bot.slack.wait_for(lambda: "Published by" in sent.replies[-1].text)
    assert len(sent.replies) == 1
    assert found(bot, "meetings").count("11 March 2025") == 1


def test_members_are_told_kindly_who_may(bot: Bot) -> None:
    before = len(bot.slack.here.downloads)
    reply = bot.slack.upload("april.txt", minutes_of("April"), user="U0MEMBER").wait_reply()
    assert "Please send the file to @S0CLERKS" in drawn(reply.blocks)
    assert len(bot.slack.here.downloads) == before


def test_a_file_with_a_mention_is_shown_to_its_sender_alone(bot: Bot) -> None:
    sent = bot.slack.upload(
        "may.txt", minutes_of("May"), channel="C0PANEL", text="<@U0BOT> new minutes"
    )
    told = sent.wait_reply()
    assert told.only_for == "U0CLERK"
    assert "in a direct message" in told.text
    held = bot.slack.messages(bot.slack.dm_channel("U0CLERK"))
    (preview,) = [message for message in held if "may.txt" in message.text]
    assert "[Publish]" in drawn(preview.blocks)
    assert all("What I understood" not in m.text for m in bot.slack.messages("C0PANEL"))


def test_an_amendment_is_told_as_one(bot: Bot) -> None:
    amended = MINUTES.replace("two of the four", "three of the four").encode()
    preview = bot.slack.upload("january.txt", amended).wait_reply()
    assert "publishing amends what is held" in drawn(preview.blocks)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ({"content": b"\x89PNG\r\n\x1a\n" + b"0" * 100, "name": "scan.png"}, "picture"),
        ({"content": b"", "name": "empty.txt"}, "empty"),
        ({"mode": "external", "external_url": "https://drive.example/1"}, "kept outside Slack"),
        ({"mode": "tombstone"}, "has been deleted"),
        ({"size": 60_000_000}, "has more than 50 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    bot: Bot, file: dict[str, object], told: str
) -> None:
    fields = {"name": "minutes.txt", "content": FEBRUARY, **file}
    reply = bot.slack.upload(**fields).wait_reply()
    assert told in reply.text
    assert "[Publish]" not in drawn(reply.blocks)


def test_the_token_goes_to_slack_alone(bot: Bot) -> None:
    with LocalSlack() as elsewhere:
        held = elsewhere.here.workspace.add_file(
            File("F1", "minutes.txt", "U0CLERK", 0, FEBRUARY, len(FEBRUARY))
        )
        address = f"{elsewhere.here.base_url}/files-pri/T1-{held.id}/{held.name}"
        reply = bot.slack.upload(
            "minutes.txt", FEBRUARY, mode="external", external_url=address
        ).wait_reply()
        assert "[Publish]" not in drawn(reply.blocks)
        assert elsewhere.here.downloads == []


def test_a_page_to_sign_in_at_is_not_taken_for_minutes(bot: Bot) -> None:
    """Without the right to read files Slack answers 200 and such a page."""
    app = bot.slack.here.app
    before = len(bot.slack.calls("files.info"))
    bot.slack.faults.hold("files.download")
    sent = bot.slack.upload("june.html", b"<html><body><p>1. The quay.</p></body></html>")
    bot.slack.wait_for(lambda: len(bot.slack.calls("files.info")) > before)
    bot.slack.here.app = replace(app, scopes=app.scopes - {"files:read"})
    bot.slack.faults.clear()
    told = sent.wait_reply().text
    bot.slack.here.app = app
    assert "needs the right files:read" in told


def test_an_address_is_fetched_shown_and_published(bot: Bot) -> None:
    refused = bot.slack.command("/minutes", "add http://127.0.0.1:9/m", user="U0MEMBER")
    assert "published by the secretariat" in refused.wait_reply().text
    told = bot.slack.command("/minutes", "add http://127.0.0.1:9/m", user="U0CLERK").wait_reply()
    assert "127.0.0.1" in told.text
    assert "[Publish]" not in drawn(told.blocks)
