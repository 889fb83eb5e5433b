"""Every document of a meeting as it was read, before anything was mended: its versions.

They are packed; what is withdrawn is taken out of them like out of everything else.
"""

import datetime as dt
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import (
    Attendee,
    DuplicateMention,
    ExtractedAction,
    Hand,
    Item,
    Meeting,
    MinutebookError,
    Paragraph,
    day_of,
)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version: its number (from 1), who brought it, from where, and what it says."""

    number: int
    at: dt.datetime
    by: str
    via: str
    source: str
    meeting: Meeting


def keep_version(
    db: Database, meeting_id: int, meeting: Meeting, source: str, hand: Hand, now: dt.datetime
) -> bool:
    """Keep a document as it was read; False where the last one said the same."""
    content = pack(meeting)
    last = next(
        iter(
            db.query(
                "select number, content from readings where meeting_id = ?"
                " order by number desc limit 1",
                [meeting_id],
            )
        ),
        None,
    )
    if last and pack(unpack(last["content"])) == content:  # it may lack what is newer than it
        return False
    db.execute(
        "insert into readings (meeting_id, number, at, by, via, source, content)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [
            meeting_id,
            last["number"] + 1 if last else 1,
            now.isoformat(),
            hand.by,
            hand.via,
            source,
            content,
        ],
    )
    return True


def stored_versions(book: Book, meeting_id: int) -> tuple[StoredVersion, ...]:
    """The versions of a meeting, oldest first."""
    rows = book.read().query(
        "select * from readings where meeting_id = ? order by number", [meeting_id]
    )
    return tuple(
        StoredVersion(
            number=row["number"],
            at=dt.datetime.fromisoformat(row["at"]),
            by=row["by"],
            via=row["via"],
            source=row["source"],
            meeting=unpack(row["content"]),
        )
        for row in rows
    )


def last_document(db: Database, meeting_id: int) -> Meeting | None:
    """The latest document of a meeting as it was read."""
    for row in db.query(
        "select content from readings where meeting_id = ? order by number desc limit 1",
        [meeting_id],
    ):
        return unpack(row["content"])
    return None


def stored_version(book: Book, meeting_id: int, number: int) -> StoredVersion:
    """One version. Raises MinutebookError where there is none of that number."""
    held = stored_versions(book, meeting_id)
    for one in held:
        if one.number == number:
            return one
    raise MinutebookError(
        f"There is no version {number} of these minutes. "
        f"'minutebook history {meeting_id}' lists the {len(held)} there are."
    )


def versions(db: Database, meeting_id: int) -> list[Meeting]:
    """What each version of a meeting says, newest first, within the caller's transaction."""
    rows = db.execute(
        "select content from readings where meeting_id = ? order by number desc", [meeting_id]
    ).fetchall()
    return [unpack(content) for (content,) in rows]


def rewrite_versions(
    db: Database, meeting_id: int, rewrite: Callable[[Meeting], Meeting | None]
) -> None:
    """Change every version of a meeting within the caller's transaction; None drops one."""
    for row in list(
        db.query("select id, content from readings where meeting_id = ?", [meeting_id])
    ):
        meeting = unpack(row["content"])
        changed = rewrite(meeting)
        if changed is None:
            db.execute("delete from readings where id = ?", [row["id"]])
        elif changed != meeting:
            db.execute("update readings set content = ? where id = ?", [pack(changed), row["id"]])


# ---- packing ----------------------------------------------------------------------------------


_OF_READING = ("moved", "left_out")  # fields that tell how a document was read


def pack(meeting: Meeting) -> bytes:
    """A meeting as bytes, the same for the same meeting however it was read."""
    said = {name: value for name, value in asdict(meeting).items() if name not in _OF_READING}
    told = json.dumps(said, default=dt.date.isoformat, ensure_ascii=False)
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 6)


def unpack(content: bytes) -> Meeting:
    """The meeting that was packed."""
    told = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    return Meeting(
        **{
            **told,
            "date": day_of(told["date"]),
            "next_meeting": day_of(told["next_meeting"]),
            "warnings": tuple(told["warnings"]),
            "attendance": tuple(Attendee(**one) for one in told["attendance"]),
            "items": tuple(_item(item) for item in told["items"]),
        }
    )


def _item(told: dict[str, Any]) -> Item:
    return Item(**{**told, "paragraphs": tuple(_paragraph(one) for one in told["paragraphs"])})


def _paragraph(told: dict[str, Any]) -> Paragraph:
    speakers = told["speakers"]
    return Paragraph(
        **{
            **told,
            "speakers": None if speakers is None else tuple(speakers),
            "mentions": (),
            "actions": tuple(_action(one) for one in told["actions"]),
        }
    )


def _action(told: dict[str, Any]) -> ExtractedAction:
    also = tuple(DuplicateMention(**one) for one in told["also"])
    return ExtractedAction(**{**told, "due": day_of(told["due"]), "also": also})
