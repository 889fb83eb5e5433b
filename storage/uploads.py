"""Documents that the secretariat has handed in and not yet published. Members see none of it.

Once published a document is not kept: its words are in the book, where a withdrawal finds them.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.model import MinutebookError, moment_of


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it was handed in. `given` is what its sender or site says of it, as JSON.

    `published_by` and `published_at` tell who let it into the book; then `data` is empty. With
    a `meeting_id` it is an amendment of that meeting that waits for another clerk: `bring_back`
    lets in what was withdrawn, and `mended_before` tells that it has its meeting's corrections.
    """

    id: str
    name: str
    data: bytes
    by: str
    published: bool = False
    given: str | None = None
    at: dt.datetime | None = None
    published_by: str | None = None
    published_at: dt.datetime | None = None
    meeting_id: int | None = None
    bring_back: bool = False
    mended_before: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the preview of a document stands, and the stamps of the meetings looked at in it, by
    their place in the document."""

    channel: str | None
    message_ts: str | None
    looked_at: Mapping[int, int]


def hold(book: Book, upload: Upload, now: dt.datetime) -> bool:
    """Keep a document for its preview. False where one with that id is kept already."""
    with book.write() as db:
        added = db.execute(
            "insert or ignore into uploads"
            " (id, name, data, by, at, given, digest, meeting_id, bring_back, mended_before)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                upload.id,
                upload.name,
                upload.data,
                upload.by,
                now.isoformat(),
                upload.given,
                hashlib.sha256(upload.data).hexdigest(),
                upload.meeting_id,
                upload.bring_back,
                upload.mended_before,
            ],
        )
        return bool(added.rowcount)


def held(book: Book, upload_id: str) -> Upload:
    """Return the document with this id. Raises MinutebookError where there is none."""
    for row in book.read().query("select * from uploads where id = ?", [upload_id]):
        return _upload(row)
    raise MinutebookError("That document is no longer here. Please send the file again.")


def same_content(book: Book, data: bytes, but: str) -> Upload | None:
    """Find another document with the very same bytes, the latest: it was handed in before."""
    for row in book.read().query(
        "select * from uploads where digest = ? and id <> ? order by at desc limit 1",
        [hashlib.sha256(data).hexdigest(), but],
    ):
        return replace(_upload(row), data=b"")
    return None


def waiting_uploads(book: Book) -> tuple[Upload, ...]:
    """Return the documents that wait to be published, oldest first."""
    rows = book.read().query("select * from uploads where published_at is null order by at")
    return tuple(_upload(row) for row in rows)


def waiting_amendment(book: Book, meeting_id: int) -> Upload | None:
    """Return the amendment of a meeting that waits for another clerk; None where none does."""
    for row in book.read().query(
        "select * from uploads where meeting_id = ? and published_at is null"
        " order by at desc, id limit 1",
        [meeting_id],
    ):
        return _upload(row)
    return None


def version_of(db: Database, upload_id: str) -> str:
    """Return what tells a document, its corrections and the meetings it was compared with from the
    same document later."""
    row = db.execute(
        "select looked_at, (select max(id) from mends where upload_id = uploads.id)"
        " from uploads where id = ?",
        [upload_id],
    ).fetchone()
    return "|".join(map(str, row or ()))


def mark_published(book: Book, upload_id: str, by: str, now: dt.datetime) -> bool:
    """Record that it went into the book, and let go of it. False where it had done so already."""
    with book.write() as db:
        changed = db.execute(
            "update uploads set published_at = ?, published_by = ?, data = x''"
            " where id = ? and published_at is null",
            [now.isoformat(), by, upload_id],
        )
        return bool(changed.rowcount)


def discard(book: Book, upload_id: str) -> bool:
    """Let go of a document that is not to be published. False where it is published or gone."""
    with book.write() as db:
        db.execute("delete from mends where upload_id = ?", [upload_id])
        deleted = db.execute(
            "delete from uploads where id = ? and published_at is null", [upload_id]
        )
        return bool(deleted.rowcount)


def shown(book: Book, upload_id: str) -> Shown:
    """Return where its preview stands, and what was looked at there."""
    for row in book.read().query(
        "select channel, message_ts, looked_at from uploads where id = ?", [upload_id]
    ):
        stamps = {int(part): stamp for part, stamp in json.loads(row["looked_at"]).items()}
        return Shown(row["channel"], row["message_ts"], stamps)
    return Shown(None, None, {})


def note_looked_at(book: Book, upload_id: str, stamps: Mapping[int, int]) -> None:
    """Remember how the meetings of a document stood when they were looked at."""
    with book.write() as db:
        db.execute("update uploads set looked_at = ? where id = ?", [json.dumps(stamps), upload_id])


def of_meetings(book: Book, upload_id: str) -> dict[int, int | Literal["another"]]:
    """Return which held meetings the parts of a document were said to be of, or "another"."""
    rows = book.read().query("select of_meeting from uploads where id = ?", [upload_id])
    return {
        int(part): answer for row in rows for part, answer in json.loads(row["of_meeting"]).items()
    }


def keep_of_meeting(
    book: Book, upload_id: str, part: int, answer: int | Literal["another"]
) -> None:
    """Keep which held meeting a part of a document is of, "another" for none of them."""
    with book.write() as db:
        answers = {**of_meetings(book, upload_id), part: answer}
        db.execute(
            "update uploads set of_meeting = ? where id = ?", [json.dumps(answers), upload_id]
        )


def note_shown(book: Book, upload_id: str, channel: str, ts: str) -> None:
    """Remember where the preview stands."""
    with book.write() as db:
        db.execute(
            "update uploads set channel = ?, message_ts = ? where id = ?", [channel, ts, upload_id]
        )


def _upload(row: dict[str, Any]) -> Upload:
    return Upload(
        id=row["id"],
        name=row["name"],
        data=row["data"],
        by=row["by"],
        published=bool(row["published_at"]),
        given=row["given"],
        at=dt.datetime.fromisoformat(row["at"]),
        published_by=row["published_by"],
        published_at=moment_of(row["published_at"]),
        meeting_id=row["meeting_id"],
        bring_back=bool(row["bring_back"]),
        mended_before=bool(row["mended_before"]),
    )
