"""conversations.*: which channels there are, who is in them, what was said."""

from playground.installation import Installation
from playground.interactions import channel_shape, message_shape, user_shape
from playground.methods.registry import method, page
from playground.model import Channel, Json, Message, User
from playground.state import Arguments, Refused

_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")
_KIND_SCOPE = {"public": "channels", "private": "groups", "im": "im"}


@method("conversations.info", *_READ)
def info(here: Installation, arguments: Arguments) -> Json:
    """One channel."""
    return {"channel": channel_shape(here, _channel(here, arguments, "read"))}


@method("conversations.list", *_READ)
def list_(here: Installation, arguments: Arguments) -> Json:
    """The channels that the bot may see, of the kinds asked for."""
    kinds = arguments.text("types", "public_channel").split(",")
    names = {"public": "public_channel", "private": "private_channel", "im": "im"}
    held = [
        channel
        for channel in here.workspace.channels.values()
        if names[channel.kind] in kinds
        and (channel.kind == "public" or here.is_member(channel))
        and not (channel.is_archived and arguments.flag("exclude_archived"))
    ]
    some, more = page(held, arguments, 100, 1000)
    return {"channels": [channel_shape(here, one) for one in some], **more}


@method("conversations.members", *_READ)
def members(here: Installation, arguments: Arguments) -> Json:
    """Who is in a channel."""
    some, more = page(sorted(_channel(here, arguments, "read").members), arguments, 100, 1000)
    return {"members": some, **more}


@method("conversations.join", "channels:join")
def join(here: Installation, arguments: Arguments) -> Json:
    """The bot walks into a public channel."""
    channel = here.channel(arguments.needed("channel"))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    return {"channel": channel_shape(here, here.workspace.join(channel.id, here.app.bot_user))}


@method("conversations.open", "im:write")
def open_(here: Installation, arguments: Arguments) -> Json:
    """The direct message with somebody."""
    user = arguments.needed("users")
    if user not in here.workspace.users:
        raise Refused("user_not_found")
    return {"channel": {"id": here.workspace.direct(here.app.bot_user, user).id}}


@method("conversations.history", *_HISTORY)
def history(here: Installation, arguments: Arguments) -> Json:
    """What was said in a channel, the newest first, without replies in threads."""
    channel = _readable(here, arguments)
    said = [
        message
        for message in reversed(here.workspace.messages(channel.id))
        if message.thread_ts in (None, message.ts) or message.reply_broadcast
    ]
    return _messages(here, said, arguments, 999)


@method("conversations.replies", *_HISTORY)
def replies(here: Installation, arguments: Arguments) -> Json:
    """A thread, the oldest first."""
    channel = _readable(here, arguments)
    thread = here.workspace.thread(channel.id, arguments.needed("ts"))
    if not thread:
        raise Refused("thread_not_found")
    return _messages(here, thread, arguments, 1000)


def _channel(here: Installation, arguments: Arguments, right: str) -> Channel:
    """The channel, when the scope of its own kind is there too."""
    channel_id = arguments.needed("channel")
    if channel_id not in here.workspace.channels:
        raise Refused("channel_not_found")  # unlike posting, a user's id is not taken here
    channel = here.channel(channel_id)
    needed = f"{_KIND_SCOPE[channel.kind]}:{right}"
    if needed not in here.app.scopes:
        provided = ",".join(sorted(here.app.scopes))
        raise Refused("missing_scope", needed=needed, provided=provided)
    return channel


def _readable(here: Installation, arguments: Arguments) -> Channel:
    channel = _channel(here, arguments, "history")
    if not here.is_member(channel):
        raise Refused("not_in_channel")
    return channel


def _messages(here: Installation, held: list[Message], arguments: Arguments, most: int) -> Json:
    oldest, latest = arguments.text("oldest", "0"), arguments.text("latest")
    inclusive = arguments.flag("inclusive")

    def within(message: Message) -> bool:
        ts = float(message.ts)
        low, high = float(oldest), float(latest) if latest else float("inf")
        return (low <= ts <= high) if inclusive else (low < ts < high)

    some, more = page([one for one in held if within(one)], arguments, 100, most)
    metadata = arguments.flag("include_all_metadata")
    shapes = [message_shape(here, one, metadata) for one in some]
    return {"messages": shapes, "has_more": bool(more["response_metadata"]["next_cursor"]), **more}


# ---- auth, users, usergroups, bots, team: who is who ------------------------------------------


@method("auth.test")
def auth_test(here: Installation, arguments: Arguments) -> Json:
    """Whose token this is."""
    space, app = here.workspace, here.app
    return {
        "url": f"{here.base_url}/",
        "team": space.team_name,
        "user": space.users[app.bot_user].name,
        "team_id": space.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": space.org_wide,
        **({"enterprise_id": space.enterprise_id} if space.enterprise_id else {}),
    }


@method("users.info", "users:read")
def users_info(here: Installation, arguments: Arguments) -> Json:
    """One person."""
    user = here.workspace.users.get(arguments.needed("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _seen(here, user)}


@method("users.list", "users:read")
def users_list(here: Installation, arguments: Arguments) -> Json:
    """Everybody, a page at a time."""
    some, more = page(list(here.workspace.users.values()), arguments, 200, 1000)
    return {"members": [_seen(here, user) for user in some], **more}


@method("users.lookupByEmail", "users:read.email")
def lookup_by_email(here: Installation, arguments: Arguments) -> Json:
    """The person with this address."""
    email = arguments.needed("email").lower()
    for user in here.workspace.users.values():
        if user.email.lower() == email:
            return {"user": _seen(here, user)}
    raise Refused("users_not_found")


@method("usergroups.list", "usergroups:read")
def usergroups_list(here: Installation, arguments: Arguments) -> Json:
    """The groups, with their people when asked."""
    shapes: list[Json] = []
    for group in here.workspace.groups.values():
        shape: Json = {"id": group.id, "handle": group.handle, "name": group.name}
        if arguments.flag("include_users"):
            shape["users"] = list(group.users)
        shapes.append(shape)
    return {"usergroups": shapes}


@method("usergroups.users.list", "usergroups:read")
def usergroups_users(here: Installation, arguments: Arguments) -> Json:
    """Who is in a group."""
    group = here.workspace.groups.get(arguments.needed("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


@method("bots.info", "users:read")
def bots_info(here: Installation, arguments: Arguments) -> Json:
    """The bot behind a bot id."""
    app = here.app
    if arguments.text("bot", app.bot_id) != app.bot_id:
        raise Refused("bot_not_found")
    name = here.workspace.users[app.bot_user].name
    bot = {"id": app.bot_id, "app_id": app.app_id, "user_id": app.bot_user, "name": name}
    return {"bot": {**bot, "deleted": False}}


@method("team.info", "team:read")
def team_info(here: Installation, arguments: Arguments) -> Json:
    """The workspace."""
    space = here.workspace
    return {"team": {"id": space.team_id, "name": space.team_name, "domain": space.domain}}


def _seen(here: Installation, user: User) -> Json:
    shape = user_shape(here, user)
    if "users:read.email" not in here.app.scopes:
        del shape["profile"]["email"]
    return shape
