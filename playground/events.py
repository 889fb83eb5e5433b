"""What the Events API says: the outer object, and an inner one for each thing that happens."""

from playground.installation import Installation
from playground.model import File, Json, Message
from playground.shapes import message_shape, view_shape

__all__ = [
    "app_mention",
    "file_shared",
    "home_opened",
    "joined",
    "link_shared",
    "message_changed",
    "message_posted",
    "outer",
]


def outer(here: Installation, event: Json) -> Json:
    """The object around an event, with an id of its own."""
    space, app = here.workspace, here.app
    channel_id = event.get("channel") or event.get("channel_id")
    channel = space.channels.get(str(channel_id))
    who = {
        "enterprise_id": None,
        "team_id": space.team_id,
        "user_id": app.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "type": "event_callback",
        "token": "deprecated",
        "team_id": space.team_id,
        "api_app_id": app.app_id,
        "event": event,
        "event_id": space.new_id("Ev"),
        "event_time": int(here.clock.now()),
        "authorizations": [who],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": "4-local",
    }


def message_posted(here: Installation, message: Message) -> Json:
    """`message`, also with the subtype file_share."""
    kind = here.workspace.channels[message.channel].kind
    return {
        **message_shape(here, message),
        "channel": message.channel,
        "channel_type": {"im": "im", "private": "group", "public": "channel"}[kind],
        "client_msg_id": f"00000000-0000-4000-8000-{message.ts.replace('.', '')[-12:]}",
        "event_ts": message.ts,
    }


def message_changed(here: Installation, before: Message, after: Message | None) -> Json:
    """`message` with the subtype message_changed, or message_deleted when nothing is left."""
    posted = message_posted(here, after or before)
    event = {
        "type": "message",
        "subtype": "message_changed" if after else "message_deleted",
        "hidden": True,
        "channel": before.channel,
        "channel_type": posted["channel_type"],
        "ts": (stamp := here.workspace.new_ts()),
        "event_ts": stamp,
        "previous_message": message_shape(here, before),
    }
    if after is None:
        return {**event, "deleted_ts": before.ts}
    return {**event, "message": message_shape(here, after)}


def app_mention(here: Installation, message: Message) -> Json:
    """`app_mention`: the bot is named in a channel that it is in."""
    shape = message_posted(here, message)
    for name in ("channel_type", "subtype"):
        shape.pop(name, None)
    return {**shape, "type": "app_mention"}


def file_shared(here: Installation, message: Message, file: File) -> Json:
    """`file_shared`: the id alone; the rest is for files.info to tell."""
    return {
        "type": "file_shared",
        "file_id": file.id,
        "file": {"id": file.id},
        "user_id": message.user,
        "channel_id": message.channel,
        "event_ts": message.ts,
    }


def home_opened(here: Installation, user: str, tab: str, channel: str) -> Json:
    """`app_home_opened`, with the view that was published before, if any."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": here.workspace.new_ts(),
    }
    home = here.workspace.homes.get(user)
    return {**event, "view": view_shape(here, home)} if home and tab == "home" else event


def joined(here: Installation, user: str, channel: str, inviter: str) -> Json:
    """`member_joined_channel`."""
    return {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel,
        "channel_type": "C",
        "team": here.workspace.team_id,
        "inviter": inviter,
        "event_ts": here.workspace.new_ts(),
    }


def link_shared(here: Installation, message: Message, links: list[Json]) -> Json:
    """`link_shared`: addresses of the app's domains stand in a message."""
    return {
        "type": "link_shared",
        "channel": message.channel,
        "is_bot_user_member": True,
        "user": message.user,
        "message_ts": message.ts,
        "unfurl_id": f"{message.channel}.{message.ts}",
        "source": "conversations_history",
        "links": links,
        "event_ts": message.ts,
    }
