"""Everything back out as rows for spreadsheets and scripts."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from commands.actions import list_actions
from commands.json_form import as_json
from commands.model import Context, ListActions
from storage.minutes import meeting_paragraphs, meeting_rows

Row = dict[str, Any]

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of_minutes(context: Context) -> Iterator[Row]:
    """A row a paragraph, in the order of the meetings and of their minutes."""
    for meeting in reversed(meeting_rows(context.book, context.viewer)):
        for paragraph in meeting_paragraphs(context.book, context.viewer, meeting.id):
            yield {
                "panel": meeting.panel,
                "date": meeting.date.isoformat() if meeting.date else None,
                "item": paragraph.item_number,
                "item_title": paragraph.item_title,
                "number": paragraph.number,
                "text": paragraph.text,
                "speakers": "; ".join(paragraph.speakers),
                "url": paragraph.item_url or meeting.url,
                "id": paragraph.id,
            }


def rows_of_actions(context: Context) -> Iterator[Row]:
    """A row an entry of the register."""
    yield from as_json(list_actions(context, ListActions("all")))["actions"]


def write_csv(rows: Iterable[Row], out: TextIO) -> None:
    """The rows as CSV with a heading, safe to open in a spreadsheet."""
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: _safe(value) for name, value in row.items()})


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
