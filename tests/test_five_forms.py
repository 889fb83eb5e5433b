"""One meeting in five forms gives one book: page, text, Word, PDF and interchange lines."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import SHARED_MINUTES, Minutebook
from support.printing import printed_pdf
from test_reading_formats import label, page, row, words

from sources.formats import read_document

HEAD = (
    "Tamarside Fire Authority",
    "Minutes of the meeting held on Thursday 6 March 2025 at 10.30 am",
)
# By item: its title, what the agenda says of it, and its minutes.
ITEMS = (
    ("Apologies", "", ("1. Apologies were received from Cllr Bright.",)),
    (
        "Response Times",
        "To receive a report on how response times have changed.",
        (
            "1. Cllr Nance asked why night crews were slower. The Chief Fire Officer replied that "
            "two stations had no night crew, and undertook to bring figures by 30 April 2025.",
            "2. Cllr Hocking would like the figures for Saltmere.",
            "RESOLVED that the Clerk write to the Ambulance Trust about joint stations.",
        ),
    ),
    (
        "Budget",
        "Report of the Treasurer.",
        ("1. The Treasurer reported that reserves stood at £2.4m and would fall by a third.",),
    ),
)
TABLE = (
    ("Minute", "Action", "Owner", "Due"),
    ("2", "undertook to bring figures by 30 April 2025", "CFO", "30 April 2025"),
    ("2", "the Clerk write to the Ambulance Trust about joint stations", "The Clerk", ""),
)
APOSTROPHES = str.maketrans("‘’", "''")  # the interchange lines type them as a keyboard does


def as_text() -> bytes:
    lines = list(HEAD)
    for number, (title, _, minutes) in enumerate(ITEMS, start=1):
        lines += [f"{number}.", title, "Minutes:", *minutes]
    return "\n\n".join(lines).encode()


def as_page() -> bytes:
    rows = "".join(
        row(f"{n}.", n, title, words(purpose) * bool(purpose) + label("Minutes:") + words(*minutes))
        for n, (title, purpose, minutes) in enumerate(ITEMS, start=1)
    )
    told = page("Tamarside Fire Authority - Thursday, 6th March, 2025 10:30 am", rows)
    named = told.replace("Borset Panel on Thursday 5 March 2026", "Tamarside on 6 March 2025")
    return named.encode()


def as_word() -> bytes:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for number, (title, purpose, minutes) in enumerate(ITEMS, start=1):
        document.add_paragraph().add_run(f"{number}. {title}").bold = True
        for line in (purpose, *minutes):
            document.add_paragraph(line)
    document.add_paragraph().add_run("Summary of actions").bold = True
    table = document.add_table(rows=len(TABLE), cols=4)
    for cells, line in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(cells.cells, line, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_print() -> bytes:
    lines: list[tuple[str, str]] = [("plain", line) for line in HEAD]
    for number, (title, purpose, minutes) in enumerate(ITEMS, start=1):
        lines.append(("bold", f"{number}. {title}"))
        lines += [("plain", line) for line in (purpose, *minutes) if line]
    return printed_pdf(lines)


def as_lines() -> bytes:
    def paragraph(text: str) -> dict[str, Any]:
        number, point, rest = text.partition(". ")
        said = number if number.isdigit() and point else None
        return {"number": said, "text": rest if said else text}

    items = [
        {"number": str(n), "title": title, "paragraphs": list(map(paragraph, minutes))}
        for n, (title, _, minutes) in enumerate(ITEMS, start=1)
    ]
    meeting = {"panel": HEAD[0], "title": HEAD[0], "date": "2025-03-06", "items": items}
    return json.dumps(meeting).encode()


FORMS: dict[str, Callable[[], bytes]] = {
    "minutes.txt": as_text,
    "minutes.html": as_page,
    "minutes.docx": as_word,
    "minutes.pdf": as_print,
    "minutes.jsonl": as_lines,
}


def told(minutebook: Minutebook) -> tuple[list[Any], list[Any]]:
    """Every paragraph with its place, number, kind, words and speakers; every entry of the
    register. Not the lists of those present, which only some forms print, nor addresses."""
    meetings = [json.loads(line) for line in minutebook("export").out.splitlines()]
    paragraphs = [
        (m["panel"], m["date"], i["number"], i["title"], i["exempt"], p["number"], p["kind"],
         p["text"].translate(APOSTROPHES),
         [one.translate(APOSTROPHES) for one in p["speakers"] or ()])
        for m in meetings
        for i in m["items"]
        for p in i["paragraphs"]
    ]  # fmt: skip
    fields = ("id", "kind", "owner", "status", "due", "due_words", "raised", "item", "procedural")
    entries = [
        (one["text"].translate(APOSTROPHES), *(one[field] for field in fields))
        for one in minutebook("actions", "all", "--json").json["actions"]
    ]
    return paragraphs, entries


@pytest.mark.parametrize("name", FORMS)
def test_whichever_form_it_has_the_book_is_the_same(
    minutebook: Minutebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    books = []
    for form in ("minutes.txt", name):
        monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / f"{form}.db"))
        (tmp_path / form).write_bytes(FORMS[form]())
        assert minutebook("add", tmp_path / form).status == 0
        books.append(told(minutebook))
    assert books[1] == books[0]
    paragraphs, entries = books[0]
    assert len(paragraphs) == 5
    assert len(entries) == 2


@pytest.mark.skipif(not SHARED_MINUTES.exists(), reason="the shared minutes are not here")
@pytest.mark.parametrize("form", ["txt", "docx", "pdf", "jsonl"])
def test_four_real_meetings_give_the_book_that_their_pages_give(
    minutebook: Minutebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    gold = json.loads((SHARED_MINUTES / "gold.json").read_text("utf-8"))
    books = []
    for which in ("html", form):
        monkeypatch.setenv("MINUTEBOOK_DB", str(tmp_path / f"{which}.db"))
        files = [SHARED_MINUTES / meeting["files"][which] for meeting in gold["meetings"]]
        assert minutebook("add", *files).status == 0
        books.append(told(minutebook))
    assert books[1] == books[0]


# ---- what the agenda says of an item ----------------------------------------------------------

NO_MINUTES = (
    "To receive the annual report of the Director.",
    "To consider a report on how the service has responded to the floods.",
    "Members are asked to consider the attached paper.",
    "Report of the Chief Fire Officer.",
    "Joint report by the Treasurer and the Clerk",
    "(Pages 5 - 12)",
    "Report attached.",
    "To approve the minutes of the meeting held on 3 May 2024. (Copy attached)",
)
MINUTES = (
    "To date, forty officers had been recruited.",
    "To receive the report the Committee adjourned, and the Chair made a statement.",
    "To consider the matter in private, the Board excluded the public.",
    "To consider the budget. The Treasurer introduced the report.",
    "Report of the Treasurer was received and noted by all who were present.",
    "The Clerk to report back in May.",
    "(a) To approve the budget.",
    "To note the following figures:",
)


def first_words(title: str, *lines: str) -> str:
    text = "\n\n".join(["Hill Council", "Minutes of 6 March 2025", f"1. {title}", *lines])
    again = "\n\n2. Closing\n\nThe meeting closed at noon.\n"
    (meeting,) = read_document((text + again).encode(), "x.txt")
    return meeting.items[0].paragraphs[0].text


@pytest.mark.parametrize("line", NO_MINUTES)
def test_what_was_to_be_done_is_no_paragraph(line: str) -> None:
    assert first_words("Floods", line, "Mrs Odell asked about pumps.").startswith("Mrs Odell")


@pytest.mark.parametrize("line", MINUTES)
def test_what_was_done_is_one(line: str) -> None:
    assert first_words("Floods", line, "Mrs Odell asked about pumps.") in line


def test_a_list_of_decisions_is_one() -> None:
    assert first_words("Recommendations", "To note the report.", "To thank all.").startswith("To")
    assert first_words("Floods", "To note the report.").startswith("To note")
