"""auth, users, usergroups, bots, team: who is who."""

from playground.arguments import Arguments
from playground.installation import Installation
from playground.methods.registry import method, page
from playground.model import Json, User
from playground.refusals import Refused
from playground.shapes import user_shape


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
