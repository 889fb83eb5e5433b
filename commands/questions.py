"""Questions that have an answer of their own: a whole meeting, who was there, what was promised."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.actions.asked import answer_done, answer_promised, answer_register, answer_said
from commands.actions.related import show_other_speakers
from commands.answers import (
    Alternative,
    Answer,
    OverviewAnswer,
    OverviewItem,
    Refusal,
    SearchAnswer,
)
from commands.identity import answer_identity, who_asks
from commands.links import cited_paragraph_ids, paragraph_url
from commands.occurrence import meetings_at, meetings_of, no_meeting, other_meetings
from commands.people import list_speakers
from commands.query.grammar import clean
from commands.query.intent import other_questions
from commands.query.terms import share_of
from commands.request_context import Context
from commands.requests import Ask, ListSpeakers, Search
from commands.search import search
from commands.votes import answer_vote
from sources.structure.movements import Movement, Way, movements_of
from storage.actions.read import meeting_actions
from storage.meetings import meeting_paragraphs, paragraphs_by_id, whole_meeting
from storage.model import ActionRow, Attendee, MeetingRow, ParagraphRow
from storage.name_matching import best_people, fold
from storage.people import linked_asker, people

_SHARE = 0.5  # of the words of a topic that another reading must be about
_THERE = ("present", "substitute", "in attendance")
_HEADINGS = {
    "present": "Present",
    "substitute": "Substitute",
    "in attendance": "In attendance",
    "apologies": "Apologies",
    "absent": "Absent",
}


def answer_question(context: Context, request: Ask) -> Answer | None:
    """The answer to a question by its intent, with what it may have meant besides; None where it
    has none and is only to be searched."""
    answer = _ANSWERS[request.intent](context, request)
    if not isinstance(answer, SearchAnswer | OverviewAnswer | ActionsAnswer | ActionAnswer):
        return answer
    others = (*answer.alternatives, *_alternatives(context, request, answer))
    return replace(answer, alternatives=others[:_MOST])


# ---- what it may have meant besides -----------------------------------------------------------

_MOST = 3  # other readings that are offered
_BY_TOPIC = frozenset("vote done promised said speakers".split())


def _alternatives(context: Context, request: Ask, answer: Answer) -> Iterator[Alternative]:
    """The other meetings of such a month, the other intents that its words fit as well, and the
    words alone where they lead to a paragraph that is as much on the topic and is not shown."""
    for meeting in other_meetings(context, request):
        if meeting.date and request.time in request.query:
            asked = request.query.replace(request.time, _day(meeting.date))
            yield Alternative(_called(meeting), asked)
    for question in other_questions(clean(request.query)):
        yield Alternative(question, question)
    if request.topic and request.intent in _BY_TOPIC and not request.paragraph:
        shown = cited_paragraph_ids(answer)
        rows = paragraphs_by_id(context.book, context.viewer, shown)
        most = max((share_of(request.topic, _titled(row)) for row in rows), default=0.0)
        for hit in search(context, Search(request.topic, 1)).hits:
            close = share_of(request.topic, _titled(hit.paragraph)) >= max(most, _SHARE)
            if close and hit.paragraph.id not in shown:
                yield Alternative(f"Paragraphs about “{request.topic}”", f"search {request.topic}")


def _titled(row: ParagraphRow) -> str:
    return f"{row.item_title} {row.text}"


# ---- meetings ---------------------------------------------------------------------------------


def _meeting(context: Context, request: Ask) -> Answer | None:
    found = meetings_at(context, request)
    if not found:
        return no_meeting(context, request)
    meeting = found[0]
    rows: dict[int, list[ParagraphRow]] = {}
    for row in meeting_paragraphs(context.book, context.viewer, meeting.id):
        rows.setdefault(row.item_id, []).append(row)
    entries = [
        action
        for action in meeting_actions(context.book, context.viewer, meeting.id)
        if action.certain and not action.procedural and not action.vanished
    ]
    items = tuple(_item(context, told, entries) for told in rows.values())
    return OverviewAnswer(_which(found), meeting, items)


def _item(
    context: Context, rows: Sequence[ParagraphRow], entries: Sequence[ActionRow]
) -> OverviewItem:
    first = rows[0]
    decisions = tuple(row for row in rows if row.kind == "resolution")
    ids = {row.id for row in rows if row.kind != "resolution"}
    number = f"{first.item_number}. " if first.item_number else ""
    told = tuple(action for action in entries if action.paragraph_id in ids)
    title = number + (first.item_title or "Without a title")
    return OverviewItem(title, first.item_url or paragraph_url(first), decisions, told)


def _which(found: Sequence[MeetingRow]) -> str:
    """Which meeting is shown, and what other meetings there were then."""
    sentence = f"{_called(found[0])}: what it dealt with, decided and promised."
    others = " and ".join(_called(one) for one in found[1:4])
    return f"{sentence} I also have {others}." if others else sentence


def _called(meeting: MeetingRow) -> str:
    return f"{meeting.name}, {_day(meeting.date)}" if meeting.date else meeting.name


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


# ---- who was there ----------------------------------------------------------------------------


def _attendance(context: Context, request: Ask) -> Answer | None:
    if request.person:
        return _somebody_at(context, request)
    return _people_at(context, request, tuple(_HEADINGS), "who was there")


def _somebody_at(context: Context, request: Ask) -> OverviewAnswer | Refusal | None:
    """Whether one person was there, as the minutes of the meeting list them."""
    found = meetings_at(context, request)
    if not found:
        return no_meeting(context, request)
    listed = whole_meeting(context.book, context.viewer, found[0].id).attendance
    forms = {place: (one.name, one.role or "") for place, one in enumerate(listed)}
    fitting = [listed[place] for place, _ in best_people(request.person, forms)]
    if not fitting:
        sentence = f"{_called(found[0])}: its minutes do not list {request.person}."
        return OverviewAnswer(sentence, found[0])
    sentences = "; ".join(
        f"{one.name} was {'there' if one.presence in _THERE else 'not there'}: "
        f"{_HEADINGS[one.presence].lower()}"
        for one in fitting
    )
    return OverviewAnswer(f"{_called(found[0])}: {sentences}.", found[0])


def _apologies(context: Context, request: Ask) -> Answer | None:
    """Who was not there: as they are listed, else as the minutes say it in words."""
    found = meetings_at(context, request)
    absent = ("apologies", "absent", "substitute")
    if found and found[0].date and not _listed_so(context, found[0], absent):
        asked = Search(f"apologies for absence on:{found[0].date.isoformat()}", 1)
        if (said := search(context, asked)).hits:
            return said
    return _people_at(context, request, absent, "who was not there")


def _members(context: Context, request: Ask) -> Answer | None:
    """Its members as the newest minutes that list anybody do."""
    wanted = ("present", "substitute", "apologies", "absent")
    if not request.time:
        for meeting in meetings_of(context, request):
            if people_listed := _listed_so(context, meeting, wanted):
                sentence = f"{_called(meeting)}: its members as its minutes list them."
                return OverviewAnswer(sentence, meeting, people=people_listed)
    return _people_at(context, request, wanted, "its members as its minutes list them")


def _people_at(
    context: Context, request: Ask, wanted: Sequence[str], what: str
) -> OverviewAnswer | Refusal:
    """Those whom the minutes of a meeting list in these ways."""
    found = meetings_at(context, request)
    if not found:
        return no_meeting(context, request)
    people_listed = _listed_so(context, found[0], wanted)
    if "present" in wanted and "in attendance" in wanted:
        people_listed += _came_and_went(context, found[0])
    if not people_listed:
        nobody = "as absent" if "present" not in wanted else "as present"
        return OverviewAnswer(f"{_called(found[0])}: its minutes list nobody {nobody}.", found[0])
    return OverviewAnswer(f"{_called(found[0])}: {what}.", found[0], people=people_listed)


def _listed_so(
    context: Context, meeting: MeetingRow, wanted: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each of these ways in which the minutes of a meeting list anybody, with the names."""
    listed = whole_meeting(context.book, context.viewer, meeting.id).attendance
    return tuple(
        (_HEADINGS[how], names)
        for how in wanted
        if (names := tuple(_listed(one) for one in listed if one.presence == how))
    )


def _came_and_went(
    context: Context, meeting: MeetingRow
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who came later and who went earlier, each with the item and time that the minutes give."""
    movements = movements_of(whole_meeting(context.book, context.viewer, meeting.id))
    headings: tuple[tuple[Way, str], ...] = (("arrived", "Came later"), ("left", "Left early"))
    return tuple(
        (heading, names)
        for way, heading in headings
        if (names := tuple(_moved(one) for one in movements if one.way == way))
    )


def _moved(one: Movement) -> str:
    about = ", ".join(dict.fromkeys(part for part in (one.item, one.when) if part))
    return f"{one.name} ({about})" if about else one.name


def _listed(one: Attendee) -> str:
    about = ", ".join(part for part in (one.role, one.body) if part)
    return f"{one.name} ({about})" if about else one.name


def _chair(context: Context, request: Ask) -> Answer | None:
    """Who chairs: at the meeting that is named, else everybody who has been in the chair."""
    if request.time:
        found = meetings_at(context, request)
        if not found:
            return no_meeting(context, request)
        listed = whole_meeting(context.book, context.viewer, found[0].id).attendance
        chairs = [one for one in listed if _is_chair(one.role or "") and one.presence == "present"]
        if chairs:
            names = " and ".join(one.name for one in chairs)
            return OverviewAnswer(f"{_called(found[0])}: {names} was in the chair.", found[0])
    roles = {r for one in people(context.book, context.viewer) for r, _, _ in one.roles}
    told = [list_speakers(context, ListSpeakers(role)) for role in sorted(filter(_is_chair, roles))]
    return next((one for one in told if one.people), None)


def _is_chair(role: str) -> bool:
    return fold(role).removeprefix("the ") in ("chair", "chairman", "chairwoman", "chairperson")


# ---- when ------------------------------------------------------------------------------------


def _next_meeting(context: Context, request: Ask) -> Answer | None:
    """The day that the newest minutes give for the next meeting."""
    for row in meetings_of(context, request):
        stated = whole_meeting(context.book, context.viewer, row.id).next_meeting
        if stated is None:
            continue
        source = f"as the minutes of {_day(row.date)} say" if row.date else ""
        if stated >= context.today:
            return OverviewAnswer(f"The next meeting is on {_day(stated)}, {source}.", row)
        return OverviewAnswer(
            f"I don't know. The last date I have is {_day(stated)}, {source}; that has passed.", row
        )
    return None


def _last_meeting(context: Context, request: Ask) -> Answer | None:
    rows = meetings_of(context, request)
    if not rows:
        return None
    return OverviewAnswer(f"The last meeting that I have is {_called(rows[0])}.", rows[0])


def _promised_by_me(context: Context, request: Ask) -> Answer | None:
    asker = linked_asker(context.book, context.viewer) if context.viewer.user else None
    if asker is None:
        return who_asks(context)
    return answer_promised(context, replace(request, person=asker.name))


_ANSWERS: dict[str, Callable[[Context, Ask], Answer | None]] = {
    "meeting": _meeting,
    "attendance": _attendance,
    "apologies": _apologies,
    "members": _members,
    "chair": _chair,
    "next-meeting": _next_meeting,
    "last-meeting": _last_meeting,
    "register": answer_register,
    "promised": answer_promised,
    "done": answer_done,
    "said": answer_said,
    "vote": answer_vote,
    "speakers": show_other_speakers,
    "identity": answer_identity,
    "promised-by-me": _promised_by_me,
}
