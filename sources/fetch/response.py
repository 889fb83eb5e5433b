"""An answer's body, taken in pieces so that no site can fill the memory or hold us for ever."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import httpx

from storage.model import MinutebookError

# Why something was not fetched, as sentences.


class FetchError(MinutebookError):
    """A page was not fetched. `status` is the answer's HTTP status, where there was an answer."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class SiteRestingError(FetchError):
    """The site is to be left alone for now: nothing more of it should be asked in this run."""


# On what terms pages are fetched, and what comes back.


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


ACCEPTED_ENCODINGS = "gzip, deflate"


def read_body(
    response: httpx.Response, size: int, deadline: float, clock: Callable[[], float]
) -> bytes:
    """The body, unpacked. Raises FetchError where it is larger than `size` or not whole by
    `deadline` on `clock`, or is packed in a way that was not asked for."""
    body = read_start(response, size + 1, deadline, clock)
    if len(body) > size:
        raise FetchError(
            f"{response.request.url.host} sent more than {size // 1_000_000 or 1} MB for one page, "
            "which is too large to be minutes. It was not read."
        )
    return body


def read_start(
    response: httpx.Response, size: int, deadline: float, clock: Callable[[], float]
) -> bytes:
    """The first `size` bytes of the body, unpacked; what follows is not taken. Raises FetchError
    as `read_body` does, but for the size."""
    body = bytearray()
    for piece in _unpacked(response, size):
        body += piece
        if len(body) >= size:
            break
        if clock() > deadline:
            host = response.request.url.host
            raise FetchError(f"{host} sends too slowly: the page was given up. Try again later.")
    return bytes(body[:size])


def _unpacked(response: httpx.Response, size: int) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw(65536)
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(response.iter_raw(65536), response.request.url.host, size)
    else:
        raise FetchError(
            f"{response.request.url.host} answers in a packing ({encoding}) that was not asked "
            "for and cannot be read."
        )


def _inflated(pieces: Iterator[bytes], host: str, size: int) -> Iterator[bytes]:
    """Unpack at most `size` bytes at a time: a small packet may unfold into gigabytes."""
    unpacker = zlib.decompressobj(wbits=47)  # gzip and zlib, told apart by the header
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, size + 1)
    except zlib.error as error:
        raise FetchError(f"{host} sent a page that cannot be unpacked. Try again later.") from error
    if not unpacker.eof:
        raise FetchError(f"{host} sent only a part of the page. Try again later.")
