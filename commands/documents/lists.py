"""People, meetings, a whole meeting and help as documents."""

from collections.abc import Iterator, Sequence

from commands.answers import (
    HelpAnswer,
    MeetingsAnswer,
    OverviewAnswer,
    OverviewItem,
    SpeakersAnswer,
)
from commands.documents import (
    Button,
    Document,
    Group,
    Leaf,
    Link,
    Note,
    Part,
    Sentence,
    Table,
    Words,
    bullets,
    cut,
    line,
    row,
)
from commands.documents.phrases import asking, sentence_with, when
from storage.model import MeetingRow, Person
from storage.plurals import plural

PEOPLE_SHOWN = 20
MEETINGS_SHOWN = 30
ITEMS_SHOWN = 40
ENTRY_LENGTH = 600  # characters of what was decided or promised that a message shows


def speakers(answer: SpeakersAnswer, brief: bool = True) -> Document:
    """Compose people, best first, with buttons to read what the first of them said."""
    people = [person for person, _ in answer.people]
    if not people:
        sentence = (
            f"Nobody in the minutes fits “{cut(answer.query, 200)}”."
            if answer.query
            else "Nobody has spoken in the minutes yet."
        )
        return sentence_with(sentence, ("speakers", "help"))
    shown = people[:PEOPLE_SHOWN] if brief else people
    parts: list[Part] = [Sentence(answer.sentence)] if answer.sentence else []
    parts.append(bullets((Words(cut(p.name, 200), bold=True), _about(p)) for p in shown))
    left = len(people) - len(shown)
    if left > 0:
        parts.append(Note(f"{left} more. Write a name after /minutes speakers to find one."))
    spoke = people[:3] if answer.query or answer.sentence else []
    return Document((*parts, row(*_words_of(spoke))))


def _about(person: Person) -> str:
    about = [plural(person.paragraphs, "paragraph")]
    if person.first and person.last:
        first, last = f"{person.first:%B %Y}", f"{person.last:%B %Y}"
        about.append(first if first == last else f"{first} to {last}")
    if person.roles:
        about.append(cut(", ".join(dict.fromkeys(role for role, _, _ in person.roles)), 200))
    if person.aliases:
        about.append("also " + cut(", ".join(person.aliases), 200))
    return ": " + " · ".join(about)


def _words_of(people: Sequence[Person]) -> list[Button]:
    """Buttons to read what somebody said."""
    spoke = [person for person in people if person.paragraphs]
    pairs = ((f"What {cut(p.name, 60)} said", f'from:"{p.name}"') for p in spoke)
    return asking(pairs, "Search: ")


def meetings(answer: MeetingsAnswer, brief: bool = True) -> Document:
    """Compose what is indexed, newest first."""
    if not answer.meetings:
        how = "" if brief else " Add some with 'minutebook add FILE'."
        return sentence_with(f"No minutes are held yet.{how}", ("add",) if brief else ())
    shown = answer.meetings[:MEETINGS_SHOWN] if brief else answer.meetings
    head = Sentence(f"{plural(len(answer.meetings), 'meeting')} held, newest first")
    numbered = answer.numbered and not brief
    parts: list[Part] = [head, bullets(meeting_line(one, brief, numbered) for one in shown)]
    left = len(answer.meetings) - len(shown)
    if left > 0:
        older = plural(left, "older one is", "older ones are")
        parts.append(Note(f"{older} held too: /minutes finds what stands in them."))
    return Document(tuple(parts))


def meeting_line(
    meeting: MeetingRow, linked: bool = True, numbered: bool = False
) -> tuple[Leaf, ...]:
    """Compose a meeting with its address, when it began and what it holds; with its number where
    that is wanted."""
    number = f"{meeting.id}. " if numbered else ""
    time = f" at {cut(meeting.time, 40)}" if meeting.time else ""
    counts = (
        plural(meeting.items, "item"),
        plural(meeting.paragraphs, "paragraph"),
        plural(meeting.actions, "action"),
    )
    name = number + when(meeting)
    title = Link(name, meeting.url) if linked else Words(name)
    return title, Words(f"{time}: {', '.join(counts)}")


def overview(answer: OverviewAnswer, brief: bool = True) -> Document:
    """Compose a whole meeting: its items with what was decided and promised; or who was there."""
    parts: list[Part] = [Sentence(answer.sentence)]
    if answer.people:
        present = ((how, cut(", ".join(names), 2000)) for how, names in answer.people)
        parts.append(bullets((Words(f"{how}: ", bold=True), names) for how, names in present))
    shown = answer.items[:ITEMS_SHOWN] if brief else answer.items
    parts += [_item(item, brief) for item in shown]
    left = len(answer.items) - len(shown)
    if left > 0:
        parts.append(Note(f"{plural(left, 'more item')}: /minutes finds what was said there."))
    return Document(tuple(parts))


def _item(item: OverviewItem, brief: bool) -> Part:
    title = cut(item.title, 300)
    head = line(Link(title, item.url) if brief else Words(title, bold=True))
    quoted = bullets(f"“{cut(text, ENTRY_LENGTH) if brief else text}”" for text in item.quoted)
    return Group((head, quoted)) if item.quoted else head


def how_to(answer: HelpAnswer) -> Document:
    """Compose examples, and sentences about them."""
    return Document(tuple(_how_to(answer)))


def _how_to(answer: HelpAnswer) -> Iterator[Part]:
    yield line(Words(answer.title, bold=True))
    if answer.examples:
        yield Table(tuple((cut(typed, 300), cut(does, 300)) for typed, does in answer.examples))
    yield from map(Sentence, answer.sentences)
