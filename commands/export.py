"""Everything back out, for scripts, spreadsheets and agenda packs."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from commands.actions.list import list_actions
from commands.actions.report import as_calendar, as_markdown, sheet, what_happened_since
from commands.actions.report_docx import as_word
from commands.interchange import interchange
from commands.json.record import ExportedAction, as_row, encode
from commands.request_context import Context
from commands.requests import ListActions
from storage.meetings import meeting_paragraphs, meeting_rows, whole_meetings

Row = dict[str, Any]

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

SHEETS = ("docx", "ics", "md")  # forms of the matters-arising sheet


def exported(context: Context, what: str, form: str, filters: str = "") -> bytes:
    """The minutes, or the entries of the register that the filters hold, as JSON Lines or CSV.

    Raises MinutebookError for a filter that cannot be understood.
    """
    out = io.StringIO()
    if form == "csv":
        write_csv(
            rows_of_minutes(context)
            if what == "minutes"
            else map(as_row, exported_actions(context, filters)),
            out,
        )
    elif what == "minutes":
        out.writelines(
            f"{interchange(meeting)}\n" for meeting in whole_meetings(context.book, context.viewer)
        )
    else:
        out.writelines(f"{encode(action)}\n" for action in exported_actions(context, filters))
    return out.getvalue().encode("utf-8", "replace")


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


def exported_actions(context: Context, filters: str = "") -> Iterator[ExportedAction]:
    """The entries, all of them without filters, with what has happened since.

    Raises MinutebookError for a filter that cannot be understood.
    """
    for action in list_actions(context, ListActions(filters or "all")).actions:
        happened = what_happened_since(context, action)
        yield ExportedAction.on(action, context.today, happened=happened)


def matters_arising(context: Context, form: str, filters: str = "") -> bytes:
    """The matters-arising sheet as one of SHEETS.

    Raises MinutebookError for a filter that cannot be understood.
    """
    made = sheet(context, filters)
    if form == "docx":
        return as_word(made)
    if form == "ics":
        return as_calendar(made)
    return as_markdown(made).encode("utf-8")


def write_csv(rows: Iterable[Row], out: TextIO) -> None:
    """The rows as CSV with a heading, safe to open in a spreadsheet."""
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, fieldnames=list(row))
            writer.writeheader()
        writer.writerow({name: _safe(value) for name, value in row.items()})


def _safe(value: object) -> object:
    if isinstance(value, tuple):
        value = "; ".join(str(one["text"]) if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
