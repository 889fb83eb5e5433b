"""What each setting may be: a text → its value.

Each raises ValueError with the end of a sentence, which the name of the setting begins.
"""

import datetime as dt
import re
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sources.addresses import parts_of

Word = TypeVar("Word", bound=str)

TRUE = ("1", "true", "yes", "on")
FALSE = ("0", "false", "no", "off")


def zone(value: str) -> ZoneInfo:
    """A time zone by its name."""
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"is '{value}', which is no time zone: write a name such as Europe/London."
        ) from error


def time(value: str) -> dt.time:
    """A time of day."""
    if not re.fullmatch(r"([01]?\d|2[0-3])[:.][0-5]\d", value):
        raise ValueError(f"is '{value}': write a time of day as HH:MM, such as 08:00.")
    hour, minute = re.split("[:.]", value)
    return dt.time(int(hour), int(minute))


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def slack_people(value: str) -> list[str]:
    """Users and user groups by their ids."""
    people = _list(value)
    wrong = [one for one in people if not re.fullmatch(r"[UWS][A-Z0-9]+", one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: name Slack users (U…) and user groups (S…) by their IDs, "
            "comma-separated. A profile's menu has 'Copy member ID'."
        )
    return people


def channels(value: str) -> tuple[str, ...]:
    """Channels by their ids."""
    channels = _list(value)
    wrong = [one for one in channels if not re.fullmatch(r"[CG][A-Z0-9]+", one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: name channels by their IDs (C…), comma-separated. They "
            "stand at the end of a channel's details."
        )
    return tuple(channels)


def addresses(value: str) -> tuple[str, ...]:
    """Web addresses."""
    addresses = _list(value)
    wrong = [one for one in addresses if not _is_address(one)]
    if wrong:
        raise ValueError(
            f"holds {', '.join(wrong)}: give the whole addresses of committee pages, "
            "beginning with https://, comma-separated."
        )
    return tuple(addresses)


def mode(value: str) -> Literal["socket", "http"]:
    """How Slack reaches the bot."""
    return _either(value, "socket", "http")


def log(value: str) -> Literal["text", "json"]:
    """The form of the log."""
    return _either(value, "text", "json")


def count(value: str) -> int:
    """A number from 1."""
    if not value.isdecimal() or not int(value):
        raise ValueError(f"is '{value}': write a number, 1 or more.")
    return int(value)


def days(value: str) -> dt.timedelta:
    """So many days."""
    if not value.isdecimal() or int(value) > 36_500:
        raise ValueError(f"is '{value}': write a number of days.")
    return dt.timedelta(days=int(value))


def host_and_port_or_off(value: str) -> tuple[str, int] | None:
    """Where to listen, or nowhere."""
    return None if value.casefold() in FALSE else host_and_port(value)


def external(value: str) -> Literal["answer", "silent"]:
    """What guests and channels with other organisations get."""
    return _either(value, "answer", "silent")


def uncertain(value: str) -> Literal["wait", "again"]:
    """What is done with a message of which nobody knows whether it arrived."""
    return _either(value, "wait", "again")


def host_and_port(value: str) -> tuple[str, int]:
    """Where to listen."""
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"is '{value}': write an address and port such as 127.0.0.1:3000.")
    return host, int(port)


def switch(value: str) -> bool:
    """Yes or no."""
    if value.casefold() not in (*TRUE, *FALSE):
        raise ValueError(f"is '{value}': write 1 for yes or 0 for no.")
    return value.casefold() in TRUE


def api_url(value: str) -> str:
    """The address of Slack's Web API, with a stroke at its end."""
    if not _is_address(value):
        raise ValueError(f"is '{value}': write a web address that ends in /api/.")
    return value if value.endswith("/") else f"{value}/"


def _either(value: str, one: Word, other: Word) -> Word:
    for word in (one, other):
        if value == word:
            return word
    raise ValueError(f"is '{value}': write {one} or {other}.")


def _is_address(value: str) -> bool:
    parts = parts_of(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
