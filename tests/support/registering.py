"""A register at a fixed time: minutes are read in, and what is typed after `/actions` is asked."""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

import click

from bot.terminal import draw
from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.answers import Answer
from commands.documents.compose import compose
from commands.ingest import Source
from commands.ingest.publish import add
from commands.parsing import parse_actions
from commands.request_context import Context
from commands.requests import answer
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import MEMBER, ActionRow, Viewer

CLERK = Viewer("U0CLERK", secretariat=True)
STRANGER = Viewer("U0STRANGER")


@dataclass
class Register:
    """A book in a folder; `now` moves as the test says."""

    folder: Path
    now: dt.datetime = dt.datetime(2024, 6, 3, 9, 0, tzinfo=dt.UTC)
    book: Book = field(init=False)

    def __post_init__(self) -> None:
        self.book = Book(self.folder / "register.db")

    def on(self, day: str) -> "Register":
        """Go on at nine o'clock of another day."""
        self.now = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")
        return self

    def context(self, viewer: Viewer | None = None) -> Context:
        """At the terminal, or in Slack as somebody."""
        via = "terminal" if viewer is None else "slack"
        return Context(self.book, viewer or MEMBER, self.now, via=via)

    def read(self, text: str, draft: bool = False, replaces: int | None = None) -> None:
        """Add minutes given as text; where they share no words with those that they replace, that
        is said."""
        source = Source("minutes.txt", lambda: (text.encode(), Given(draft=draft)))
        report = add(self.context(), [source], said=replaces)
        assert not report.failed

    def ask(self, typed: str, viewer: Viewer | None = None) -> Answer:
        return answer(self.context(viewer), parse_actions(typed))

    def listed(self, typed: str = "", viewer: Viewer | None = None) -> list[ActionRow]:
        told = self.ask(typed, viewer)
        assert isinstance(told, ActionsAnswer)
        return list(told.actions)

    def one(self, typed: str, viewer: Viewer | None = None) -> ActionAnswer:
        told = self.ask(typed, viewer)
        assert isinstance(told, ActionAnswer)
        return told

    def find(self, words: str) -> ActionRow:
        """The one entry with these words."""
        (found,) = [a for a in self.listed("all") if words in a.text]
        return found

    def drawn(self, typed: str, viewer: Viewer | None = None) -> str:
        """What the terminal prints."""
        return click.unstyle(draw(compose(self.ask(typed, viewer))))


def minutes(day: str, *items: str, panel: str = "Oxley Parish Council") -> str:
    """Minutes with an item for each of `items`: its title, a line, and its paragraphs."""
    told = [f"{panel}\n\nMinutes of the meeting held on {day} at 7.30 pm in the Village Hall"]
    for number, item in enumerate(items, start=1):
        title, *paragraphs = re.split(r"\n+", item.strip())
        told.append(f"{number}. {title}")
        told += [f"{number}.{n} {words}" for n, words in enumerate(paragraphs, start=1)]
    return "\n\n".join(told) + "\n"
