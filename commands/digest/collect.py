"""What a reader has not been told yet, thing by thing: rows of the book, not words.

Things are known by their content. Whatever a daily digest tells a channel is not told again to
the people in it; reminders of one's own are told in any case.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from commands.digest.news import (
    AmendedKey,
    BacklogKey,
    ClosedKey,
    ComingKey,
    DueKey,
    EveKey,
    MeetingKey,
    OverdueKey,
    PanelDay,
    ParagraphKey,
    PublicationSpan,
    ReminderKey,
    SnoozedKey,
    action_keys,
    minutes_keys,
)
from commands.digest.schedule import next_day, week_is_told
from commands.request_context import Context
from storage.actions.changes import snoozed
from storage.actions.read import actions_numbered, closed_since, entered_in, open_with_day
from storage.keys import Key
from storage.meetings import meeting_row, meeting_rows, meetings_named, paragraph_by_id
from storage.model import MEMBER, ActionRow, MeetingRow, Viewer
from storage.outbox import NewsItem, note_seen, seen_keys
from storage.publications import Publication, in_backlog, last_publication, print_of, publications
from storage.saved_searches import FoundHit, How, waiting_hits
from storage.subscriptions import Subscription

SOON = dt.timedelta(days=7)  # ahead: what is due and which meetings are coming
BEFORE = dt.timedelta(days=3)  # ahead of its day somebody is reminded of what is theirs
# A message may have begun to be composed before a change that it does not hold: looking further
# back is safe, since what was told is known.
OVERLAP = dt.timedelta(hours=1)
FIRST = dt.timedelta(hours=24)  # how far a first digest looks back


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to be told. `panel` is the one that a channel is about, or that a person reads;
    `covered` are the panels (None for all) of which a channel of this person's is told daily,
    `channels` those channels.
    """

    subscription: Subscription
    viewer: Viewer
    panel: str | None = None
    channels: tuple[str, ...] = ()
    covered: frozenset[str | None] = frozenset()

    def wants(self, panel: str | None) -> bool:
        """Whether news of this panel are for them, here."""
        if self.panel is not None and panel != self.panel:
            return False
        return None not in self.covered and (panel is None or panel not in self.covered)


@dataclass
class DigestBuilder:
    """One message being gathered: what is not known yet is taken, once.

    `known` are the keys of what needs no telling. `hits` are those of saved searches that are done
    with by it, told or not; `with_news` says whether it tells what has been published.
    """

    context: Context
    reader: Reader
    day: dt.date
    known: set[str]
    things: list[NewsItem] = field(default_factory=list)
    hits: list[FoundHit] = field(default_factory=list)
    with_news: bool = False

    def take(self, kind: str, ref: str | int, *keys: Key) -> None:
        """Tell a thing, unless it is known by any of its keys."""
        if not any(self.knows(key) for key in keys):
            self.things.append(NewsItem(kind, str(ref), keys))
        self.known.update(key.key() for key in keys)

    def knows(self, key: Key) -> bool:
        """Return whether the reader has been told it, or is told it by this message."""
        return key.key() in self.known

    def forget(self, key: Key) -> None:
        """Tell it again, known as it is."""
        self.known.discard(key.key())

    @property
    def preferences(self) -> Subscription:
        """What the reader has settled."""
        return self.reader.subscription

    @cached_property
    def register(self) -> Sequence[ActionRow]:
        """The entries that everybody may see and that want something done by a day."""
        return open_with_day(self.context.book, MEMBER)


def collect_digest(context: Context, reader: Reader, day: dt.date, until: int) -> DigestBuilder:
    """Everything that is to be told in the message of a day."""
    digest = _gathering(context, reader, day)
    preferences = reader.subscription
    week = week_is_told(preferences, day)
    if preferences.personal and preferences.reminders:
        _mine(digest)
        if reader.viewer.secretariat:
            _late(digest)
    _hits(digest, ("daily", "at once", *(("weekly",) if week else ())))
    if preferences.form != "off":
        _eves(digest)
    digest.with_news = preferences.form == "daily" or (preferences.form == "weekly" and week)
    if digest.with_news:
        _news(digest, publications(context.book, preferences.seen, until))
        _register_news(digest)
        _coming(digest)
    return digest


def collect_immediate(context: Context, reader: Reader, day: dt.date) -> DigestBuilder:
    """What is to be told without waiting for the hour."""
    digest = _gathering(context, reader, day)
    _hits(digest, ("at once",))
    return digest


def _gathering(context: Context, reader: Reader, day: dt.date) -> DigestBuilder:
    known = seen_keys(context.book, [reader.subscription.destination, *reader.channels])
    return DigestBuilder(context, reader, day, known)


# ---- one's own --------------------------------------------------------------------------------


def _mine(digest: DigestBuilder) -> None:
    """What is assigned to the reader and due before the next message, within days, or put off to
    now."""
    later = snoozed(digest.context.book, digest.preferences.destination)
    following = next_day(digest.preferences, digest.day)
    for action in digest.register:
        if action.assignee != digest.preferences.destination or action.due is None:
            continue
        until = later.get(action.id)
        if (until and until > digest.day) or (action.due < digest.day and not until):
            continue
        on = action.due < following
        if on or action.due <= digest.day + BEFORE or until:
            stage = "on" if on else "before"
            reminder = ReminderKey(action.id, action.due, stage, until)
            due = DueKey(action.id, action.due)
            if not digest.knows(reminder):
                digest.forget(due)  # theirs in any case
            digest.take("mine", action.id, reminder, due)


def _late(digest: DigestBuilder) -> None:
    """What is overdue, for the secretariat."""
    later = snoozed(digest.context.book, digest.preferences.destination)
    for action in digest.register:
        until = later.get(action.id)
        if until and until > digest.day:
            continue
        if until:
            digest.take("late", action.id, SnoozedKey(action.id, action.due, until))
        elif action.overdue(digest.day) and digest.reader.wants(action.panel):
            digest.take("late", action.id, OverdueKey(action.id, action.due))


def _hits(digest: DigestBuilder, hows: Iterable[How]) -> None:
    """What the reader's saved searches have found, each paragraph once."""
    waiting = waiting_hits(digest.context.book, digest.preferences.destination, list(hows))
    backlog = {h.publication_id for h in waiting}
    backlog = {number for number in backlog if in_backlog(digest.context.book, number)}
    for hit in waiting:
        digest.hits.append(hit)
        paragraph = paragraph_by_id(digest.context.book, digest.reader.viewer, hit.paragraph_id)
        if paragraph and hit.publication_id not in backlog:
            meeting = paragraph.meeting
            name = f"{meeting.panel} {meeting.date} {paragraph.text}"
            digest.take("hit", paragraph.id, ParagraphKey(print_of(name)))


# ---- news of the minutes ----------------------------------------------------------------------


def _news(digest: DigestBuilder, published_since: Sequence[Publication]) -> None:
    """Minutes that are new or amended, and what was decided and promised in them."""
    published_since = [
        published for published in published_since if published.what in ("new", "amended")
    ]
    rows = _meetings(digest, published_since)
    told_hits = {item.ref for item in digest.things if item.kind == "hit"}
    backlog = [
        p for p in published_since if p.meeting_id in rows and in_backlog(digest.context.book, p.id)
    ]
    if backlog:
        span = PublicationSpan(backlog[0].id, backlog[-1].id).key()
        digest.take("backlog", span, BacklogKey(span))
    newsworthy = [p for p in published_since if p.meeting_id in rows and p not in backlog]
    for published in newsworthy:
        _meeting_news(digest, published, rows[published.meeting_id])
    for published in newsworthy:
        at = None if published.what == "new" else published.at
        entered = entered_in(digest.context.book, MEMBER, published.meeting_id, at)
        for action in entered:
            if action.paragraph_id not in told_hits:
                _action_news(digest, action)


def _meetings(
    digest: DigestBuilder, published_since: Sequence[Publication]
) -> dict[int, MeetingRow]:
    ids = sorted({published.meeting_id for published in published_since})
    rows = meeting_rows(digest.context.book, MEMBER, ids) if ids else ()
    return {row.id: row for row in rows if digest.reader.wants(row.panel)}


def _meeting_news(digest: DigestBuilder, published: Publication, row: MeetingRow) -> None:
    if published.what == "new":
        digest.take("minutes", published.meeting_id, *minutes_keys(row, published))
    elif MeetingKey(row.id) not in {key for item in digest.things for key in item.keys}:
        digest.take("amended", published.meeting_id, AmendedKey(row.id, published.print))


def _action_news(digest: DigestBuilder, action: ActionRow) -> None:
    if action.kind == "resolution":
        digest.take("decided", action.id, *action_keys(action))
    elif action.status == "open":
        digest.take("action", action.id, *action_keys(action))


def announced(context: Context, channel: str, meeting_id: int) -> None:
    """A channel has been told of a meeting's minutes by hand: no digest tells it again."""
    until = last_publication(context.book)
    keys: list[Key] = [MeetingKey(meeting_id)]
    for action in entered_in(context.book, MEMBER, meeting_id):
        keys += action_keys(action)
    for published in publications(context.book, 0, until):
        if published.meeting_id == meeting_id:
            row = meeting_row(context.book, MEMBER, meeting_id)
            keys += [*minutes_keys(row, published), AmendedKey(meeting_id, published.print)]
    note_seen(context.book, channel, keys, context.today)


def _register_news(digest: DigestBuilder) -> None:
    """What is due soon, overdue, and closed since the last message. The day of what is new is told
    with it."""
    new = {item.ref for item in digest.things if item.kind in ("action", "decided")}
    for action in digest.register:
        if action.due is None or not digest.reader.wants(action.panel):
            continue
        if action.overdue(digest.day):
            digest.take("overdue", action.id, OverdueKey(action.id, action.due))
        elif action.due <= digest.day + SOON:
            due = DueKey(action.id, action.due)
            if str(action.id) in new:
                digest.known.add(due.key())
            digest.take("due", action.id, due)
    since = (
        digest.preferences.last_at - OVERLAP
        if digest.preferences.last_at
        else digest.context.now - FIRST
    )
    closed = closed_since(digest.context.book, MEMBER, since)
    for action in actions_numbered(digest.context.book, MEMBER, list(closed)):
        if digest.reader.wants(action.panel):
            digest.take("closed", action.id, ClosedKey(action.id, closed[action.id]))


# ---- meetings to come -------------------------------------------------------------------------


def _eves(digest: DigestBuilder) -> None:
    """Meetings before the next message comes."""
    for panel, day in _named(digest, next_day(digest.preferences, digest.day)):
        eve, coming = EveKey(panel, day), ComingKey(panel, day)
        if not digest.knows(eve):
            digest.forget(coming)  # that it comes is not what is told now
        digest.take("eve", PanelDay(day, panel).key(), eve, coming)


def _coming(digest: DigestBuilder) -> None:
    for panel, day in _named(digest, digest.day + SOON):
        digest.take("coming", PanelDay(day, panel).key(), ComingKey(panel, day))


def _named(digest: DigestBuilder, last: dt.date) -> Iterator[tuple[str, dt.date]]:
    for panel, day in meetings_named(digest.context.book, MEMBER, digest.day, last):
        if digest.reader.wants(panel):
            yield panel, day
