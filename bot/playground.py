"""The whole bot on this machine: a local Slack with a page in the browser, the real bot process
connected to it, the sample minutes in its book.

The process is `minutebook run`, unchanged. It goes by the machine's clock, so what is due is done
from here: by the same code, into the same book, at the time that the page's clock shows.
"""

import datetime as dt
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

import click

from bot.app import web_client
from bot.demo import index_samples
from bot.handler_context import HandlerContext
from bot.jobs.digest import DigestJob
from bot.jobs.scheduled_publishing import ScheduledPublishing
from bot.manifest import manifest
from bot.settings import Settings, read_settings
from bot.slack_client import NeverArrivedRetryHandler, safe_retries
from bot.terminal import explained
from bot.worker import Worker
from bot.workspace_members import People
from commands.answers import Hit, SearchAnswer
from commands.parsing import parse_command
from commands.request_context import Context, open_book
from commands.requests import Search, answer
from commands.search import list_meetings
from playground.browser import Backstage, Page
from playground.local_slack import LocalSlack
from playground.state import SlackApp
from storage.model import KEEPER, MinutebookError, Viewer

# ---- `minutebook run` as the playground runs it: unchanged, against the local Slack -----------


SECRETARIAT = "S0CLERKS"
START_SECONDS, STOP_SECONDS = 60.0, 10.0
RUN = (sys.executable, "-c", "from bot.cli import main; main()", "run")
# What the playground sets itself; the rest of the environment is the user's.
OURS = ("SLACK_", "MINUTEBOOK_DB", "MINUTEBOOK_SECRETARIAT", "MINUTEBOOK_DIGEST", "MINUTEBOOK_MODE")


@dataclass
class BotProcess:
    """`minutebook run` against the local Slack, on one book at a time."""

    slack: LocalSlack
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, db: Path) -> None:
        """Start it on this book, and wait until it is connected."""
        before = self.slack.socket.opened
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                RUN, env=environment(self.slack, db), cwd=self.folder, stderr=log
            )
        try:
            self.slack.wait_for(
                lambda: self.slack.socket.opened > before or self._ended, START_SECONDS
            )
        except TimeoutError as late:
            raise MinutebookError(f"The bot did not connect in time.{self._last_line}") from late
        self.check()

    def check(self) -> None:
        """Raise MinutebookError where it has ended by itself."""
        if self._ended:
            raise MinutebookError(f"The bot has ended by itself.{self._last_line}")

    def stop(self) -> None:
        """End it in order."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    @property
    def log(self) -> Path:
        """What it says while it runs."""
        return self.folder / "bot.log"

    @property
    def _ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def _last_line(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f" It said: {lines[-1]}" if lines else ""


def environment(slack: LocalSlack, db: Path) -> dict[str, str]:
    """What the bot is told: this Slack, this book, and what the user set besides."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **inherited,
        "MINUTEBOOK_DB": str(db.resolve()),
        "MINUTEBOOK_SECRETARIAT": SECRETARIAT,
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


DIGEST_CHANNEL = "C0DIGEST"
A_RUN = 6  # words in a row that only a quotation has
NEXT_MINUTES = "wexmoor-2026-03-26.txt"


def run_playground(port: int, db: Path | None, show: bool) -> None:
    """Serve the page until SIGINT or SIGTERM; its address is the first line printed.

    Raises MinutebookError where the port is taken or the bot does not start.
    """
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    with playground(port, db) as stage:
        click.echo(stage.page.address)
        click.echo("A local Slack with the real bot. Nothing leaves this machine. Ctrl-C stops it.")
        sys.stdout.flush()
        if show:
            webbrowser.open(stage.page.address)
        while not stop.wait(1.0):
            stage.bot.check()


@dataclass
class Stage:
    """The local Slack, its page, the bot, and which book is open."""

    slack: LocalSlack
    bot: BotProcess
    books: dict[str, Path]
    chosen: str = "samples"
    page: Page = field(init=False)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def settings(self) -> Settings:
        """The settings of the bot as the digest needs them."""
        named = environment(self.slack, self.books[self.chosen])
        named["MINUTEBOOK_DIGEST_CHANNEL"] = DIGEST_CHANNEL
        return read_settings(named, self.bot.folder)

    def now(self) -> dt.datetime:
        """The time that the page's clock shows."""
        return dt.datetime.fromtimestamp(self.slack.clock.now(), dt.UTC)

    def use(self, name: str) -> None:
        """Put the bot on this book."""
        with self._turn:
            if name == self.chosen:
                return
            self.bot.stop()
            self.chosen = name
            self.install()
            self.bot.start(self.books[name])

    def install(self) -> None:
        """Install the app as its manifest asks: the book tells its domains."""
        installed = self.slack.here.app
        asked = SlackApp.from_manifest(self.manifest())
        self.slack.here.app = replace(
            asked, bot_token=installed.bot_token, app_token=installed.app_token
        )

    def manifest(self) -> dict[str, object]:
        """The app's manifest for the open book."""
        with closing(open_book(self.books[self.chosen])) as book:
            return manifest(book, self.settings())

    def moved(self) -> None:
        """The clock was moved: what is due by now goes out."""
        with self._turn, closing(open_book(self.books[self.chosen])) as book:
            settings = self.settings()
            client = web_client(settings, safe_retries())
            people = People(client, settings.secretariat, self.now)
            work = Worker(reference=lambda: secrets.token_hex(3))
            desk = HandlerContext(
                settings, book, client, people, work, self.now, self.slack.here.app.bot_user
            )
            once = web_client(settings, [NeverArrivedRetryHandler()])
            ScheduledPublishing(desk).tick()
            DigestJob(desk, once, "playground").tick()
            work.finish(within=1.0)

    def explain(self, line: str, user: str, shown: str) -> str:
        """How a search was understood and ranked, as `minutebook search --explain` says it.

        "" where `shown` is no answer to this line: what follows in a conversation means more than
        its own words.
        """
        with closing(open_book(self.books[self.chosen])) as book:
            try:
                request = parse_command(line)
                if not isinstance(request, Search):
                    return ""
                reply = answer(Context(book, Viewer(user), self.now()), request)
            except MinutebookError:
                return ""
        if not isinstance(reply, SearchAnswer) or not any(
            _quoted(hit, shown) for hit in reply.hits
        ):
            return ""
        understood = [reply.interpreted.sentence] if reply.interpreted.sentence else []
        return "\n".join([*understood, click.unstyle(explained(reply))])


def _quoted(hit: Hit, shown: str) -> bool:
    """Whether some run of the paragraph's words is in what is shown."""
    words, there = hit.paragraph.text.split(), " ".join(shown.split())
    starts = range(max(1, len(words) - A_RUN + 1))
    return any(" ".join(words[at : at + A_RUN]) in there for at in starts)


@contextmanager
def playground(port: int = 0, db: Path | None = None) -> Iterator[Stage]:
    """The local Slack with its page and the running bot, until the end of `with`.

    Without `db`, and in an empty one, the sample minutes are loaded.
    """
    for name in [name for name in os.environ if name.casefold() in _PROXIES]:
        del os.environ[name]  # slack_sdk would ask a proxy for this machine, too
    with tempfile.TemporaryDirectory(prefix="minutebook-playground-") as made:
        folder = Path(made)
        books = {"samples": db or folder / "samples.db", "own": folder / "own.db"}
        load_samples(books["samples"])
        app = SlackApp(
            bot_token=f"xoxb-local-{secrets.token_urlsafe(16)}",
            app_token=f"xapp-local-{secrets.token_urlsafe(16)}",
        )
        slack = LocalSlack(app=app, port=port)
        stage = Stage(slack, BotProcess(slack, folder), books)
        stage.page = Page(slack, _backstage(stage), secrets.token_urlsafe(24))
        with _started(slack, port):
            stage.install()
            try:
                stage.bot.start(books["samples"])
                yield stage
            finally:
                stage.bot.stop()


_PROXIES = {"http_proxy", "https_proxy", "all_proxy"}


@contextmanager
def _started(slack: LocalSlack, port: int) -> Iterator[None]:
    try:
        slack.__enter__()
    except OSError as error:
        raise MinutebookError(
            f"Port {port} cannot be used: {error.strerror}. Name another with --port, or none."
        ) from error
    try:
        yield
    finally:
        slack.__exit__(None, None, None)


def _backstage(stage: Stage) -> Backstage:
    read = files("playground").joinpath("next_minutes.txt").read_bytes
    settings = read_settings(
        {name: value for name, value in os.environ.items() if name == "MINUTEBOOK_TIMEZONE"},
        stage.bot.folder,
    )
    return Backstage(
        manifest=stage.manifest,
        explain=stage.explain,
        moved=stage.moved,
        use=stage.use,
        book=lambda: stage.chosen,
        next_minutes=(NEXT_MINUTES, read()),
        zone=settings.zone,
        digest_time=settings.digest_time,
        digest_channel=DIGEST_CHANNEL,
    )


def load_samples(db: Path) -> None:
    """Put the sample minutes into a book that holds none."""
    with closing(open_book(db)) as book:
        if not list_meetings(Context(book, KEEPER, dt.datetime.now(dt.UTC))).meetings:
            list(index_samples(book))
