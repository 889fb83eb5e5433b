"""The playground without a browser: who may reach it, what it tells and does."""

import json
import re
import runpy
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import websocket
from support.bot_process import PATIENCE

from bot.playground import Stage, playground

ROOT = Path(__file__).parent.parent
MEMBER, CLERK, GUEST = "U0MEMBER", "U0CLERK", "U0GUEST"
PANEL, DIGEST = "C0PANEL", "C0DIGEST"


@dataclass
class Reply:
    status: int
    headers: Any
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Visitor:
    """A page of the playground as the server sees it."""

    stage: Stage

    @property
    def base(self) -> str:
        return self.stage.slack.here.base_url

    @property
    def token(self) -> str:
        return self.stage.page.address.partition("token=")[2]

    def ask(self, path: str, body: Any = None, data: bytes | None = None, **headers: str) -> Reply:
        """A request with the page's token, unless `headers` say otherwise."""
        sent = {"X-Playground-Token": self.token, **headers}
        content = (
            data if data is not None else (json.dumps(body).encode() if body is not None else None)
        )
        request = urllib.request.Request(self.base + path, content, sent)
        try:
            with urllib.request.urlopen(request) as reply:
                return Reply(reply.status, reply.headers, reply.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Reply(refused.code, refused.headers, refused.read().decode())

    def act(self, act: str, /, user: str = MEMBER, **body: Any) -> Reply:
        return self.ask(f"/page/act/{act}", {"user": user, **body})

    def look(self, user: str) -> "Eyes":
        return Eyes(self, user)


class Eyes:
    """The stream of what one person sees, gathered."""

    def __init__(self, visitor: Visitor, user: str) -> None:
        address = visitor.base.replace("http", "ws")
        query = urllib.parse.urlencode({"token": visitor.token, "as": user})
        self._socket = websocket.create_connection(f"{address}/page/feed?{query}", timeout=PATIENCE)
        self.around: dict[str, Any] = {}
        self.messages: dict[tuple[str, str], Any] = {}

    def until(self, seen: Callable[["Eyes"], Any]) -> Any:
        """The first true value of `seen`, as news come in."""
        while not (found := seen(self)):
            told = json.loads(self._socket.recv())
            for message in told.pop("messages", []):
                self.messages[message["channel"], message["ts"]] = message
            for channel, ts in told.pop("gone", []):
                del self.messages[channel, ts]
            self.around |= told
        return found

    def message(self, words: str, channel: str = PANEL) -> Any:
        """The message in a channel that holds these words, once it is there."""

        def held(_: "Eyes") -> Any:
            mine = [one for (where, _), one in self.messages.items() if where == channel]
            return next((one for one in mine if words in one["text"]), None)

        return self.until(held)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    with playground() as stage:
        yield Visitor(stage)
        assert stage.slack.violations == []


@pytest.fixture
def eyes(visitor: Visitor) -> Iterator[Callable[[str], Eyes]]:
    opened: list[Eyes] = []

    def look(user: str) -> Eyes:
        opened.append(visitor.look(user))
        return opened[-1]

    yield look
    for one in opened:
        one.close()


# ---- who may reach it -------------------------------------------------------------------------


def test_the_address_opens_the_page_and_nothing_else_does(visitor: Visitor) -> None:
    with urllib.request.urlopen(visitor.stage.page.address) as page:
        assert b"<title>Minutebook playground</title>" in page.read()
    for path in ("/", "/page/about", "/page/feed?as=U0MEMBER", "/page/facts", "/page/next-minutes"):
        for token in ("", "wrong", visitor.token[:-1], "é"):
            separator = "&" if "?" in path else "?"
            query = urllib.parse.urlencode({"token": token})
            refused = visitor.ask(f"{path}{separator}{query}", **{"X-Playground-Token": ""})
            assert refused.status == 403, path
    assert visitor.ask("/page/act/command", {}, **{"X-Playground-Token": "x"}).status == 403


def test_only_this_machine_is_listened_to(visitor: Visitor) -> None:
    host, port = visitor.base.removeprefix("http://").split(":")
    assert host == "127.0.0.1"
    with socket.socket() as elsewhere, pytest.raises(OSError):
        elsewhere.connect(("127.0.0.2", int(port)))


@pytest.mark.parametrize("path", ["/", "/page/about", "/page/static/page.js", "/api/auth.test"])
def test_other_sites_cannot_speak_to_it(visitor: Visitor, path: str) -> None:
    port = visitor.base.rpartition(":")[2]
    for headers in (
        {"Host": f"evil.example:{port}"},
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert visitor.ask(path, **headers).status == 403, headers
    assert visitor.ask(path, Host=f"localhost:{port}").status == 200


def test_the_page_may_load_its_own_files_only(visitor: Visitor) -> None:
    policy = visitor.ask("/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    assert visitor.ask("/").headers["Referrer-Policy"] == "no-referrer"


def test_a_name_of_a_file_leads_nowhere_else(visitor: Visitor) -> None:
    assert visitor.ask("/page/static/page.js").status == 200
    for name in ("..%2fclock.py", "..%2f..%2fpyproject.toml", "%2fetc%2fpasswd", "nothing.js"):
        assert visitor.ask(f"/page/static/{name}").status == 404


def test_an_act_that_makes_no_sense_is_told_in_a_sentence(visitor: Visitor) -> None:
    for name, body in (
        ("fly", {}),
        ("command", {}),
        ("command", {"command": "/nothing", "text": "", "channel": PANEL}),
        ("message", {"channel": "C0CLERKS", "text": "I am no clerk"}),
        ("click", {"channel": PANEL, "ts": "1.0", "action": "share"}),
        ("submit", {"view": "V0"}),
        ("clock", {"seconds": -5}),
        ("clock", {"seconds": "soon"}),
        ("book", {"name": "/etc/passwd"}),
    ):
        told = visitor.act(name, **body)
        assert (told.status, told.json["ok"]) == (400, False), name
        assert told.json["error"]
    assert visitor.act("home", user="U0NOBODY").status == 400
    assert visitor.ask("/page/act/command", data=b"no json").status == 400


# ---- what is seen and done --------------------------------------------------------------------


def test_a_command_is_answered_for_its_asker_alone(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    member, guest = eyes(MEMBER), eyes(GUEST)
    done = visitor.act("command", command="/minutes", text="stop and search", channel=PANEL)
    assert done.json == {"ok": True}
    answer = member.message("3,412 times")
    assert answer["only_for"] == MEMBER
    assert answer["typed"] == "/minutes stop and search"
    visitor.act("message", channel=PANEL, text="What do you all think?")
    guest.message("What do you all think?")
    assert not [one for one in guest.messages.values() if one["only_for"]]

    visitor.act("click", channel=PANEL, ts=answer["ts"], action="share")
    shared = guest.message("3,412 times")
    assert shared["only_for"] is None
    assert visitor.act(
        "click", user=GUEST, channel=PANEL, ts=answer["ts"], action="share"
    ).json == {"ok": False, "error": "This message is not there any more."}


def test_what_slack_gets(visitor: Visitor, eyes: Callable[[str], Eyes]) -> None:
    visitor.act("command", command="/minutes", text="precept", channel=PANEL)
    answer = eyes(MEMBER).message("Band D")
    query = urllib.parse.urlencode({"as": MEMBER, "channel": PANEL, "ts": answer["ts"]})
    facts = visitor.ask(f"/page/facts?{query}").json
    assert facts["sent"]["blocks"] == answer["blocks"]
    assert facts["problems"] == []
    assert {"name": "text", "used": len(answer["text"]), "most": 4000} in facts["limits"]
    assert facts["asked"] == "/minutes precept"
    assert facts["received"]["command"] == "/minutes"
    assert re.search(r"^1\. [\d.]+ = \w+ \+", facts["explained"], re.MULTILINE)
    assert visitor.ask(f"/page/facts?{query.replace(MEMBER, GUEST)}").status == 404


def test_only_what_was_asked_in_words_is_explained(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    visitor.act("command", command="/minutes", text="body-worn video", channel=PANEL)
    member = eyes(MEMBER)
    asked = member.message("94% of searches")
    visitor.act("click", channel=PANEL, ts=asked["ts"], action="context")
    around = member.until(
        lambda seen: next(
            (one for one in seen.messages.values() if one["only_for"] and not one["typed"]), None
        )
    )
    for message, explained in ((asked, True), (around, False)):
        query = urllib.parse.urlencode({"as": MEMBER, "channel": PANEL, "ts": message["ts"]})
        facts = visitor.ask(f"/page/facts?{query}").json
        assert bool(facts.get("explained")) is explained
        assert facts["problems"] == []


def test_a_file_may_go_with_a_form(visitor: Visitor) -> None:
    held = visitor.ask(f"/page/held?user={MEMBER}&name=../notes.txt", data=b"four").json["file"]
    assert (held["name"], held["size"], held["user"]) == ("notes.txt", 4, MEMBER)
    assert visitor.ask("/page/held?user=U0NOBODY&name=x", data=b"x").status == 400


def test_mentions_and_direct_messages_are_answered_in_the_thread(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    member = eyes(MEMBER)
    said = visitor.act("message", channel=PANEL, text="@minutebook who spoke of drones?").json
    answer = member.message("drones had flown")
    assert answer["thread_ts"] == said["ts"]
    alone = visitor.act("direct").json["channel"]
    visitor.act("message", channel=alone, text="drones")
    assert member.message("drones had flown", alone)["user"] == "U0BOT"


def test_a_file_from_the_clerk_is_published_and_found(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    clerk, alone = eyes(CLERK), visitor.act("direct", user=CLERK).json["channel"]
    content = visitor.ask("/page/next-minutes").text.encode()
    query = urllib.parse.urlencode({"user": CLERK, "channel": alone, "name": "../next.txt"})
    sent = visitor.ask(f"/page/file?{query}", data=content).json
    shown = clerk.until(lambda seen: seen.messages.get((alone, sent["ts"])))
    assert shown["files"][0]["name"] == "next.txt"
    preview = clerk.message("26 March 2026", alone)
    assert preview["thread_ts"] == sent["ts"]
    visitor.act("click", user=CLERK, channel=alone, ts=preview["ts"], action="publish")
    clerk.message("Published by", alone)
    visitor.act("command", command="/minutes", text="night buses", channel=PANEL)
    eyes(MEMBER).message("3,100 people")
    elsewhere = query.replace(alone, "C0NOWHERE")
    assert visitor.ask(f"/page/file?{elsewhere}", data=content).status == 400


def test_the_digest_comes_when_the_clock_is_moved(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    member = eyes(MEMBER)
    member.until(lambda seen: seen.around)
    assert [place for place in member.messages if place[0] == DIGEST] == []
    visitor.act("clock")
    digest = member.message("Minutes digest", DIGEST)
    assert "16 October 2025" in digest["text"]
    assert member.around["ahead"] > 0
    visitor.act("clock")
    visitor.act("message", channel=DIGEST, text="Nothing new today.")
    member.message("Nothing new today.", DIGEST)
    told = [one for one in member.messages.values() if "Minutes digest" in one["text"]]
    assert len(told) == 1


def test_ones_own_minutes_have_a_book_of_their_own(
    visitor: Visitor, eyes: Callable[[str], Eyes]
) -> None:
    member = eyes(MEMBER)
    visitor.act("book", name="own")
    member.until(lambda seen: seen.around.get("book") == "own")
    visitor.act("command", command="/minutes", text="meetings", channel=PANEL)
    member.message("No minutes")
    visitor.act("book", name="samples")
    visitor.act("command", command="/minutes", text="meetings", channel=PANEL)
    member.message("16 October 2025")


# ---- the command ------------------------------------------------------------------------------


def command(folder: Path, *options: str | Path) -> "subprocess.Popen[str]":
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from bot.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "playground", *map(str, options)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_its_first_line_is_the_address_and_it_stops_in_order(tmp_path: Path) -> None:
    book = tmp_path / "kept.db"
    with command(tmp_path, "--db", book) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
        port = urllib.parse.urlsplit(address).port
        with command(tmp_path, "--port", str(port)) as second:
            out, err = second.communicate(timeout=PATIENCE)
            assert (second.returncode, out) == (1, "")
            assert err.startswith(f"Port {port} cannot be used")
            assert len(err.splitlines()) == 1
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, err) == (0, "")
    assert book.is_file()


# ---- the built page ---------------------------------------------------------------------------


def test_the_built_page_is_made_of_the_sources_here() -> None:
    seal = runpy.run_path(str(ROOT / "playground" / "page" / "seal.py"))
    held = seal["SEAL"].read_text(encoding="ascii")
    assert seal["seal"]() == held, "the page is not current: run 'make page' and commit the result"


def test_the_built_page_holds_no_inline_script_and_no_address_elsewhere() -> None:
    page = (ROOT / "playground" / "static" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|https?://", page)
    styles = (ROOT / "playground" / "static" / "page.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", styles)
    lock = json.loads((ROOT / "playground" / "page" / "package-lock.json").read_text())
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]
