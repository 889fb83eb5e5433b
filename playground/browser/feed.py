"""The stream to the page: at first all that a person sees, then what has changed since."""

import asyncio
import json

from aiohttp import WSMsgType, web

from playground.browser.asked import Asked
from playground.browser.backstage import Backstage
from playground.browser.sight import message_seen, messages_for, surroundings
from playground.local_slack import LocalSlack
from playground.model import Json, Message

__all__ = ["Feed"]


class Feed:
    """One WebSocket for each page; `?as=` says whose eyes it looks through."""

    def __init__(self, slack: LocalSlack, backstage: Backstage, asked: Asked) -> None:
        self._slack = slack
        self._asked = asked
        self._backstage = backstage

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Sends until the page goes away."""
        user = request.query.get("as", "")
        if user not in self._slack.workspace.users:
            return web.Response(status=404, text="Nobody here has this id.\n")
        page = web.WebSocketResponse(heartbeat=20.0, timeout=1.0)
        await page.prepare(request)
        stirred = asyncio.Event()
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(stirred.set)

        watchers = self._slack.workspace.watchers
        watchers.append(wake)
        sending = asyncio.ensure_future(self._send(page, user, stirred))
        try:
            async for message in page:
                if message.type == WSMsgType.ERROR:
                    break
        finally:
            watchers.remove(wake)
            sending.cancel()
        return page

    async def _send(self, page: web.WebSocketResponse, user: str, stirred: asyncio.Event) -> None:
        """Compares what was sent with what there is: messages never change in place."""
        sent: dict[tuple[str, str], Message] = {}
        around: Json = {}
        while not page.closed:
            stirred.clear()
            told, sent, around = self._news(user, sent, around)
            if told:
                try:
                    await page.send_str(json.dumps(told))
                except ConnectionError:
                    return
            await stirred.wait()

    def _news(
        self, user: str, sent: dict[tuple[str, str], Message], around: Json
    ) -> tuple[Json, dict[tuple[str, str], Message], Json]:
        """What to tell, and what is then known: messages by place, and the rest."""
        held = {(one.channel, one.ts): one for one in messages_for(self._slack, user)}
        now = surroundings(self._slack, self._backstage, user)
        told: Json = {name: value for name, value in now.items() if around.get(name) != value}
        if not around:
            told["as"] = user
        new = [message for place, message in held.items() if sent.get(place) is not message]
        if new:
            told["messages"] = [message_seen(self._slack, self._asked, one) for one in new]
        gone = [list(place) for place in sent if place not in held]
        if gone:
            told["gone"] = gone
        return told, held, now
