"""On what terms pages are fetched, and what comes back."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken and how long is waited. Times are seconds.

    `silence` is the longest wait for a connection or for the next piece, `whole` for a page.
    `pauses` are the waits before a page is asked for again; their number is that of the tries
    after the first. A site that wants a longer rest than `patience` is left for another day.
    """

    size: int = 60_000_000
    silence: float = 60.0
    whole: float = 180.0
    delay: float = 1.0
    redirects: int = 5
    pauses: tuple[float, ...] = (2.0, 10.0)
    patience: float = 120.0
    robots_kept: float = 86_400.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said of a page's version, to ask later whether it is still the same."""

    etag: str | None = None
    modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url_final` is where the redirects ended. With status 304 the page is as it
    was and `data` is empty."""

    url: str
    url_final: str
    status: int
    content_type: str
    data: bytes
    validators: Validators = field(default=Validators())


class Ledger(Protocol):
    """What is remembered of each host between runs."""

    def spend(self, host: str) -> None:
        """Count one request. Raises SiteRestingError where the host is to be left alone today."""

    def rest(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
