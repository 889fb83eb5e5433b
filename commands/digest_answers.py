"""What Minutebook sends without being asked, and what is answered of that."""

import datetime as dt
from dataclasses import dataclass

from commands.action_answers import Proposed
from commands.answers import SentAnswer
from storage.model import ActionRow, MeetingRow, ParagraphRow
from storage.saved_searches import SavedSearch
from storage.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to come: what was promised for it, and what else of its panel is still open."""

    panel: str
    date: dt.date
    promised: tuple[ActionRow, ...] = ()
    still_open: int = 0


@dataclass(frozen=True, slots=True)
class WatchHit:
    """A paragraph that saved searches found, and those searches: (number, question) each."""

    paragraph: ParagraphRow
    url: str | None
    searches: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class DigestAnswer(SentAnswer):
    """What a digest tells. Empty lists mean that nothing is sent.

    `mine` are the reader's own actions, `late` overdue ones for the secretariat; `backlog` are
    old minutes that came in together; `stopped` are (destination, why) that nothing can be sent
    to any more; `later` is what later minutes may answer of all these. `delivery` is the number of
    what was sent.
    """

    day: dt.date
    meetings: tuple[MeetingRow, ...] = ()
    decided: tuple[ActionRow, ...] = ()
    new_actions: tuple[ActionRow, ...] = ()
    overdue: tuple[ActionRow, ...] = ()
    mine: tuple[ActionRow, ...] = ()
    late: tuple[ActionRow, ...] = ()
    hits: tuple[WatchHit, ...] = ()
    eves: tuple[Coming, ...] = ()
    amended: tuple[MeetingRow, ...] = ()
    due_soon: tuple[ActionRow, ...] = ()
    closed: tuple[ActionRow, ...] = ()
    coming: tuple[Coming, ...] = ()
    backlog: tuple[MeetingRow, ...] = ()
    stopped: tuple[tuple[str, str], ...] = ()
    later: tuple[Proposed, ...] = ()
    weekly: bool = False
    personal: bool = False
    delivery: int | None = None

    @property
    def news(self) -> bool:
        """Whether it tells anything of the minutes that was not asked for one by one."""
        return bool(
            self.meetings
            or self.decided
            or self.new_actions
            or self.overdue
            or self.amended
            or self.due_soon
            or self.closed
            or self.coming
            or self.backlog
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.news or self.mine or self.late or self.hits or self.eves or self.stopped)


@dataclass(frozen=True, slots=True)
class DigestChoice(SentAnswer):
    """What somebody is sent. `here` means the channel; `may_change` whether the asker may."""

    chosen: Subscription
    changed: bool
    here: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class ProposedSearch(SentAnswer):
    """A search before it is saved: what it would have found in the last year, and whether the
    asker may have the channel told."""

    query: str
    paragraphs: int
    meetings: int
    channel_too: bool


@dataclass(frozen=True, slots=True)
class SavedSearches(SentAnswer):
    """Saved searches, oldest first; `said` tells what has just been done."""

    searches: tuple[SavedSearch, ...]
    said: str
    here: bool
    may_change: bool
