"""What one person sees of the workspace, in the JSON that the page draws."""

from collections.abc import Iterator

from playground.browser.asked import Asked
from playground.browser.backstage import Backstage
from playground.local_slack import LocalSlack
from playground.model import Channel, Json, Message, User
from playground.shapes import message_shape, view_shape

__all__ = ["message_seen", "messages_for", "surroundings"]


def messages_for(slack: LocalSlack, user: str) -> Iterator[Message]:
    """Every message that this person sees: in their channels, and what is for them alone."""
    space = slack.workspace
    places = {one.id for one in _places(slack, user)}
    for message in space.messages():
        if message.channel in places:
            yield message
    for message in space.messages(everyone=False):
        if message.only_for == user:
            yield message


def message_seen(slack: LocalSlack, asked: Asked, message: Message) -> Json:
    """A message with what the page needs beside Slack's own object."""
    question = asked.behind(message) if message.only_for else None
    return {
        **message_shape(slack.here, message),
        "channel": message.channel,
        "only_for": message.only_for,
        "unfurls": dict(message.unfurls),
        "broadcast": message.reply_broadcast,
        "typed": question.line if question and question.line.startswith("/") else None,
    }


def surroundings(slack: LocalSlack, backstage: Backstage, user: str) -> Json:
    """Everything else: people, channels, what is open, the clock, the state of the bot."""
    space = slack.workspace
    with space.changed:
        home = space.homes.get(user)
        return {
            "people": [_person(one) for one in space.users.values()],
            "channels": [_channel(slack, one, user) for one in _places(slack, user)],
            "views": [view_shape(slack.here, view) for view in space.open_views(user)],
            "home": view_shape(slack.here, home) if home else None,
            "prompts": dict(space.prompts.items()),
            "bot": slack.here.app.bot_user,
            "connected": slack.socket.connections > 0,
            "book": backstage.book(),
            "ahead": slack.clock.ahead,
            "violations": list(slack.here.violations),
            "digest": {
                "channel": backstage.digest_channel,
                "time": f"{backstage.digest_time:%H:%M}",
                "zone": backstage.zone.key,
            },
        }


def _places(slack: LocalSlack, user: str) -> list[Channel]:
    slack.dm_channel(user)
    held = slack.workspace.channels.values()
    return [one for one in held if user in one.members and not one.is_archived]


def _person(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name or user.name,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_guest": user.is_restricted,
    }


def _channel(slack: LocalSlack, channel: Channel, user: str) -> Json:
    others = sorted(channel.members - {user})
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "with": others[0] if channel.kind == "im" and others else None,
        "members": len(channel.members),
        "has_bot": slack.here.is_member(channel),
    }
