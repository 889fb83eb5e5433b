"""A call's arguments, whichever way they came: JSON, form fields or the query."""

import json
from typing import Any
from urllib.parse import parse_qsl

from playground.model import Json
from playground.refusals import Refused

__all__ = ["Arguments", "parse"]


def parse(content_type: str, body: bytes, query: dict[str, str]) -> Json:
    """All arguments of a request; those of the body win. Raises Refused for broken JSON."""
    if content_type == "application/json" and body:
        try:
            sent = json.loads(body)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        return {**query, **sent}
    if content_type == "application/x-www-form-urlencoded":
        return {**query, **dict(parse_qsl(body.decode(), keep_blank_values=True))}
    return dict(query)


class Arguments:
    """Typed reading of what may have been sent as text."""

    def __init__(self, sent: Json) -> None:
        self.sent = sent

    def has(self, name: str) -> bool:
        """Whether it was given at all."""
        return self.sent.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string, `default` when it is not there."""
        held = self.sent.get(name)
        return default if held is None else str(held)

    def needed(self, name: str) -> str:
        """A string that must be there."""
        held = self.text(name)
        if not held:
            message = f"[ERROR] missing required field: {name}"
            raise Refused("invalid_arguments", [message])
        return held

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false, also as `true`, `1`, `false`, `0`."""
        held = self.sent.get(name)
        return default if held is None else str(held).lower() in ("true", "1")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        held = self.text(name)
        if not held:
            return default
        if not held.isdigit() or not 1 <= int(held) <= most:
            raise Refused("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(held)

    def structure(self, name: str, error: str) -> Any:
        """A list or object, also as JSON text; None when it is not there."""
        held = self.sent.get(name)
        if not isinstance(held, str):
            return held
        try:
            return json.loads(held) if held else None
        except ValueError:
            raise Refused(error) from None
