"""What is remembered of the sites that minutes are fetched from, so that little is asked of them.

A site is known by its base address; a committee and a meeting by their numbers on that site.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from storage.database import Book
from storage.model import day_of, moment_of

State = Literal["saved", "nothing", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A meeting as it was last seen. `words` are what the list said of it; `fingerprint` is a
    hash of what was read; `etag` and `modified` are the marks that `page` gave of its version."""

    meeting: int
    date: dt.date | None
    words: str
    state: State
    visited: dt.datetime
    fingerprint: str | None = None
    page: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class WatchedCommittee:
    """A committee. `round_started` is set while its meetings are being gone through, and stays
    where that was interrupted; `listed_whole` is when its list was last read to the end and all
    that it promised fetched."""

    name: str | None = None
    round_started: dt.datetime | None = None
    listed_whole: dt.datetime | None = None


def watched_meetings(book: Book, base: str, committee: int) -> dict[int, Watched]:
    """Return the committee's meetings that were visited, by number."""
    rows = book.read().query(
        "select * from watched_meetings where base = ? and committee = ?", [base, committee]
    )
    return {
        row["meeting"]: Watched(
            meeting=row["meeting"],
            date=day_of(row["date"]),
            words=row["words"],
            state=row["state"],
            visited=dt.datetime.fromisoformat(row["visited"]),
            fingerprint=row["fingerprint"],
            page=row["page"],
            etag=row["etag"],
            modified=row["modified"],
        )
        for row in rows
    }


def remember_meeting(book: Book, base: str, committee: int, watched: Watched) -> None:
    """Note what a visit to a meeting found. Joins a write transaction that is open."""
    with book.write() as db:
        db.table("watched_meetings").upsert(
            {
                "base": base,
                "committee": committee,
                "meeting": watched.meeting,
                "date": watched.date.isoformat() if watched.date else None,
                "words": watched.words,
                "state": watched.state,
                "visited": watched.visited.isoformat(),
                "fingerprint": watched.fingerprint,
                "page": watched.page,
                "etag": watched.etag,
                "modified": watched.modified,
            },
            pk=("base", "committee", "meeting"),
        )


def watched_committee(book: Book, base: str, committee: int) -> WatchedCommittee:
    """Return what is known of a committee; nothing yet where it is new."""
    rows = book.read().query(
        "select * from watched_committees where base = ? and committee = ?", [base, committee]
    )
    for row in rows:
        return WatchedCommittee(
            name=row["name"],
            round_started=moment_of(row["round_started"]),
            listed_whole=moment_of(row["listed_whole"]),
        )
    return WatchedCommittee()


def remember_committee(book: Book, base: str, committee: int, known: WatchedCommittee) -> None:
    """Note what is known of a committee."""
    with book.write() as db:
        db.table("watched_committees").upsert(
            {
                "base": base,
                "committee": committee,
                "name": known.name,
                "round_started": known.round_started and known.round_started.isoformat(),
                "listed_whole": known.listed_whole and known.listed_whole.isoformat(),
            },
            pk=("base", "committee"),
        )


def spend_request(book: Book, host: str, day: dt.date, budget: int) -> bool:
    """Count one request to a host. False, and nothing counted, where the day's budget is spent."""
    with book.write() as db:
        db.execute(
            "insert into watched_hosts (host, day, requests) values (?, ?, 0) on conflict (host)"
            " do update set requests = 0, day = excluded.day where day <> excluded.day",
            [host, day.isoformat()],
        )
        counted = db.execute(
            "update watched_hosts set requests = requests + 1 where host = ? and requests < ?",
            [host, budget],
        )
        return bool(counted.rowcount)


def rest_host(book: Book, host: str, until: dt.datetime) -> None:
    """Leave a host alone until then."""
    with book.write() as db:
        db.execute(
            "insert into watched_hosts (host, day, requests, rests_until) values (?, '', 0, ?)"
            " on conflict (host) do update set rests_until = excluded.rests_until",
            [host, until.isoformat()],
        )


def host_rests_until(book: Book, host: str) -> dt.datetime | None:
    """Return until when a host is to be left alone, if it is."""
    rows = book.read().query("select rests_until from watched_hosts where host = ?", [host])
    return next((moment_of(row["rests_until"]) for row in rows), None)


def service_silent_since(book: Book, base: str) -> dt.datetime | None:
    """Return when a site's web service was last found not to work; None where it works or is
    new."""
    rows = book.read().query("select silent_since from watched_services where base = ?", [base])
    return next((moment_of(row["silent_since"]) for row in rows), None)


def remember_service(book: Book, base: str, silent_since: dt.datetime | None) -> None:
    """Note that a site's web service works (None), or does not since then."""
    with book.write() as db:
        db.table("watched_services").upsert(
            {"base": base, "silent_since": silent_since and silent_since.isoformat()}, pk="base"
        )


def days_without_minutes(book: Book, until: dt.date, most: int) -> tuple[dt.date, ...]:
    """Return the days, latest first, of meetings that are listed and whose minutes could not be
    had."""
    rows = book.read().query(
        "select distinct date from watched_meetings where state in ('nothing', 'failed')"
        " and date <= ? order by date desc limit ?",
        [until.isoformat(), most],
    )
    return tuple(dt.date.fromisoformat(row["date"]) for row in rows)


@dataclass(frozen=True, slots=True)
class Source:
    """A committee that is watched, and how that goes: when a meeting of it was last visited, and
    how many could not be had."""

    name: str
    base: str
    visited: dt.datetime | None
    failed: int


def sources(book: Book) -> tuple[Source, ...]:
    """Return every committee that was ever watched."""
    rows = book.read().query(
        """
        select coalesce(name, base || ' committee ' || committee) as name, base,
            (select max(visited) from watched_meetings m
                where m.base = c.base and m.committee = c.committee) as visited,
            (select count(*) from watched_meetings m where m.base = c.base
                and m.committee = c.committee and state = 'failed') as failed
        from watched_committees c order by name
        """
    )
    return tuple(
        Source(row["name"], row["base"], moment_of(row["visited"]), row["failed"]) for row in rows
    )
