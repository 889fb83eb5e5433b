"""Slack over HTTP: an envelope as the signed request that goes to the app's request address."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp

from playground.model import Json

__all__ = ["FORM", "JSON", "Delivery", "post", "request_of", "signature"]


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def signature(secret: str, body: str, kind: str, at: float) -> dict[str, str]:
    """The headers by which the app knows that a body comes from Slack."""
    stamp = str(int(at))
    made = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={made.hexdigest()}",
    }


def request_of(kind: str, payload: Json) -> tuple[str, str]:
    """The body of an envelope, and its content type."""
    if kind == "events_api":
        return json.dumps(payload), JSON
    if kind == "slash_commands":
        return urlencode(payload), FORM
    return urlencode({"payload": json.dumps(payload)}), FORM


async def post(url: str, secret: str, kind: str, payload: Json) -> Json | None:
    """What the app acknowledged with; None where it did not.

    Raises aiohttp.ClientError where nobody is there.
    """
    body, content_type = request_of(kind, payload)
    headers = signature(secret, body, content_type, time.time())
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body.encode(), headers=headers) as response,
    ):
        text = await response.text()
        if response.status != 200:
            return None
    if not text:
        return {}
    try:
        answer: Json = json.loads(text)
    except ValueError:
        return {"text": text}
    return answer


# ---- an envelope on its way to the app, and what became of it ---------------------------------


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
