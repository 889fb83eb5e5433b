"""So many inputs for each door, and what came of them."""

import datetime as dt
import hashlib
import logging
import random
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commands.ingest.publish import stage
from commands.request_context import Context
from playground.local_slack import CHANNELS, USERS, LocalSlack
from playground.model import Channel
from storage.database import Book
from storage.integrity import examine
from storage.model import KEEPER, MEMBER, Viewer
from support.at_once import BotAtOnce
from support.bot_process import MINUTES, PATIENCE
from support.fuzzing.slack import Fuzz
from support.fuzzing.words import Door, doors
from support.searching import NOW, add

SLOWEST = 20.0  # seconds of work for one input
LATER = NOW + dt.timedelta(days=1)
DRAFT = MINUTES.replace("14th January", "11th March").replace("ferry", "vesuvian")
SHARED = Channel("C0SHARED", "with-others", frozenset(u.id for u in USERS), is_ext_shared=True)
# The tables that only the secretariat changes.
THEIRS = (
    "meetings items paragraphs people forms mentions readings withdrawals mends uploads planned"
).split()


@dataclass
class Thrown:
    """What came of the inputs for one door."""

    door: str
    inputs: int
    refused: int = 0
    slowest: float = 0.0  # seconds of work

    @property
    def line(self) -> str:
        return (
            f"{self.door:24} {self.inputs:8,} {self.refused:8,} {self.slowest * 1000:10.0f}"
            f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f}"
        )


HEAD = f"{'door':24} {'inputs':>8} {'refused':>8} {'slowest ms':>10} {'MB':>8}"


def throw(
    doors: Mapping[str, Door], inputs: int, seed: int, refusal: type[Exception]
) -> Iterator[Thrown]:
    """Inputs for each door in turn; raises AssertionError with what reproduces a fault, be it one
    that is only logged because it costs no document."""
    logged = _Errors()
    logging.getLogger("sources.fence").addHandler(logged)
    for name, door in doors.items():
        told = Thrown(name, inputs)
        for number in range(seed, seed + inputs):
            begun = time.process_time()
            try:
                door(random.Random(f"{name} {number}"))
            except refusal as refused:
                told.refused += 1
                assert str(refused).strip(), (name, number)
            except Exception as error:
                raise AssertionError(f"{name}, input {number}: {error!r}") from error
            assert not logged.told, f"{name}, input {number}: {logged.told}"
            told.slowest = max(told.slowest, time.process_time() - begun)
            assert told.slowest < SLOWEST, f"{name}, input {number} is slow"
        yield told
    logging.getLogger("sources.fence").removeHandler(logged)


def words_doors(folder: Path) -> tuple[Book, dict[str, Door]]:
    """A book, and the doors to it that need no Slack."""
    book = Book(folder / "words.db")
    add(Context(book, MEMBER, NOW), MINUTES)
    return book, doors(Context(book, Viewer("U0MEMBER", "C0PANEL"), LATER, via="slack"))


@contextmanager
def slack_doors(
    folder: Path, users: tuple[str, ...], check: Callable[[Book], object]
) -> Iterator[dict[str, Door]]:
    """The doors that Slack has, for these users. Afterwards the book is whole, the log without a
    fault, and what `check` gives as it was before."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    channels = (*CHANNELS, SHARED)
    try:
        with LocalSlack(channels=channels, ack_seconds=PATIENCE) as slack:
            bot = BotAtOnce.on(folder / f"{users[0]}.db", slack, LATER)
            before = check(_filled(bot.desk.book))
            yield Fuzz(bot, users, _ids(bot.desk.book), errors.told).doors()
            assert check(bot.desk.book) == before
            assert examine(bot.desk.book) == []
            bot.desk.book.close()
    finally:
        logging.getLogger().removeHandler(errors)


def of_the_secretariat(book: Book) -> str:
    """A mark of all that only the secretariat changes."""
    rows = [list(map(tuple, book.read().execute(f"select * from {t}"))) for t in THEIRS]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def nothing(book: Book) -> None:
    """The secretariat may change what it likes."""


class _Errors(logging.Handler):
    """What was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))


def _filled(book: Book) -> Book:
    """With minutes, a draft, and a document that waits to be published."""
    add(Context(book, MEMBER, NOW), MINUTES)
    add(Context(book, MEMBER, NOW), DRAFT, status="draft")
    stage(Context(book, KEEPER, NOW), "F0WAITS", "waits.txt", DRAFT.encode())
    return book


def _ids(book: Book) -> tuple[str, ...]:
    """Ids of what is there, of whatever kind and whoever's, and of what is not."""
    db = book.read()
    rows = db.execute("select id from paragraphs union all select id from actions")
    there = [str(row[0]) for row in rows]
    return (*there, "1", "2", "3", "F0WAITS", "F0NONE", "", "-1", "9" * 30, "U0CLERK", "C0CLERKS")
