"""Every link to a paragraph marks that paragraph in a real browser, and nothing else.

Run by `make browser-test`; skipped where no Chromium is installed.
"""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromium import MARKED, Browser, chromium
from sample_pages import PAGES

from commands.ingest import ingest
from commands.links import paragraph_url
from commands.request_context import Context
from sources.formats import read_document
from sources.structure.meeting import Given
from storage.database import Book
from storage.meetings import meeting_paragraphs, meeting_rows
from storage.model import KEEPER, ParagraphRow

SAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "minutes" / "html"
PROGRAM = chromium()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium is installed")

# Where on the page (from its top, in pixels) the n-th place of a text begins and ends.
PLACE_OF = """
((wanted, nth) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node; (node = walker.nextNode()); )
    for (let at = 0; at < node.data.length; at++)
      if (!/[\\s\\u00ad]/.test(node.data[at])) letters.push([node.data[at], node, at]);
  const text = letters.map(([letter]) => letter).join("");
  let found = -1;
  for (let n = 0; n <= nth; n++) found = text.indexOf(wanted, found + 1);
  if (found < 0) return null;
  const range = document.createRange();
  range.setStart(letters[found][1], letters[found][2]);
  const last = letters[found + wanted.length - 1];
  range.setEnd(last[1], last[2] + 1);
  const box = range.getBoundingClientRect();
  return [box.top + scrollY, box.bottom + scrollY, scrollY, innerHeight];
})(%s, %d)
"""


def pages() -> dict[str, bytes]:
    """By path: the invented pages, and the sample pages where they are at hand."""
    found = {f"/{name}.html": text.encode() for name, text in PAGES.items()}
    return found | {f"/{path.name}": path.read_bytes() for path in sorted(SAMPLES.glob("*.html"))}


class Site(BaseHTTPRequestHandler):
    """The pages, with a style that makes what a browser marks easy to see."""

    def do_GET(self) -> None:
        page = pages().get(urlsplit(self.path).path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or b"").replace(b"</head>", MARKED.encode() + b"</head>"))

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert PROGRAM
    opened = Browser(PROGRAM, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


def held(folder: Path, site: str, path: str, page: bytes) -> tuple[list[ParagraphRow], list[str]]:
    """The paragraphs of a page that is indexed, and their links."""
    context = Context(Book(folder / "book.db"), KEEPER, dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
    for meeting in read_document(page, path, Given(url=site + path)):
        ingest(context, meeting, path)
    (meeting_row,) = meeting_rows(context.book, context.viewer)
    rows = meeting_paragraphs(context.book, context.viewer, meeting_row.id)
    context.book.close()
    return rows, [paragraph_url(row) or "" for row in rows]


@pytest.mark.parametrize("path", pages())
def test_every_link_marks_its_paragraph(
    tmp_path: Path, site: str, browser: Browser, path: str
) -> None:
    rows, urls = held(tmp_path, site, path, pages()[path])
    faults, plain = [], 0
    for row, url in zip(rows, urls, strict=True):
        if ":~:" not in url:
            plain += 1
        elif fault := missed(browser, rows, row, url):
            faults.append(f"{row.text[:60]!r} {url}: {fault}")

    assert not faults, "\n".join(faults)
    assert plain <= len(rows) / 10


def missed(browser: Browser, rows: list[ParagraphRow], row: ParagraphRow, url: str) -> str | None:
    """What is wrong with where a link leads; None where it marks the paragraph and shows it."""
    browser.open(url)
    marked = browser.marked()
    if marked is None:
        return "nothing is marked"
    top, bottom, scrolled, height = place_of(browser, rows, row)
    if marked[0] < top - 3 or marked[1] > bottom + 3:
        return f"marked from {marked[0]} to {marked[1]}, not {top} to {bottom}"
    if marked[0] < scrolled or marked[0] > scrolled + height:
        return f"marked at {marked[0]}, but {scrolled} to {scrolled + height} is shown"
    return None


def place_of(browser: Browser, rows: list[ParagraphRow], row: ParagraphRow) -> list[float]:
    """Where the paragraph stands: the place of its text after those of earlier paragraphs."""
    text = squeezed(row.text)
    before = [squeezed(other.text) for other in rows[: rows.index(row)]]
    nth = sum(other.count(text) for other in before)
    found: list[float] = browser.run(PLACE_OF % (json.dumps(text), nth))
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())
