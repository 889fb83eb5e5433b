"""Socket Mode: connections, envelopes and their acknowledgements.

An envelope goes to one of the open connections in turn and must be acknowledged within three
seconds, on any of them. An event that is not, or whose connection dies, is sent again; so is one
that arose while nobody was connected. Commands and clicks are lost then, as with Slack.
"""

import asyncio
import itertools
import json
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import ClientError, WSMsgType, web

from playground import http_delivery
from playground.http_delivery import Delivery
from playground.installation import Installation
from playground.model import Json

__all__ = ["ACK_SECONDS", "SocketMode"]


ACK_SECONDS = 3.0
CONNECTIONS = 10
GRACE_SECONDS = 10.0  # between Slack's goodbye and the end of a connection
RETRIES = 3
AGAIN_SECONDS = 0.5  # between two tries to reach an app over HTTP


class SocketMode:
    """The connections of one app, and every delivery made to it."""

    def __init__(self, here: Installation, ack_seconds: float = ACK_SECONDS) -> None:
        self._here = here
        self._ack_seconds = ack_seconds
        self._numbers = itertools.count(1)
        self._tickets: set[str] = set()
        self._open: dict[int, tuple[web.WebSocketResponse, web.Request]] = {}
        self._leaving: set[int] = set()
        self._turn = itertools.count()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Future[Any]] = set()
        self.request_url: str | None = None
        self.opened = 0
        self.deliveries: list[Delivery] = []

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tells which event loop the connections live in. With a `request_url` envelopes go there
        and to no connection."""
        self._loop = loop

    def open_url(self) -> Json:
        """The answer to apps.connections.open: an address good for one connection."""
        ticket = f"t{next(self._numbers)}"
        self._tickets.add(ticket)
        host = self._here.base_url.removeprefix("http://")
        return {"url": f"ws://{host}/link/?ticket={ticket}&app_id={self._here.app.app_id}"}

    @property
    def connections(self) -> int:
        """How many connections are open and not about to close."""
        return len(self._open.keys() - self._leaving)

    # Delivering

    def send(
        self,
        kind: str,
        payload: Json,
        on_answer: Callable[[Delivery], None] | None = None,
        attempt: int = 0,
        reason: str = "",
    ) -> Delivery:
        """Sends an envelope from any thread; `on_answer` runs when it is acknowledged."""
        envelope_id = f"e{next(self._numbers):08d}"
        delivery = Delivery(envelope_id, kind, payload, attempt, reason, on_answer=on_answer)
        with self._here.workspace.changed:
            self.deliveries.append(delivery)
        self._call(self._dispatch, delivery)
        return delivery

    def again(self, delivery: Delivery, reason: str = "timeout") -> Delivery:
        """Sends the same event once more, as Slack does when it heard nothing."""
        answered, attempt = delivery.on_answer, delivery.attempt + 1
        return self.send(delivery.type, delivery.payload, answered, attempt, reason)

    def _dispatch(self, delivery: Delivery) -> None:
        loop = asyncio.get_running_loop()
        ready = sorted(self._open.keys() - self._leaving) or sorted(self._open)
        with self._here.workspace.changed:
            if self.request_url:
                delivery.state, delivery.sent_at = "sent", time.monotonic()
                self._keep(asyncio.ensure_future(self._post(self.request_url, delivery)))
                loop.call_later(self._ack_seconds + 0.01, self._expire, delivery)
            elif ready:
                delivery.connection = ready[next(self._turn) % len(ready)]
                delivery.state, delivery.sent_at = "sent", time.monotonic()
                self._write(self._open[delivery.connection][0], delivery.envelope)
                loop.call_later(self._ack_seconds + 0.01, self._expire, delivery)
            elif delivery.type != "events_api":
                delivery.state = "undelivered"
            self._here.workspace.tell()

    async def _post(self, url: str, delivery: Delivery) -> None:
        """Sends an envelope to the app's request address, where one is set."""
        secret = self._here.app.signing_secret
        try:
            answer = await http_delivery.post(url, secret, delivery.type, delivery.payload)
        except (ClientError, OSError):
            answer = None
        with self._here.workspace.changed:
            if answer is not None:
                self._take(delivery, answer)
            elif delivery.type == "events_api":
                delivery.state = "waiting"
                asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._dispatch, delivery)
            else:
                delivery.state = "undelivered"
            self._here.workspace.tell()

    def _write(self, connection: web.WebSocketResponse, message: Json) -> None:
        async def write() -> None:
            try:
                await connection.send_str(json.dumps(message))
            except ConnectionError:
                return  # it is gone: what was in flight is sent again when that is noticed

        self._keep(asyncio.ensure_future(write()))

    def _keep(self, task: "asyncio.Future[Any]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _expire(self, delivery: Delivery) -> None:
        waited = time.monotonic() - delivery.sent_at
        if delivery.state != "sent" or waited < self._ack_seconds:  # or it was sent again since
            return
        delivery.state = "late"
        self._here.workspace.tell()
        if delivery.type == "events_api" and delivery.attempt == 0:
            self.again(delivery)

    # One connection

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket route: hello, then acknowledgements until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self._open) >= CONNECTIONS:
            return web.Response(status=403, text="no such ticket, or too many connections")
        self._tickets.discard(ticket)
        connection = web.WebSocketResponse(compress=False, timeout=1.0)
        await connection.prepare(request)
        number = next(self._numbers)
        await connection.send_str(json.dumps(self._hello()))
        self._arrived(number, connection, request)
        try:
            async for message in connection:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self._gone(number)
        return connection

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "connection_info": {"app_id": self._here.app.app_id},
            "debug_info": {"host": "local-slack", "approximate_connection_time": 18060},
        }

    def _arrived(
        self, number: int, connection: web.WebSocketResponse, request: web.Request
    ) -> None:
        with self._here.workspace.changed:
            self._open[number] = (connection, request)
            self.opened += 1
            waiting = [one for one in self.deliveries if one.state == "waiting"]
            self._here.workspace.tell()
        for delivery in waiting:
            self._dispatch(delivery)

    def _gone(self, number: int) -> None:
        """Events in flight on a connection that died are sent again on another."""
        with self._here.workspace.changed:
            self._open.pop(number, None)
            self._leaving.discard(number)
            stranded = [
                one
                for one in self.deliveries
                if one.connection == number and one.state == "sent" and one.type == "events_api"
            ]
            for delivery in stranded:
                delivery.state = "undelivered"
            self._here.workspace.tell()
        for delivery in stranded:
            if delivery.attempt < RETRIES:
                self.again(delivery, "connection_failed")

    def _acknowledged(self, text: str) -> None:
        try:
            ack = json.loads(text)
        except ValueError:
            self._here.violated(f"Socket Mode: not JSON: {text[:80]!r}")
            return
        found = [one for one in self.deliveries if one.envelope_id == ack.get("envelope_id")]
        if not found:
            self._here.violated(f"Socket Mode: no such envelope: {text[:80]!r}")
            return
        with self._here.workspace.changed:
            self._take(found[0], ack.get("payload"))
            self._here.workspace.tell()

    def _take(self, delivery: Delivery, answer: Json | None) -> None:
        if delivery.state == "acknowledged":
            self._here.violated(f"Socket Mode: {delivery.type} was acknowledged twice")
            return
        if answer and delivery.type == "events_api":
            self._here.violated("Socket Mode: the acknowledgement of an event takes no payload")
        delivery.latency = time.monotonic() - delivery.sent_at
        if delivery.state == "late":
            return  # Slack has given up on it; the latency shows how late it was
        delivery.state, delivery.answer = "acknowledged", answer or {}
        if delivery.on_answer:
            delivery.on_answer(delivery)

    # What a test or a page does to the connections, from any thread

    def frame(self, data: str | bytes) -> None:
        """Sends a frame as it is on every connection, whatever Slack would send."""

        async def write(connection: web.WebSocketResponse) -> None:
            with suppress(ConnectionError):
                if isinstance(data, str):
                    await connection.send_str(data)
                else:
                    await connection.send_bytes(data)

        def send() -> None:
            for connection, _ in list(self._open.values()):
                self._keep(asyncio.ensure_future(write(connection)))

        self._call(send)

    def drop(self) -> None:
        """Cuts every connection with a TCP reset, as a broken network does."""

        def cut() -> None:
            for _, request in list(self._open.values()):
                _reset(request)

        self._call(cut)

    def say_goodbye(self, reason: str, close_after: float) -> None:
        """Announces that every connection ends, and ends it so many seconds after the app has a
        new one; without one, after the seconds that Slack gives."""
        opened = self.opened

        def announce() -> None:
            for number, (connection, _) in list(self._open.items()):
                self._leaving.add(number)
                self._write(connection, {"type": "disconnect", "reason": reason})
                self._keep(asyncio.ensure_future(close(connection)))

        async def close(connection: web.WebSocketResponse) -> None:
            with suppress(TimeoutError):
                await asyncio.wait_for(renewed(), GRACE_SECONDS)
            await asyncio.sleep(close_after)
            await connection.close()

        async def renewed() -> None:
            while self.opened == opened:
                await asyncio.sleep(0.01)

        self._call(announce)

    async def stop(self) -> None:
        """Closes what is open, in order; what was to happen later does not."""
        for task in list(self._tasks):
            task.cancel()
        for connection, _ in list(self._open.values()):
            await connection.close()

    def _call(self, function: Callable[..., None], *arguments: Any) -> None:
        if self._loop is None:
            raise RuntimeError("the local Slack is not started")
        self._loop.call_soon_threadsafe(function, *arguments)


def _reset(request: web.Request) -> None:
    transport = request.transport
    if transport is None:
        return
    held = transport.get_extra_info("socket")
    if held is not None:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
