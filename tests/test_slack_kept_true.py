"""Messages that quote the minutes are kept true: edited when these are amended, blanked when they
are withdrawn, each once, whatever goes wrong in between."""

import datetime as dt
import json
import signal
import time
from collections import Counter
from dataclasses import replace

from slack_sdk import WebClient
from support.bot_process import ADDRESS, MINUTES, Bot
from support.drawn_blocks import drawn

from bot import slack_client
from bot.sharing import shared_message
from commands.posting import post_tracked
from playground.model import Message
from storage.database import Book
from storage.meetings import meeting_paragraphs
from storage.model import MEMBER, ParagraphRow
from storage.posts import pending_count

AMENDED = MINUTES.replace("two of the four skippers", "three of the four skippers")
PATIENCE = 120.0  # seconds on a busy machine


def paragraph(bot: Bot, words: str) -> ParagraphRow:
    book = Book(bot.environment["MINUTEBOOK_DB"])
    found = next(p for p in meeting_paragraphs(book, MEMBER, 1) if words in p.text)
    book.close()
    return found


def share(bot: Bot, quoted: ParagraphRow, places: list[tuple[str, str | None]]) -> list[Message]:
    """Post the paragraph in each place (channel, thread) as the bot does on a press."""
    slack = bot.slack
    client = WebClient(bot.environment["SLACK_BOT_TOKEN"], base_url=slack.api_url)
    book, url = Book(bot.environment["MINUTEBOOK_DB"]), "https://harbour.example/m#:~:text=Mrs"
    message, now = shared_message(quoted, url, "U0MEMBER"), dt.datetime.now(dt.UTC)
    sent = []
    for channel, thread in places:
        one = slack_client.Post(channel, message, "U0MEMBER", thread)
        carrier = slack_client.SlackCarrier(client, one)
        place = post_tracked(book, one.outgoing(), carrier, now)
        sent.append(next(m for m in slack.messages() if (m.channel, m.ts) == place))
    book.close()
    return sent


def now_standing(bot: Bot, sent: Message) -> Message:
    found = bot.slack.workspace.message(sent.channel, sent.ts)
    assert found is not None
    return found


def amend(bot: Bot, text: str = AMENDED) -> None:
    (bot.folder / "amended.txt").write_text(text, encoding="utf-8")
    bot.minutebook("amend", "1", "amended.txt")


def made(bot: Bot, method: str = "chat.update") -> Counter[str]:
    """How often each message was really changed."""
    calls = bot.slack.calls(method)
    return Counter(call.arguments["ts"] for call in calls if not call.error)


def settled(bot: Bot) -> None:
    """Waits until nothing is owed any more."""
    book, end = Book(bot.environment["MINUTEBOOK_DB"]), time.monotonic() + PATIENCE
    while pending_count(book):
        assert time.monotonic() < end, f"{pending_count(book)} messages are still owed: {bot.log}"
        time.sleep(0.1)
    book.close()


def test_three_hundred_messages_are_edited_once_each(fresh_bot: Bot) -> None:
    bot, slack = fresh_bot, fresh_bot.slack
    quoted = paragraph(bot, "skippers")
    root = slack.workspace.post("C0PANEL", "U0MEMBER", "the ferry?")
    places: list[tuple[str, str | None]] = [("C0PANEL", None), ("C0PANEL", root.ts)]
    places += [("U0CLERK", None)]
    told = []
    for what in ("amend", "withdraw"):
        sent = share(bot, quoted, places * (100 if what == "amend" else 3))
        before = made(bot)
        standing = {m.ts for m in slack.messages() if m.metadata}
        for _ in range(2):  # before the kill, and after it
            slack.faults.slow("chat.update", 0.0, times=len(sent) // 5)
            slack.faults.rate_limit("chat.update", 1 if what == "withdraw" else 0)
            slack.faults.lose_reply("chat.update")
            slack.faults.server_error("chat.update")
        if what == "amend":
            amend(bot)
        else:
            bot.minutebook("withdraw", "1", "--paragraph", quoted.id, "--reason", "names a person")
        bot.start()
        third = sum(before.values()) + len(sent) // 3
        slack.wait_for(lambda third=third: sum(made(bot).values()) > third, PATIENCE)
        bot.stop(signal.SIGKILL)
        slack.faults.lose_reply("chat.update")
        bot.start()
        settled(bot)
        assert bot.stop() == 0
        slack.faults.clear()
        edits = made(bot) - before
        right = [now_standing(bot, m) for m in sent]
        told.append((what, len(standing), len(edits), max(edits.values())))
        assert set(edits) == standing
        assert all(("three of the four" in m.text) == (what == "amend") for m in right)
        assert max(edits.values()) == 1
    assert all("skippers" not in json.dumps([m.text, m.blocks]) for m in slack.messages())
    assert slack.violations == []
    print("\nwhat      quoting  edited  most edits of one")  # pytest -s shows it
    for what, quoting_it, count, most in told:
        print(f"{what:9} {quoting_it:7} {count:7} {most:7}")


def test_an_amended_message_shows_the_difference(fresh_bot: Bot) -> None:
    bot = fresh_bot.start()
    quoted = paragraph(bot, "skippers")
    (sent,) = share(bot, quoted, [("C0PANEL", None)])
    (other,) = share(bot, paragraph(bot, "silted"), [("C0PANEL", None)])
    amend(bot)
    bot.slack.wait_for(lambda: now_standing(bot, sent).edited_ts, PATIENCE)
    shown = now_standing(bot, sent)
    styled = [
        (leaf["text"].strip(), leaf["style"])
        for block in shown.blocks
        for part in block.get("elements", [])
        for leaf in part.get("elements", [])
        if "style" in leaf and leaf.get("type") == "text"
    ]
    assert ("two", {"strike": True}) in styled
    assert ("three", {"bold": True}) in styled
    assert "The minutes were amended on" in drawn(shown.blocks)
    assert ":~:text" not in json.dumps(shown.blocks)
    assert now_standing(bot, other).edited_ts is None


def test_a_withdrawn_passage_is_blanked_wherever_it_was_said(fresh_bot: Bot) -> None:
    bot, slack = fresh_bot.start(), fresh_bot.slack
    slack.here.app = replace(slack.here.app, unfurl_domains=frozenset({"harbour.example"}))
    slack.dm("skippers retired").wait_reply()
    mentioned = slack.mention("skippers retired", channel="C0PANEL")
    shown = mentioned.wait_reply()
    slack.click(shown, "Share").wait_ack()
    slack.wait_for(lambda: [m for m in slack.messages("C0PANEL") if "Shared by" in m.text])
    linked = slack.message(f"see {ADDRESS}", channel="C0PANEL")
    slack.wait_for(lambda: now_standing(bot, linked.message).unfurls)
    bot.minutebook("withdraw", "1", "--reason", "wrong minutes")
    settled(bot)
    for message in slack.messages():
        if message.user == slack.here.app.bot_user:
            assert "skippers" not in json.dumps([message.text, message.blocks])
    assert "skippers" not in json.dumps(dict(now_standing(bot, linked.message).unfurls))
    assert "withdrawn" in now_standing(bot, shown).text
    assert b"skippers" not in (bot.folder / "minutebook.db").read_bytes()


def test_a_withdrawn_passage_is_blanked_where_other_paragraphs_or_versions_said_it(
    fresh_bot: Bot,
) -> None:
    """One message quotes another paragraph with the same words, one what an amendment left out."""
    bot = fresh_bot
    islanders = next(line for line in MINUTES.splitlines() if "islanders" in line)
    repeated = (
        f"The Board heard before it closed what {islanders[11:]} It rose at noon, later than ever."
    )
    amend(bot, f"{MINUTES}\n{repeated}\n")
    (first,) = share(bot, paragraph(bot, "islanders"), [("C0PANEL", None)])
    (again,) = share(bot, paragraph(bot, "Board heard before"), [("C0PANEL", None)])
    (other,) = share(bot, paragraph(bot, "silted"), [("C0PANEL", None)])
    amend(bot, (bot.folder / "amended.txt").read_text().replace(f"{islanders}\n\n", ""))
    bot.minutebook("withdraw", "1", "--item", "1", "--reason", "names islanders")
    bot.start()
    settled(bot)
    for sent in (first, again):
        shown = now_standing(bot, sent)
        assert "islanders" not in json.dumps([shown.text, shown.blocks])
        assert "withdrawn" in shown.text
    assert now_standing(bot, other).edited_ts is None
    assert b"slept on the quay" not in (bot.folder / "minutebook.db").read_bytes()


def test_what_slack_no_longer_lets_us_edit_is_listed(fresh_bot: Bot) -> None:
    bot = fresh_bot
    (sent,) = share(bot, paragraph(bot, "skippers"), [("C0PANEL", None)])
    bot.slack.workspace.remove(sent)
    amend(bot)
    bot.start()
    settled(bot)
    (left,) = json.loads(bot.minutebook("shared", "--json"))["unreachable"]
    assert (left["channel"], left["ts"], left["why"]) == ("C0PANEL", sent.ts, "message_not_found")


def test_what_is_erased_leaves_the_messages_too(fresh_bot: Bot) -> None:
    bot = fresh_bot.start()
    (sent,) = share(bot, paragraph(bot, "skippers"), [("C0PANEL", None)])
    bot.minutebook("erase", "Mrs Penhaligon", "--with", "a resident", "--yes")
    bot.slack.wait_for(lambda: now_standing(bot, sent).edited_ts, PATIENCE)
    shown = now_standing(bot, sent)
    assert "Penhaligon" not in json.dumps([shown.text, shown.blocks])
    assert "a resident asked why the last ferry left at nine" in shown.text
    assert bot.slack.violations == []
