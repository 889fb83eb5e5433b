"""Tables of a web page: rows of their own, or a layout of the page."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from sources.blocks import tidy


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
