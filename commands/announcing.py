"""Telling members of new minutes: what was decided, what was promised and by whom, and what was
spoken of most. Composed from what every member may see."""

from dataclasses import dataclass

from commands.digest import announced
from commands.links import paragraph_url
from commands.request_context import Context
from storage.actions.read import meeting_actions
from storage.audit import record_step
from storage.meetings import meeting_paragraphs, meeting_row
from storage.model import MEMBER, ActionRow, MeetingRow, MinutebookError, ParagraphRow

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


def record_announced(context: Context, meeting_id: int, channel: str) -> None:
    """Write down that a channel was told of a meeting's minutes: no digest tells it again."""
    with context.book.write() as db:
        place = f"in {channel}"
        record_step(db, "announced", context.hand, context.now, meeting_id, place)
        announced(context, channel, meeting_id)
