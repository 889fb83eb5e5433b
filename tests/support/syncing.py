"""A book that is synced with a local ModernGov site, at a time that the test moves."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from commands.fetching import BookLedger
from commands.ingest_reports import SyncReport
from commands.request_context import Context
from commands.sync import sync
from sources.fetch import Fetcher, Limits
from storage.database import Book
from storage.meetings import whole_meetings
from storage.model import KEEPER
from support.local_moderngov import Council, Item, LocalModernGov, archive

FIRST = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PATIENCE = 25.0  # seconds without a byte, on a busy machine
LONG = tuple(
    f"{n}. Cllr Grundy asked how many lamps had been handed in at station number {n}, and "
    "was told that the figures of the spring would be sent to all members of the panel in "
    "writing before its next meeting was held in the county hall."
    for n in range(1, 31)
)


class InterruptedByHandError(Exception):
    """The person at the keyboard has had enough."""


@dataclass
class Desk:
    """A book and a fetcher, on a day that goes on when told."""

    path: Path
    now: dt.datetime = FIRST
    budget: int = 10_000
    silence: float = PATIENCE
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Book(self.path)

    @property
    def context(self) -> Context:
        return Context(self.book, KEEPER, self.now)

    def fetcher(self) -> Fetcher:
        return Fetcher(
            private=True,
            limits=Limits(delay=0, silence=self.silence),
            ledger=BookLedger(self.book, lambda: self.now, self.budget),
            sleep=self.slept.append,
            resolver=lambda host, port: ["127.0.0.1"],
        )

    def sync(
        self,
        *addresses: str,
        since: dt.date | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> SyncReport:
        with self.fetcher() as fetcher:
            return sync(self.context, addresses, fetcher, since, dry_run, progress)

    def export(self) -> list[object]:
        """All that the book holds, ids of paragraphs included."""
        return [json.loads(json.dumps(_plain(one))) for one in whole_meetings(self.book, KEEPER)]

    def words(self) -> list[str]:
        return [
            paragraph.text
            for meeting in whole_meetings(self.book, KEEPER)
            for item in meeting.items
            for paragraph in item.paragraphs
        ]

    def ids(self) -> dict[str, str | None]:
        return {
            paragraph.text: paragraph.id
            for meeting in whole_meetings(self.book, KEEPER)
            for item in meeting.items
            for paragraph in item.paragraphs
        }


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=_fields))


def _fields(value: object) -> object:
    slots = getattr(type(value), "__slots__", None)
    return {name: getattr(value, name) for name in slots} if slots else str(value)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "book.db")
    yield desk
    desk.book.close()


@pytest.fixture
def site() -> Iterator[LocalModernGov]:
    """Three meetings of one panel, with a web service that works."""
    with LocalModernGov(Council.of(*archive(3))) as site:
        yield site


def lamps(site: LocalModernGov) -> Item:
    """The second item of the newest meeting."""
    return site.council.committees[0].newest_first[0].items[1]
