"""Who spoke, and whom a name may mean."""

from commands.model import Context, ListSpeakers, SpeakersAnswer
from storage.names import find_people, people


def list_speakers(context: Context, request: ListSpeakers) -> SpeakersAnswer:
    """The people whom the name may mean, best first; without a name, all who spoke."""
    if request.name:
        found = find_people(context.book, context.viewer, request.name)
        return SpeakersAnswer(request.name, tuple(found))
    spoke = (person for person in people(context.book, context.viewer) if person.paragraphs)
    return SpeakersAnswer("", tuple((person, None) for person in spoke))
