"""When each thing last happened, for whoever watches over the bot: a small file beside the
database, so that the ages survive a restart."""

import datetime as dt
import json
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from storage.errors import MinutebookError
from storage.files import write_whole

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

    def as_json(self, now: dt.datetime) -> dict[str, Any]:
        """For programs: ages are in seconds, null for what has never happened."""
        return {
            "ok": self.fault(now) is None,
            "fault": self.fault(now),
            "at": self.at.isoformat(),
            "connected": self.connected,
            "ages": {
                what: round((now - self.last[what]).total_seconds()) if what in self.last else None
                for what in WHATS
            },
            "counts": self.counts,
        }


@dataclass
class Pulse:
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
        told = self.health(now, connected)
        if self.path is None:
            return told
        with suppress(MinutebookError):
            write_whole(self.path, json.dumps(_written(told)).encode())
        return told


def health_file(db: Path) -> Path:
    """Where the bot on this database writes how it is."""
    return db.with_suffix(".health.json")


def read_health(path: Path) -> Health | None:
    """What the bot last wrote; None where there is nothing that can be read."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        last = {
            what: dt.datetime.fromisoformat(told["last"][what])
            for what in WHATS
            if told["last"].get(what)
        }
        at = dt.datetime.fromisoformat(told["at"])
        return Health(at, bool(told["connected"]), last, dict(told["counts"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(health: Health) -> dict[str, Any]:
    return {
        "at": health.at.isoformat(),
        "connected": health.connected,
        "last": {what: moment.isoformat() for what, moment in health.last.items()},
        "counts": health.counts,
    }
