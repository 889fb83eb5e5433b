"""The payloads of commands and of interactivity."""

from typing import Any

from playground.grants import ResponseUrl
from playground.installation import Installation
from playground.model import Channel, Json, Message, View
from playground.shapes import message_shape, view_shape

__all__ = [
    "block_actions",
    "message_action",
    "shortcut",
    "slash_command",
    "suggestion",
    "view_sent",
]


def slash_command(
    here: Installation, command: str, text: str, user: str, channel: Channel, answer_at: str
) -> Json:
    """A slash command: a flat object of strings."""
    space = here.workspace
    names = {"im": "directmessage", "private": "privategroup", "public": channel.name}
    return {
        "token": "deprecated",
        "team_id": space.team_id,
        "team_domain": space.domain,
        "channel_id": channel.id,
        "channel_name": names[channel.kind],
        "user_id": user,
        "user_name": space.users[user].name,
        "command": command,
        "text": text,
        "api_app_id": here.app.app_id,
        "is_enterprise_install": "false",
        "response_url": answer_at,
        "trigger_id": here.grants.trigger(user),
    }


def _interactive(here: Installation, kind: str, user: str) -> Json:
    space = here.workspace
    team = {"id": space.team_id, "domain": space.domain}
    who = space.users[user]
    own_team = who.team_id or space.team_id
    return {
        "type": kind,
        "token": "deprecated",
        "team": team,
        "user": {"id": user, "username": who.name, "name": who.name, "team_id": own_team},
        "api_app_id": here.app.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": here.grants.trigger(user),
    }


def _place(here: Installation, held: Message | View) -> Json:
    """Where an element stands: `container`, and the message or view itself.

    An ephemeral message is not sent along: nothing but its place is known.
    """
    if isinstance(held, View):
        shape = view_shape(here, held)
        return {"container": {"type": "view", "view_id": held.id}, "view": shape}
    channel = here.workspace.channels[held.channel]
    container = {
        "type": "message",
        "message_ts": held.ts,
        "channel_id": held.channel,
        "is_ephemeral": held.only_for is not None,
    }
    if held.thread_ts:
        container["thread_ts"] = held.thread_ts
    place: Json = {"container": container, "channel": {"id": channel.id, "name": channel.name}}
    return place if held.only_for else {**place, "message": message_shape(here, held)}


def block_actions(
    here: Installation,
    user: str,
    held: Message | View,
    action: Json,
    state: Json,
    answer_at: str | None,
) -> Json:
    """A click or a choice. Views have no response_url."""
    body = {**_interactive(here, "block_actions", user), **_place(here, held)}
    body["actions"] = [{**action, "action_ts": here.workspace.new_ts()}]
    body["state"] = {"values": state}
    if isinstance(held, View):
        body["view"]["state"] = {"values": state}
    return {**body, "response_url": answer_at} if answer_at else body


def suggestion(
    here: Installation, user: str, held: Message | View, element: Json, block_id: str, text: str
) -> Json:
    """A keystroke in an external_select. It opens nothing: no trigger_id."""
    body = {**_interactive(here, "block_suggestion", user), **_place(here, held)}
    del body["trigger_id"]
    return {**body, "action_id": element["action_id"], "block_id": block_id, "value": text}


def view_sent(here: Installation, kind: str, view: View, state: Any) -> Json:
    """`view_submission` with what was filled in, or `view_closed`."""
    body = _interactive(here, kind, view.user)
    shape = {**view_shape(here, view), "state": {"values": state}}
    if kind == "view_closed":
        del body["trigger_id"]
        return {**body, "view": shape, "is_cleared": False}
    return {**body, "view": shape, "response_urls": []}


def shortcut(here: Installation, callback_id: str, user: str) -> Json:
    """A global shortcut: no channel, no response_url."""
    stamp = {"action_ts": here.workspace.new_ts(), "callback_id": callback_id}
    return {**_interactive(here, "shortcut", user), **stamp}


def message_action(
    here: Installation, callback_id: str, user: str, message: Message, answer_at: ResponseUrl
) -> Json:
    """A message shortcut, with the message it was called on."""
    channel = here.workspace.channels[message.channel]
    return {
        **_interactive(here, "message_action", user),
        "callback_id": callback_id,
        "action_ts": here.workspace.new_ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel.name},
        "message": message_shape(here, message),
        "response_url": f"{here.base_url}/response/{answer_at.token}",
    }
