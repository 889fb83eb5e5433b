"""The database: whether it opens, what it holds, and with `--deep` whether it is whole."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing

from bot.doctor.finding import Finding
from bot.settings import Settings
from commands.model import Context
from commands.scheduled import scheduled
from storage.counted import counted
from storage.database import Book, said_kindly
from storage.deliveries import unsent
from storage.errors import MinutebookError
from storage.fragments import keep_all_fragments
from storage.index import rebuild_index
from storage.integrity import examine, latest_moment
from storage.minutes import meeting_rows
from storage.records import KEEPER, MEMBER

AHEAD = dt.timedelta(minutes=10)
LATE = dt.timedelta(hours=2)  # by then a digest is sent, or something is wrong


def look_at_book(settings: Settings, deep: bool, mend: bool) -> Iterator[Finding]:
    """What there is to say of the database."""
    if not settings.db.exists():
        yield _not_there(settings)
        return
    try:
        with said_kindly(settings.db), closing(Book(settings.db)) as book:
            if mend:
                with book.write() as db:
                    rebuild_index(db)
                    keep_all_fragments(db)
                yield Finding("ok", "Full-text index and links were made anew from the minutes.")
            faults = examine(book) if deep else []
            yield from (Finding("fault", fault) for fault in faults)
            if not faults:
                yield from _held(book, deep)
                yield from _next(book, settings)
    except MinutebookError as error:
        yield Finding("fault", str(error))


def _held(book: Book, deep: bool) -> Iterator[Finding]:
    held = meeting_rows(book, KEEPER)
    drafts = sum(meeting.status == "draft" for meeting in held)
    ours = f", {counted(drafts, 'of them a draft', 'of them drafts')}" if drafts else ""
    yield Finding("ok", f"The database holds {counted(len(held), 'meeting')}{ours}.")
    if deep:
        yield Finding(
            "ok",
            "The database is whole: its pages, references, positions and full text were checked.",
        )
    yield from _owed(book)
    yield from _clock(book)


def _clock(book: Book) -> Iterator[Finding]:
    """A clock that was set back makes days come twice: nothing is lost, but digests may wait."""
    latest, now = latest_moment(book.read()), dt.datetime.now(dt.UTC)
    if latest and latest - now > AHEAD:
        yield Finding(
            "fault",
            f"The database was written to at {latest:%H:%M on %d %B %Y} (UTC), and this machine's "
            f"clock says {now:%H:%M on %d %B %Y}: set the clock right. Until then digests may be "
            "late; nothing is sent twice.",
        )


def _not_there(settings: Settings) -> Finding:
    if settings.db.parent.is_dir():
        return Finding("note", f"{settings.db} is not there yet: 'minutebook add' makes it.")
    return Finding(
        "settings fault",
        f"MINUTEBOOK_DB is {settings.db}, whose folder does not exist: make it, or name "
        "another file.",
    )


def _next(book: Book, settings: Settings) -> Iterator[Finding]:
    """When the next digest or reminder may go."""
    context = Context(book, MEMBER, dt.datetime.now(dt.UTC), settings.zone)
    told = scheduled(context, settings.digest_channel, settings.digest_time)
    moments = [one.next for one in told.coming if one.next]
    for one in told.coming:
        if one.held.ended:
            where = one.held.destination
            yield Finding("note", f"Nothing is sent to {where} any more: {one.held.ended}.")
    if moments:
        yield Finding(
            "ok",
            f"The next digest may go on {min(moments):%A %-d %B at %H:%M %Z}; 'minutebook "
            "schedule' lists what goes when to whom.",
        )


def _owed(book: Book) -> Iterator[Finding]:
    """Digests that were fixed and have no receipt of Slack's."""
    now = dt.datetime.now(dt.UTC)
    for left in unsent(book):
        if now - left.claimed_at > LATE:
            yield Finding(
                "fault",
                f"The {left.kind} of {left.day} for {left.destination} is owed: 'minutebook run' "
                "sends it, and its log says what keeps it from that.",
            )
