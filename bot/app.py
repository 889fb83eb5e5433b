"""The bot: connects to Slack by socket or HTTP, works until told to stop, ends in order."""

import datetime as dt
import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click
from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.handler import RetryHandler

from bot import observability
from bot.handler_context import HandlerContext
from bot.http_mode import HttpConnection
from bot.jobs.digest import DigestJob
from bot.jobs.embed import EmbeddingJob
from bot.jobs.housekeeping import Housekeeping
from bot.jobs.message_updates import MessageUpdater
from bot.jobs.scheduled_publishing import ScheduledPublishing
from bot.jobs.sync import SyncJob
from bot.listeners import attach
from bot.observability import Health, Heartbeat, health_file, serve_metrics
from bot.settings import Settings
from bot.slack_client import LOST, TIMEOUT, NeverArrivedRetryHandler, safe_retries
from bot.slack_keys import ProcessKey
from bot.socket_mode import SteadyClient, steady_client
from bot.worker import Worker
from bot.workspace_members import People
from commands.embeddings import Model
from commands.request_context import open_book
from storage.model import MinutebookError

log = logging.getLogger(__name__)
BOLT_LOG = logging.getLogger("slack_bolt")

ACK_THREADS = 20
WRITE_EVERY = dt.timedelta(seconds=20)
FINISH_SECONDS = 6.0  # for what is in hand when told to stop
REFUSED = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "no_permission",
    "missing_scope",
}


def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT: the exit status.

    0 stopped; 1 Slack cannot be reached; 2 a setting is missing or refused, told on standard
    error.
    """
    faults = settings.slack_faults()
    if faults:
        click.echo("\n".join(faults), err=True)
        return 2
    observability.configure_logging(settings.log)
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    return _connected(settings, stop)


def _connected(settings: Settings, stop: threading.Event) -> int:
    client = web_client(settings, safe_retries())
    named = "SLACK_BOT_TOKEN"
    try:
        bot_user = str(client.auth_test()["user_id"])
        app = App(
            client=client,
            signing_secret=settings.signing_secret,
            logger=BOLT_LOG,
            listener_executor=ThreadPoolExecutor(ACK_THREADS),
        )
        desk = _desk(settings, client, bot_user)
        attach(app, desk)
        named = "SLACK_APP_TOKEN"
        connection = _connection(app, settings)
        connection.connect()
        watch = Watch(desk, connection)
        if settings.metrics:
            serve_metrics(settings.metrics, watch.health, _now)
    except MinutebookError as error:
        click.echo(error, err=True)
        return 2
    except (SlackApiError, BoltError, *LOST) as error:
        return _not_connected(settings, named, error)
    log.info("Connected to Slack as %s", bot_user)
    ticking = _clocks(desk, stop)
    watch.look()
    while not stop.wait(1.0):
        connection.revive()
        watch.look()
    watch.end()
    return _stopped(connection, desk, ticking)


@dataclass
class Watch:
    """Writes down how the bot is: several times a minute, and when it finds or loses Slack."""

    desk: HandlerContext
    connection: SteadyClient | HttpConnection
    _written: Health | None = None

    def health(self) -> Health:
        """How it stands now."""
        return self.desk.pulse.health(_now(), self.connection.is_connected())

    def look(self) -> None:
        """Write it where that was not done lately, or is not true any more."""
        now, connected, before = _now(), self.connection.is_connected(), self._written
        if before and before.connected == connected and now - before.at <= WRITE_EVERY:
            return
        self._written = self.desk.pulse.write(now, connected)

    def end(self) -> None:
        """The bot has stopped: nobody is connected."""
        self.desk.pulse.write(_now(), False)


def _connection(app: App, settings: Settings) -> SteadyClient | HttpConnection:
    """The way by which Slack reaches the bot."""
    if settings.mode == "http":
        return HttpConnection(app, *settings.http)
    return steady_client(app, settings.app_token or "")


def _clocks(desk: HandlerContext, stop: threading.Event) -> list[threading.Thread]:
    """What the bot does by itself, each on a thread of its own until `stop` is set."""
    sending = web_client(desk.settings, [NeverArrivedRetryHandler()])
    ours = _this_process()
    clocks = (
        DigestJob(desk, sending, ours),
        SyncJob(desk),
        Housekeeping(desk),
        MessageUpdater(desk, sending, ours),
        ScheduledPublishing(desk),
        EmbeddingJob(desk),
    )
    threads = [threading.Thread(target=clock.run, args=[stop], daemon=True) for clock in clocks]
    for thread in threads:
        thread.start()
    return threads


def web_client(settings: Settings, retries: Sequence[RetryHandler]) -> WebClient:
    """Slack's Web API as these settings reach it."""
    return WebClient(
        token=settings.bot_token,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        retry_handlers=list(retries),
    )


def _desk(settings: Settings, client: WebClient, bot_user: str) -> HandlerContext:
    people = People(client, settings.secretariat, _now)
    work = Worker(reference=lambda: secrets.token_hex(3))
    pulse = Heartbeat(health_file(settings.db))
    model = Model(settings.model) if settings.model else None
    return HandlerContext(
        settings, open_book(settings.db), client, people, work, _now, bot_user, pulse, model
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _this_process() -> str:
    return ProcessKey(socket.gethostname(), os.getpid(), secrets.token_hex(4)).key()


def _not_connected(settings: Settings, named: str, error: Exception) -> int:
    """Say why there is no connection; the exit status."""
    if isinstance(error, SlackApiError) and error.response.get("error") in REFUSED:
        code = error.response["error"]
        click.echo(
            f"Slack refuses {named} ({code}): copy it again from the app's pages on "
            "api.slack.com ('minutebook doctor' checks it).",
            err=True,
        )
        return 2
    click.echo(f"Slack cannot be reached at {settings.slack_api_url}: {error}.", err=True)
    return 1


def _stopped(
    connection: SteadyClient | HttpConnection,
    desk: HandlerContext,
    ticking: Sequence[threading.Thread],
) -> int:
    """Take nothing more, finish what is in hand, close the book."""
    log.info("Stopping")
    connection.stop()
    finished = desk.work.finish(within=FINISH_SECONDS)
    for thread in ticking:
        thread.join(1.0)
    if not finished or any(thread.is_alive() for thread in ticking):
        log.warning("Stopped before everything in hand was finished")
        logging.shutdown()
        os._exit(0)  # threads that wait for Slack would keep the process
    desk.book.close()
    log.info("Stopped")
    return 0
