"""What every JSON of ours is made of: days, meetings, paragraphs."""

import datetime as dt
from typing import Any

from storage.model import MeetingRow, ParagraphRow, RecordCorrection

Json = dict[str, Any]


def paragraph_json(row: ParagraphRow) -> Json:
    """A paragraph and where it stands."""
    return {
        "paragraph_id": row.id,
        "number": row.number,
        "text": row.text,
        "kind": row.kind,
        "speakers": list(row.speakers),
        "item": {"number": row.item_number, "title": row.item_title, "url": row.item_url},
        "meeting": meeting_json(row.meeting),
    }


def meeting_json(row: MeetingRow, counts: bool = False, numbered: bool = False) -> Json:
    """A meeting, with how much it holds where the `counts` are wanted; its id where the
    secretariat asks (`numbered`)."""
    told: Json = {
        "panel": row.panel,
        "title": row.title,
        "date": iso(row.date),
        "time": row.time,
        "kind": row.kind,
        "url": row.url,
        "status": row.status,
        "confirmed": iso(row.confirmed),
        "corrected": row.corrected,
        "corrections": [_correction(one) for one in row.corrections],
    }
    if counts:
        told |= {
            "id": row.id if numbered else None,
            "items": row.items,
            "paragraphs": row.paragraphs,
            "actions": row.actions,
        }
    return told


def _correction(one: RecordCorrection) -> Json:
    return {
        "date": iso(one.date),
        "text": one.text,
        "paragraph_id": one.paragraph_id,
        "number": one.number,
        "item": {"number": one.item_number, "title": one.item_title},
        "url": one.url,
        "corrects": list(one.corrects),
    }


def iso(day: dt.date | None) -> str | None:
    """A day as ISO 8601 writes it."""
    return day.isoformat() if day else None
