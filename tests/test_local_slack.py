"""The local Slack's Socket Mode, with the real slack_bolt over the real WebSocket client."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from playground.acknowledgements import USUAL
from playground.local_slack import LocalSlack
from playground.state import ALL_EVENTS, SlackApp

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Find"},
    "submit": {"type": "plain_text", "text": "Find"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "who",
            "optional": True,
            "label": {"type": "plain_text", "text": "Speaker"},
            "element": {"type": "external_select", "action_id": "speaker"},
        },
    ],
}
BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "share",
            "value": "7",
            "text": {"type": "plain_text", "text": "Share"},
        }
    ],
}


class Bot:
    """A small Bolt app over Socket Mode, connected to a local Slack."""

    def __init__(self, slack: LocalSlack) -> None:
        self.events: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.released = threading.Event()
        self.slack = slack
        self.app = App(
            client=WebClient(token=slack.bot_token, base_url=slack.api_url),
            listener_executor=ThreadPoolExecutor(max_workers=20),
        )
        self.handler = SocketModeHandler(self.app, slack.app_token)
        _commands(self)
        _interactions(self)
        _events(self)
        self.handler.connect()

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [body["event"] for body in self.events if body["event"]["type"] == kind]

    def close(self) -> None:
        """Cuts the connection; what the client does to end its threads is not waited for."""
        self.released.set()
        self.handler.client.auto_reconnect_enabled = False
        self.handler.client.current_session_runner.event.set()
        self.slack.drop()
        threading.Thread(target=self.handler.close, daemon=True).start()


def _commands(bot: Bot) -> None:
    @bot.app.command("/echo")
    def echo(ack: Any, respond: Any, command: Any) -> None:
        ack()
        respond(f"You said {command['text']}")

    @bot.app.command("/form")
    def form(ack: Any, client: Any, command: Any) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @bot.app.command("/find")
    def find(ack: Any) -> None:
        ack(text="Found it.", blocks=[BUTTONS], response_type="ephemeral")

    @bot.app.command("/dawdle")
    def dawdle(ack: Any) -> None:
        bot.released.wait(10)
        ack()


def _interactions(bot: Bot) -> None:
    @bot.app.view("")
    def submitted(ack: Any, view: Any) -> None:
        typed = view["state"]["values"]["words"]["typed"]["value"]
        bot.sent.append(view["state"]["values"])
        if len(typed) < 3:
            ack(response_action="errors", errors={"words": "Three letters at least."})
        else:
            ack()

    @bot.app.view_closed("")
    def closed(ack: Any, body: Any) -> None:
        bot.sent.append(body)
        ack()

    @bot.app.action("share")
    def share(ack: Any, body: Any, respond: Any) -> None:
        ack()
        bot.sent.append(body)
        respond("Shared.", replace_original=True)

    @bot.app.options("speaker")
    def speakers(ack: Any, payload: Any) -> None:
        value = payload["value"]
        ack(options=[{"text": {"type": "plain_text", "text": f"Cllr {value}"}, "value": value}])

    @bot.app.shortcut("act")
    def act(ack: Any, body: Any, client: Any) -> None:
        ack()
        bot.sent.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)


def _events(bot: Bot) -> None:
    def heard(event: Any, body: Any, say: Any) -> None:
        bot.events.append(body)
        if event["type"] == "app_mention":
            say("Heard.", thread_ts=event["ts"])

    kinds = "message app_mention file_shared app_home_opened link_shared member_joined_channel"
    for kind in kinds.split():
        bot.app.event(kind)(heard)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as running:
        yield running


@pytest.fixture
def bot(slack: LocalSlack) -> Iterator[Bot]:
    running = Bot(slack)
    slack.wait_connected()
    yield running
    running.close()


# Commands


def test_a_command_is_acknowledged_and_answered(slack: LocalSlack, bot: Bot) -> None:
    asked = slack.command("/echo", "fish & chips", user="U0MEMBER", channel="C0QUIET")
    assert asked.wait_ack() == {}
    reply = asked.wait_reply()
    assert (reply.text, reply.only_for) == ("You said fish &amp; chips", "U0MEMBER")
    assert asked.latency is not None
    assert slack.violations == []
    assert slack.unacknowledged == []


def test_an_answer_may_come_with_the_acknowledgement(slack: LocalSlack, bot: Bot) -> None:
    asked = slack.command("/find")
    assert asked.wait_ack()["text"] == "Found it."
    assert asked.wait_reply().text == "Found it."


def test_what_is_typed_arrives_escaped_with_names_as_ids(slack: LocalSlack) -> None:
    sent = slack.command("/echo", "@ada in #panel & #clerks-only: 2 < 3, https://x.example/?a&b")
    assert sent.payload["text"] == (
        "<@U0MEMBER> in <#C0PANEL|panel> &amp; <#C0CLERKS|>: 2 &lt; 3, <https://x.example/?a&amp;b>"
    )


def test_fifty_commands_at_once(slack: LocalSlack, bot: Bot) -> None:
    asked = [slack.command("/echo", str(number)) for number in range(50)]
    replies = [one.wait_reply().text for one in asked]
    assert replies == [f"You said {number}" for number in range(50)]
    assert slack.unacknowledged == []
    assert all(len(one.replies) == 1 for one in asked)


def test_what_is_acknowledged_too_late_is_told() -> None:
    with LocalSlack(ack_seconds=0.2) as slack:
        bot = Bot(slack)
        slack.wait_connected()
        asked = slack.command("/dawdle")
        with pytest.raises(TimeoutError, match="was late"):
            asked.wait_ack()
        bot.released.set()
        assert slack.wait_for(lambda: asked.latency or 0) > 0.2
        assert slack.unacknowledged == [asked.delivery]
        bot.close()


def test_only_registered_commands_can_be_typed() -> None:
    manifest = {"features": {"slash_commands": [{"command": "/minutes", "should_escape": False}]}}
    with LocalSlack(app=SlackApp.from_manifest(manifest)) as slack:
        assert slack.command("/minutes", "a < b").payload["text"] == "a < b"
        with pytest.raises(ValueError, match="/other is not a valid command"):
            slack.command("/other")


# Interactivity


def test_a_modal_is_opened_refused_and_sent(slack: LocalSlack, bot: Bot) -> None:
    view = slack.command("/form").wait_view()
    answer = slack.submit(view, {"typed": "ab"}).wait_ack()
    assert answer["errors"] == {"words": "Three letters at least."}
    assert slack.views == [view]
    slack.submit(view, {"typed": "abc", "speaker": "clarke"}).wait_ack()
    assert slack.views == []
    assert bot.sent[-1]["who"]["speaker"]["selected_option"]["value"] == "clarke"
    with pytest.raises(ValueError, match="'Words' must be filled in"):
        slack.submit(slack.command("/form").wait_view())
    assert slack.violations == []


def test_options_are_offered_while_typing(slack: LocalSlack, bot: Bot) -> None:
    view = slack.command("/form").wait_view()
    offered = slack.suggest(view, "speaker", "clar")
    assert [one["text"]["text"] for one in offered] == ["Cllr clar"]


def test_a_closed_modal_is_told_to_who_asked(slack: LocalSlack, bot: Bot) -> None:
    view = slack.command("/form").wait_view()
    closed = slack.close(view)
    assert closed is not None
    closed.wait_ack()
    assert (bot.sent[-1]["type"], slack.views) == ("view_closed", [])


def test_a_click_on_an_ephemeral_message(slack: LocalSlack, bot: Bot) -> None:
    reply = slack.command("/find", user="U0CLERK").wait_reply()
    clicked = slack.click(reply, "Share")
    clicked.wait_ack()
    body = slack.wait_for(lambda: bot.sent)[0]
    assert body["actions"][0]["value"] == "7"
    assert body["user"]["id"] == "U0CLERK"
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    slack.wait_for(lambda: [m for m in slack.ephemerals("U0CLERK") if m.text == "Shared."])
    assert len(slack.ephemerals()) == 1
    with pytest.raises(LookupError, match="does not see this"):
        slack.click(slack.command("/find").wait_reply(), "share", user="U0GUEST")
    with pytest.raises(LookupError, match="there is: share"):
        slack.click(slack.command("/find").wait_reply(), "Context")


def test_shortcuts(slack: LocalSlack, bot: Bot) -> None:
    slack.shortcut("act", user="U0CLERK").wait_view()
    assert "channel" not in bot.sent[-1]
    said = slack.message("a promise was made", channel="C0QUIET")
    slack.message_shortcut("act", said).wait_view()
    assert bot.sent[-1]["message"]["text"] == "a promise was made"
    assert bot.sent[-1]["channel"]["id"] == "C0QUIET"


# Events


def test_a_mention_is_answered_in_its_thread(slack: LocalSlack, bot: Bot) -> None:
    said = slack.mention("stop and search")
    reply = said.wait_reply()
    assert (reply.text, reply.thread_ts) == ("Heard.", said.ts)
    assert bot.heard("app_mention")[0]["text"] == "<@U0BOT> stop and search"


def test_a_file_in_a_channel_makes_several_events(slack: LocalSlack, bot: Bot) -> None:
    said = slack.upload("m.txt", b"1. Welcome", channel="C0PANEL", text="@minutebook please")
    said.wait_ack()
    slack.wait_for(lambda: len(bot.events) == 2)
    file_id = said.message.files[0].id
    assert bot.heard("file_shared")[0]["file"] == {"id": file_id}
    assert bot.heard("app_mention")[0]["files"][0]["id"] == file_id


def test_a_file_in_a_direct_message(slack: LocalSlack, bot: Bot) -> None:
    slack.upload("m.txt", b"1. Welcome", user="U0CLERK").wait_ack()
    message = slack.wait_for(lambda: bot.heard("message"))[0]
    assert (message["subtype"], message["channel_type"]) == ("file_share", "im")
    assert slack.wait_for(lambda: bot.heard("file_shared"))[0]["user_id"] == "U0CLERK"


def test_the_outer_event(slack: LocalSlack, bot: Bot) -> None:
    slack.dm("hello")
    body = slack.wait_for(lambda: bot.events)[0]
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "U0BOT"
    assert body["is_ext_shared_channel"] is False


def test_edits_and_deletions_are_told(slack: LocalSlack, bot: Bot) -> None:
    said = slack.dm("stop and serch")
    slack.edit(said, "stop and search")
    slack.delete(said)
    slack.wait_for(lambda: len(bot.events) == 3)
    kinds = sorted(event.get("subtype", "") for event in bot.heard("message"))
    assert kinds == ["", "message_changed", "message_deleted"]


def test_only_what_was_subscribed_to_is_told_and_only_where_the_bot_is() -> None:
    app = SlackApp(events=frozenset({"app_mention"}))
    with LocalSlack(app=app) as slack:
        assert slack.dm("hello").deliveries == []
        assert slack.mention("hello", channel="C0QUIET").deliveries == []
        assert len(slack.mention("hello").deliveries) == 1


def test_home_links_and_invitations() -> None:
    app = SlackApp(events=ALL_EVENTS, unfurl_domains=frozenset({"council.example"}))
    with LocalSlack(app=app) as slack:
        bot = Bot(slack)
        slack.open_home("U0MEMBER", "messages")
        slack.message("see https://www.council.example/doc?id=1&x=2 and https://other.example")
        slack.invite_bot("C0QUIET")
        slack.wait_for(lambda: len(bot.events) == 3)
        bot.close()
        assert bot.heard("app_home_opened")[0]["tab"] == "messages"
        url = "https://www.council.example/doc?id=1&amp;x=2"
        assert bot.heard("link_shared")[0]["links"] == [{"url": url, "domain": "council.example"}]
        assert bot.heard("member_joined_channel")[0]["channel"] == "C0QUIET"


# The connection


def test_a_redelivery_is_the_same_event(slack: LocalSlack, bot: Bot) -> None:
    said = slack.dm("once")
    said.wait_ack()
    again = slack.redeliver(said)
    slack.wait_for(lambda: len(bot.events) == 2)
    assert bot.events[0]["event_id"] == bot.events[1]["event_id"]
    assert [one.envelope["retry_attempt"] for one in again] == [1]


def test_a_dropped_connection_is_back_within_seconds(slack: LocalSlack, bot: Bot) -> None:
    slack.drop()
    said = slack.dm("while you were away")
    slack.wait_connected()
    assert slack.command("/echo", "back").wait_reply().text == "You said back"
    slack.wait_for(lambda: [event for event in bot.heard("message") if event["ts"] == said.ts])


def test_a_refresh_moves_over_to_the_new_connection(slack: LocalSlack) -> None:
    old = _connect(slack)
    old.recv()
    slack.wait_connected()
    slack.socket.say_goodbye("refresh_requested", close_after=0.2)
    assert json.loads(old.recv()) == {"type": "disconnect", "reason": "refresh_requested"}
    new = _connect(slack)
    new.recv()
    slack.command("/echo", "after")
    assert json.loads(new.recv())["payload"]["text"] == "after"
    assert old.recv_data()[0] == websocket.ABNF.OPCODE_CLOSE
    old.shutdown()
    new.close()


def test_a_refresh_loses_no_event(slack: LocalSlack, bot: Bot) -> None:
    slack.refresh(close_after=0.2)
    said = [slack.dm(str(number)) for number in range(5)]
    stamps = {one.ts for one in said}
    slack.wait_for(lambda: stamps <= {event["ts"] for event in bot.heard("message")})


def test_nobody_is_connected(slack: LocalSlack) -> None:
    asked = slack.command("/echo", "x")
    with pytest.raises(TimeoutError, match="was undelivered"):
        asked.wait_ack()
    waiting = slack.dm("x")
    bot = Bot(slack)
    slack.wait_for(lambda: [event for event in bot.heard("message") if event["ts"] == waiting.ts])
    bot.close()


def _connect(slack: LocalSlack) -> websocket.WebSocket:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    url = client.apps_connections_open(app_token=slack.app_token)["url"]
    return websocket.create_connection(url, timeout=USUAL)


def test_envelopes_are_spread_over_ten_connections_at_most(slack: LocalSlack) -> None:
    sockets = [_connect(slack) for _ in range(10)]
    hellos = [socket.recv() for socket in sockets]
    assert '"num_connections": 10' in str(hellos[-1])
    with pytest.raises(websocket.WebSocketBadStatusException):
        _connect(slack)
    slack.wait_connected(connections=10)
    for number in range(10):
        slack.command("/echo", str(number))
    texts = {str(socket.recv()).partition('"text": "')[2][0] for socket in sockets}
    assert texts == set("0123456789")
    for socket in sockets:
        socket.close()


def test_a_ping_is_answered_with_its_own_payload(slack: LocalSlack) -> None:
    socket = _connect(slack)
    socket.recv()
    socket.ping("session:1700000000")
    opcode, payload = socket.recv_data(control_frame=True)
    assert (opcode, payload) == (websocket.ABNF.OPCODE_PONG, b"session:1700000000")
    socket.close()


def test_a_ticket_is_good_for_one_connection(slack: LocalSlack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    url = client.apps_connections_open(app_token=slack.app_token)["url"]
    socket = websocket.create_connection(url, timeout=USUAL)
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(url, timeout=USUAL)
    socket.close()


def test_wrong_acknowledgements_are_noted(slack: LocalSlack) -> None:
    socket = _connect(slack)
    slack.wait_connected()
    said = slack.dm("hello")
    slack.wait_for(lambda: said.deliveries[0].state == "sent")
    envelope = said.deliveries[0].envelope_id
    for ack in ({"envelope_id": envelope, "payload": {"text": "x"}}, {"envelope_id": envelope}):
        socket.send(json.dumps(ack))
    socket.send(json.dumps({"envelope_id": "e0"}))
    slack.wait_for(lambda: len(slack.violations) == 3)
    payload, twice, unknown = slack.violations
    assert "takes no payload" in payload
    assert "acknowledged twice" in twice
    assert "no such envelope" in unknown
    socket.close()
