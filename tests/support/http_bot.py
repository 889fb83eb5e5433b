"""`minutebook run` as Slack reaches it by requests."""

import socket
import time

from support.bot_process import PATIENCE, Bot


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def wait_until_heard(port: int) -> None:
    """Waits until somebody listens there."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at port {port}")


class HttpBot(Bot):
    """A bot that Slack reaches by requests."""

    def start(self, **settings: str) -> "HttpBot":
        """Starts it and waits until it listens."""
        port = free_port()
        app = self.slack.here.app
        self.launch(
            MINUTEBOOK_MODE="http",
            MINUTEBOOK_HTTP=f"127.0.0.1:{port}",
            SLACK_SIGNING_SECRET=app.signing_secret,
            SLACK_APP_TOKEN="",
            **settings,
        )
        wait_until_heard(port)
        self.slack.socket.request_url = f"http://127.0.0.1:{port}/slack/events"
        return self

    @property
    def url(self) -> str:
        """Its request address."""
        return str(self.slack.socket.request_url)
