"""What every JSON of ours is made of: how it is defined and written, meetings, paragraphs, actions.

What a command prints with `--json` is defined here and beside, once: a Struct a JSON object, its
fields in the order in which they are printed. Docstrings and the words beside a field are its
descriptions in docs/schemas/, which `make schemas` writes. Fields are added freely, never renamed
or removed.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field, to_builtins

from commands.action_answers import (
    ActionAnswer,
    ActionsAnswer,
    ProposalsAnswer,
    Proposed,
    UnansweredAnswer,
)
from storage.model import (
    ActionKind,
    ActionRow,
    ActionStatus,
    MeetingRow,
    ParagraphKind,
    ParagraphRow,
    RecordCorrection,
    Status,
)

Moment = Annotated[dt.datetime, Meta(tz=True)]
Address = Annotated[str | None, Meta(description="A web address.")]
ParagraphId = Annotated[
    str,
    Meta(description="Stable: the paragraph keeps it when the minutes are read again."),
]
Span = Annotated[
    tuple[int, int],
    Meta(description="Start and end in characters of the text; the end is not part of it."),
]


class Json(Struct):
    """A JSON object, made of what is answered or stored."""

    @classmethod
    def of(cls, row: Any, **computed: object) -> Self:
        """Return it with what is `computed`, and each other field as the row has it."""
        copied = {n: getattr(row, n) for n in cls.__struct_fields__ if n not in computed}
        return cls(**copied, **computed)

    @classmethod
    def each(cls, rows: Iterable[Any]) -> tuple[Self, ...]:
        """Return one of each row."""
        return tuple(cls.of(row) for row in rows)


def as_row(document: Json) -> dict[str, Any]:
    """Return it as a dict, days as ISO 8601 writes them."""
    row: dict[str, Any] = to_builtins(document, builtin_types=(dt.datetime,))
    return row


def encode(document: Json) -> str:
    """Return it as JSON on one line."""
    return json.dumps(as_row(document), ensure_ascii=False, default=dt.datetime.isoformat)


class ItemName(Json):
    """An agenda item."""

    item_number: str | None = field(name="number")
    item_title: str = field(name="title")


class ItemAddress(ItemName):
    """An agenda item and its address."""

    item_url: Address = field(name="url")


class Correction(Json):
    """What a later meeting corrected when it agreed these minutes."""

    date: Annotated[dt.date, Meta(description="The day of the later meeting.")]
    text: Annotated[str, Meta(description="The correction, word for word.")]
    paragraph_id: ParagraphId
    number: str | None
    item: ItemName
    url: Address
    corrects: Annotated[
        tuple[ParagraphId, ...], Meta(description="The paragraphs that are meant, where known.")
    ]

    @classmethod
    def of(cls, row: RecordCorrection, **computed: object) -> Self:
        """Return a correction as JSON."""
        return super().of(row, item=ItemName.of(row), **computed)


class Meeting(Json):
    """A meeting. What its minutes do not say is null."""

    panel: Annotated[str | None, Meta(description="The body that met, as printed.")]
    title: str | None
    date: dt.date | None
    time: Annotated[str | None, Meta(description="When it began, as 24-hour HH:MM.")]
    kind: Annotated[
        str | None, Meta(description="What sort it calls itself, such as extraordinary.")
    ]
    url: Address
    status: Status
    confirmed: Annotated[
        dt.date | None, Meta(description="When a later meeting agreed them as a correct record.")
    ]
    corrected: Annotated[bool, Meta(description="Whether that was subject to a correction.")]
    corrections: tuple[Correction, ...]

    @classmethod
    def of(cls, row: MeetingRow, **computed: object) -> Self:
        """Return a meeting as JSON."""
        return super().of(row, corrections=Correction.each(row.corrections), **computed)


class CountedMeeting(Meeting):
    """A meeting and how much its minutes hold."""

    id: Annotated[int | None, Meta(description="For the secretariat's commands; null for members.")]
    items: int
    paragraphs: int
    actions: int

    @classmethod
    def of(cls, row: MeetingRow, **computed: object) -> Self:
        """Return a meeting as JSON, without its id unless that is given."""
        return super().of(row, **{"id": None, **computed})


class Paragraph(Json, kw_only=True):
    """A paragraph, word for word, and where it stands."""

    id: ParagraphId = field(name="paragraph_id")
    number: str | None
    text: str
    kind: ParagraphKind
    speakers: Annotated[tuple[str, ...], Meta(description="In order of speech.")]
    heads: Annotated[
        tuple[str, ...] | UnsetType,
        Meta(description="Of the columns that “|” parts in a table's row."),
    ] = UNSET
    item: ItemAddress
    meeting: Meeting

    @classmethod
    def of(cls, row: ParagraphRow, **computed: object) -> Self:
        """Return a paragraph as JSON."""
        meeting, heads = Meeting.of(row.meeting), row.heads or UNSET
        own = {"heads": heads, "item": ItemAddress.of(row), "meeting": meeting}
        return super().of(row, **{**own, **computed})


class LinkedParagraph(Paragraph, kw_only=True):
    """A paragraph with the closest address to it."""

    url: Address


def linked(rows: Iterable[tuple[ParagraphRow, str | None]]) -> tuple[LinkedParagraph, ...]:
    """Return paragraphs as JSON, each with its address."""
    return tuple(LinkedParagraph.of(row, url=url) for row, url in rows)


class ActionSource(Json):
    """Another paragraph that tells the same, and its words there."""

    paragraph_id: ParagraphId
    paragraph_number: str | None = field(name="number")
    item_title: str = field(name="item")
    kind: ActionKind
    text: str
    url: Address


class Action(Json):
    """An action: something resolved, promised or asked for."""

    id: Annotated[int, Meta(description="Its number, as after `minutebook actions`.")]
    kind: ActionKind
    text: Annotated[str, Meta(description="Its words, exactly as published.")]
    about: Annotated[
        str | None,
        Meta(description="The words before it that say what is meant, where its own point there."),
    ]
    owner: Annotated[
        str | None, Meta(description="Whose it is by the minutes; of several the first.")
    ]
    status: ActionStatus
    due: dt.date | None
    due_words: Annotated[
        str | None, Meta(description="The words that say when; `due` is the day they mean.")
    ]
    overdue: bool
    historic: Annotated[
        bool, Meta(description="Its minutes were old when they came in: nobody is reminded.")
    ]
    procedural: Annotated[bool, Meta(description="A resolution that only notes or approves.")]
    raised: Annotated[dt.date | None, Meta(description="The day of its meeting.")]
    panel: str | None
    item_title: str = field(name="item")
    paragraph_id: ParagraphId
    url: Address
    assignee: Annotated[str | None, Meta(description="Whose it is by somebody's word since.")]
    note: str | None
    evidence: Annotated[str | None, Meta(description="The address of what shows it was done.")]
    superseded_by: Annotated[
        int | None, Meta(description="The number of the action that took its place.")
    ]
    vanished: Annotated[bool, Meta(description="Its words are no longer in the minutes.")]
    possible: Annotated[bool, Meta(description="Only possibly an action; not in the register.")]
    owners: Annotated[tuple[str, ...], Meta(description="Everybody whose it is by the minutes.")]
    sources: tuple[ActionSource, ...]

    @classmethod
    def on(cls, row: ActionRow, today: dt.date, **computed: object) -> Self:
        """Return an action as JSON, as it is on a day."""
        return cls.of(
            row,
            overdue=row.overdue(today),
            possible=not row.certain,
            sources=ActionSource.each(row.sources),
            **computed,
        )


class ExportedAction(Action):
    """An action as it is exported."""

    happened: Annotated[tuple[str, ...], Meta(description="What has happened since.")]


class OtherReading(Json):
    """What a question may have meant as well, and how to ask that."""

    words: str
    question: str


OtherReadings = Annotated[
    tuple[OtherReading, ...], Meta(description="What the question may have meant as well.")
]


class ActionList(Json):
    """A list of actions."""

    total: int
    historic: Annotated[int, Meta(description="How many of the total came in with old minutes.")]
    left_out: Annotated[int, Meta(description="How many more `historic` would list.")]
    actions: tuple[Action, ...]
    alternatives: OtherReadings

    @classmethod
    def of(cls, row: ActionsAnswer, **computed: object) -> Self:
        """Return a list of actions as JSON."""
        return super().of(
            row,
            actions=actions_on(row.today, row.actions),
            alternatives=OtherReading.each(row.alternatives),
            **computed,
        )


def actions_on(today: dt.date, rows: Iterable[ActionRow]) -> tuple[Action, ...]:
    """Return actions as JSON, as they are on a day."""
    return tuple(Action.on(row, today) for row in rows)


class ActionChange(Json):
    """A line of an action's history."""

    at: Moment
    by: Annotated[str, Meta(description="A Slack user ID, `terminal`, or `minutes`.")]
    where: Annotated[str, Meta(description="Where it was changed.")]
    field: Annotated[str, Meta(description="What was changed.")]
    before: str | None = msgspec.field(name="from")
    after: str | None = msgspec.field(name="to")
    note: str | None
    undone: Annotated[bool, Meta(description="It was taken back, or is the taking back itself.")]


class ProposedClosing(Json):
    """What may have closed an action: later minutes, or somebody's word."""

    id: int
    by: Annotated[str, Meta(description="Who proposes it; `minutes` for the minutes themselves.")]
    at: Moment
    state: Literal["waiting", "accepted", "declined"]
    note: str | None
    action: Action
    paragraph_id: Annotated[
        ParagraphId | None, Meta(description="The later paragraph; null where a person proposes.")
    ]
    text: str | None
    highlights: Annotated[
        tuple[Span, ...], Meta(description="The sentence that looks like it, within the text.")
    ]
    meeting_date: dt.date | None
    url: Address

    @classmethod
    def on(cls, row: Proposed, today: dt.date) -> Self:
        """Return a proposal as JSON, as it is on a day."""
        paragraph = row.paragraph
        return cls.of(
            row.proposal,
            action=Action.on(row.action, today),
            paragraph_id=paragraph.id if paragraph else None,
            text=paragraph.text if paragraph else None,
            highlights=((row.start, row.end),) if paragraph else (),
            meeting_date=paragraph.meeting.date if paragraph else None,
            url=row.url,
        )


class ActionWithHistory(Json):
    """One action, what has been done to it, and what may have closed it."""

    said: Annotated[str | None, Meta(description="What this command has done to it.")]
    action: Action
    holder_then: Annotated[
        str | None, Meta(description="Who held the owner's office when it was promised.")
    ] = field(name="owner_then")
    holder_now: Annotated[str | None, Meta(description="Who held the owner's office last.")] = (
        field(name="owner_now")
    )
    history: Annotated[tuple[ActionChange, ...], Meta(description="Oldest first.")]
    story: Annotated[tuple[str, ...], Meta(description="The history in sentences.")]
    proposed: tuple[ProposedClosing, ...]
    afterwards: Annotated[
        tuple[LinkedParagraph, ...],
        Meta(description="Later paragraphs that a question about it finds."),
    ]
    alternatives: OtherReadings

    @classmethod
    def of(cls, row: ActionAnswer, **computed: object) -> Self:
        """Return one action with its history as JSON."""
        return super().of(
            row,
            said=row.said or None,
            action=Action.on(row.action, row.today),
            history=ActionChange.each(row.history),
            proposed=tuple(ProposedClosing.on(one, row.today) for one in row.proposed),
            afterwards=linked(row.afterwards),
            alternatives=OtherReading.each(row.alternatives),
            **computed,
        )


class Proposals(Json):
    """What waits for a decision, oldest first."""

    total: int
    proposals: tuple[ProposedClosing, ...]

    @classmethod
    def of(cls, row: ProposalsAnswer, **computed: object) -> Self:
        """Return what waits for a decision as JSON."""
        proposals = tuple(ProposedClosing.on(one, row.today) for one in row.proposed)
        return cls(total=len(proposals), proposals=proposals)


class UnansweredQuestion(Json):
    """A question taken away, and the promise that was made instead of an answer."""

    member: Annotated[str, Meta(description="Who asked.")]
    action: Action


class UnansweredQuestions(Json):
    """Questions without a later answer, by member."""

    total: int
    questions: tuple[UnansweredQuestion, ...] = field(name="hanging")

    @classmethod
    def of(cls, row: UnansweredAnswer, **computed: object) -> Self:
        """Return questions without an answer as JSON."""
        questions = tuple(
            UnansweredQuestion(member=one.member, action=Action.on(one.action, row.today))
            for one in row.hanging
        )
        return cls(total=len(questions), questions=questions)
