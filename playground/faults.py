"""What goes wrong on purpose: slow, refused, limited, lost, broken answers.

Methods go by their name; `response_url`, `files.download` and `files.upload` stand for the
routes that are no methods. Faults of one method apply in the order they were set, each `times`
times.
"""

import threading
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Fault", "Faults"]

FOR_EVER = 10**9


@dataclass
class Fault:
    """One thing that happens to the next `times` calls of a method."""

    kind: Literal[
        "slow", "held", "refuse", "rate_limit", "lose_request", "lose_reply", "server_error"
    ]
    times: int
    seconds: float = 0.0
    error: str = ""
    over: threading.Event = field(default_factory=threading.Event)


class Faults:
    """The faults still to come, by method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._to_come: dict[str, list[Fault]] = {}
        self._over = threading.Event()

    def slow(self, method: str, seconds: float, times: int = FOR_EVER) -> None:
        """Answers only after so many seconds."""
        self._add(method, Fault("slow", times, seconds))

    def hold(self, method: str, times: int = FOR_EVER) -> None:
        """Answers only once all is well again."""
        self._add(method, Fault("held", times, over=self._over))

    def refuse(self, method: str, error: str, times: int = FOR_EVER) -> None:
        """Answers `ok: false` with this error and does nothing."""
        self._add(method, Fault("refuse", times, error=error))

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answers 429 with Retry-After and does nothing."""
        self._add(method, Fault("rate_limit", times, retry_after))

    def lose_request(self, method: str, times: int = 1) -> None:
        """Does nothing and cuts the connection instead of answering."""
        self._add(method, Fault("lose_request", times))

    def lose_reply(self, method: str, times: int = 1) -> None:
        """Does what was asked, then cuts the connection instead of answering."""
        self._add(method, Fault("lose_reply", times))

    def server_error(self, method: str, times: int = 1) -> None:
        """Answers 500 and does nothing."""
        self._add(method, Fault("server_error", times))

    def clear(self) -> None:
        """All is well again."""
        with self._lock:
            self._to_come.clear()
            self._over.set()
            self._over = threading.Event()

    def next(self, method: str) -> Fault | None:
        """The fault that befalls this call."""
        with self._lock:
            waiting = self._to_come.get(method, [])
            if not waiting:
                return None
            fault = waiting[0]
            fault.times -= 1
            if fault.times <= 0:
                waiting.pop(0)
            return fault

    def _add(self, method: str, fault: Fault) -> None:
        with self._lock:
            self._to_come.setdefault(method, []).append(fault)
