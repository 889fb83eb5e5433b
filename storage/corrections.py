"""What the secretariat corrects, kept so that reading the minutes again does not forget it: in what
was understood of a document, and which names are one person's."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from storage.database import Book
from storage.model import Hand, MinutebookError, Person
from storage.name_matching import fold
from storage.people import tidy_people

# ---- what the secretariat corrected in what was understood of a document ----------------------
# A correction is kept apart from the document, recognises its place by a trace, and is applied
# again whenever the minutes are read.


CorrectionKind = Literal[
    "date", "panel", "title", "url", "exempt", "drop", "split", "join", "kind", "owner"
]


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. `place` is {} for the meeting itself; `value` is what to put there."""

    kind: CorrectionKind
    value: str
    place: Mapping[str, Any]
    id: int = 0
    by: str = ""


def corrections_of_meeting(db: Database, meeting_id: int | None) -> tuple[Correction, ...]:
    """Return what was corrected in a meeting, in the order in which it was."""
    return _corrections(db, "meeting_id = ?", [meeting_id]) if meeting_id else ()


def corrections_of_upload(db: Database, upload_id: str, part: int = 0) -> tuple[Correction, ...]:
    """Return what was corrected in a document that is not published yet."""
    return _corrections(db, "upload_id = ? and part = ?", [upload_id, part])


def keep_corrections(
    db: Database,
    corrections: Sequence[Correction],
    hand: Hand,
    now: dt.datetime,
    meeting_id: int | None = None,
    upload_id: str | None = None,
    part: int = 0,
) -> None:
    """Keep corrections, within the caller's transaction. Of the same thing the last one counts."""
    for correction in corrections:
        place = json.dumps(correction.place, sort_keys=True)
        if correction.kind not in ("split", "join"):
            db.execute(
                "delete from mends where kind = ? and place = ? and part = ?"
                " and meeting_id is ? and upload_id is ?",
                [correction.kind, place, part, meeting_id, upload_id],
            )
        db.table("mends").insert(
            {
                "meeting_id": meeting_id,
                "upload_id": upload_id,
                "part": part,
                "kind": correction.kind,
                "place": place,
                "value": correction.value,
                "by": hand.by,
                "at": now.isoformat(),
            }
        )


def forget_corrections(db: Database, upload_id: str) -> None:
    """Forget the corrections of a document, within the caller's transaction."""
    db.execute("delete from mends where upload_id = ?", [upload_id])


def undo_last_correction(book: Book, meeting_id: int) -> Correction | None:
    """Forget the last correction of a meeting; which it was, None where there is none."""
    with book.write() as db:
        corrections = corrections_of_meeting(db, meeting_id)
        if not corrections:
            return None
        db.execute("delete from mends where id = ?", [corrections[-1].id])
        return corrections[-1]


def _corrections(db: Database, where: str, values: Sequence[object]) -> tuple[Correction, ...]:
    return tuple(
        Correction(row["kind"], row["value"], json.loads(row["place"]), row["id"], row["by"])
        for row in db.query(f"select * from mends where {where} order by id", list(values))
    )


def merge_people(book: Book, one: Person, other: Person, by: str, now: dt.datetime) -> None:
    """Merge two people: from now on these are one person, under the name that the minutes use most.

    Raises MinutebookError for people of two panels, and where one is an office.
    """
    if one.id == other.id:
        raise MinutebookError(f"{one.name} and {other.name} are one person already.")
    if one.panel != other.panel:
        raise MinutebookError(f"{one.name} and {other.name} are of different panels.")
    if one.office or other.office:
        raise MinutebookError("An office cannot be joined with a person: its holder changes.")
    with book.write() as db:
        for a in (one.name, *one.aliases):
            for b in (other.name, *other.aliases):
                _say(db, one.panel, a, b, True, by, now)
        for table in ("mentions", "attendance"):
            db.execute(f"update {table} set person_id = ? where person_id = ?", [one.id, other.id])
        db.execute(
            "update or ignore forms set person_id = ? where person_id = ?", [one.id, other.id]
        )
        tidy_people(db, one.panel)


def split_person(book: Book, person: Person, form: str, by: str, now: dt.datetime) -> None:
    """Split a form of the name off: from now on it is somebody else.

    Raises MinutebookError where the person has no such form, or no other.
    """
    forms = (person.name, *person.aliases)
    named = next((known for known in forms if fold(known) == fold(form)), None)
    if named is None or len(forms) < 2:
        raise MinutebookError(
            f"{person.name} does not stand under “{form}” as one of several names. "
            f"The names are: {', '.join(forms)}."
        )
    with book.write() as db:
        for other in forms:
            if other != named:
                _say(db, person.panel, named, other, False, by, now)
        row = db.execute(
            "insert into people (panel, name, office) values (?, ?, 0) returning id",
            [person.panel, named],
        ).fetchone()
        for table in ("mentions", "attendance"):
            db.execute(
                f"update {table} set person_id = ? where person_id = ? and name = ?",
                [row[0], person.id, named],
            )
        db.execute(
            "update forms set person_id = ? where person_id = ? and form = ?",
            [row[0], person.id, named],
        )
        tidy_people(db, person.panel)


def record_identity(
    book: Book,
    panel: str | None,
    name: str,
    forms: Sequence[str],
    together: bool,
    by: str,
    now: dt.datetime,
) -> None:
    """Say of a name that the book does not have yet whether it is one person's with these forms;
    it counts from when minutes with that name are read."""
    with book.write() as db:
        for form in forms:
            _say(db, panel, name, form, together, by, now)


def _say(
    db: Database, panel: str | None, a: str, b: str, together: bool, by: str, now: dt.datetime
) -> None:
    """The last word on two forms stands."""
    db.execute(
        "delete from joined_by_hand where panel is ? and"
        " ((form_a = ? and form_b = ?) or (form_a = ? and form_b = ?))",
        [panel, fold(a), fold(b), fold(b), fold(a)],
    )
    db.execute(
        "insert into joined_by_hand (panel, form_a, form_b, together, by, at)"
        " values (?, ?, ?, ?, ?, ?)",
        [panel, fold(a), fold(b), together, by, now.isoformat()],
    )
