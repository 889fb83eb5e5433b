"""Block Kit as lines of text, for tests that a person reads in a diff."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def drawn(blocks: Iterable[Json]) -> str:
    """The blocks, one below the other."""
    return "\n".join(line for block in blocks for line in _block(block))


def _block(block: Json) -> list[str]:
    match block["type"]:
        case "header":
            return [f"# {block['text']['text']}"]
        case "section":
            beside = f" {_button(block['accessory'])}" if "accessory" in block else ""
            return [block["text"]["text"] + beside]
        case "context":
            return [f"~ {part['text']}" for part in block["elements"]]
        case "divider":
            return ["-----"]
        case "actions":
            return [" ".join(_button(element) for element in block["elements"])]
        case "rich_text":
            return [line for element in block["elements"] for line in _element(element)]
        case "input":
            return [f"{block['label']['text']}: [{block['element']['type']}]"]
    raise AssertionError(f"a block that nobody draws: {block['type']}")


def _element(element: Json) -> list[str]:
    match element["type"]:
        case "rich_text_section":
            return [_leaves(element)]
        case "rich_text_quote":
            return [f"> {_leaves(element)}"]
        case "rich_text_list":
            return [f"- {_leaves(one)}" for one in element["elements"]]
    raise AssertionError(f"an element that nobody draws: {element['type']}")


def _leaves(element: Json) -> str:
    return "".join(_leaf(leaf) for leaf in element["elements"])


def _leaf(leaf: Json) -> str:
    match leaf["type"]:
        case "text":
            style = leaf.get("style", {})
            mark = "**" if style.get("bold") else "`" if style.get("code") else ""
            return f"{mark}{leaf['text']}{mark}"
        case "link":
            return f"[{leaf['text']}]({leaf['url']})"
        case "user":
            return f"@{leaf['user_id']}"
        case "usergroup":
            return f"@{leaf['usergroup_id']}"
        case "date":
            return leaf["fallback"]
    raise AssertionError(f"a leaf that nobody draws: {leaf['type']}")


def _button(button: Json) -> str:
    if button["type"] == "overflow":
        return f"[⋯ {' | '.join(one['text']['text'] for one in button['options'])}]"
    return f"[{button['text']['text']}]"
