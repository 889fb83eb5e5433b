"""The strict check of messages and views: every field and limit that Slack holds them to."""

from collections.abc import Iterator
from typing import Any

from playground.block_check.block_types import BLOCKS, MARKDOWN_MOST, MOST_BLOCKS
from playground.block_check.elements import option_groups, options
from playground.block_check.field_rules import (
    Problem,
    boolean,
    entities,
    list_of,
    one_of,
    plain_text,
    record,
    string,
)

__all__ = ["Problem", "check_blocks", "check_message", "check_options", "check_view", "elements_of"]


# ---- whole messages and views -----------------------------------------------------------------
# How many blocks, what may stand there once, what must be there.


TEXT_USUAL = 4000


def check_message(text: str | None, blocks: Any) -> list[Problem]:
    """What is wrong with a message of this fallback text and these blocks (a list, or None)."""
    found = list(_text(text, blocks))
    if blocks is not None:
        found += check_blocks(blocks, "message")
    return found


def _text(text: str | None, blocks: Any) -> Iterator[Problem]:
    if blocks and not (text or "").strip():
        yield Problem("/text", "no text beside blocks: phones and screen readers read it", False)
    if text is not None:
        yield from entities(text, "/text")
        if len(text) > TEXT_USUAL:
            yield Problem("/text", f"should have at most {TEXT_USUAL}, has {len(text)}", False)


def check_blocks(blocks: Any, surface: str) -> list[Problem]:
    """What is wrong with the blocks of a `message`, `modal` or `home`.

    What they must be together is looked at when each is right by itself.
    """
    least = 0 if surface == "message" else 1
    found = list(list_of(BLOCKS[surface], least, MOST_BLOCKS[surface])(blocks, "/blocks"))
    if any(one.refused for one in found):
        return found
    return [*found, *_ids(blocks), *_once(blocks), *_labels(blocks), *_markdown(blocks)]


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The interactive elements of a block, wherever it keeps them."""
    held: list[dict[str, Any]] = []
    match block["type"]:
        case "section" if "accessory" in block:
            held = [block["accessory"]]
        case "input":
            held = [block["element"]]
        case "actions" | "context_actions":
            held = block["elements"]
        case "card":
            held = block.get("actions", [])
        case "carousel":
            held = [element for card in block["elements"] for element in elements_of(card)]
    return [one for one in held if one["type"] != "image"]


def _repeated(values: list[Any]) -> list[Any]:
    named = [value for value in values if isinstance(value, str)]
    return sorted({value for value in named if named.count(value) > 1})


def _ids(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    for value in _repeated([block.get("block_id") for block in blocks]):
        yield Problem("/blocks", f"block_id {value!r} already exists")
    for index, block in enumerate(blocks):
        for value in _repeated([one.get("action_id") for one in elements_of(block)]):
            yield Problem(f"/blocks/{index}", f"action_id {value!r} already exists in this block")


def _once(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield Problem("/blocks", "only_one_table_allowed")
    focused = [e for b in blocks for e in elements_of(b) if e.get("focus_on_load") is True]
    if len(focused) > 1:
        yield Problem("/blocks", "focus_on_load may be true for one element only")


def _labels(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    """Buttons that read alike need an accessibility_label each, or nobody hears which is which.

    What is read on a button is part of its label: people who speak to it say what they see.
    """
    spoken: list[str] = []
    for button in (e for b in blocks for e in elements_of(b) if e.get("type") == "button"):
        read = button["text"]["text"]
        said = button.get("accessibility_label", read)
        if read.casefold() not in said.casefold():
            yield Problem("/blocks", f"accessibility_label {said!r} lacks {read!r}", False)
        if said in spoken:
            yield Problem("/blocks", f"two buttons read {said!r}: give accessibility_label", False)
        spoken.append(said)


def _markdown(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    total = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if total > MARKDOWN_MOST:
        yield Problem("/blocks", f"markdown blocks hold {MARKDOWN_MOST} in all, have {total}")


_SHARED = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_blocks_later = {"blocks": list_of(lambda value, path: iter(()), 0, 10**6)}  # check_blocks does
_VIEWS = {
    "modal": record(
        {"title": plain_text(24), **_blocks_later},
        {
            "submit": plain_text(24),
            "close": plain_text(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
            **_SHARED,
        },
    ),
    "home": record(_blocks_later, _SHARED),
}


def check_view(view: Any) -> list[Problem]:
    """What is wrong with a view, modal or Home."""
    if not isinstance(view, dict):
        return [Problem("/view", "must be an object")]
    kind = view.get("type")
    if kind not in tuple(_VIEWS):
        return list(one_of(*_VIEWS)(kind, "/view/type"))
    found = list(_VIEWS[kind](view, "/view"))
    if "blocks" in view:
        found += check_blocks(view["blocks"], kind)
    if not any(one.refused for one in found):
        found += _submit(view)
    return found


def _submit(view: dict[str, Any]) -> Iterator[Problem]:
    inputs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and inputs and "submit" not in view:
        yield Problem("/view", "missing required field: submit (the modal has an input)")


def check_options(answer: Any) -> list[Problem]:
    """What is wrong with the answer to a block_suggestion."""
    groups = {"option_groups": option_groups}
    if isinstance(answer, dict) and "option_groups" in answer:
        return list(record(groups)(answer, ""))
    return list(record({"options": options(100, least=0)})(answer, ""))
