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


def forget(book: Book, key: str) -> None:
    """Let `key` be handled again: what it stood for was not done after all."""
    with book.write() as db:
        db.execute("delete from seen where key = ?", [key])
