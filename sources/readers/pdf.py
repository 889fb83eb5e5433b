"""PDF files → blocks: lines are put together to paragraphs by where they stand on the page.

pdfplumber gives words with their places and fonts. A PDF knows no paragraphs: gaps, indents,
numbers, bold type and the length of the last line show where one ends.
"""

import io
import logging
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from sources.readers.blocks import Block, Document, tidy
from sources.readers.pdf_columns import in_reading_order
from sources.readers.pdf_lines import (
    Line,
    Measure,
    join_lines,
    line_of_words,
    without_running_heads,
)
from sources.readers.pdf_words import Word, as_seen, page_words, rows
from sources.readers.visible import LeftOut, unread_letters
from sources.structure.tables import cell_text, read_heads, row_of
from storage.model import MinutebookError

MOST_PAGES = 400
_MOST_UNPACKED = 200_000_000
_MOST_WORDS = 2_000_000


Cells = tuple[str, ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Table:
    """A ruled table on a page: where it stands, the heads of its columns, and its rows. `width`
    is the number of columns; `last` says that it reaches down to the end of the page."""

    box: Box
    heads: Cells
    width: int
    rows: list[Block]
    last: bool

    def goes_on_in(self, box: Sequence[float], width: int, height: float) -> bool:
        """Whether a table of that place and width on the next page is the rest of this one."""
        same = abs(box[0] - self.box[0]) < 3 and abs(box[2] - self.box[2]) < 3
        return self.last and same and width == self.width and box[1] < 0.25 * height


Read = tuple[list[Line], list[_Table]]


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF's bytes → blocks; running heads and page numbers are left out.

    Raises MinutebookError for a scan, a locked, damaged or oversized file.
    """
    _refuse_bomb(data, name)
    pages = _count_pages(data, name)
    if pages > MOST_PAGES:
        raise MinutebookError(
            f"{name} has {pages} pages: add the part that holds the minutes, "
            f"{MOST_PAGES} pages at most"
        )
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            title = tidy(str(pdf.metadata.get("Title") or ""))
            left_out = LeftOut()
            read = _pages(pdf.pages, left_out)
            pictures = any(page.images for page in pdf.pages[:5])
    except (
        PDFException,
        PdfminerException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OverflowError,
        zlib.error,
    ) as error:
        # pdfminer lets all of these through for damaged files
        raise MinutebookError(
            f"{name} is damaged and cannot be read: make the PDF again from the original"
        ) from error
    if not any(lines or tables for lines, tables in read):
        _refuse_without_text(name, pictures)
    turned = " ".join(left_out.words.get("turned", ())).casefold()
    draft = [Block("DRAFT")] if "draft" in turned else []
    blocks, furniture = _blocks(read)
    return Document(
        (*draft, *blocks),
        meta_title=title or None,
        warnings=(*left_out.warnings(), *_unread(read)),
        left_out=left_out.count() + furniture,
    )


def _unread(read: Sequence[Read]) -> list[str]:
    """A warning for each page with letters that the file does not name."""
    return [
        warning
        for number, (lines, tables) in enumerate(read, start=1)
        for texts in [[line.text for line in lines] + [b.text for t in tables for b in t.rows]]
        for warning in unread_letters(texts, f"page {number}")
    ]


def _refuse_without_text(name: str, pictures: bool) -> NoReturn:
    if pictures:
        raise MinutebookError(
            f"{name} is a scan: its pages hold pictures, no text. Run OCR (text "
            f"recognition) over it and add the result"
        )
    raise MinutebookError(f"{name} holds no text: add the document that it was made from")


def _refuse_bomb(data: bytes, name: str) -> None:
    """Refuse a file whose packed streams grow beyond bounds, without unpacking them whole."""
    left = _MOST_UNPACKED
    for match in re.finditer(rb"stream\r?\n(?=x|h|X)", data):
        if b"/Image" in data[max(0, match.start() - 400) : match.start()]:
            continue  # a picture: nothing here unpacks it
        unpacker = zlib.decompressobj()
        try:
            chunk: bytes = data[match.end() : match.end() + 65536]
            at = match.end()
            while chunk and not unpacker.eof and left > 0:
                left -= len(unpacker.decompress(chunk, 1_000_000))
                at += len(chunk) - len(unpacker.unconsumed_tail)
                chunk = data[at : at + 65536]
        except zlib.error:
            continue
        if left <= 0:
            raise MinutebookError(
                f"{name} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB: it is no "
                f"ordinary document"
            )


def _count_pages(data: bytes, name: str) -> int:
    """How many pages there are; pdfium tells at once, and whether a password is needed."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise MinutebookError(
                f"{name} is locked with a password: save it without one and add it again"
            ) from error
        raise MinutebookError(
            f"{name} is damaged and cannot be read: make the PDF again from the original"
        ) from error


# pdfminer logs every oddity of a damaged file; what matters is said in the refusal
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def _pages(pages: Iterable[Page], left_out: LeftOut) -> list[Read]:
    """The lines and ruled tables of each page."""
    read: list[Read] = []
    for page in pages:
        before = read[-1][1][-1] if read and read[-1][1] else None
        read.append(_page(page, before, left_out))
    return read


def _page(page: Page, before: _Table | None, left_out: LeftOut) -> Read:
    """The lines of a page, and its ruled tables; `before` is the last table of the page before."""
    seen = as_seen(page, left_out)
    words = page_words(seen, _MOST_WORDS // MOST_PAGES)
    tables = _tables(seen, words, before)
    page.close()
    outside = [w for w in words if not any(_within(w, table.box) for table in tables)]
    lines = [
        line_of_words(row, edge) for part, edge in in_reading_order(outside) for row in rows(part)
    ]
    return lines, tables


def _tables(page: Page, words: Sequence[Word], before: _Table | None) -> list[_Table]:
    drawn = len(page.lines) + len(page.rects)
    if not (1 if before and before.last else 4) <= drawn <= 2000:
        return []
    found: list[_Table] = []
    for table in page.find_tables():
        inside = [w for w in words if _within(w, table.bbox)]
        width = max((len(row.cells) for row in table.rows), default=0)
        goes_on = not found and before and before.goes_on_in(table.bbox, width, page.height)
        if width < 2 or (len(table.rows) < 2 and not goes_on):
            continue
        grids = _grids([row.cells for row in table.rows])
        blocks: list[Block] = []
        for grid, inner in zip(grids, _blocks_of_cells(grids, inside), strict=True):
            first = [cell_text(cell) for cell in inner[0]]
            heads = read_heads(first)
            if goes_on and before and not blocks:
                heads = before.heads if len(before.heads) in (0, len(first)) else heads
                if (
                    before.rows
                    and not tidy(first[0])
                    and len(before.rows[-1].inner) == len(grid[0])
                ):
                    inner = _with_rest_of_row(before.rows, inner)
            blocks += [b for cells in inner for b in [row_of(cells, heads)] if b.text]
        last = table.bbox[3] > 0.75 * page.height
        found.append(_Table(table.bbox, heads, width, blocks, last))
    return found


def _grids(rows: Sequence[Sequence[Box | None]]) -> list[list[list[Box]]]:
    """The rows of ruled cells in runs with the same columns: tables that touch each other are
    one to the eye of a program. A row of one cell goes with those below it."""
    runs: list[list[list[Box]]] = []
    ruled: list[bool] | None = None
    for row in rows:
        here = [box is not None for box in row]
        cells = [box for box in row if box is not None]
        if not runs or (len(cells) > 1 and ruled is not None and here != ruled):
            runs.append([])
        ruled = here if len(cells) > 1 else ruled
        runs[-1].append(cells)
    return runs


def _blocks_of_cells(
    grids: Sequence[Sequence[Sequence[Box]]], words: Sequence[Word]
) -> list[list[list[list[Block]]]]:
    """The paragraphs within each cell of ruled tables, row by row."""
    lines = [[[_lines_in(box, words) for box in row] for row in rows] for rows in grids]
    measure = Measure.of([x for rows in lines for row in rows for cell in row for x in cell])
    return [[[join_lines(cell, measure) for cell in row] for row in rows] for rows in lines]


def _lines_in(box: Box, words: Sequence[Word]) -> list[Line]:
    inside = [w for w in words if _within(w, box, 0.0)]
    return [line_of_words(row, box[2]) for row in rows(inside)]


def _with_rest_of_row(
    before: list[Block], inner: list[list[list[Block]]]
) -> list[list[list[Block]]]:
    """The rows of a page without the first, where that is the rest of the last row of the page
    before: its words are put to that one's, a sentence cut between them made whole."""
    last, rest = before[-1], inner[0]
    cells = [[*cell] for cell in last.inner]
    for cell, more in zip(cells, rest, strict=False):
        cut = cell and more and tidy(cell[-1].text)[-1:] not in ".:;?!" and not more[0].number
        if cut and more[0].text[:1].islower():
            cell[-1] = replace(cell[-1], text=f"{cell[-1].text} {more[0].text}")
            more = more[1:]
        cell += more
    before[-1] = row_of(cells, last.heads)
    return inner[1:]


def _within(word: Word, box: Box, edge: float = 1.0) -> bool:
    middle = (word["top"] + word["bottom"]) / 2
    across = box[0] - edge <= word["x0"] + 0.5 <= box[2] + edge
    return bool(box[1] - edge <= middle <= box[3] + edge and across)


def _blocks(read: Sequence[Read]) -> tuple[list[Block], int]:
    """The pages' lines as paragraphs, with tables where they stand, and how many words running
    heads and page numbers have, which are left out."""
    pages = without_running_heads([lines for lines, _ in read])
    furniture = _count_words(lines for lines, _ in read) - _count_words(pages)
    parts: list[Line | Block] = []
    for number, (lines, (_, tables)) in enumerate(zip(pages, read, strict=True)):
        rest = list(tables)
        for line in lines:
            while rest and rest[0].box[1] <= line.top:
                parts += rest.pop(0).rows
            parts.append(line.on_page(number))
        for table in rest:
            parts += table.rows
    return join_lines(parts), furniture


def _count_words(pages: Iterable[Sequence[Line]]) -> int:
    return sum(len(line.text.split()) for lines in pages for line in lines)
