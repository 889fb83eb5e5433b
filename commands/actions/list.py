"""What was asked of the register, as conditions on its entries: words and `key:value` filters."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commands.action_answers import ActionsAnswer
from commands.actions.owners import may_edit_all, owned_by
from commands.links import linked_meeting
from commands.query.dates import parse_span
from commands.request_context import Context
from commands.requests import ListActions
from sources.dates import parse_date
from storage.actions.read import action_rows, possible_rows
from storage.model import ActionRow, MinutebookError

_KINDS = ("resolution", "action", "undertaking", "request")
_STATES = ("all", "open", "done", "superseded", "withdrawn", "overdue", "mine", "possible")
GROUPINGS = ("owner", "due", "meeting")
_FILTER = re.compile(r'(?<!\S)(\w+):(?:"([^"]*)"|(\S*))')


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of an entry, and how it is said."""

    said: str
    holds: Callable[[ActionRow], bool]


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """The entries wanted. `age` is True for historic ones alone, False for none of them, None
    where nothing was said; `page` counts from 1."""

    state: str
    conditions: tuple[Condition, ...]
    age: bool | None = None
    by: str = "owner"
    page: int = 1

    @property
    def understood(self) -> str:
        """The filters as a sentence."""
        age = {True: ["historic"], False: ["without historic ones"], None: []}[self.age]
        words = "assigned to you" if self.state == "mine" else self.state
        return ", ".join([words, *age, *(condition.said for condition in self.conditions)])


def read_filters(context: Context, typed: str, actions: Sequence[ActionRow]) -> ActionFilter:
    """What was typed, as conditions. Open entries where no state is named.

    Raises MinutebookError for a filter whose value cannot be understood.
    """
    text = typed.translate(str.maketrans("“”‘’", "\"\"''"))
    state, age, by, page = None, None, "owner", 1
    conditions: list[Condition] = []
    for key, quoted, bare in _FILTER.findall(text):
        value, key = quoted or bare, key.casefold()
        if key == "page":
            page = _page(value)
        elif key == "by" and value.casefold() in GROUPINGS:
            by = value.casefold()
        else:
            conditions.append(_by_key(context, key, value, actions))
    for word in _FILTER.sub(" ", text).split():
        folded = word.casefold()
        if folded in _STATES:
            state = folded
        elif folded in ("historic", "recent", "-historic"):
            age = folded == "historic"
        else:
            conditions.append(_words(word))
    return ActionFilter(state or "open", tuple(conditions), age, by, page)


def in_state(context: Context, state: str) -> Callable[[ActionRow], bool]:
    """Whether an entry is open, overdue, mine …"""
    if state in ("all", "possible"):
        return lambda action: True
    if state == "overdue":
        return lambda action: action.overdue(context.today)
    if state == "mine":
        if context.viewer.user is None:
            raise MinutebookError(
                "“mine” is for Slack, where it is known who asks. Ask for 'owner:NAME' here."
            )
        return lambda action: action.status == "open" and action.assignee == context.viewer.user
    return lambda action: action.status == state


def read_day(value: str) -> dt.date:
    """The day that words name. Raises MinutebookError where they name none."""
    day = parse_date(value)
    if day is None:
        raise MinutebookError(
            f"“{value}” is not a date that I can read. Write it as 2026-03-31 or 31 March 2026."
        )
    return day


def _by_key(context: Context, key: str, value: str, actions: Sequence[ActionRow]) -> Condition:
    if not value:
        raise MinutebookError(f"Something is missing after “{key}:”.")
    if key in ("owner", "by", "from"):
        return Condition(*owned_by(context, value, actions))
    if key in ("kind", "is"):
        return _of_kind(value)
    if key == "panel":
        return Condition(
            f"of {value}", lambda action: value.casefold() in (action.panel or "").casefold()
        )
    if key in ("since", "before", "on"):
        return _raised(context, key, value)
    if key == "due":
        return _due_in(context, value)
    return _words(f"{key}:{value}")


def _of_kind(value: str) -> Condition:
    kind = value.casefold().rstrip("s")
    if kind not in _KINDS:
        raise MinutebookError(
            f"There is no kind of action called “{value}”. The kinds are {', '.join(_KINDS)}."
        )
    return Condition(f"{kind}s", lambda action: action.kind == kind)


def _raised(context: Context, key: str, value: str) -> Condition:
    span = parse_span(value.replace("-", " ") if "last" in value else value, context.today)
    day = span[0] if span else read_day(value)
    if key == "on":
        last = span[1] if span else day
        told = f"{day:%-d %B %Y}" + (f" to {last:%-d %B %Y}" if last != day else "")
        return Condition(
            f"raised on {told}",
            lambda action: action.raised is not None and day <= action.raised <= last,
        )
    if key == "since":
        return Condition(
            f"raised since {day:%-d %B %Y}",
            lambda action: action.raised is not None and action.raised >= day,
        )
    return Condition(
        f"raised before {day:%-d %B %Y}",
        lambda action: action.raised is not None and action.raised < day,
    )


def _due_in(context: Context, value: str) -> Condition:
    """Due in this or the next month, or on or before a day."""
    asked = value.casefold()
    if asked in ("this-month", "next-month"):
        first = context.today.replace(day=1)
        if asked == "next-month":
            first = (first + dt.timedelta(days=31)).replace(day=1)
        return Condition(
            f"due in {first:%B %Y}",
            lambda action: action.due is not None and action.due.replace(day=1) == first,
        )
    span = parse_span(value, context.today)
    day = span[1] if span else read_day(value)
    return Condition(
        f"due by {day:%-d %B %Y}",
        lambda action: action.due is not None and action.due <= day,
    )


def _words(word: str) -> Condition:
    """A free word: it stands in the entry, its item's title or its owner."""
    wanted = word.casefold()
    return Condition(
        f"with “{word}”",
        lambda action: (
            wanted in f"{action.text} {action.item_title} {action.owner or ''}".casefold()
        ),
    )


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
    entries = action_rows(context.book, context.viewer)
    wanted = read_filters(context, request.filters, entries)
    if wanted.state == "possible":
        entries = _possible(context)
    of_state = in_state(context, wanted.state)
    meeting = [
        action
        for action in entries
        if of_state(action) and all(condition.holds(action) for condition in wanted.conditions)
    ]
    selected = [action for action in meeting if _of_age(wanted, action)]
    groups = {action.id: _group(action, wanted.by, context.today) for action in selected}
    selected.sort(key=lambda action: _order(action, wanted.by))
    size = request.limit or (PAGE if wanted.page > 1 else None)
    offset = request.offset + (wanted.page - 1) * (size or 0)
    page = selected[offset : None if size is None else offset + size]
    return ActionsAnswer(
        actions=linked_meeting(context, page),
        total=len(selected),
        today=context.today,
        understood=wanted.understood,
        offset=offset,
        groups=tuple(groups[action.id] for action in page),
        historic=sum(action.historic for action in selected),
        left_out=len(meeting) - len(selected) if wanted.age is None else 0,
    )


def _possible(context: Context) -> tuple[ActionRow, ...]:
    if not may_edit_all(context):
        raise MinutebookError(
            "Sentences that only may be actions are shown to the secretariat, who adds them."
        )
    return possible_rows(context.book, context.viewer)


def _of_age(wanted: ActionFilter, action: ActionRow) -> bool:
    if wanted.age is None:
        return not (wanted.state == "overdue" and action.historic)
    return action.historic == wanted.age


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


def _order(action: ActionRow, by: str) -> tuple[object, ...]:
    """Within a group what is due first, then what was raised first. The sort is stable, and the
    entries come newest meeting first."""
    if by == "meeting":
        return ()
    due = (action.due is None, action.due or dt.date.max)
    if by == "due":
        return (action.historic, *due)
    owner = (action.owner or "").casefold().removeprefix("the ")
    return (not owner, owner, *due)
