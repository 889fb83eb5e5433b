"""The action register as asked for: lists, one entry with its history, and changes to it."""

from commands.actions.changes import change_action
from commands.actions.lists import list_actions
from commands.actions.one import show_action
from commands.actions.rights import may_change, may_edit_all

__all__ = ["change_action", "list_actions", "may_change", "may_edit_all", "show_action"]
