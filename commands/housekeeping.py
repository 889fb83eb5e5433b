"""Keeping the book in order: its copies, whether it is whole, what is overdue, what is forgotten.

What is wrong is a sentence that says what to do about it.
"""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from commands.digest.claims import scheduled
from commands.request_context import Context
from storage.backup import daily_copy, sweep_copies
from storage.conversation_states import forget_questions
from storage.database import Book
from storage.errors import friendly_errors
from storage.files import sweep
from storage.fragments import keep_all_fragments
from storage.index import rebuild_index
from storage.integrity import examine, latest_moment
from storage.meetings import meeting_rows
from storage.model import KEEPER, MinutebookError
from storage.outbox import Delivery, pending
from storage.plurals import plural

LATE = dt.timedelta(hours=2)  # by then a digest is sent, or something is wrong

# ---- the database, for whoever asks: whether it opens, what it holds, whether it is whole ------


AHEAD = dt.timedelta(minutes=10)

Kind = Literal["ok", "note", "fault", "settings fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A note is no fault, but good to know."""

    kind: Kind
    sentence: str


def look_at_book(
    db: Path,
    now: dt.datetime,
    schedule: Callable[[Book], Iterator[Finding]],
    deep: bool = False,
    rebuild: bool = False,
) -> Iterator[Finding]:
    """What there is to say of the database at `db`: with `deep` of every page of it.

    With `rebuild` its full-text index and links are made anew first, in one transaction.
    `schedule` tells what is sent next; it is asked where the database is sound.
    """
    if not db.exists():
        yield _absent(db)
        return
    try:
        with friendly_errors(db), closing(Book(db)) as book:
            if rebuild:
                with book.write() as connection:
                    rebuild_index(connection)
                    keep_all_fragments(connection)
                yield Finding("ok", "Full-text index and links were made anew from the minutes.")
            faults = examine(book) if deep else []
            yield from (Finding("fault", fault) for fault in faults)
            if not faults:
                yield from _contents(book, deep)
                yield from _unsent(book, now)
                yield from _clock(book, now)
                yield from schedule(book)
    except MinutebookError as error:
        yield Finding("fault", str(error))


def _absent(db: Path) -> Finding:
    if db.parent.is_dir():
        return Finding("note", f"{db} is not there yet: 'minutebook add' makes it.")
    return Finding(
        "settings fault",
        f"MINUTEBOOK_DB is {db}, whose folder does not exist: make it, or name another file.",
    )


def _contents(book: Book, deep: bool) -> Iterator[Finding]:
    meetings = meeting_rows(book, KEEPER)
    drafts = sum(meeting.status == "draft" for meeting in meetings)
    ours = f", {plural(drafts, 'of them a draft', 'of them drafts')}" if drafts else ""
    yield Finding("ok", f"The database holds {plural(len(meetings), 'meeting')}{ours}.")
    if deep:
        yield Finding(
            "ok",
            "The database is whole: its pages, references, positions and full text were checked.",
        )


def _clock(book: Book, now: dt.datetime) -> Iterator[Finding]:
    """A clock that was set back makes days come twice: nothing is lost, but digests may wait."""
    latest = latest_moment(book.read())
    if latest and latest - now > AHEAD:
        yield Finding(
            "fault",
            f"The database was written to at {latest:%H:%M on %d %B %Y} (UTC), and this machine's "
            f"clock says {now:%H:%M on %d %B %Y}: set the clock right. Until then digests may be "
            "late; nothing is sent twice.",
        )


def _unsent(book: Book, now: dt.datetime) -> Iterator[Finding]:
    for left in _late(book, now):
        yield Finding(
            "fault",
            f"The {left.kind} of {left.day} for {left.destination} is owed: 'minutebook run' "
            "sends it, and its log says what keeps it from that.",
        )


def _late(book: Book, now: dt.datetime) -> Iterator[Delivery]:
    """Digests that were fixed and have no receipt after hours."""
    yield from (left for left in pending(book) if now - left.claimed_at > LATE)


def next_digest(context: Context, channel: str | None, at: dt.time) -> Iterator[Finding]:
    """When the next digest or reminder may go, and to whom nothing does any more; `channel` and
    `at` are those of the settings."""
    coming = scheduled(context, channel, at).coming
    for one in coming:
        if one.held.ended:
            where = one.held.destination
            yield Finding("note", f"Nothing is sent to {where} any more: {one.held.ended}.")
    moments = [one.next for one in coming if one.next]
    if moments:
        yield Finding(
            "ok",
            f"The next digest may go on {min(moments):%A %-d %B at %H:%M %Z}; 'minutebook "
            "schedule' lists what goes when to whom.",
        )


# ---- the housekeeping of a day ----------------------------------------------------------------


LATE_SYNC = dt.timedelta(days=2)
SCARCE = 500_000_000  # bytes of disk, or twice the book where that is more


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How the book is to be kept: in which folder the last `copies` daily copies lie, None for
    none, and for how long questions are kept (`questions_for`)."""

    backups: Path | None
    copies: int
    questions_for: dt.timedelta


@dataclass(frozen=True, slots=True)
class DayReport:
    """What came of a day's housekeeping: whether there is a copy of that day and which was made
    just now, and what is wrong."""

    copied: bool
    made: Path | None
    faults: tuple[str, ...]


def keep_day(
    context: Context, upkeep: Upkeep, looks: Callable[[], bool], synced: dt.datetime | None
) -> DayReport:
    """Do the housekeeping of a day: a copy, a look at everything, old questions forgotten.

    One process of several looks: `looks` tells whether it is this one. `synced` is when the
    committees that are watched could last be read; None where none are.
    """
    book, faults, made, copied = context.book, list[str](), None, False
    if upkeep.backups is not None:
        try:
            made = daily_copy(book, upkeep.backups, context.today, upkeep.copies)
            copied = True
        except MinutebookError as error:
            faults.append(f"Today's backup could not be made. {error}")
    if looks():
        faults += _look_over(book, context.now, synced)
    forget_questions(book, context.now - upkeep.questions_for)
    return DayReport(copied, made, tuple(faults))


def sweep_unfinished(book: Book, upkeep: Upkeep) -> None:
    """Remove what processes that were killed left half written."""
    sweep(book.path.parent, book.path.stem)
    if upkeep.backups is not None:
        sweep_copies(book, upkeep.backups)


def _look_over(book: Book, now: dt.datetime, synced: dt.datetime | None) -> Iterator[str]:
    """What is wrong with the book, the disk, and what should have gone out or come in."""
    yield from examine(book)
    free = shutil.disk_usage(book.path.parent).free
    if free < max(SCARCE, 2 * book.path.stat().st_size):
        yield f"Only {free / 1e6:,.0f} MB are left on the disk of {book.path}: free some space."
    for left in _late(book, now):
        yield f"The {left.kind} of {left.day} has not reached {left.destination}."
    if synced and now - synced > LATE_SYNC:
        yield f"No committee's page could be read since {synced:%d %B %Y}."
