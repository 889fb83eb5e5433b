"""What came of adding and fetching minutes."""

import datetime as dt
from dataclasses import dataclass, field

from commands.answers import Report
from storage.model import MeetingRow
from storage.publications import Publishable


@dataclass(frozen=True, slots=True)
class Waiting:
    """Minutes that members read only once two clerks have agreed. `first` has given her word for
    them; `mark` tells what it was given for, as `thing` may change."""

    thing: Publishable
    mark: str
    meeting_id: int | None = None
    first: str | None = None

    @property
    def sentence(self) -> str:
        """Who must still agree, and how."""
        how = (
            f"'minutebook publish {self.meeting_id} --by NAME'"
            if self.meeting_id
            else "Publish under its preview"
        )
        if self.first:
            return f"waits for a second clerk ({self.first} has agreed): {how}."
        return f"waits for two clerks, who both agree to it with {how}."


@dataclass(frozen=True, slots=True)
class Added:
    """One meeting read from one source. `outcome` is added, updated or unchanged; `waiting` tells
    whose word is wanted before members read what it says. `moved` is the share of its words kept in
    paragraphs without a number as no place was found, `left_out` counts its furniture."""

    source: str
    outcome: str
    meeting: MeetingRow
    speakers: int
    warnings: tuple[str, ...] = ()
    waiting: Waiting | None = None
    moved: float = 0.0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class AddReport(Report):
    """What came of adding: what was read, and each source that was refused, with its reason.
    With `waiting` nothing was published: another clerk's word is wanted."""

    added: tuple[Added, ...] = ()
    failed: tuple[tuple[str, str], ...] = field(default=())
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is to be fetched, and why, in a few words"""

    url: str
    date: dt.date | None
    why: str


@dataclass(frozen=True, slots=True)
class SyncReport(Report):
    """What came of a sync. `waiting` meetings have no minutes yet; `left` were not got to;
    `drafts` were held as drafts and stay so, with the words of their site."""

    added: tuple[Added, ...] = ()
    updated: tuple[Added, ...] = ()
    unchanged: int = 0
    waiting: int = 0
    left: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    planned: tuple[Planned, ...] = ()
    drafts: tuple[Added, ...] = ()
