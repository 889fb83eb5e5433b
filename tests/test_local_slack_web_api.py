"""The local Slack's Web API, called with the real slack_sdk client."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.webhook import WebhookClient

from playground.local_slack import LocalSlack
from playground.model import Channel
from playground.state import ALL_SCOPES, SlackApp

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Some words"}}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Find"}, "blocks": [SECTION]}


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def refused(call: Callable[..., Any], *args: Any, **arguments: Any) -> Any:
    """The reply to a call that is refused."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **arguments)
    return caught.value.response


def fetch(url: str, token: str = "") -> tuple[str, bytes]:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return answer.headers["Content-Type"], answer.read()


# Tokens, scopes, arguments


def test_auth_test_tells_who_and_lists_the_scopes(slack: LocalSlack, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == ("U0BOT", "T0LOCAL")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert set(headers["x-oauth-scopes"].split(",")) == ALL_SCOPES


def test_each_method_takes_its_own_kind_of_token(slack: LocalSlack) -> None:
    def client(token: str) -> WebClient:
        return WebClient(token=token, base_url=slack.api_url)

    assert refused(client("xoxb-wrong").auth_test)["error"] == "invalid_auth"
    assert refused(client(slack.app_token).auth_test)["error"] == "not_allowed_token_type"
    opening = client("x").apps_connections_open
    assert refused(opening, app_token=slack.bot_token)["error"] == "not_allowed_token_type"
    assert opening(app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_missing_scope_is_named() -> None:
    with LocalSlack(app=SlackApp(scopes=frozenset({"chat:write", "channels:history"}))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        answer = refused(client.users_info, user="U0MEMBER")
        assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
        assert answer["provided"] == "channels:history,chat:write"
        assert client.conversations_history(channel="C0PANEL")["messages"] == []
        private = refused(client.conversations_history, channel="C0CLERKS")
        assert private["needed"] == "groups:history"


def test_an_unknown_method_is_refused_and_noted(slack: LocalSlack, client: WebClient) -> None:
    assert refused(client.api_call, "chat.postMassage")["error"] == "unknown_method"
    assert slack.violations == ["chat.postMassage: no such method"]


def test_arguments_come_as_json_form_or_query(slack: LocalSlack, client: WebClient) -> None:
    sent = {"channel": "C0PANEL", "text": "x", "blocks": json.dumps([SECTION])}
    client.api_call("chat.postMessage", json={**sent, "blocks": [SECTION]})
    client.api_call("chat.postMessage", data=sent)
    client.api_call("chat.postMessage", http_verb="GET", params=sent)
    texts = [message.blocks[0]["text"]["text"] for message in slack.messages("C0PANEL")]
    assert texts == ["Some words"] * 3
    assert slack.violations == []


# Messages


def test_a_message_is_posted_changed_and_taken_back(slack: LocalSlack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0PANEL", text="One", blocks=[SECTION])
    reply = client.chat_postMessage(channel="C0PANEL", text="Reply", thread_ts=posted["ts"])
    client.chat_update(channel="C0PANEL", ts=posted["ts"], text="Two")
    shown = slack.messages("C0PANEL")
    assert [message.text for message in shown] == ["Two", "Reply"]
    assert shown[0].blocks[0]["text"]["text"] == "Some words"
    assert client.chat_getPermalink(channel="C0PANEL", message_ts=posted["ts"])["permalink"]
    client.chat_delete(channel="C0PANEL", ts=reply["ts"])
    assert [message.text for message in slack.messages("C0PANEL")] == ["Two"]


def test_a_user_id_opens_the_direct_message(slack: LocalSlack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="U0MEMBER", text="Good morning")
    assert posted["channel"] == slack.dm_channel("U0MEMBER")


def test_where_one_may_not_post(client: WebClient, slack: LocalSlack) -> None:
    def error(**arguments: Any) -> str:
        return str(refused(client.chat_postMessage, **arguments)["error"])

    slack.workspace.channels["C0OLD"] = Channel(
        "C0OLD", "old", frozenset({"U0BOT"}), "public", True
    )
    assert error(channel="C0QUIET", text="x") == "not_in_channel"
    assert error(channel="C0NONE", text="x") == "channel_not_found"
    assert error(channel="C0OLD", text="x") == "is_archived"
    assert error(channel="C0PANEL", text="x", thread_ts="1.000001") == "thread_not_found"
    empty = refused(client.api_call, "chat.postMessage", json={"channel": "C0PANEL"})
    assert empty["error"] == "no_text"
    assert error(channel="C0PANEL", text="x" * 40_001) == "msg_too_long"


def test_bad_blocks_are_refused_as_slack_does_and_noted(
    slack: LocalSlack, client: WebClient
) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    answer = refused(client.chat_postMessage, channel="C0PANEL", text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters, has 151 [json-pointer:/blocks/0/text/text]"
    ]
    assert slack.violations == [
        "chat.postMessage: must be less than 151 characters, has 151 at /blocks/0/text/text"
    ]
    assert slack.messages() == []


def test_ephemeral_messages_are_seen_by_one_and_not_in_the_history(
    slack: LocalSlack, client: WebClient
) -> None:
    client.chat_postEphemeral(channel="C0PANEL", user="U0MEMBER", text="For you")
    assert [message.text for message in slack.ephemerals("U0MEMBER")] == ["For you"]
    assert slack.ephemerals("U0CLERK") == []
    assert client.conversations_history(channel="C0PANEL")["messages"] == []
    there = refused(client.chat_postEphemeral, channel="C0CLERKS", user="U0MEMBER", text="x")
    assert there["error"] == "user_not_in_channel"


def test_metadata_is_kept_and_returned_when_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "digest", "event_payload": {"day": "2024-03-01"}}
    client.chat_postMessage(channel="C0DIGEST", text="Digest", metadata=metadata)
    plain = client.conversations_history(channel="C0DIGEST")["messages"][0]
    full = client.conversations_history(channel="C0DIGEST", include_all_metadata=True)
    assert "metadata" not in plain
    assert full["messages"][0]["metadata"] == metadata


def test_history_comes_in_pages_the_newest_first(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C0PANEL", text=str(n))["ts"] for n in range(5)]
    pages = [
        [message["text"] for message in page["messages"]]
        for page in client.conversations_history(channel="C0PANEL", limit=2)
    ]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    since = client.conversations_history(channel="C0PANEL", oldest=stamps[2])
    assert [message["text"] for message in since["messages"]] == ["4", "3"]


def test_a_thread_is_read_in_order(client: WebClient) -> None:
    first = client.chat_postMessage(channel="C0PANEL", text="First")["ts"]
    client.chat_postMessage(channel="C0PANEL", text="Second", thread_ts=first)
    thread = client.conversations_replies(channel="C0PANEL", ts=first)["messages"]
    assert [message["text"] for message in thread] == ["First", "Second"]
    history = client.conversations_history(channel="C0PANEL")["messages"]
    assert [message["text"] for message in history] == ["First"]


# People and channels


def test_people_groups_and_channels(client: WebClient) -> None:
    assert client.users_info(user="U0AWAY")["user"]["tz"] == "America/New_York"
    people = [user["id"] for page in client.users_list(limit=2) for user in page["members"]]
    assert people == ["U0BOT", "U0MEMBER", "U0CLERK", "U0GUEST", "U0AWAY"]
    assert client.users_lookupByEmail(email="bram@panel.example")["user"]["id"] == "U0CLERK"
    assert client.usergroups_users_list(usergroup="S0CLERKS")["users"] == ["U0CLERK"]
    assert client.usergroups_list()["usergroups"][0]["handle"] == "clerks"
    names = [channel["name"] for channel in client.conversations_list()["channels"]]
    assert names == ["panel", "minutes-digest", "lunch"]
    assert client.conversations_info(channel="C0QUIET")["channel"]["is_member"] is False
    assert client.conversations_join(channel="C0QUIET")["channel"]["is_member"] is True
    assert client.conversations_members(channel="C0CLERKS")["members"] == ["U0BOT", "U0CLERK"]
    opened = client.conversations_open(users="U0MEMBER")["channel"]["id"]
    assert client.conversations_info(channel=opened)["channel"]["user"] == "U0MEMBER"
    assert client.bots_info(bot="B0BOT")["bot"]["user_id"] == "U0BOT"
    assert client.team_info()["team"]["domain"] == "local-slack"
    assert refused(client.users_info, user="U0NOBODY")["error"] == "user_not_found"


# Files


def test_a_file_is_given_for_the_right_token_only(slack: LocalSlack, client: WebClient) -> None:
    said = slack.upload("minutes.txt", b"1. Welcome", user="U0CLERK")
    file = client.files_info(file=said.message.files[0].id)["file"]
    assert (file["name"], file["size"], file["mimetype"]) == ("minutes.txt", 10, "text/plain")
    kind, content = fetch(file["url_private_download"], "xoxb-wrong")
    assert kind.startswith("text/html")
    assert b"Sign in" in content
    assert slack.here.downloads == []
    assert fetch(file["url_private_download"], slack.bot_token)[1] == b"1. Welcome"
    assert slack.here.downloads == [file["id"]]


def test_the_bot_puts_a_file_up(slack: LocalSlack, client: WebClient) -> None:
    client.files_upload_v2(
        channel="C0PANEL", filename="actions.csv", content="a,b\n", initial_comment="All of them"
    )
    shared = slack.messages("C0PANEL")[0]
    assert (shared.text, shared.files[0].name) == ("All of them", "actions.csv")
    assert shared.files[0].content == b"a,b\n"
    assert slack.violations == []


# Views, triggers, answers


def test_a_trigger_is_good_once_and_for_three_seconds(slack: LocalSlack, client: WebClient) -> None:
    def error(trigger: str) -> str:
        return str(refused(client.views_open, trigger_id=trigger, view=MODAL)["error"])

    trigger = slack.here.grants.trigger("U0MEMBER")
    client.views_open(trigger_id=trigger, view=MODAL)
    assert error(trigger) == "exchanged_trigger_id"
    assert error("made.up") == "invalid_trigger_id"
    late = slack.here.grants.trigger("U0MEMBER")
    slack.clock.advance(3.1)
    assert error(late) == "expired_trigger_id"


def test_modals_stack_up_to_three_and_keep_their_hash(slack: LocalSlack, client: WebClient) -> None:
    def trigger() -> str:
        return slack.here.grants.trigger("U0MEMBER")

    first = client.views_open(trigger_id=trigger(), view=MODAL)["view"]
    client.views_push(trigger_id=trigger(), view=MODAL)
    third = client.views_push(trigger_id=trigger(), view=MODAL)["view"]
    assert third["root_view_id"] == first["id"]
    pushing = refused(client.views_push, trigger_id=trigger(), view=MODAL)
    assert pushing["error"] == "push_limit_reached"
    changed = client.views_update(view_id=first["id"], view=MODAL, hash=first["hash"])["view"]
    stale = refused(client.views_update, view_id=first["id"], view=MODAL, hash=first["hash"])
    assert (stale["error"], changed["id"]) == ("hash_conflict", first["id"])


def test_a_home_is_published_for_each_user(slack: LocalSlack, client: WebClient) -> None:
    client.views_publish(user_id="U0MEMBER", view={"type": "home", "blocks": [SECTION]})
    home = slack.home("U0MEMBER")
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "Some words"
    assert slack.home("U0CLERK") is None
    wrong = refused(client.views_publish, user_id="U0CLERK", view=MODAL)
    assert wrong["error"] == "invalid_arguments"


def test_a_response_url_takes_five_answers_in_half_an_hour(slack: LocalSlack) -> None:
    asked = slack.command("/minutes", "x")
    webhook = WebhookClient(asked.payload["response_url"])
    assert [webhook.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    late = slack.command("/minutes", "x")
    slack.clock.advance(30 * 60 + 1)
    assert WebhookClient(late.payload["response_url"]).send(text="x").status_code == 404
    assert slack.violations == ["response_url: used_url", "response_url: expired_url"]


def test_answers_replace_delete_and_go_public(slack: LocalSlack) -> None:
    asked = slack.command("/minutes", "x", user="U0CLERK")
    webhook = WebhookClient(asked.payload["response_url"])
    webhook.send(text="Searching")
    webhook.send(text="Found", replace_original=True)
    webhook.send(text="To all", response_type="in_channel")
    assert [message.text for message in slack.ephemerals("U0CLERK")] == ["Found"]
    assert [message.text for message in slack.messages("C0PANEL")] == ["To all"]
    webhook.send_dict({"delete_original": True})
    assert slack.messages("C0PANEL") == []


# Faults


def test_a_lost_reply_posts_twice_with_the_default_retries(slack: LocalSlack) -> None:
    """Why posting needs care: slack_sdk repeats a POST whose answer was lost."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    slack.faults.lose_reply("chat.postMessage")
    client.chat_postMessage(channel="C0PANEL", text="Digest")
    assert [message.text for message in slack.messages("C0PANEL")] == ["Digest", "Digest"]


def test_a_lost_reply_without_retries_is_an_error_after_the_effect(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.faults.lose_reply("chat.postMessage")
    with pytest.raises(OSError):
        client.chat_postMessage(channel="C0PANEL", text="Digest")
    assert len(slack.messages("C0PANEL")) == 1


def test_limits_errors_and_refusals(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.rate_limit("users.info", retry_after=7)
    slack.faults.server_error("users.info")
    slack.faults.refuse("users.info", "fatal_error", times=1)
    limited = refused(client.users_info, user="U0MEMBER")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert refused(client.users_info, user="U0MEMBER").status_code == 500
    assert refused(client.users_info, user="U0MEMBER")["error"] == "fatal_error"
    assert client.users_info(user="U0MEMBER")["ok"]
    assert [call.error for call in slack.calls("users.info")] == [
        "rate_limit",
        "server_error",
        "refuse",
        "",
    ]


def test_the_sdk_waits_out_a_limit(slack: LocalSlack) -> None:
    handlers = [RateLimitErrorRetryHandler(max_retry_count=1), ServerErrorRetryHandler()]
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=handlers)
    slack.faults.rate_limit("chat.postMessage", retry_after=0)
    client.chat_postMessage(channel="C0PANEL", text="After all")
    assert [message.text for message in slack.messages("C0PANEL")] == ["After all"]


def test_a_slow_method_runs_into_the_clients_timeout(slack: LocalSlack) -> None:
    hasty = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    slack.faults.hold("users.info", times=1)
    with pytest.raises(TimeoutError):
        hasty.users_info(user="U0MEMBER")
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    assert client.users_info(user="U0MEMBER")["ok"]
