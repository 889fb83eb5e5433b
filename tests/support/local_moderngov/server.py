"""The site itself: aiohttp in a thread, every request noted, and switches for its moods."""

import asyncio
import datetime as dt
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

from support.local_moderngov import html, service
from support.local_moderngov.council import Council
from support.local_moderngov.pdf import printed_minutes

Mood = Literal["on", "off", "500", "html", "403", "no meetings", "ignores dates"]
Fault = Literal["drop", "part", "slow", "empty", "challenge", "error", "403", "429", "500", "503"]
_SESSION = re.compile(r"/\(S\(\w+\)\)")
_ALIASES = {"committeeid": "cid", "meetingid": "mid"}


@dataclass
class Switches:
    """How the site behaves. `faults` are (part of an address, fault) pairs, used up in turn
    where `once` says so."""

    service: Mood = "on"
    cut: Literal["", "500", "always", "agenda"] = ""
    folder: str = ""
    session: bool = False
    columns: int = 2
    broken: bool = False
    windows: bool = False
    doubly_escaped: bool = False
    validators: bool = False
    needs_t: bool = True
    list_words: bool = True
    robots: str | None = None
    canonical_host: str | None = None
    retry_after: str | None = None
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    once: bool = False


class LocalModernGov:
    """A running site. `base` is the folder that holds its pages; `requests` what was asked."""

    def __init__(self, council: Council, switches: Switches | None = None) -> None:
        self.council = council
        self.switches = switches or Switches()
        self.requests: list[str] = []
        self.agents: set[str] = set()
        self.unchanged = 0
        self._port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._port}{self.switches.folder}/"

    @property
    def port(self) -> int:
        return self._port

    def committee(self, number: int = 77) -> str:
        return f"{self.base}mgCommitteeDetails.aspx?ID={number}"

    def count(self, part: str) -> int:
        """How many requests had this in their address."""
        return sum(part.lower() in request.lower() for request in self.requests)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._run())
        self._loop.close()

    async def _run(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._port = runner.addresses[0][1]
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request.path_qs)
        self.agents.add(request.headers.get("User-Agent", ""))
        if request.path == "/robots.txt":
            robots = self.switches.robots
            return web.Response(text=robots or "", status=404 if robots is None else 200)
        away = self._sent_on(request)
        if away:
            return web.Response(status=302, headers={"Location": away})
        fault = self._fault(request.path_qs)
        if fault:
            return await self._misbehave(request, fault)
        return self._finish(request, self._page(request))

    def _sent_on(self, request: web.Request) -> str | None:
        """Where the request is redirected to: the right host, or a path with a session in it."""
        host = self.switches.canonical_host
        if host and request.host.partition(":")[0] != host:
            return f"http://{host}:{self._port}{request.path_qs}"
        if self.switches.session and not _SESSION.search(request.path):
            folder = self.switches.folder
            rest = request.path_qs.removeprefix(folder)
            return f"{folder}/(S(wm5gga55b130f045))" + rest
        return None

    def _fault(self, address: str) -> Fault | None:
        for position, (part, fault) in enumerate(self.switches.faults):
            if part.lower() in address.lower():
                if self.switches.once:
                    del self.switches.faults[position]
                return fault
        return None

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault == "empty":
            return web.Response(text="", content_type="text/html")
        if fault == "challenge":
            return web.Response(text=html.CHALLENGE, content_type="text/html")
        if fault == "error":
            return web.Response(status=302, headers={"Location": self._path("mgError.aspx")})
        if fault.isdigit():
            wish = self.switches.retry_after
            return web.Response(
                status=int(fault), headers={"Retry-After": wish} if wish is not None else {}
            )
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        if fault == "drop":
            assert request.transport
            request.transport.close()
            return response
        await response.prepare(request)
        await response.write(b"<!DOCTYPE html><html><body><div id='modgov'>")
        if fault == "slow":
            await asyncio.sleep(30)
        assert request.transport
        request.transport.close()
        return response

    def _finish(self, request: web.Request, response: web.Response) -> web.Response:
        if self.switches.validators and response.status == 200 and isinstance(response.body, bytes):
            tag = f'"{hash(response.body)}"'
            if request.headers.get("If-None-Match") == tag:
                self.unchanged += 1
                return web.Response(status=304, headers={"ETag": tag})
            response.headers["ETag"] = tag
        return response

    def _path(self, page: str) -> str:
        return f"{self.switches.folder}/{page}"

    def _page(self, request: web.Request) -> web.Response:
        path = _SESSION.sub("", request.path).removeprefix(self.switches.folder).strip("/")
        asked = {
            _ALIASES.get(name.lower(), name.lower()): value for name, value in request.query.items()
        }
        name = path.lower()
        if name.startswith("mgwebservice.asmx/"):
            return self._service(name.partition("/")[2], asked)
        if name.startswith("documents/g"):
            return self._document(path, asked)
        page = _PAGES.get(name)
        text = page(self, asked) if page else None
        if text is None:
            return web.Response(status=302, headers={"Location": self._path("mgError.aspx")})
        return self._html(text)

    def _html(self, text: str) -> web.Response:
        if self.switches.broken:
            text = _spoiled(text)
        if self.switches.windows:
            body = text.replace('charset="utf-8"', 'charset="windows-1252"')
            return web.Response(
                body=body.encode("cp1252", "replace"), headers={"Content-Type": "text/html"}
            )
        return web.Response(text=text, content_type="text/html", charset="utf-8")

    # ---- pages --------------------------------------------------------------------------

    def _committee(self, asked: dict[str, str]) -> str | None:
        committee = self.council.committee(_number(asked.get("id")))
        return html.committee_page(committee) if committee else None

    def _meetings(self, asked: dict[str, str]) -> str | None:
        committee = self.council.committee(_number(asked.get("cid")))
        before = asked.get("d") if asked.get("act") == "earlier" else None
        return (
            html.meetings_page(committee, before, self.switches.list_words) if committee else None
        )

    def _meeting(self, asked: dict[str, str]) -> str | None:
        found = self.council.meeting(_number(asked.get("mid")))
        return (
            html.meeting_page(*found, self.switches.cut, self.switches.columns) if found else None
        )

    def _item(self, asked: dict[str, str]) -> str | None:
        found = self.council.item(_number(asked.get("id")))
        return html.item_page(*found) if found else None

    def _issue(self, asked: dict[str, str]) -> str | None:
        found = self.council.item(_number(asked.get("iid")))
        return html.issue_page(*found) if found else None

    def _attendance(self, asked: dict[str, str]) -> str | None:
        found = self.council.meeting(_number(asked.get("id")))
        return html.attendance_page(*found) if found else None

    def _error(self, asked: dict[str, str]) -> str | None:
        return html.error_page()

    # ---- documents and the web service --------------------------------------------------

    def _document(self, path: str, asked: dict[str, str]) -> web.Response:
        agenda = _number(path.split("/")[1][1:])
        for committee in self.council.committees:
            for meeting in committee.meetings:
                if meeting.agenda_id == agenda and (asked.get("t") or not self.switches.needs_t):
                    return web.Response(
                        body=printed_minutes(committee, meeting), content_type="application/pdf"
                    )
        return web.Response(status=404)

    def _service(self, operation: str, asked: dict[str, str]) -> web.Response:
        mood = self.switches.service
        if mood in ("off", "500", "403"):
            return web.Response(status=404 if mood == "off" else int(mood))
        if mood == "no meetings" and operation == "getmeeting":
            return web.Response(status=500)
        if mood == "html":
            return web.Response(text=html.CHALLENGE, content_type="text/html")
        text = self._service_answer(operation, asked)
        if text is None:
            return web.Response(status=500, text="Missing parameter.")
        return web.Response(text=text, content_type="text/xml", charset="utf-8")

    def _service_answer(self, operation: str, asked: dict[str, str]) -> str | None:
        if operation == "getcommittees":
            return service.get_committees(self.council)
        if operation == "getmeetings" and {"lcommitteeid", "sfromdate", "stodate"} <= asked.keys():
            committee = self.council.committee(_number(asked["lcommitteeid"]))
            if committee is None:
                return "<getmeetings><meetingscount> 0</meetingscount></getmeetings>"
            deaf = self.switches.service == "ignores dates"
            since, until = (None if deaf else _day(asked[key]) for key in ("sfromdate", "stodate"))
            return service.get_meetings(committee, since, until)
        if operation == "getmeeting" and "lmeetingid" in asked:
            found = self.council.meeting(_number(asked["lmeetingid"]))
            return (
                service.get_meeting(*found, self.base, self.switches.doubly_escaped)
                if found
                else None
            )
        return None


_PAGES: dict[str, Callable[[LocalModernGov, dict[str, str]], str | None]] = {
    "mgcommitteedetails.aspx": LocalModernGov._committee,
    "ielistmeetings.aspx": LocalModernGov._meetings,
    "ielistdocuments.aspx": LocalModernGov._meeting,
    "celistdocuments.aspx": LocalModernGov._meeting,
    "mgmeetingattendance.aspx": LocalModernGov._attendance,
    "ieissuedetails.aspx": LocalModernGov._issue,
    "mgai.aspx": LocalModernGov._item,
    "mgerror.aspx": LocalModernGov._error,
}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1


def _day(text: str) -> dt.date | None:
    """A date as the service understands one; others are ignored, as real sites do."""
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _spoiled(text: str) -> str:
    """The faults of real markup: CRLF, ends that do not match, a stray list line."""
    text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    text = text.replace("</tr>\r\n", "</tr></b>\r\n<li>Stray</li>", 1)
    return text.replace('class="MsoNormal"', 'class=\r\n"MsoNormal"').replace(
        "</span> </a></p>", "</span> </b></a></p>"
    )
