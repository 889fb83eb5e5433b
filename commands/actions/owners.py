"""Whose an entry is: a person or an office, and who held that office then and now."""

import datetime as dt
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from commands.request_context import Context
from storage.model import ActionRow, Person
from storage.name_matching import fold, plain_name
from storage.people import find_people, people

ALIKE = 85.0  # percent from which an owner nobody knows is the one who was typed

Role = tuple[str, dt.date | None, dt.date | None]


def owned_by(
    context: Context, typed: str, actions: Iterable[ActionRow]
) -> tuple[str, Callable[[ActionRow], bool]]:
    """Whom a typed name means, and whether an entry is theirs.

    A person owns what is theirs by name, what their office promised while they held it, and,
    while they hold it last, what is still open of it. An office owns what its holders promised
    as holders.
    """
    fitting = [person for person, _ in find_people(context.book, context.viewer, typed)]
    if not fitting:
        return _unknown(typed, actions)
    everybody = people(context.book, context.viewer)
    tests = [test for person in fitting for test in _claims(person, everybody)]
    names = " or ".join(dict.fromkeys(person.name for person in fitting))
    return f"owned by {names}", lambda action: any(test(action) for test in tests)


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


def _claims(person: Person, everybody: list[Person]) -> list[Callable[[ActionRow], bool]]:
    forms = {_plain(form) for form in (person.name, *person.aliases)}
    claims: list[Callable[[ActionRow], bool]] = [
        lambda action: _of(action, person.panel) and _plain(action.owner or "") in forms
    ]
    if person.office:
        for holder in everybody:
            roles = [r for r in holder.roles if _plain(r[0]) in forms]
            if holder.panel == person.panel and roles:
                claims.append(_as_holder(holder, roles))
    return claims + [
        _by_office(person, role, last=role[2] == _last(role, person, everybody))
        for role in person.roles
    ]


def _as_holder(holder: Person, roles: list[Role]) -> Callable[[ActionRow], bool]:
    """What is owned by name by whoever then held the office."""
    forms = {_plain(form) for form in (holder.name, *holder.aliases)}
    return lambda action: (
        _of(action, holder.panel)
        and _plain(action.owner or "") in forms
        and any(_held(role, action.raised) for role in roles)
    )


def _by_office(person: Person, role: Role, last: bool) -> Callable[[ActionRow], bool]:
    """What is owned by the office this person held."""
    office = _plain(role[0])
    return lambda action: (
        _of(action, person.panel)
        and _plain(action.owner or "") == office
        and (_held(role, action.raised) or (last and action.status == "open"))
    )


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


def _of(action: ActionRow, panel: str | None) -> bool:
    return action.owner is not None and action.panel == panel


def _plain(name: str) -> str:
    """A name or office as compared with itself: its title counts, its article does not."""
    return fold(name).removeprefix("the ")


def _unknown(typed: str, actions: Iterable[ActionRow]) -> tuple[str, Callable[[ActionRow], bool]]:
    """Owners who are nobody's name in the minutes ("Officers", whoever a table names)."""
    wanted = plain_name(typed)
    owners = {action.owner for action in actions if action.owner}
    fitting = {o for o in owners if wanted and fuzz.ratio(plain_name(o), wanted) >= ALIKE}
    if not fitting:
        return f"owned by “{typed}”, who is not in the minutes", lambda action: False
    return f"owned by {' or '.join(sorted(fitting))}", lambda action: action.owner in fitting


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
