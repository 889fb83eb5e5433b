"""How the bot is, over HTTP: `/health` for whoever restarts it, `/metrics` for Prometheus."""

import datetime as dt
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.pulse import Health
from storage.errors import MinutebookError

Ask = Callable[[], Health]
_SILENCE = 5.0


def serve_metrics(address: tuple[str, int], ask: Ask, now: Callable[[], dt.datetime]) -> None:
    """Answer at this address for as long as the process lives.

    Raises MinutebookError where the address cannot be used.
    """
    try:
        server = ThreadingHTTPServer(address, _handler(ask, now))
    except OSError as error:
        host, port = address
        raise MinutebookError(
            f"Nothing can listen at {host}:{port} ({error.strerror}): set MINUTEBOOK_METRICS to "
            "a free address."
        ) from error
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()


def exposition(health: Health, now: dt.datetime) -> str:
    """The text format of Prometheus."""
    lines = [
        "# HELP minutebook_connected Whether the bot is connected to Slack.",
        "# TYPE minutebook_connected gauge",
        f"minutebook_connected {int(health.connected)}",
        "# HELP minutebook_age_seconds How long ago each thing last happened.",
        "# TYPE minutebook_age_seconds gauge",
    ]
    for what, moment in health.last.items():
        age = (now - moment).total_seconds()
        lines.append(f'minutebook_age_seconds{{what="{what}"}} {age:.0f}')
    lines += [
        "# HELP minutebook_happened_total How often each thing has happened since the start.",
        "# TYPE minutebook_happened_total counter",
    ]
    for name, count in sorted(health.counts.items()):
        lines.append(f'minutebook_happened_total{{what="{name}"}} {count}')
    return "\n".join(lines) + "\n"


def _handler(ask: Ask, now: Callable[[], dt.datetime]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _SILENCE
        server_version = "Minutebook"
        sys_version = ""

        def do_GET(self) -> None:
            """One of the two pages."""
            health = ask()
            if self.path == "/metrics":
                self._reply(200, exposition(health, now()), "text/plain; version=0.0.4")
            elif self.path == "/health":
                told = health.as_json(now())
                self._reply(200 if told["ok"] else 503, json.dumps(told), "application/json")
            else:
                self._reply(404, "", "text/plain")

        def _reply(self, status: int, text: str, kind: str) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Nobody needs a line for each."""

    return Handler
