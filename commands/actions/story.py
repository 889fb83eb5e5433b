"""The history of an entry told in sentences, for the terminal, Slack and the printed sheet."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from storage.records import MINUTES, ActionChange

_STATUS = {
    "done": "marked done",
    "open": "opened again",
    "withdrawn": "withdrawn",
    "superseded": "superseded",
}


def story(changes: Iterable[ActionChange], zone: ZoneInfo) -> tuple[str, ...]:
    """A sentence a change, oldest first: the day, what happened, why, and who did it."""
    return tuple(
        f"{change.at.astimezone(zone):%-d %B %Y}: {what_happened(change)}" for change in changes
    )


def what_happened(change: ActionChange) -> str:
    """One change in words, without its day."""
    taken_back = change.undone and change.note == "undone"
    note = f" ({change.note})" if change.note and not taken_back and change.field != "note" else ""
    who = "" if change.by == MINUTES else f", by {change.by}"
    if taken_back:
        return f"last change taken back: {_undone(change)}{who}"
    return f"{_told(change)}{note}{who}"


def _told(change: ActionChange) -> str:
    after = change.after
    match change.field:
        case "status":
            return _STATUS.get(after or "", after or "")
        case "assignee":
            return f"assigned to {after}" if after else "assigned to nobody"
        case "due":
            return f"due on {_day(after)}" if after else "without a due day"
        case "note":
            return f"noted: {after}" if after else "note removed"
        case "evidence":
            return f"evidence: {after}" if after else "evidence removed"
        case "certain":
            return "added to the register"
        case "historic":
            return "taken up again, from old minutes"
        case "text":
            return f"now reads “{after}”, before “{change.before}”"
        case "owner":
            return f"owner {after or 'not named'}, before {change.before or 'not named'}"
        case "words":
            return "no longer in the minutes" if after == "gone" else "in the minutes again"
        case "closing":
            return f"closing {after}"
    return f"{change.field}: {change.before or 'nothing'} → {after or 'nothing'}"


def _undone(change: ActionChange) -> str:
    match change.field:
        case "status":
            return "open again" if change.after == "open" else (change.after or "")
        case "certain":
            return "only possible again"
        case "historic":
            return "historic again"
    return _told(change)


def _day(iso: str | None) -> str:
    year, month, day = (iso or "").split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


_MONTHS = (
    "January February March April May June July August September October November December"
).split()
