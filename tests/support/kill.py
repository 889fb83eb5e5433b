"""Processes that write to a book and are killed at any moment: is it whole, and is everything that
was acknowledged there?

    PYTHONPATH=tests:. python tests/support/kill.py --kills 1000 [--from 1]

A process carries out a plan made from a seed, by the commands that people type: minutes come in
as drafts or at once, are amended, published and withdrawn, the book is copied. In between entries
of the register are closed and opened again, digests are claimed, committees' pages are synced, a
book of an earlier release is brought up to date. It says when each thing begins and when it is
done; then it gets SIGKILL. Afterwards the book must hold what was done, with or without the one
thing that had begun, and `minutebook doctor --deep` must find nothing. The next process goes on
with the same book. (Those that send digests are killed by storm.py.)
"""

import argparse
import datetime as dt
import gzip
import io
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.cli.group import cli
from commands.actions.change import change_action
from commands.fetching import BookLedger
from commands.request_context import Context
from commands.requests import ChangeAction
from commands.sync import sync
from sources.fetch import Fetcher, Limits
from storage.actions.read import meeting_actions
from storage.database import Book
from storage.integrity import examine
from storage.meetings import meeting_paragraphs, meeting_rows
from storage.model import KEEPER
from storage.outbox import claim, deliveries
from support.local_moderngov import Committee, Council, LocalModernGov, archive
from support.searching import NOW, meeting

RELEASES = sorted((Path(__file__).parents[1] / "releases").glob("*.db.gz"))
LONGEST = 0.3  # seconds until the kill
CHAIN = 15  # kills of one book
SLOTS = 12
MEETINGS = 2  # of each committee, and so many paragraphs in each
PARAGRAPHS = 5
SYNCED = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)
COUNCIL = Council(
    [
        Committee(n + 1, f"Borset Panel {n + 1}", archive(MEETINGS, first_id=501 + MEETINGS * n))
        for n in range(SLOTS)
    ]
)


@dataclass(frozen=True)
class Held:
    """A meeting as it should be."""

    status: str
    version: int
    closed: bool = False


@dataclass(frozen=True)
class State:
    """What a book should hold."""

    meetings: dict[int, Held] = field(default_factory=dict)
    claimed: int = 0
    copied: bool = False
    migrated: bool = False
    synced: frozenset[int] = frozenset()


Step = tuple[str, int]


def steps(seed: int) -> Iterator[Step]:
    """An endless plan: what is done, and to which meeting."""
    chance = random.Random(seed)
    often = "add draft amend publish close reopen withdraw claim".split()
    kinds = [*often * 4, "copy", "migrate", "sync"]
    while True:
        yield chance.choice(kinds), chance.randrange(SLOTS)


def after(state: State, step: Step) -> State | None:
    """What a book holds after a step; None where the step cannot be taken."""
    kind, slot = step
    held = state.meetings.get(slot)
    if kind == "sync":
        return replace(state, synced=state.synced | {slot})
    if kind in ("claim", "copy", "migrate"):
        more = {"claim": {"claimed": state.claimed + 1}, "copy": {"copied": True}}
        return replace(state, **more.get(kind, {"migrated": True}))
    if kind in ("add", "draft"):
        new = None if held else Held("published" if kind == "add" else "draft", 1)
    elif held is None or held.status == "withdrawn":
        new = None
    else:
        changes: dict[str, Callable[[Held], Held | None]] = {
            "amend": lambda h: replace(h, version=h.version + 1),
            "publish": lambda h: replace(h, status="published") if h.status == "draft" else None,
            "close": lambda h: None if h.closed else replace(h, closed=True),
            "reopen": lambda h: replace(h, closed=False) if h.closed else None,
            "withdraw": lambda h: Held("withdrawn", 0) if h.status == "published" else None,
        }
        new = changes[kind](held)
    return None if new is None else replace(state, meetings={**state.meetings, slot: new})


def take(folder: Path, book: Book, state: State, step: Step) -> None:
    """One step, as the product does it: by its command where there is one."""
    kind, slot = step
    held = state.meetings.get(slot)
    if kind in ("add", "draft"):
        more = ["--draft"] if kind == "draft" else []
        minutebook("add", written(folder, slot, 1), *more)
    elif kind == "amend" and held:
        minutebook("amend", id_of(book, slot), written(folder, slot, held.version + 1))
    elif kind == "publish":
        minutebook("publish", id_of(book, slot))
    elif kind == "withdraw":
        minutebook("withdraw", id_of(book, slot), "--reason", "named a child")
    elif kind in ("close", "reopen"):
        entry = meeting_actions(book, KEEPER, id_of(book, slot))[0].id
        clerk = Context(book, KEEPER, NOW)  # drafts' entries are closed by the secretariat alone
        change_action(clerk, ChangeAction(entry, "done" if kind == "close" else "reopen", ""))
    elif kind == "claim":
        day = NOW.date().replace(year=2030 + state.claimed)
        claim(book, "C0DIGEST", day, "digest", (), NOW, "me")
    elif kind == "copy":
        minutebook("backup", folder / "copy.db")
    elif kind == "sync":
        synced(folder, f"{(folder / 'site').read_text()}mgCommitteeDetails.aspx?ID={slot + 1}")
    elif kind == "migrate":
        for name in ("old.db-wal", "old.db-shm"):
            (folder / name).unlink(missing_ok=True)
        (folder / "new").write_bytes(gzip.decompress(RELEASES[0].read_bytes()))
        (folder / "new").replace(folder / "old.db")
        Book(folder / "old.db").close()


def warm_up(folder: Path) -> None:
    """Load what the commands load, so that the processes to come spend their time on the book."""
    os.environ["MINUTEBOOK_DB"] = str(folder / "warm.db")
    with redirect_stdout(io.StringIO()):
        minutebook("add", "--draft", written(folder, 0, 1))
        minutebook("amend", 1, written(folder, 0, 2))
        minutebook("publish", 1)
        minutebook("withdraw", 1)
        minutebook("backup", folder / "warm-copy.db")


def minutebook(*args: object) -> None:
    """A command as it is typed, in this process. Raises where it refuses."""
    cli.main([str(arg) for arg in args], standalone_mode=False)


def written(folder: Path, slot: int, version: int) -> Path:
    """The file of a version of a meeting's minutes."""
    path = folder / f"{slot}-{version}.jsonl"
    path.write_text(minutes(slot, version))
    return path


def synced(folder: Path, address: str) -> None:
    """A committee's meetings come into a book that is for nothing else."""
    with (
        closing(Book(folder / "synced.db")) as book,
        Fetcher(
            private=True,
            limits=Limits(delay=0),
            ledger=BookLedger(book, lambda: SYNCED),
            resolver=lambda host, port: ["127.0.0.1"],
        ) as fetcher,
    ):
        report = sync(Context(book, KEEPER, SYNCED), [address], fetcher)
        assert not report.failed, report.failed


@contextmanager
def local_site() -> Iterator[str]:
    """The address of the committees' pages, served by a process that ends with this one."""
    ours, theirs = socket.socketpair()
    if not os.fork():
        ours.close()
        with LocalModernGov(COUNCIL) as site:
            theirs.sendall(site.base.encode())
            theirs.recv(1)
        os._exit(0)
    theirs.close()
    with ours:
        yield ours.recv(200).decode()
    os.wait()


def minutes(slot: int, version: int) -> str:
    """Minutes of a meeting of its own in their n-th version."""
    return meeting(
        f"2025-{slot + 1:02d}-10",
        ("Pumps", [f"The Clerk undertook to write to the Council about pump {slot}."]),
        ("Version", [f"This is version {version} of what was said about eels."]),
    )


def id_of(book: Book, slot: int) -> int:
    """The meeting's id in the book."""
    return next(
        row.id for row in meeting_rows(book, KEEPER) if row.date and row.date.month == slot + 1
    )


# ---- the process that is killed ---------------------------------------------------------------


def work(folder: Path, state: State, plan: Iterator[Step], out: int) -> None:
    """Take steps until killed; say of each when it begins and when it is done."""
    os.environ["MINUTEBOOK_DB"] = str(folder / "book.db")
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    book = Book(folder / "book.db")
    os.write(out, b"open\n")
    for step in plan:
        then = after(state, step)
        if then is None:
            continue
        os.write(out, f"begin {step[0]} {step[1]}\n".encode())
        take(folder, book, state, step)
        os.write(out, b"done\n")
        state = then


def killed(folder: Path, state: State, seed: int) -> tuple[State, State, str]:
    """A process lives for a moment: the state that was acknowledged, the one that it was about
    to reach, and the kind of the last step."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            work(folder, state, steps(seed), writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.Random(seed).uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended), f"seed {seed}: the process ended by itself"
    with os.fdopen(reading) as told:
        lines = told.read().split("\n")[:-1]
    begun, kind = state, "open"
    for line in lines:
        if line.startswith("begin"):
            _, kind, slot = line.split()
            begun = after(state, (kind, int(slot))) or state
        elif line == "done":
            state = begun
    return state, begun, kind


# ---- afterwards -------------------------------------------------------------------------------


def found(folder: Path, about: State) -> State:
    """What the book holds, as far as `about` asks. Raises AssertionError where it is not whole."""
    with closing(Book(folder / "book.db")) as book:
        assert examine(book) == []
        rows = {row.date.month - 1: row for row in meeting_rows(book, KEEPER) if row.date}
        meetings = {}
        for slot, row in rows.items():
            texts = [one.text for one in meeting_paragraphs(book, KEEPER, row.id)]
            version = next(int(text.split()[3]) for text in texts if "version" in text)
            entries = meeting_actions(book, KEEPER, row.id)
            meetings[slot] = Held(row.status, version, entries[0].status == "done")
        gone = {
            slot: held
            for slot, held in about.meetings.items()
            if held.status == "withdrawn" and slot not in rows
        }
        claimed = len(deliveries(book))
    for name, made in (("copy.db", about.copied), ("old.db", about.migrated)):
        if made or (name == "copy.db" and (folder / name).exists()):
            with closing(Book(folder / name)) as other:
                assert examine(other) == []
    return State({**meetings, **gone}, claimed, about.copied, about.migrated, all_of(folder, about))


def all_of(folder: Path, about: State) -> frozenset[int]:
    """Of the committees that should have been synced, those of which every meeting is held
    whole. Raises AssertionError where a meeting of any is held in part."""
    if not about.synced and not (folder / "synced.db").exists():
        return frozenset()
    with closing(Book(folder / "synced.db")) as book:
        assert examine(book) == []
        held = Counter(row.panel for row in meeting_rows(book, KEEPER))
        for row in meeting_rows(book, KEEPER):
            assert len(meeting_paragraphs(book, KEEPER, row.id)) >= PARAGRAPHS, row
    return frozenset(
        slot for slot in about.synced if held[COUNCIL.committees[slot].name] == MEETINGS
    )


def run(seed: int, folder: Path, state: State) -> tuple[State, str]:
    """One kill, and what the book holds afterwards. Raises AssertionError with the seed."""
    acknowledged, begun, kind = killed(folder, state, seed)
    for expected in (acknowledged, begun):
        if found(folder, expected) == expected:
            return expected, kind
    told = found(folder, acknowledged)
    raise AssertionError(f"seed {seed}, {kind}: {acknowledged} or {begun} expected, {told} found")


def chain(seeds: range, kinds: Counter[str]) -> None:
    """Kills one after another on one book."""
    folder = Path(tempfile.mkdtemp())
    try:
        state = State()
        warm_up(folder)
        with local_site() as site:
            (folder / "site").write_text(site)
            for seed in seeds:
                state, kind = run(seed, folder, state)
                kinds[kind] += 1
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--from", type=int, default=1, dest="first")
    given = parser.parse_args()
    kinds: Counter[str] = Counter()
    for start in range(given.first, given.first + given.kills, CHAIN):
        chain(range(start, min(start + CHAIN, given.first + given.kills)), kinds)
    print(f"{sum(kinds.values())} kills, every book whole. What was going on: {dict(kinds)}")


if __name__ == "__main__":
    sys.exit(main())
