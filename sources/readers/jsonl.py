"""The interchange format: one meeting a line."""

import datetime as dt
import json
from typing import Any, get_args

from sources.readers.blocks import tidy
from sources.structure.numbering import clean_number
from sources.structure.paragraphs import find_next_meeting, tell_empty
from sources.structure.titles import kind_of
from storage.model import (
    Attendee,
    Item,
    Meeting,
    MinutebookError,
    Paragraph,
    ParagraphKind,
    Presence,
    Status,
)

_STATUSES: tuple[Status, ...] = ("published", "draft", "withdrawn")
_PRESENCES: tuple[Presence, ...] = get_args(Presence)
_KINDS: tuple[ParagraphKind, ...] = ("prose", "resolution", "procedural")


def read_jsonl(text: str) -> tuple[list[Meeting], list[tuple[str, str]]]:
    """The meetings of the good lines, and (line, sentence) for each line that is refused."""
    meetings: list[Meeting] = []
    refused: list[tuple[str, str]] = []
    whole = _whole_document(text)
    lines = [whole] if whole else text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            meetings.append(_meeting(_parsed(line)))
        except MinutebookError as error:
            refused.append((f"line {number}", str(error)))
    return meetings, refused


def looks_like_jsonl(text: str) -> bool:
    """Whether the text is of JSON objects rather than of words."""
    start = text.lstrip()[:1]
    return start == "{" or (start == "[" and text.lstrip()[1:].lstrip()[:1] == "{")


def _whole_document(text: str) -> str | None:
    """The text where it is one JSON object over several lines."""
    first = text.lstrip().split("\n", 1)[0].strip()
    return text if first in ("{", "[") else None


def _parsed(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MinutebookError("this is not whole JSON; each line holds one meeting") from error
    if not isinstance(value, dict):
        raise MinutebookError("a meeting is a JSON object with panel, title, date and items")
    return value


def _meeting(value: dict[str, Any]) -> Meeting:
    items = value.get("items")
    if not isinstance(items, list):
        raise MinutebookError("the meeting has no list of items")
    panel, title = _text(value, "panel"), _text(value, "title")
    status = value.get("status") or "published"
    if status not in _STATUSES:
        raise MinutebookError(f"the status “{status}” is none of {', '.join(_STATUSES)}")
    whole = value.get("whole", True)
    if not isinstance(whole, bool):
        raise MinutebookError("whole is neither true nor false")
    warnings: list[str] = []
    empty: list[str] = []
    read = tuple(_item(item, empty, warnings) for item in items)
    date = _date(value.get("date"))
    missing = [
        f"no {name} found" for name, known in (("panel", panel), ("date", date)) if not known
    ]
    return Meeting(
        panel=panel,
        title=title or panel,
        date=date,
        time=_text(value, "time"),
        kind=_text(value, "kind"),
        place=_text(value, "place"),
        url=_text(value, "url"),
        status=status,
        next_meeting=(
            _date(value["next_meeting"])
            if "next_meeting" in value
            else find_next_meeting(read, date)
        ),
        items=read,
        attendance=_attendance(value.get("attendance")),
        whole=whole,
        warnings=(*missing, *warnings, *tell_empty(empty)),
    )


def _attendance(value: object) -> tuple[Attendee, ...]:
    """Who was there, where the line says so."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise MinutebookError("the attendance is not a list of people")
    return tuple(map(_attendee, value))


def _attendee(value: dict[str, Any]) -> Attendee:
    name, presence = _text(value, "name"), value.get("presence") or "present"
    if name is None:
        raise MinutebookError("somebody in the attendance has no name")
    if presence not in _PRESENCES:
        raise MinutebookError(f"the presence “{presence}” is none of {', '.join(_PRESENCES)}")
    return Attendee(name, _text(value, "role"), _text(value, "body"), presence)


def _date(value: object) -> dt.date | None:
    if value is None or value == "":
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise MinutebookError(f"the date “{value}” is not written as 2019-09-24") from error


def _item(value: object, empty: list[str], warnings: list[str]) -> Item:
    if not isinstance(value, dict):
        raise MinutebookError("an item is not a JSON object")
    given = value.get("paragraphs") or []
    if not isinstance(given, list):
        raise MinutebookError("the paragraphs of an item are not a list")
    number, title = clean_number(_text(value, "number")), _text(value, "title") or "Untitled item"
    paragraphs: list[Paragraph] = []
    for one in given:
        paragraph = _paragraph(one, paragraphs)
        if paragraph is None:
            empty.append(f"item {number or f'“{title}”'}")
        else:
            paragraphs.append(paragraph)
    exempt = value.get("exempt", False)
    if not isinstance(exempt, bool):
        raise MinutebookError("exempt is neither true nor false")
    if exempt:
        warnings.append(
            f"item {number or f'“{title}”'} is kept for the secretariat: it is marked exempt"
        )
    return Item(title, number, _text(value, "url"), tuple(paragraphs), exempt)


def _paragraph(value: object, before: list[Paragraph]) -> Paragraph | None:
    if not isinstance(value, dict):
        raise MinutebookError("a paragraph is not a JSON object")
    text = _text(value, "text")
    if not text:
        return None
    number = clean_number(_text(value, "number"))
    kind = value.get("kind")
    last = before[-1] if before else None
    return Paragraph(
        text,
        number,
        kind if kind in _KINDS else kind_of(text, number, last),
        speaker=_text(value, "speaker"),
        id=_text(value, "id"),
        speakers=_names(value, "speakers"),
        heads=_names(value, "heads") or (),
    )


def _names(value: dict[str, Any], field: str) -> tuple[str, ...] | None:
    names = value.get(field)
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise MinutebookError(f"the {field} of a paragraph are not a list of names")
    return tuple(filter(None, map(tidy, names)))


def _text(value: dict[str, Any], name: str) -> str | None:
    """A field as tidy text; numbers are taken as written, null and blank as None."""
    said = value.get(name)
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise MinutebookError(f"{name} is not a text")
    return tidy(str(said)) or None
