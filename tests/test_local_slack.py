"""The local Slack, driven with the real slack_sdk and slack_bolt."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from playground.local_slack import LocalSlack


class Bot:
    """A small Bolt app over Socket Mode, connected to a local Slack."""

    def __init__(self, slack: LocalSlack) -> None:
        self.events: list[dict[str, Any]] = []
        self.app = App(client=WebClient(token=slack.bot_token, base_url=slack.api_url))
        self.handler = SocketModeHandler(self.app, slack.app_token)
        _listen(self)
        self.handler.connect()


MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Find"},
    "submit": {"type": "plain_text", "text": "Find"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}


def _listen(bot: Bot) -> None:
    @bot.app.command("/echo")
    def echo(ack: Any, respond: Any, command: Any) -> None:
        ack()
        respond(f"You said {command['text']}")

    @bot.app.command("/form")
    def form(ack: Any, client: Any, command: Any) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @bot.app.view("")
    def sent(ack: Any, view: Any) -> None:
        typed = view["state"]["values"]["words"]["typed"]["value"]
        if len(typed) < 3:
            ack(response_action="errors", errors={"words": "Three letters at least."})
        else:
            ack()

    @bot.app.event("message")
    @bot.app.event("app_mention")
    @bot.app.event("file_shared")
    def heard(event: Any, body: Any, say: Any) -> None:
        bot.events.append(body)
        if event["type"] == "app_mention":
            say("Heard.", thread_ts=event["ts"])


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as running:
        yield running


@pytest.fixture
def bot(slack: LocalSlack) -> Iterator[Bot]:
    running = Bot(slack)
    slack.wait_connected()
    yield running
    running.handler.close()


def test_a_command_is_acknowledged_and_answered(slack: LocalSlack, bot: Bot) -> None:
    asked = slack.command("/echo", "fish & chips", user="U0MEMBER")
    assert asked.wait_ack() == {}
    reply = asked.wait_reply()
    assert reply.text == "You said fish &amp; chips"
    assert reply.only_for == "U0MEMBER"
    assert asked.latency is not None
    assert asked.latency < 1
    assert slack.violations == []
    assert slack.unacknowledged == []


def test_a_modal_is_opened_refused_and_sent(slack: LocalSlack, bot: Bot) -> None:
    view = slack.command("/form").wait_view()
    answer = slack.submit(view, {"typed": "ab"}).wait_ack()
    assert answer["errors"] == {"words": "Three letters at least."}
    assert slack.views == [view]
    slack.submit(view, {"typed": "abc"}).wait_ack()
    assert slack.views == []
    assert slack.violations == []


def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, bot: Bot) -> None:
    said = slack.mention("stop and search")
    reply = said.wait_reply()
    assert (reply.text, reply.thread_ts) == ("Heard.", said.ts)


def test_a_dropped_connection_is_back_within_seconds(slack: LocalSlack, bot: Bot) -> None:
    slack.drop()
    said = slack.dm("while you were away")
    slack.wait_connected(5)
    said_again = slack.command("/echo", "back").wait_reply()
    assert said_again.text == "You said back"
    slack.wait_for(lambda: [e for e in bot.events if e["event"]["ts"] == said.ts])


def test_a_refresh_loses_nothing(slack: LocalSlack, bot: Bot) -> None:
    slack.refresh(close_after=0.2)
    asked = [slack.command("/echo", str(number)) for number in range(5)]
    assert [one.wait_reply().text for one in asked] == [f"You said {n}" for n in range(5)]
    slack.wait_for(lambda: slack.socket.connections == 1)
    assert slack.unacknowledged == []
