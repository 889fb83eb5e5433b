"""Who spoke, and whom a name may mean."""

from commands.model import Context, ListSpeakers, SpeakersAnswer
from storage.errors import MinutebookError
from storage.joining import join_people, part_person
from storage.names import find_people, people
from storage.plain import fold
from storage.records import Person


def list_speakers(context: Context, request: ListSpeakers) -> SpeakersAnswer:
    """The people whom the name may mean, best first; without a name, all who spoke."""
    if request.name:
        found = find_people(context.book, context.viewer, request.name)
        return SpeakersAnswer(request.name, tuple(found))
    spoke = (person for person in people(context.book, context.viewer) if person.paragraphs)
    return SpeakersAnswer("", tuple((person, None) for person in spoke))


def join(context: Context, one: str, other: str) -> SpeakersAnswer:
    """Say that two names are one person's. Raises MinutebookError where either is unclear."""
    first, second = _only(context, one), _only(context, other)
    join_people(context.book, first, second, context.who, context.now)
    return list_speakers(context, ListSpeakers(first.name))


def part(context: Context, name: str, form: str) -> SpeakersAnswer:
    """Say that one form of a person's name is somebody else.

    Raises MinutebookError where the name is unclear or has no such form.
    """
    person = _only(context, name)
    part_person(context.book, person, form, context.who, context.now)
    return list_speakers(context, ListSpeakers(form))


def _only(context: Context, name: str) -> Person:
    """The one person of exactly this name, else the one whom it may mean."""
    found = [person for person, _ in find_people(context.book, context.viewer, name)]
    exact = [p for p in found if fold(name) in map(fold, (p.name, *p.aliases))]
    people_meant = exact or found
    if not people_meant:
        raise MinutebookError(f"Nobody in the minutes fits “{name}”. See 'minutebook speakers'.")
    if len(people_meant) > 1:
        names = ", ".join(person.name for person in people_meant)
        raise MinutebookError(f"“{name}” fits several: {names}. Write the name in full.")
    return people_meant[0]
