"""A local Slack: one server on loopback for the Web API, Socket Mode, files and answers.

with LocalSlack() as slack:
    run_the_bot(slack.api_url, slack.bot_token, slack.app_token)
    slack.wait_connected()
    asked = slack.command("/minutes", "stop and search")
    assert "stop and search" in asked.wait_reply().text
    assert slack.violations == []
"""

import asyncio
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TypeVar

from aiohttp import web

from playground.acknowledgements import USUAL, Interaction, Said, waited
from playground.cast import CHANNELS, GROUPS, USERS
from playground.clock import Clock
from playground.http_delivery import Delivery
from playground.installation import Call, Installation
from playground.model import Channel, Message, User, UserGroup, View, Workspace
from playground.socket_server import ACK_SECONDS, SocketMode
from playground.state import Faults, Grants, SlackApp
from playground.user_actions import Acts
from playground.web_api import Routes, WebApi

__all__ = ["CHANNELS", "GROUPS", "USERS", "LocalSlack", "User"]


T = TypeVar("T")
STARTING = 60.0
LARGEST_UPLOAD = 200 * 2**20


class LocalSlack(Acts):
    """The server, in a thread of its own between `with` and its end.

    Slack waits `ack_seconds` for an acknowledgement, and a trigger id is good for as long: three
    seconds, and more where a machine may be too busy for that.
    """

    def __init__(
        self,
        users: Iterable[User] = USERS,
        channels: Iterable[Channel] = CHANNELS,
        groups: Iterable[UserGroup] = GROUPS,
        app: SlackApp | None = None,
        clock: Clock | None = None,
        port: int = 0,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self.clock = clock or Clock()
        space = Workspace(self.clock, users, channels, groups)
        here = Installation(app or SlackApp(), space, self.clock, Grants(self.clock, ack_seconds))
        super().__init__(here, SocketMode(here, ack_seconds))
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)
        self._ready = threading.Event()
        self._fault: BaseException | None = None
        self._stop: asyncio.Event | None = None
        self.also_serves: list[Callable[[web.Application], None]] = []

    # Life

    def __enter__(self) -> "LocalSlack":
        self._thread.start()
        if not self._ready.wait(STARTING):
            raise TimeoutError("the local Slack did not start")
        if self._fault is not None:
            raise self._fault
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.faults.clear()  # what is held back ends, too
        if self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(STARTING)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        self.socket.start(asyncio.get_running_loop())
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
        except OSError as error:
            self._fault = error
            await runner.cleanup()
            return
        host, port = runner.addresses[0][:2]
        self.here.base_url = f"http://{host}:{port}"
        self._ready.set()
        await self._stop.wait()
        await self.socket.stop()
        await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        routes = Routes(self.here)
        app.router.add_route("*", "/api/{method}", WebApi(self.here, self.socket.open_url).serve)
        app.router.add_get("/link/", self.socket.serve)
        app.router.add_post("/response/{token:.+}", routes.respond)
        app.router.add_get("/files-pri/{place}/{rest:.+}", routes.download)
        app.router.add_post("/upload/{file}", routes.upload)
        for mount in self.also_serves:
            mount(app)
        return app

    # Where the bot finds it

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.here.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """For SLACK_BOT_TOKEN."""
        return self.here.app.bot_token

    @property
    def app_token(self) -> str:
        """For SLACK_APP_TOKEN."""
        return self.here.app.app_token

    # What there is to see

    @property
    def workspace(self) -> Workspace:
        """The whole state."""
        return self.here.workspace

    @property
    def faults(self) -> Faults:
        """What is to go wrong."""
        return self.here.faults

    @property
    def violations(self) -> list[str]:
        """A sentence for each thing that the app must not do. Tests assert that it is empty."""
        return list(self.here.violations)

    @property
    def unacknowledged(self) -> list[Delivery]:
        """Envelopes that were given up: too late, or nobody there to take them."""
        return [one for one in self.deliveries if one.state in ("late", "undelivered")]

    @property
    def quiet(self) -> bool:
        """Whether nothing is on its way to the app."""
        return all(one.state not in ("sent", "waiting") for one in self.deliveries)

    @property
    def deliveries(self) -> list[Delivery]:
        """Every envelope sent, in order."""
        return list(self.socket.deliveries)

    def messages(self, channel: str | None = None) -> list[Message]:
        """What everyone in the channel sees, the oldest first."""
        return self.workspace.messages(channel)

    def ephemerals(self, user: str | None = None) -> list[Message]:
        """What is shown to this user (or somebody) alone, the oldest first."""
        held = self.workspace.messages(everyone=False)
        return [message for message in held if user in (None, message.only_for)]

    @property
    def views(self) -> list[View]:
        """The modals open now."""
        return list(self.workspace.views.values())

    def home(self, user: str = "U0MEMBER") -> View | None:
        """The Home published for this user."""
        return self.workspace.homes.get(user)

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls that the app made, of one method or all."""
        return [call for call in list(self.here.calls) if method in (None, call.method)]

    def wait_for(self, predicate: Callable[[], T], timeout: float = USUAL) -> T:
        """The first true value of `predicate`; raises TimeoutError."""
        return waited(self.here, "what was waited for", predicate, timeout)

    # What happens to the connection

    def wait_connected(self, timeout: float = USUAL, connections: int = 1) -> None:
        """Waits until the app has so many connections open."""
        self.wait_for(lambda: self.socket.connections >= connections, timeout)

    def drop(self) -> None:
        """Cuts the connections without a word, and waits until they are gone."""
        before = self.socket.connections
        opened = self.socket.opened
        self.socket.drop()
        if before:
            self.wait_for(lambda: self.socket.connections < before or self.socket.opened > opened)

    def refresh(self, close_after: float = 2.0, timeout: float = USUAL) -> None:
        """Announces the end of the connections, and waits until the app has a new one; the old
        ones end `close_after` seconds later."""
        opened = self.socket.opened
        self.socket.say_goodbye("refresh_requested", close_after)
        self.wait_for(lambda: self.socket.opened > opened, timeout)

    def redeliver(self, sent: Interaction | Said | Delivery) -> list[Delivery]:
        """Sends the same events again, with the same event_id, as Slack does in doubt."""
        if isinstance(sent, Said):
            return [self.socket.again(one) for one in sent.deliveries]
        return [self.socket.again(sent if isinstance(sent, Delivery) else sent.delivery)]
