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
    """Return the versions of a meeting, oldest first."""
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
    """Return the latest document of a meeting as it was read."""
    for row in db.query(
        "select content from readings where meeting_id = ? order by number desc limit 1",
        [meeting_id],
    ):
        return unpack(row["content"])
    return None


def stored_version(book: Book, meeting_id: int, number: int) -> StoredVersion:
    """Return one version. Raises MinutebookError where there is none of that number."""
    versions = stored_versions(book, meeting_id)
    for version in versions:
        if version.number == number:
            return version
    raise MinutebookError(
        f"There is no version {number} of these minutes. "
        f"'minutebook history {meeting_id}' lists the {len(versions)} there are."
    )


def versions(db: Database, meeting_id: int) -> list[Meeting]:
    """Return what each version of a meeting says, newest first, within the caller's transaction."""
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
    """Return a meeting as bytes, the same for the same meeting however it was read."""
    fields = {name: value for name, value in asdict(meeting).items() if name not in _OF_READING}
    text = json.dumps(fields, default=dt.date.isoformat, ensure_ascii=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(content: bytes) -> Meeting:
    """Return the meeting that was packed."""
    fields = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    return Meeting(
        **{
            **fields,
            "date": day_of(fields["date"]),
            "next_meeting": day_of(fields["next_meeting"]),
            "warnings": tuple(fields["warnings"]),
            "attendance": tuple(Attendee(**attendee) for attendee in fields["attendance"]),
            "items": tuple(_item(item) for item in fields["items"]),
        }
    )


def _item(fields: dict[str, Any]) -> Item:
    return Item(
        **{
            **fields,
            "paragraphs": tuple(_paragraph(paragraph) for paragraph in fields["paragraphs"]),
        }
    )


def _paragraph(fields: dict[str, Any]) -> Paragraph:
    speakers = fields["speakers"]
    return Paragraph(
        **{
            **fields,
            "speakers": None if speakers is None else tuple(speakers),
            "mentions": (),
            "heads": tuple(fields.get("heads", ())),
            "actions": tuple(_action(action) for action in fields["actions"]),
        }
    )


def _action(fields: dict[str, Any]) -> ExtractedAction:
    also = tuple(DuplicateMention(**mention) for mention in fields["also"])
    return ExtractedAction(**{**fields, "due": day_of(fields["due"]), "also": also})
