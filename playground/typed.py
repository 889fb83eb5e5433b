"""What somebody types, as Slack passes it on: escaped, with names and addresses in `<…>`."""

import re
from collections.abc import Iterable, Mapping

from playground.block_check.text import ENTITY
from playground.model import Channel, User

__all__ = ["escaped", "typed"]

_ADDRESS = r"https?://[^\s<>|]+"
_PIECE = re.compile(rf"{ENTITY.pattern}|{_ADDRESS}|@[\w.-]+|#[\w-]+|[&<>]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """The three characters that Slack escapes, and nothing else."""
    return re.sub("[&<>]", lambda found: _ESCAPES[found[0]], text)


def typed(text: str, users: Iterable[User], channels: Iterable[Channel]) -> str:
    """`@ada` becomes `<@U…>`, `#panel` `<#C…|panel>`, an address `<https://…>`.

    An entity that is already written out stays, so that a test may write `<@U0BOT>`.
    """
    people: Mapping[str, str] = {user.name: user.id for user in users}
    places = {channel.name: channel for channel in channels if channel.kind != "im"}

    def piece(found: re.Match[str]) -> str:
        held = found[0]
        if held[0] == "@" and held[1:] in people:
            return f"<@{people[held[1:]]}>"
        if held[0] == "#" and held[1:] in places:
            channel = places[held[1:]]
            return f"<#{channel.id}|{channel.name if channel.kind == 'public' else ''}>"
        if held.startswith("http"):
            return f"<{escaped(held)}>"
        return _ESCAPES.get(held, held)

    return _PIECE.sub(piece, text)
