"""The routes that are no methods: response addresses, file downloads and uploads."""

import json
from typing import Any

from aiohttp import web

from playground.grants import ResponseUrl
from playground.installation import Call, Installation
from playground.model import Json, Message
from playground.posting import checked_blocks
from playground.refusals import Refused
from playground.web_api import befall, lost

__all__ = ["Routes", "answered"]

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
