"""What Slack's own form says before it sends anything: a sentence for each field not right."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from playground.form_state import filled_in, lacking
from playground.model import Json

__all__ = ["form_faults"]

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
