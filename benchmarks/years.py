"""What two forgotten years leave behind: rows of each table, sizes of the book and of its copies.

    PYTHONPATH=tests:. python benchmarks/years.py [--days 730]

The bot's own clocks tick once a day: digests to a channel and three people, a saved search, the
nightly copy and look. Twenty questions a day come from twelve people; every second answer quotes a
paragraph in a channel. A meeting of 26 paragraphs is published every eight weeks.
"""

import argparse
import datetime as dt
import random
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from support.searching import add, meeting

from bot.app import web_client
from bot.handler_context import HandlerContext
from bot.jobs.digest import DigestJob
from bot.jobs.housekeeping import Housekeeping
from bot.settings import read_settings
from bot.slack_client import NeverArrivedRetryHandler
from bot.worker import Worker
from bot.workspace_members import People
from commands.request_context import Context
from playground.cast import BOT
from playground.local_slack import LocalSlack
from playground.model import Channel, User
from storage.conversation_states import remember, remember_question
from storage.database import Book
from storage.meetings import meeting_paragraphs, meeting_rows
from storage.model import KEEPER
from storage.post_receipts import arrived, begin
from storage.saved_searches import save_search
from storage.subscriptions import Subscription, keep_subscription

PEOPLE = [f"U{n}" for n in range(12)]
TOLD = (0, 30, 365)  # days, and the last


@dataclass
class Wall:
    """The clock on the wall."""

    now: dt.datetime = dt.datetime(2025, 1, 1, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


def main() -> None:
    """Live through the days, and tell of some."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=730)
    days = parser.parse_args().days
    users = (BOT, *[User(one, one.lower()) for one in PEOPLE])
    channels = (Channel("C0DIGEST", "digest", frozenset({BOT.id})),)
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalSlack(users=users, channels=channels) as slack,
    ):
        wall, chance = Wall(), random.Random(1)
        desk = _desk(Path(folder), slack, wall)
        keeping = Housekeeping(desk)
        sending = web_client(desk.settings, [NeverArrivedRetryHandler()])
        digests = DigestJob(desk, sending, "years", steady=lambda: wall.now.timestamp())
        for day in range(days + 1):
            if day % 56 == 0:
                _publish(desk, day)
            _ask(desk, chance, day)
            digests.tick()
            keeping.tick()
            if day in (*TOLD, days):
                print(_told(desk, day), flush=True)
            wall.now += dt.timedelta(days=1)
            slack.clock.advance(86_400)
        desk.book.close()


def _desk(folder: Path, slack: LocalSlack, wall: Wall) -> HandlerContext:
    settings = read_settings(
        {
            "MINUTEBOOK_DB": str(folder / "book.db"),
            "MINUTEBOOK_DIGEST_CHANNEL": "C0DIGEST",
            "SLACK_BOT_TOKEN": slack.here.app.bot_token,
            "SLACK_API_URL": slack.api_url,
        },
        folder,
    )
    book, client = Book(settings.db), web_client(settings, [])
    for user in PEOPLE[:3]:
        keep_subscription(book, Subscription(user, "daily"), user, wall.now)
    save_search(book, PEOPLE[4], "pumps", "daily", PEOPLE[4], wall.now)
    people = People(client, frozenset(), wall)
    return HandlerContext(settings, book, client, people, Worker(lambda: "years"), wall, BOT.id)


def _publish(desk: HandlerContext, day: int) -> None:
    said = [
        f"Mrs Penhaligon asked why ferry {day} left berth {berth} at nine." for berth in range(25)
    ]
    undertaken = f"The Clerk undertook to write to the Council about pump {day}."
    date = desk.now().date().isoformat()
    add(Context(desk.book, KEEPER, desk.now()), meeting(date, ("Pumps", [undertaken, *said])))


def _ask(desk: HandlerContext, chance: random.Random, day: int) -> None:
    book, now = desk.book, desk.now()
    quoted = [one.id for one in meeting_paragraphs(book, KEEPER, meeting_rows(book, KEEPER)[0].id)]
    for number in range(20):
        user = chance.choice(PEOPLE)
        desk.first_time(f"event:{day}:{number}")
        desk.first_time(f"trigger:{day}:{number}")
        remember_question(book, user, f"ferry {chance.randrange(10**6)}", now)
        remember(book, f"C1:{day}.{number}", "{}", now)
        if number % 2:
            payload = {"text": "x" * 800, "blocks": []}
            name = begin(book, "C1", "message", payload, [chance.choice(quoted)], user, now)
            arrived(book, name, "C1", f"{day}.{number}")


def _told(desk: HandlerContext, day: int) -> str:
    folder = desk.settings.db.parent
    size = sum(path.stat().st_size for path in folder.glob("book.db*")) / 1e6
    copies = sum(path.stat().st_size for path in folder.glob("backups/*")) / 1e6
    with closing(sqlite3.connect(desk.settings.db)) as db:
        tables = db.execute(
            "select name from sqlite_master where type = 'table'"
            " and name not like '%\\_index%' escape '\\' and name not like 'sqlite%'"
        )
        rows = {
            name: db.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in tables
        }
    held = ", ".join(f"{name} {count}" for name, count in rows.items() if count)
    return f"day {day}: book {size:.1f} MB, copies {copies:.1f} MB; {held}"


if __name__ == "__main__":
    main()
