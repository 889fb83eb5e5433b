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
from playground.block_check.field_rules import (
    Problem,
    Rule,
    boolean,
    by_type,
    either,
    integer,
    list_of,
    one_of,
    plain_text,
    record,
    string,
    text_object,
    url,
)

__all__ = ["BLOCKS", "DATA_TABLE", "MARKDOWN_MOST", "MOST_BLOCKS", "RICH_TEXT", "TABLE"]


# ---- rich_text --------------------------------------------------------------------------------
# Sections, lists, quotes and preformatted text, and the leaves they hold. A leaf's text is
# literal: it takes no entities and needs no escapes.


# No page states a limit for a leaf; the text object's is kept to, as a habit and not a refusal.
USUAL_LEAF = 3000
MANY = 1000


def _leaf_text(value: Any, path: str) -> Iterator[Problem]:
    yield from string(40_000, 1, blank=True)(value, path)
    if isinstance(value, str) and USUAL_LEAF < len(value) <= 40_000:
        yield Problem(path, f"should be at most {USUAL_LEAF} characters, has {len(value)}", False)


_LOOKS: dict[str, Rule] = dict.fromkeys(("bold", "italic", "strike", "underline"), boolean)
_STYLE = {"style": record({}, {**_LOOKS, "code": boolean})}
_MENTION_STYLE = {
    "style": record({}, {**_LOOKS, "highlight": boolean, "client_highlight": boolean})
}
_ID = string(255)

LEAVES: dict[str, Rule] = {
    "text": record({"text": _leaf_text}, _STYLE),
    "link": record({"url": url()}, {"text": string(3000), "unsafe": boolean, **_STYLE}),
    "emoji": record(
        {"name": string(100)}, {"unicode": string(100), "skin_tone": integer(1, 6), **_STYLE}
    ),
    "user": record({"user_id": _ID}, _MENTION_STYLE),
    "channel": record({"channel_id": _ID}, _MENTION_STYLE),
    "usergroup": record({"usergroup_id": _ID}, _MENTION_STYLE),
    "broadcast": record({"range": one_of("here", "channel", "everyone")}, _STYLE),
    "color": record({"value": string(20)}),
    "date": record(
        {"timestamp": integer(0, 10**11), "format": string(100)},
        {"url": url(), "fallback": string(1000), **_STYLE},
    ),
}
_leaves = list_of(by_type(LEAVES), 0, MANY)
_plain_leaves = list_of(by_type({name: LEAVES[name] for name in ("text", "link")}), 0, MANY)
_border = {"border": integer(0, 1)}
_section = record({"elements": _leaves})

RICH_TEXT: Rule = record(
    {
        "elements": list_of(
            by_type(
                {
                    "rich_text_section": _section,
                    "rich_text_quote": record({"elements": _leaves}, _border),
                    "rich_text_preformatted": record(
                        {"elements": _plain_leaves}, {**_border, "language": string(50)}
                    ),
                    "rich_text_list": record(
                        {
                            "style": one_of("bullet", "ordered"),
                            "elements": list_of(by_type({"rich_text_section": _section}), 1, MANY),
                        },
                        {"indent": integer(0, 8), "offset": integer(0, 10**6), **_border},
                    ),
                }
            ),
            1,
            MANY,
        )
    },
    {"block_id": _ID},
)


# ---- the two tables: `table` and the paged `data_table` ---------------------------------------


COLUMNS = 20
TABLE_CHARACTERS = 10_000


def _number(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Problem(path, f"must be a number, not {type(value).__name__}")


CELL = by_type(
    {
        "raw_text": record({"text": string(3000)}),
        "raw_number": record({"value": _number}, {"text": string(3000)}),
        "rich_text": RICH_TEXT,
    }
)
ROW = list_of(CELL, 1, COLUMNS)


def _characters(value: Any) -> int:
    """The text in all cells together, rich or not."""
    if isinstance(value, dict):
        own = value.get("text")
        rest = sum(_characters(held) for held in value.values())
        return rest + (len(own) if isinstance(own, str) else 0)
    return sum(_characters(one) for one in value) if isinstance(value, list) else 0


def _not_too_much(value: dict[str, Any], path: str) -> Iterator[Problem]:
    held = _characters(value["rows"])
    if held > TABLE_CHARACTERS:
        yield Problem(path, f"a table holds at most {TABLE_CHARACTERS} characters, has {held}")


def _even(value: dict[str, Any], path: str) -> Iterator[Problem]:
    if len({len(row) for row in value["rows"]}) > 1:
        yield Problem(f"{path}/rows", "every row must have the same number of cells")


def _plain_head(value: dict[str, Any], path: str) -> Iterator[Problem]:
    for index, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            yield Problem(f"{path}/rows/0/{index}", "the header takes no rich_text")


_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_BLOCK_ID: dict[str, Rule] = {"block_id": string(255)}

TABLE: Rule = record(
    {"rows": list_of(ROW, 1, 100)},
    {"column_settings": list_of(_COLUMN, 0, COLUMNS), **_BLOCK_ID},
    _not_too_much,
)
DATA_TABLE: Rule = record(
    {"rows": list_of(ROW, 2, 101), "caption": string(3000)},
    {"page_size": integer(1, 100), "row_header_column_index": integer(0, COLUMNS - 1), **_BLOCK_ID},
    _even,
    _plain_head,
)


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
