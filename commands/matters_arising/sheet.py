"""What stands on a matters-arising sheet, whatever it is printed as."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from commands.actions import list_actions
from commands.actions.one import waiting_for
from commands.actions.story import story
from commands.model import Context, ListActions
from storage.minutes import meeting_rows
from storage.records import ActionChange, ActionRow
from storage.register import history

NOTHING = "Nothing recorded."


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its words exactly as published, and what has happened since."""

    action: ActionRow
    owner: str
    raised: str
    due: str
    happened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a day. `parts` are headings with their lines; none is empty."""

    title: str
    made: dt.datetime
    parts: tuple[tuple[str, tuple[Line, ...]], ...]


def sheet(context: Context, filters: str = "") -> Sheet:
    """The entries that the filters hold; without any, what is open and what was closed since
    each panel last met. What came in with old minutes stands apart, at the end.

    Raises MinutebookError for a filter that cannot be understood.
    """
    found = list_actions(context, ListActions(filters or "open")).actions
    closed = [] if filters else list(_closed_lately(context))
    parts = (
        ("Matters arising", [a for a in found if not a.historic]),
        ("Closed since the last meeting", closed),
        ("From older minutes", [a for a in found if a.historic]),
    )
    return Sheet(
        title=_title(found),
        made=context.now.astimezone(context.zone),
        parts=tuple(
            (heading, tuple(_line(context, action) for action in actions))
            for heading, actions in parts
            if actions
        ),
    )


def happened(context: Context, action: ActionRow) -> tuple[str, ...]:
    """What has happened since, in sentences: changes that stand, and what waits for a decision."""
    standing = [change for change in history(context.book, action.id) if not change.undone]
    evidence = [f"Evidence: {action.evidence}"] if action.evidence else []
    later = [_proposal(words, day) for words, day in _later(context, action)]
    return (*story(standing, context.zone), *evidence, *later)


def _later(context: Context, action: ActionRow) -> Iterable[tuple[str, dt.date | None]]:
    for one in waiting_for(context, action):
        if one.paragraph:
            yield one.paragraph.text[one.start : one.end], one.paragraph.meeting.date


def _proposal(words: str, day: dt.date | None) -> str:
    when = f" of {day:%-d %B %Y}" if day else ""
    return f"The minutes{when} say: “{words}”"


def _closed_lately(context: Context) -> Iterable[ActionRow]:
    """Entries that people closed on or after the day on which their panel last met."""
    met: dict[str | None, dt.date] = {}
    for meeting in meeting_rows(context.book, context.viewer):
        if meeting.date and meeting.date <= context.today:
            met[meeting.panel] = max(meeting.date, met.get(meeting.panel, meeting.date))
    for action in list_actions(context, ListActions("all")).actions:
        since = met.get(action.panel)
        if action.status == "open" or action.procedural or since is None:
            continue
        closed = _closing(history(context.book, action.id))
        if closed and closed.at.astimezone(context.zone).date() >= since:
            yield action


def _closing(changes: Iterable[ActionChange]) -> ActionChange | None:
    """The last change of status that stands."""
    standing = [c for c in changes if c.field == "status" and not c.undone]
    return standing[-1] if standing else None


def _line(context: Context, action: ActionRow) -> Line:
    raised = f"{action.raised:%-d %B %Y}" if action.raised else "day not known"
    number = f", paragraph {action.paragraph_number}" if action.paragraph_number else ""
    return Line(
        action=action,
        owner=action.owner or "",
        raised=f"{raised}, {action.item_title}{number}",
        due=_due(action, context.today),
        happened=happened(context, action) or (NOTHING,),
    )


def _due(action: ActionRow, today: dt.date) -> str:
    if action.due is None:
        return action.due_words or ""
    passed = " (passed)" if action.overdue(today) else ""
    return f"{action.due:%-d %B %Y}{passed}"


def _title(actions: Iterable[ActionRow]) -> str:
    panels = list(dict.fromkeys(action.panel for action in actions if action.panel))
    return panels[0] if len(panels) == 1 else "Action register"
