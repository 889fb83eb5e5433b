"""The closest address to each entry's words."""

from collections.abc import Sequence
from dataclasses import replace

from commands.links import paragraph_urls
from commands.model import Context
from storage.minutes import meeting_paragraphs
from storage.records import ActionRow


def linked(context: Context, actions: Sequence[ActionRow]) -> tuple[ActionRow, ...]:
    """The same entries, each with the address of its paragraph; that of its meeting where the
    paragraph is gone, none where the minutes have none."""
    wanted = {action.paragraph_id for action in actions if action.url}
    meetings = dict.fromkeys(action.meeting_id for action in actions if action.url)
    rows = [
        row
        for meeting in meetings
        for row in meeting_paragraphs(context.book, context.viewer, meeting)
        if row.id in wanted
    ]
    urls = paragraph_urls(context, rows)
    return tuple(
        replace(action, url=urls.get(action.paragraph_id) or action.url) for action in actions
    )
