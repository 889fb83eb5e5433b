"""What is indexed."""

from commands.model import Context, MeetingsAnswer
from storage.counted import counted
from storage.minutes import Extent, extent, meeting_rows
from storage.watched import days_without_minutes

_MOST_DAYS = 3


def list_meetings(context: Context) -> MeetingsAnswer:
    """Every meeting that this viewer may see, newest first."""
    rows = meeting_rows(context.book, context.viewer)
    return MeetingsAnswer(rows, numbered=context.viewer.secretariat)


def what_was_searched(context: Context) -> str:
    """How many meetings, from when to when, and of which that are known the minutes are not
    held, for whoever searched in vain."""
    held = extent(context.book, context.viewer)
    if not held.meetings:
        return "No minutes are held yet."
    missing = days_without_minutes(context.book, context.today, _MOST_DAYS)
    days = " and ".join(f"{day:%-d %B %Y}" for day in reversed(missing))
    lacking = f" The minutes of {days} are not published, or could not be fetched." if days else ""
    return _searched(held) + lacking


def _searched(held: Extent) -> str:
    count = counted(held.meetings, "meeting")
    span = ""
    if held.first and held.last:
        span = f" from {held.first:%-d %B %Y} to {held.last:%-d %B %Y}"
    if held.first and held.first == held.last:
        span = f" of {held.first:%-d %B %Y}"
    panels = held.panels
    of = f" of {panels[0]}" if len(panels) == 1 else f" of {len(panels)} panels" if panels else ""
    return f"Searched {count}{of}{span}."
