"""People, meetings, help, and sentences in place of an answer."""

from collections.abc import Sequence

from bot.slack_text import cut, escape, escaped_within, fit, link
from bot.views.kit import (
    Block,
    Message,
    Part,
    actions_block,
    address,
    ask_buttons,
    asking,
    bullets,
    context_block,
    line,
    rich_text,
    section,
    text_object,
    when,
    with_people,
)
from commands.answers import (
    HelpAnswer,
    MeetingsAnswer,
    OverviewAnswer,
    OverviewItem,
    Refusal,
    SpeakersAnswer,
)
from storage.model import MeetingRow, Person
from storage.plurals import plural

PEOPLE_SHOWN = 20
MEETINGS_SHOWN = 30
ITEMS_SHOWN = 40
ENTRY_LENGTH = 600  # characters of what was decided or promised that are shown


def speakers(answer: SpeakersAnswer) -> Message:
    """People, best first, with buttons to read what the first of them said."""
    people = [person for person, _ in answer.people]
    if not people:
        sentence = (
            f"Nobody in the minutes fits “{cut(answer.query, 200)}”."
            if answer.query
            else "Nobody has spoken in the minutes yet."
        )
        return sentence_with(sentence, ("speakers", "help"))
    shown, left = people[:PEOPLE_SHOWN], len(people) - PEOPLE_SHOWN
    blocks = [section(answer.sentence)] if answer.sentence else []
    blocks.append(rich_text(bullets(_person(person) for person in shown)))
    lines = [escaped_within(answer.sentence, 900)] if answer.sentence else []
    lines += [escaped_within(_person_text(person), 600) for person in shown]
    if left > 0:
        more = f"{left} more. Write a name after /minutes speakers to find one."
        blocks.append(context_block(more))
        lines.append(more)
    blocks += actions_block(*_said_by(people[:3] if answer.query or answer.sentence else []))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def _person(person: Person) -> list[Part]:
    return [text_object(cut(person.name, 200), bold=True), text_object(_about(person))]


def _person_text(person: Person) -> str:
    return cut(person.name, 200) + _about(person)


def _about(person: Person) -> str:
    told = [plural(person.paragraphs, "paragraph")]
    if person.first and person.last:
        first, last = f"{person.first:%B %Y}", f"{person.last:%B %Y}"
        told.append(first if first == last else f"{first} to {last}")
    if person.roles:
        told.append(cut(", ".join(dict.fromkeys(role for role, _, _ in person.roles)), 200))
    if person.aliases:
        told.append("also " + cut(", ".join(person.aliases), 200))
    return ": " + " · ".join(told)


def _said_by(people: Sequence[Person]) -> list[Part]:
    return asking(
        (
            (f"What {cut(person.name, 60)} said", f'from:"{person.name}"')
            for person in people
            if person.paragraphs
        ),
        "Search: ",
    )


def meetings(answer: MeetingsAnswer) -> Message:
    """What is held, newest first."""
    if not answer.meetings:
        return sentence_with("No minutes are held yet.", ("add",))
    shown, left = answer.meetings[:MEETINGS_SHOWN], len(answer.meetings) - MEETINGS_SHOWN
    head = f"{plural(len(answer.meetings), 'meeting')} held, newest first"
    blocks = [section(head), rich_text(bullets(meeting_line(meeting) for meeting in shown))]
    lines = [head, *(meeting_text(meeting) for meeting in shown)]
    if left > 0:
        older = plural(left, "older one is", "older ones are")
        blocks.append(context_block(f"{older} held too: /minutes finds what stands in them."))
        lines.append(f"{older} held too.")
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def meeting_line(meeting: MeetingRow) -> list[Part]:
    """A meeting with its address, when it began and what it holds."""
    return [address(meeting.url, when(meeting)), text_object(_held_of(meeting))]


def meeting_text(meeting: MeetingRow) -> str:
    """The same as text."""
    return link(meeting.url, when(meeting)) + escape(_held_of(meeting))


def _held_of(meeting: MeetingRow) -> str:
    told = (
        plural(meeting.items, "item"),
        plural(meeting.paragraphs, "paragraph"),
        plural(meeting.actions, "action"),
    )
    time = f" at {cut(meeting.time, 40)}" if meeting.time else ""
    return f"{time}: {', '.join(told)}"


def overview(answer: OverviewAnswer) -> Message:
    """A whole meeting: its items with what was decided and promised; or who was there."""
    shown, left = answer.items[:ITEMS_SHOWN], len(answer.items) - ITEMS_SHOWN
    blocks = [section(answer.sentence)]
    lines = [escaped_within(answer.sentence, 900)]
    if answer.people:
        told = [(f"{how}: ", cut(", ".join(names), 2000)) for how, names in answer.people]
        blocks.append(
            rich_text(bullets([text_object(how, bold=True), text_object(n)] for how, n in told))
        )
        lines += [escape(how + names) for how, names in told]
    for item in shown:
        blocks.append(_overview_item(item))
        entries = "".join(f" “{cut(text, ENTRY_LENGTH)}”" for text in item.quoted)
        lines.append(escape(cut(item.title, 300) + entries))
    if left > 0:
        more = plural(left, "more item")
        blocks.append(context_block(f"{more}: /minutes finds what was said there."))
        lines.append(f"{more}.")
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks))


def _overview_item(item: OverviewItem) -> Block:
    title = address(item.url, cut(item.title, 300))
    entries = [[text_object(f"“{cut(text, ENTRY_LENGTH)}”")] for text in item.quoted]
    return rich_text(line(title), *([bullets(entries)] if entries else []))


def how_to(answer: HelpAnswer) -> Message:
    """Examples, and sentences about them."""
    examples = [
        [text_object(cut(typed, 300), code=True), text_object(f"  {cut(meaning, 300)}")]
        for typed, meaning in answer.examples
    ]
    blocks = [rich_text(line(text_object(answer.title, bold=True)))]
    blocks += [rich_text(bullets(examples))] if examples else []
    blocks += [section(sentence) for sentence in answer.sentences]
    lines = [answer.title, *(f"{typed}: {meaning}" for typed, meaning in answer.examples)]
    text = [escaped_within(told, 900) for told in (*lines, *answer.sentences)]
    return Message(fit(text, "…"), tuple(blocks))


def refusal(answer: Refusal) -> Message:
    """A sentence in place of an answer."""
    return sentence_with(answer.sentence, answer.try_next)


def sentence_with(sentence: str, next_steps: Sequence[str] = ()) -> Message:
    """A sentence of ours, with questions to press."""
    text = [escaped_within(sentence, 3000)]
    if next_steps:
        tried = ", ".join(f"/minutes {step}" for step in next_steps[:5])
        text.append(escaped_within(f"Try: {tried}", 900))
    told = with_people(sentence)
    block = section(sentence) if len(told) == 1 else rich_text(line(*told))
    return Message("\n".join(text), (block, *ask_buttons(next_steps)))
