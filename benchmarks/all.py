"""Everything that a user waits for or an operator pays for, in one table, floors beside it.

    PYTHONPATH=tests:. python benchmarks/all.py [--sizes 1000,10000] [--load 10]

`make bench` runs it. The answers in Slack under load are those of slack_load.py, the questions by
size those of speed.py, run last.
A floor is what the same would cost at the least: the start of a bare interpreter, bare SQLite.
"""

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from slack_load import under_load
from support.local_moderngov import Council, LocalModernGov, archive
from support.searching import meeting

from commands.ingest import Source
from commands.ingest.publish import add
from commands.request_context import Context
from commands.sync import sync
from sources.fetch import Fetcher
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import KEEPER

ROOT = Path(__file__).parent.parent
RUNS = 11
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MINUTEBOOK = (sys.executable, "-c", "from bot.cli import main; main()")
LIBRARIES = "import click, sqlite_utils, rapidfuzz, dotenv"
SENTENCES = (
    "Mrs Penhaligon asked why the last ferry of the day left at nine in the evening.",
    "The Harbour Master replied that two of the four skippers had retired in the spring.",
    "The Clerk undertook to circulate the figures for berths before the next meeting.",
    "Members discussed the dredging of the channel and the price of diesel at some length.",
)


def main() -> None:
    """Measure one thing after the other, and print each as soon as it is known."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--load", type=float, default=10.0, help="seconds of 20 questions a second")
    given = parser.parse_args()
    print(f"{'what':45} {'median':>10} {'floor':>10} {'ratio':>6}")
    start_up()
    documents()
    print(f"\n{under_load(20, given.load, 10_000)}\n", flush=True)
    command = [sys.executable, str(ROOT / "benchmarks" / "speed.py"), "--sizes", given.sizes]
    subprocess.run(command, check=True)


def told(what: str, value: float, unit: str, floor: float | None = None) -> None:
    """A row of the table."""
    beside = f"{floor:8.0f} {unit} {value / floor:5.1f}" if floor else ""
    print(f"{what:45} {value:8.0f} {unit} {beside}", flush=True)


def start_up() -> None:
    """From typing a command to its whole answer, as processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        run = (*MINUTEBOOK, "add", str(ROOT / "bot" / "samples"))
        subprocess.run(run, cwd=path, check=True, capture_output=True, env=_environment())
        bare = _process((sys.executable, "-c", "pass"), path)
        told("start of a bare interpreter", bare, "ms")
        told(
            "  with our four small libraries",
            _process((sys.executable, "-c", LIBRARIES), path),
            "ms",
            bare,
        )
        for words in (("search", "stop and search"), ("actions",), ("meetings",), ("--help",)):
            told(f"minutebook {' '.join(words)}", _process((*MINUTEBOOK, *words), path), "ms", bare)


def documents() -> None:
    """A meeting of sixty pages published; a hundred meetings fetched from loopback."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        items = [
            (f"Item {n}", [f"{' '.join(SENTENCES * 3)} ({n}.{p})" for p in range(6)])
            for n in range(40)
        ]
        text = meeting("2025-01-14", *items)
        context = Context(book, KEEPER, NOW)
        source = Source("minutes.jsonl", lambda: (text.encode(), Given()))
        told("publish 60 pages, 240 paragraphs", _took(lambda: add(context, [source])), "ms")
        council = Council.of(*archive(100))
        with LocalModernGov(council) as site:
            fetcher = Fetcher(private=True, sleep=lambda _: None)
            fetcher.allow(site.base)
            with fetcher:
                spent = _took(lambda: sync(context, [site.committee()], fetcher))
        told("sync of 100 meetings, without the pauses", spent, "ms")
        book.close()


def _process(command: tuple[str, ...], folder: Path) -> float:
    def once() -> object:
        return subprocess.run(
            command, cwd=folder, check=True, capture_output=True, env=_environment()
        )

    return statistics.median(_took(once) for _ in range(RUNS))


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
