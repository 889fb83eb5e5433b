"""Documents that the secretariat has handed in and not yet published. Members see none of it."""

import datetime as dt
from dataclasses import dataclass

from storage.database import Book
from storage.errors import MinutebookError


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was handed in. `given` is what its sender or site says of it, as JSON."""

    id: str
    name: str
    data: bytes
    by: str
    published: bool
    given: str | None = None


def hold(book: Book, upload: Upload, now: dt.datetime) -> bool:
    """Keep a document for its preview. False where one with that id is kept already."""
    with book.write() as db:
        added = db.execute(
            "insert or ignore into uploads (id, name, data, by, at, given)"
            " values (?, ?, ?, ?, ?, ?)",
            [upload.id, upload.name, upload.data, upload.by, now.isoformat(), upload.given],
        )
        return bool(added.rowcount)


def held(book: Book, upload_id: str) -> Upload:
    """The document with this id. Raises MinutebookError where there is none."""
    for row in book.read().query("select * from uploads where id = ?", [upload_id]):
        return Upload(
            id=row["id"],
            name=row["name"],
            data=row["data"],
            by=row["by"],
            published=bool(row["published_at"]),
            given=row["given"],
        )
    raise MinutebookError("That document is no longer here. Please send the file again.")


def mark_published(book: Book, upload_id: str, now: dt.datetime) -> bool:
    """Record that it went into the book. False where it had done so already."""
    with book.write() as db:
        changed = db.execute(
            "update uploads set published_at = ? where id = ? and published_at is null",
            [now.isoformat(), upload_id],
        )
        return bool(changed.rowcount)
