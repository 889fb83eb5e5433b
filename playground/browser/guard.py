"""Who may speak to this server: whoever opened the page on this machine, and the bot.

Other pages in the same browser can send requests here, and can make their own name resolve to
this machine. The `Host` and `Origin` that a browser sends tell them apart.
"""

import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

__all__ = ["TOKEN_HEADER", "for_token", "local_only", "page_policy"]

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
