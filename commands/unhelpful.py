"""The questions that people found badly answered, for the secretariat to look at."""

from commands.actions import may_edit_all
from commands.model import Context, HelpAnswer
from storage.errors import MinutebookError
from storage.questions import unhelpful


def list_unhelpful(context: Context) -> HelpAnswer:
    """Each question with the reason that was given, the latest first.

    Raises MinutebookError for whoever is not of the secretariat.
    """
    if not may_edit_all(context):
        raise MinutebookError("What people found badly answered is shown to the secretariat.")
    held = unhelpful(context.book)
    title = "Questions that were not answered well" if held else "No answer was found unhelpful."
    return HelpAnswer(
        title, tuple((one.question, f"{one.reason} ({one.at:%-d %B %Y})") for one in held)
    )
