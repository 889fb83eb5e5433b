"""What the Events API says: the outer object, and an inner one for each thing that happens."""

from urllib.parse import urlsplit

from playground.block_check.field_rules import ENTITY
from playground.http_delivery import Delivery
from playground.installation import Installation
from playground.interactions import message_shape, view_shape
from playground.model import File, Json, Message
from playground.socket_server import SocketMode

__all__ = [
    "Announcer",
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


# ---- telling the app what happens in the workspace --------------------------------------------
# Every message that comes, changes or goes. The bot hears of its own messages too, as with Slack;
# only what it subscribed to, only in channels that it is in, and never of ephemeral ones.


_MESSAGE_EVENTS = {"im": "message.im", "public": "message.channels", "private": "message.groups"}


class Announcer:
    """Turns changes into events."""

    def __init__(self, here: Installation, socket: SocketMode) -> None:
        self._here = here
        self._socket = socket
        here.workspace.listeners.append(self.changed)

    def announce(self, kind: str, event: Json) -> Delivery | None:
        """Sends an event if the app subscribed to its kind."""
        if kind not in self._here.app.events:
            return None
        return self._socket.send("events_api", outer(self._here, event))

    def changed(self, before: Message | None, after: Message | None) -> None:
        """A message was posted, edited or deleted."""
        message = after or before
        if message is None or message.only_for:
            return
        channel = self._here.workspace.channels[message.channel]
        if not self._here.is_member(channel):
            return
        kind = _MESSAGE_EVENTS[channel.kind]
        if before is None:
            self._posted(kind, message)
        elif after is None or (after.text, after.blocks) != (before.text, before.blocks):
            self.announce(kind, message_changed(self._here, before, after))
            self._linked(after, [] if after is None else self._links(before.text))

    def _posted(self, kind: str, message: Message) -> None:
        for file in message.files:
            self.announce("file_shared", file_shared(self._here, message, file))
        self.announce(kind, message_posted(self._here, message))
        mine = message.user == self._here.app.bot_user
        if kind != "message.im" and f"<@{self._here.app.bot_user}>" in message.text and not mine:
            self.announce("app_mention", app_mention(self._here, message))
        self._linked(message, [])

    def _linked(self, message: Message | None, known: list[Json]) -> None:
        """Addresses stand in a message, or others than before in an edited one."""
        links = self._links(message.text) if message else []
        if message and links and links != known and message.user != self._here.app.bot_user:
            self.announce("link_shared", link_shared(self._here, message, links))

    def _links(self, text: str) -> list[Json]:
        links = []
        for found in ENTITY.finditer(text):
            url = found[0][1:-1].partition("|")[0]
            host = _host(url)
            links += [
                {"url": url, "domain": domain}
                for domain in sorted(self._here.app.unfurl_domains)
                if host == domain or host.endswith(f".{domain}")
            ]
        return links


def _host(url: str) -> str:
    """The host of an address; "" where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
