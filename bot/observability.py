"""When each thing last happened, for whoever watches over the bot: a small file beside the
database, so that the ages survive a restart."""

import contextvars
import datetime as dt
import json
import logging
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, get_args

from commands.book import write_output
from commands.json.record import encode
from commands.json.reports import Ages
from commands.json.reports import Health as HealthJson
from storage.model import MinutebookError

What = Literal["envelope", "sync", "digest", "backup", "check"]
WHATS: tuple[What, ...] = get_args(What)
FRESH = dt.timedelta(seconds=90)  # the bot writes several times within it


@dataclass(frozen=True, slots=True)
class Health:
    """What the bot last wrote of itself."""

    at: dt.datetime
    connected: bool
    last: dict[What, dt.datetime]
    counts: dict[str, int]

    def fault(self, now: dt.datetime) -> str | None:
        """What is wrong, as a sentence; None where the bot is well."""
        if now - self.at > FRESH:
            return f"The bot was last seen at {self.at:%H:%M:%S on %d %B %Y} (UTC)."
        if self.connected:
            return None
        return "The bot is not connected to Slack: it starts or stops, or the line is down."

    def as_json(self, now: dt.datetime) -> HealthJson:
        """Return it for programs."""
        fault = self.fault(now)
        ages = {
            what: round((now - self.last[what]).total_seconds()) if what in self.last else None
            for what in WHATS
        }
        return HealthJson.of(self, ok=fault is None, fault=fault, ages=Ages(**ages))


@dataclass
class Heartbeat:
    """Notes what happens. `path` is where it is written; nowhere where that is None."""

    path: Path | None = None
    _last: dict[What, dt.datetime] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """What an earlier run wrote is still true."""
        if self.path and (before := read_health(self.path)):
            self._last.update(before.last)

    def beat(self, what: What, now: dt.datetime) -> None:
        """It has happened, now."""
        with self._lock:
            self._last[what] = now
            self._counts[what] += 1

    def count(self, what: str) -> None:
        """It has happened once more."""
        with self._lock:
            self._counts[what] += 1

    def last(self, what: What) -> dt.datetime | None:
        """When it last happened."""
        with self._lock:
            return self._last.get(what)

    def health(self, now: dt.datetime, connected: bool) -> Health:
        """How it stands now."""
        with self._lock:
            return Health(now, connected, dict(self._last), dict(self._counts))

    def write(self, now: dt.datetime, connected: bool) -> Health:
        """Write it down, whole or not at all. Where that fails, its age will tell."""
        health = self.health(now, connected)
        if self.path is None:
            return health
        with suppress(MinutebookError):
            write_output(self.path, json.dumps(_written(health)).encode())
        return health


def health_file(db: Path) -> Path:
    """Where the bot on this database writes how it is."""
    return db.with_suffix(".health.json")


def read_health(path: Path) -> Health | None:
    """What the bot last wrote; None where there is nothing that can be read."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        last = {
            what: dt.datetime.fromisoformat(written["last"][what])
            for what in WHATS
            if written["last"].get(what)
        }
        at = dt.datetime.fromisoformat(written["at"])
        return Health(at, bool(written["connected"]), last, dict(written["counts"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(health: Health) -> dict[str, Any]:
    return {
        "at": health.at.isoformat(),
        "connected": health.connected,
        "last": {what: moment.isoformat() for what, moment in health.last.items()},
        "counts": health.counts,
    }


# ---- how the bot is, over HTTP ----------------------------------------------------------------
# `/health` for whoever restarts it, `/metrics` for Prometheus.


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
                state = health.as_json(now())
                self._reply(200 if state.ok else 503, encode(state), "application/json")
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


# ---- what the bot says of itself, for people or for programs ----------------------------------
# A reference stands in every line that belongs to a request, the same that its asker is given
# where it goes wrong.


Style = Literal["text", "json"]
reference: contextvars.ContextVar[str] = contextvars.ContextVar("reference", default="")

_TEXT = "%(asctime)s %(levelname)s %(name)s%(reference)s: %(message)s"
# Libraries that tell of what is dealt with here.
_QUIET = {"slack_bolt": logging.ERROR}
_SILENT = "websocket"  # which takes no level: it sets its own with each connection


def configure_logging(style: Style) -> None:
    """Log to standard error in this style, our own doings from INFO on."""
    handler = logging.StreamHandler()
    handler.addFilter(_with_reference)
    handler.setFormatter(_Json() if style == "json" else _Text(_TEXT))
    logging.basicConfig(handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger(_SILENT).disabled = True


def _with_reference(record: logging.LogRecord) -> bool:
    record.reference = reference.get()
    return True


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        reference = record.__dict__.get("reference")
        record.reference = f" [{reference}]" if reference else ""
        return super().format(record)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "from": record.name,
            "reference": record.__dict__.get("reference") or None,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)
