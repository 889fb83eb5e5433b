"""What every way of saying something has in common: the check, and the ids Slack fills in."""

from collections.abc import Iterable
from typing import Any

from playground.block_check import Problem, check_message, check_view, elements_of
from playground.installation import Installation
from playground.model import Json
from playground.refusals import Refused

__all__ = ["checked_blocks", "checked_view", "noted"]

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
