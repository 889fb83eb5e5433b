"""Slack's Socket Mode, without a moment in which nobody listens.

Slack ends each connection after some hours and says so before. slack_sdk's client closes the old
connection first and opens the new one after; what Slack sends in between is lost, commands and
clicks for good. Here the old one is served until the new one is open, and then until Slack
closes it.
"""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocket, WebSocketApp, WebSocketException

# ---- handing requests to Bolt -----------------------------------------------------------------
# What cannot be Slack's is passed over, without a fault.


# What Bolt and the SDK raise for bodies and headers that they cannot read.
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


def dispatch_safely(dispatch: Callable[[], BoltResponse]) -> BoltResponse | None:
    """The acknowledgement that `dispatch` gives; None where the request is none of Slack's.

    What goes wrong while it is worked on is told elsewhere: by then it is acknowledged.
    """
    try:
        return dispatch()
    except _UNREADABLE as error:
        log.warning("A request that is none of Slack's was passed over: %r", error)
        return None


log = logging.getLogger(__name__)

PING_SECONDS = 5.0
OPENING_SECONDS = 10.0
RENEWING_SECONDS = 3.0  # after which Slack no longer waits for an acknowledgement


class SteadyClient(SocketModeClient):
    """A connection to Slack that is made anew whenever it ends or is about to."""

    def __init__(self, app_token: str, **more: Any) -> None:
        self._renewed = threading.Condition()
        super().__init__(app_token, **more)

    def connect(self) -> None:
        """Open a connection beside the one there is, and use it once it is open.

        Raises SlackApiError where Slack gives no address.
        """
        if self.wss_uri is None:
            self.wss_uri = self.issue_new_wss_url()
        opened = threading.Event()
        session = WebSocketApp(
            self.wss_uri,
            on_open=lambda session: self._opened(session, opened),
            on_message=self._received,
            on_close=lambda ended, *_: self._ended(ended),
        )
        reading = threading.Thread(
            target=session.run_forever,
            kwargs={"ping_interval": self.ping_interval},
            name="slack",
            daemon=True,
        )
        reading.start()
        if not opened.wait(OPENING_SECONDS):
            log.warning("Slack does not open a connection; it is tried again")
            session.keep_running = False
        if not self.current_app_monitor_started:
            self.current_app_monitor_started = True
            self.current_app_monitor.start()

    def send_message(self, message: str) -> None:
        """Send on the connection in use; where that ends just now, on the one that follows it.

        Raises WebSocketException or OSError where none follows.
        """
        used = self.current_session
        try:
            self._send(used, message)
        except (WebSocketException, OSError):
            with self._renewed:
                self._renewed.wait_for(lambda: self.current_session is not used, RENEWING_SECONDS)
            self._send(self.current_session, message)

    @staticmethod
    def _send(session: WebSocketApp | None, message: str) -> None:
        if session is None:
            raise WebSocketException("there is no connection")
        session.send(message)

    def disconnect(self) -> None:
        """End the connection as if the line were cut: whoever reads from it wakes at once."""
        connection = self.current_session.sock if self.current_session else None
        if isinstance(connection, WebSocket) and connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def revive(self) -> None:
        """Cut a connection on which pings are no longer answered: a new one is made then.

        A connection that died without a word would otherwise be noticed after many minutes.
        """
        session = self.current_session
        if session is None or not session.last_ping_tm:
            return
        unanswered = session.last_pong_tm < session.last_ping_tm
        if unanswered and time.time() - session.last_ping_tm > PING_SECONDS - 1:
            log.warning("Slack no longer answers on this connection; making a new one")
            self.disconnect()

    def stop(self) -> None:
        """Acknowledge what has arrived, then close the connection."""
        self.closed = True
        self.auto_reconnect_enabled = False
        self.message_queue.put(None)  # whoever waits for a message there need not wait any longer
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]
        while not self.message_queue.empty():
            self.process_message()  # type: ignore[no-untyped-call]
        self.message_workers.shutdown()
        self.disconnect()

    def _opened(self, session: WebSocketApp, opened: threading.Event) -> None:
        """A connection is open: it is the one in use before anything is heard on it."""
        with self._renewed:
            self.current_session = session
            self._renewed.notify_all()
        opened.set()

    def _received(self, session: WebSocketApp, message: str | bytes) -> None:
        """A frame: Slack's goodbye is dealt with beside what is still coming in."""
        kind = _kind_of(message) if isinstance(message, str) else None
        if not isinstance(message, str) or kind is None:
            log.warning("A frame that is none of Slack's was passed over")
        elif kind != "disconnect":
            self.enqueue_message(message)
        elif session is self.current_session:
            threading.Thread(target=self._renew, args=(True,), daemon=True).start()

    def _ended(self, session: WebSocketApp) -> None:
        """A connection is gone; where it was the one in use, another is made."""
        if session is self.current_session and self.auto_reconnect_enabled:
            self._renew(False)

    def _renew(self, force: bool) -> None:
        try:
            self.connect_to_new_endpoint(force)
        except (SlackApiError, OSError) as error:
            log.warning("Slack gives no new connection; it is tried again: %s", error)

    def _run_current_session(self) -> None:
        """Each connection is read by a thread of its own; there is nothing to run here."""


def _kind_of(message: str) -> str | None:
    """The type of an envelope; None for what is none."""
    try:
        envelope = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(envelope, dict) or not isinstance(envelope.get("payload", {}), dict):
        return None
    kind = envelope.get("type")
    return kind if isinstance(kind, str) else None


def steady_client(app: App, app_token: str) -> SteadyClient:
    """A client that brings every request of Slack's to `app` and its acknowledgement back."""
    client = SteadyClient(
        app_token, web_client=app.client, logger=app.logger, ping_interval=PING_SECONDS
    )

    def handle(_: BaseSocketModeClient, request: SocketModeRequest) -> None:
        begun = time.time()
        response = dispatch_safely(lambda: run_bolt_app(app, request))
        if response:
            send_response(client, request, response, begun)

    client.socket_mode_request_listeners.append(handle)
    return client
