"""What is sent without being asked, as JSON: digests, saved searches, who gets what and when."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Self

from msgspec import Meta, field

from commands import digest_answers
from commands.json.record import (
    Action,
    CountedMeeting,
    Json,
    LinkedParagraph,
    Moment,
    ProposedClosing,
    actions_on,
)
from commands.json.reports import By
from storage.saved_searches import How
from storage.subscriptions import Form

if TYPE_CHECKING:
    from commands.digest.claims import Schedule as PlannedSchedule
    from commands.digest.claims import Scheduled
    from commands.sharing import SharedMessages as FoundMessages


class FoundParagraph(LinkedParagraph, kw_only=True):
    """A paragraph that saved searches found."""

    searches: Annotated[tuple[str, ...], Meta(description="The questions that found it.")]

    @classmethod
    def of_hit(cls, hit: digest_answers.WatchHit) -> Self:
        """Return a paragraph that saved searches found as JSON."""
        return cls.of(
            hit.paragraph, url=hit.url, searches=tuple(query for _, query in hit.searches)
        )


class ComingMeeting(Json):
    """A meeting to come."""

    panel: str
    date: dt.date
    promised: Annotated[tuple[Action, ...], Meta(description="What was promised for it.")]
    still_open: Annotated[int, Meta(description="How many other actions of its panel are open.")]


class Digest(Json):
    """What a digest tells."""

    date: dt.date
    meetings: Annotated[tuple[CountedMeeting, ...], Meta(description="Newly published.")]
    decided: tuple[Action, ...]
    new_actions: tuple[Action, ...]
    overdue: tuple[Action, ...]
    mine: Annotated[tuple[Action, ...], Meta(description="The reader's own that are due.")]
    due_soon: tuple[Action, ...]
    closed: tuple[Action, ...]
    amended: tuple[CountedMeeting, ...]
    backlog: Annotated[
        tuple[CountedMeeting, ...], Meta(description="Old minutes that came in together.")
    ]
    hits: tuple[FoundParagraph, ...] = field(name="found")
    coming: tuple[ComingMeeting, ...]
    later: Annotated[
        tuple[ProposedClosing, ...],
        Meta(description="What later minutes may answer of its open actions."),
    ]

    @classmethod
    def of(cls, row: digest_answers.DigestAnswer, **computed: object) -> Self:
        """Return what a digest tells as JSON."""
        listed = ("decided", "new_actions", "overdue", "mine", "due_soon", "closed")
        actions = {name: actions_on(row.day, getattr(row, name)) for name in listed}
        meetings = {
            name: CountedMeeting.each(getattr(row, name))
            for name in ("meetings", "amended", "backlog")
        }
        return super().of(
            row,
            date=row.day,
            hits=tuple(FoundParagraph.of_hit(hit) for hit in row.hits),
            coming=tuple(
                ComingMeeting.of(one, promised=actions_on(row.day, one.promised))
                for one in (*row.eves, *row.coming)
            ),
            later=tuple(ProposedClosing.on(one, row.day) for one in row.later),
            **actions,
            **meetings,
            **computed,
        )


class DigestChoice(Json):
    """What a person or channel is sent, and when."""

    destination: str
    form: Form = field(name="digest")
    at: Annotated[str, Meta(description="The local time, as HH:MM.")]
    days: Annotated[tuple[int, ...], Meta(description="Days of the week; 0 is Monday.")]
    weekday: Annotated[int, Meta(description="The day of what comes weekly; 0 is Monday.")]
    zone: str | None
    holidays: Annotated[str | None, Meta(description="Whose bank holidays are left out.")]
    reminders: bool
    ended: Annotated[str | None, Meta(description="Why nothing can be sent any more.")]

    @classmethod
    def of(cls, row: digest_answers.DigestChoice, **computed: object) -> Self:
        """Return what is sent as JSON."""
        chosen = row.chosen
        at = f"{chosen.at:%H:%M}"
        return super().of(chosen, at=at, holidays=chosen.holidays or None, **computed)


class SavedSearch(Json):
    """A saved search."""

    id: int
    query: str
    how: How
    paused: bool


class SavedSearches(Json):
    """Saved searches, oldest first."""

    said: Annotated[str | None, Meta(description="What has just been done to one.")]
    searches: tuple[SavedSearch, ...]

    @classmethod
    def of(cls, row: digest_answers.SavedSearches, **computed: object) -> Self:
        """Return saved searches as JSON."""
        return cls(said=row.said or None, searches=SavedSearch.each(row.searches))


class LastYear(Json):
    """What a search would have found in the last year."""

    paragraphs: int
    meetings: int


class ProposedSearch(Json):
    """A search before it is saved."""

    query: str
    last_year: LastYear

    @classmethod
    def of(cls, row: digest_answers.ProposedSearch, **computed: object) -> Self:
        """Return a search before it is saved as JSON."""
        return super().of(row, last_year=LastYear.of(row), **computed)


class ComingMessage(Json):
    """What a person or channel gets, and when next."""

    destination: str
    form: Form = field(name="digest")
    next: Moment | None
    searches: Annotated[int, Meta(description="How many saved searches.")]
    reminders: bool
    ended: Annotated[str | None, Meta(description="Why nothing can be sent any more.")]

    @classmethod
    def of(cls, row: "Scheduled", **computed: object) -> Self:
        """Return what somebody gets as JSON."""
        chosen = row.held
        reminders = chosen.personal and chosen.reminders
        return super().of(
            chosen, next=row.next, searches=row.searches, reminders=reminders, **computed
        )


class SentMessage(Json):
    """What was due to a person or channel."""

    destination: str
    day: dt.date
    kind: str
    state: str
    sent_at: Moment | None = field(name="sent")
    things: Annotated[int, Meta(description="How many pieces of news.")]


class Schedule(Json):
    """What goes when, and what went."""

    coming: tuple[ComingMessage, ...]
    went: Annotated[tuple[SentMessage, ...], Meta(description="The latest first.")]

    @classmethod
    def of(cls, row: "PlannedSchedule", **computed: object) -> Self:
        """Return what goes when as JSON."""
        went = tuple(SentMessage.of(one, things=len(one.things)) for one in row.went)
        return cls(coming=ComingMessage.each(row.coming), went=went)


class UnreachableMessage(Json):
    """A message in Slack that can no longer be edited."""

    channel: str
    ts: str | None
    by: By
    at: Moment
    why: Annotated[str, Meta(description="What Slack says of it.")]
    withdrawn: Annotated[
        bool, Meta(description="Whether it quotes what was withdrawn, rather than amended.")
    ]


class SharedMessages(Json):
    """The messages in Slack that quote amended or withdrawn words."""

    owed: Annotated[int, Meta(description="How many are still to be edited.")]
    unreachable: tuple[UnreachableMessage, ...]

    @classmethod
    def of(cls, row: "FoundMessages", **computed: object) -> Self:
        """Return the messages that quote amended words as JSON."""
        return super().of(row, unreachable=UnreachableMessage.each(row.unreachable), **computed)


class Block(Json):
    """A block of Slack's Block Kit, with whatever its type has."""

    type: str


class SlackMessage(Json):
    """A slash command's answer, exactly as Slack gets it."""

    text: str
    blocks: tuple[Block, ...]
    response_type: str
