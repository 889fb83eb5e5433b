"""What came of adding and fetching minutes."""

import datetime as dt
from dataclasses import dataclass, field

from storage.records import MeetingRow


@dataclass(frozen=True, slots=True)
class Added:
    """One meeting read from one source. `outcome` is added, updated or unchanged."""

    source: str
    outcome: str
    meeting: MeetingRow
    speakers: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What came of adding: what was read, and each source that was refused, with its reason."""

    added: tuple[Added, ...] = ()
    failed: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is to be fetched, and why, in a few words"""

    url: str
    date: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What came of a sync. `waiting` meetings have no minutes yet; `left` were not got to."""

    added: tuple[Added, ...] = ()
    updated: tuple[Added, ...] = ()
    unchanged: int = 0
    waiting: int = 0
    left: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    planned: tuple[Planned, ...] = ()
