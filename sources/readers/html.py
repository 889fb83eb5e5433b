"""Web pages → blocks: ModernGov's pages by their classes, any other page by its tags.

lxml parses, because it forgives what council pages do (unclosed and crossed tags) and is fast.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from sources.readers.blocks import Block, Document, Role, list_number, tidy
from sources.readers.page_kind import main_part, meeting_link, meta_title, refuse_other_pages
from sources.readers.page_style import PageStyle
from sources.readers.visible import LeftOut, Run, unread_letters, with_note_marks
from sources.structure.numbering import SAYS_ITEM, split_number
from sources.structure.tables import cell_text, read_heads, row_of
from sources.structure.titles import is_part_heading
from storage.model import MinutebookError

# Tables of a web page: rows of their own, or a layout of the page.


def own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table, without those of tables within it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def is_layout(rows: list[HtmlElement]) -> bool:
    """Whether a table only lays out the page: one column, or cells with headings and tables."""
    widest = max((len([c for c in row if c.tag in ("td", "th")]) for row in rows), default=0)
    return widest < 2 or any(
        row.xpath("./td//table | ./td//h1 | ./td//h2 | ./td//h3") for row in rows
    )


def has_heads(row: HtmlElement) -> bool:
    """Whether the cells of a row are heads of columns: so marked, or all in bold."""
    cells = [c for c in row if c.tag in ("td", "th")]
    return all(
        c.tag == "th"
        or (tidy(c.text_content()) == tidy("".join(c.xpath(".//b//text() | .//strong//text()"))))
        for c in cells
    ) and any(tidy(c.text_content()) for c in cells)


_SKIP = frozenset(
    """
    script style nav aside form noscript button select svg template iframe head object
    """.split()
)
_FRAME = {"header", "footer"}
_BLOCK = frozenset(
    """
    p div li ul ol dl dt dd blockquote section article main pre center figure figcaption
    address details summary hr body table caption header footer tbody thead tr td th
    fieldset
    """.split()
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD = {"b", "strong"}
_HIDDEN_CLASSES = frozenset(
    """
    mgHide mgFileSize mgFooter mgActionList mgBreadCrumb sr-only visually-hidden breadcrumb
    mgMeetingsEarlierLater mgUserSideBar cookie-banner
    """.split()
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 220


def read_html(text: str) -> Document:
    """A page's text (decoded) → blocks.

    Raises MinutebookError for a page that is none of minutes: one to sign in, or an error page.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        page = lxml.html.document_fromstring(
            text,
            parser=lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True),
        )
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise MinutebookError(
            "this page is empty or too damaged to read: save it again from the browser"
        ) from error
    refuse_other_pages(page)
    modgov = next((e for e in page.iter("div") if e.get("id") == "modgov"), None)
    root, inside = (modgov, True) if modgov is not None else main_part(page)
    left_out = LeftOut()
    walk = _Walk(inside, PageStyle.of(page), left_out)
    walk.element(root, 0)
    walk.flush()
    link = meeting_link(root if modgov is not None else page)
    number = (
        re.search(r"\(\s*item\s+([\w/.()]+?)\.?\s*\)", link.text_content(), re.IGNORECASE)
        if link is not None
        else None
    )
    return Document(
        tuple(walk.blocks),
        meta_title=meta_title(page, link),
        meeting_link=link.get("href") if link is not None else None,
        item_number=number[1].strip(".") if number else None,
        web=True,
        labelled=modgov is not None,
        warnings=(*left_out.warnings(), *unread_letters(b.text for b in walk.blocks)),
        left_out=left_out.count(),
    )


@dataclass
class _Walk:
    """A walk through the page that gathers runs of text into blocks."""

    inside: bool
    style: PageStyle
    left_out: LeftOut
    unseen: str | None = None
    raised: bool = False
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    number: str | None = None
    heading: int = 0
    anchor: str | None = None
    bold: int = 0

    def element(self, element: HtmlElement, depth: int) -> None:
        """One element with all that is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if depth > _DEEPEST:
            self._say(element.text_content())
        elif tag and not self._is_hidden(element, tag):
            outer = self.unseen, self.raised
            self.unseen = self.unseen or self.style.unseen(element)
            self.raised = self.raised or self.style.is_raised(element)
            self._open(element, tag, depth)
            self.unseen, self.raised = outer
        if element.tail:
            self._say(element.tail)

    def apart(self) -> "_Walk":
        """A walk through a piece of this page by itself."""
        return _Walk(self.inside, self.style, self.left_out, self.unseen, self.raised)

    def _say(self, text: str) -> None:
        self.runs.append(Run(text, self.bold > 0, self.raised, self.unseen))

    def flush(self) -> None:
        """End the block at hand."""
        plain = [replace(run, text=_BLANKS.sub(" ", run.text)) for run in self.runs]
        runs = with_note_marks(self.left_out.seen(plain))
        self.runs = []
        text = _BLANKS.sub(" ", "".join(run.text for run in runs)).strip(" ")
        if not text.strip("\u00a0 "):
            return
        lead = _bold_lead(runs)
        number, self.number = self.number, None
        if number == "•" and split_number(text).number and not SAYS_ITEM.match(text):
            number = None
        bold = lead >= len(text.rstrip("\u00a0 :.")) > 0
        role: Role = "heading" if self.heading else "text"
        anchor = self.anchor if self.heading else None
        self.blocks.append(
            Block(text, number, role, self.heading, bold, 0 if bold else lead, anchor)
        )

    def _is_hidden(self, element: HtmlElement, tag: str) -> bool:
        if tag in _SKIP or (tag in _FRAME and not self.inside):
            return True
        return bool(_HIDDEN_CLASSES.intersection((element.get("class") or "").split())) or (
            tag == "table" and "Recorded Vote" in "".join(element.xpath("./caption//text()"))
        )

    def _open(self, element: HtmlElement, tag: str, depth: int) -> None:
        if tag == "br":
            self._line_break(element)
        elif tag == "table":
            self.flush()
            self._table(element, depth)
        elif tag in _HEADINGS:
            self._heading(element, int(tag[1]), depth)
        elif tag in ("ol", "ul"):
            self.flush()
            self._list(element, depth)
            self.flush()
        elif tag in _BLOCK:
            self.flush()
            self._inside(element, depth)
            self.flush()
        else:
            bold = tag in _BOLD or bool(
                re.search(r"font-weight:\s*(?:bold|[6-9]00)", element.get("style") or "")
            )
            self.bold += bold
            self._inside(element, depth)
            self.bold -= bold

    def _inside(self, element: HtmlElement, depth: int) -> None:
        if element.text:
            self._say(element.text)
        for child in element:
            self.element(child, depth + 1)

    def _line_break(self, element: HtmlElement) -> None:
        """A line break ends a block, unless the sentence goes on after it in lower case."""
        if re.match(r"\s*[a-z]", element.tail or "") and self.runs:
            self._say(" ")
        else:
            self.flush()

    def _heading(self, element: HtmlElement, level: int, depth: int) -> None:
        self.flush()
        self.heading = level
        self.anchor = element.get("id") or next(iter(element.xpath(".//@id | .//a/@name")), None)
        self._inside(element, depth)
        self.flush()
        self.heading, self.anchor = 0, None

    def _list(self, element: HtmlElement, depth: int) -> None:
        at = _integer(element.get("start"), 1)
        for child in element:
            if child.tag == "li":
                at = _integer(child.get("value"), at)
                self.flush()
                self.number = _list_number(element, at)
                self._inside(child, depth + 1)
                self.flush()
                self.number = None
                at += 1
            else:
                self.element(child, depth + 1)

    def _table(self, table: HtmlElement, depth: int) -> None:
        rows = list(own_rows(table))
        if "mgItemTable" in (table.get("class") or ""):
            for row in rows:
                self._item_row(row, depth)
        elif is_layout(rows):
            self._inside(table, depth)
            self.flush()
        else:
            cells = [
                [self._cell(cell, depth) for cell in row if cell.tag in ("td", "th")]
                for row in rows
            ]
            heads = read_heads([*map(cell_text, cells[0])]) if has_heads(rows[0]) else ()
            self.blocks += [b for inner in cells for b in [row_of(inner, heads)] if b.text]

    def _cell(self, cell: HtmlElement, depth: int) -> list[Block]:
        """The blocks within a cell."""
        walk = self.apart()
        walk._inside(cell, depth + 1)
        walk.flush()
        return walk.blocks

    def _item_row(self, row: HtmlElement, depth: int) -> None:
        """A row of ModernGov's table of items: number, title, and the blocks of the item."""
        if not row.xpath("./td"):
            return
        number = tidy(" ".join(row.xpath("./td[contains(@class,'mgItemNumberCell')]//text()")))
        anchor = next(iter(row.xpath("./td//a[starts-with(@name,'AI')]/@name")), None)
        cell = row.xpath("./td[not(contains(@class,'mgItemNumberCell'))]")[-1:]
        if not cell:
            return
        title = next(iter(cell[0].xpath("./*[contains(@class,'mgAiTitleTxt')]")), None)
        if title is not None:
            walk = self.apart()
            walk.element(replace_tail(title), depth)
            walk.flush()
            text = " ".join(b.text for b in walk.blocks)
            part = not number and is_part_heading(text)
            role: Role = "text" if part else "item"
            self.blocks.append(Block(text, number or None, role, anchor=anchor))
            cell[0].remove(title)
        elif number:
            self.blocks.append(Block(number, anchor=anchor))
        self._inside(cell[0], depth + 1)
        self.flush()


def replace_tail(element: HtmlElement) -> HtmlElement:
    """The element without the text that follows it."""
    element.tail = None
    return element


def _bold_lead(runs: list[Run]) -> int:
    """How many characters at the start are bold."""
    lead = ""
    for run in runs:
        if not run.bold and run.text.strip(" \u00a0"):
            break
        lead += run.text
    return len(_BLANKS.sub(" ", lead).strip(" "))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _list_number(element: HtmlElement, at: int) -> str:
    if element.tag == "ul":
        return "•"
    style = (element.get("style") or "").lower()
    kind = element.get("type") or (
        "a"
        if "lower-alpha" in style or "lower-latin" in style
        else "i"
        if "lower-roman" in style
        else "1"
    )
    return list_number(kind, at)
