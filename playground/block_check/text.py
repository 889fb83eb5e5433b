"""Text objects, and the entities that stand in `<…>` inside mrkdwn.

Limits count the string as sent. In mrkdwn a `<` or `>` that belongs to no well-formed entity, or
an `&` that begins no escape, is a quotation that somebody forgot to escape: Slack takes it, and
may page a whole channel with it, so it is a problem here (not a refusal).
"""

import re
from collections.abc import Iterator
from typing import Any

from playground.block_check.rules import Problem, Rule, boolean, by_type, record, string

__all__ = ["entities", "plain_text", "text_object"]

# A label may hold anything but brackets, the bar and line ends, and must not be empty.
_LABEL = r"(?:\|[^<>|\r\n]+)?"
ENTITY = re.compile(
    "|".join(
        (
            rf"<@[UW][A-Z0-9]+{_LABEL}>",
            r"<#[CDG][A-Z0-9]+(?:\|[^<>|\r\n]*)?>",
            rf"<!subteam\^S[A-Z0-9]+{_LABEL}>",
            rf"<!(?:here|channel|everyone){_LABEL}>",
            r"<!date\^\d+\^[^<>|^]*\{[a-z_]+\}[^<>|^]*(?:\^https?://[^<>|\s]+)?\|[^<>|]+>",
            rf"<(?:https?://|mailto:|tel:)[^<>|\s]+{_LABEL}>",
        )
    )
)
ESCAPE = re.compile(r"&(?:amp|lt|gt);")
QUOTE_MARK = re.compile(r"^\s*>", re.MULTILINE)


def entities(value: Any, path: str) -> Iterator[Problem]:
    """Brackets and ampersands of mrkdwn that belong to nothing."""
    if not isinstance(value, str):
        return
    rest = ENTITY.sub("", value)
    for mark in sorted(set(re.findall("[<>]", QUOTE_MARK.sub("", rest)))):
        around = _around(rest, mark)
        yield Problem(path, f"raw {mark} outside a well-formed entity near {around!r}", False)
    if "&" in ESCAPE.sub("", rest):
        near = _around(ESCAPE.sub("", rest), "&")
        yield Problem(path, f"raw & that begins no escape near {near!r}", False)


def _around(text: str, mark: str) -> str:
    at = text.index(mark)
    return text[max(0, at - 20) : at + 20]


def plain_text(most: int = 3000) -> Rule:
    """A plain_text object of 1 to `most` characters."""
    return by_type({"plain_text": record({"text": string(most)}, {"emoji": boolean})})


def text_object(most: int = 3000) -> Rule:
    """Either kind of text object, of 1 to `most` characters."""

    def text(value: Any, path: str) -> Iterator[Problem]:
        yield from string(most)(value, path)
        yield from entities(value, path)

    plain = record({"text": string(most)}, {"emoji": boolean})
    marked = record({"text": text}, {"verbatim": boolean})
    return by_type({"plain_text": plain, "mrkdwn": marked})
