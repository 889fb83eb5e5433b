"""The blocks, and on which surface each may stand.

Of the newest blocks those that this product may use are here (`alert`, `card`, `carousel` of
cards, the tables); the others (`container`, `plan`, `task_card`, `data_visualization`) are
answered as unsupported rather than half checked.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.block_check.elements import (
    ACCESSORIES,
    ACTIONS,
    CONTEXT_ACTIONS,
    IMAGE,
    IMAGE_FIELDS,
    INPUTS,
)
from playground.block_check.rich_text import RICH_TEXT
from playground.block_check.rules import (
    Problem,
    Rule,
    boolean,
    by_type,
    either,
    list_of,
    one_of,
    record,
    string,
    url,
)
from playground.block_check.tables import DATA_TABLE, TABLE
from playground.block_check.text import plain_text, text_object

__all__ = ["BLOCKS", "MARKDOWN_MOST", "MOST_BLOCKS"]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MARKDOWN_MOST = 12_000


def _block(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None, *also: Rule) -> Rule:
    return record(required, {"block_id": string(255), **(optional or {})}, *also)


def _some(*names: str) -> Rule:
    """At least one of these fields is there."""

    def check(value: dict[str, Any], path: str) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield Problem(path, f"at least one of {', '.join(names)} is required")

    return check


_context_part = by_type(
    {
        "image": IMAGE,
        "plain_text": text_object(3000),
        "mrkdwn": text_object(3000),
    }
)
_card = _block(
    {},
    {
        "hero_image": by_type({"image": IMAGE}),
        "icon": by_type({"image": IMAGE}),
        "title": text_object(150),
        "subtitle": text_object(150),
        "body": text_object(200),
        "actions": list_of(by_type({"button": ACTIONS["button"]}), 1, 5),
    },
    _some("hero_image", "title", "actions", "body"),
)

_EVERYWHERE: dict[str, Rule] = {
    "actions": _block({"elements": list_of(by_type(ACTIONS), 1, 25)}, None),
    "context": _block({"elements": list_of(_context_part, 1, 10)}, None),
    "divider": _block({}, None),
    "header": _block({"text": plain_text(150)}, None),
    "image": _block(
        {"alt_text": string(2000)},
        {"title": plain_text(2000), **IMAGE_FIELDS},
        either("image_url", "slack_file"),
    ),
    "input": _block(
        {"label": plain_text(2000), "element": by_type(INPUTS)},
        {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    "section": _block(
        {},
        {
            "text": text_object(3000),
            "fields": list_of(text_object(2000), 1, 10),
            "accessory": by_type(ACCESSORIES),
            "expand": boolean,
        },
        _some("text", "fields"),
    ),
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain_text(199),
            "thumbnail_url": url(),
            "video_url": url(),
        },
        {
            "author_name": string(49),
            "description": plain_text(199),
            "provider_icon_url": url(),
            "provider_name": string(255),
            "title_url": url(),
        },
    ),
}
_MESSAGES_AND_HOME: dict[str, Rule] = {
    "card": _card,
    "carousel": _block({"elements": list_of(by_type({"card": _card}), 1, 10)}, None),
    "data_table": DATA_TABLE,
    "table": TABLE,
}
_MESSAGES: dict[str, Rule] = {
    "context_actions": _block({"elements": list_of(CONTEXT_ACTIONS, 1, 5)}, None),
    "markdown": _block({"text": string(MARKDOWN_MOST)}, None),
}
_MODALS: dict[str, Rule] = {
    "alert": _block(
        {"text": text_object(3000)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
}

BLOCKS: dict[str, Rule] = {
    "message": by_type({**_EVERYWHERE, **_MESSAGES_AND_HOME, **_MESSAGES}),
    "home": by_type({**_EVERYWHERE, **_MESSAGES_AND_HOME}),
    "modal": by_type({**_EVERYWHERE, **_MODALS}),
}
