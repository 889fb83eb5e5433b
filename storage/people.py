"""People and offices: who is who in one panel's minutes, and whom a typed name may mean.

A person is a row; the forms of the name and the offices held are what the minutes show. Two
forms are one person only where a rule says so and nobody stands between: when in doubt, apart.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import MEMBER, Person, Viewer, day_of
from storage.name_matching import best_people, fold, plain_name
from storage.visibility import meeting_visible, paragraph_visible

_SPEAKS = "('asks', 'answers', 'speaks')"
_PUBLIC_PARAGRAPH = paragraph_visible(MEMBER)
_PUBLIC_MEETING = meeting_visible(MEMBER)
_FORMS_OF_PANEL = f"""
    select person_id, form, office, exists (
        select 1 from mentions join paragraphs on paragraphs.key = paragraph_key
        join items on items.id = item_id join meetings on meetings.id = items.meeting_id
        where mentions.person_id = forms.person_id and mentions.name = form
        and {_PUBLIC_PARAGRAPH}
    ) or exists (
        select 1 from attendance join meetings on meetings.id = meeting_id
        where (attendance.person_id = forms.person_id and attendance.name = form
            or office_id = forms.person_id)
        and {_PUBLIC_MEETING}
    ) as public
    from forms join people on people.id = person_id
    where panel is ? order by person_id, forms.rowid
"""


# ---- who is who, while a meeting is saved -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameRules:
    """How names are read: whether two forms may be one person's, whether a name is an office,
    and which office a role in an attendance list is. Handed in by whoever reads minutes."""

    same_person: Callable[[str, str], bool]
    is_office: Callable[[str], bool]
    office_of: Callable[[str], str | None]


Forms = dict[int, list[str]]


class Directory:
    """The people of one panel, as names of one meeting are given to them.

    Who is who in what everybody may read is decided by what everybody may read: a name that
    stands in a draft or an exempt item alone neither joins nor parts two public ones.
    """

    def __init__(self, db: Database, panel: str | None, rules: NameRules) -> None:
        """Load the panel's people as the minutes show them before these are written."""
        self._db = db
        self._panel = panel
        self._rules = rules
        self._forms: Forms = {}
        self._public: Forms = {}  # of these the forms that everybody may read
        self._offices: set[int] = set()
        self._met: dict[bool, set[int]] = {True: set(), False: set()}
        for row in db.query(_FORMS_OF_PANEL, [panel]):
            self._forms.setdefault(row["person_id"], []).append(row["form"])
            if row["public"]:
                self._public.setdefault(row["person_id"], []).append(row["form"])
            if row["office"]:
                self._offices.add(row["person_id"])
        self._by_hand = {
            (row["form_a"], row["form_b"]): bool(row["together"])
            for row in db.query("select * from joined_by_hand where panel is ?", [panel])
        }

    def person(self, name: str, public: bool, others: Iterable[int] = ()) -> int:
        """Return the id of whom this name means in this meeting, made where nobody fits.

        `public` is whether everybody may read it here. `others` are people whom it cannot be,
        since they are listed beside it.
        """
        elsewhere = set(others)
        person_id = self._find(name, self._public, elsewhere, self._met[True]) if public else None
        if person_id is None:
            # Somebody public who does not fit is not meant; somebody yet hidden may be.
            among = self._hidden() if public else self._forms
            person_id = self._find(name, among, elsewhere, self._met[False])
        if person_id is None:
            person_id = self._make(name)
        elif name not in self._forms[person_id]:
            self._add_form(person_id, name)
        if public and name not in self._public.setdefault(person_id, []):
            self._public[person_id].append(name)
        self._met[public].add(person_id)
        return person_id

    def _hidden(self) -> Forms:
        """Those of whom nothing is public."""
        return {
            person: forms for person, forms in self._forms.items() if person not in self._public
        }

    def _find(self, name: str, among: Forms, others: set[int], met_here: set[int]) -> int | None:
        fitting = [
            person
            for person, forms in among.items()
            if person not in others and self._fits(name, forms, person in self._offices)
        ]
        if len(fitting) > 1:
            # A bare surname that fits two: the one met already in this meeting, else the one
            # who is called exactly so, else nobody.
            met = [person for person in fitting if person in met_here]
            exact = [p for p in fitting if plain_name(name) in map(plain_name, among[p])]
            fitting = met if len(met) == 1 else exact
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, name: str, forms: Sequence[str], office: bool) -> bool:
        if self._rules.is_office(name) != office:
            return False
        verdicts = [self._said(fold(name), fold(form)) for form in forms if form != name]
        if False in verdicts:
            return False
        if True in verdicts or name in forms:
            return True
        return all(self._rules.same_person(name, form) for form in forms)

    def _said(self, a: str, b: str) -> bool | None:
        """What the secretariat has said of these two forms, if anything."""
        verdict = self._by_hand.get((a, b))
        return self._by_hand.get((b, a)) if verdict is None else verdict

    def office(self, role: str, public: bool) -> int | None:
        """Return the id of the office that a role in an attendance list is, if it is one."""
        name = self._rules.office_of(role)
        return self.person(name, public) if name else None

    def _make(self, name: str) -> int:
        row: Any = self._db.execute(
            "insert into people (panel, name, office) values (?, ?, ?) returning id",
            [self._panel, name, self._rules.is_office(name)],
        ).fetchone()
        self._forms[row[0]] = []
        if self._rules.is_office(name):
            self._offices.add(row[0])
        self._add_form(row[0], name)
        return int(row[0])

    def _add_form(self, person: int, name: str) -> None:
        self._forms[person].append(name)
        self._db.execute(
            "insert or ignore into forms (person_id, form, plain) values (?, ?, ?)",
            [person, name, plain_name(name)],
        )


def tidy_people(db: Database, panel: str | None) -> None:
    """Drop forms and people that no minutes of the panel show any more, and name each person
    by the form that the minutes use most: those that everybody may read, where there are any."""
    db.execute(
        """
        delete from forms where person_id in (select id from people where panel is ?)
        and not exists (select 1 from mentions
            where mentions.person_id = forms.person_id and name = form)
        and not exists (select 1 from attendance where name = form
            and (attendance.person_id = forms.person_id or office_id = forms.person_id))
        and not exists (select 1 from people where id = person_id and office and name = form)
        """,
        [panel],
    )
    db.execute(
        """
        delete from people where panel is ?
        and id not in (select person_id from mentions)
        and id not in (select person_id from attendance)
        and id not in (select office_id from attendance where office_id is not null)
        """,
        [panel],
    )
    db.execute(
        f"""
        update people set name = coalesce((
            select name from (
                select name, 1 as said, ({_PUBLIC_PARAGRAPH}) as public
                from mentions join paragraphs on paragraphs.key = paragraph_key
                join items on items.id = item_id join meetings on meetings.id = items.meeting_id
                where person_id = people.id
                union all
                select name, 0, ({_PUBLIC_MEETING})
                from attendance join meetings on meetings.id = meeting_id
                where person_id = people.id
            )
            group by name
            order by sum(said and public) desc, max(public) desc,
                case max(public) when 0 then sum(said) else 0 end desc, length(name), name
            limit 1
        ), name) where panel is ?
        """,
        [panel],
    )


# ---- reading ----------------------------------------------------------------------------------


def people(book: Book, viewer: Viewer, panel: str | None = None) -> list[Person]:
    """Return everybody whom the minutes that this viewer may see name, most heard first."""
    rows = book.read().query(
        f"""
        with seen as (
            select paragraphs.key, meetings.date from paragraphs
            join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id
            where {paragraph_visible(viewer)}
        )
        select people.*, count(distinct case when part in {_SPEAKS} then seen.key end) as spoken,
            min(case when part in {_SPEAKS} then seen.date end) as first,
            max(case when part in {_SPEAKS} then seen.date end) as last
        from people left join (mentions join seen on seen.key = paragraph_key)
            on mentions.person_id = people.id
        where (?1 is null or panel is ?1)
        group by people.id
        having count(seen.key) > 0 or people.id in (
            select person_id from attendance join meetings on meetings.id = meeting_id
            where {meeting_visible(viewer)})
        order by spoken desc, people.name, panel, people.id
        """,
        [panel],
    )
    found = list(rows)
    forms = _forms(book, viewer)
    roles = _roles(book, viewer)
    return [
        Person(
            id=row["id"],
            name=row["name"],
            panel=row["panel"],
            office=bool(row["office"]),
            aliases=tuple(f for f in forms.get(row["id"], ()) if f != row["name"]),
            roles=tuple(roles.get(row["id"], ())),
            paragraphs=row["spoken"],
            first=day_of(row["first"]),
            last=day_of(row["last"]),
        )
        for row in found
    ]


def find_people(
    book: Book, viewer: Viewer, typed: str, panel: str | None = None
) -> list[tuple[Person, float]]:
    """Return whom a typed name may mean, best first, with how well it fits (0 to 100).

    An unknown name fits nobody; a name that fits several gives them all.
    """
    known = {person.id: person for person in people(book, viewer, panel)}
    forms = {key: (person.name, *person.aliases) for key, person in known.items()}
    return [(known[key], match) for key, match in best_people(typed, forms)]


def _forms(book: Book, viewer: Viewer) -> dict[int, list[str]]:
    """By person: the forms of the name that the visible minutes show."""
    forms: dict[int, list[str]] = {}
    for row in book.read().query(
        f"""
        select person_id, name from mentions
        join paragraphs on paragraphs.key = paragraph_key
        join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id
        where {paragraph_visible(viewer)}
        union
        select person_id, name from attendance join meetings on meetings.id = meeting_id
        where {meeting_visible(viewer)}
        """
    ):
        forms.setdefault(row["person_id"], []).append(row["name"])
    return forms


def _roles(
    book: Book, viewer: Viewer
) -> dict[int, list[tuple[str, dt.date | None, dt.date | None]]]:
    roles: dict[int, list[tuple[str, dt.date | None, dt.date | None]]] = {}
    for row in book.read().query(
        f"""
        select person_id, people.name as office, min(date) as first, max(date) as last
        from attendance join meetings on meetings.id = meeting_id
        join people on people.id = office_id
        where {meeting_visible(viewer)} group by person_id, office_id order by first
        """
    ):
        roles.setdefault(row["person_id"], []).append(
            (row["office"], day_of(row["first"]), day_of(row["last"]))
        )
    return roles


# ---- who somebody of Slack is ------------------------------------------------------------------


def link_asker(book: Book, user: str, person_id: int | None, now: dt.datetime) -> None:
    """Remember which person a user says to be; with None forget it."""
    with book.write() as db:
        db.execute("delete from askers where user = ?", [user])
        if person_id is not None:
            row = {"user": user, "person_id": person_id, "at": now.isoformat()}
            db.table("askers").insert(row)


def linked_asker(book: Book, viewer: Viewer) -> Person | None:
    """The person whom the asker has said to be; None where that is nobody they may see."""
    found = book.read().execute("select person_id from askers where user = ?", [viewer.user])
    ids = {person_id for (person_id,) in found}
    return next((p for p in people(book, viewer) if p.id in ids), None) if ids else None
