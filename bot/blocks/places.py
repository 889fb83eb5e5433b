"""Who speaks in a paragraph and where it stands, in words."""

from collections.abc import Sequence

from bot.text import cut
from commands.confirmed import confirmed_on
from storage.records import MeetingRow, ParagraphRow

OPEN = "Open the minutes"


def speaking(paragraph: ParagraphRow) -> str:
    """Who speaks, or what the paragraph is where nobody does."""
    if paragraph.speakers:
        return _listed(paragraph.speakers)
    return "Resolution" if paragraph.kind == "resolution" else ""


def where(paragraph: ParagraphRow) -> str:
    """Paragraph, item, meeting and date."""
    number = f"{numbered(paragraph)} · " if paragraph.number else ""
    return f"{number}{where_item(paragraph)}"


def where_whole(paragraph: ParagraphRow) -> str:
    """The same, and whether these minutes were confirmed, beside a paragraph that is whole."""
    confirmed = confirmed_on(paragraph.meeting, "confirmed as a correct record")
    return " · ".join(filter(None, [where(paragraph), confirmed]))


def where_item(paragraph: ParagraphRow) -> str:
    """Item, meeting and date."""
    number = f"Item {cut(paragraph.item_number, 40)}, " if paragraph.item_number else ""
    return f"{number}{cut(paragraph.item_title, 300)} · {when(paragraph.meeting)}"


def when(meeting: MeetingRow) -> str:
    """A meeting and its day; a draft is named as one."""
    day = f", {meeting.date:%-d %B %Y}" if meeting.date else ", no date known"
    return f"{cut(meeting.name, 200)}{day}{' · draft' if meeting.status == 'draft' else ''}"


def numbered(paragraph: ParagraphRow) -> str:
    """A paragraph by its number."""
    return f"Paragraph {cut(paragraph.number, 40)}" if paragraph.number else "Unnumbered paragraph"


def _listed(names: Sequence[str]) -> str:
    shown = [cut(name, 80) for name in names[:8]]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return " and ".join([*([", ".join(shown[:-1])] if len(shown) > 1 else []), shown[-1]])
