"""What is sent unasked: digests, hits of saved searches, reminders."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from commands.action_answers import Proposed
from commands.answers import Refusal
from commands.digest.claims import (
    KIND,
    claim_at_once,
    claim_morning,
    claim_notice,
    has_news,
)
from commands.digest.collect import FIRST, Reader, announced, collect_digest
from commands.digest.news import PanelDay, PublicationSpan, StoppedDestination
from commands.digest_answers import Coming, DigestAnswer, WatchHit
from commands.links import linked_meeting, paragraph_url
from commands.request_context import Context
from commands.requests import ShowDelivery, ShowDigest
from storage.actions.changes import waiting
from storage.actions.filters import NOT_HISTORIC, in_state, of_panel
from storage.actions.read import actions_numbered, select_actions
from storage.meetings import meeting_rows, paragraph_by_id
from storage.model import MEMBER, ActionRow, MeetingRow
from storage.outbox import Delivery, NewsItem, delivery_of
from storage.publications import last_publication, publications
from storage.saved_searches import saved_searches, searches_met
from storage.subscriptions import Subscription, panel_of, subscription

__all__ = [
    "KIND",
    "Reader",
    "announced",
    "claim_at_once",
    "claim_morning",
    "claim_notice",
    "has_news",
    "show_again",
    "show_digest",
    "to_answer",
]


# ---- from the things that a message tells to what this viewer may see of them now -------------


_STILL = frozenset({"mine", "late", "overdue", "due"})  # told only while they are open


def to_answer(context: Context, delivery: Delivery) -> DigestAnswer:
    """A delivery as it is to be read now, without what has been withdrawn or done meanwhile."""
    preferences = subscription(context.book, delivery.destination)
    met = searches_met(context.book, delivery.id)
    answer = answer_of(context, delivery.day, delivery.things, met)
    return replace(
        answer,
        weekly=preferences is not None and preferences.form == "weekly",
        personal=preferences is not None and preferences.personal,
        delivery=delivery.id,
    )


def show_again(context: Context, request: ShowDelivery) -> DigestAnswer | Refusal:
    """*Show all*: everything that a message told, to whoever asks, as they may see it."""
    delivery = delivery_of(context.book, request.id)
    to_them = (context.viewer.user, context.viewer.channel)
    if delivery is None or delivery.destination not in to_them:
        return Refusal("That message is not known any more. '/minutes digest' shows the latest.")
    return to_answer(context, delivery)


def answer_of(
    context: Context, day: dt.date, things: Sequence[NewsItem], met: dict[str, list[int]]
) -> DigestAnswer:
    """Things as an answer. `met` are the searches that found each paragraph."""
    by_kind: dict[str, list[str]] = {}
    for item in things:
        by_kind.setdefault(item.kind, []).append(item.ref)

    def actions(kind: str) -> tuple[ActionRow, ...]:
        return _actions(context, by_kind.get(kind, ()), still=kind in _STILL)

    answer = DigestAnswer(
        day=day,
        meetings=_meetings(context, by_kind.get("minutes", ())),
        decided=actions("decided"),
        new_actions=tuple(a for a in actions("action") if a.status == "open"),
        overdue=actions("overdue"),
        mine=actions("mine"),
        late=actions("late"),
        hits=_hits(context, by_kind.get("hit", ()), met),
        eves=tuple(_eve(context, ref) for ref in by_kind.get("eve", ())),
        amended=_meetings(context, by_kind.get("amended", ())),
        due_soon=actions("due"),
        closed=actions("closed"),
        coming=tuple(_coming(ref) for ref in by_kind.get("coming", ())),
        backlog=_backlog(context, by_kind.get("backlog", ())),
        stopped=tuple(_stopped(ref) for ref in by_kind.get("stopped", ())),
    )
    still_open = (*answer.overdue, *answer.mine, *answer.late, *answer.due_soon)
    return replace(answer, later=_later_minutes(context, [action.id for action in still_open]))


def _later_minutes(context: Context, action_ids: Sequence[int]) -> tuple[Proposed, ...]:
    """What later minutes may answer of these actions, as every member may read it."""
    if not action_ids:
        return ()
    from commands.actions.fulfilment import suggested_paragraphs

    for_members = replace(context, viewer=MEMBER)
    proposals = [one for one in waiting(context.book, MEMBER) if one.action_id in action_ids]
    suggested = (suggested_paragraphs(for_members, one) for one in proposals)
    return tuple(one for one in suggested if one.paragraph)


def _meetings(context: Context, refs: Sequence[str]) -> tuple[MeetingRow, ...]:
    return meeting_rows(context.book, MEMBER, [int(ref) for ref in refs]) if refs else ()


def _actions(context: Context, refs: Sequence[str], still: bool) -> tuple[ActionRow, ...]:
    if not refs:
        return ()
    rows = actions_numbered(context.book, MEMBER, [int(ref) for ref in refs])
    return linked_meeting(context, [row for row in rows if not still or row.status == "open"])


def _hits(context: Context, refs: Sequence[str], met: dict[str, list[int]]) -> tuple[WatchHit, ...]:
    rows = [paragraph_by_id(context.book, context.viewer, ref) for ref in refs]
    hits = [row for row in rows if row]
    asked = {search.id: search.query for search in saved_searches(context.book)} if hits else {}
    return tuple(
        WatchHit(
            row,
            paragraph_url(row),
            tuple((n, asked[n]) for n in met.get(row.id, ()) if n in asked),
        )
        for row in hits
    )


def _eve(context: Context, ref: str) -> Coming:
    """A meeting with what was promised for it: open, and due by its day."""
    meeting = PanelDay.parse(ref)
    asked = (in_state("open"), of_panel(meeting.panel), NOT_HISTORIC)
    rows = select_actions(context.book, MEMBER, asked)
    promised = [row for row in rows if row.due and row.due <= meeting.day]
    linked = linked_meeting(context, promised)
    return Coming(meeting.panel, meeting.day, linked, len(rows) - len(promised))


def _coming(ref: str) -> Coming:
    meeting = PanelDay.parse(ref)
    return Coming(meeting.panel, meeting.day)


def _backlog(context: Context, refs: Sequence[str]) -> tuple[MeetingRow, ...]:
    ids: set[int] = set()
    for ref in refs:
        span = PublicationSpan.parse(ref)
        published = publications(context.book, span.first - 1, span.last)
        ids |= {publication.meeting_id for publication in published if publication.old}
    return meeting_rows(context.book, MEMBER, sorted(ids)) if ids else ()


def _stopped(ref: str) -> tuple[str, str]:
    stopped = StoppedDestination.parse(ref)
    return stopped.destination, stopped.why


# ---- the digest of a day as it would go, for the terminal and for whoever asks ----------------
# Nothing is marked.


def show_digest(context: Context, request: ShowDigest) -> DigestAnswer:
    """What would go on a day: to a destination where one is named, else to one that has had none
    before, which looks back 24 hours."""
    day = request.day or context.today
    end = min(context.now, dt.datetime.combine(day, dt.time.max, context.zone))
    preferences = subscription(context.book, request.to) if request.to else None
    if preferences is None:
        start = last_publication(context.book, end - FIRST)
        preferences = Subscription(request.to or "", "daily", seen=start)
    panel = panel_of(context.book, preferences.destination)
    reader = Reader(replace(preferences, last_day=None), MEMBER, panel)
    digest = collect_digest(
        replace(context, now=end), reader, day, last_publication(context.book, end)
    )
    met: dict[str, list[int]] = {}
    for hit in digest.hits:
        met.setdefault(hit.paragraph_id, []).append(hit.search_id)
    return answer_of(replace(context, viewer=MEMBER), day, digest.things, met)
