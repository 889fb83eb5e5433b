"""The closest address to each entry's words."""

from collections.abc import Sequence
from dataclasses import replace

from commands.links import paragraph_url
from commands.model import Context
from storage.minutes import paragraphs_by_id
from storage.records import ActionRow


def linked(context: Context, actions: Sequence[ActionRow]) -> tuple[ActionRow, ...]:
    """The same entries, each with the address of its paragraph; that of its meeting where the
    paragraph is gone, none where the minutes have none."""
    wanted = sorted({action.paragraph_id for action in actions if action.url})
    rows = paragraphs_by_id(context.book, context.viewer, wanted)
    urls = {row.id: paragraph_url(row) for row in rows}
    return tuple(
        replace(action, url=urls.get(action.paragraph_id) or action.url) for action in actions
    )
