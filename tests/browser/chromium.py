"""A headless Chromium driven over its DevTools protocol: open an address, see what it marks."""

import base64
import io
import itertools
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import websocket
from PIL import Image, ImageChops

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MARKED = "<style>::target-text { background: #ff00ff !important; color: #ff00ff }</style>"
_FLAGS = """
    --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --mute-audio
    --disable-background-networking --disable-component-update --disable-sync
    --hide-scrollbars --window-size=900,500 --remote-debugging-port=0 --remote-allow-origins=*
""".split()
_PATIENCE = 20.0  # seconds for anything that a browser should do at once


def chromium() -> str | None:
    """The browser's program, or None where none is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One tab of one browser with a profile of its own."""

    def __init__(self, program: str, profile: Path) -> None:
        self._process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = _waited_for(lambda: _port(profile / "DevToolsActivePort"))
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list"))
        page = next(page for page in pages if page["type"] == "page")
        self._socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=_PATIENCE)
        self._ids = itertools.count(1)
        self._events: list[str] = []
        self.send("Page.enable")

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def send(self, method: str, **params: Any) -> Any:
        """One command and what it gives back; events on the way are kept."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == number:
                assert "error" not in told, told
                return told["result"]
            self._events.append(told.get("method", ""))

    def open(self, url: str) -> None:
        """Load a page anew, as from outside, and wait until it stands."""
        for address in ("about:blank", url):
            self._events.clear()
            self.send("Page.navigate", url=address)
            while "Page.loadEventFired" not in self._events:
                self._events.append(json.loads(self._socket.recv()).get("method", ""))

    def run(self, expression: str) -> Any:
        """The value of an expression in the page; promises are awaited."""
        told = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def marked(self) -> tuple[float, float] | None:
        """From where to where on the page the browser marks words, in pixels from its top."""
        for _ in range(4):  # the words are looked for when the page has been drawn
            self.run("new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")
            found = _magenta(self._screenshot())
            if found:
                return found
        return None

    def _screenshot(self) -> Image.Image:
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=self._page())
        return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")

    def _page(self) -> dict[str, float]:
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}


def _magenta(image: Image.Image) -> tuple[float, float] | None:
    red, green, blue = image.split()
    strong = ImageChops.darker(red, blue).point(lambda value: 255 * (value > 200))
    weak = green.point(lambda value: 255 * (value < 60))
    box = ImageChops.darker(strong, weak).getbbox()
    return (float(box[1]), float(box[3])) if box else None


def _port(path: Path) -> str | None:
    written = path.read_text().split() if path.exists() else []
    return written[0] if written else None


def _waited_for(look: Any) -> Any:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("The browser did not start.")
