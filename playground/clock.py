"""The time of the local Slack: the machine's own, moved forward when somebody says so."""

import time
from collections.abc import Callable

__all__ = ["Clock"]


class Clock:
    """Seconds since 1970, as `read` tells them plus what was advanced."""

    def __init__(self, read: Callable[[], float] = time.time) -> None:
        self._read = read
        self._ahead = 0.0

    def now(self) -> float:
        """The time in the workspace."""
        return self._read() + self._ahead

    @property
    def ahead(self) -> float:
        """How many seconds it was moved forward in all."""
        return self._ahead

    def advance(self, seconds: float) -> None:
        """Moves the workspace's time forward: triggers and response addresses grow older."""
        self._ahead += seconds
