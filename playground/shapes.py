"""People, channels, messages, files and views as Slack words them in JSON."""

from playground.installation import Installation
from playground.model import Channel, File, Json, Message, User, View

__all__ = ["channel_shape", "file_shape", "message_shape", "user_shape", "view_shape"]


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
