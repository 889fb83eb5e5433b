"""`/api/{method}`: tokens, scopes, faults, and the answer as JSON."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from playground.checked import checked_blocks
from playground.installation import Call, Installation
from playground.methods import METHODS, Method
from playground.model import Json, Message
from playground.state import Arguments, Fault, Refused, ResponseUrl, parse

__all__ = ["Routes", "WebApi", "answered", "befall", "lost"]


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


# ---- the routes that are no methods: response addresses, file downloads and uploads -----------


SIGN_IN = "<!DOCTYPE html><html><head><title>Sign in to Local Slack</title></head></html>"
_FIELDS = frozenset(
    "text blocks response_type replace_original delete_original thread_ts unfurl_links "
    "unfurl_media mrkdwn attachments metadata username icon_url icon_emoji link_names".split()
)


class Routes:
    """Handlers over one installation."""

    def __init__(self, here: Installation) -> None:
        self._here = here

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """An answer posted to a response_url."""
        fault = self._here.faults.next("response_url")
        unable = await befall(request, fault, refused_as=404)
        if unable is not None:
            return unable
        try:
            sent = json.loads(await request.read())
            with self._here.workspace.changed:
                held = self._here.grants.answer_at(request.match_info["token"])
                answered(self._here, held, sent, "response_url")
        except ValueError:
            self._here.violated("response_url: not JSON")
            return web.Response(status=400, text="invalid_payload")
        except Refused as refused:
            self._here.noted(Call("response_url", {}, refused.error))
            status = 404 if refused.error.endswith("_url") else 400
            self._here.violated(f"response_url: {refused.error}")
            return web.json_response(refused.body, status=status)
        self._here.noted(Call("response_url", sent))
        if fault and fault.kind == "lose_reply":
            return lost(request)
        return web.Response(text="ok")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes for the right token; a sign-in page for any other, with status 200."""
        fault = self._here.faults.next("files.download")
        unable = await befall(request, fault, refused_as=404)
        if unable is not None:
            return unable
        file_id = request.match_info["place"].partition("-")[2]
        file = self._here.workspace.files.get(file_id)
        if file is None:
            return web.Response(status=404)
        right = f"Bearer {self._here.app.bot_token}"
        trusted = request.headers.get("Authorization") == right
        if not trusted or "files:read" not in self._here.app.scopes:
            return web.Response(text=SIGN_IN, content_type="text/html")
        self._here.downloads.append(file_id)
        self._here.noted(Call("files.download", {"file": file_id}))
        if fault and fault.kind == "lose_reply":
            return lost(request)
        return web.Response(body=file.content, content_type=file.mimetype)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file to come, raw or as the one part of a form."""
        fault = self._here.faults.next("files.upload")
        unable = await befall(request, fault, refused_as=404)
        if unable is not None:
            return unable
        file_id = request.match_info["file"]
        if file_id not in self._here.uploads:
            return web.Response(status=404)
        content = await _content(request)
        name, length, _ = self._here.uploads[file_id]
        self._here.uploads[file_id] = (name, length, content)
        return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def answered(here: Installation, held: ResponseUrl, sent: Json, where: str) -> Message | None:
    """What an answer does: shows, replaces or takes away a message.

    `replace_original` and `delete_original` touch the message that was clicked; after a command
    there is none, and they touch what this address last posted.
    """
    for name in sorted(sent.keys() - _FIELDS):
        here.violated(f"{where}: unknown field {name}")
    original = _original(here, held)
    if sent.get("delete_original"):
        if original is not None:
            here.workspace.remove(original)
        if set(sent) <= {"delete_original"}:
            return None
    fields = _fields(here, sent, where)
    if sent.get("replace_original") and original is not None:
        return here.workspace.change(original, **fields)
    only_for = None if sent.get("response_type") == "in_channel" else held.user
    message = here.workspace.post(
        held.channel,
        here.app.bot_user,
        thread_ts=sent.get("thread_ts"),
        only_for=only_for,
        **fields,
    )
    held.posted.append((message.channel, message.ts))
    return message


def _fields(here: Installation, sent: Json, where: str) -> dict[str, Any]:
    if sent.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        here.violated(f"{where}: response_type {sent['response_type']!r}")
    text = sent.get("text") or ""
    return {"text": text, "blocks": checked_blocks(here, where, text or None, sent.get("blocks"))}


def _original(here: Installation, held: ResponseUrl) -> Message | None:
    if held.source is not None:
        return here.workspace.message(held.source.channel, held.source.ts)
    return here.workspace.message(*held.posted[-1]) if held.posted else None
