"""What is done to an entry: each verb, who may use it, and what is said of it afterwards."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from commands.action_answers import ActionAnswer
from commands.actions.list import named_day
from commands.actions.owners import may_change, may_edit_all
from commands.actions.show import entry_for, shown, waiting_for
from commands.request_context import Context
from commands.requests import ChangeAction
from sources.addresses import parts_of
from storage.actions.changes import change, decide, propose, snooze, supersede, undo
from storage.actions.read import action_row
from storage.model import ActionRow, MinutebookError

Change = Callable[[Context, ActionRow, str], str]

_EMPTY = ("none", "nobody", "nothing", "-")
_SHORT = {"evidence": "link", "take-up": "takeup", "supersede": "superseded"}


def change_action(context: Context, request: ChangeAction) -> ActionAnswer:
    """Change one entry and show it.

    Raises MinutebookError for an unknown id or verb, and for whoever may not change it.
    """
    action = entry_for(context, request.id)
    verb = next((verb for verb, short in _SHORT.items() if short == request.verb), request.verb)
    if verb not in CHANGES:
        *others, last = CHANGES
        raise MinutebookError(
            f"I do not know what to do with “{request.verb}”. After the number of an action "
            f"comes {', '.join(others)} or {last}."
        )
    if not action.certain and verb not in ("add", "undo"):
        raise MinutebookError(
            f"Action {action.id} is only a possible one. Add it first: '/actions {action.id} add'."
        )
    if may_change(context, action, verb):
        return shown(context, action.id, CHANGES[verb](context, action, request.rest))
    if verb == "done":
        return shown(context, action.id, _proposed(context, action, request.rest))
    raise MinutebookError(
        f"Action {action.id} can be changed by the secretariat; the person it is assigned to can "
        f"mark it done. You can propose that it is done: '/actions {action.id} done'."
    )


# ---- status -----------------------------------------------------------------------------------


def _done(context: Context, action: ActionRow, note: str) -> str:
    note, link = _note_and_link(note)
    along = {"evidence": link} if link else None
    if not _set(context, action, "status", "done", note, along):
        return f"Action {action.id} was done already."
    return f"Action {action.id} is marked done."


def _reopen(context: Context, action: ActionRow, note: str) -> str:
    along = {"superseded_by": None}
    if not _set(context, action, "status", "open", note, along):
        return f"Action {action.id} was open already."
    return f"Action {action.id} is open again."


def _withdraw(context: Context, action: ActionRow, reason: str) -> str:
    if not _set(context, action, "status", "withdrawn", reason):
        return f"Action {action.id} was withdrawn already."
    return f"Action {action.id} is withdrawn."


def _supersede(context: Context, action: ActionRow, words: str) -> str:
    match = re.fullmatch(r"(?:by\s+)?(?:action\s+)?#?(\d{1,9})", words.strip(), re.IGNORECASE)
    if words and match is None:
        raise MinutebookError(f"Say by which action: '/actions {action.id} supersede 15'.")
    other = action_row(context.book, context.viewer, int(match[1])).id if match else None
    if not supersede(context.book, action.id, other, context.who, context.via, context.now):
        return f"Action {action.id} was superseded already."
    return f"Action {action.id} is superseded" + (f" by action {other}." if other else ".")


def _proposed(context: Context, action: ActionRow, note: str) -> str:
    """Somebody who may not close an entry says that it is done."""
    if action.status != "open":
        return f"Action {action.id} is {action.status} already."
    if not propose(
        context.book, action.id, context.who, context.via, context.now, note=note.strip() or None
    ):
        return f"You have proposed that action {action.id} is done; the secretariat has to decide."
    return f"The secretariat is asked whether action {action.id} is done."


def _accept(context: Context, action: ActionRow, note: str) -> str:
    return _decided(context, action, note, accept=True)


def _decline(context: Context, action: ActionRow, note: str) -> str:
    return _decided(context, action, note, accept=False)


def _decided(context: Context, action: ActionRow, note: str, accept: bool) -> str:
    """The oldest proposal that waits is decided; '/actions proposed' shows the next."""
    proposals = waiting_for(context, action)
    if not proposals:
        raise MinutebookError(
            f"Nothing has been proposed for action {action.id}. '/actions proposed' lists "
            "what waits for a decision."
        )
    first = proposals[0]
    decide(
        context.book,
        first.proposal,
        accept,
        context.who,
        context.via,
        context.now,
        note.strip() or None,
        first.url,
    )
    if accept:
        return f"Action {action.id} is marked done, as proposed."
    more = f" {len(proposals) - 1} more waiting." if len(proposals) > 1 else ""
    return f"Action {action.id} stays open; that will not be proposed again.{more}"


# ---- the rest ---------------------------------------------------------------------------------


def _assign(context: Context, action: ActionRow, who: str) -> str:
    if not who:
        raise MinutebookError(f"Say to whom: '/actions {action.id} assign NAME'.")
    if who.casefold() in _EMPTY:
        _set(context, action, "assignee", None)
        return f"Action {action.id} is assigned to nobody."
    mention = re.fullmatch(r"<@(\w+)(?:\|[^>]*)?>", who)
    assignee = mention[1] if mention else who.removeprefix("@")
    who = f"<@{assignee}>" if mention else who
    if who.casefold() == "me" and context.viewer.user:
        assignee = context.viewer.user
        who = f"<@{assignee}>"
    _set(context, action, "assignee", assignee, along={"historic": 0})
    return f"Action {action.id} is assigned to {who}."


def _due(context: Context, action: ActionRow, words: str) -> str:
    if words.casefold() in _EMPTY:
        _set(context, action, "due", None)
        return f"Action {action.id} has no due day."
    day = named_day(context, words)
    _set(context, action, "due", day.isoformat(), along={"historic": 0})
    return f"Action {action.id} is due on {day:%-d %B %Y}."


def _note(context: Context, action: ActionRow, words: str) -> str:
    if not words:
        raise MinutebookError(f"Say what to note: '/actions {action.id} note rang them'.")
    _set(context, action, "note", None if words.casefold() in _EMPTY else words)
    return f"Noted on action {action.id}."


def _evidence(context: Context, action: ActionRow, words: str) -> str:
    if words.casefold() in _EMPTY:
        _set(context, action, "evidence", None)
        return f"Action {action.id} has no evidence."
    note, link = _note_and_link(words)
    if link is None or note:
        raise MinutebookError(
            f"Give one address: '/actions {action.id} evidence https://council.example/letter.pdf'."
        )
    _set(context, action, "evidence", link)
    return f"The evidence for action {action.id} is linked."


def _add(context: Context, action: ActionRow, _: str) -> str:
    if not _set(context, action, "certain", "1"):
        return f"Action {action.id} was in the register already."
    return f"Action {action.id} is in the register."


def _take_up(context: Context, action: ActionRow, _: str) -> str:
    if not action.historic or not _set(context, action, "historic", "0"):
        return f"Action {action.id} is not a historic one."
    return f"Action {action.id} is taken up again: it counts as any other."


def _snooze(context: Context, action: ActionRow, words: str) -> str:
    """Be reminded later: after so many days or weeks, or on a day; after three days unless told."""
    until = _put_off(context, words.casefold().removeprefix("for ").removeprefix("until ").strip())
    if until <= context.today:
        raise MinutebookError("Name a day to come: '/actions 12 snooze 3 days'.")
    snooze(context.book, action.id, context.who, until)
    return f"You are reminded of action {action.id} on {until:%-d %B %Y}."


def _put_off(context: Context, words: str) -> dt.date:
    span = re.fullmatch(r"(\d{1,3}|an?|one)?\s*(day|week|month)s?", words or "3 days")
    if span is None:
        return named_day(context, words)
    many = int(span[1]) if span[1] and span[1].isdecimal() else 1
    return context.today + dt.timedelta(days=many * {"day": 1, "week": 7, "month": 30}[span[2]])


def _not_mine(context: Context, action: ActionRow, reason: str) -> str:
    if action.assignee != context.who:
        raise MinutebookError(f"Action {action.id} is not assigned to you.")
    _set(context, action, "assignee", None, reason or "not mine")
    return f"Action {action.id} is assigned to nobody now; the history says that you gave it back."


def _undo(context: Context, action: ActionRow, _: str) -> str:
    field = undo(
        context.book,
        action.id,
        context.who,
        context.via,
        context.now,
        only_own=not may_edit_all(context),
    )
    if field is None:
        return f"There is nothing to take back on action {action.id}."
    return f"The last change of action {action.id} (its {field}) is taken back."


CHANGES: dict[str, Change] = {
    "done": _done,
    "assign": _assign,
    "due": _due,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "supersede": _supersede,
    "note": _note,
    "evidence": _evidence,
    "take-up": _take_up,
    "snooze": _snooze,
    "not-mine": _not_mine,
    "add": _add,
    "accept": _accept,
    "decline": _decline,
    "undo": _undo,
}


def _note_and_link(words: str) -> tuple[str, str | None]:
    """A note without the web address in it, and that address. Slack wraps them in <…|…>."""
    for word in words.split():
        link = word.strip("<>,;()").partition("|")[0]
        parts = parts_of(link)
        if parts.scheme in ("http", "https") and parts.netloc:
            return " ".join(words.replace(word, " ", 1).split()), link
    return words.strip(), None


def _set(
    context: Context,
    action: ActionRow,
    field: str,
    value: str | None,
    note: str | None = None,
    along: Mapping[str, str | int | None] | None = None,
) -> bool:
    return change(
        context.book,
        action.id,
        field,
        value,
        context.who,
        context.via,
        context.now,
        note or None,
        along,
    )
