"""rich_text: sections, lists, quotes and preformatted text, and the leaves they hold.

A leaf's text is literal: it takes no entities and needs no escapes.
"""

from collections.abc import Iterator
from typing import Any

from playground.block_check.rules import (
    Problem,
    Rule,
    boolean,
    by_type,
    integer,
    list_of,
    one_of,
    record,
    string,
    url,
)

__all__ = ["RICH_TEXT"]

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
