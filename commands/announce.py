"""Telling members of new minutes: what was decided, what was promised and by whom, and what was
spoken of most. Composed from what every member may see."""

from dataclasses import dataclass

from commands.links import paragraph_url
from commands.model import Context
from storage.errors import MinutebookError
from storage.minutes import meeting_paragraphs, meeting_row
from storage.records import MEMBER, ActionRow, MeetingRow, ParagraphRow
from storage.register import meeting_actions

DISCUSSED = 3


@dataclass(frozen=True, slots=True)
class Discussed:
    """An item that was much spoken of, by how many people, and where it begins."""

    title: str
    speakers: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What members are told of a meeting's minutes."""

    meeting: MeetingRow
    decided: tuple[ActionRow, ...]
    promised: tuple[ActionRow, ...]
    discussed: tuple[Discussed, ...]


def announcement(context: Context, meeting_id: int) -> Announcement:
    """What to tell of a published meeting. Raises MinutebookError for one that members may not
    see."""
    row = meeting_row(context.book, MEMBER, meeting_id)
    actions = meeting_actions(context.book, MEMBER, meeting_id)
    paragraphs = meeting_paragraphs(context.book, MEMBER, meeting_id)
    if not paragraphs:
        raise MinutebookError("There is nothing to announce: the minutes hold no paragraph.")
    return Announcement(
        meeting=row,
        decided=tuple(a for a in actions if a.kind == "resolution" and not a.procedural),
        promised=tuple(a for a in actions if a.kind != "resolution"),
        discussed=_discussed(paragraphs),
    )


def _discussed(paragraphs: list[ParagraphRow]) -> tuple[Discussed, ...]:
    """The items with the most paragraphs in which somebody speaks, in the order of the minutes."""
    items: dict[int, list[ParagraphRow]] = {}
    for paragraph in paragraphs:
        if paragraph.speakers and paragraph.kind == "prose":
            items.setdefault(paragraph.item_id, []).append(paragraph)
    most = sorted(items.values(), key=len, reverse=True)[:DISCUSSED]
    chosen = [spoken for spoken in items.values() if spoken in most]
    return tuple(
        Discussed(
            spoken[0].item_title,
            len({name for paragraph in spoken for name in paragraph.speakers}),
            paragraph_url(spoken[0]),
        )
        for spoken in chosen
    )
