"""views.*: modals and Home."""

from typing import Any

from playground.checked import checked_view
from playground.installation import Installation
from playground.interactions import view_shape
from playground.methods.registry import method
from playground.model import Json, View
from playground.state import Arguments, Refused

STACK = 3


@method("views.open")
def open_(here: Installation, arguments: Arguments) -> Json:
    """Opens a modal for whoever set off the trigger."""
    body = _body(here, "views.open", arguments, "modal")
    user = here.grants.redeem(arguments.needed("trigger_id"))
    return {"view": view_shape(here, here.workspace.open_view(user, body))}


@method("views.push")
def push(here: Installation, arguments: Arguments) -> Json:
    """Puts a modal on top of the one that is open."""
    body = _body(here, "views.push", arguments, "modal")
    user = here.grants.redeem(arguments.needed("trigger_id"))
    stack = here.workspace.open_views(user)
    if not stack:
        raise Refused("not_found")
    if len(stack) >= STACK:
        raise Refused("push_limit_reached")
    return {"view": view_shape(here, here.workspace.open_view(user, body, stack[-1].id))}


@method("views.update")
def update(here: Installation, arguments: Arguments) -> Json:
    """Changes a modal that is open."""
    view = _held(here, arguments)
    _same_hash(view, arguments)
    body = _body(here, "views.update", arguments, view.kind, view)
    if view.kind == "home":
        return {"view": view_shape(here, here.workspace.publish_home(view.user, body))}
    return {"view": view_shape(here, here.workspace.update_view(view, body))}


@method("views.publish")
def publish(here: Installation, arguments: Arguments) -> Json:
    """Sets somebody's Home."""
    user = arguments.needed("user_id")
    if user not in here.workspace.users:
        raise Refused("user_not_found")
    old = here.workspace.homes.get(user)
    if old is not None:
        _same_hash(old, arguments)
    body = _body(here, "views.publish", arguments, "home", old)
    return {"view": view_shape(here, here.workspace.publish_home(user, body))}


def _held(here: Installation, arguments: Arguments) -> View:
    view_id, external = arguments.text("view_id"), arguments.text("external_id")
    for view in [*here.workspace.views.values(), *here.workspace.homes.values()]:
        if view.id == view_id or (external and view.body.get("external_id") == external):
            return view
    raise Refused("not_found")


def _same_hash(view: View, arguments: Arguments) -> None:
    if arguments.text("hash", view.hash) != view.hash:
        raise Refused("hash_conflict")


def _body(
    here: Installation, where: str, arguments: Arguments, kind: str, old: View | None = None
) -> Json:
    view: Any = arguments.structure("view", "invalid_arguments")
    if not isinstance(view, dict) or view.get("type") != kind:
        here.violated(f"{where}: the view must be of type {kind}")
        raise Refused("invalid_arguments", [f"[ERROR] type must be {kind} [json-pointer:/view]"])
    body = checked_view(here, where, view)
    external = body.get("external_id")
    for other in here.workspace.views.values():
        if external and other.body.get("external_id") == external and other != old:
            raise Refused("duplicate_external_ID")
    return body
