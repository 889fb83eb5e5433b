"""The action register as asked for: lists, one entry with its history, and changes to it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from commands.model import (
    ActionAnswer,
    ActionsAnswer,
    ChangeAction,
    Context,
    ListActions,
    ShowAction,
)
from commands.parse import CHANGES
from sources.dates import parse_date
from storage.errors import MinutebookError
from storage.names import find_people
from storage.records import ActionRow
from storage.register import action_row, action_rows, change, history, undo

Test = Callable[[ActionRow], bool]

_KINDS = ("resolution", "action", "undertaking", "request")
_FILTER = re.compile(r'(\w+):(?:"([^"]*)"|(\S*))')


@dataclass(frozen=True, slots=True)
class _Condition:
    """One thing asked of an entry, and how it is said."""

    said: str
    holds: Test


# ---- lists ------------------------------------------------------------------------------------


def list_actions(context: Context, request: ListActions) -> ActionsAnswer:
    """The entries that meet every filter, newest meeting first.

    Raises MinutebookError for a filter whose value cannot be understood.
    """
    conditions = _conditions(context, request.filters)
    found = [
        action
        for action in action_rows(context.book, context.viewer)
        if all(condition.holds(action) for condition in conditions)
    ]
    end = None if request.limit is None else request.offset + request.limit
    return ActionsAnswer(
        actions=tuple(found[request.offset : end]),
        total=len(found),
        today=context.today,
        understood=", ".join(condition.said for condition in conditions),
        offset=request.offset,
    )


def _conditions(context: Context, filters: str) -> list[_Condition]:
    """The conditions in what was typed. Open entries where no state is named."""
    text = filters.translate(str.maketrans("“”‘’", "\"\"''"))
    conditions: list[_Condition] = []
    state: _Condition | None = None
    for key, quoted, bare in _FILTER.findall(text):
        conditions.append(_by_key(context, key.casefold(), quoted or bare))
    for word in _FILTER.sub(" ", text).split():
        named = _state(context, word.casefold())
        if named is None:
            conditions.append(_words(word))
        else:
            state = named
    return [state or _named_state(context, "open"), *conditions]


def _state(context: Context, word: str) -> _Condition | None:
    if word in ("all", "open", "done", "superseded", "withdrawn", "overdue", "mine"):
        return _named_state(context, word)
    return None


def _named_state(context: Context, word: str) -> _Condition:
    if word == "all":
        return _Condition("all", lambda action: True)
    if word == "overdue":
        return _Condition("overdue", lambda action: action.overdue(context.today))
    if word == "mine":
        return _Condition(
            "assigned to you",
            lambda action: action.status == "open" and action.assignee == context.viewer.user,
        )
    return _Condition(word, lambda action: action.status == word)


def _by_key(context: Context, key: str, value: str) -> _Condition:
    if key in ("owner", "by", "from"):
        return _owned_by(context, value)
    if key in ("kind", "is"):
        return _of_kind(value)
    if key == "panel":
        return _Condition(
            f"of {value}", lambda action: value.casefold() in (action.panel or "").casefold()
        )
    if key in ("since", "before"):
        return _raised(key, value)
    if key == "due":
        return _due_in(context, value)
    return _words(f"{key}:{value}")


def _owned_by(context: Context, typed: str) -> _Condition:
    people = [person for person, _ in find_people(context.book, context.viewer, typed)]
    if not people:
        return _Condition(f"owned by “{typed}”, who is not in the minutes", lambda action: False)
    names = {name.casefold() for person in people for name in (person.name, *person.aliases)}
    names |= {role.casefold() for person in people for role, _, _ in person.roles}
    return _Condition(
        "owned by " + " or ".join(person.name for person in people),
        lambda action: (action.owner or "").casefold() in names,
    )


def _of_kind(value: str) -> _Condition:
    kind = value.casefold().rstrip("s")
    if kind not in _KINDS:
        raise MinutebookError(
            f"There is no kind of action called “{value}”. The kinds are {', '.join(_KINDS)}."
        )
    return _Condition(f"{kind}s", lambda action: action.kind == kind)


def _raised(key: str, value: str) -> _Condition:
    day = _day(value, first=key == "since")
    if key == "since":
        return _Condition(
            f"raised since {day:%-d %B %Y}",
            lambda action: action.raised is not None and action.raised >= day,
        )
    return _Condition(
        f"raised before {day:%-d %B %Y}",
        lambda action: action.raised is not None and action.raised < day,
    )


def _due_in(context: Context, value: str) -> _Condition:
    if value.casefold() == "this-month":
        month = (context.today.year, context.today.month)
        return _Condition(
            "due this month",
            lambda action: action.due is not None and (action.due.year, action.due.month) == month,
        )
    day = _day(value, first=False)
    return _Condition(
        f"due by {day:%-d %B %Y}",
        lambda action: action.due is not None and action.due <= day,
    )


def _words(word: str) -> _Condition:
    """A free word: it stands in the entry, its item's title or its owner."""
    wanted = word.casefold()
    return _Condition(
        f"with “{word}”",
        lambda action: (
            wanted in f"{action.text} {action.item_title} {action.owner or ''}".casefold()
        ),
    )


def _day(value: str, first: bool = True) -> dt.date:
    """The day that `value` names; of a bare year its first or last day."""
    if re.fullmatch(r"\d{4}", value):
        return dt.date(int(value), 1, 1) if first else dt.date(int(value), 12, 31)
    day = parse_date(value)
    if day is None:
        raise MinutebookError(
            f"“{value}” is not a date that I can read. Write it as 2026-03-31 or 31 March 2026."
        )
    return day


# ---- one entry --------------------------------------------------------------------------------


def show_action(context: Context, request: ShowAction) -> ActionAnswer:
    """One entry with its history. Raises MinutebookError where there is none with that id."""
    return _shown(context, request.id, "")


def change_action(context: Context, request: ChangeAction) -> ActionAnswer:
    """Change one entry and show it.

    Raises MinutebookError for an unknown id or verb, and for whoever may not change it.
    """
    action = action_row(context.book, context.viewer, request.id)
    if request.verb not in CHANGES:
        raise MinutebookError(
            f"I do not know what to do with “{request.verb}”. After the number of an action "
            f"comes {', '.join(CHANGES[:-1])} or {CHANGES[-1]}."
        )
    if not may_change(context, action):
        raise MinutebookError(
            f"Action {action.id} can be changed by the secretariat and by the person it is "
            "assigned to. Please tell them what has become of it."
        )
    return _shown(context, action.id, _CHANGES[request.verb](context, action, request.rest))


def may_change(context: Context, action: ActionRow) -> bool:
    """The secretariat, the keeper at the terminal, and whoever it is assigned to."""
    user = context.viewer.user
    return (
        context.viewer.secretariat
        or (context.via == "terminal" and user is None)
        or (user is not None and user == action.assignee)
    )


def _done(context: Context, action: ActionRow, note: str) -> str:
    if not _set(context, action, "status", "done", note or None):
        return f"Action {action.id} was done already."
    return f"Action {action.id} is marked done."


def _reopen(context: Context, action: ActionRow, note: str) -> str:
    if not _set(context, action, "status", "open", note or None):
        return f"Action {action.id} was open already."
    return f"Action {action.id} is open again."


def _assign(context: Context, action: ActionRow, who: str) -> str:
    if not who:
        raise MinutebookError(f"Say to whom: '/actions {action.id} assign NAME'.")
    mention = re.fullmatch(r"<@(\w+)(?:\|[^>]*)?>", who)
    assignee = mention[1] if mention else who
    _set(context, action, "assignee", assignee)
    return f"Action {action.id} is assigned to {who}."


def _due(context: Context, action: ActionRow, words: str) -> str:
    day = _day(words) if re.search(r"\d{4}", words) else _coming(words, context.today)
    _set(context, action, "due", day.isoformat())
    return f"Action {action.id} is due on {day:%-d %B %Y}."


def _coming(words: str, today: dt.date) -> dt.date:
    """The next day with this day and month: "3 December" said in November or in January."""
    this_year = _day(f"{words} {today.year}")
    return this_year if this_year >= today else _day(f"{words} {today.year + 1}")


def _undo(context: Context, action: ActionRow, _: str) -> str:
    field = undo(context.book, action.id, context.who, context.via, context.now)
    if field is None:
        return f"There is nothing to take back on action {action.id}."
    return f"The last change of action {action.id} (its {field}) is taken back."


_CHANGES: dict[str, Callable[[Context, ActionRow, str], str]] = {
    "done": _done,
    "reopen": _reopen,
    "assign": _assign,
    "due": _due,
    "undo": _undo,
}


def _set(
    context: Context, action: ActionRow, field: str, value: str, note: str | None = None
) -> bool:
    return change(
        context.book, action.id, field, value, context.who, context.via, context.now, note
    )


def _shown(context: Context, action_id: int, said: str) -> ActionAnswer:
    return ActionAnswer(
        action=action_row(context.book, context.viewer, action_id),
        history=history(context.book, action_id),
        today=context.today,
        said=said,
    )
