"""One person under two names, two under one: what the secretariat says of it, kept so that
reading the minutes again does not forget it."""

import datetime as dt
from collections.abc import Sequence

from sqlite_utils import Database

from storage.database import Book
from storage.errors import MinutebookError
from storage.names import tidy_people
from storage.plain import fold
from storage.records import Person


def join_people(book: Book, one: Person, other: Person, by: str, now: dt.datetime) -> None:
    """From now on these are one person, under the name that the minutes use most.

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


def part_person(book: Book, person: Person, form: str, by: str, now: dt.datetime) -> None:
    """From now on this form of the name is somebody else.

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


def say_of_names(
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
