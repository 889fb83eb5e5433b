"""Fetching: what may be reached, how much is taken, and how a site is treated."""

import datetime as dt
import gzip
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sources.fetch import Fetcher, FetchError, Limits, SiteRestingError, Validators, user_agent

BOMB = gzip.compress(b"\0" * 50_000_000)


class Clock:
    """Seconds that pass only when someone sleeps."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds


class Web:
    """A small web server: `answers` maps a path to (status, headers, body) tuples, the last of
    which is given for ever."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.lingers = False
        self.crowded = threading.Event()
        self._busy = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                alone = web._busy.acquire(blocking=False)
                if not alone:
                    web.crowded.set()
                elif web.lingers:
                    web.crowded.wait(0.05)  # give another request the time to come in between
                if alone:
                    web._busy.release()
                web.asked.append((self.path, dict(self.headers.items())))
                given = web.answers.get(self.path, [(404, {}, b"")])
                status, headers, body = given.pop(0) if len(given) > 1 else given[0]
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path: str, host: str = "minutes.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, *answers: tuple[int, dict[str, str], bytes]) -> str:
        self.answers[path] = list(answers)
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.server.shutdown()
    web.server.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[Fetcher]:
    """One that takes every name for this machine, where private addresses are allowed."""
    with Fetcher(
        ["minutes.example"],
        private=True,
        limits=Limits(size=1_000_000, silence=30, whole=60),
        clock=clock,
        sleep=clock.sleep,
        resolver=lambda host, port: ["127.0.0.1"],
    ) as fetcher:
        yield fetcher


def test_a_page_comes_with_its_type_and_our_name_is_true(web: Web, fetcher: Fetcher) -> None:
    url = web.put("/a", (200, {"Content-Type": "text/html"}, b"<p>Minutes</p>"))
    answer = fetcher.fetch(url)
    assert (answer.status, answer.content_type, answer.data) == (
        200,
        "text/html",
        b"<p>Minutes</p>",
    )
    assert answer.url_final == url
    assert web.asked[-1][1]["User-Agent"].startswith("Minutebook/")
    assert "clerk@council.example" in user_agent("clerk@council.example")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://minutes.example/a",
        "file:///etc/passwd",
        "minutes.example/a",
        "http://",
        "http://user:word@minutes.example/",
        "http://minutes.example\\@other.example/",
        "http://minutes.example@other.example/",
        "http://[::1/",
        "http://minutes.example:notaport/",
        "javascript:alert(1)",
    ],
)
def test_only_plain_web_addresses_are_fetched(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FetchError):
        fetcher.fetch(url)


def test_only_hosts_that_are_allowed_are_fetched(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", (200, {}, b"x"))
    with pytest.raises(FetchError, match=r"other\.example is not among the sites"):
        fetcher.fetch(web.url("/a", "other.example"))
    assert web.asked == []
    fetcher.allow(web.url("/", "other.example"))
    assert fetcher.fetch(web.url("/a", "other.example")).data == b"x"


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "169.254.169.254",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_after_the_name_is_resolved(address: str) -> None:
    with (
        Fetcher(["minutes.example"], resolver=lambda host, port: [address]) as fetcher,
        pytest.raises(FetchError, match="private network"),
    ):
        fetcher.fetch("http://minutes.example/")


@pytest.mark.parametrize("address", ["169.254.169.254", "168.63.129.16", "0.0.0.0", "fe80::1"])
def test_a_machines_own_secrets_are_never_reached(address: str) -> None:
    with (
        Fetcher(["a.example"], private=True, resolver=lambda host, port: [address]) as fetcher,
        pytest.raises(FetchError, match="private network"),
    ):
        fetcher.fetch("http://a.example/latest/meta-data/")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"])
def test_numeric_and_odd_spellings_of_this_machine_are_refused(web: Web, host: str) -> None:
    url = web.url("/a", host)
    web.put("/a", (200, {}, b"secret"))
    with Fetcher() as fetcher, pytest.raises(FetchError):
        fetcher.allow(url)
        fetcher.fetch(url)
    assert web.asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with (
        Fetcher(["a.example"], resolver=lambda h, p: ["93.184.216.34", "10.0.0.1"]) as fetcher,
        pytest.raises(FetchError, match=r"10\.0\.0\.1"),
    ):
        fetcher.fetch("http://a.example/")


def test_a_redirect_to_a_private_address_is_refused(web: Web) -> None:
    names = {"minutes.example": "127.0.0.1", "inside.example": "169.254.169.254"}
    web.put("/a", (302, {"Location": "http://inside.example/secret"}, b""))
    with (
        Fetcher(
            ["minutes.example", "inside.example"],
            private=True,
            limits=Limits(delay=0),
            resolver=lambda host, port: [names[host]],
        ) as fetcher,
        pytest.raises(FetchError, match=r"inside\.example stands on a private network"),
    ):
        fetcher.fetch(web.url("/a"))


@pytest.mark.parametrize("to", ["http://elsewhere.example/b", "//elsewhere.example/b"])
def test_a_redirect_to_another_site_is_refused(web: Web, fetcher: Fetcher, to: str) -> None:
    web.put("/a", (302, {"Location": to}, b""))
    with pytest.raises(FetchError, match=r"sends us on to elsewhere\.example"):
        fetcher.fetch(web.url("/a"))


def test_a_redirect_to_a_file_is_refused(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", (302, {"Location": "file:///etc/passwd"}, b""))
    with pytest.raises(FetchError, match="not a web address"):
        fetcher.fetch(web.url("/a"))


def test_redirects_are_followed_and_both_addresses_kept(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", (301, {"Location": "/b c"}, b""))
    web.put("/b%20c", (200, {}, b"here"))
    answer = fetcher.fetch(web.url("/a"))
    assert (answer.url, answer.data) == (web.url("/a"), b"here")
    assert answer.url_final == web.url("/b c")


def test_a_circle_of_redirects_ends(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", (302, {"Location": "/a"}, b""))
    with pytest.raises(FetchError, match="round in circles"):
        fetcher.fetch(web.url("/a"))
    assert len(web.paths()) == 6


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(web: Web) -> None:
    """DNS rebinding: the connection goes to the address that was checked, where nobody is at
    home, and the name is not asked a second time."""
    web.put("/a", (200, {}, b"secret"))
    answers = ["127.0.0.2", "127.0.0.1"]
    limits = Limits(silence=30, pauses=())
    with (
        Fetcher(
            ["minutes.example"],
            private=True,
            limits=limits,
            resolver=lambda host, port: [answers.pop(0)],
        ) as fetcher,
        pytest.raises(FetchError, match="cannot be reached"),
    ):
        fetcher.fetch(web.url("/a"))
    assert web.asked == []
    assert answers == ["127.0.0.1"]


def test_the_next_address_is_tried_where_one_is_dead(web: Web) -> None:
    web.put("/a", (200, {}, b"alive"))
    with Fetcher(
        ["minutes.example"],
        private=True,
        limits=Limits(delay=0),
        resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"],
    ) as fetcher:
        assert fetcher.fetch(web.url("/a")).data == b"alive"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 1_000_001),
        ({"Content-Encoding": "gzip"}, BOMB),
        ({"Content-Encoding": "deflate"}, zlib.compress(b"\0" * 50_000_000)),
    ],
)
def test_too_much_is_not_taken(
    web: Web, fetcher: Fetcher, headers: dict[str, str], body: bytes
) -> None:
    web.put("/a", (200, headers, body))
    with pytest.raises(FetchError, match="more than 1 MB"):
        fetcher.fetch(web.url("/a"))


def test_packed_pages_are_unpacked(web: Web, fetcher: Fetcher) -> None:
    page = b"<p>The minutes of the meeting</p>" * 10_000
    web.put("/a", (200, {"Content-Encoding": "gzip"}, gzip.compress(page)))
    assert fetcher.fetch(web.url("/a")).data == page


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(b"minutes" * 9000)[:-20], "only a part"),
        ({"Content-Encoding": "gzip"}, b"not packed", "cannot be unpacked"),
        ({"Content-Encoding": "br"}, b"x", "not asked for"),
        ({"Content-Length": "500"}, b"cut off", "cannot be reached"),
    ],
)
def test_damaged_answers_are_refused(
    web: Web, fetcher: Fetcher, headers: dict[str, str], body: bytes, said: str
) -> None:
    web.put("/a", (200, {"Connection": "close", **headers}, body))
    with pytest.raises(FetchError, match=said):
        fetcher.fetch(web.url("/a"))


def test_a_page_that_never_ends_is_given_up() -> None:
    """Each piece comes in time, the whole does not."""
    web, clock = Web(), Clock()
    web.put("/a", (200, {}, b"x" * 900_000))
    readings = iter(range(0, 10_000, 20))
    with (
        Fetcher(
            ["minutes.example"],
            private=True,
            limits=Limits(whole=60, delay=0),
            clock=lambda: float(next(readings)),
            sleep=clock.sleep,
            resolver=lambda host, port: ["127.0.0.1"],
        ) as fetcher,
        pytest.raises(FetchError, match="too slowly"),
    ):
        fetcher.fetch(web.url("/a"))
    web.server.shutdown()
    web.server.server_close()


def test_a_pause_is_left_between_two_requests(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    url = web.put("/a", (200, {}, b"x"))
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert clock.slept == [1.0, 1.0]  # after robots.txt, and between the pages
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize("status", [403, 429, 500, 502, 503])
def test_a_site_in_trouble_is_asked_again_later(
    web: Web, fetcher: Fetcher, clock: Clock, status: int
) -> None:
    web.put("/a", (status, {}, b""), (200, {}, b"x"))
    assert fetcher.fetch(web.url("/a")).data == b"x"
    assert 2.0 in clock.slept


@pytest.mark.parametrize("wish", ["40", "Thu, 10 Sep 2026 10:00:40 GMT"], ids=["seconds", "a date"])
def test_the_rest_a_site_asks_for_is_given(
    web: Web, fetcher: Fetcher, clock: Clock, wish: str
) -> None:
    headers = {"Retry-After": wish}
    web.put("/a", (503, headers, b""), (200, {}, b"x"))
    started = dt.datetime.now(dt.UTC)
    if wish != "40":
        headers["Retry-After"] = f"{started + dt.timedelta(seconds=40):%a, %d %b %Y %H:%M:%S GMT}"
    fetcher.fetch(web.url("/a"))
    assert any(38 <= slept <= 41 for slept in clock.slept)


def test_a_site_that_wants_a_long_rest_is_left_alone(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", (429, {"Retry-After": "7200"}, b""))
    with pytest.raises(SiteRestingError, match="120 minutes"):
        fetcher.fetch(web.url("/a"))
    assert len(web.paths()) == 1


@pytest.mark.parametrize(
    ("status", "tries", "said"),
    [(404, 1, "no page"), (410, 1, "no page"), (401, 1, "answered 401"), (403, 3, "programs"),
     (500, 3, "in trouble"), (429, 3, "too often")],
)  # fmt: skip
def test_what_cannot_be_had_is_said(
    web: Web, fetcher: Fetcher, status: int, tries: int, said: str
) -> None:
    web.put("/a", (status, {}, b""))
    with pytest.raises(FetchError, match=said) as caught:
        fetcher.fetch(web.url("/a"))
    assert caught.value.status == status
    assert len(web.paths()) == tries


def test_robots_are_obeyed(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    rules = b"\xef\xbb\xbfUser-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"
    web.put("/robots.txt", (200, {}, rules))
    web.put("/a", (200, {}, b"x"))
    fetcher.fetch(web.url("/a"))
    with pytest.raises(FetchError, match=r"/private/b \(robots\.txt\)"):
        fetcher.fetch(web.url("/private/b"))
    fetcher.fetch(web.url("/a"))
    assert web.paths() == ["/a", "/a"]
    assert clock.slept == [7.0, 7.0]
    clock.seconds += 90_000
    fetcher.fetch(web.url("/a"))
    assert [path for path, _ in web.asked].count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("status", "read"), [(404, True), (403, True), (401, True), (500, False), (503, False)]
)
def test_a_site_whose_robots_fail_is_not_read(
    web: Web, fetcher: Fetcher, status: int, read: bool
) -> None:
    web.put("/robots.txt", (status, {}, b""))
    web.put("/a", (200, {}, b"x"))
    if read:
        assert fetcher.fetch(web.url("/a")).data == b"x"
    else:
        with pytest.raises(FetchError, match="in trouble"):
            fetcher.fetch(web.url("/a"))
        assert web.paths() == []


ROBOTS = b"""User-agent: *
Disallow: /
User-agent: minutebook
Disallow: /*.pdf$
Disallow: /documents/
Allow: /documents/*/minutes
Disallow: /*?print=
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "read"),
    [("/a", True), ("/a.pdf", False), ("/a.pdf?v=2", True), ("/documents/s1/agenda", False),
     ("/documents/s1/minutes", True), ("/a?print=1", False), ("/a?page=1&print=1", True)],
)  # fmt: skip
def test_the_longest_rule_that_fits_decides(
    web: Web, fetcher: Fetcher, path: str, read: bool
) -> None:
    web.put("/robots.txt", (200, {}, ROBOTS))
    web.put(path, (200, {}, b"x"))
    if read:
        assert fetcher.fetch(web.url(path)).data == b"x"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.fetch(web.url(path))
        assert web.paths() == []


def test_the_pause_a_site_wants_may_be_a_fraction(web: Web, fetcher: Fetcher, clock: Clock) -> None:
    web.put("/robots.txt", (200, {}, ROBOTS))
    fetcher.fetch(web.put("/a", (200, {}, b"x")))
    assert clock.slept == [2.5]


@pytest.mark.parametrize(("redirects", "read"), [(1, False), (5, False), (6, True)])
def test_robots_are_followed_for_five_redirects(
    web: Web, fetcher: Fetcher, redirects: int, read: bool
) -> None:
    web.put("/robots.txt", (301, {"Location": "/robots-1"}, b""))
    for n in range(1, redirects):
        web.put(f"/robots-{n}", (302, {"Location": f"/robots-{n + 1}"}, b""))
    web.put(f"/robots-{redirects}", (200, {}, b"User-agent: *\nDisallow: /a\n"))
    url = web.put("/a", (200, {}, b"x"))
    if read:  # as if there were none
        assert fetcher.fetch(url).data == b"x"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.fetch(url)


def test_robots_may_lie_at_another_host_but_pages_may_not(web: Web, fetcher: Fetcher) -> None:
    there = web.url("/rules", host="other.example")
    web.put("/robots.txt", (301, {"Location": there}, b""))
    web.put("/rules", (200, {}, b"User-agent: *\nDisallow: /private\n"))
    assert fetcher.fetch(web.put("/a", (200, {}, b"x"))).data == b"x"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(web.url("/private/b"))
    with pytest.raises(FetchError, match="not among the sites"):
        fetcher.fetch(there)


def test_of_long_robots_the_start_is_read(web: Web, fetcher: Fetcher) -> None:
    start = b"User-agent: *\nDisallow: /early\n"
    rules = start + b"# and so on\n" * 200_000 + b"Disallow: /late\n"
    web.put("/robots.txt", (200, {}, rules))
    assert len(rules) > 2_000_000  # more than is taken of a page here
    assert fetcher.fetch(web.put("/late", (200, {}, b"x"))).data == b"x"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(web.url("/early"))


def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, fetcher: Fetcher) -> None:
    stamp = "Wed, 02 Sep 2026 10:00:00 GMT"
    web.put("/a", (200, {"ETag": '"1"', "Last-Modified": stamp}, b"x"), (304, {}, b""))
    known = fetcher.fetch(web.url("/a")).validators
    assert known == Validators('"1"', stamp)
    assert fetcher.fetch(web.url("/a"), known).status == 304
    sent = web.asked[-1][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"1"', stamp)


def test_a_host_is_asked_one_thing_at_a_time(web: Web, fetcher: Fetcher) -> None:
    url = web.put("/a", (200, {}, b"x"))
    web.lingers = True
    threads = [threading.Thread(target=fetcher.fetch, args=(url,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.paths()) == 4
    assert not web.crowded.is_set()
