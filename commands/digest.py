"""What a daily digest tells: minutes first published since the last one, what they promise, and
what has become overdue. Nothing is told twice, and nothing is sent when there is nothing."""

import datetime as dt

from commands.model import Context, DigestAnswer, ShowDigest
from storage.deliveries import last_sent, told
from storage.minutes import meeting_rows
from storage.records import MEMBER, ActionRow
from storage.register import action_rows, entered_since

LOOK_BACK = dt.timedelta(hours=24)  # of a destination's first digest
# Minutes bear the moment when adding them began, which may be before a digest that did not see
# them yet. What was told already is known by content, so that looking further back is safe.
OVERLAP = dt.timedelta(hours=1)
KIND = "daily digest"


def show_digest(context: Context, request: ShowDigest) -> DigestAnswer:
    """The digest that a destination would get that day which has had none before."""
    day = request.day or context.today
    end = dt.datetime.combine(day, dt.time.max, context.zone)
    return _compose(context, day, min(context.now, end) - LOOK_BACK, set())


def compose(context: Context, destination: str, day: dt.date) -> DigestAnswer:
    """The digest owed to a destination for a day: what it has not been told yet."""
    last = last_sent(context.book, destination, KIND)
    since = last - OVERLAP if last else context.now - LOOK_BACK
    return _compose(context, day, since, told(context.book, destination))


def things(digest: DigestAnswer) -> tuple[str, ...]:
    """Names for what a digest tells, by content: remembered so as not to tell it again."""
    return (
        *(f"meeting {meeting.id}" for meeting in digest.meetings),
        *(f"action {action.id}" for action in digest.new_actions),
        *(_overdue_thing(action) for action in digest.overdue),
    )


def _compose(context: Context, day: dt.date, since: dt.datetime, known: set[str]) -> DigestAnswer:
    """A digest is read by a whole channel: it holds what every member may see."""
    new = [
        meeting
        for meeting in meeting_rows(context.book, MEMBER)
        if meeting.first_published
        and since < meeting.first_published <= _end(context, day)
        and f"meeting {meeting.id}" not in known
    ]
    raised = {meeting.id for meeting in new}
    entered = entered_since(context.book, MEMBER, since) if raised else ()
    fresh = [action for action in entered if f"action {action.id}" not in known]
    return DigestAnswer(
        day=day,
        meetings=tuple(new),
        decided=tuple(a for a in fresh if a.kind == "resolution"),
        new_actions=tuple(a for a in fresh if a.status == "open"),
        overdue=tuple(
            action
            for action in action_rows(context.book, MEMBER)
            if action.overdue(day)
            and not action.historic  # nobody is reminded of what came in with old minutes
            and _overdue_thing(action) not in known
        ),
    )


def _end(context: Context, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.max, context.zone)


def _overdue_thing(action: ActionRow) -> str:
    """An action whose day is moved may become overdue again, and is told again."""
    return f"overdue {action.id} {action.due}"
