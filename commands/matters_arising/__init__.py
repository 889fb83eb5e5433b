"""The matters-arising sheet for the next agenda pack: on paper, in a calendar, as text."""

from commands.matters_arising.calendar_file import as_calendar
from commands.matters_arising.markdown import as_markdown
from commands.matters_arising.sheet import Line, Sheet, happened, sheet
from commands.matters_arising.word import as_word

__all__ = ["Line", "Sheet", "as_calendar", "as_markdown", "as_word", "happened", "sheet"]
