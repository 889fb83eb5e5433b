"""Which addresses may be reached, decided after name resolution and kept to when connecting.

A name is resolved here, every address it has is checked, and the connection then goes to the
checked address itself. A name that answers differently a moment later (DNS rebinding) gains
nothing, because it is not asked again.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.request import getproxies_environment, proxy_bypass

import httpx

from sources.fetch.response import FetchError

Resolver = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Cloud machines find their own secrets at these, and one of them is not in a private range.
_METADATA = frozenset({"168.63.129.16", "fd00:ec2::254"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


_NO_REUSE = httpx.Limits(max_keepalive_connections=0)
_PRIVATE = (
    "{host} stands on a private network ({address}), which is not fetched. "
    "If it is your own intranet, set MINUTEBOOK_FETCH_PRIVATE=1."
)


def proxy_for(url: httpx.URL) -> str | None:
    """The proxy that the environment names for this address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).

    None for this machine itself, which no proxy leads to.
    """
    proxies = getproxies_environment()
    if _is_local(url.host) or proxy_bypass(url.host):
        return None
    return proxies.get(url.scheme)


def _is_local(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost") or host in ("127.0.0.1", "::1")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system gives them. Raises FetchError where it has none."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"There is no site called {host}. Check the spelling of the address."
        ) from error
    return [str(row[4][0]) for row in rows]


class GuardedTransport(httpx.BaseTransport):
    """Sends a request to a checked address of its host, and to no other.

    No connection is kept for a later request, since the pool underneath knows connections by
    their numeric address and could lend one site's to another.
    """

    def __init__(self, resolver: Resolver, private: bool) -> None:
        self._resolver = resolver
        self._private = private
        self._inner = httpx.HTTPTransport(limits=_NO_REUSE)
        self._behind: dict[str, httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Try the host's addresses in turn. Raises FetchError where one of them is forbidden."""
        failure: httpx.TransportError | None = None
        if proxy := proxy_for(request.url):
            self._refuse_private_name(request.url)
            return self._through(proxy).handle_request(request)
        for address in self._addresses(request.url):
            try:
                return self._inner.handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError(f"{request.url.host} has no address")

    def close(self) -> None:
        """Close the connections underneath."""
        for transport in (self._inner, *self._behind.values()):
            transport.close()

    def _through(self, proxy: str) -> httpx.HTTPTransport:
        if proxy not in self._behind:
            self._behind[proxy] = httpx.HTTPTransport(proxy=proxy, limits=_NO_REUSE)
        return self._behind[proxy]

    def _refuse_private_name(self, url: httpx.URL) -> None:
        """A proxy resolves names by itself: what can be told from the name alone is told here."""
        numeric = all(part.isdigit() for part in url.host.split(".")) or ":" in url.host
        if numeric and not reachable(url.host, self._private):
            raise FetchError(_PRIVATE.format(host=url.host, address=url.host))

    def _addresses(self, url: httpx.URL) -> list[str]:
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = list(dict.fromkeys(self._resolver(url.host, port)))
        for address in addresses:
            if not reachable(address, self._private):
                raise FetchError(_PRIVATE.format(host=url.host, address=address))
        return addresses


def reachable(address: str, private: bool) -> bool:
    """Whether this numeric address may be connected to.

    With `private` the private and loopback ranges may be; link-local ones (where cloud
    machines keep their credentials), multicast and the like never are.
    """
    try:
        ip = _plain(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if str(ip) in _METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    return ip.is_global or (private and (ip.is_private or ip.is_loopback))


def _plain(ip: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo or ip


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """The same request sent to `address`: the Host header and the certificate's name stay."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")},
    )
