"""What Slack lends an app for a short time: trigger ids and response addresses."""

import itertools
from dataclasses import dataclass, field

from playground.clock import Clock
from playground.model import Message
from playground.refusals import Refused

__all__ = ["Grants", "ResponseUrl"]

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class ResponseUrl:
    """An address to answer at: five times within half an hour.

    `source` is the message that was clicked; `posted` holds the places of what was answered.
    """

    token: str
    channel: str
    user: str
    issued: float
    source: Message | None = None
    uses: int = 0
    posted: list[tuple[str, str]] = field(default_factory=list)


class Grants:
    """Gives out and redeems; the clock decides what is too old."""

    def __init__(self, clock: Clock, trigger_seconds: float = TRIGGER_SECONDS) -> None:
        self._clock = clock
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()
        self._urls: dict[str, ResponseUrl] = {}
        self._numbers = itertools.count(1)

    def trigger(self, user: str) -> str:
        """A new trigger id for this user: good once, for three seconds unless told otherwise."""
        token = f"{next(self._numbers)}.{int(self._clock.now())}.{'a1b2c3d4' * 4}"
        self._triggers[token] = (user, self._clock.now())
        return token

    def redeem(self, trigger: str) -> str:
        """Spends a trigger id and tells whose it was; raises Refused as Slack words it."""
        if trigger not in self._triggers:
            raise Refused("invalid_trigger_id")
        if trigger in self._spent:
            raise Refused("exchanged_trigger_id")
        user, issued = self._triggers[trigger]
        if self._clock.now() - issued > self._trigger_seconds:
            raise Refused("expired_trigger_id")
        self._spent.add(trigger)
        return user

    def response_url(self, channel: str, user: str, source: Message | None = None) -> ResponseUrl:
        """A new address to answer this user in this channel at."""
        token = f"{next(self._numbers)}/{'r2e4s6p8' * 3}"
        self._urls[token] = ResponseUrl(token, channel, user, self._clock.now(), source)
        return self._urls[token]

    def answer_at(self, token: str) -> ResponseUrl:
        """Counts one use of an address; raises Refused when it is used up or too old."""
        held = self._urls.get(token)
        if held is None:
            raise Refused("invalid_url")
        if self._clock.now() - held.issued > RESPONSE_SECONDS:
            raise Refused("expired_url")
        if held.uses >= RESPONSE_USES:
            raise Refused("used_url")
        held.uses += 1
        return held
