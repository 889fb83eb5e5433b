"""What has been handled already, so that a second delivery of it changes nothing."""

import datetime as dt

from storage.database import Book

KEPT = dt.timedelta(days=7)  # far beyond Slack's last retry


def first_time(book: Book, key: str, now: dt.datetime) -> bool:
    """Remember `key`; True where it was not known before. Old keys are forgotten."""
    with book.write() as db:
        db.execute("delete from seen where at < ?", [(now - KEPT).isoformat()])
        added = db.execute(
            "insert or ignore into seen (key, at) values (?, ?)", [key, now.isoformat()]
        )
        return bool(added.rowcount)


def seen_at(book: Book, key: str) -> str | None:
    """When `key` was remembered, as ISO 8601 writes it; None where it is not known."""
    rows = book.read().query("select at from seen where key = ?", [key])
    return next((str(row["at"]) for row in rows), None)


def forget(book: Book, key: str, at: str | None = None) -> None:
    """Let `key` be handled again, where nobody has remembered it anew since `at`: what it stood
    for was not done after all."""
    with book.write() as db:
        db.execute("delete from seen where key = ? and at = ifnull(?, at)", [key, at])
