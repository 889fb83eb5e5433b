"""What is asked of the register in English: what was promised, what came of it, what is open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from commands.action_answers import ActionAnswer, ActionsAnswer
from commands.actions.list import list_actions
from commands.actions.owners import owner_filter
from commands.actions.show import show_action
from commands.answers import Alternative, Answer, Refusal
from commands.links import linked_meeting, paragraph_url
from commands.occurrence import meetings_at, no_meeting
from commands.query.terms import share_of
from commands.request_context import Context
from commands.requests import Ask, ListActions, Search, ShowAction
from commands.search import search
from storage.actions.filters import CERTAIN, NOT_PROCEDURAL, ActionFilter, of_panel
from storage.actions.read import select_actions
from storage.meetings import item_paragraphs, paragraph_by_id
from storage.model import ActionRow, ParagraphRow

_PROMISES = ("undertaking", "action")
_LOOKED_AT = 20  # paragraphs that are looked at for entries
_AFTERWARDS = 2  # paragraphs of later meetings that are shown under a promise
_SHARE = 0.5  # of the words of a question that the entry must be about


def answer_register(context: Context, request: Ask) -> Answer | None:
    """Open or overdue entries of a meeting, and whose they are where that is asked."""
    found = meetings_at(context, request)
    if not found or found[0].date is None:
        return no_meeting(context, request)
    days = sorted(meeting.date for meeting in found if meeting.date)
    first, last = days[0], days[-1]
    of_month = f"{first:%B %Y}" if f"{first:%Y%m}" == f"{last:%Y%m}" else f"{first:%Y}"
    filters = [request.state, f'on:"{first.isoformat() if first == last else of_month}"']
    if request.person:
        filters.append(f'owner:"{request.person}"')
    if request.panel:
        filters.append(f'panel:"{request.panel}"')
    return list_actions(context, ListActions(" ".join(filters)))


def answer_promised(context: Context, request: Ask) -> Answer | None:
    """What somebody promised, about something or at a meeting where that is asked; None where
    nothing is. Of one promise it is told what came of it."""
    owner = owner_filter(context, request.person) if request.person else None
    found = _entries(context, request, owner)
    parts = [owner.sentence if owner else "promised"]
    found = [action for action in found if action.kind in _PROMISES] or found
    if request.time:
        days = {meeting.date for meeting in meetings_at(context, request)}
        found = [action for action in found if action.raised in days]
        parts.append(f"{request.time} meeting")
    for topic in filter(None, (request.topic, request.subject)):
        narrowed = _about(context, topic, found)
        if narrowed or topic == request.topic:
            found = narrowed
            parts.append(f"about “{topic}”")
    if len(found) == 1:
        return _with_what_came(context, request.topic or request.subject, found[0])
    if not found:
        return None
    return ActionsAnswer(
        linked_meeting(context, found), len(found), context.today, ", ".join(parts)
    )


def answer_done(context: Context, request: Ask) -> Answer | None:
    """The promise that is meant, with what became of it."""
    entries = _entries(context, request)
    shown = paragraph_by_id(context.book, context.viewer, request.paragraph)
    if shown is not None:
        promises = _of_paragraph(context, request, shown, entries)
    else:
        promises = _about(context, request.topic, entries)
    if promises:
        about = request.topic or request.subject
        answer = _with_what_came(context, request.topic, promises[0])
        return replace(answer, alternatives=_as_close(about, promises))
    if shown is None:
        return None
    return _later_minutes(context, request, shown) or Refusal(
        "Nothing was promised there, as far as the minutes say."
    )


def _later_minutes(context: Context, request: Ask, shown: ParagraphRow) -> Answer | None:
    """What minutes after those of a paragraph say on the subject; None where they say nothing."""
    if shown.meeting.date is None or not request.subject:
        return None
    after = shown.meeting.date + dt.timedelta(days=1)
    answer = search(context, Search(f"{request.subject} since:{after}", strict=True))
    sentence = "I know of no promise there. Later minutes on this:"
    understood = replace(answer.interpreted, sentence=sentence)
    return replace(answer, interpreted=understood) if answer.hits else None


def _as_close(topic: str, promises: Sequence[ActionRow]) -> tuple[Alternative, ...]:
    """The other promises that are as much about the topic as the first, each to be read."""
    first, *others = [share_of(topic, f"{one.item_title} {one.text}") for one in promises]
    close = [one for one, share in zip(promises[1:], others, strict=True) if share >= first]
    return tuple(
        Alternative(f"#{one.id}: {one.whose}, {one.raised:%-d %B %Y}", f"actions {one.id}", one)
        for one in close
        if one.raised and one.text != promises[0].text
    )


def _of_paragraph(
    context: Context, request: Ask, shown: ParagraphRow, entries: Sequence[ActionRow]
) -> list[ActionRow]:
    """The entries of a paragraph, else of its item, those most on the topic first: what was
    promised before it there, unless it is on the subject, was of something else."""
    rows = item_paragraphs(context.book, context.viewer, shown.item_id)
    places = {row.id: row.position for row in rows}
    topic, subject = request.topic, request.subject
    there = [
        one
        for one in entries
        if one.paragraph_id in places
        and (
            places[one.paragraph_id] >= shown.position
            or not subject
            or share_of(subject, one.text) >= _SHARE
        )
    ]
    found = [action for action in there if action.paragraph_id == shown.id] or there
    return sorted(
        found,
        key=lambda action: (
            action.status != "open",
            action.kind not in _PROMISES,
            -share_of(topic, action.text),
        ),
    )


def _with_what_came(context: Context, topic: str, action: ActionRow) -> ActionAnswer:
    """An entry with what later meetings say of it, unless it is known how it ended."""
    answer = show_action(context, ShowAction(action.id))
    if answer.proposed or answer.action.status != "open":
        return answer
    for about in (f"{action.item_title} {action.text}", action.text, topic):
        if afterwards := _afterwards(context, about, action):
            return replace(answer, afterwards=afterwards)
    return answer


def _afterwards(
    context: Context, topic: str, action: ActionRow
) -> tuple[tuple[ParagraphRow, str | None], ...]:
    """What later meetings say on the topic, best first."""
    if action.raised is None or not topic:
        return ()
    since = action.raised + dt.timedelta(days=1)
    found = search(context, Search(f"{topic} since:{since.isoformat()}", _LOOKED_AT)).hits
    rows = [hit.paragraph for hit in found if share_of(topic, hit.paragraph.text) >= _SHARE]
    return tuple((row, paragraph_url(row)) for row in rows[:_AFTERWARDS])


def answer_said(context: Context, request: Ask) -> Answer | None:
    """All that somebody said, about something where that is asked."""
    for about in dict.fromkeys((f"{request.topic} {request.subject}".strip(), request.topic)):
        answer = search(context, Search(f'from:"{request.person}" {about}'.strip()))
        if answer.hits:
            return answer
    return None


def _entries(context: Context, request: Ask, owner: ActionFilter | None = None) -> list[ActionRow]:
    panel = of_panel(request.panel) if request.panel else None
    asked = [one for one in (CERTAIN, NOT_PROCEDURAL, panel, owner) if one]
    return list(select_actions(context.book, context.viewer, asked))


def _about(context: Context, topic: str, entries: Sequence[ActionRow]) -> list[ActionRow]:
    """The entries that are about a topic, most so first: those of the paragraphs that a search
    for it finds and that share most of its words."""
    hits = search(context, Search(f"{topic} is:action", _LOOKED_AT)).hits
    told = {hit.paragraph.id: f"{hit.paragraph.item_title} {hit.paragraph.text}" for hit in hits}
    shares = {key: share_of(topic, text) for key, text in told.items()}
    most = max(_SHARE, *shares.values()) if shares else 1.0
    found = [action for action in entries if shares.get(action.paragraph_id, 0.0) >= most]
    return sorted(found, key=lambda action: -share_of(topic, f"{action.item_title} {action.text}"))
