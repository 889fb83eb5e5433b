"""What the payload of an acknowledgement does, by what it answers."""

from collections.abc import Callable

from playground.block_check import check_options
from playground.delivery import Delivery
from playground.grants import ResponseUrl
from playground.installation import Installation
from playground.model import Json, View
from playground.posting import checked_view, noted
from playground.refusals import Refused
from playground.routes import answered

__all__ = ["command_answered", "options_answered", "submission_answered"]

OnAnswer = Callable[[Delivery], None]
STACK = 3


def command_answered(here: Installation, answer_at: ResponseUrl) -> OnAnswer:
    """An answer in the acknowledgement of a command is shown like one at its response_url."""

    def take(delivery: Delivery) -> None:
        if delivery.answer:
            _tolerantly(here, lambda: answered(here, answer_at, delivery.answer or {}, "ack"))

    return take


def options_answered(here: Installation) -> OnAnswer:
    """The options of an external menu."""

    def take(delivery: Delivery) -> None:
        found = check_options(delivery.answer)
        _tolerantly(here, lambda: noted(here, "block_suggestion", found, "invalid_options"))

    return take


def submission_answered(here: Installation, view: View) -> OnAnswer:
    """An empty acknowledgement closes the view; else its `response_action` says what happens."""

    def take(delivery: Delivery) -> None:
        _tolerantly(here, lambda: _respond(here, view, delivery.answer or {}))

    return take


def _tolerantly(here: Installation, act: Callable[[], object]) -> None:
    """An acknowledgement has no reply that could say no: what is wrong is noted."""
    try:
        act()
    except Refused as refused:
        here.violated(f"ack: {refused.error}")


def _respond(here: Installation, view: View, answer: Json) -> None:
    space, action = here.workspace, answer.get("response_action")
    if action is None:
        if answer:
            raise Refused(f"response_action missing beside {', '.join(answer)}")
        space.close_view(view)
    elif action == "clear":
        space.close_view(view, whole_stack=True)
    elif action == "update":
        space.update_view(view, checked_view(here, "response_action update", answer.get("view")))
    elif action == "push":
        if len(space.open_views(view.user)) >= STACK:
            raise Refused("push_limit_reached")
        body = checked_view(here, "response_action push", answer.get("view"))
        space.open_view(view.user, body, view.id)
    elif action == "errors":
        _check_errors(view, answer.get("errors"))
    else:
        raise Refused(f"unknown response_action {action!r}")


def _check_errors(view: View, errors: object) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise Refused("errors must name input blocks of the view, with a sentence each")
