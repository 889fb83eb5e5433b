"""Tables within minutes are read whole: the heads of their columns say what the figures are."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from conftest import Minutebook
from support.printing import pdf_of

from bot.terminal import draw
from bot.views.blocks import blocks
from bot.views.message_text import text as message_text
from commands.documents import Document, TableRow
from commands.documents.markdown import markdown as markdown_of

Rows = Sequence[Sequence[str]]
OPENING = (
    "Tarnbeck Parish Council",
    "Minutes of the meeting held on 14 March 2023",
)
ITEM = ("1. Bids", "Cllr Oakes said that the bids had been scored.")
BIDS = (("Bidder", "Quality", "Price", "Total"), ("A", "51", "32", "83"), ("B", "40", "30", "70"))
SHOWN = ["Bidder | Quality | Price | Total", "A | 51 | 32 | 83", "B | 40 | 30 | 70"]


def word(before: Sequence[Rows], after: Sequence[Rows]) -> bytes:
    """A Word file with tables before its item and at the end of it."""
    document = docx.Document()

    def draw(rows: Rows) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for n, row in enumerate(rows):
            for at, cell in enumerate(row):
                table.cell(n, at).text = cell

    for line in OPENING:
        document.add_paragraph(line)
    for rows in before:
        draw(rows)
    for line in ITEM:
        document.add_paragraph(line)
    for rows in after:
        draw(rows)
        document.add_paragraph("That was noted.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(rows: Rows) -> bytes:
    heads, *others = rows
    drawn = "".join(f"<th>{cell}</th>" for cell in heads)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in others)
    told = "".join(f"<p>{line}</p>" for line in (*OPENING, *ITEM))
    return f"<html><body>{told}<table><tr>{drawn}</tr>{lines}</table></body></html>".encode()


def markdown(rows: Rows) -> bytes:
    heads, *others = (f"| {' | '.join(row)} |" for row in rows)
    rule = "|" + " --- |" * len(rows[0])
    return "\n\n".join((*OPENING, *ITEM, "\n".join((heads, rule, *others)))).encode()


def paper(pages: Sequence[Rows]) -> bytes:
    """A PDF with a ruled table that goes on from page to page."""
    drawn = []
    for number, rows in enumerate(pages):
        lines = [*OPENING, *ITEM] if number == 0 else []
        top = 800 if number else 300
        written = [f"BT /F1 10 Tf 1 0 0 1 60 {780 - 20 * i} Tm ({line}) Tj ET"
                   for i, line in enumerate(lines)]  # fmt: skip
        for n, row in enumerate(rows):
            low = top - 40 * (n + 1)
            for at, cell in enumerate(row):
                written.append(f"{60 + 100 * at} {low} 100 40 re S")
                written.append(f"BT /F1 10 Tf 1 0 0 1 {64 + 100 * at} {low + 16} Tm ({cell}) Tj ET")
        drawn.append("\n".join(written))
    return pdf_of(drawn)


def texts(minutebook: Minutebook, path: Path) -> list[str]:
    added = minutebook("add", path, "--json")
    assert added.status == 0, added.err
    (line,) = minutebook("export", "--format", "json").out.splitlines()
    return [p["text"] for item in json.loads(line)["items"] for p in item["paragraphs"]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bids.docx", word([], [BIDS])),
        ("bids.html", page(BIDS)),
        ("bids.md", b"# Tarnbeck\n\n" + markdown(BIDS)),
    ],
)
def test_the_heads_of_columns_are_found_with_their_figures(
    minutebook: Minutebook, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    read = texts(minutebook, tmp_path / name)
    at = read.index(SHOWN[0])
    assert read[at : at + 3] == SHOWN
    (hit, *_) = minutebook("search", "bidder quality", "--json").json["results"]
    assert hit["text"] == SHOWN[0]


def test_heads_that_stand_again_on_the_next_page_are_read_once(
    minutebook: Minutebook, tmp_path: Path
) -> None:
    more = (BIDS[0], ("C", "22", "31", "53"))
    (tmp_path / "bids.pdf").write_bytes(paper([(*BIDS, *[("D", "1", "1", "2")] * 4), more]))
    read = texts(minutebook, tmp_path / "bids.pdf")
    assert read.count(SHOWN[0]) == 1
    assert "C | 22 | 31 | 53" in read


@pytest.mark.parametrize(
    "rows",
    [
        (("Item", "Amount"), ("Hall hire", "40.00"), ("Paper", "3.20")),
        (("Ref", "Description", "Amount"), ("1", "Hall hire", "£40.00"), ("2", "Paper", "£3.20")),
    ],
)
def test_a_table_of_payments_is_no_minutes_set_in_columns(
    minutebook: Minutebook, tmp_path: Path, rows: Rows
) -> None:
    (tmp_path / "paid.docx").write_bytes(word([], [rows]))
    assert texts(minutebook, tmp_path / "paid.docx") == [
        ITEM[1],
        *(" | ".join(row) for row in rows),
        "That was noted.",
    ]


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        ((("Present:", "Cllr Oakes, Cllr Penn"), ("Apologies:", "Cllr Roe")), 3),
        ((("Name", "Role"), ("Cllr Oakes", "Chair")), 1),
        ((("Members present", "Role"), ("Cllr Oakes", "Chair")), 1),
        ((("Present", "Apologies"), ("Cllr Oakes", "Cllr Penn")), 2),
    ],
)
def test_heads_of_a_list_of_those_present_are_nobody(
    minutebook: Minutebook, tmp_path: Path, rows: Rows, people: int
) -> None:
    (tmp_path / "m.docx").write_bytes(word([rows], []))
    explained = minutebook("add", tmp_path / "m.docx", "--explain").out
    listed = [line for line in explained.splitlines() if line.startswith(("  present:", "  apol"))]
    assert len(listed) == people
    assert all("Cllr" in line for line in listed)


def test_the_heads_of_a_table_of_actions_are_no_action(
    minutebook: Minutebook, tmp_path: Path
) -> None:
    rows = (("Action", "Owner", "Due"), ("Write to the maker of bins", "Clerk", "4 April 2023"))
    (tmp_path / "m.docx").write_bytes(word([], [rows]))
    assert "Action" not in texts(minutebook, tmp_path / "m.docx")
    (action, *_) = minutebook("actions", "all", "--json").json["actions"]
    assert (action["text"], action["due"]) == (rows[1][0], "2023-04-04")


def ruled(pages: Sequence[Sequence[Sequence[Sequence[str]]]]) -> bytes:
    """A PDF of pages with a ruled table, its cells lines each; "*" before one sets it in bold."""
    drawn = []
    for number, rows in enumerate(pages):
        lines = [] if number else list(OPENING)
        written = [f"BT /F1 10 Tf 1 0 0 1 60 {800 - 20 * i} Tm ({line}) Tj ET"
                   for i, line in enumerate(lines)]  # fmt: skip
        top = 800 if number else 250
        for row in rows:
            height = 12 * max(map(len, row)) + 8
            for (left, width), cell in zip(((60, 40), (100, 340), (440, 95)), row, strict=True):
                written.append(f"{left} {top - height} {width} {height} re S")
                for at, line in enumerate(cell, start=1):
                    font, text = ("F2", line[1:]) if line[:1] == "*" else ("F1", line)
                    place = f"{left + 4} {top - 12 * at}"
                    written.append(f"BT /{font} 10 Tf 1 0 0 1 {place} Tm ({text}) Tj ET")
            top -= height
        drawn.append("\n".join(written))
    return pdf_of(drawn)


def test_minutes_in_a_ruled_table_of_a_pdf_are_items_with_their_paragraphs(
    minutebook: Minutebook, tmp_path: Path
) -> None:
    first = [
        [["*No."], ["*Item"], ["*Action"]],
        [["1"], ["*Welcome", "", "Cllr Oakes opened the meeting and said", "that all came."], []],
        [["2"], ["*Roof", "", "The rain came in.", "", "Two builders were asked for"], ["Clerk"]],
    ]
    second = [
        [[""], ["a price before the winter."], [""]],
        [["3"], ["*Close", "", "The meeting ended at nine."], []],
    ]
    (tmp_path / "m.pdf").write_bytes(ruled([first, second]))

    read = texts(minutebook, tmp_path / "m.pdf")
    (line,) = minutebook("export", "--format", "json").out.splitlines()
    items = [(item["number"], item["title"]) for item in json.loads(line)["items"]]

    assert items == [("1", "Welcome"), ("2", "Roof"), ("3", "Close")]
    assert "Cllr Oakes opened the meeting and said that all came." in read
    assert "The rain came in." in read
    assert "Two builders were asked for a price before the winter." in read


TRACKER = (
    ("Ref", "Action", "Owner", "Due", "Status"),
    ("14", "Write to the landlord", "Ann Birch", "1 May 2023", "Complete"),
    ("15", "Ask for a price for the sign", "Tom Yew", "2 June 2023", "Ongoing"),
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bids.docx", word([], [BIDS])),
        ("bids.html", page(BIDS)),
        ("bids.md", markdown(BIDS)),
        ("bids.pdf", paper([BIDS])),
    ],
)
def test_a_row_is_shown_and_found_under_the_heads_of_its_columns(
    minutebook: Minutebook, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    minutebook("add", tmp_path / name)
    rows = minutebook("search", "quality 51", "--json").json["results"]
    (hit,) = (row for row in rows if row["text"] == SHOWN[1])
    assert hit["heads"] == list(BIDS[0])

    shown = minutebook("search", "quality 51").out.splitlines()
    at = next(i for i, line in enumerate(shown) if "Bidder  Quality" in line)
    assert [line.split() for line in shown[at : at + 2]] == [list(BIDS[0]), list(BIDS[1])]


def test_every_drawing_of_a_row_has_its_heads() -> None:
    document = Document((TableRow(BIDS[0], BIDS[1]),))
    wide = TableRow(("Bidder", "Reason"), ("A", "It was the cheapest. " * 5))

    assert draw(document).split() == [*BIDS[0], *BIDS[1]]
    assert markdown_of(document).splitlines()[0] == "| Bidder | Quality | Price | Total |"
    assert message_text(document) == "“Bidder: A; Quality: 51; Price: 32; Total: 83”"
    (block,) = blocks(document)
    assert block["elements"][0]["type"] == "rich_text_preformatted"
    assert draw(Document((wide,))).splitlines()[0].strip() == "Bidder: A"


def test_heads_travel_with_the_interchange_format(minutebook: Minutebook, tmp_path: Path) -> None:
    (tmp_path / "bids.md").write_bytes(markdown((*BIDS, ("C", "", "9", ""))))
    minutebook("add", tmp_path / "bids.md")
    exported = minutebook("export", "--format", "json").out
    (tmp_path / "m.jsonl").write_text(exported, encoding="utf-8")
    rows = [p for i in json.loads(exported)["items"] for p in i["paragraphs"] if "heads" in p]
    assert [row["heads"] for row in rows] == [[*BIDS[0]], [*BIDS[0]], ["Bidder", "Price"]]
    minutebook("add", tmp_path / "m.jsonl")
    assert minutebook("export", "--format", "json").out == exported


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("log.docx", word([], [TRACKER])),
        ("log.html", page(TRACKER)),
        ("log.md", markdown(TRACKER)),
    ],
)
def test_an_action_that_its_table_calls_done_is_done(
    minutebook: Minutebook, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    read = texts(minutebook, tmp_path / name)
    assert " | ".join(TRACKER[1]) in read
    actions = minutebook("actions", "all", "--json").json["actions"]
    told = {(a["text"], a["owner"], a["status"]) for a in actions}
    assert told >= {
        ("Write to the landlord", "Ann Birch", "done"),
        ("Ask for a price for the sign", "Tom Yew", "open"),
    }
