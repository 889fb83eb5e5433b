"""Whose an entry is: a person or an office, and who held that office then and now."""

import datetime as dt
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from commands.request_context import Context
from storage.actions.filters import ActionFilter, Ownership, named_as_owner, owned_by
from storage.actions.read import owners
from storage.model import ActionRow, Person
from storage.name_matching import fold, plain_name
from storage.people import find_people, people

ALIKE = 85.0  # percent from which an owner nobody knows is the one who was typed

Role = tuple[str, dt.date | None, dt.date | None]


def owner_filter(context: Context, typed: str) -> ActionFilter:
    """The entries of whoever a typed name means.

    A person owns what is theirs by name, what their office promised while they held it, and,
    while they hold it last, what is still open of it. An office owns what its holders promised
    as holders.
    """
    named = owners(context.book, context.viewer)
    fitting = [person for person, _ in find_people(context.book, context.viewer, typed)]
    if not fitting:
        return _unknown(typed, [owner for owner, certain in named.items() if certain])
    everybody = people(context.book, context.viewer)
    owned = [one for person in fitting for one in _owned(person, everybody, named)]
    return owned_by(" or ".join(dict.fromkeys(person.name for person in fitting)), owned)


def holders_of(context: Context, action: ActionRow) -> tuple[str | None, str | None]:
    """Who held the office that owns an entry when it was raised, and who held it last."""
    terms = [
        (role, person)
        for person in people(context.book, context.viewer, action.panel)
        for role in person.roles
        if action.owner and _plain(role[0]) == _plain(action.owner)
    ]
    if not terms:
        return None, None
    then = [person.name for role, person in terms if _held(role, action.raised)]
    _, now = max(terms, key=lambda term: term[0][2] or dt.date.min)
    return (then[0] if len(set(then)) == 1 else None), now.name


def _owned(person: Person, everybody: list[Person], named: Iterable[str]) -> Iterator[Ownership]:
    """In which ways entries are a person's, of the owners named in the register."""
    forms = {_plain(form) for form in (person.name, *person.aliases)}
    theirs = _named(forms, named)
    yield Ownership(person.panel, theirs)
    if person.office:
        for holder in everybody:
            if holder.panel == person.panel:
                yield from _as_holder(holder, forms, named)
    for role in person.roles:
        office = _named({_plain(role[0])}, named)
        last = role[2] == _last(role, person, everybody)
        yield Ownership(person.panel, office, *_term(role), still_open=last)


def _as_holder(holder: Person, office: set[str], named: Iterable[str]) -> Iterator[Ownership]:
    """What is owned by name by whoever then held the office."""
    theirs = _named({_plain(form) for form in (holder.name, *holder.aliases)}, named)
    for role in holder.roles:
        if _plain(role[0]) in office:
            yield Ownership(holder.panel, theirs, *_term(role))


def _named(forms: set[str], named: Iterable[str]) -> frozenset[str]:
    return frozenset(owner for owner in named if _plain(owner) in forms)


def _term(role: Role) -> tuple[dt.date, dt.date]:
    """The days of an office held; no day where they are not known."""
    _, first, until = role
    return (first, until) if first and until else (dt.date.max, dt.date.min)


def _last(role: Role, person: Person, everybody: list[Person]) -> dt.date | None:
    """The last day on which anybody of the panel is known to have held the office."""
    days = [
        until
        for other in everybody
        for office, _, until in other.roles
        if other.panel == person.panel and _plain(office) == _plain(role[0]) and until
    ]
    return max(days, default=None)


def _held(role: Role, day: dt.date | None) -> bool:
    _, first, until = role
    return day is not None and first is not None and until is not None and first <= day <= until


def _plain(name: str) -> str:
    """A name or office as compared with itself: its title counts, its article does not."""
    return fold(name).removeprefix("the ")


def _unknown(typed: str, named: Iterable[str]) -> ActionFilter:
    """Owners who are nobody's name in the minutes ("Officers", whoever a table names)."""
    wanted = plain_name(typed)
    fitting = {o for o in named if wanted and fuzz.ratio(plain_name(o), wanted) >= ALIKE}
    if not fitting:
        return owned_by(f"“{typed}”, who is not in the minutes", ())
    return named_as_owner(sorted(fitting))


# ---- who may change what: the secretariat all, the assignee what they have done ---------------


# What the person to whom an entry is assigned may do with it.
OWN = frozenset({"done", "reopen", "note", "evidence", "snooze", "not-mine", "undo"})


def may_edit_all(context: Context) -> bool:
    """The secretariat, and whoever has the database file before them."""
    return context.viewer.secretariat or (context.via == "terminal" and context.viewer.user is None)


def may_change(context: Context, action: ActionRow, verb: str = "done") -> bool:
    """Whether this viewer may do this with an entry; others may propose that it is done."""
    user = context.viewer.user
    return may_edit_all(context) or (user is not None and user == action.assignee and verb in OWN)
