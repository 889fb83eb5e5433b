"""Which held meeting a document is of, also where what it says of itself was mended."""

from sqlite_utils import Database

from storage.records import Meeting
from storage.saving.held import held_meeting, iso, kept_paragraphs
from storage.trail import CHANGE_NOTHING
from storage.withdrawn import withdrawn_meeting

_SAME = 0.3  # of the paragraphs, those that must stand word for word in both


def known_meeting(db: Database, read: Meeting) -> int | None:
    """The id of the held meeting that a document, as it was read, is of; withdrawn ones too."""
    held = held_meeting(db, read)
    if held is not None:
        return int(held["id"])
    for key in _keys(read):
        for row in db.query("select meeting_id from meeting_keys where key = ?", [key]):
            if _like(db, row["meeting_id"], read):
                return int(row["meeting_id"])
    return withdrawn_meeting(db, read)


def remember_keys(db: Database, meeting_id: int, read: Meeting) -> None:
    """Know the meeting by what its document says of itself, whatever was mended in it."""
    db.conn.executemany(
        "insert or replace into meeting_keys (key, meeting_id) values (?, ?)",
        [(key, meeting_id) for key in _keys(read)],
    )


def stamp(db: Database, meeting_id: int | None) -> int:
    """A number that rises with everything that is done to a meeting; 0 where it is not held."""
    if meeting_id is None:
        return 0
    row = db.execute(
        "select coalesce(max(id), 0) from trail where meeting_id = ?"
        f" and what not in ({', '.join(map(repr, CHANGE_NOTHING))})",
        [meeting_id],
    ).fetchone()
    return int(row[0])


def _keys(read: Meeting) -> list[str]:
    """A document without address and day says too little to be known by."""
    keys = [f"url:{read.url}"] if read.url else []
    if read.date and read.panel:
        keys.append(f"{read.panel}|{iso(read.date)}|{read.title or ''}")
    return keys


def shares_paragraphs(db: Database, meeting_id: int, read: Meeting) -> bool:
    """Whether any paragraph of a document stands in a meeting word for word, or nothing does
    there any more."""
    held = {kept.text for kept in kept_paragraphs(db, meeting_id)}
    return not held or any(p.text in held for item in read.items for p in item.paragraphs)


def _like(db: Database, meeting_id: int, read: Meeting) -> bool:
    """Whether enough of a document stands in a meeting: a day mistyped in one document may be
    another meeting's. A withdrawn meeting has nothing left to compare."""
    texts = [p.text for item in read.items for p in item.paragraphs]
    held = {kept.text for kept in kept_paragraphs(db, meeting_id)}
    return not held or sum(text in held for text in texts) >= _SAME * len(texts)
