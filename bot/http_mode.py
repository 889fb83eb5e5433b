"""Slack over HTTP, where there is no socket: one address for every kind of request.

Bolt checks each request's signature and time before anything reads it. A web server with TLS
stands in front.
"""

import logging
import sys
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from slack_bolt import App, BoltRequest

from bot.socket_mode import dispatch_safely
from storage.model import MinutebookError

log = logging.getLogger(__name__)

PATH = "/slack/events"
LARGEST = 1_000_000  # bytes of a request; Slack's are far smaller
SILENCE = 10.0  # seconds that a request may take to arrive


class HttpConnection:
    """A server that brings every request of Slack's to `app` and its acknowledgement back."""

    def __init__(self, app: App, host: str, port: int) -> None:
        self._app = app
        self._address = (host, port)
        self._server: ThreadingHTTPServer | None = None

    def connect(self) -> None:
        """Listen. Raises MinutebookError where the address cannot be used."""
        try:
            self._server = _Server(self._address, _handler(self._app))
        except OSError as error:
            host, port = self._address
            raise MinutebookError(
                f"Nothing can listen at {host}:{port} ({error.strerror}): set MINUTEBOOK_HTTP to "
                "a free address."
            ) from error
        threading.Thread(target=self._server.serve_forever, name="http", daemon=True).start()

    def revive(self) -> None:
        """There is no connection to be lost."""

    def is_connected(self) -> bool:
        """Whether it listens."""
        return self._server is not None

    def stop(self) -> None:
        """Take no more requests."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked hung up; anything else is a fault of ours."""
        log.log(
            logging.DEBUG if isinstance(sys.exception(), OSError) else logging.ERROR,
            "A request could not be answered",
            exc_info=True,
        )


def _handler(app: App) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SILENCE
        server_version = "Minutebook"
        sys_version = ""

        def do_POST(self) -> None:
            """A request of Slack's."""
            length = self.headers.get("Content-Length", "")
            if self.path.partition("?")[0] != PATH:
                self._reply(404, {}, "")
            elif not length.isdecimal():
                self._reply(411, {}, "")
            elif int(length) > LARGEST:
                self._reply(413, {}, "")
            elif not self.headers.get("X-Slack-Request-Timestamp", "").isdecimal():
                self._reply(401, {}, "")  # Bolt would stumble over it
            else:
                self._take(self._body(int(length)))

        def _body(self, length: int) -> bytes:
            """So many bytes; fewer where they are not here in time."""
            ends = time.monotonic() + SILENCE
            body = b""
            while len(body) < length and time.monotonic() < ends:
                piece = self.rfile.read1(length - len(body))
                if not piece:
                    break
                body += piece
            return body

        def _take(self, body: bytes) -> None:
            headers: dict[str, str | Sequence[str]] = dict(self.headers.items())
            text = body.decode("utf-8", "replace")
            response = dispatch_safely(
                lambda: app.dispatch(BoltRequest(body=text, headers=headers))
            )
            if response:
                self._reply(response.status, response.first_headers(), response.body)
            else:
                self._reply(400, {}, "")

        def _reply(self, status: int, headers: dict[str, str], body: str) -> None:
            data = body.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            log.debug(format, *args)

    return Handler
