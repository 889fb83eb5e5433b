"""What was done, as JSON: minutes added, fetched, amended, withdrawn, erased; who did what; what
goes when; how the bot is."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from msgspec import Meta, field

from commands.action_answers import AppliedRule as UsedRule
from commands.ingest_reports import Added, AddReport, SyncReport
from commands.json.record import Action, ItemName, Json, Meeting, Moment, actions_on
from commands.json.results import AppliedRule

if TYPE_CHECKING:
    from commands.ingest.diff import Amendment as ReadAmendment
    from commands.ingest.diff import Differences as FoundDifferences
    from commands.ingest.reread import Reread
    from commands.records import History as MeetingHistory
    from commands.records import Version as StoredVersion

MeetingId = Annotated[int, Meta(description="Its number in `minutebook meetings --drafts`.")]
By = Annotated[str, Meta(description="A Slack user ID, a clerk's name, or the way it was done.")]
Via = Annotated[str, Meta(description="By which door: terminal, slack, sync.")]


class AddedMeeting(Json):
    """A meeting that was read from a source."""

    source: str
    outcome: Literal["added", "updated", "unchanged"] = field(name="status")
    meeting: Meeting
    items: int
    paragraphs: int
    speakers: int
    actions: int
    moved: Annotated[
        float,
        Meta(
            description="The share of its words, 0 to 1, kept in paragraphs without a number "
            "because no place was found for them."
        ),
    ]
    left_out: Annotated[
        int, Meta(description="How many words were left out as furniture of the page.")
    ]
    warnings: tuple[str, ...]
    waiting: Annotated[str | None, Meta(description="Whose word is wanted before members read it.")]
    rules: Annotated[
        tuple[AppliedRule, ...] | None,
        Meta(
            description="With --explain: the rows behind its entries, and those that kept some out."
        ),
    ]

    @classmethod
    def of(cls, row: Added, **computed: object) -> Self:
        """Return a meeting that was read as JSON."""
        meeting = row.meeting
        return super().of(
            row,
            meeting=Meeting.of(meeting),
            items=meeting.items,
            paragraphs=meeting.paragraphs,
            actions=meeting.actions,
            moved=round(row.moved, 4),
            waiting=row.waiting.sentence if row.waiting else None,
            **{"rules": None, **computed},
        )


class FailedSource(Json):
    """A source that was refused."""

    source: str
    error: Annotated[str, Meta(description="Why, and what to do.")]

    @classmethod
    def each(cls, rows: Iterable[tuple[str, str]]) -> tuple[Self, ...]:
        """Return refused sources as JSON."""
        return tuple(cls(source=source, error=error) for source, error in rows)


class Additions(Json):
    """What was read, and what was refused."""

    added: tuple[AddedMeeting, ...]
    failed: tuple[FailedSource, ...]

    @classmethod
    def of(cls, row: AddReport, **computed: object) -> Self:
        """Return what came of adding as JSON."""
        added, failed = AddedMeeting.each(row.added), FailedSource.each(row.failed)
        return cls(added=added, failed=failed)

    @classmethod
    def explained(cls, row: AddReport, rules: Callable[[int], Iterable[UsedRule]]) -> Self:
        """Return what came of adding as JSON, with the `rules` behind the entries of a meeting."""
        added = (
            AddedMeeting.of(one, rules=AppliedRule.each(rules(one.meeting.id))) for one in row.added
        )
        return cls(added=tuple(added), failed=FailedSource.each(row.failed))


class PlannedMeeting(Json):
    """A meeting that is to be fetched."""

    url: str
    date: dt.date | None
    why: str


class Sync(Json):
    """What was fetched from the committees that are watched."""

    added: tuple[AddedMeeting, ...]
    updated: tuple[AddedMeeting, ...]
    unchanged: int
    waiting: Annotated[int, Meta(description="How many meetings have no minutes yet.")]
    left: Annotated[int, Meta(description="How many meetings were not got to.")]
    failed: tuple[FailedSource, ...]
    planned: Annotated[
        tuple[PlannedMeeting, ...], Meta(description="With --dry-run: what would be fetched.")
    ]
    drafts: Annotated[
        tuple[AddedMeeting, ...], Meta(description="Held as drafts, which they stay.")
    ]

    @classmethod
    def of(cls, row: SyncReport, **computed: object) -> Self:
        """Return what was fetched as JSON."""
        return super().of(
            row,
            added=AddedMeeting.each(row.added),
            updated=AddedMeeting.each(row.updated),
            failed=FailedSource.each(row.failed),
            planned=PlannedMeeting.each(row.planned),
            drafts=AddedMeeting.each(row.drafts),
            **computed,
        )


class ChangedFact(Json):
    """Something that another version says otherwise of the meeting itself."""

    field: str
    before: str
    after: str


class ChangedParagraph(Json):
    """A paragraph that differs."""

    item: ItemName
    number: str | None
    before: Annotated[str | None, Meta(description="Null where the paragraph is new.")]
    after: Annotated[str | None, Meta(description="Null where the paragraph has gone.")]


class Differences(Json):
    """What differs between two versions of minutes."""

    meeting: tuple[ChangedFact, ...]
    items: Annotated[
        tuple[str, ...], Meta(description="Sentences on items that came, went or were renamed.")
    ]
    paragraphs: tuple[ChangedParagraph, ...]
    renumbered: Annotated[
        int, Meta(description="How many paragraphs have the same words under another number.")
    ]

    @classmethod
    def of(cls, row: "FoundDifferences", **computed: object) -> Self:
        """Return what differs as JSON."""
        return super().of(
            row,
            meeting=tuple(ChangedFact(field=f, before=b, after=a) for f, b, a in row.said),
            paragraphs=tuple(
                ChangedParagraph.of(one, item=ItemName.of(one)) for one in row.paragraphs
            ),
            **computed,
        )


class Amendment(Json):
    """A newer version of minutes, and what it changes."""

    meeting_id: MeetingId = field(name="meeting")
    source: str
    status: Annotated[
        Literal["added", "updated", "unchanged"] | None,
        Meta(description="Null where it was only looked at."),
    ]
    waiting: str | None
    changes: Differences

    @classmethod
    def entered(cls, row: "ReadAmendment", done: Added | None) -> Self:
        """Return an amendment as JSON; `done` is None where it was only looked at."""
        return cls.of(
            row,
            status=done.outcome if done else None,
            waiting=done.waiting.sentence if done and done.waiting else None,
            changes=Differences.of(row.changed),
        )


class Version(Json):
    """A version of a meeting's minutes."""

    number: int = field(name="version")
    at: Moment
    by: By
    via: Via
    source: str
    changes: Annotated[
        Differences | None, Meta(description="From the one before; null for the first.")
    ]

    @classmethod
    def of(cls, row: "StoredVersion", **computed: object) -> Self:
        """Return a version as JSON."""
        changes = Differences.of(row.changed) if row.changed else None
        return super().of(row.reading, changes=changes, **computed)


class Step(Json):
    """A line of the audit trail."""

    at: Moment
    by: By
    via: Via
    what: Annotated[str, Meta(description="What was done.")]
    meeting_id: Annotated[
        MeetingId | None, Meta(description="Null for what was done to no one meeting.")
    ] = field(name="meeting")
    meeting: str | None = field(name="meeting_name")
    date: dt.date | None = field(name="meeting_date")
    place: Annotated[str | None, Meta(description="Where in its minutes.")]
    note: str | None


class History(Json):
    """What became of a meeting's minutes."""

    meeting_id: MeetingId = field(name="meeting")
    name: str
    versions: Annotated[tuple[Version, ...], Meta(description="Oldest first.")]
    steps: Annotated[tuple[Step, ...], Meta(description="Newest first.")]

    @classmethod
    def of(cls, row: "MeetingHistory", **computed: object) -> Self:
        """Return what became of a meeting's minutes as JSON."""
        versions, steps = Version.each(row.versions), Step.each(row.steps)
        return super().of(row, versions=versions, steps=steps, **computed)


class ChangedAction(Json):
    """An entry that is understood otherwise."""

    before: Action
    after: Action


class ChangedSpeakers(Json):
    """A paragraph in which others are found to speak."""

    paragraph_id: str
    number: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]


class RereadMeeting(Json):
    """What the rules of this version make of a meeting that is held."""

    meeting_id: MeetingId = field(name="meeting")
    name: str
    date: dt.date | None
    added: tuple[Action, ...]
    changed: tuple[ChangedAction, ...]
    dropped: tuple[Action, ...]
    doubted: Annotated[
        tuple[Action, ...],
        Meta(description="No longer found; they stay until `minutebook reread --accept`."),
    ]
    speakers: tuple[ChangedSpeakers, ...]
    warnings: tuple[str, ...]

    @classmethod
    def on(cls, row: "Reread", today: dt.date) -> Self:
        """Return what was understood otherwise as JSON."""
        return cls(
            meeting_id=row.meeting.id,
            name=row.meeting.name,
            date=row.meeting.date,
            added=actions_on(today, row.added),
            changed=tuple(
                ChangedAction(before=Action.on(before, today), after=Action.on(now, today))
                for before, now in row.changed
            ),
            dropped=actions_on(today, row.dropped),
            doubted=actions_on(today, row.doubted),
            speakers=ChangedSpeakers.each(row.respoken),
            warnings=row.warnings,
        )


class Rereading(Json):
    """Minutes understood anew."""

    dry_run: Annotated[bool, Meta(description="Whether nothing was changed.")]
    total: Annotated[int, Meta(description="How many meetings were read.")]
    differ: Annotated[int, Meta(description="How many of them are understood otherwise.")]
    meetings: tuple[RereadMeeting, ...]

    @classmethod
    def among(cls, rows: "Iterable[Reread]", today: dt.date, dry_run: bool) -> Self:
        """Return what was understood anew as JSON."""
        reports = list(rows)
        meetings = tuple(RereadMeeting.on(one, today) for one in reports)
        differ = sum(one.differs for one in reports)
        return cls(dry_run=dry_run, total=len(reports), differ=differ, meetings=meetings)


class AuditTrail(Json):
    """Who did what, newest first."""

    total: int
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, row: tuple[Any, ...], **computed: object) -> Self:
        """Return lines of the audit trail as JSON."""
        return cls(total=len(row), steps=Step.each(row))


class Withdrawal(Json):
    """What was taken back, or let be read again."""

    meeting_id: MeetingId = field(name="meeting")
    place: Annotated[str, Meta(description="Where in its minutes.")]
    paragraphs: int
    elsewhere: Annotated[
        int, Meta(description="In how many other paragraphs of it the same words stood.")
    ]
    messages: Annotated[int, Meta(description="How many messages in Slack quoted them.")]
    reinstated: bool

    @classmethod
    def reinstate(cls, meeting_id: int, places: Iterable[str]) -> Self:
        """Return as JSON what may be read again."""
        return cls(
            meeting_id=meeting_id,
            place="; ".join(places),
            paragraphs=0,
            elsewhere=0,
            messages=0,
            reinstated=True,
        )


class Erasure(Json):
    """What was erased, and where it still stands."""

    meetings: int
    messages: int
    documents: Annotated[
        tuple[str, ...], Meta(description="Waiting documents that were discarded.")
    ]
    backups: Annotated[tuple[str, ...], Meta(description="Copies that still hold the words.")]


class Ages(Json):
    """How many seconds ago each thing last happened; null for never."""

    envelope: Annotated[int | None, Meta(description="Anything that came from Slack.")]
    sync: int | None
    digest: int | None
    backup: int | None
    check: Annotated[int | None, Meta(description="The nightly check of the database.")]


class Health(Json):
    """How the running bot is."""

    ok: bool
    fault: Annotated[str | None, Meta(description="What is wrong, in a sentence.")]
    at: Annotated[Moment, Meta(description="When the bot last wrote it.")]
    connected: Annotated[bool, Meta(description="To Slack.")]
    ages: Ages
    counts: Annotated[
        dict[str, int], Meta(description="How often each thing has happened since the start.")
    ]
