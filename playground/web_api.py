"""`/api/{method}`: tokens, scopes, faults, and the answer as JSON."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from playground.arguments import Arguments, parse
from playground.faults import Fault
from playground.installation import Call, Installation
from playground.methods import METHODS, Method
from playground.model import Json
from playground.refusals import Refused

__all__ = ["WebApi", "befall", "lost"]


class WebApi:
    """Serves every method of the table; `connect` answers apps.connections.open."""

    def __init__(self, here: Installation, connect: Callable[[], Json]) -> None:
        self._here = here
        self._connect = connect

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call: what goes wrong on purpose first, then the method itself."""
        name = request.match_info["method"]
        fault = self._here.faults.next(name)
        body = await request.read()
        unable = await befall(request, fault)
        sent: Json = {}
        try:
            sent = parse(request.content_type, body, dict(request.query))
            if unable is not None:
                self._here.noted(Call(name, sent, fault.kind if fault else ""))
                return unable
            answer = self._answer(name, request.headers.get("Authorization", ""), sent)
        except Refused as refused:
            answer = refused.body
        sent.pop("token", None)
        self._here.noted(Call(name, sent, str(answer.get("error", ""))))
        if fault and fault.kind == "lose_reply":
            return lost(request)
        headers = {"x-oauth-scopes": ",".join(sorted(self._here.app.scopes))}
        return web.json_response(answer, headers=headers)

    def _answer(self, name: str, authorization: str, sent: Json) -> Json:
        token = authorization.removeprefix("Bearer ").strip() or str(sent.get("token", ""))
        if name == "apps.connections.open":
            self._check_token(token, "app")
            return {"ok": True, **self._connect()}
        served = METHODS.get(name)
        if served is None:
            self._here.violated(f"{name}: no such method")
            raise Refused("unknown_method", req_method=name)
        self._check_token(token, served.token)
        self._check_scope(served)
        with self._here.workspace.changed:
            return {"ok": True, **served.serve(self._here, Arguments(sent))}

    def _check_token(self, token: str, kind: str) -> None:
        app = self._here.app
        if not token:
            raise Refused("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refused("invalid_auth")
        if token != (app.bot_token if kind == "bot" else app.app_token):
            raise Refused("not_allowed_token_type")

    def _check_scope(self, served: Method) -> None:
        held = self._here.app.scopes
        if served.scopes and not held.intersection(served.scopes):
            provided = ",".join(sorted(held))
            raise Refused("missing_scope", needed=served.scopes[0], provided=provided)


async def befall(
    request: web.Request, fault: Fault | None, refused_as: int = 200
) -> web.Response | None:
    """Waits if the fault is slowness or holding back; the answer if there is to be no other.

    A method refuses with status 200, the other routes with one of their own.
    """
    if fault is None:
        return None
    await asyncio.sleep(fault.seconds if fault.kind == "slow" else 0)
    while fault.kind == "held" and not fault.over.is_set():
        await asyncio.sleep(0.01)
    if fault.kind == "lose_request":
        return lost(request)
    if fault.kind == "rate_limit":
        headers = {"Retry-After": str(int(fault.seconds))}
        answer = {"ok": False, "error": "ratelimited"}
        return web.json_response(answer, status=429, headers=headers)
    if fault.kind == "server_error":
        return web.Response(status=500, text="<html>server error</html>", content_type="text/html")
    if fault.kind == "refuse":
        return web.json_response({"ok": False, "error": fault.error}, status=refused_as)
    return None


def lost(request: web.Request) -> web.Response:
    """Cuts the connection under an answer that is then never read."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
