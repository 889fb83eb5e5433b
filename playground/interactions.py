"""The payloads of commands and of interactivity."""

from typing import Any

from playground.installation import Installation
from playground.model import Channel, File, Json, Message, User, View
from playground.state import ResponseUrl

__all__ = [
    "block_actions",
    "channel_shape",
    "file_shape",
    "message_action",
    "message_shape",
    "shortcut",
    "slash_command",
    "suggestion",
    "user_shape",
    "view_sent",
    "view_shape",
]


# ---- people, channels, messages, files and views as Slack words them in JSON ------------------


def user_shape(here: Installation, user: User) -> Json:
    """A user object; one of an Enterprise organisation tells of their workspaces there."""
    space = here.workspace
    organisation = {"id": user.id, "enterprise_id": space.enterprise_id, "teams": list(user.teams)}
    return {
        **({"enterprise_user": organisation} if user.teams else {}),
        "id": user.id,
        "team_id": user.team_id or space.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": 0,
        "locale": user.locale,
        "profile": {
            "real_name": user.real_name,
            "display_name": user.display_name,
            "email": user.email,
        },
        "is_admin": user.is_admin,
        "is_bot": user.is_bot,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_stranger": user.is_stranger,
        "is_app_user": False,
    }


def channel_shape(here: Installation, channel: Channel) -> Json:
    """A conversation object; a direct message tells whom it is with."""
    shape: Json = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "public",
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
    }
    if channel.kind == "im":
        others = sorted(channel.members - {here.app.bot_user})
        return {**shape, "user": others[0] if others else here.app.bot_user}
    return {**shape, "name": channel.name, "is_member": here.is_member(channel)}


def message_shape(here: Installation, message: Message, metadata: bool = False) -> Json:
    """A message object, as events, history and clicks carry it."""
    shape: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": _team_of(here, message.user),
    }
    if message.subtype:
        shape["subtype"] = message.subtype
    if message.user == here.app.bot_user:
        shape |= {"bot_id": here.app.bot_id, "app_id": here.app.app_id}
    if message.blocks:
        shape["blocks"] = list(message.blocks)
    if message.files:
        shape |= {"files": [file_shape(here, one) for one in message.files], "upload": False}
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.edited_ts:
        shape["edited"] = {"user": message.user, "ts": message.edited_ts}
    if metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape


def _team_of(here: Installation, user_id: str) -> str:
    user = here.workspace.users.get(user_id)
    return (user.team_id if user else "") or here.workspace.team_id


def file_shape(here: Installation, file: File) -> Json:
    """A file object; its private addresses are routes of this server."""
    team = here.workspace.team_id
    private = f"{here.base_url}/files-pri/{team}-{file.id}"
    external = file.mode == "external"
    if file.mode == "tombstone":
        return {"id": file.id, "mode": "tombstone"}
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "user": file.user,
        "size": file.size,
        "mode": file.mode,
        "is_external": external,
        "is_public": False,
        "file_access": file.file_access,
        "url_private": file.external_url if external else f"{private}/{file.name}",
        "url_private_download": (
            file.external_url if external else f"{private}/download/{file.name}"
        ),
    }


def view_shape(here: Installation, view: View) -> Json:
    """A view object, as replies and submissions carry it, with what was left out filled in."""
    return {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": None,
        "close": None,
        "submit": None,
        **view.body,
        "id": view.id,
        "team_id": here.workspace.team_id,
        "app_id": here.app.app_id,
        "bot_id": here.app.bot_id,
        "hash": view.hash,
        "state": {"values": {}},
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
    }


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
