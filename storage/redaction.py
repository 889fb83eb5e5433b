"""Where the words of a passage stand in a message: in its leaves of text, its lines, its links.

A message is JSON whose strings are read by people; what splits a quotation over leaves beside
each other (a match in bold) is read as one.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from storage.tokens import plain_words

Json = Any
Rewrite = Callable[[str], str | None]  # a text's new words; None where it stays

RUN = 4  # words in a row by which a passage is recognised
GONE = "(withdrawn)"
# Keys whose strings are for machines.
MACHINE = frozenset(
    """
    type style action_id block_id format user_id channel_id usergroup_id team_id event_type name
    emoji id kind status presence
    """.split()
)
_FRAGMENT = re.compile(r"#?:~:text=[^\s|>\"]*")


class Passages:
    """The words of some passages, to be recognised where a stretch of them stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self._short: set[tuple[str, ...]] = set()
        for text in texts:
            plain = plain_words(text)
            if len(plain) < RUN:
                self._short |= {plain} if plain else set()
            self._runs |= set(_runs(plain, RUN))

    def stand_in(self, text: str) -> bool:
        """Return whether a stretch of one of them stands in a text, or is it."""
        plain = plain_words(text)
        if not self._runs.isdisjoint(_runs(plain, RUN)):
            return True
        if 2 <= len(plain) < RUN and any(plain == run[: len(plain)] for run in self._runs):
            return True
        return any(short in _runs(plain, len(short)) for short in self._short)


def _runs(plain: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    return [plain[start : start + length] for start in range(len(plain) - length + 1)]


def rewritten(node: Json, rewrite: Rewrite) -> Json:
    """Return the same JSON with each text as `rewrite` gives it."""
    if isinstance(node, dict):
        return {
            key: value if isinstance(value, str) and key in MACHINE else rewritten(value, rewrite)
            for key, value in node.items()
        }
    if isinstance(node, list):
        joined = _joined(node)
        text = rewrite(joined) if joined else None
        if text is not None:
            return _leaves(node, text)
        return [rewritten(child, rewrite) for child in node]
    return _string(node, rewrite) if isinstance(node, str) else node


def without_fragments(text: str) -> str:
    """Return a text whose links no longer name words of their pages."""
    return _FRAGMENT.sub("", text)


def redacted(payload: Json, passages: Passages) -> Json:
    """Return a message without the passages, and without links that name their words."""

    def rewrite(text: str) -> str | None:
        return GONE if passages.stand_in(text) else None

    return _unlinked(rewritten(payload, rewrite))


def _unlinked(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: _unlinked(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_unlinked(child) for child in node]
    return without_fragments(node) if isinstance(node, str) else node


def _string(text: str, rewrite: Rewrite) -> str:
    """A text of several lines is read line by line: another result stands on each."""
    lines = text.split("\n")
    rewritten_lines = [rewrite(line) for line in lines]
    return "\n".join(
        line if new is None else new for line, new in zip(lines, rewritten_lines, strict=True)
    )


def _joined(leaves: list[Json]) -> str:
    """What stands in leaves beside each other; "" where these are no leaves of text."""
    texts = [leaf.get("text") for leaf in leaves if isinstance(leaf, dict)]
    if len(leaves) < 2 or len(texts) < len(leaves):
        return ""
    return "".join(text for text in texts if isinstance(text, str))


def _leaves(leaves: list[Json], text: str) -> list[Json]:
    """One leaf in place of those of text; the others stay."""
    result: list[Json] = []
    for leaf in leaves:
        if not isinstance(leaf.get("text"), str):
            result.append(leaf)
        elif text:
            result.append({"type": "text", "text": text})
            text = ""
    return result
