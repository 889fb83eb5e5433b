"""What arrives over the wire at a running bot: HTTP requests, and frames of Socket Mode.

Whatever it is, the process goes on, tells of no traceback and answers the next person.
"""

import json
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playground import interactions
from playground.http_delivery import FORM, JSON, request_of, signature
from support.bot_process import PATIENCE, Bot, local_bot
from support.fuzzing.made import bent, bent_text, mixed, whole
from support.http_bot import HttpBot

Door = Callable[[random.Random], object]
KINDS = (FORM, JSON, "text/plain", "", "multipart/form-data; boundary=x", "text/\xff")
MOST_GROWTH = 150.0  # MB that a running bot may grow by


@contextmanager
def requests_door(folder: Path) -> Iterator[dict[str, Door]]:
    """Requests to a bot in HTTP mode."""
    with local_bot(folder) as made:
        bot = HttpBot(made.slack, made.folder, made.environment).start()
        with _goes_on(bot):
            yield {"requests": lambda chance: _request(bot, chance)}


@contextmanager
def frames_door(folder: Path) -> Iterator[dict[str, Door]]:
    """Frames to a bot in Socket Mode."""
    with local_bot(folder) as bot:
        bot.start()
        with _goes_on(bot):
            yield {"frames": lambda chance: bot.slack.socket.frame(_frame(bot, chance))}


@contextmanager
def _goes_on(bot: Bot) -> Iterator[None]:
    assert bot.process is not None
    assert _answers(bot)
    before = _memory(bot.process.pid)
    yield
    assert _answers(bot)
    assert _memory(bot.process.pid) - before < MOST_GROWTH
    assert bot.process.poll() is None
    assert bot.stop() == 0
    assert "Traceback" not in bot.log, bot.log[bot.log.find("Traceback") - 300 :][:3000]


def _answers(bot: Bot) -> bool:
    return "skippers" in bot.slack.command("/minutes", "last ferry").wait_reply(PATIENCE).text


def _memory(pid: int) -> float:
    """MB that a process holds; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024


def _nowhere(bot: Bot) -> str:
    """An address to answer at that is over."""
    return f"{bot.slack.here.base_url}/response/none"


# ---- HTTP -------------------------------------------------------------------------------------


def _request(bot: HttpBot, chance: random.Random) -> None:
    """One request, with a body, signature, time and headers that are right or not; only a right
    one is taken."""
    here = bot.slack.here
    place = here.workspace.channels["C0PANEL"]
    command = interactions.slash_command(
        here, "/minutes", "ferry", "U0MEMBER", place, _nowhere(bot)
    )
    body, kind = request_of(chance.choice(("slash_commands", "interactive", "events_api")), command)
    right = chance.random() < 0.6
    if chance.random() < 0.6:  # who has the secret is Slack: it sends what it means
        body = whole(mixed(chance) if right else bent_text(chance, body))
    kind = chance.choice((kind, *KINDS))
    secret = here.app.signing_secret if right else "wrong"
    at = time.time() - chance.choice((0, 0, 0, 200, 400, -400))
    headers = signature(secret, body, kind, at)
    for name in list(headers):
        if chance.random() < 0.1:
            headers[name] = chance.choice(("", "x", "-1", "9" * 40, "v0="))
    data = body.encode()
    length = chance.choice((str(len(data)),) * 8 + ("", "-1", "x", "9" * 30, str(len(data) + 5)))
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {length}"] if length else []
    path = chance.choice(("/slack/events",) * 6 + ("/", "/slack/events?x=1", "/../.env", "*"))
    verb = chance.choice(("POST",) * 8 + ("GET", "PUT", "OPTIONS", "\x00"))
    head = "\r\n".join([f"{verb} {path} HTTP/1.{chance.choice('01')}", "Host: x", *lines])
    raw = f"{head}\r\n\r\n".encode("latin-1", "replace") + data
    if chance.random() < 0.1:
        raw = bent(chance, raw)
    _send(urlsplit(bot.url).port or 0, raw, chance)


def _send(port: int, raw: bytes, chance: random.Random) -> None:
    """In one piece or in several, waiting for an answer or not."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        cut = chance.randrange(len(raw) + 1) if chance.random() < 0.2 else len(raw)
        try:
            line.sendall(raw[:cut])
            line.sendall(raw[cut:])
            line.shutdown(socket.SHUT_WR)
            if chance.random() < 0.9:
                line.recv(65536)
        except OSError:
            return  # it was hung up on


# ---- Socket Mode ------------------------------------------------------------------------------


def _frame(bot: Bot, chance: random.Random) -> str | bytes:
    """A frame: an envelope bent or not, of a kind that is known or not, or anything."""
    here = bot.slack.here
    place = here.workspace.channels["C0PANEL"]
    payload = interactions.slash_command(
        here, "/minutes", "ferry", "U0MEMBER", place, _nowhere(bot)
    )
    envelope = {
        "envelope_id": chance.choice(("e1", "", None, 7)),
        "type": chance.choice(
            ("slash_commands", "events_api", "interactive", "hello", "new", None)
        ),
        "payload": chance.choice((payload, {}, None, [], "x", {"type": "view_submission"})),
        "accepts_response_payload": chance.choice((True, False, None)),
    }
    text = json.dumps({k: v for k, v in envelope.items() if chance.random() < 0.9})
    kind = chance.random()
    if kind < 0.5:
        return text
    empty = json.dumps({**envelope, "payload": {}})
    if kind < 0.7:
        return whole(bent_text(chance, empty))
    if kind < 0.8:
        return bent(chance, empty.encode())
    return chance.choice((whole(mixed(chance)), "[]", "1", '"x"', "null", "{}", "{" * 5000))
