"""The matters-arising sheet, opened by readers that know nothing of what wrote it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.etree
import pytest
from conftest import Minutebook
from support.registering import Register, minutes

from commands.export import exported, matters_arising
from sources.readers.docx import read_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = minutes(
    "Tuesday 14 May 2024",
    "Play area\nCllr Fenwick asked when the swings would be mended. The Clerk undertook to write "
    "to the contractor about the swings, slide & “castle” <old> by 31 May 2024.",
    "Burial ground\nThe Chairman asked that the Clerk obtain three quotations for the gates by "
    "20 June 2024.\nRESOLVED that Cllr Fenwick inspect the wall by 9 July 2024.",
    "Hall\nThe Clerk undertook to write to Ysgol Gymraeg Tŷ’r Ŵyn about the hire of the hall, the "
    "piano, the stage, the kitchen and every one of the forty-two chairs that had been promised.",
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path)
    made.read(TEXT)
    number = made.find("contractor").id
    made.ask(f"{number} done sent on 20 May, see https://oxley.example/letter.pdf")
    made.ask(f"{made.find('gates').id} assign Jo Smith")
    return made


def published() -> str:
    return " ".join(TEXT.split())


def quotations(text: str) -> list[str]:
    """Whatever stands in double curly quotes, quotes within included."""
    return re.findall(r"^“(.*)”$", text, re.MULTILINE)


# ---- Word -------------------------------------------------------------------------------------


def test_the_word_file_is_sound_and_laid_out_to_be_printed(register: Register) -> None:
    data = matters_arising(register.context(), "docx")

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        parts = {
            name: lxml.etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }
    body = parts["word/document.xml"]
    page = body.find(f".//{W}pgSz")
    assert page is not None
    assert page.get(f"{W}orient") == "landscape"
    assert int(page.get(f"{W}w", "0")) > int(page.get(f"{W}h", "0"))
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 2
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows[1:])
    footers = [root for name, root in parts.items() if name.startswith("word/footer")]
    fields = [f.get(f"{W}instr") for footer in footers for f in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_word_file_says_what_was_promised_word_for_word(register: Register) -> None:
    data = matters_arising(register.context(), "docx")

    body = lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    cells = [
        "\n".join(
            "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            for paragraph in cell.iter(f"{W}p")
        )
        for cell in body.iter(f"{W}tc")
    ]
    rows = [cells[start : start + 6] for start in range(0, len(cells), 6)]
    words = [quoted for row in rows for quoted in quotations(row[1])]
    assert len(words) == 4
    assert all(quoted in published() for quoted in words)
    (done,) = [row for row in rows if "contractor" in row[1]]
    assert done[2:5] == ["The Clerk", "14 May 2024, Play area, paragraph 1.1", "31 May 2024"]
    assert "3 June 2024: marked done (sent on 20 May, see), by terminal" in done[5]
    assert "Evidence: https://oxley.example/letter.pdf" in done[5]
    (open_,) = [row for row in rows if "gates" in row[1]]
    assert open_[5] == "3 June 2024: assigned to Jo Smith, by terminal"


def test_our_own_reader_opens_the_word_file(register: Register) -> None:
    document = read_docx(matters_arising(register.context(), "docx"), "sheet.docx")

    told = "\n".join(block.text for block in document.blocks)
    assert "Closed since the last meeting" in told
    assert "the wall" in told


def test_what_no_xml_file_may_hold_does_not_break_the_sheet(register: Register) -> None:
    number = register.find("wall").id
    register.ask(f"{number} note bell \x07 and null \x00 and \ufffe")

    data = matters_arising(register.context(), "docx")

    lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


# ---- calendar ---------------------------------------------------------------------------------


def read_calendar(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar file, read strictly by RFC 5545: ends of lines, lengths, folding,
    escapes, the properties that must be there."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    raw = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    lines = b"\r\n".join(raw).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0"} <= set(lines)
    assert any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    for line in lines[1:-1]:
        name, colon, value = line.partition(":")
        assert colon, line
        assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)*", name), line
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            if name in ("SUMMARY", "DESCRIPTION"):
                assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
                value = re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)
            assert name not in events[-1]
            events[-1][name] = value
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(events)
    assert all({"UID", "DTSTAMP", "DTSTART;VALUE=DATE"} <= event.keys() for event in events)
    return events


def test_the_calendar_holds_open_due_days(register: Register) -> None:
    events = read_calendar(matters_arising(register.context(), "ics", "all"))

    days = {event["DTSTART;VALUE=DATE"]: event["DTEND;VALUE=DATE"] for event in events}
    assert days == {"20240620": "20240621", "20240709": "20240710"}
    assert len({event["UID"] for event in events}) == 2
    for event in events:
        (words,) = quotations(event["DESCRIPTION"].split("\n")[0])
        assert words in published()


def test_long_lines_are_folded_within_no_letter(register: Register) -> None:
    register.ask(f"{register.find('Ŵyn').id} due 1 July 2024")

    events = read_calendar(matters_arising(register.context(), "ics", "Ŵyn"))

    assert "Tŷ’r Ŵyn" in events[0]["DESCRIPTION"]


# ---- Markdown, CSV, JSON ----------------------------------------------------------------------


def test_markdown_quotes_word_for_word(register: Register) -> None:
    told = matters_arising(register.context(), "md").decode("utf-8")

    words = [re.sub(r"\\(.)", r"\1", line[2:]) for line in told.splitlines() if line[:2] == "> "]
    assert len(words) == 4
    assert all(quoted in published() for quoted in words)
    assert "\\<old>" in told


def test_csv_is_read_back_and_holds_no_formula(register: Register) -> None:
    number = register.find("wall").id
    register.ask(f'{number} note =HYPERLINK("https://evil.example")')
    register.ask(f"{register.find('gates').id} assign +44 20 7946 0000")

    told = exported(register.context(), "actions", "csv").decode("utf-8")

    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert len(rows) == 4
    assert all(row["text"] in published() for row in rows)
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell)]
    (wall,) = [row for row in rows if "wall" in row["text"]]
    assert wall["note"].startswith("'=HYPERLINK")
    assert "noted: =HYPERLINK" in wall["happened"]


def test_json_lines_hold_every_entry(register: Register) -> None:
    lines = exported(register.context(), "actions", "json").decode("utf-8").splitlines()

    rows = [json.loads(line) for line in lines]
    assert {row["status"] for row in rows} == {"open", "done"}
    assert all(isinstance(row["happened"], list) for row in rows)


def test_old_promises_stand_apart_at_the_end(register: Register) -> None:
    register.read(
        minutes(
            "Tuesday 10 May 2022",
            "Bus shelter\nThe Clerk undertook to paint the bus shelter by 30 June 2022.",
        )
    )

    told = matters_arising(register.context(), "md").decode("utf-8")

    assert told.index("wall") < told.index("## From older minutes") < told.index("shelter")


# ---- from the command line --------------------------------------------------------------------


@pytest.mark.parametrize("form", ["docx", "ics", "md", "csv", "json"])
def test_export_writes_a_file_or_to_standard_output(
    minutebook: Minutebook, write: Callable[[str, str], Path], tmp_path: Path, form: str
) -> None:
    minutebook("add", write("minutes.txt", TEXT))
    target = tmp_path / f"sheet.{form}"

    assert minutebook("export", "actions", "--format", form, "-o", target).status == 0

    data = target.read_bytes()
    assert data[:2] == b"PK" if form == "docx" else "wall" in data.decode("utf-8")
    assert minutebook("export", "actions", "wall", "--format", form, "-o", target).status == 0


def test_what_cannot_be_exported_is_said(minutebook: Minutebook, tmp_path: Path) -> None:
    assert minutebook("export", "minutes", "--format", "docx").status == 2
    assert minutebook("export", "actions", "kind:poem", "--format", "md").status == 1
    nowhere = minutebook("export", "actions", "--format", "md", "-o", tmp_path / "no" / "a.md")
    assert (nowhere.status, "cannot be written" in nowhere.err) == (1, True)


def test_an_empty_register_makes_a_sheet_all_the_same(tmp_path: Path) -> None:
    empty = Register(tmp_path)

    assert matters_arising(empty.context(), "docx")[:2] == b"PK"
    assert read_calendar(matters_arising(empty.context(), "ics")) == []
    assert exported(empty.context(), "actions", "csv") == b""
