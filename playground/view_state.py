"""What somebody filled in: the value of an element, and the `state` of a whole view."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playground.block_check import elements_of
from playground.model import Json

__all__ = ["filled_in", "find_element", "lacking", "option", "state_of", "value_of"]


_TEXT = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
_ONE = {
    "users_select": "user",
    "channels_select": "channel",
    "conversations_select": "conversation",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "date_time",
}


def find_element(
    blocks: Iterable[Json], wanted: str, value: str | None = None, block_id: str | None = None
) -> tuple[Json, Json]:
    """The block and element of this action_id, or of this label; raises LookupError.

    `value` picks one button of several that have the same action_id, `block_id` one block.
    """
    near = [block for block in blocks if block_id in (None, block["block_id"])]
    pairs = [(block, one) for block in near for one in elements_of(block)]
    for name in (_action_id, _label):
        for block, element in pairs:
            other = element["type"] == "button" and value not in (None, element.get("value"))
            if name(element) == wanted and not other:
                return block, element
    there = sorted({f"{_action_id(one)} ({_label(one)})" for _, one in pairs})
    raise LookupError(f"nothing called {wanted!r} to use; there is: {', '.join(there)}")


def _action_id(element: Json) -> str:
    return str(element.get("action_id", ""))


def _label(element: Json) -> str:
    return str((element.get("text") or {}).get("text", ""))


def option(element: Json, wanted: str | Json) -> Json:
    """The option of this value or text; a found one is made where the app supplies them.

    A whole option, as the app supplied it, is taken as it is where it is not listed.
    """
    groups = [group["options"] for group in element.get("option_groups", [])]
    listed = [one for some in [element.get("options", []), *groups] for one in some]
    for one in listed:
        if wanted in (one.get("value"), one["text"]["text"]):
            return dict(one)
    if "external" in element["type"] and isinstance(wanted, dict):
        return wanted
    if "external" in element["type"]:
        return {"text": {"type": "plain_text", "text": wanted, "emoji": True}, "value": wanted}
    raise LookupError(f"no option {wanted!r} in {element.get('action_id')}")


def value_of(element: Json, value: Any) -> Json:
    """The fields that tell what was chosen or typed.

    `value` None means what it began with, an empty one what was cleared: null, as Slack sends it.
    """
    kind = str(element["type"])
    several, bare = kind.startswith("multi_"), kind.removeprefix("multi_")
    if kind in _TEXT:
        return {"value": element.get("initial_value") if value is None else str(value) or None}
    if kind == "file_input":
        return {"files": list(value or [])}
    if bare in _ONE:
        name = f"{_ONE[bare]}{'s' if several else ''}"
        held = element.get(f"initial_{name}") if value is None else value
        return {f"selected_{name}": held if several else held or None}
    if kind in ("button", "icon_button"):
        return {name: element[name] for name in ("value", "text", "url") if name in element}
    if kind == "feedback_buttons":
        signs = [element["positive_button"], element["negative_button"]]
        return dict(next((one for one in signs if one["value"] == value), signs[0]))
    if several or kind == "checkboxes":
        if value is None:
            return {"selected_options": element.get("initial_options", [])}
        return {"selected_options": [option(element, one) for one in value]}
    if value == "":
        return {"selected_option": None}
    chosen = element.get("initial_option") if value is None else option(element, value)
    return {"selected_option": chosen}


def state_of(blocks: Iterable[Json], values: Mapping[str, Any], complete: bool = True) -> Json:
    """`state.values` of a view or message.

    `values` go by action_id or block_id, or by both: `{block_id: {action_id: value}}`. Where the
    state must be `complete`, raises ValueError when an input that must be filled in is not.
    """
    state: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in ("button", "overflow", "feedback_buttons", "icon_button"):
                continue
            held = value_of(element, _given(values, block["block_id"], element["action_id"]))
            if complete and lacking(block, held):
                raise ValueError(f"{block['label']['text']!r} must be filled in")
            state.setdefault(block["block_id"], {})[element["action_id"]] = {
                "type": element["type"],
                **held,
            }
    return state


def filled_in(blocks: Iterable[Json], values: Mapping[str, Any]) -> Iterator[tuple[Json, Json]]:
    """Each input block with what it holds, as `state.values` tells it."""
    state = state_of(blocks := list(blocks), values, complete=False)
    for block in blocks:
        if block["type"] == "input":
            yield block, state[block["block_id"]][block["element"]["action_id"]]


def lacking(block: Json, held: Json) -> bool:
    """Whether this block is an input that must be filled in, and `held` is nothing."""
    told = [value for name, value in held.items() if name != "type"]
    empty = all(value in (None, "", []) for value in told)
    return block["type"] == "input" and not block.get("optional") and empty


def _given(values: Mapping[str, Any], block_id: str, action_id: str) -> Any:
    whole = values.get(block_id)
    an_option = isinstance(whole, dict) and isinstance(whole.get("text"), dict)
    if isinstance(whole, dict) and not an_option:
        return whole.get(action_id, values.get(action_id))
    return values.get(action_id, whole)
