"""What stands on a matters-arising sheet, whatever it is printed as."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commands.actions.list import list_actions
from commands.actions.show import story, waiting_for
from commands.links import linked_meeting
from commands.request_context import Context
from commands.requests import ListActions
from storage.actions.filters import CERTAIN, NOT_PROCEDURAL, closed_at_or_after
from storage.actions.read import history, select_actions
from storage.meetings import meeting_rows
from storage.model import ActionRow

NOTHING = "Nothing recorded."


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its words exactly as published, and what has happened since."""

    action: ActionRow
    owner: str
    raised: str
    due: str
    happened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a day. `parts` are headings with their lines; none is empty."""

    title: str
    made: dt.datetime
    parts: tuple[tuple[str, tuple[Line, ...]], ...]


def sheet(context: Context, filters: str = "") -> Sheet:
    """The entries that the filters hold; without any, what is open and what was closed since
    each panel last met. What came in with old minutes stands apart, at the end.

    Raises MinutebookError for a filter that cannot be understood.
    """
    actions = list_actions(context, ListActions(filters or "open")).actions
    closed = () if filters else _closed_lately(context)
    parts = (
        ("Matters arising", [a for a in actions if not a.historic]),
        ("Closed since the last meeting", closed),
        ("From older minutes", [a for a in actions if a.historic]),
    )
    return Sheet(
        title=_title(actions),
        made=context.now.astimezone(context.zone),
        parts=tuple(
            (heading, tuple(_line(context, action) for action in actions))
            for heading, actions in parts
            if actions
        ),
    )


def what_happened_since(context: Context, action: ActionRow) -> tuple[str, ...]:
    """What has happened since, in sentences: changes that stand, and what waits for a decision."""
    standing = [change for change in history(context.book, action.id) if not change.undone]
    evidence = [f"Evidence: {action.evidence}"] if action.evidence else []
    later = [_proposal(words, day) for words, day in _later(context, action)]
    return (*story(standing, context.zone), *evidence, *later)


def _later(context: Context, action: ActionRow) -> Iterable[tuple[str, dt.date | None]]:
    for proposal in waiting_for(context, action):
        if proposal.paragraph:
            yield (
                proposal.paragraph.text[proposal.start : proposal.end],
                proposal.paragraph.meeting.date,
            )


def _proposal(words: str, day: dt.date | None) -> str:
    when = f" of {day:%-d %B %Y}" if day else ""
    return f"The minutes{when} say: “{words}”"


def _closed_lately(context: Context) -> tuple[ActionRow, ...]:
    """Entries that people closed on or after the day on which their panel last met."""
    met: dict[str | None, dt.date] = {}
    for meeting in meeting_rows(context.book, context.viewer):
        if meeting.date and meeting.date <= context.today:
            met[meeting.panel] = max(meeting.date, met.get(meeting.panel, meeting.date))
    since = {panel: dt.datetime.combine(day, dt.time(), context.zone) for panel, day in met.items()}
    asked = (CERTAIN, NOT_PROCEDURAL, closed_at_or_after(since))
    return linked_meeting(context, select_actions(context.book, context.viewer, asked, "owner"))


def _line(context: Context, action: ActionRow) -> Line:
    raised = f"{action.raised:%-d %B %Y}" if action.raised else "day not known"
    number = f", paragraph {action.paragraph_number}" if action.paragraph_number else ""
    return Line(
        action=action,
        owner=action.whose,
        raised=f"{raised}, {action.item_title}{number}",
        due=_due(action, context.today),
        happened=what_happened_since(context, action) or (NOTHING,),
    )


def _due(action: ActionRow, today: dt.date) -> str:
    if action.due is None:
        return action.due_words or ""
    passed = " (passed)" if action.overdue(today) else ""
    return f"{action.due:%-d %B %Y}{passed}"


def _title(actions: Iterable[ActionRow]) -> str:
    panels = list(dict.fromkeys(action.panel for action in actions if action.panel))
    return panels[0] if len(panels) == 1 else "Action register"


# ---- the sheet as Markdown, to be pasted into a page or a message -----------------------------


# What Markdown would read as more than letters, anywhere in a line (CommonMark, section 2.4).
_MARKS = re.compile(r"([\\`*_<\[\]])")


def as_markdown(sheet: Sheet) -> str:
    """A heading a part, a quotation and a list an entry; words are escaped, never altered."""
    lines = [f"# {_escaped(sheet.title)}: matters arising", "", f"{sheet.made:%-d %B %Y}", ""]
    for heading, entries in sheet.parts:
        lines += [f"## {heading}", ""]
        for line in entries:
            lines += [*_entry(line), ""]
    return "\n".join(lines)


def _entry(line: Line) -> Iterator[str]:
    facts = [line.owner or "no owner named", f"due {line.due}" if line.due else ""]
    yield f"### {line.action.id}. {_escaped(' · '.join(fact for fact in facts if fact))}"
    yield ""
    if line.action.about:
        yield f"> {_escaped(line.action.about)}"
        yield from (f"> **{_escaped(words)}**" for words in line.action.text.splitlines())
    else:
        yield from (f"> {_escaped(words)}" for words in line.action.text.splitlines())
    yield ""
    where = f"Raised {_escaped(line.raised)}"
    yield f"{where} ([minutes](<{line.action.url}>))" if line.action.url else where
    yield ""
    yield from (f"- {_escaped(event)}" for event in line.happened)


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))


# ---- due days as a calendar file that every calendar opens (RFC 5545) -------------------------
# An all-day event each. To-dos would say it better, but most calendars leave them out when they
# import a file.


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
    about = [f"“{action.about}”"] if action.about else []
    lines = [*about, f"“{action.text}”", f"Raised {line.raised}", *line.happened]
    yield "BEGIN:VEVENT"
    yield f"UID:{action.paragraph_id}-{action.id}@minutebook"
    yield f"DTSTAMP:{made.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'Action {action.id}, {line.owner or action.kind}')}"
    yield "DESCRIPTION:" + _text("\n".join(lines))
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
