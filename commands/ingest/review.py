"""What is truly uncertain about minutes that were read, as questions to the secretariat.

Only what a person has to decide is asked; what was merely noticed is told beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from commands.actions.owners import may_edit_all
from commands.answers import HelpAnswer
from commands.ingest import PreparedDocument
from commands.ingest.doubtful import question_of
from commands.request_context import Context
from sources.language.name_forms import is_office, same_person
from sources.structure.completeness import NO_PLACE
from storage.conversation_states import unhelpful
from storage.meetings import meeting_rows
from storage.model import KEEPER, Meeting, MeetingRow, MinutebookError, Person
from storage.name_matching import fold, plain_name
from storage.people import find_people, people

_ALIKE_PANEL = 85.0
_ALIKE_NAME = 88.0  # from which a new name may be a slip of a known one
_ASKED = re.compile(
    rf"the page's metadata|is cut off on its page|no longer finds its place|{NO_PLACE}"
)

About = Literal["date", "panel", "person", "meeting", "item"]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to decide before publishing. `names` are the new name and the known one that it
    resembles, where it is about a person."""

    about: About
    sentence: str
    names: tuple[str, ...] = ()


def questions(
    context: Context, prepared: PreparedDocument, people: Sequence[tuple[str, str | None]]
) -> tuple[Question, ...]:
    """What is uncertain, most important first; nothing where all is plain. `people` are those new
    to the book."""
    meeting = prepared.meeting
    rows = [row for row in meeting_rows(context.book, KEEPER) if row.id != prepared.meeting_id]
    return (
        *(Question("item", as_sentence(w)) for w in meeting.warnings if NO_PLACE in w),
        *_of_date(context, meeting),
        *_of_panel(meeting, rows, known=prepared.meeting_id is not None),
        *_of_meeting(context, prepared),
        *(Question("item", as_sentence(w)) for w in meeting.warnings if _is_of_item(w)),
        *_of_people(people),
    )


def notes(warnings: Sequence[str]) -> tuple[str, ...]:
    """What was noticed and needs no decision."""
    return tuple(
        as_sentence(warning)
        for warning in warnings
        if not _ASKED.search(warning) and warning not in ("no date found", "no panel found")
    )


def _of_date(context: Context, meeting: Meeting) -> Iterator[Question]:
    if meeting.date is None:
        yield Question("date", "No date stands in the document. On which day was the meeting?")
        return
    if any("the page's metadata" in w and "heading says" in w and re.search(r"\d{4}", w)
           for w in meeting.warnings):  # fmt: skip
        yield Question(
            "date",
            "Two dates stand in the document. Which is the meeting's? "
            f"{meeting.date:%-d %B %Y} is taken.",
        )
    if meeting.date > context.today:
        yield Question("date", f"{meeting.date:%-d %B %Y} has not come yet. Is the day right?")


def _of_panel(meeting: Meeting, rows: Sequence[MeetingRow], known: bool) -> Iterator[Question]:
    if not meeting.panel:
        yield Question("panel", "No panel is named in the document. Whose minutes are these?")
        return
    held = {row.panel for row in rows if row.panel}
    if known or meeting.panel in held:
        return
    alike = [p for p in held if fuzz.ratio(fold(p), fold(meeting.panel)) >= _ALIKE_PANEL]
    for panel in sorted(alike)[:1]:
        yield Question(
            "panel", f"“{meeting.panel}” is new and resembles “{panel}”. Is it the same panel?"
        )


def _of_meeting(context: Context, prepared: PreparedDocument) -> Iterator[Question]:
    if prepared.recognised.perhaps:
        yield Question("meeting", question_of(context.book, prepared.recognised.perhaps))


def _is_of_item(warning: str) -> bool:
    return "is cut off on its page" in warning or "no longer finds its place" in warning


def as_sentence(warning: str) -> str:
    """A warning as a sentence that stands alone."""
    return f"{warning[:1].upper()}{warning[1:]}."


def _of_people(people: Sequence[tuple[str, str | None]]) -> Iterator[Question]:
    for name, resembled in people:
        if resembled:
            yield Question(
                "person",
                f"“{name}” is new and resembles {resembled}. Is it the same person?",
                (name, resembled),
            )


def new_people(context: Context, meeting: Meeting) -> tuple[tuple[str, str | None], ...]:
    """The people whom the book does not know, each with the known one of whose name theirs may
    be a slip."""
    told = []
    for name, taken_for in names_to_check(context, meeting):
        if taken_for is None and not is_office(name):
            told.append((name, _resembled(context, meeting, name)))
    return tuple(told)


def names_to_check(context: Context, meeting: Meeting) -> tuple[tuple[str, str | None], ...]:
    """The names that the book does not have, each with the known person for whom the rules take
    it, None where for nobody."""
    known = people(context.book, KEEPER, meeting.panel) if meeting.panel else []
    if not known:
        return ()
    forms = {plain_name(form) for person in known for form in (person.name, *person.aliases)}
    named = dict.fromkeys(
        [a.name for a in meeting.attendance]
        + [m.name for item in meeting.items for p in item.paragraphs for m in p.mentions]
    )
    fresh = [name for name in named if plain_name(name) not in forms]
    return tuple((name, _taken_for(name, known)) for name in fresh)


def _taken_for(name: str, known: Sequence[Person]) -> str | None:
    fitting = [
        person.name
        for person in known
        if person.office == is_office(name)
        and all(same_person(name, form) for form in (person.name, *person.aliases))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _resembled(context: Context, meeting: Meeting, name: str) -> str | None:
    """The one known person whom a new name may mean by a slip: of as many words, alike, and not
    one who is named in this meeting as well."""
    told = plain_name(name).split()
    here = {plain_name(a.name) for a in meeting.attendance if a.name != name}
    for person, match in find_people(context.book, KEEPER, name, meeting.panel)[:1]:
        forms = [plain_name(form).split() for form in (person.name, *person.aliases)]
        if person.office or not _ALIKE_NAME <= match < 100:
            continue
        if any(" ".join(form) in here for form in forms):
            continue
        if any(len(form) == len(told) and _one_slip(form, told) for form in forms):
            return person.name
    return None


def _one_slip(known: Sequence[str], told: Sequence[str]) -> bool:
    """Whether two names differ in one word, by a letter or two; initials tell people apart."""
    differing = [(a, b) for a, b in zip(known, told, strict=True) if a != b]
    return len(differing) == 1 and min(map(len, differing[0])) > 2


# The questions that people found badly answered, for the secretariat to look at.


def list_unhelpful(context: Context) -> HelpAnswer:
    """Each question with the reason that was given, the latest first.

    Raises MinutebookError for whoever is not of the secretariat.
    """
    if not may_edit_all(context):
        raise MinutebookError("What people found badly answered is shown to the secretariat.")
    held = unhelpful(context.book)
    title = "Questions that were not answered well" if held else "No answer was found unhelpful."
    return HelpAnswer(
        title, tuple((one.question, f"{one.reason} ({one.at:%-d %B %Y})") for one in held)
    )
