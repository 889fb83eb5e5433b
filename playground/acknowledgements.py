"""What the payload of an acknowledgement does, by what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from playground.block_check import check_options
from playground.checked import checked_view, noted
from playground.http_delivery import Delivery
from playground.installation import Installation
from playground.model import Json, Message, View
from playground.state import Refused, ResponseUrl
from playground.web_api import answered

__all__ = [
    "Interaction",
    "Said",
    "command_answered",
    "options_answered",
    "submission_answered",
    "waited",
]


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


# ---- what somebody did, and what came of it: the acknowledgement, the answers, the modal ------


T = TypeVar("T")
USUAL = 60.0  # seconds to wait for what comes at once, unless the machine is busy


def waited(here: Installation, what: str, predicate: Callable[[], T], timeout: float) -> T:
    """The first true value of `predicate`; raises TimeoutError telling what is there instead."""
    found = here.workspace.wait_for(predicate, timeout)
    if not found:
        calls = [f"{one.method} {one.error}".strip() for one in here.calls[-8:]]
        raise TimeoutError(
            f"{what} did not come within {timeout} s; last calls: {calls}; "
            f"violations: {here.violations}"
        )
    return found


@dataclass(frozen=True)
class Interaction:
    """A command, click, submission or shortcut that was sent to the app."""

    here: Installation
    delivery: Delivery
    user: str
    answer_at: ResponseUrl | None = None
    before: frozenset[str] = frozenset()

    @property
    def payload(self) -> Json:
        """What the app was sent."""
        return self.delivery.payload

    @property
    def latency(self) -> float | None:
        """Seconds until the acknowledgement."""
        return self.delivery.latency

    def wait_ack(self, timeout: float = USUAL) -> Json:
        """The payload of the acknowledgement, `{}` when empty; raises when there is none."""
        ended = ("acknowledged", "late", "undelivered")
        waited(self.here, "the ack", lambda: self.delivery.state in ended, timeout)
        if self.delivery.state != "acknowledged":
            raise TimeoutError(f"{self.delivery.type} was {self.delivery.state}")
        return self.delivery.answer or {}

    @property
    def replies(self) -> list[Message]:
        """What was answered in the acknowledgement and at the response_url, as it now stands."""
        posted = self.answer_at.posted if self.answer_at else []
        found = [self.here.workspace.message(*place) for place in list(posted)]
        return [message for message in found if message is not None]

    def wait_reply(self, timeout: float = USUAL, count: int = 1) -> Message:
        """The newest answer, once there are `count` of them."""
        waited(self.here, "a reply", lambda: len(self.replies) >= count, timeout)
        return self.replies[-1]

    def wait_view(self, timeout: float = USUAL) -> View:
        """The modal that was opened for this."""

        def opened() -> list[View]:
            views = self.here.workspace.open_views(self.user)
            return [view for view in views if view.id not in self.before]

        return waited(self.here, "a modal", opened, timeout)[-1]


@dataclass(frozen=True)
class Said:
    """A message that somebody posted, and the events that it made."""

    here: Installation
    message: Message
    deliveries: list[Delivery]

    @property
    def ts(self) -> str:
        """When it was posted: its id in the channel."""
        return self.message.ts

    def wait_ack(self, timeout: float = USUAL) -> None:
        """Waits until every event of it is acknowledged."""

        def done() -> bool:
            return all(one.state == "acknowledged" for one in self.deliveries)

        waited(self.here, "the ack", done, timeout)

    @property
    def replies(self) -> list[Message]:
        """What the bot posted there since, also what one person alone sees."""
        space, channel = self.here.workspace, self.message.channel
        later = space.messages(channel) + space.messages(channel, everyone=False)
        mine = [m for m in later if m.user == self.here.app.bot_user and m.ts > self.ts]
        return sorted(mine, key=lambda message: message.ts)

    def wait_reply(self, timeout: float = USUAL, count: int = 1) -> Message:
        """The newest of the bot's messages there since, once there are `count` of them."""
        waited(self.here, "a reply", lambda: len(self.replies) >= count, timeout)
        return self.replies[-1]
