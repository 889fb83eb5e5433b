"""What Minutebook holds, as plain values. Rows go in and come out as these.

A reader in `sources/` fills in what a document says; `storage/` fills in what only the book
knows (the ids). Positions are `[start, end)` offsets in characters into a paragraph's `text`.
They stand together, long as that is: whoever reads, keeps or shows minutes speaks in these.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from storage.plurals import listed

Status = Literal["published", "draft", "withdrawn"]
Part = Literal["asks", "answers", "speaks", "mentioned"]
ActionKind = Literal["resolution", "action", "undertaking", "request"]
ActionStatus = Literal["open", "done", "superseded", "withdrawn"]
ParagraphKind = Literal["prose", "resolution", "procedural"]
Presence = Literal["present", "apologies", "substitute", "in attendance", "absent"]

SPEAKING: frozenset[Part] = frozenset({"asks", "answers", "speaks"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or office named in a paragraph, and what they do there.

    `name` is the fullest form that the paragraph or meeting gives ("Cllr Marsh-Lane", "The
    Commissioner"); `start` and `end` are where the words stand that show it, which may be a
    pronoun. `part` is "mentioned" for someone who is only spoken of.
    """

    name: str
    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DuplicateMention:
    """Another place of a meeting that tells the same promise: item and paragraph by index."""

    item: int
    paragraph: int
    kind: ActionKind
    text: str
    start: int
    end: int


class Owned:
    """What is one's or several people's: the `owner` is the first of them."""

    __slots__ = ()

    owner: str | None
    co_owners: tuple[str, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Everybody who owns it, in the order of the minutes."""
        return (self.owner, *self.co_owners) if self.owner else ()

    @property
    def whose(self) -> str:
        """Their names as one reads them: "A, B and C"; "" where nobody is named."""
        return listed(self.owners)


@dataclass(frozen=True, slots=True)
class ExtractedAction(Owned):
    """Something resolved, promised or requested, as drawn from a paragraph's words.
    `text[start:end]` of the paragraph are the exact words. `owner` is a name or office as in
    `Mention.name`, `co_owners` are those who own it with them; `due_words` are the words that say
    when, `due` the day they mean where that can be known. `complete` marks a resolution that leaves
    nothing to do, `procedural` one that moreover only notes or approves. `certain` is False for a
    sentence that only may be one: it is kept out of the register. `also` are the other places that
    tell the same promise (the resolution, the action table).
    """

    kind: ActionKind
    text: str
    start: int
    end: int
    owner: str | None = None
    recipient: str | None = None
    due: dt.date | None = None
    due_words: str | None = None
    procedural: bool = False
    certain: bool = True
    complete: bool = False
    also: tuple[DuplicateMention, ...] = ()
    co_owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """How a vote went: its figures and whether it was `passed`, each None where the text does not
    say it; `names` are those whom a recorded vote lists, by side, and `motion` the place in its
    item of the paragraph that says what was voted on."""

    for_: int | None = None
    against: int | None = None
    abstained: int | None = None
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    passed: bool | None = None
    motion: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, word for word. `speaker` is set where the source itself names one, `speakers`
    where an interchange file gives them. `heads` are those of the columns in which the cells of a
    table's row stand, which "|" parts in its text."""

    text: str
    number: str | None = None
    kind: ParagraphKind = "prose"
    speaker: str | None = None
    id: str | None = None
    speakers: tuple[str, ...] | None = None
    mentions: tuple[Mention, ...] = ()
    actions: tuple[ExtractedAction, ...] = ()
    vote: Vote | None = None
    heads: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item and its paragraphs. `exempt` items are for the secretariat alone."""

    title: str
    number: str | None = None
    url: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone whom the minutes list. `role` is an office held ("Chairman", "Police and Crime
    Commissioner"), `body` whom they represent."""

    name: str
    role: str | None = None
    body: str | None = None
    presence: Presence = "present"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Minutes of one meeting as a document gives them.
    `kind` is what sort of meeting it calls itself ("extraordinary", "private"). `whole` is False
    where the document holds only some items of the meeting (an item page): adding it must not
    remove the others. `next_meeting` is the day the minutes give for the next one. `warnings`
    are sentences about what is missing or uncertain. `moved` is the share of the document's words
    that found no place and were kept in paragraphs without a number, `left_out` the number of
    words left out as furniture of the page: how it was read, not what it says.
    """

    panel: str | None = None
    title: str | None = None
    date: dt.date | None = None
    time: str | None = None
    kind: str | None = None
    place: str | None = None
    url: str | None = None
    status: Status = "published"
    items: tuple[Item, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    next_meeting: dt.date | None = None
    whole: bool = True
    warnings: tuple[str, ...] = ()
    moved: float = field(default=0.0, compare=False)
    left_out: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking. Every read takes one, and storage never returns what it may not see."""

    user: str | None = None
    channel: str | None = None
    secretariat: bool = False


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose doing something is, and by which door."""

    by: str
    via: str


MINUTES = "minutes"  # whom the register's history names where the minutes themselves tell

MEMBER = Viewer()
KEEPER = Viewer(secretariat=True)


@dataclass(frozen=True, slots=True)
class RecordCorrection:
    """What a later meeting corrected when it confirmed minutes: its words as they stand in that
    meeting's paragraph. `corrects` are the ids of the paragraphs that are meant, where known."""

    paragraph_id: str
    number: str | None
    item_number: str | None
    item_title: str
    date: dt.date
    text: str
    url: str | None
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting held in the book. `confirmed` is when a later meeting confirmed its minutes as a
    correct record; `corrected` whether that was subject to a correction, and `corrections` what
    everybody may read of it."""

    id: int
    panel: str | None
    title: str | None
    date: dt.date | None
    url: str | None
    status: Status
    items: int
    paragraphs: int
    actions: int
    confirmed: dt.date | None = None  # when a later meeting confirmed them as a correct record
    time: str | None = None
    kind: str | None = None
    corrected: bool = False
    corrections: tuple[RecordCorrection, ...] = ()

    @property
    def name(self) -> str:
        """Return what to call it where one name is wanted."""
        return self.title or self.panel or "Untitled minutes"


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph held in the book, with the item and meeting it stands in.

    `item_url` is the page's address with the item's anchor where known; `fragment` the text
    fragment ("text=…") that marks the paragraph there, "" where no words tell it apart. `heads` are
    as in `Paragraph`.
    """

    id: str
    number: str | None
    text: str
    kind: ParagraphKind
    position: int
    speakers: tuple[str, ...]
    mentions: tuple[Mention, ...]
    item_id: int
    item_number: str | None
    item_title: str
    item_url: str | None
    meeting: MeetingRow
    fragment: str = ""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person or office in the book. `roles` are (office, first day, last day)."""

    id: int
    name: str
    panel: str | None
    office: bool
    aliases: tuple[str, ...] = ()
    roles: tuple[tuple[str, dt.date | None, dt.date | None], ...] = ()
    paragraphs: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ActionSource:
    """Another paragraph that tells the same promise, and its words there."""

    paragraph_id: str
    paragraph_number: str | None
    item_title: str
    kind: ActionKind
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ActionRow(Owned):
    """An entry of the register.
    `vanished` marks one whose words are no longer in the minutes; `historic` one whose minutes
    were old when they came in, which nobody is reminded of; `certain` is False for one that is
    only possible. `sources` are the other paragraphs that tell the same; `co_owners` own it with
    the `owner`. `about` are the words before it that say what is meant, where its own point there,
    of the paragraph `about_paragraph_id`.
    """

    id: int
    kind: ActionKind
    text: str
    owner: str | None
    status: ActionStatus
    due: dt.date | None
    due_words: str | None
    procedural: bool
    raised: dt.date | None
    paragraph_id: str
    paragraph_number: str | None
    item_title: str
    panel: str | None
    url: str | None
    assignee: str | None = None
    note: str | None = None
    evidence: str | None = None
    superseded_by: int | None = None
    vanished: bool = False
    historic: bool = False
    certain: bool = True
    meeting_id: int = 0
    sources: tuple[ActionSource, ...] = ()
    co_owners: tuple[str, ...] = ()
    about: str | None = None
    about_paragraph_id: str | None = None

    def overdue(self, today: dt.date) -> bool:
        """Return whether it is open and its day has passed."""
        return self.status == "open" and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class ActionChange:
    """One line of an action's history: who changed what, when, from where. `undone` marks a change
    that was taken back, and the taking back itself."""

    at: dt.datetime
    by: str
    where: str
    field: str
    before: str | None
    after: str | None
    note: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may have closed an action: later minutes that look like it, or a person's word, which
    has no `paragraph_id` and `[start, end)` in it. `by` is MINUTES for the minutes themselves."""

    id: int
    action_id: int
    by: str
    at: dt.datetime
    state: Literal["waiting", "accepted", "declined"] = "waiting"
    paragraph_id: str | None = None
    start: int | None = None
    end: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving a meeting: `outcome` and the counts shown to the one who added it."""

    meeting_id: int
    outcome: Literal["added", "updated", "unchanged"]
    meeting: MeetingRow
    speakers: int
    warnings: tuple[str, ...] = field(default=())
    moved: float = 0.0
    left_out: int = 0


# ---- the one error that is written for people -------------------------------------------------


class MinutebookError(Exception):
    """A sentence to be shown to a user: what was wrong, with what, and what to do. Raised by every
    room; caught at the doors (the command line, Slack). Any other exception is a fault of ours."""


# ---- days and moments as columns hold them: ISO 8601, or nothing ------------------------------


def day_of(text: str | None) -> dt.date | None:
    """Return the day that a column holds."""
    return dt.date.fromisoformat(text) if text else None


def moment_of(text: str | None) -> dt.datetime | None:
    """Return the moment that a column holds."""
    return dt.datetime.fromisoformat(text) if text else None
