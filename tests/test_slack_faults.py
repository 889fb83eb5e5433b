"""Whatever goes wrong between Slack and the bot, each request is answered exactly once.

The table of faults and outcomes is printed (`pytest -s tests/test_slack_faults.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from bot_process import Bot, bot

from playground.interaction import Interaction, Said

__all__ = ["bot"]

ASKED = 6  # by each door
TOKENS = count(1)
Sent = Interaction | Said


@dataclass
class Table:
    """Faults and what came of them."""

    rows: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{fault:<34} {outcome}" for fault, outcome in self.rows]
        return "\n".join([f"{'fault':<34} outcome", *lines])


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
    "the connection is refreshed": lambda bot, sent: bot.slack.refresh(close_after=0.2),
    "everything is delivered twice": delivered_twice,
}
AFTER: dict[str, Callable[[Bot], None]] = {
    "the connection has dropped": lambda bot: (bot.slack.drop(), bot.slack.wait_connected())[1],
}


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
    slack.wait_for(lambda: all(answers(bot, token) for token in tokens), 60)
    slack.command("/minutes", "meetings").wait_reply()  # answered after all that came before
    counts = [answers(bot, token) for token in tokens]
    table.rows.append((name, f"{counts.count(1)} of {len(counts)} answered exactly once"))
    for other in others:
        assert other.stop() == 0
    others.clear()
    assert counts == [1] * len(counts)
    assert slack.unacknowledged == []
    assert slack.violations == []


def answers(bot: Bot, token: str) -> int:
    """How many answers, anywhere, to anybody, speak of this question."""
    told = [*bot.slack.messages(), *bot.slack.ephemerals()]
    return sum(one.user == "U0BOT" and f"“{token}”" in one.text for one in told)
