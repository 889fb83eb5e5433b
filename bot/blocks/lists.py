"""People, meetings, help, the digest, and sentences in place of an answer."""

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.blocks.asking import ask_buttons, asking
from bot.blocks.kit import (
    Block,
    Message,
    Part,
    address,
    bullets,
    divider,
    heading,
    line,
    note,
    quotes,
    rich,
    row,
    said,
    words,
)
from bot.blocks.register import entry_text, owner, state
from bot.blocks.search import when
from bot.text import cut, escape, escaped_within, fit, link
from commands.model import (
    DigestAnswer,
    HelpAnswer,
    MeetingsAnswer,
    Refusal,
    SpeakersAnswer,
)
from storage.records import ActionRow, MeetingRow, Person

PEOPLE_SHOWN = 20
MEETINGS_SHOWN = 30
DIGEST_SHOWN = 8


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
    blocks = [said(answer.sentence)] if answer.sentence else []
    blocks.append(rich(bullets(_person(person) for person in shown)))
    lines = [escaped_within(answer.sentence, 900)] if answer.sentence else []
    lines += [escaped_within(_person_text(person), 600) for person in shown]
    if left > 0:
        more = f"{left} more. Write a name after /minutes speakers to find one."
        blocks.append(note(more))
        lines.append(more)
    blocks += row(*_said_by(people[:3] if answer.query or answer.sentence else []))
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def _person(person: Person) -> list[Part]:
    return [words(cut(person.name, 200), bold=True), words(_about(person))]


def _person_text(person: Person) -> str:
    return cut(person.name, 200) + _about(person)


def _about(person: Person) -> str:
    told = [_count(person.paragraphs, "paragraph")]
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
    head = f"{_count(len(answer.meetings), 'meeting')} held, newest first"
    blocks = [said(head), rich(bullets(_meeting(meeting) for meeting in shown))]
    lines = [head, *(_meeting_text(meeting) for meeting in shown)]
    if left > 0:
        blocks.append(note(f"{left} older ones are held too: /minutes finds what stands in them."))
        lines.append(f"{left} older ones are held too.")
    return Message(fit(lines, "The others stand in the message."), tuple(blocks))


def _meeting(meeting: MeetingRow) -> list[Part]:
    return [address(meeting.url, when(meeting)), words(_counts(meeting))]


def _meeting_text(meeting: MeetingRow) -> str:
    return link(meeting.url, when(meeting)) + escape(_counts(meeting))


def _counts(meeting: MeetingRow) -> str:
    told = (
        _count(meeting.items, "item"),
        _count(meeting.paragraphs, "paragraph"),
        _count(meeting.actions, "action"),
    )
    return ": " + ", ".join(told)


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def how_to(answer: HelpAnswer) -> Message:
    """Examples, and sentences about them."""
    examples = [
        [words(cut(typed, 300), code=True), words(f"  {cut(meaning, 300)}")]
        for typed, meaning in answer.examples
    ]
    blocks = [rich(line(words(answer.title, bold=True)))]
    blocks += [rich(bullets(examples))] if examples else []
    blocks += [said(sentence) for sentence in answer.sentences]
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
    return Message("\n".join(text), (said(sentence), *ask_buttons(next_steps)))


# ---- the digest -------------------------------------------------------------------------------


def digest(answer: DigestAnswer) -> Message:
    """What is new since the last one: what matters first, counts for the rest."""
    if answer.empty:
        sentence = f"Nothing to tell on {answer.day:%-d %B %Y}."
        return Message(sentence, (said(sentence),))
    title = f"Minutes digest, {answer.day:%A %-d %B %Y}"
    blocks, lines = [heading(title)], [title]
    new = answer.meetings[:MEETINGS_SHOWN]
    if new:
        blocks.append(rich(line(words("New minutes", bold=True)), bullets(map(_meeting, new))))
        blocks += _rest(len(answer.meetings) - len(new), "more: /minutes meetings")
        lines += [f"New minutes: {_meeting_text(meeting)}" for meeting in new]
    for name, actions in _sections(answer):
        blocks += _section(name, actions, answer.day)
        lines += _section_text(name, actions, answer.day)
    noted = sum(action.procedural for action in answer.decided)
    blocks += _rest(noted, "resolved only to note or approve: /actions all")
    return Message(fit(lines, "The rest stands in the message."), tuple(blocks))


def _sections(answer: DigestAnswer) -> Iterable[tuple[str, list[ActionRow]]]:
    """Each action once, under the first heading that it fits."""
    told: set[int] = {action.id for action in answer.decided if action.procedural}
    for name, actions in (
        ("Decided", answer.decided),
        ("New actions", answer.new_actions),
        ("Overdue", answer.overdue),
    ):
        fresh = [action for action in actions if action.id not in told]
        told |= {action.id for action in fresh}
        if fresh:
            yield name, fresh


def _section(name: str, actions: Sequence[ActionRow], day: dt.date) -> list[Block]:
    blocks = [divider(), rich(line(words(f"{name} ({len(actions)})", bold=True)))]
    blocks += [_entry(action, day) for action in actions[:DIGEST_SHOWN]]
    return [*blocks, *_rest(len(actions) - DIGEST_SHOWN, "more: /actions")]


def _entry(action: ActionRow, day: dt.date) -> Block:
    facts = f"{action.id}. {owner(action)} · {state(action, day)} · "
    head = line(words(facts), address(action.url, cut(action.item_title, 120)))
    return rich(head, *quotes(cut(action.text, 600)))


def _rest(left: int, what: str) -> list[Block]:
    return [note(f"{left} {what}")] if left > 0 else []


def _section_text(name: str, actions: Sequence[ActionRow], day: dt.date) -> Iterable[str]:
    for action in actions[:DIGEST_SHOWN]:
        yield f"{name}: {entry_text(action, day)}"
    if len(actions) > DIGEST_SHOWN:
        yield f"{name}: and {len(actions) - DIGEST_SHOWN} more."
