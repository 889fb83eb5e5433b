"""The workspace in a browser: the page, what it is told, and what can be done on it."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from playground.browser.doing import Doing
from playground.browser.feed import Asked, Backstage, Feed, facts_of_message, facts_of_view
from playground.local_slack import LocalSlack
from playground.model import Json

__all__ = ["TOKEN_HEADER", "Backstage", "Page", "for_token", "local_only", "page_policy"]


# ---- who may speak to this server -------------------------------------------------------------
# Whoever opened the page on this machine, and the bot. Other pages in the same browser can send
# requests here, and can make their own name resolve to this machine. The `Host` and `Origin` that
# a browser sends tell them apart.


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKEN_HEADER = "X-Playground-Token"
_NAMES = ("127.0.0.1", "localhost", "[::1]")


def _own(host: str) -> bool:
    name, _, port = host.rpartition(":")
    return name in _NAMES and port.isdigit()


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what was sent to another name than this machine's, or by another site's page."""
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and origin != f"http://{request.host}"
    if not _own(request.host) or elsewhere:
        return web.Response(status=403, text="This server answers its own page only.\n")
    return await handler(request)


def for_token(token: str, handler: Handler) -> Handler:
    """The handler, for those who know the page's token: in the address or in a header."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        given = request.headers.get(TOKEN_HEADER) or request.query.get("token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            told = "Open the address that 'minutebook playground' printed, token included.\n"
            return web.Response(status=403, text=told, headers={"Cache-Control": "no-store"})
        return await handler(request)

    return guarded


def page_policy(host: str) -> dict[str, str]:
    """The headers of the page: nothing but its own scripts, styles and connection."""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": f"'self' ws://{host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


# ---- the routes of the page, on the same server as the local Slack ----------------------------


STATIC = Path(__file__).parent.parent / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Page:
    """The page of one local Slack, for whoever knows the token."""

    def __init__(self, slack: LocalSlack, backstage: Backstage, token: str) -> None:
        self._slack = slack
        self._backstage = backstage
        self._token = token
        self._asked = Asked(slack)
        self._doing = Doing(slack, backstage, self._asked)
        slack.also_serves.append(self._mount)

    @property
    def address(self) -> str:
        """Where to open it; whoever has this address may use it."""
        return f"{self._slack.here.base_url}/?token={self._token}"

    def _mount(self, app: web.Application) -> None:
        app.middlewares.append(local_only)

        app.router.add_get("/", for_token(self._token, self._html))
        app.router.add_get("/page/static/{name}", self._static)
        app.router.add_get("/page/about", for_token(self._token, self._about))
        app.router.add_get("/page/next-minutes", for_token(self._token, self._next_minutes))
        app.router.add_get("/page/facts", for_token(self._token, self._facts))
        app.router.add_post("/page/act/{act}", for_token(self._token, self._act))
        app.router.add_post("/page/file", for_token(self._token, self._file))
        app.router.add_post("/page/held", for_token(self._token, self._held))
        feed = Feed(self._slack, self._backstage, self._asked)
        app.router.add_get("/page/feed", for_token(self._token, feed.serve))

    # What lies there

    async def _html(self, request: web.Request) -> web.StreamResponse:
        return web.Response(
            body=(STATIC / "index.html").read_bytes(),
            content_type="text/html",
            charset="utf-8",
            headers=page_policy(request.host),
        )

    async def _static(self, request: web.Request) -> web.StreamResponse:
        """A built file, by its bare name."""
        path = STATIC / Path(request.match_info["name"]).name
        kind = KINDS.get(path.suffix)
        if kind is None or not path.is_file():
            return web.Response(status=404)
        headers = {
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
        }
        return web.Response(
            body=path.read_bytes(), content_type=kind, charset="utf-8", headers=headers
        )

    async def _about(self, _: web.Request) -> web.StreamResponse:
        """What the installed app offers, by its manifest."""
        manifest = self._backstage.manifest()
        features = manifest.get("features", {})
        return _json(
            {
                "name": manifest["display_information"]["name"],
                "description": manifest["display_information"]["description"],
                "commands": features.get("slash_commands", []),
                "shortcuts": features.get("shortcuts", []),
                "home": features.get("app_home", {}).get("home_tab_enabled", False),
                "unfurls": features.get("unfurl_domains", []),
            }
        )

    async def _next_minutes(self, _: web.Request) -> web.StreamResponse:
        """The document of the guided tour."""
        name, content = self._backstage.next_minutes
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=content, content_type="text/plain", headers=headers)

    async def _facts(self, request: web.Request) -> web.StreamResponse:
        """What Slack gets: of a message (`channel`, `ts`) or a view (`view`), as `as` sees it."""
        query, space = request.query, self._slack.workspace
        user = query.get("as", "")
        homes = [home for home in [space.homes.get(user)] if home]
        for view in [*space.open_views(user), *homes]:
            if view.id == query.get("view"):
                return _json(facts_of_view(view))
        message = space.message(query.get("channel", ""), query.get("ts", ""))
        if message is None or message.only_for not in (None, user):
            return _told("This message is not there any more.", 404)
        return _json(
            await asyncio.to_thread(
                facts_of_message, self._slack, self._backstage, self._asked, message
            )
        )

    # What is done

    async def _act(self, request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read())
            if not isinstance(body, dict):
                raise ValueError("An act is a JSON object.")
            return _json(await asyncio.to_thread(self._doing.do, request.match_info["act"], body))
        except KeyError as missing:
            return _told(f"The act lacks {missing}.", 400)
        except (LookupError, ValueError, TimeoutError) as fault:
            return _told(str(fault), 400)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file dropped by `user` on `channel`."""
        query = request.query
        place = (query.get("user", ""), query.get("channel", ""), query.get("thread"))
        return await self._taken(request, self._doing.upload, *place)

    async def _held(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file that `user` puts into a form."""
        return await self._taken(request, self._doing.put_up, request.query.get("user", ""))

    async def _taken(
        self, request: web.Request, take: Callable[..., Json], *place: str | None
    ) -> web.StreamResponse:
        name, content = Path(request.query.get("name", "")).name or "minutes", await request.read()
        try:
            return _json(await asyncio.to_thread(take, name, content, *place))
        except LookupError as fault:
            return _told(str(fault), 400)


def _json(body: Json) -> web.Response:
    return web.json_response({"ok": True, **body}, headers={"Cache-Control": "no-store"})


def _told(sentence: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
