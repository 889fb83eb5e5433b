"""Small rules that join into tables: what a field of a block may hold.

A rule takes a value and its place (a JSON pointer) and yields what is wrong. The tables in the
modules beside this one are built of these, so that a limit is written once, where it is read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Problem",
    "Rule",
    "boolean",
    "by_type",
    "either",
    "entities",
    "integer",
    "list_of",
    "one_of",
    "plain_text",
    "record",
    "string",
    "text_object",
    "url",
]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a message or view.

    `refused` tells whether Slack itself would refuse the call (`invalid_blocks`); the rest is
    accepted by Slack and still a fault of ours: a raw `<`, a missing fallback text.
    """

    path: str
    sentence: str
    refused: bool = True

    def __str__(self) -> str:
        """As Slack words it in `response_metadata.messages`."""
        return f"[ERROR] {self.sentence} [json-pointer:{self.path}]"


Rule = Callable[[Any, str], Iterator[Problem]]


def string(most: int, least: int = 1, blank: bool = False) -> Rule:
    """A string of `least` to `most` characters, counted as sent (after escaping)."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(path, f"must be a string, not {type(value).__name__}")
        elif len(value) > most:
            yield Problem(path, f"must be less than {most + 1} characters, has {len(value)}")
        elif len(value) < least:
            yield Problem(path, f"must be more than {least - 1} characters")
        elif least and not blank and not value.strip():
            yield Problem(path, "must not be blank")

    return check


def url(most: int = 3000) -> Rule:
    """An http(s) address without blanks."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        yield from string(most)(value, path)
        if isinstance(value, str) and (
            not value.startswith(("http://", "https://")) or any(c.isspace() for c in value)
        ):
            yield Problem(path, "invalid url")

    return check


def integer(least: int, most: int) -> Rule:
    """A whole number within bounds, both included."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem(path, f"must be an integer, not {type(value).__name__}")
        elif not least <= value <= most:
            yield Problem(path, f"must be between {least} and {most}, is {value}")

    return check


def boolean(value: Any, path: str) -> Iterator[Problem]:
    """True or false, and not the word for it."""
    if not isinstance(value, bool):
        yield Problem(path, f"must be a boolean, not {type(value).__name__}")


def one_of(*allowed: Any) -> Rule:
    """One of the values given."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(path, f"must be one of {', '.join(map(str, allowed))}, is {value!r}")

    return check


def list_of(item: Rule, least: int, most: int) -> Rule:
    """A list of `least` to `most` items that each keep to `item`."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, f"must be an array, not {type(value).__name__}")
            return
        if len(value) > most:
            yield Problem(path, f"no more than {most} items allowed, has {len(value)}")
        if len(value) < least:
            yield Problem(path, f"no fewer than {least} items allowed, has {len(value)}")
        for index, one in enumerate(value):
            yield from item(one, f"{path}/{index}")

    return check


def record(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule
) -> Rule:
    """An object with these fields and no other.

    `also` are rules about the whole of it, applied when each field is right by itself.
    """
    known = {**required, **(optional or {})}

    def fields(value: dict[str, Any], path: str) -> Iterator[Problem]:
        for name in required:
            if name not in value:
                yield Problem(path, f"missing required field: {name}")
        for name, held in value.items():
            if name == "type":
                continue
            if name in known:
                yield from known[name](held, f"{path}/{name}")
            else:
                yield Problem(f"{path}/{name}", f"invalid additional property: {name}")

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"must be an object, not {type(value).__name__}")
            return
        found = list(fields(value, path))
        yield from found
        if not any(one.refused for one in found):
            for rule in also:
                yield from rule(value, path)

    return check


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` picks the rule."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(path, f"must be an object, not {type(value).__name__}")
        elif "type" not in value:
            yield Problem(path, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            yield Problem(f"{path}/type", f"unsupported type: {value['type']}")
        else:
            yield from kinds[value["type"]](value, path)

    return check


def either(*names: str) -> Rule:
    """Of these fields of an object exactly one is there."""

    def check(value: dict[str, Any], path: str) -> Iterator[Problem]:
        held = [name for name in names if name in value]
        if not held:
            yield Problem(path, f"one of {', '.join(names)} is required")
        elif len(held) > 1:
            yield Problem(path, f"only one of {', '.join(held)} may be given")

    return check


# ---- text objects, and the entities that stand in `<…>` inside mrkdwn -------------------------
# Limits count the string as sent. In mrkdwn a `<` or `>` that belongs to no well-formed entity, or
# an `&` that begins no escape, is a quotation that somebody forgot to escape: Slack takes it, and
# may page a whole channel with it, so it is a problem here (not a refusal).


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
