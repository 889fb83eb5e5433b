"""A small app for the page: what it shows is hostile, and it uses every kind of window."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from every_block import ACTING, FORM, STILL, plain
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from playground.browser import Backstage, Page
from playground.local_slack import LocalSlack
from playground.state import SlackApp

HOSTILE = (
    "<script>document.title = 'broken'</script><img src=x onerror=\"document.title='broken'\">"
    "<b>bold</b> javascript:alert(1) [x](javascript:alert(1)) &lt;b&gt; {{7*7}} ${7*7}"
)
ESCAPED = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Minutebook", "description": "Shows every kind of window."},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/form", "description": "Opens a form", "usage_hint": "words"},
            {"command": "/every", "description": "Shows every block", "usage_hint": "still"},
            {"command": "/fields", "description": "Opens every field", "usage_hint": ""},
            {"command": "/show", "description": "Shows what is hostile", "usage_hint": "words"},
        ],
        "shortcuts": [
            {"name": "Ask about this", "type": "message", "callback_id": "ask", "description": "-"},
            {"name": "New form", "type": "global", "callback_id": "new", "description": "-"},
        ],
        "unfurl_domains": ["council.example"],
    },
    "oauth_config": {
        "scopes": {"bot": ["commands", "chat:write", "im:history", "links:read", "links:write"]}
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "link_shared", "message.im"]}
    },
}


def quote(text: str) -> dict[str, Any]:
    leaf = {"type": "text", "text": text}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_quote", "elements": [leaf]}],
    }


SMALL_FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("New action"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("What"),
            "hint": plain("In one sentence"),
            "element": {"type": "plain_text_input", "action_id": "what"},
        },
        {
            "type": "input",
            "block_id": "who",
            "label": plain("Who"),
            "element": {
                "type": "external_select",
                "action_id": "who",
                "min_query_length": 1,
                "placeholder": plain("A name"),
            },
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": plain("Kind"),
            "element": {
                "type": "radio_buttons",
                "action_id": "kind",
                "options": [
                    {"text": plain("Action"), "value": "action"},
                    {"text": plain("Request"), "value": "request"},
                ],
            },
        },
        {
            "type": "input",
            "block_id": "due",
            "optional": True,
            "label": plain("Due"),
            "element": {"type": "datepicker", "action_id": "due"},
        },
    ],
}


def attach(app: App) -> None:
    @app.command("/show")
    def show(ack: Ack) -> None:
        blocks = [
            {"type": "header", "text": plain(HOSTILE[:140])},
            {"type": "section", "text": {"type": "mrkdwn", "text": ESCAPED}},
            quote(HOSTILE),
            {"type": "context", "elements": [{"type": "mrkdwn", "text": ESCAPED}]},
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "action_id": "go", "text": plain(HOSTILE[:70])},
                    {
                        "type": "overflow",
                        "action_id": "more",
                        "options": [{"text": plain("Forget it"), "value": "forget"}],
                    },
                ],
            },
        ]
        ack(text=ESCAPED, blocks=blocks, response_type="in_channel")

    @app.action("more")
    def more(ack: Ack, respond: Any, body: Any) -> None:
        ack()
        respond(text=f"Chosen: {body['actions'][0]['selected_option']['value']}")

    @app.command("/form")
    def form(ack: Ack, body: Any, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=SMALL_FORM)

    @app.command("/every")
    def every(ack: Ack, command: Any) -> None:
        blocks = STILL if command["text"] == "still" else ACTING
        ack(text="Every block", blocks=blocks, response_type="in_channel")

    @app.command("/fields")
    def fields(ack: Ack, body: Any, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.options("value")
    def speakers(ack: Ack, payload: Any) -> None:
        names = [f"{payload['value'].title()} {name}" for name in ("Harbour", "Meadow")]
        ack(options=[{"text": plain(name), "value": name} for name in names])

    @app.action(re.compile("go|drop|open|ward|date|time|person|wants|wards|helped|bin|typed"))
    def used(ack: Ack) -> None:
        ack()

    @app.view("every")
    def everything(ack: Ack) -> None:
        ack()

    @app.options("who")
    def who(ack: Ack, payload: Any) -> None:
        names = [f"Cllr {payload['value'].title()}son", "Mrs Nobody"]
        ack(options=[{"text": plain(name), "value": name} for name in names])

    @app.view("form")
    def sent(ack: Ack, body: Any, client: WebClient) -> None:
        held = body["view"]["state"]["values"]
        if len(held["what"]["what"]["value"]) < 5:
            ack(response_action="errors", errors={"what": "Say a little more."})
            return
        ack()
        what, owner = held["what"]["what"]["value"], held["who"]["who"]["selected_option"]
        kind = held["kind"]["kind"]["selected_option"]["value"]
        client.chat_postMessage(
            channel="C0PANEL", text=f"Saved: {what}, {owner['text']['text']}, {kind}"
        )

    @app.shortcut("new")
    def new(ack: Ack, body: Any, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=SMALL_FORM)

    @app.shortcut("ask")
    def about(ack: Ack, body: Any, client: WebClient) -> None:
        ack()
        blocks = [quote(body["message"]["text"])]
        view = {**SMALL_FORM, "title": plain("About this"), "blocks": blocks}
        del view["submit"]
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.event("link_shared")
    def links(event: Any, client: WebClient) -> None:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "The tree was felled."}}]
        previews = {link["url"]: {"blocks": blocks} for link in event["links"]}
        client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=previews)

    @app.event("app_home_opened")
    def home(event: Any, client: WebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("What is kept for you")},
            {"type": "section", "text": {"type": "mrkdwn", "text": ESCAPED}},
        ]
        view = {"type": "home", "blocks": blocks}
        client.views_publish(user_id=event["user"], view=view)

    @app.event("message")
    def heard() -> None:
        pass


@contextmanager
def sample_app() -> Iterator[tuple[LocalSlack, Page]]:
    """The local Slack and its page, with this app connected."""
    slack = LocalSlack(app=SlackApp.from_manifest(MANIFEST))
    backstage = Backstage(
        manifest=lambda: MANIFEST,
        explain=lambda line, user, shown: "",
        moved=lambda: None,
        use=lambda name: None,
        book=lambda: "samples",
        next_minutes=("next.txt", b"Minutes"),
        zone=ZoneInfo("Europe/London"),
        digest_time=dt.time(8),
        digest_channel="C0DIGEST",
    )
    page = Page(slack, backstage, "a-token")
    with slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        app = App(client=client)
        attach(app)
        handler = SocketModeHandler(app, slack.app_token)
        handler.connect()
        slack.wait_connected()
        yield slack, page
        handler.close()
