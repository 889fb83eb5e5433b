"""An envelope on its way to the app, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.model import Json

__all__ = ["Delivery"]

_RESPONDING = ("slash_commands", "interactive")


@dataclass
class Delivery:
    """One envelope on its way, and what became of it.

    `state` is waiting, sent, acknowledged, late (not acknowledged in time) or undelivered.
    """

    envelope_id: str
    type: str
    payload: Json
    attempt: int = 0
    reason: str = ""
    state: str = "waiting"
    sent_at: float = 0.0
    latency: float | None = None
    answer: Json | None = None
    connection: int | None = None
    on_answer: Callable[["Delivery"], None] | None = field(default=None, repr=False)

    @property
    def envelope(self) -> Json:
        """As it goes over the wire."""
        shape: Json = {
            "envelope_id": self.envelope_id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.type in _RESPONDING,
        }
        if self.type == "events_api":
            shape |= {"retry_attempt": self.attempt, "retry_reason": self.reason}
        return shape
