"""What was asked of the register, as filters of its entries: words and `key:value`."""

import datetime as dt
import re
from dataclasses import dataclass

from commands.action_answers import ActionsAnswer
from commands.actions.owners import may_edit_all, owner_filter
from commands.links import linked_meeting
from commands.occurrence import next_meeting
from commands.query.dates import Days, begins_with_preposition, parse_days, parse_span
from commands.query.terms import ASKING
from commands.request_context import Context
from commands.requests import ListActions
from sources.dates import parse_date
from storage.actions import filters
from storage.actions.filters import ActionFilter, Order
from storage.actions.read import count_actions, select_actions, years_raised
from storage.model import ActionKind, ActionRow, ActionStatus, MinutebookError
from storage.people import linked_asker
from storage.tokens import STOP, plain_words

_KINDS: dict[str, ActionKind] = {
    "resolution": "resolution",
    "action": "action",
    "undertaking": "undertaking",
    "request": "request",
}
_STATUSES: dict[str, ActionStatus] = {
    "open": "open",
    "done": "done",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
}
_STATES = frozenset({"all", "overdue", "mine", "possible", *_STATUSES})
GROUPINGS: dict[str, Order] = {"owner": "owner", "due": "due", "meeting": "meeting"}
_FILTER = re.compile(r'(?<!\S)(\w+):(?:"([^"]*)"|(\S*))')


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries wanted: those in a state that meet every condition. `age` is True for historic
    ones alone, False for none of them, None where nothing was said; `page` counts from 1."""

    state: str
    conditions: tuple[ActionFilter, ...]
    age: bool | None = None
    by: Order = "owner"
    page: int = 1


def read_filters(context: Context, typed: str) -> Selection:
    """What was typed, as filters. Open entries where no state is named.

    Raises MinutebookError for a filter whose value cannot be understood.
    """
    text = typed.translate(str.maketrans("“”‘’", "\"\"''"))
    state, age, page = None, None, 1
    by: Order = "owner"
    conditions: list[ActionFilter] = []
    for key, quoted, bare in _FILTER.findall(text):
        value, key = quoted or bare, key.casefold()
        if key == "page":
            page = _page(value)
        elif key == "by" and value.casefold() in GROUPINGS:
            by = GROUPINGS[value.casefold()]
        else:
            conditions.append(_by_key(context, key, value))
    others: list[str] = []
    for word in _FILTER.sub(" ", text).split():
        folded = word.casefold().strip("?!,;")
        if folded in _STATES:
            state = folded
        elif folded in ("historic", "recent", "-historic"):
            age = folded == "historic"
        else:
            others.append(word)
    conditions += _of_words(context, others)
    return Selection(state or "open", tuple(conditions), age, by, page)


def _of_words(context: Context, typed: list[str]) -> list[ActionFilter]:
    """The days that words name by themselves ("next week"), else what an entry must mention: those
    of the words that tell anything."""
    if not typed:
        return []
    if parse_days(" ".join(typed), context.today) is not None:
        return [_due_in(context, " ".join(typed))]
    mere = STOP | ASKING
    content = [one for one in typed if not mere.issuperset(plain_words(one))] or typed
    return [filters.with_words(*(one.strip("?!,;") for one in content))]


def _in_state(context: Context, state: str) -> ActionFilter:
    """Raises MinutebookError where it cannot be known whose are meant, or who asks may not see
    them."""
    if state in _STATUSES:
        return filters.in_state(_STATUSES[state])
    if state == "overdue":
        return filters.overdue(context.today)
    if state == "possible":
        if not may_edit_all(context):
            raise MinutebookError(
                "Sentences that only may be actions are shown to the secretariat, who adds them."
            )
        return filters.POSSIBLE
    if state == "mine":
        if context.viewer.user is None:
            raise MinutebookError(
                "“mine” is for Slack, where it is known who asks. Ask for 'owner:NAME' here."
            )
        asker = linked_asker(context.book, context.viewer)
        assigned = filters.assigned_to(context.viewer.user)
        return filters.either(assigned, owner_filter(context, asker.name)) if asker else assigned
    return filters.IN_ANY_STATE


def _of_age(wanted: Selection) -> tuple[ActionFilter, ...]:
    """Historic ones are never listed as overdue unless they are asked for."""
    if wanted.age is None:
        return (filters.NOT_HISTORIC,) if wanted.state == "overdue" else ()
    return (filters.HISTORIC if wanted.age else filters.RECENT,)


def read_day(value: str) -> dt.date:
    """The day that words name. Raises MinutebookError where they name none."""
    day = parse_date(value)
    if day is None:
        raise MinutebookError(
            f"“{value}” is not a date that I can read. Write it as 2026-03-31 or 31 March 2026."
        )
    return day


def _by_key(context: Context, key: str, value: str) -> ActionFilter:
    if not value:
        raise MinutebookError(f"Something is missing after “{key}:”.")
    if key in ("owner", "by", "from"):
        return owner_filter(context, value)
    if key in ("kind", "is"):
        return _of_kind(value)
    if key == "panel":
        return filters.of_panel_like(value)
    if key in ("since", "before", "on"):
        return _raised(context, key, value)
    if key == "due":
        return _due_in(context, value)
    if key == "closed":
        return _closed_in(context, value)
    return filters.with_words(f"{key}:{value}")


def _of_kind(value: str) -> ActionFilter:
    kind = _KINDS.get(value.casefold().rstrip("s"))
    if kind is None:
        raise MinutebookError(
            f"There is no kind of action called “{value}”. The kinds are {', '.join(_KINDS)}."
        )
    return filters.of_kind(kind)


def _raised(context: Context, key: str, value: str) -> ActionFilter:
    span = parse_span(value.replace("-", " ") if "last" in value else value, context.today)
    day = span[0] if span else read_day(value)
    if key == "on":
        return filters.raised_on(day, span[1] if span else day)
    return filters.raised_since(day) if key == "since" else filters.raised_before(day)


def _due_in(context: Context, value: str) -> ActionFilter:
    """Due in this or the next month, on or before a day, or on days as people type them."""
    asked = value.casefold()
    if asked in ("this-month", "next-month"):
        first = context.today.replace(day=1)
        if asked == "next-month":
            first = (first + dt.timedelta(days=31)).replace(day=1)
        return filters.due_in_month(first)
    span = parse_span(value, context.today)
    if span and not begins_with_preposition(value):
        return filters.due_by(span[1])
    days = _days(context, value)
    return filters.due_between(days.first, days.last, days.sentence)


def named_day(context: Context, words: str) -> dt.date:
    """The one day that words name, the last of several: "Friday", "by 31/12", "the next meeting".
    Raises MinutebookError where they name none."""
    days = _days(context, words)
    return days.last or days.first or read_day(words)


def _closed_in(context: Context, value: str) -> ActionFilter:
    days = _days(context, value, past=True)
    return filters.closed_between(days.first, days.last, days.sentence)


def _days(context: Context, value: str, past: bool = False) -> Days:
    """The days that words name. Raises MinutebookError where they name none, or the next meeting
    and the minutes give no day for that."""
    if "meeting" in value.casefold():
        coming = next_meeting(context)
        if coming is None:
            raise MinutebookError("The minutes I have give no date for the next meeting.")
        before = "before" in value.casefold()
        return Days(None, coming[0] - dt.timedelta(days=before))
    days = parse_days(value, context.today, past)
    return days or Days(None, read_day(value))


def _page(value: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", value):
        raise MinutebookError(f"“{value}” is not a page: write page:2.")
    return int(value)


# ---- entries that meet every filter, grouped by owner or by due day, a page at a time ---------


PAGE = 25  # entries a page where none is told


def list_actions(context: Context, request: ListActions) -> ActionsAnswer:
    """The entries that meet every filter, by owner unless another grouping is asked for.

    Historic ones are never listed as overdue unless they are asked for. Raises MinutebookError
    for a filter whose value cannot be understood, and for whoever may not see possible ones.
    """
    wanted = read_filters(context, request.filters)
    state, age = _in_state(context, wanted.state), _of_age(wanted)
    asked = (state, *age, *wanted.conditions)
    of_any_age, _ = count_actions(context.book, context.viewer, (state, *wanted.conditions))
    total, historic = count_actions(context.book, context.viewer, asked)
    size = request.limit or (PAGE if wanted.page > 1 else None)
    offset = request.offset + (wanted.page - 1) * (size or 0)
    left_out = of_any_age - total if wanted.age is None else 0
    old = (state, filters.HISTORIC, *wanted.conditions)
    page = select_actions(context.book, context.viewer, asked, wanted.by, offset, size)
    return ActionsAnswer(
        actions=linked_meeting(context, page),
        total=total,
        today=context.today,
        understood=filters.sentence_of(asked),
        offset=offset,
        groups=tuple(_group(action, wanted.by, context.today) for action in page),
        historic=historic,
        left_out=left_out,
        left_out_years=years_raised(context.book, context.viewer, old) if left_out else None,
    )


def _group(action: ActionRow, by: str, today: dt.date) -> str:
    if by == "meeting":
        day = f"{action.raised:%-d %B %Y}" if action.raised else "a day not known"
        return f"Raised on {day}" + (f", {action.panel}" if action.panel else "")
    if by == "owner":
        return action.owner or "No owner named"
    if action.due is None:
        return "No due day known"
    if action.overdue(today):
        return "Historic, its day has passed" if action.historic else "Overdue"
    return f"Due in {action.due:%B %Y}"
