"""Drafts, exempt items and withdrawn words do not exist in Slack for anybody but the secretariat.

Two bots on two books (`twin_books.py`) are sent the same by a member, a guest and in a channel that
is shared with another organisation: every command, event, shortcut, button, form and menu of the
routing table, with what they may carry and with what somebody forged. Not a byte of what comes
back differs. What is new in the table fails the walk until it is said here what it is sent.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.at_once import BotAtOnce, Json, Told
from support.bot_process import PATIENCE
from support.twin_books import NOW, PUBLIC, SECRETS, WITHDRAWN, put, typed
from test_leaks import FILTERS, QUOTED, TYPED, assert_silent

from bot.routes import CLICKS, COMMANDS, EVENTS, FORMS, HAPPENINGS, MENUS, SHORTCUTS
from playground import events
from playground.local_slack import CHANNELS, USERS, LocalSlack
from playground.model import Channel, Message, View
from storage.actions.ingest import HIDDEN
from storage.database import Book

SHARED = Channel("C0SHARED", "with-others", frozenset(u.id for u in USERS), is_ext_shared=True)
ASKERS = (("U0MEMBER", "C0PANEL"), ("U0GUEST", "C0PANEL"), ("U0MEMBER", "C0SHARED"))
Twins = tuple[BotAtOnce, BotAtOnce]


@pytest.fixture
def twins(books: tuple[Book, Book]) -> Iterator[Twins]:
    with (
        LocalSlack(channels=(*CHANNELS, SHARED), ack_seconds=PATIENCE) as one,
        LocalSlack(channels=(*CHANNELS, SHARED), ack_seconds=PATIENCE) as other,
    ):
        bots = [
            BotAtOnce.on(book.path, slack, NOW)
            for book, slack in zip(books, (one, other), strict=True)
        ]
        yield bots[0], bots[1]
        for bot in bots:
            bot.desk.book.close()


def same(twins: Twins, asked: list[str], *told: Told) -> None:
    """What both were told is the same, and tells no secret that was not asked about."""
    first, second = (timeless(one) for one in told)
    assert first == second, asked
    assert "went wrong" not in first, asked
    assert_silent(first, asked)


def timeless(told: Told) -> str:
    """Without times of messages, ids of views, triggers, and the marks by chance of our own."""
    text = json.dumps(told, ensure_ascii=False, default=str)
    marks = r"\d{10}\.\d{6}|\bV[0-9A-Z]{4,}\b|\d+\.\d+\.(?:a1b2c3d4)+|:\d{5}/"
    return re.sub(marks + r'|(?<="message": ")[0-9a-f]{16}', "", text)


def forged(books: tuple[Book, Book]) -> dict[str, list[str]]:
    """Ids of what is hidden, of what everybody may see, and of nothing at all."""
    (held, _) = books
    rows = list(held.read().query("select id, text from paragraphs order by key"))
    assert sum(any(secret in row["text"] for secret in SECRETS) for row in rows) == 2
    paragraphs = [row["id"] for row in rows]
    return {
        "paragraph": [*paragraphs, "", "nothing", "'; --"],
        "number": ["1", "2", "3", "4", "9", str(HIDDEN + 1), str(HIDDEN + 2), "", "x", "-1"],
        "upload": ["F0NONE", "", "A1"],
    }


# ---- what is sent -----------------------------------------------------------------------------

# By pattern: the button's action ids, and which values each is sent with.
PRESSED: dict[str, tuple[list[str], str]] = {
    "open": (["open"], "paragraph"),
    "context": (["context"], "paragraph"),
    "whole": (["whole"], "paragraph"),
    "share": (["share"], "paragraph"),
    "who": (["who"], "paragraph"),
    "outcome": (["outcome"], "paragraph"),
    "to_me": (["to_me"], "paragraph"),
    "more": (["more"], "page"),
    "more_actions": (["more_actions"], "page"),
    r"ask\.\d+": (["ask.0", "ask.1"], "typed"),
    r"change\.(done|reopen|undo|accept|decline|add|snooze|not-mine)": (
        [
            f"change.{verb}"
            for verb in "done reopen undo accept decline add snooze not-mine".split()
        ],
        "number",
    ),
    "entry": (["entry"], "entry"),
    "publish": (["publish"], "upload"),
    "publish_draft": (["publish_draft"], "number"),
    r"which\.(another|\d+)": (["which.another", "which.1"], "part"),
    "audit": (["audit"], "upload"),
    "withdraw": (["withdraw"], "upload"),
    "reinstate": (["reinstate"], "upload"),
    "backlog": (["backlog"], "upload"),
    "discard": (["discard"], "upload"),
    "later": (["later"], "upload"),
    "announce": (["announce"], "number"),
    "mend": (["mend"], "upload"),
    "mend_item": (["mend_item"], "number"),
    "mend_paragraph": (["mend_paragraph"], "number"),
    "mend_people": (["mend_people"], "upload"),
    "mend_actions": (["mend_actions"], "upload"),
    "unhelpful": (["unhelpful"], "typed"),
    "home_search": (["home_search"], "typed"),
    "remembering": (["remembering"], "upload"),
}
# By callback id: what a form carries besides, and what is filled in.
FILLED: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "search_minutes": [
        ("", {"words": text, "pick_speaker": who, "pick_panel": "", "pick_period": ""})
        for text in TYPED
        for who in ("", "Mrs Bertha Penhaligon", "Mr Obsidian")
    ],
    "add_minutes": [("", {"address": "https://harbour.example/mgAi.aspx?ID=72"})],
    "mend": [('{"u": "F0NONE"}', {"date": "2025-03-11", "panel": "Harbour Trust Board"})],
    "mend_split": [('{"u": "F0NONE", "i": 0, "n": 0, "m": ""}', {"words": "vesuvian"})],
    "mend_people": [('{"u": "F0NONE", "m": ""}', {"person0": "new"})],
    "mend_actions": [('{"u": "F0NONE", "m": ""}', {"kind0": "action"})],
    "withdraw": [("", {"meeting": str(n), "reason": "I want to"}) for n in (1, 2, 3)],
    "later": [('{"u": "F0NONE"}', {"when": "1900000000"})],
    "announce": [(json.dumps({"m": n}), {"cover": "Read this"}) for n in (1, 2, 3)],
    "unhelpful": [("vesuvian", {"reason": "other", "words": "the contract"})],
}
CALLED: dict[str, list[str]] = {
    "find_in_minutes": [*QUOTED, *filter(None, TYPED)],
    "check_quotation": list(QUOTED),
    "track_action": list(QUOTED),
    "search_minutes": [],
    "add_minutes": [],
}
HAPPENED = ("app_home_opened", "link_shared", "member_joined_channel")
SAID = ("app_mention", "message.im")
PAGES = [
    json.dumps({key: word, "o": offset})
    for key in "qf"
    for word in ("ferry", "vesuvian", "open")
    for offset in (0, 3)
]


def test_the_walk_knows_every_door() -> None:
    assert {click.pattern.pattern for click in CLICKS} == set(PRESSED), "say what it is sent"
    for click in CLICKS:
        actions, _ = PRESSED[click.pattern.pattern]
        assert all(map(click.pattern.fullmatch, actions))
    assert {form.callback_id for form in FORMS} == set(FILLED)
    assert {shortcut.callback_id for shortcut in SHORTCUTS} == set(CALLED)
    assert {menu.action_id for menu in MENUS} == {"pick_speaker", "pick_panel", "pick_period"}
    assert {happening.name for happening in HAPPENINGS} == set(HAPPENED)
    assert {event.name for event in EVENTS} == set(SAID)
    assert {command.name for command in COMMANDS} == {"/minutes", "/actions"}


# ---- the walk ---------------------------------------------------------------------------------


def held_in(bot: BotAtOnce, channel: str, text: str = "An answer of the bot's") -> Message:
    return bot.slack.workspace.post(channel, bot.slack.here.app.bot_user, text)


@pytest.mark.parametrize(("user", "channel"), ASKERS)
def test_every_command_and_message(twins: Twins, user: str, channel: str) -> None:
    for line in [*("/minutes " + t for t in TYPED), *("/actions " + f for f in FILTERS)]:
        same(twins, [line], *(bot.command(line, user, channel) for bot in twins))
    for text in TYPED:
        same(twins, [text], *(mentioned(bot, text, user, channel) for bot in twins))
        same(twins, [text], *(written(bot, text, user) for bot in twins))


def test_the_secretariat_is_answered_in_a_channel_as_a_member_is(twins: Twins) -> None:
    for text in (*TYPED, "actions open", "meetings", "speakers", "digest"):
        same(twins, [text], *(mentioned(bot, text, "U0CLERK", "C0PANEL") for bot in twins))


def mentioned(bot: BotAtOnce, text: str, user: str, channel: str) -> Told:
    said = bot.slack.workspace.post(channel, user, f"<@U0BOT> {text}")
    return bot.event(events.app_mention(bot.slack.here, said))


def written(bot: BotAtOnce, text: str, user: str) -> Told:
    said = bot.slack.workspace.post(bot.slack.dm_channel(user), user, text)
    return bot.event(events.message_posted(bot.slack.here, said))


@pytest.mark.parametrize(("user", "channel"), ASKERS)
def test_every_button(twins: Twins, books: tuple[Book, Book], user: str, channel: str) -> None:
    numbers = forged(books)["number"]
    values = {
        **forged(books),
        "page": PAGES,
        "typed": list(TYPED),
        "part": [json.dumps({"u": upload, "p": 0}) for upload in forged(books)["upload"]],
        "entry": [f"{verb}:{n}" for verb in ("show", "done", "assign", "note") for n in numbers],
    }
    for actions, kind in PRESSED.values():
        for action_id in actions:
            for value in values[kind]:
                told = [bot.click(action_id, value, held_in(bot, channel), user) for bot in twins]
                same(twins, [action_id, value], *told)
                home = View("V0HOME", user, {"type": "home", "blocks": []}, "hash", "V0HOME")
                told = [bot.click(action_id, value, home, user) for bot in twins]
                same(twins, [action_id, value], *told)


@pytest.mark.parametrize("user", ["U0MEMBER", "U0GUEST"])
def test_every_form_menu_and_shortcut(twins: Twins, user: str) -> None:
    for callback_id, sent in FILLED.items():
        for metadata, fields in sent:
            state = {name: {name: anything(value)} for name, value in fields.items()}
            told = [bot.form(callback_id, metadata, state, user) for bot in twins]
            same(twins, [metadata, str(fields)], *told)
    for menu in MENUS:
        for text in ("", "b", "o", "v", "har", "penh", "bertha", "obsid", "march", "2025"):
            told = [bot.menu(menu.action_id, text, held_in(bot, "C0PANEL"), user) for bot in twins]
            same(twins, [text], *told)
    for callback_id, texts in CALLED.items():
        for text in texts or [None]:
            told = [
                bot.shortcut(callback_id, held_in(bot, "C0PANEL", text) if text else None, user)
                for bot in twins
            ]
            same(twins, [text or ""], *told)


def anything(value: str) -> Json:
    """A field that holds this, whatever kind of field it is."""
    return {
        "value": value,
        "selected_option": {"value": value},
        "selected_options": [{"value": value}],
        "selected_date": value,
        "selected_date_time": value,
        "selected_conversations": ["C0PANEL"],
    }


@pytest.mark.parametrize(("user", "channel"), ASKERS)
def test_everything_that_happens(twins: Twins, user: str, channel: str) -> None:
    def told(bot: BotAtOnce) -> Iterator[Told]:
        here = bot.slack.here
        for tab in ("home", "messages"):
            yield bot.event(events.home_opened(here, user, tab, bot.slack.dm_channel(user)))
        said = bot.slack.workspace.post(channel, user, "see")
        for item in (71, 72, 73, 99):
            page = {
                "url": f"https://harbour.example/mgAi.aspx?ID={item}",
                "domain": "harbour.example",
            }
            yield bot.event(events.link_shared(here, said, [page]))
        yield bot.event(events.joined(here, "U0BOT", channel, user))

    for one, other in zip(*(told(bot) for bot in twins), strict=True):
        same(twins, [], one, other)


# ---- the file ---------------------------------------------------------------------------------


def test_what_was_asked_and_shared_of_withdrawn_words_leaves_the_file(tmp_path: Path) -> None:
    book = Book(tmp_path / "asked.db")
    put(book, PUBLIC.format(withdrawn=WITHDRAWN, exempt=""), "public")
    with LocalSlack(ack_seconds=PATIENCE) as slack:
        bot = BotAtOnce.on(book.path, slack, NOW)
        for line in ("zanzibarite", "from:quillfeather", 'watch "zanzibarite"', "Quilfeather"):
            assert "ack" in dict(bot.command(f"/minutes {line}", "U0MEMBER", "C0PANEL"))
            mentioned(bot, line, "U0MEMBER", "C0PANEL")
            written(bot, line, "U0MEMBER")
        (found,) = (row["id"] for row in paragraphs_with(book, "zanzibarite"))
        told = bot.click("share", found, held_in(bot, "C0PANEL"), "U0MEMBER")
        assert "zanzibarite" in timeless(told)
        state = {"words": {"words": {"value": "nothing of Mr Quillfeather's zanzibarite"}}}
        bot.form("unhelpful", "zanzibarite", state, "U0MEMBER")
        assert b"zanzibarite" in held_by(book)

        reading = Book(book.path)
        with reading.read().conn as since_before:
            since_before.execute("begin")
            assert since_before.execute("select count(*) from paragraphs").fetchone()
            typed(book, "withdraw", 1, "--paragraph", 2, "--reason", "names a person")
            assert not paragraphs_with(book, "zanzibarite")
        reading.close()  # who was reading has ended: the log can be emptied now
        assert book.empty_log()
        for word in (b"zanzibarite", b"quillfeather"):
            assert word not in held_by(book)
        bot.desk.book.close()
    book.close()


def paragraphs_with(book: Book, word: str) -> list[Json]:
    return [
        row for row in book.read().query("select id, text from paragraphs") if word in row["text"]
    ]


def held_by(book: Book) -> bytes:
    """Every byte of the database and of SQLite's files beside it."""
    return b"".join(
        path.read_bytes().lower() for path in sorted(book.path.parent.glob(f"{book.path.name}*"))
    )
