"""Who spoke, and whom a name may mean."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from commands.answers import SpeakersAnswer
from commands.request_context import Context
from commands.requests import ListSpeakers
from storage.corrections import merge_people, split_person
from storage.model import MinutebookError, Person
from storage.name_matching import fold
from storage.people import find_people, people


@dataclass(frozen=True, slots=True)
class _Term:
    """Somebody in an office, between the first and last day on which the minutes show it."""

    office: str
    person: Person
    first: dt.date | None
    last: dt.date | None


def list_speakers(context: Context, request: ListSpeakers) -> SpeakersAnswer:
    """The people whom the name may mean, best first; without a name, all who spoke. Of an office
    it tells who held it when."""
    everybody = people(context.book, context.viewer)
    if not request.name:
        return SpeakersAnswer(
            "", tuple((person, None) for person in everybody if person.paragraphs)
        )
    matches: list[tuple[Person, float | None]] = [
        *find_people(context.book, context.viewer, request.name)
    ]
    office = next((person.name for person, _ in matches if person.office), None)
    if matches and office is None:
        return SpeakersAnswer(request.name, tuple(matches))
    terms = _terms(office or request.name, everybody) or _named_so(office, everybody)
    matches = matches or [(term.person, None) for term in terms]
    return SpeakersAnswer(request.name, tuple(matches), _describe_terms(terms))


def _terms(office: str, everybody: Sequence[Person]) -> list[_Term]:
    """Who held an office, in order of time, as lists of those present show it."""
    terms = (
        _Term(role, person, first, last)
        for person in everybody
        for role, first, last in person.roles
        if _without_the(role) == _without_the(office)
    )
    return sorted(terms, key=lambda term: (term.first or dt.date.max, term.person.name))


def _named_so(office: str | None, everybody: Sequence[Person]) -> list[_Term]:
    """Who bears an office before the name, as in "Chief Constable Ann Lee"."""
    if office is None:
        return []
    return [
        _Term(office, person, person.first, person.last)
        for person in everybody
        if fold(person.name).startswith(f"{_without_the(office)} ") and not person.office
    ]


def _describe_terms(terms: Sequence[_Term]) -> str:
    """“The Clerk: Miss Ash, 4 March 2025 to 10 June 2025.” Several panels are named."""
    by_panel: dict[str | None, list[str]] = {}
    for term in terms:
        by_panel.setdefault(term.person.panel, []).append(f"{term.person.name}{_span(term)}")
    several = len(by_panel) > 1
    return " ".join(
        f"{terms[0].office}{f' of {panel}' if several and panel else ''}: {'; '.join(sentences)}."
        for panel, sentences in sorted(by_panel.items(), key=lambda pair: pair[0] or "")
    )


def _span(term: _Term) -> str:
    if term.first is None or term.last is None:
        return ""
    days = [f"{day.day} {day:%B %Y}" for day in dict.fromkeys((term.first, term.last))]
    return f", {' to '.join(days)}"


def _without_the(office: str) -> str:
    return fold(office).removeprefix("the ")


def merge(context: Context, one: str, other: str) -> SpeakersAnswer:
    """Say that two names are one person's; those of one panel are meant where only there both
    are. Raises MinutebookError where either is unclear."""
    firsts, seconds = _people_named(context, one), _people_named(context, other)
    together = [(a, b) for a in firsts for b in seconds if a.panel == b.panel]
    if len(together) == 1:
        ((first, second),) = together
    else:
        first, second = _only(one, firsts), _only(other, seconds)
    merge_people(context.book, first, second, context.who, context.now)
    return list_speakers(context, ListSpeakers(first.name))


def split(context: Context, name: str, form: str) -> SpeakersAnswer:
    """Say that one form of a person's name is somebody else.

    Raises MinutebookError where the name is unclear or has no such form.
    """
    person = _only(name, _people_named(context, name))
    split_person(context.book, person, form, context.who, context.now)
    return list_speakers(context, ListSpeakers(form))


def _people_named(context: Context, typed: str) -> list[Person]:
    """Everybody of exactly this name, else everybody whom it may mean; of one panel where it is
    written behind the name, in brackets. Raises MinutebookError where there is nobody."""
    bare, _, panel = typed.rstrip(")").partition(" (")
    matches = [
        person
        for person, _ in find_people(context.book, context.viewer, bare)
        if fold(panel) in fold(person.panel or "")
    ]
    exact = [p for p in matches if fold(bare) in map(fold, (p.name, *p.aliases))]
    if not matches:
        raise MinutebookError(f"Nobody in the minutes fits “{typed}”. See 'minutebook speakers'.")
    return exact or matches


def _only(typed: str, fitting: Sequence[Person]) -> Person:
    """The one person who fits. Raises MinutebookError where several do."""
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(f"{p.name} ({p.panel})" if p.panel else p.name for p in fitting)
    raise MinutebookError(f"“{typed}” fits several: {names}. Write one of these.")
