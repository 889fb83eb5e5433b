"""Behind a council's firewall: everything goes through a proxy, certificates are of its own CA."""

import socket
import socketserver
import ssl
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from support.bot_process import PATIENCE, Bot, local_bot
from websocket import create_connection

from playground.local_slack import LocalSlack
from sources.fetch import Fetcher, FetchError


class Proxy(socketserver.ThreadingTCPServer):
    """Passes on CONNECT and plain requests, whatever host they name, to one port here."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Passing)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(socketserver.StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        first = self.rfile.readline()
        method, target, _ = first.decode().split()
        self.server.asked.append(f"{method} {target}")
        with socket.create_connection(("127.0.0.1", self.server.port)) as onward:
            if method == "CONNECT":
                while self.rfile.readline().strip():
                    pass
                self.wfile.write(b"HTTP/1.1 200 Established\r\n\r\n")
            else:
                onward.sendall(first)
            back = threading.Thread(target=_pour, args=(onward, self.connection), daemon=True)
            back.start()
            while data := self.rfile.read1(65536):
                onward.sendall(data)
            back.join(10)


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    with Proxy(port) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield proxy
        proxy.shutdown()


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        text = b"" if "robots" in self.path else b"<p>minutes</p>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), _Page)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with closing(server.socket):
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def authority(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A private CA's certificate, and a server's side with a certificate of that CA."""
    openssl = "/usr/bin/openssl"
    if not Path(openssl).exists():
        pytest.skip("openssl makes the certificates")

    def run(*words: str) -> None:
        subprocess.run([openssl, *words], cwd=tmp_path, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    (tmp_path / "ext").write_text("subjectAltName=DNS:democracy.example,IP:127.0.0.1")
    run("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Council CA")
    run("req", *key, "-keyout", "site.key", "-out", "site.csr", "-subj", "/CN=democracy.example")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "ext")
    run("x509", "-req", "-in", "site.csr", *signed, "-out", "site.pem", "-days", "2")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "site.pem", tmp_path / "site.key")
    return tmp_path / "ca.pem", context


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_minutes_are_fetched_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as port, proxy_to(port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        with Fetcher(["democracy.example"], sleep=lambda _: None) as fetcher:
            page = fetcher.fetch("http://democracy.example/minutes")
        assert page.data == b"<p>minutes</p>"
        assert "GET http://democracy.example/minutes" in proxy.asked


def test_the_proxy_leads_to_no_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as port, proxy_to(port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        for host in ("10.0.0.8", "169.254.169.254"):
            with Fetcher([host]) as fetcher, pytest.raises(FetchError, match="private network"):
                fetcher.fetch(f"http://{host}/")
        assert proxy.asked == []


def test_no_proxy_for_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as port:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "intranet.example")
        near = Fetcher(
            ["intranet.example"],
            private=True,
            resolver=lambda *_: ["127.0.0.1"],
            sleep=lambda _: None,
        )
        with near as fetcher:
            assert fetcher.fetch(f"http://intranet.example:{port}/").status == 200


def test_a_private_authority_is_trusted_where_it_is_named(
    monkeypatch: pytest.MonkeyPatch, authority: tuple[Path, ssl.SSLContext]
) -> None:
    """By all three: the fetcher, what slack_sdk opens addresses with, and files from Slack."""
    ca, context = authority
    with site(context) as port, proxy_to(port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        address = "https://democracy.example/minutes"
        with Fetcher(["democracy.example"], sleep=lambda _: None) as fetcher:
            with pytest.raises(FetchError, match="certificate"):
                fetcher.fetch(address)
            monkeypatch.setenv("SSL_CERT_FILE", str(ca))
        with Fetcher(["democracy.example"], sleep=lambda _: None) as fetcher:
            assert fetcher.fetch(address).data == b"<p>minutes</p>"
        assert httpx.get(address).status_code == 200
        opener = urllib.request.build_opener()
        assert opener.open(address).status == 200
        assert {line.split()[1] for line in proxy.asked} == {"democracy.example:443"}


def test_the_socket_trusts_it_too(
    monkeypatch: pytest.MonkeyPatch, authority: tuple[Path, ssl.SSLContext]
) -> None:
    ca, context = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    with site(context) as port, pytest.raises(Exception, match="Handshake status 200"):
        create_connection(f"wss://127.0.0.1:{port}/")  # TLS succeeds; the page is no socket


def test_the_bot_reaches_slack_through_the_proxy(tmp_path: Path) -> None:
    slack = LocalSlack(ack_seconds=PATIENCE)
    with local_bot(tmp_path, slack) as bot:
        port = int(slack.api_url.split(":")[2].split("/")[0])
        with proxy_to(port) as proxy:
            _speak_through(bot, proxy)
        methods = [line for line in proxy.asked if "/api/" in line]
        assert methods
        assert any(line.startswith("CONNECT") for line in proxy.asked)


def _speak_through(bot: Bot, proxy: Proxy) -> None:
    away = {
        "HTTP_PROXY": proxy.address,
        "http_proxy": proxy.address,
        "NO_PROXY": "",
        "no_proxy": "",
    }
    bot.start(**away)
    assert "ferry" in bot.slack.command("/minutes", "last ferry").wait_reply().text
    assert bot.stop() == 0
