"""Who may change what: the secretariat all, the assignee what they have done."""

from commands.model import Context
from storage.records import ActionRow

# What the person to whom an entry is assigned may do with it.
OWN = frozenset({"done", "reopen", "note", "evidence", "snooze", "not-mine", "undo"})


def may_edit_all(context: Context) -> bool:
    """The secretariat, and whoever has the database file before them."""
    return context.viewer.secretariat or (context.via == "terminal" and context.viewer.user is None)


def may_change(context: Context, action: ActionRow, verb: str = "done") -> bool:
    """Whether this viewer may do this with an entry; others may propose that it is done."""
    user = context.viewer.user
    return may_edit_all(context) or (user is not None and user == action.assignee and verb in OWN)
