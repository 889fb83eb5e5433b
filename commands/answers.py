"""What Minutebook answers."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from commands.action_answers import (
    ActionAnswer,
    ActionsAnswer,
    Alternative,
    ProposalsAnswer,
    UnansweredAnswer,
)
from storage.model import ActionRow, MeetingRow, ParagraphRow, Person
from storage.publications import Publishable
from storage.saved_searches import SavedSearch
from storage.subscriptions import Subscription

# ---- what is answered of digests and saved searches: what is told without being asked ---------


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
class DigestAnswer:
    """What a digest tells. Empty lists mean that nothing is sent.

    `mine` are the reader's own actions, `late` overdue ones for the secretariat; `backlog` are
    old minutes that came in together; `stopped` are (destination, why) that nothing can be sent
    to any more. `delivery` is the number of what was sent.
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
class DigestChoice:
    """What somebody is sent. `here` means the channel; `may_change` whether the asker may."""

    chosen: Subscription
    changed: bool
    here: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class ProposedSearch:
    """A search before it is saved: what it would have found in the last year, and whether the
    asker may have the channel told."""

    query: str
    paragraphs: int
    meetings: int
    channel_too: bool


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """Saved searches, oldest first; `said` tells what has just been done."""

    searches: tuple[SavedSearch, ...]
    said: str
    here: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Interpreted:
    """How a question was understood. `sentence` says it to a person, `asked` says the small
    language ("before:2026-01-29") in English; `corrections` are (as typed, as searched)."""

    text: str
    speakers: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    panel: str | None = None
    corrected: str | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    sentence: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One paragraph found. `url` is the closest address, with a text fragment where it has one.

    `snippet` is a stretch of the text around the matches; `highlights` are `[start, end)` in the
    whole text. `why` are the facts that ranked it, for `--explain`;
    `only_close`: no word of the question is in it, but it is close in meaning.
    """

    rank: int
    paragraph: ParagraphRow
    url: str | None
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    score: float
    why: tuple[tuple[str, float], ...] = ()
    only_close: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """`suggestions` are questions that would find something, where this one found nothing;
    `nearest` are near in meaning then, and no answer. `candidates` are people of whom the asker
    must pick one (a name that fits several)."""

    query: str
    interpreted: Interpreted
    hits: tuple[Hit, ...]
    total: int
    offset: int
    took_ms: float
    suggestions: tuple[str, ...] = ()
    candidates: tuple[Person, ...] = ()
    searched: str = ""
    nearest: tuple[Hit, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextAnswer:
    """A paragraph between its neighbours, in the order of the minutes.
    `resolution` is what its item came to, unless that is the paragraph itself; `elsewhere` are
    paragraphs on the same subject, one a meeting, newest first, with their addresses.
    """

    paragraphs: tuple[ParagraphRow, ...]
    asked_for: str
    url: str | None
    resolution: ParagraphRow | None = None
    elsewhere: tuple[tuple[ParagraphRow, str | None], ...] = ()


Verdict = Literal["word for word", "with omissions", "altered", "spliced", "not held"]
Change = Literal["equal", "added", "removed", "changed", "omitted", "editorial"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words of a quotation beside those of the minutes, either of them empty where
    there are none: `added` by the quotation, `removed` or `omitted` (where it says so by an
    ellipsis) from the minutes, `changed`; `editorial` where the quotation has brackets."""

    kind: Change
    quoted: str
    held: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: `[start, end)` spans of the paragraph's text, in order."""

    paragraph: ParagraphRow
    url: str | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A part of a quotation and its place; None where it stands nowhere."""

    quoted: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class QuotationAnswer:
    """Whether a quotation stands in the minutes held.

    `places` are where it stands, newest first, or the nearest passage where it was altered;
    `total` counts the paragraphs that hold it word for word, and `more` says that there are more
    than were counted. `differences` lay it beside the first place; `parts` are those of a
    spliced quotation. `sentence` is the finding, `notes` what qualifies it.
    """

    quotation: str
    verdict: Verdict
    sentence: str
    places: tuple[Place, ...] = ()
    total: int = 0
    more: bool = False
    differences: tuple[Difference, ...] = ()
    parts: tuple[QuotedPart, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakersAnswer:
    """People, best first, each with how well the name fits (0 to 100; None where none asked).
    `sentence` says what they did, where it was asked of a paragraph, and who held an office.
    """

    query: str
    people: tuple[tuple[Person, float | None], ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class MeetingsAnswer:
    """What is indexed, newest first. `numbered`: by their ids, which the secretariat's commands
    are told; a gap in them would tell of a draft."""

    meetings: tuple[MeetingRow, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class OverviewItem:
    """An item of a meeting, its address, what was decided under it and what else was promised."""

    title: str
    url: str | None
    decisions: tuple[ParagraphRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        """The words of all of these, as they stand in the minutes."""
        decided = tuple(row.text for row in self.decisions)
        return (*decided, *(action.text for action in self.actions))


@dataclass(frozen=True, slots=True)
class OverviewAnswer:
    """What a whole meeting was about, or who was there. `people` are (how, names) each: present,
    apologies; `sentence` says which meeting it is and what else was asked of it."""

    sentence: str
    meeting: MeetingRow | None = None
    items: tuple[OverviewItem, ...] = ()
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """How to ask: sentences, and (typed, what it does) examples from what is held."""

    title: str
    examples: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence in place of an answer: what was wrong and what to do."""

    sentence: str
    try_next: tuple[str, ...] = ()


Answer = (
    SearchAnswer
    | ContextAnswer
    | QuotationAnswer
    | ActionsAnswer
    | ActionAnswer
    | ProposalsAnswer
    | UnansweredAnswer
    | SpeakersAnswer
    | MeetingsAnswer
    | OverviewAnswer
    | DigestAnswer
    | DigestChoice
    | ProposedSearch
    | SavedSearches
    | HelpAnswer
    | Refusal
)


# ---- what came of adding and fetching minutes -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Minutes that members read once two clerks have agreed. `first` has given her word for them;
    `mark` tells what for."""

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
class AddReport:
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
class SyncReport:
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
