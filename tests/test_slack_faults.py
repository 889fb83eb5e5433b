"""Whatever goes wrong between Slack and the bot, each request is answered exactly once.

The table of faults and outcomes is printed (`pytest -s tests/test_slack_faults.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from support.bot_process import Bot

from playground.acknowledgements import Interaction, Said
from playground.model import Message

ASKED = 6  # by each door
TOKENS = count(1)
Sent = Interaction | Said


@dataclass
class Table:
    """Faults and what came of them."""

    rows: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{fault:<54} {outcome}" for fault, outcome in self.rows]
        return "\n".join([f"{'fault':<54} outcome", *lines])


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    made = Table()
    yield made
    print(f"\n{made}")


def nothing(bot: Bot, sent: list[Sent]) -> None:
    """All is well."""


def fault(kind: str, *more: float) -> Callable[[Bot], None]:
    """The same fault for the answers of commands and for messages."""

    def inject(bot: Bot) -> None:
        for method in ("response_url", "chat.postMessage"):
            getattr(bot.slack.faults, kind)(method, *more)

    return inject


def delivered_twice(bot: Bot, sent: list[Sent]) -> None:
    for one in sent:
        bot.slack.redeliver(one)


def dropped(bot: Bot) -> None:
    bot.slack.wait_for(lambda: bot.slack.quiet)
    bot.slack.drop()
    bot.slack.wait_connected()


def second_process(bot: Bot) -> None:
    other = Bot(bot.slack, bot.folder, bot.environment)
    others.append(other.start())


others: list[Bot] = []
BEFORE: dict[str, Callable[[Bot], None]] = {
    "none": lambda bot: None,
    "a reply is lost": fault("lose_reply"),
    "429, wait a second": fault("rate_limit"),
    "500": fault("server_error"),
    "every reply takes a second": fault("slow", 1.0),
    "two processes on one book": second_process,
}
DURING: dict[str, Callable[[Bot, list[Sent]], None]] = {
    "the connection is refreshed": lambda bot, sent: bot.slack.refresh(),
    "everything is delivered twice": delivered_twice,
}
AFTER: dict[str, Callable[[Bot], None]] = {"the connection has dropped": dropped}


@pytest.mark.parametrize("name", [*BEFORE, *DURING, *AFTER])
def test_each_request_is_answered_once(bot: Bot, table: Table, name: str) -> None:
    slack = bot.slack
    slack.faults.clear()
    BEFORE.get(name, AFTER.get(name, lambda bot: None))(bot)
    tokens: list[str] = []
    sent: list[Sent] = []
    for _ in range(ASKED):
        for door in (lambda text: slack.command("/minutes", text), slack.mention, slack.dm):
            tokens.append(f"zzq{next(TOKENS):04d}x")
            sent.append(door(tokens[-1]))
    DURING.get(name, nothing)(bot, sent)
    slack.wait_for(lambda: all(answers(bot, token) for token in tokens))
    slack.command("/minutes", "meetings").wait_reply()  # answered after all that came before
    counts = [answers(bot, token) for token in tokens]
    table.rows.append((name, f"{counts.count(1)} of {len(counts)} answered exactly once"))
    for other in others:
        assert other.stop() == 0
    others.clear()
    assert counts == [1] * len(counts)
    assert slack.unacknowledged == []
    assert slack.violations == []


# ---- each step refused ------------------------------------------------------------------------

Act = Callable[[Bot, Message], None]  # what somebody does; an answer is there to press
QUESTION, ANSWER, WHO = "skippers retired", "two of the four", "Mrs Penhaligon asked"


def command(bot: Bot, answer: Message) -> None:
    bot.slack.command("/minutes", QUESTION)


def mention(bot: Bot, answer: Message) -> None:
    bot.slack.mention(QUESTION)


def direct_message(bot: Bot, answer: Message) -> None:
    bot.slack.dm(QUESTION)


def button(label: str) -> Act:
    def press(bot: Bot, answer: Message) -> None:
        bot.slack.click(answer, label)

    return press


def message_shortcut(bot: Bot, answer: Message) -> None:
    bot.slack.message_shortcut("find_in_minutes", bot.slack.message(QUESTION))


def global_shortcut(bot: Bot, answer: Message) -> None:
    bot.slack.shortcut("search_minutes")


def file(bot: Bot, answer: Message) -> None:
    bot.slack.upload("new.txt", b"Board\n\n1. Quay\n\n1. The quay was mended.")


REFUSED: list[tuple[str, Act, str, str, int]] = [
    ("a command", command, "response_url", "used_url", 1),
    ("a command, nothing else works either", command, "response_url", "expired_url", 9),
    ("a mention", mention, "chat.postMessage", "internal_error", 1),
    ("a mention where nobody may post", mention, "chat.postMessage", "restricted_action", 2),
    ("a mention in an archive", mention, "chat.postMessage", "is_archived", 2),
    ("a direct message", direct_message, "chat.postMessage", "fatal_error", 1),
    ("Context", button("Context"), "response_url", "expired_url", 1),
    ("Who is this?", button("Who is this?"), "response_url", "expired_url", 1),
    ("Share", button("Share"), "chat.postMessage", "is_archived", 1),
    ("Share", button("Share"), "chat.postMessage", "missing_scope", 1),
    ("Share", button("Share"), "chat.postMessage", "ratelimited", 1),
    ("Share where I am not", button("Share"), "chat.postMessage", "not_in_channel", 1),
    ("Send to my DM", button("Send to my DM"), "chat.postMessage", "internal_error", 1),
    ("Not helpful", button("Not helpful"), "views.open", "expired_trigger_id", 1),
    ("Find in the minutes", message_shortcut, "views.open", "expired_trigger_id", 1),
    ("Find in the minutes", message_shortcut, "views.update", "internal_error", 1),
    ("Search the minutes", global_shortcut, "views.open", "expired_trigger_id", 1),
    ("a file", file, "files.info", "internal_error", 1),
    ("a file", file, "files.info", "file_not_found", 1),
]
ADVICE = (ANSWER, WHO, "reference", "try again", "archived", "rules of this workspace",
          "lacks a right", "slow down", "send it again")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "act", "method", "error", "times"), REFUSED, ids=[f"{r[0]} {r[3]}" for r in REFUSED]
)
def test_a_refused_step_is_answered_or_told_of(
    bot: Bot,
    table: Table,
    name: str,
    act: Act,
    method: str,
    error: str,
    times: int,
) -> None:
    slack = bot.slack
    slack.faults.clear()
    pressed = slack.command("/minutes", QUESTION).wait_reply()
    before = said(bot)
    slack.faults.refuse(method, error, times=times)
    act(bot, pressed)
    told = slack.wait_for(lambda: [one for one in said(bot) if one not in before and fits(one)])
    answered = ANSWER in told[0] or WHO in told[0]
    outcome = "answered" if answered else f"told: {told[0].partition('. ')[0]}"
    table.rows.append((f"{name}: {error}", outcome))
    assert slack.unacknowledged == []
    assert slack.violations == []


def said(bot: Bot) -> list[str]:
    """Everything that anybody can read of the bot."""
    messages = [*bot.slack.messages(), *bot.slack.ephemerals()]
    return [
        *(f"{one.text} {one.ts}" for one in messages if one.user == "U0BOT"),
        *(f"{view.body} {view.hash}" for view in bot.slack.views),
    ]


def fits(told: str) -> bool:
    return any(word in told for word in ADVICE)


def answers(bot: Bot, token: str) -> int:
    """How many answers, anywhere, to anybody, speak of this question."""
    told = [*bot.slack.messages(), *bot.slack.ephemerals()]
    return sum(one.user == "U0BOT" and f"“{token}”" in one.text for one in told)
