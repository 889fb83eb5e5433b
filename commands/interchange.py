"""A meeting as a line of the interchange format, which `add` reads and `export` writes."""

import json

from commands.json_values import Json, iso
from storage.model import Item, Meeting, Paragraph


def interchange(meeting: Meeting) -> str:
    """One meeting as a line of the format that `add` reads."""
    told = {
        "panel": meeting.panel,
        "title": meeting.title,
        "date": iso(meeting.date),
        "time": meeting.time,
        "kind": meeting.kind,
        "place": meeting.place,
        "url": meeting.url,
        "status": meeting.status,
        "next_meeting": iso(meeting.next_meeting),
        "attendance": [
            {"name": a.name, "role": a.role, "body": a.body, "presence": a.presence}
            for a in meeting.attendance
        ],
        "items": [_item(item) for item in meeting.items],
        **({} if meeting.whole else {"whole": False}),
    }
    return json.dumps(told, ensure_ascii=False)


def _item(item: Item) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "url": item.url,
        "exempt": item.exempt,
        "paragraphs": [_paragraph(paragraph) for paragraph in item.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> Json:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "text": paragraph.text,
        "kind": paragraph.kind,
        "speaker": paragraph.speaker,
        "speakers": None if paragraph.speakers is None else list(paragraph.speakers),
    }
