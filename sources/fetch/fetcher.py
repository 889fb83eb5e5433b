"""Fetching one page after another: allowed hosts only, robots.txt obeyed, one request at a time
a site with a pause, backing off when asked to, and everything limited."""

import email.utils
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import NoReturn, Self
from urllib.parse import urljoin

import httpx
from protego import Protego

from sources.addresses import parts_of
from sources.fetch.guard import GuardedTransport, Resolver, resolve
from sources.fetch.response import (
    ACCEPTED_ENCODINGS,
    Fetched,
    FetchError,
    Ledger,
    Limits,
    SiteRestingError,
    Validators,
    read_body,
    read_start,
)

# What a site's robots.txt allows us (RFC 9309).


AGENT = "Minutebook"
PRODUCT = f"{AGENT}/{version('minutebook')}"
MOST = 500 * 1024  # bytes of a robots.txt that are read: what the RFC wants at the least
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site. `None` stands for a site without any."""

    parser: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether we may fetch this address: the longest rule that fits it says so."""
        return self.parser is None or self.parser.can_fetch(url, PRODUCT)

    @property
    def delay(self) -> float:
        """How many seconds the site wants between requests; 0 where it does not say."""
        wish = self.parser.crawl_delay(PRODUCT) if self.parser else None
        return min(wish or 0.0, _LONGEST_DELAY)


def read_rules(data: bytes) -> Rules:
    """The rules that a robots.txt states; of one that was cut off, without its last line."""
    if len(data) >= MOST:
        data = data[:MOST].rpartition(b"\n")[0]
    return Rules(Protego.parse(data.decode("utf-8", "replace").lstrip("\ufeff")))


Read = Callable[[httpx.Response, int, float, Callable[[], float]], bytes]

_REST = 3600.0  # how long a site that says "too often" is left alone, in seconds


class _NoLedger:
    """Remembers nothing."""

    def spend(self, host: str) -> None: ...
    def rest(self, host: str, seconds: float) -> None: ...


def user_agent(contact: str | None = None) -> str:
    """How we present ourselves to a site, with whom to write to where that is known."""
    about = f"reads published minutes; contact: {contact}" if contact else "reads published minutes"
    return f"{PRODUCT} ({about})"


class Fetcher:
    """Fetches pages of allowed hosts. Safe for several threads; a host is asked one at a time.

    `hosts` are names of hosts (settings); `allow` adds that of an address a person gave.
    `clock` and `sleep` measure and wait in seconds; `resolver` turns a name into addresses.
    """

    def __init__(
        self,
        hosts: Iterable[str] = (),
        *,
        private: bool = False,
        agent: str | None = None,
        limits: Limits | None = None,
        ledger: Ledger | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolver: Resolver = resolve,
    ) -> None:
        self._hosts = {host.lower() for host in hosts}
        self._limits = limits or Limits()
        self._ledger: Ledger = ledger or _NoLedger()
        self._clock = clock
        self._sleep = sleep
        self._gates: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._free_at: dict[str, float] = {}
        self._reading: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._client = httpx.Client(
            transport=GuardedTransport(resolver, private),
            headers={
                "User-Agent": agent or user_agent(),
                "Accept-Encoding": ACCEPTED_ENCODINGS,
                "Accept": "text/html, text/xml, application/pdf, */*;q=0.5",
            },
            timeout=self._limits.silence,
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open. The fetcher is not used afterwards."""
        self._client.close()

    def allow(self, url: str) -> None:
        """Let the host of an address that a person gave be fetched from."""
        self._hosts.add(_host(url))

    def fetch(self, url: str, known: Validators | None = None) -> Fetched:
        """The page at `url`, redirects followed.

        With `known`, the answer's status is 304 where the page is still that version. Raises
        FetchError for everything else that is not the page itself, and SiteRestingError where
        nothing more should be asked of this site for now.
        """
        asked = url
        for _ in range(self._limits.redirects + 1):
            host = self._permitted(url, asked)
            if not self._robots(url).allow(url):
                raise FetchError(
                    f"{host} asks programs not to read {parts_of(url).path} (robots.txt), "
                    "so it was not fetched. Add the document as a file instead."
                )
            answer = self._ask(url, host, known)
            if isinstance(answer, Fetched):
                return Fetched(
                    asked,
                    url,
                    answer.status,
                    answer.content_type,
                    answer.data,
                    answer.validators,
                )
            url, known = urljoin(url, answer).partition("#")[0], None
        raise FetchError(f"{asked} sends us round in circles (too many redirects).")

    def _permitted(self, url: str, asked: str) -> str:
        """The host of an address that may be fetched. Raises FetchError for any other."""
        host = _host(url)
        if host in self._hosts:
            return host
        if url == asked:
            raise FetchError(
                f"{host} is not among the sites that may be read. "
                "Add the committee's address to MINUTEBOOK_SOURCES."
            )
        raise FetchError(
            f"{asked} sends us on to {host}, which is not among the sites that may be read. "
            "If that is right, use the address at that site."
        )

    def _ask(
        self, url: str, host: str, known: Validators | None, read: Read = read_body
    ) -> Fetched | str:
        """One page, asked for again where that may help; or where it sends us on to."""
        for pause in (*self._limits.pauses, None):
            try:
                return self._request(url, host, known, read)
            except _PassingError as trouble:
                if pause is None:
                    self._give_up(host, trouble)
                else:
                    self._wait(host, max(pause, trouble.wait), trouble.error)
        raise AssertionError("the last try either answers or raises")

    def _give_up(self, host: str, trouble: "_PassingError") -> NoReturn:
        if isinstance(trouble.error, SiteRestingError):
            self._ledger.rest(host, max(trouble.wait, _REST))
        raise trouble.error from trouble

    def _wait(self, host: str, seconds: float, error: FetchError) -> None:
        if seconds > self._limits.patience:
            self._ledger.rest(host, seconds)
            raise SiteRestingError(
                f"{host} asked not to be read for {round(seconds / 60)} minutes. "
                "What is left will be fetched after that.",
                error.status,
            )
        self._sleep(seconds)

    def _request(self, url: str, host: str, known: Validators | None, read: Read) -> Fetched | str:
        with self._gates[host]:
            self._pause(url, host)
            self._ledger.spend(host)
            deadline = self._clock() + self._limits.whole
            try:
                with self._client.stream("GET", url, headers=_conditions(known)) as response:
                    return self._judge(response, host, deadline, read)
            except httpx.TimeoutException as error:
                late = FetchError(f"{host} does not answer. Try again later.")
                raise _PassingError(late) from error
            except (httpx.TransportError, httpx.InvalidURL) as error:
                broken = FetchError(f"{host} cannot be reached: {_reason(error)}. Try again later.")
                raise _PassingError(broken) from error
            finally:
                self._free_at[host] = self._clock()

    def _pause(self, url: str, host: str) -> None:
        """Leave the host the time between two requests that it or we want."""
        if host not in self._free_at:
            return
        _, rules = self._rules.get(_origin(url), (0.0, Rules()))
        wait = self._free_at[host] + max(self._limits.delay, rules.delay) - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _judge(
        self, response: httpx.Response, host: str, deadline: float, read: Read
    ) -> Fetched | str:
        status = response.status_code
        if response.has_redirect_location:
            return response.headers["location"]
        if status in (200, 304):
            return Fetched(
                url=str(response.request.url),
                url_final=str(response.request.url),
                status=status,
                content_type=response.headers.get("content-type", ""),
                data=read(response, self._limits.size, deadline, self._clock),
                validators=Validators(
                    response.headers.get("etag"), response.headers.get("last-modified")
                ),
            )
        if status in (404, 410):
            raise FetchError(f"There is no page at {response.request.url}.", status)
        if status in (403, 429) or status >= 500:
            raise _PassingError(_refused(host, status), _wanted_rest(response))
        raise FetchError(
            f"{host} answered {status} in place of the page {response.request.url}.", status
        )

    def _robots(self, url: str) -> Rules:
        """The rules of the address's site, read once a day."""
        origin = _origin(url)
        with self._reading[origin]:
            until, rules = self._rules.get(origin, (float("-inf"), Rules()))
            if self._clock() > until:
                rules = self._read_robots(origin)
                self._rules[origin] = (self._clock() + self._limits.robots_kept, rules)
            return rules

    def _read_robots(self, origin: str) -> Rules:
        """RFC 9309, 2.3.1: no rules where there is no file, or only ever another address for it;
        nothing is read where the site fails. The address may be another host's, which is asked
        for this one file."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(self._limits.redirects + 1):
                answer = self._ask(url, _host(url), None, _read_robots_body)
                if isinstance(answer, Fetched):
                    return read_rules(answer.data)
                url = urljoin(url, answer).partition("#")[0]
        except FetchError as error:
            resting = isinstance(error, SiteRestingError)
            if resting or error.status is None or error.status >= 500:
                raise
        return Rules()


def _read_robots_body(
    response: httpx.Response, _: int, deadline: float, clock: Callable[[], float]
) -> bytes:
    return read_start(response, MOST, deadline, clock)


class _PassingError(Exception):
    """Something that another try may mend. Never seen outside."""

    def __init__(self, error: FetchError, wait: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


def _host(url: str) -> str:
    """The host of a web address. Raises FetchError where it is no plain web address.

    The same parser decides here and connects later, so that no address means two hosts.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        parsed = httpx.URL()
    if not parsed.host or parsed.scheme not in ("http", "https"):
        raise FetchError(f"{url} is not a web address. It should begin with https://.")
    if parsed.userinfo:
        raise FetchError(
            f"The address of {parsed.host} holds a user name or password. Leave them out."
        )
    return parsed.host.rstrip(".").lower()


def _origin(url: str) -> str:
    parts = parts_of(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _conditions(known: Validators | None) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in asked.items() if value}


def _refused(host: str, status: int) -> FetchError:
    if status == 429:
        return SiteRestingError(
            f"{host} says that we ask too often. It is left alone for now.", status
        )
    if status == 403:
        return FetchError(f"{host} does not let programs read this page (403).", status)
    return FetchError(f"{host} is in trouble (it answered {status}). Try again later.", status)


def _wanted_rest(response: httpx.Response) -> float:
    """Seconds of the Retry-After header, which holds a number or a date; 0 without one."""
    wish = response.headers.get("retry-after", "").strip()
    if wish.isascii() and wish.isdigit():
        return float(wish)
    until = email.utils.parsedate_tz(wish)
    sent = email.utils.parsedate_tz(response.headers.get("date", ""))
    if until is None or sent is None:
        return 0.0
    return max(0.0, email.utils.mktime_tz(until) - email.utils.mktime_tz(sent))


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
