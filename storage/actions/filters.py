"""What may be asked of the register: each filter is an SQL condition with its values, and the
words that say it.

A condition is over `actions` joined with `meetings`. Filters are put together with `and`.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.model import ActionKind, ActionStatus

Order = Literal["meeting", "owner", "due"]
# Everybody to whom an entry belongs, as a JSON list.
EACH_OWNER = "json_insert(actions.co_owners, '$[#]', actions.owner)"
# An owner's name as it is put in order: its article does not count.
_NAME = "casefold(coalesce(actions.owner, ''))"
_OWNER = f"case when {_NAME} glob 'the *' then substr({_NAME}, 5) else {_NAME} end"
_BY_MEETING = """
    meetings.date desc, meetings.id desc, items.position is null, items.position,
    paragraphs.position, actions.position, actions.id
"""
_BY_DUE = "actions.due is null, actions.due"
# Newest meeting first, then as the minutes have them; or first by whose they are, or by their day.
ORDERS: dict[Order, str] = {
    "meeting": _BY_MEETING,
    "owner": f"{_OWNER} = '', {_OWNER}, {_BY_DUE}, {_BY_MEETING}",
    "due": f"actions.historic, {_BY_DUE}, {_BY_MEETING}",
}


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """A condition that entries meet, its values in order, and how it is said ("" where it goes
    without saying)."""

    sentence: str
    condition: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Ownership:
    """Entries of a panel with one of these owners: those raised from `first` to `until`, or at any
    time where `first` is None; with `still_open` besides whatever of them is open."""

    panel: str | None
    owners: frozenset[str]
    first: dt.date | None = None
    until: dt.date | None = None
    still_open: bool = False


def conjunction(filters: Iterable[ActionFilter]) -> tuple[str, list[object]]:
    """Return the condition that meets all filters, with its values."""
    asked = tuple(filters)
    condition = " and ".join(f"({one.condition})" for one in asked) or "1"
    return condition, [_bound(value) for one in asked for value in one.values]


def sentence_of(filters: Iterable[ActionFilter]) -> str:
    """Return what is asked for, in words."""
    return ", ".join(one.sentence for one in filters if one.sentence)


CERTAIN = ActionFilter("", "actions.certain")
POSSIBLE = ActionFilter("possible", "not actions.certain")
IN_ANY_STATE = ActionFilter("all", "actions.certain")
HISTORIC = ActionFilter("historic", "actions.historic")
RECENT = ActionFilter("without historic ones", "not actions.historic")
NOT_HISTORIC = ActionFilter("", "not actions.historic")
NOT_PROCEDURAL = ActionFilter("", "not actions.procedural")


def in_state(status: ActionStatus) -> ActionFilter:
    """Match entries in this state."""
    return ActionFilter(status, "actions.certain and actions.status = ?", (status,))


def overdue(today: dt.date) -> ActionFilter:
    """Match open entries whose day has passed."""
    condition = "actions.certain and actions.status = 'open' and actions.due < ?"
    return ActionFilter("overdue", condition, (today.isoformat(),))


def assigned_to(user: str) -> ActionFilter:
    """Match open entries of the asker's own."""
    condition = "actions.certain and actions.status = 'open' and actions.assignee = ?"
    return ActionFilter("assigned to you", condition, (user,))


def either(first: ActionFilter, other: ActionFilter) -> ActionFilter:
    """Open entries that meet one filter or the other, said as the first."""
    condition = (
        f"actions.certain and actions.status = 'open'"
        f" and (({first.condition}) or ({other.condition}))"
    )
    return ActionFilter(first.sentence, condition, (*first.values, *other.values))


def of_kind(kind: ActionKind) -> ActionFilter:
    """Match entries of a kind."""
    return ActionFilter(f"{kind}s", "actions.kind = ?", (kind,))


def of_panel_like(words: str) -> ActionFilter:
    """Match entries of panels in whose name the words stand."""
    condition = "instr(casefold(coalesce(meetings.panel, '')), ?) > 0"
    return ActionFilter(f"of {words}", condition, (words.casefold(),))


def of_panel(panel: str) -> ActionFilter:
    """Match entries of one panel."""
    return ActionFilter(f"of {panel}", "meetings.panel = ?", (panel,))


def of_paragraphs(paragraph_ids: Sequence[str]) -> ActionFilter:
    """Match entries drawn from these paragraphs."""
    condition = "actions.paragraph_id in (select value from json_each(?))"
    return ActionFilter("", condition, (json.dumps(list(paragraph_ids)),))


def raised_on(first: dt.date, last: dt.date) -> ActionFilter:
    """Match entries of meetings from one day to another."""
    until = f" to {last:%-d %B %Y}" if last != first else ""
    return ActionFilter(
        f"raised {'from' if until else 'on'} {first:%-d %B %Y}{until}",
        "meetings.date between ? and ?",
        (first.isoformat(), last.isoformat()),
    )


def raised_since(day: dt.date) -> ActionFilter:
    """Match entries of meetings on or after a day."""
    return ActionFilter(f"raised since {day:%-d %B %Y}", "meetings.date >= ?", (day.isoformat(),))


def raised_before(day: dt.date) -> ActionFilter:
    """Match entries of meetings before a day."""
    return ActionFilter(f"raised before {day:%-d %B %Y}", "meetings.date < ?", (day.isoformat(),))


def due_by(day: dt.date) -> ActionFilter:
    """Match entries due on or before a day."""
    return ActionFilter(f"due by {day:%-d %B %Y}", "actions.due <= ?", (day.isoformat(),))


def due_in_month(first: dt.date) -> ActionFilter:
    """Match entries due in the month that begins on a day."""
    return ActionFilter(
        f"due in {first:%B %Y}", "substr(actions.due, 1, 7) = ?", (f"{first:%Y-%m}",)
    )


def due_between(first: dt.date | None, last: dt.date | None, sentence: str) -> ActionFilter:
    """Entries due from one day to another, either end open."""
    condition = (
        "actions.due >= coalesce(?, actions.due) and actions.due <= coalesce(?, actions.due)"
    )
    return ActionFilter(f"due {sentence}", condition, (_day(first), _day(last)))


def closed_between(first: dt.date | None, last: dt.date | None, sentence: str) -> ActionFilter:
    """Entries that people closed from one day to another, either end open."""
    condition = """actions.status <> 'open' and exists (
        select 1 from action_changes where action_id = actions.id and field = 'status'
        and not undone and substr(at, 1, 10) between coalesce(?, '') and coalesce(?, '9999')
    )"""
    return ActionFilter(f"closed {sentence}", condition, (_day(first), _day(last)))


def with_words(*words: str) -> ActionFilter:
    """Match entries in whose text, item's title or owner each of these words stands."""
    text = "actions.text || ' ' || actions.item_title || ' ' || coalesce(actions.owner, '')"
    text += " || ' ' || actions.co_owners"
    condition = " and ".join([f"instr(casefold({text}), ?) > 0"] * len(words))
    values = tuple(word.casefold() for word in words)
    return ActionFilter(f"that mention “{' '.join(words)}”", condition, values)


def owned_by(whom: str, owned: Iterable[Ownership]) -> ActionFilter:
    """Match entries that are somebody's in any of these ways."""
    rows = [
        (one.panel, owner, _day(one.first), _day(one.until), one.still_open)
        for one in owned
        for owner in sorted(one.owners)
    ]
    condition = f"""exists (
        select 1 from (
            select json_extract(value, '$[0]') as panel, json_extract(value, '$[1]') as owner,
                json_extract(value, '$[2]') as first, json_extract(value, '$[3]') as until,
                json_extract(value, '$[4]') as still_open
            from json_each(?)
        ) as own
        where own.panel is meetings.panel
        and own.owner in (select value from json_each({EACH_OWNER}))
        and (own.first is null or meetings.date between own.first and own.until
            or (own.still_open and actions.status = 'open'))
    )"""
    return ActionFilter(f"owned by {whom}", condition, (json.dumps(rows),))


def named_as_owner(owners: Sequence[str]) -> ActionFilter:
    """Match entries of owners by the names that the minutes give."""
    condition = f"""exists (
        select 1 from json_each({EACH_OWNER}) as named join json_each(?) as wanted
        on named.value = wanted.value
    )"""
    return ActionFilter(f"owned by {' or '.join(owners)}", condition, (json.dumps(owners),))


def closed_at_or_after(moments: dict[str | None, dt.datetime]) -> ActionFilter:
    """Match entries whose state people changed, from a moment on that each panel has for itself."""
    rows = [(panel, moment.astimezone(dt.UTC).isoformat()) for panel, moment in moments.items()]
    condition = """actions.status <> 'open' and exists (
        select 1 from json_each(?) as since join action_changes on action_id = actions.id
        where json_extract(since.value, '$[0]') is meetings.panel and field = 'status'
        and not undone and action_changes.at >= json_extract(since.value, '$[1]')
    )"""
    return ActionFilter("closed lately", condition, (json.dumps(rows),))


def _bound(value: object) -> object:
    """A value as SQLite takes it: half of a surrogate pair stands in no minutes."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
