"""What is indexed."""

from commands.model import Context, MeetingsAnswer
from storage.minutes import meeting_rows


def list_meetings(context: Context) -> MeetingsAnswer:
    """Every meeting that this viewer may see, newest first."""
    return MeetingsAnswer(meeting_rows(context.book, context.viewer))


def what_was_searched(context: Context) -> str:
    """How many meetings, from when to when, as a sentence: for whoever searched in vain."""
    held = meeting_rows(context.book, context.viewer)
    if not held:
        return "No minutes are held yet."
    dates = sorted(row.date for row in held if row.date)
    count = "1 meeting" if len(held) == 1 else f"{len(held)} meetings"
    span = f" from {dates[0]:%-d %B %Y} to {dates[-1]:%-d %B %Y}" if dates else ""
    span = f" of {dates[0]:%-d %B %Y}" if dates and dates[0] == dates[-1] else span
    panels = sorted({row.panel for row in held if row.panel})
    of = f" of {panels[0]}" if len(panels) == 1 else f" of {len(panels)} panels" if panels else ""
    return f"Searched {count}{of}{span}."
