"""What is indexed."""

from commands.model import Context, MeetingsAnswer
from storage.minutes import meeting_rows


def list_meetings(context: Context) -> MeetingsAnswer:
    """Every meeting that this viewer may see, newest first."""
    return MeetingsAnswer(meeting_rows(context.book, context.viewer))
