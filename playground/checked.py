"""What every way of saying something has in common: the check, and the ids Slack fills in."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from playground.block_check import Problem, check_message, check_view, elements_of
from playground.installation import Installation
from playground.model import Json
from playground.state import Refused
from playground.view_state import filled_in, lacking

__all__ = ["checked_blocks", "checked_view", "form_faults", "noted"]


# ---- what Slack's own form says before it sends anything --------------------------------------
# A sentence for each field not right.


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB = re.compile(r"https?://\S+")


def form_faults(blocks: Iterable[Json], values: Mapping[str, Any]) -> dict[str, str]:
    """The sentence for each input block that cannot be sent as it is, by block_id."""
    told = {block["block_id"]: _fault(block, held) for block, held in filled_in(blocks, values)}
    return {block_id: sentence for block_id, sentence in told.items() if sentence}


def _fault(block: Json, held: Json) -> str:
    element, typed = block["element"], held.get("value")
    if lacking(block, held):
        return "Please complete this required field."
    if not typed:
        return ""
    match element["type"]:
        case "plain_text_input":
            return _length(element, typed)
        case "number_input":
            return _number(element, typed)
        case "email_text_input" if not _EMAIL.fullmatch(typed):
            return "Please enter a valid email address."
        case "url_text_input" if not _WEB.fullmatch(typed):
            return "Please enter a valid URL."
    return ""


def _length(element: Json, typed: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(typed) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(typed) > most else ""


def _number(element: Json, typed: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, typed):
        return "Please enter a number."
    for name, wrong, word in (
        ("min_value", float.__lt__, "least"),
        ("max_value", float.__gt__, "most"),
    ):
        if name in element and wrong(float(typed), float(element[name])):
            return f"Please enter a number of at {word} {element[name]}."
    return ""


TEXT_MOST = 40_000


def checked_blocks(
    here: Installation, where: str, text: str | None, blocks: Any
) -> tuple[Json, ...]:
    """The blocks of a message, with ids; raises Refused as Slack does, and notes each fault."""
    noted(here, where, check_message(text, blocks), "invalid_blocks")
    if not text and not blocks:
        raise Refused("no_text")
    if len(text or "") > TEXT_MOST:
        raise Refused("msg_too_long")
    return tuple(_with_ids(here, blocks or []))


def checked_view(here: Installation, where: str, view: Any) -> Json:
    """A view, with ids; raises Refused as Slack does, and notes each fault."""
    noted(here, where, check_view(view), "invalid_arguments")
    return {**view, "blocks": _with_ids(here, view["blocks"])}


def noted(here: Installation, where: str, found: Iterable[Problem], error: str) -> None:
    """Notes every problem; raises Refused when Slack would not have taken it."""
    refused = []
    for problem in found:
        here.violated(f"{where}: {problem.sentence} at {problem.path}")
        if problem.refused:
            refused.append(str(problem))
    if refused:
        raise Refused(error, refused)


def _with_ids(here: Installation, blocks: list[Json]) -> list[Json]:
    """Copies that have a block_id and an action_id each, made up where the app gave none."""
    space = here.workspace
    done = []
    for block in blocks:
        copy: Json = {"block_id": space.new_id("b"), **block}
        for name in ("accessory", "element"):
            if isinstance(copy.get(name), dict) and copy[name] in elements_of(block):
                copy[name] = {"action_id": space.new_id("a"), **copy[name]}
        if copy["type"] in ("actions", "context_actions"):
            copy["elements"] = [
                {"action_id": space.new_id("a"), **element} for element in copy["elements"]
            ]
        done.append(copy)
    return done
