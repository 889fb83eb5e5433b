"""Searches that somebody has saved, and the paragraphs in which they were found."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storage.database import Book
from storage.publications import last_publication

How = Literal["daily", "weekly", "at once"]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that is asked of whatever is published. `destination` is told what it finds in
    what came after the publication `since`."""

    id: int
    destination: str
    query: str
    how: How
    paused: bool
    by: str
    since: int = 0


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A paragraph in which a saved search was found, and which publication showed it."""

    search_id: int
    paragraph_id: str
    publication_id: int


def save_search(
    book: Book, destination: str, query: str, how: How, by: str, now: dt.datetime
) -> tuple[SavedSearch, bool]:
    """Save a search; whether it is new. One that is there already is taken up again, `how` as
    now asked for."""
    with book.write() as db:
        known = list(
            db.query(
                "select id from saved_searches where destination = ? and query = ?",
                [destination, query],
            )
        )
        db.execute(
            "insert into saved_searches (destination, query, how, by, at, since)"
            " values (?, ?, ?, ?, ?, ?)"
            " on conflict (destination, query) do update set how = excluded.how, paused = 0",
            [destination, query, how, by, now.isoformat(), last_publication(book)],
        )
        (row,) = db.query(
            "select * from saved_searches where destination = ? and query = ?",
            [destination, query],
        )
    return _search(row), not known


def saved_searches(book: Book, destinations: Iterable[str] | None = None) -> list[SavedSearch]:
    """Return the searches of these destinations, oldest first; everybody's where none are named."""
    if destinations is None:
        rows = book.read().query("select * from saved_searches order by id")
    else:
        rows = book.read().query(
            "select * from saved_searches where destination in (select value from json_each(?))"
            " order by id",
            [json.dumps(list(destinations))],
        )
    return [_search(row) for row in rows]


def saved_search(book: Book, search_id: int) -> SavedSearch | None:
    """Return one of them."""
    rows = book.read().query("select * from saved_searches where id = ?", [search_id])
    return next((_search(row) for row in rows), None)


def change_search(book: Book, search_id: int, how: How | None, paused: bool | None) -> None:
    """Tell its hits otherwise, or let it rest; what is None stays. What it found and has not
    been told is forgotten where it rests."""
    with book.write() as db:
        db.execute(
            "update saved_searches set how = coalesce(?, how), paused = coalesce(?, paused)"
            " where id = ?",
            [how, None if paused is None else int(paused), search_id],
        )
        if paused:
            db.execute(
                "delete from search_hits where search_id = ? and delivery_id is null", [search_id]
            )


def stop_search(book: Book, search_id: int) -> None:
    """Forget a search and what it found."""
    with book.write() as db:
        db.execute("delete from saved_searches where id = ?", [search_id])


# ---- what they found --------------------------------------------------------------------------


def enter_hits(book: Book, publication_id: int, hits: Sequence[tuple[int, str]]) -> None:
    """Write down which searches (by id) a publication's paragraphs meet, once for each
    publication, however many processes look."""
    with book.write() as db:
        changed = db.execute(
            "update publications set matched = 1 where id = ? and not matched", [publication_id]
        )
        if changed.rowcount:
            db.conn.executemany(
                "insert or ignore into search_hits (search_id, paragraph_id, publication_id)"
                " select id, ?, ? from saved_searches where id = ? and not paused",
                [(paragraph, publication_id, search) for search, paragraph in hits],
            )


def waiting_hits(book: Book, destination: str, hows: Iterable[How]) -> list[FoundHit]:
    """Return what this destination's searches of these kinds have found and was not told, in
    order."""
    rows = book.read().query(
        "select search_hits.* from search_hits join saved_searches on id = search_id"
        " where destination = ? and delivery_id is null and not paused"
        " and how in (select value from json_each(?))"
        " order by publication_id, search_hits.rowid",
        [destination, json.dumps(list(hows))],
    )
    return [FoundHit(r["search_id"], r["paragraph_id"], r["publication_id"]) for r in rows]


def waiting_at_once(book: Book) -> list[str]:
    """Return the destinations that are to be told of something at once."""
    rows = book.read().query(
        "select distinct destination from search_hits join saved_searches on id = search_id"
        " where delivery_id is null and how = 'at once' and not paused order by destination"
    )
    return [row["destination"] for row in rows]


def settle_hits(book: Book, hits: Sequence[FoundHit], delivery_id: int) -> None:
    """Mark these hits as told by a delivery; 0 where they are known already."""
    with book.write() as db:
        db.conn.executemany(
            "update search_hits set delivery_id = ?"
            " where search_id = ? and paragraph_id = ? and publication_id = ?",
            [(delivery_id, h.search_id, h.paragraph_id, h.publication_id) for h in hits],
        )


def searches_met(book: Book, delivery_id: int) -> dict[str, list[int]]:
    """Return, by paragraph, the searches whose hits a delivery tells."""
    searches: dict[str, list[int]] = {}
    for row in book.read().query(
        "select search_id, paragraph_id from search_hits where delivery_id = ? order by search_id",
        [delivery_id],
    ):
        searches.setdefault(row["paragraph_id"], []).append(row["search_id"])
    return searches


def _search(row: dict[str, Any]) -> SavedSearch:
    return SavedSearch(
        id=row["id"],
        destination=row["destination"],
        query=row["query"],
        how=row["how"],
        paused=bool(row["paused"]),
        by=row["by"],
        since=row["since"],
    )
