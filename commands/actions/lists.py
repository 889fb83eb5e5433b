"""Entries that meet every filter, grouped by owner or by due day, a page at a time."""

import datetime as dt

from commands.actions.filters import Wanted, in_state, read_filters
from commands.actions.links import linked
from commands.actions.rights import may_edit_all
from commands.model import ActionsAnswer, Context, ListActions
from storage.errors import MinutebookError
from storage.records import ActionRow
from storage.register import action_rows, possible_rows

PAGE = 25  # entries a page where none is told


def list_actions(context: Context, request: ListActions) -> ActionsAnswer:
    """The entries that meet every filter, by owner unless another grouping is asked for.

    Historic ones are never listed as overdue unless they are asked for. Raises MinutebookError
    for a filter whose value cannot be understood, and for whoever may not see possible ones.
    """
    entries = action_rows(context.book, context.viewer)
    wanted = read_filters(context, request.filters, entries)
    if wanted.state == "possible":
        entries = _possible(context)
    of_state = in_state(context, wanted.state)
    meeting = [
        action
        for action in entries
        if of_state(action) and all(condition.holds(action) for condition in wanted.conditions)
    ]
    found = [action for action in meeting if _of_age(wanted, action)]
    groups = {action.id: _group(action, wanted.by, context.today) for action in found}
    found.sort(key=lambda action: _order(action, wanted.by))
    size = request.limit or (PAGE if wanted.page > 1 else None)
    offset = request.offset + (wanted.page - 1) * (size or 0)
    page = found[offset : None if size is None else offset + size]
    return ActionsAnswer(
        actions=linked(context, page),
        total=len(found),
        today=context.today,
        understood=wanted.understood,
        offset=offset,
        groups=tuple(groups[action.id] for action in page),
        historic=sum(action.historic for action in found),
        left_out=len(meeting) - len(found) if wanted.age is None else 0,
    )


def _possible(context: Context) -> tuple[ActionRow, ...]:
    if not may_edit_all(context):
        raise MinutebookError(
            "Sentences that only may be actions are shown to the secretariat, who adds them."
        )
    return possible_rows(context.book, context.viewer)


def _of_age(wanted: Wanted, action: ActionRow) -> bool:
    if wanted.age is None:
        return not (wanted.state == "overdue" and action.historic)
    return action.historic == wanted.age


def _group(action: ActionRow, by: str, today: dt.date) -> str:
    if by == "meeting":
        day = f"{action.raised:%-d %B %Y}" if action.raised else "a day not known"
        return f"Raised on {day}" + (f", {action.panel}" if action.panel else "")
    if by == "owner":
        return action.owner or "No owner named"
    if action.due is None:
        return "No due day known"
    if action.overdue(today):
        return "Historic, its day has passed" if action.historic else "Overdue"
    return f"Due in {action.due:%B %Y}"


def _order(action: ActionRow, by: str) -> tuple[object, ...]:
    """Within a group what is due first, then what was raised first. The sort is stable, and the
    entries come newest meeting first."""
    if by == "meeting":
        return ()
    due = (action.due is None, action.due or dt.date.max)
    if by == "due":
        return (action.historic, *due)
    owner = (action.owner or "").casefold().removeprefix("the ")
    return (not owner, owner, *due)
