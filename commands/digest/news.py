"""What a message tells, and by which keys it is known, so that each thing is told once.

The keys stand in the book (`told`), the references in what was claimed (`deliveries.content`):
whoever changes one of them tells everything once more.
"""

import datetime as dt
from dataclasses import dataclass

from storage.keys import Key
from storage.model import ActionRow, MeetingRow
from storage.publications import Publication, print_of

# ---- to what a piece of news refers, where that is no number of a row -------------------------


@dataclass(frozen=True, slots=True)
class PanelDay(Key):
    """A meeting to come."""

    day: dt.date
    panel: str


@dataclass(frozen=True, slots=True)
class PublicationSpan(Key):
    """The first and last publication of a backlog."""

    separator = "-"
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class StoppedDestination(Key):
    """To whom nothing can be sent any more, and why."""

    destination: str
    why: str


# ---- keys of what the minutes say -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeetingKey(Key):
    """The minutes of a meeting."""

    word = "meeting"
    meeting_id: int


@dataclass(frozen=True, slots=True)
class MinutesKey(Key):
    """The minutes of a panel's day by their words, whatever number they have by now."""

    word = "minutes"
    panel: str | None
    day: dt.date | None
    print: str


@dataclass(frozen=True, slots=True)
class AmendedKey(Key):
    """Minutes as they were amended."""

    word = "amended"
    meeting_id: int
    print: str


@dataclass(frozen=True, slots=True)
class BacklogKey(Key):
    """Minutes that came in together as old news."""

    word = "backlog"
    span: str


@dataclass(frozen=True, slots=True)
class ParagraphKey(Key):
    """A paragraph by the `print_of` its words, its panel and its day."""

    word = "paragraph"
    print: str


@dataclass(frozen=True, slots=True)
class EveKey(Key):
    """That a panel meets before the next message."""

    word = "eve"
    panel: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class ComingKey(Key):
    """That a panel meets within days."""

    word = "coming"
    panel: str
    day: dt.date


# ---- keys of the register's entries -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActionKey(Key):
    """An entry."""

    word = "action"
    action_id: int


@dataclass(frozen=True, slots=True)
class ActionWordsKey(Key):
    """An entry by the `print_of` its words, whatever number it has by now."""

    word = "words"
    print: str


@dataclass(frozen=True, slots=True)
class DueKey(Key):
    """That an entry is due soon."""

    word = "due"
    action_id: int
    due: dt.date


@dataclass(frozen=True, slots=True)
class OverdueKey(Key):
    """That the day of an entry has passed."""

    word = "overdue"
    action_id: int
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class SnoozedKey(Key):
    """That an entry which was put off to a day is overdue."""

    word = "late"
    action_id: int
    due: dt.date | None
    until: dt.date


@dataclass(frozen=True, slots=True)
class ReminderKey(Key):
    """A reminder of one's own entry, `stage` "before" its day or "on" it, or put off `until`."""

    word = "remind"
    action_id: int
    due: dt.date
    stage: str
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ClosedKey(Key):
    """That an entry was closed, at a moment as ISO 8601 writes it."""

    word = "closed"
    action_id: int
    at: str


# ---- keys of messages -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AtOnceKey(Key):
    """News told without waiting, up to a publication; `again` where it was told of before."""

    word = "at once"
    publication_id: int
    again: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeKey(Key):
    """A single notice: its kind, and to what it refers."""

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class StoppedKey(Key):
    """That nothing can be sent to somebody any more."""

    word = "stopped"
    destination: str
    day: dt.date


def minutes_keys(row: MeetingRow, published: Publication) -> tuple[Key, ...]:
    """Return by what new minutes are known: their number, and their words."""
    return MeetingKey(row.id), MinutesKey(row.panel, row.date, published.print)


def action_keys(action: ActionRow) -> tuple[Key, ...]:
    """Return by what an entry is known: its number, and its words."""
    words = print_of(f"{action.panel} {action.raised} {action.text}")
    return ActionKey(action.id), ActionWordsKey(words)
