"""The table of Web API methods: what serves each, with which token and scopes."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from playground.installation import Installation
from playground.model import Json
from playground.state import Arguments, Refused

__all__ = ["METHODS", "Method", "method", "page"]


T = TypeVar("T")
Serve = Callable[[Installation, Arguments], Json]


@dataclass(frozen=True)
class Method:
    """How one method is served. Any one of `scopes` will do; none means that none is needed."""

    serve: Serve
    scopes: tuple[str, ...]
    token: Literal["bot", "app"]


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, token: Literal["bot", "app"] = "bot"
) -> Callable[[Serve], Serve]:
    """Enters a function in the table under a method's name."""

    def enter(serve: Serve) -> Serve:
        METHODS[name] = Method(serve, scopes, token)
        return serve

    return enter


def page(items: Sequence[T], arguments: Arguments, usual: int, most: int) -> tuple[list[T], Json]:
    """One page of a list, and the `response_metadata` that leads to the next."""
    limit = arguments.number("limit", usual, most)
    start = _decode(arguments.text("cursor"))
    after = start + limit
    cursor = base64.b64encode(f"next:{after}".encode()).decode() if after < len(items) else ""
    return list(items[start:after]), {"response_metadata": {"next_cursor": cursor}}


def _decode(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except ValueError:
        raise Refused("invalid_cursor") from None
