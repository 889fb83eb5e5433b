"""Due days as a calendar file that every calendar opens (RFC 5545): an all-day event each.

To-dos would say it better, but most calendars leave them out when they import a file.
"""

import datetime as dt
import re
from collections.abc import Iterator

from commands.matters_arising.sheet import Line, Sheet

_LONGEST = 75  # octets of a line without its end (RFC 5545, section 3.1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def as_calendar(sheet: Sheet) -> bytes:
    """The open entries of the sheet that have a due day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Minutebook//Action register//EN"]
    for _, entries in sheet.parts:
        for line in entries:
            if line.action.due and line.action.status == "open":
                lines += _event(line, line.action.due, sheet.made)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(line: Line, due: dt.date, made: dt.datetime) -> Iterator[str]:
    action = line.action
    told = [f"“{action.text}”", f"Raised {line.raised}", *line.happened]
    yield "BEGIN:VEVENT"
    yield f"UID:{action.paragraph_id}-{action.id}@minutebook"
    yield f"DTSTAMP:{made.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'Action {action.id}, {line.owner or action.kind}')}"
    yield "DESCRIPTION:" + _text("\n".join(told))
    if action.url:
        yield f"URL:{_address(action.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """A TEXT value: backslashes, commas, semicolons and line ends escaped (section 3.3.11)."""
    words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"([\\;,])", r"\\\1", words).replace("\n", "\\n")


def _address(url: str) -> str:
    return re.sub(r"\s", "", _CONTROL.sub("", url))


def _folded(line: str) -> bytes:
    """The line in UTF-8, no longer than allowed, never cut within a character."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])
