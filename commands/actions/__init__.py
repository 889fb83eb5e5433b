"""The action register as asked for: lists, one entry with its history, and changes to it."""

from commands.actions.change import change_action
from commands.actions.list import list_actions
from commands.actions.owners import may_change, may_edit_all
from commands.actions.show import show_action

__all__ = ["change_action", "list_actions", "may_change", "may_edit_all", "show_action"]
