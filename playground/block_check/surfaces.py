"""Whole messages and views: how many blocks, what may stand there once, what must be there."""

from collections.abc import Iterator
from typing import Any

from playground.block_check.elements import option_groups, options
from playground.block_check.layout import BLOCKS, MARKDOWN_MOST, MOST_BLOCKS
from playground.block_check.rules import Problem, boolean, list_of, one_of, record, string
from playground.block_check.text import entities, plain_text

__all__ = [
    "check_blocks",
    "check_message",
    "check_options",
    "check_view",
    "elements_of",
]

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
    """What is wrong with the blocks of a `message`, `modal` or `home`."""
    least = 0 if surface == "message" else 1
    found = list(list_of(BLOCKS[surface], least, MOST_BLOCKS[surface])(blocks, "/blocks"))
    if isinstance(blocks, list):
        held = [block for block in blocks if isinstance(block, dict)]
        found += [*_ids(held), *_once(held), *_labels(held), *_markdown(held)]
    return found


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The interactive elements of a block, wherever it keeps them."""
    held = [block.get("accessory"), block.get("element")]
    if block.get("type") in ("actions", "context_actions"):
        held += block.get("elements") or []
    if block.get("type") == "card":
        held += block.get("actions") or []
    if block.get("type") == "carousel":
        held += [e for card in block.get("elements") or [] for e in elements_of(card)]
    return [one for one in held if isinstance(one, dict) and one.get("type") != "image"]


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
    tables = sum(block.get("type") == "table" for block in blocks)
    if tables > 1:
        yield Problem("/blocks", "only_one_table_allowed")
    focused = [e for b in blocks for e in elements_of(b) if e.get("focus_on_load") is True]
    if len(focused) > 1:
        yield Problem("/blocks", "focus_on_load may be true for one element only")


def _labels(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    """Buttons that read alike need an accessibility_label each, or nobody hears which is which."""
    spoken: list[str] = []
    for button in (e for b in blocks for e in elements_of(b) if e.get("type") == "button"):
        text = button.get("text")
        label = text.get("text") if isinstance(text, dict) else None
        said = button.get("accessibility_label") or label
        if isinstance(said, str) and said in spoken:
            yield Problem("/blocks", f"two buttons read {said!r}: give accessibility_label", False)
        elif isinstance(said, str):
            spoken.append(said)


def _markdown(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    texts = [block.get("text") for block in blocks if block.get("type") == "markdown"]
    total = sum(len(text) for text in texts if isinstance(text, str))
    if len(texts) > 1 and total > MARKDOWN_MOST:
        yield Problem("/blocks", f"markdown blocks hold {MARKDOWN_MOST} in all, have {total}")


_SHARED = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_blocks_later = {"blocks": list_of(lambda value, path: iter(()), 0, 10**6)}
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
    if kind not in _VIEWS:
        return list(one_of(*_VIEWS)(kind, "/view/type"))
    found = list(_VIEWS[kind](view, "/view"))
    if "blocks" in view:
        found += check_blocks(view["blocks"], kind)
        found += _submit(view)
    return found


def _submit(view: dict[str, Any]) -> Iterator[Problem]:
    blocks = view["blocks"] if isinstance(view["blocks"], list) else []
    inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if view["type"] == "modal" and inputs and "submit" not in view:
        yield Problem("/view", "missing required field: submit (the modal has an input)")


def check_options(answer: Any) -> list[Problem]:
    """What is wrong with the answer to a block_suggestion."""
    groups = {"option_groups": option_groups}
    if isinstance(answer, dict) and "option_groups" in answer:
        return list(record(groups)(answer, ""))
    return list(record({"options": options(100, least=0)})(answer, ""))
