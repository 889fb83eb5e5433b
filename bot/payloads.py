"""What a button, a menu or a form carries, read strictly: it may be years old, or forged.

Each raises MinutebookError, with what to do, where what is carried is not what it should be.
"""

import datetime as dt
import json
import re
from typing import Any

from bot.handler_context import Body
from storage.model import MinutebookError

OUTDATED = "This button no longer works. Please ask again."
_CHOICE = re.compile(r"([a-z-]+):(\d+)")
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)


def value_of(body: Body) -> str:
    """What the pressed button carries, or was typed in its place."""
    return _words(body["actions"][0].get("value"))


def number_of(body: Body) -> int:
    """The number of an entry or a meeting that a button carries."""
    return whole(value_of(body))


def chosen_of(body: Body) -> str:
    """What was chosen in a menu."""
    return _words((body["actions"][0].get("selected_option") or {}).get("value"))


def action_number_of(body: Body) -> tuple[str, int]:
    """What was chosen in the menu of an entry of the register, and of which entry."""
    chosen = _CHOICE.fullmatch(chosen_of(body))
    if not chosen:
        raise MinutebookError(OUTDATED)
    return chosen[1], whole(chosen[2])


def page_of(body: Body, asked: str) -> tuple[str, int]:
    """What a button for more carries: what was asked, under its name, and from where on."""
    page = _fields(value_of(body))
    return field(page, asked, str), field(page, "o", int)


def part_of(body: Body) -> tuple[str, int]:
    """The document that a button carries, and which of its meetings."""
    payload = _fields(value_of(body))
    return field(payload, "u", str), field(payload, "p", int)


def held_of(body: Body) -> dict[str, Any]:
    """What a form carries besides what people fill in."""
    return _fields(_words((body.get("view") or {}).get("private_metadata")))


def field(payload: dict[str, Any], name: str, kind: type) -> Any:
    """One thing of what is carried, of this kind; numbers are at least 0."""
    value = payload.get(name)
    if type(value) is not kind or (kind is int and whole(str(value)) != value):
        raise MinutebookError(OUTDATED)
    return value


def whole(text: str) -> int:
    """A number that is carried as text."""
    if not _NUMBER.fullmatch(text):
        raise MinutebookError(OUTDATED)
    return int(text)


def filled(body: Body, name: str, what: str = "value") -> Any:
    """What a field of a form holds; None where it was left empty. `name` is its block and its
    action; `what` is where Slack puts the value of such a field."""
    return (body["view"]["state"]["values"].get(name, {}).get(name) or {}).get(what)


def written(body: Body, name: str) -> str:
    """What was written into a field of a form."""
    return _words(filled(body, name)).strip()


def selected_value(body: Body, name: str) -> str:
    """What was picked in a menu of a form."""
    return _words((filled(body, name, "selected_option") or {}).get("value"))


def selected_values(body: Body, name: str) -> tuple[str, ...]:
    """The channels, or the options, that were picked in a field of a form."""
    channels = filled(body, name, "selected_conversations") or ()
    options = filled(body, name, "selected_options") or ()
    return tuple(_words(one) for one in (*channels, *(option.get("value") for option in options)))


def day_of(body: Body, name: str) -> str | None:
    """The day that was picked, as ISO 8601 writes it; None where none was."""
    day = _words(filled(body, name, "selected_date"))
    try:
        return dt.date.fromisoformat(day).isoformat() if day else None
    except ValueError as error:
        raise MinutebookError("That is no day. Choose another.") from error


def moment_of(body: Body, name: str) -> dt.datetime:
    """The moment that was picked, in UTC."""
    try:
        picked_at = whole(str(filled(body, name, "selected_date_time")))
        return dt.datetime.fromtimestamp(picked_at, dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MinutebookError("No such time can be planned. Choose another.") from error


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _fields(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MinutebookError(OUTDATED) from error
    if not isinstance(payload, dict):
        raise MinutebookError(OUTDATED)
    return payload
