"""An answer's body, taken in pieces so that no site can fill the memory or hold us for ever."""

import zlib
from collections.abc import Callable, Iterator

import httpx

from sources.fetch.errors import FetchError

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
