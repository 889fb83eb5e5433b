"""Questions that have an answer of their own: a whole meeting, who was there, what was promised."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from commands.action_answers import ActionsAnswer
from commands.actions import list_actions, show_action
from commands.actions.owners import owner_filter
from commands.answers import Answer, OverviewAnswer, OverviewItem, Refusal
from commands.links import linked_meeting, paragraph_url
from commands.people import list_speakers
from commands.query.dates import parse_span
from commands.query.terms import ASKING
from commands.request_context import Context
from commands.requests import Ask, ListActions, ListSpeakers, Search, ShowAction
from commands.search import search, what_is_held
from storage.actions.filters import CERTAIN, NOT_PROCEDURAL, ActionFilter, of_panel
from storage.actions.read import meeting_actions, select_actions
from storage.meetings import meeting_paragraphs, meeting_rows, whole_meeting
from storage.model import ActionRow, Attendee, MeetingRow, ParagraphRow
from storage.name_matching import fold
from storage.people import people
from storage.tokens import STOP, words

_FIRST = ("first", "earliest")
_LAST = ("last", "latest", "very last", "most recent", "previous", "")
_PROMISES = ("undertaking", "action")
_LOOKED_AT = 20  # paragraphs that are looked at for entries
_AFTERWARDS = 2  # paragraphs of later meetings that are shown under a promise
_SHARE = 0.5  # of the words of a question that the entry must be about
_HEADINGS = {
    "present": "Present",
    "substitute": "Substitute",
    "in attendance": "In attendance",
    "apologies": "Apologies",
    "absent": "Absent",
}


def answer_question(context: Context, request: Ask) -> Answer | None:
    """The answer to a question by its intent; None where it has none and is only to be searched."""
    return _ANSWERS[request.intent](context, request)


# ---- meetings ---------------------------------------------------------------------------------


def _meeting(context: Context, request: Ask) -> Answer | None:
    found = _meetings_at(context, request)
    if not found:
        return _no_meeting(context, request)
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


def _meetings_at(context: Context, request: Ask) -> list[MeetingRow]:
    """The meetings that a time names: those of a day or month, or the last or first; the last
    where it names none. A day or month without a year is the latest that is held."""
    rows = _meetings(context, request)
    time = request.time.casefold()
    if time in _LAST or time in _FIRST:
        return rows[:1] if time in _LAST else rows[-1:]
    years = dict.fromkeys(f" {row.date:%Y}" for row in rows if row.date)
    for year in ("", *years):
        span = parse_span(time + year, context.today)
        found = [row for row in rows if span and row.date and span[0] <= row.date <= span[1]]
        if span and (found or not year):
            return found
    return []


def _meetings(context: Context, request: Ask) -> list[MeetingRow]:
    """The meetings that are held, of the panel where one is meant, newest first."""
    return [
        row
        for row in meeting_rows(context.book, context.viewer)
        if row.date and (not request.panel or row.panel == request.panel)
    ]


def _no_meeting(context: Context, request: Ask) -> Refusal:
    return Refusal(
        f"I have no minutes of {request.time}. There are {what_is_held(context)}.", ("meetings",)
    )


# ---- who was there ----------------------------------------------------------------------------


def _attendance(context: Context, request: Ask) -> Answer | None:
    return _people_at(context, request, tuple(_HEADINGS), "who was there")


def _apologies(context: Context, request: Ask) -> Answer | None:
    return _people_at(context, request, ("apologies", "absent", "substitute"), "who was not there")


def _members(context: Context, request: Ask) -> Answer | None:
    wanted = ("present", "substitute", "apologies", "absent")
    return _people_at(context, request, wanted, "its members as its minutes list them")


def _people_at(
    context: Context, request: Ask, wanted: Sequence[str], what: str
) -> OverviewAnswer | Refusal | None:
    """Those whom the minutes of a meeting list in these ways; None where they list nobody."""
    found = _meetings_at(context, request)
    if not found:
        return _no_meeting(context, request)
    listed = whole_meeting(context.book, context.viewer, found[0].id).attendance
    if not listed:
        return None
    told = tuple(
        (_HEADINGS[how], names)
        for how in wanted
        if (names := tuple(_listed(one) for one in listed if one.presence == how))
    )
    if not told:
        return OverviewAnswer(f"{_called(found[0])}: its minutes name nobody as absent.", found[0])
    return OverviewAnswer(f"{_called(found[0])}: {what}.", found[0], people=told)


def _listed(one: Attendee) -> str:
    about = ", ".join(part for part in (one.role, one.body) if part)
    return f"{one.name} ({about})" if about else one.name


def _chair(context: Context, request: Ask) -> Answer | None:
    """Who chairs: at the meeting that is named, else everybody who has been in the chair."""
    if request.time:
        found = _meetings_at(context, request)
        if not found:
            return _no_meeting(context, request)
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
    for row in _meetings(context, request):
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
    rows = _meetings(context, request)
    if not rows:
        return None
    return OverviewAnswer(f"The last meeting that I have is {_called(rows[0])}.", rows[0])


# ---- the register -----------------------------------------------------------------------------


def _register(context: Context, request: Ask) -> Answer | None:
    """Open or overdue entries of a meeting, and whose they are where that is asked."""
    found = _meetings_at(context, request)
    if not found or found[0].date is None:
        return _no_meeting(context, request)
    filters = [request.state, f"on:{found[0].date.isoformat()}"]
    if request.person:
        filters.append(f'owner:"{request.person}"')
    if request.panel:
        filters.append(f'panel:"{request.panel}"')
    return list_actions(context, ListActions(" ".join(filters)))


def _promised(context: Context, request: Ask) -> Answer | None:
    """What somebody promised, about something where that is asked; None where nothing is."""
    owner = owner_filter(context, request.person) if request.person else None
    found = _entries(context, request, owner)
    said = owner.sentence if owner else "promised"
    found = [action for action in found if action.kind in _PROMISES] or found
    if request.topic:
        found = _about(context, request.topic, found)
        said += f", about “{request.topic}”"
    if len(found) == 1:
        return show_action(context, ShowAction(found[0].id))
    if not found:
        return None
    return ActionsAnswer(linked_meeting(context, found), len(found), context.today, said)


def _done(context: Context, request: Ask) -> Answer | None:
    """The promise that is meant, with what became of it."""
    found = _about(context, request.topic, _entries(context, request))
    if not found:
        return None
    answer = show_action(context, ShowAction(found[0].id))
    if answer.proposed or answer.action.status != "open":
        return answer
    return replace(answer, afterwards=_afterwards(context, request.topic, found[0]))


def _afterwards(
    context: Context, topic: str, action: ActionRow
) -> tuple[tuple[ParagraphRow, str | None], ...]:
    """What later meetings say on the topic, best first."""
    if action.raised is None:
        return ()
    since = action.raised + dt.timedelta(days=1)
    found = search(context, Search(f"{topic} since:{since.isoformat()}", _LOOKED_AT)).hits
    rows = [hit.paragraph for hit in found if _share(topic, hit.paragraph.text) >= _SHARE]
    return tuple((row, paragraph_url(row)) for row in rows[:_AFTERWARDS])


def _said(context: Context, request: Ask) -> Answer | None:
    """All that somebody said, about something where that is asked."""
    found = search(context, Search(f'from:"{request.person}" {request.topic}'.strip()))
    return found if found.hits else None


def _entries(context: Context, request: Ask, owner: ActionFilter | None = None) -> list[ActionRow]:
    panel = of_panel(request.panel) if request.panel else None
    asked = [one for one in (CERTAIN, NOT_PROCEDURAL, panel, owner) if one]
    return list(select_actions(context.book, context.viewer, asked))


def _about(context: Context, topic: str, entries: Sequence[ActionRow]) -> list[ActionRow]:
    """The entries that are about a topic, most so first: those of the paragraphs that a search
    for it finds and that share most of its words."""
    hits = search(context, Search(f"{topic} is:action", _LOOKED_AT)).hits
    told = {hit.paragraph.id: f"{hit.paragraph.item_title} {hit.paragraph.text}" for hit in hits}
    shares = {key: _share(topic, text) for key, text in told.items()}
    most = max(_SHARE, *shares.values()) if shares else 1.0
    found = [action for action in entries if shares.get(action.paragraph_id, 0.0) >= most]
    return sorted(found, key=lambda action: -_share(topic, f"{action.item_title} {action.text}"))


def _share(topic: str, text: str) -> float:
    """How much of a topic's words stand in a text, from 0 to 1."""
    wanted = _stems(topic)
    return len(wanted & _stems(text)) / len(wanted) if wanted else 0.0


def _stems(text: str) -> frozenset[str]:
    mere = STOP | ASKING
    return frozenset(word.stem for word in words(text) if word.plain not in mere)


_ANSWERS: dict[str, Callable[[Context, Ask], Answer | None]] = {
    "meeting": _meeting,
    "attendance": _attendance,
    "apologies": _apologies,
    "members": _members,
    "chair": _chair,
    "next-meeting": _next_meeting,
    "last-meeting": _last_meeting,
    "register": _register,
    "promised": _promised,
    "done": _done,
    "said": _said,
}
