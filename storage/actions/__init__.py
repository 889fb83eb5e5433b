"""The action register: entries drawn from minutes, what became of them, and every change.

What people have set by hand is found in `action_changes`; reading the minutes again never
overwrites it.
"""

from storage.actions.changes import (
    change,
    decide,
    proposals,
    propose,
    record_suggestion,
    supersede,
    undo,
    waiting,
    waiting_ids,
)
from storage.actions.ingest import enter_actions, number_what_is_public
from storage.actions.read import (
    action_row,
    action_rows,
    actions_numbered,
    any_overdue,
    assignees,
    closed_since,
    due_set_by_hand,
    entered_in,
    history,
    meeting_actions,
    open_with_day,
    possible_rows,
)

__all__ = [
    "action_row",
    "action_rows",
    "actions_numbered",
    "any_overdue",
    "assignees",
    "change",
    "closed_since",
    "decide",
    "due_set_by_hand",
    "enter_actions",
    "entered_in",
    "history",
    "meeting_actions",
    "number_what_is_public",
    "open_with_day",
    "possible_rows",
    "proposals",
    "propose",
    "record_suggestion",
    "supersede",
    "undo",
    "waiting",
    "waiting_ids",
]
