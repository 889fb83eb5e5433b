"""Documents of every format: read by what they are, or refused with advice."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support.printing import pdf_of, printed_docx, printed_pdf

from sources.formats import read_document, read_documents
from sources.structure.meeting import NOTHING_GIVEN, Given
from storage.model import Meeting, MinutebookError

SHARED = Path(__file__).parent.parent.parent / "shared" / "minutes"
PARISH = (Path(__file__).parent / "documents" / "parish.txt").read_bytes()
LINES = [("plain", line) for line in PARISH.decode().splitlines() if line.strip()]
SHORT = (
    b"Upper Hope Parish Council\nMinutes of the meeting held on 4 July 2023\n1. Roads\nA hole.\n"
)


def read(data: bytes | str, given: Given = NOTHING_GIVEN) -> Meeting:
    [meeting] = read_document(data.encode() if isinstance(data, str) else data, "x", given)
    return meeting


def texts(meeting: Meeting) -> list[tuple[str | None, str]]:
    return [(p.number, p.text) for i in meeting.items for p in i.paragraphs]


def page(title: str, rows: str, heading: str = "Agenda and minutes") -> str:
    """A ModernGov page of a meeting, with the quirks of the real markup."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
    <meta name="DC.title" content="Agenda for Borset Panel on Thursday 5 March 2026, 10:30 am"/>
    </head><body><nav><a href="x">Home</a></nav><div id="modgov">
    <div class="mgHeader"><h1  class="mgMainTitleTxt" >{heading}</h1></div>
    <div class="mgSubTitle" ><h2 class="mgSubTitleTxt"><a href="mgCommitteeDetails.aspx?ID=7">
    {title}</a></h2></div><div class="mgContent">
    <p><span  class="mgLabel" >Venue: </span>Council Chamber, Felpersham.
    <a  href="mgLocationDetails.aspx?RID=1"> View directions</a></p>
    <table class="mgItemTable" id="mgItemTable"><caption class="mgSectionTitle">Items</caption>
    <tr><th class="mgHide">No.</th><th class="mgHide">Item</th></tr>{rows}</table></div></div>
    <footer>Cookies</footer></body></html>"""


def row(number: str, anchor: int, title: str, body: str) -> str:
    return (
        f'<tr><td  class="mgItemNumberCell" ><p class="mgAiTitleTxt"><a name="AI{anchor}"></a>'
        f'{number}</p></td><td><p class="mgAiTitleTxt">{title}</p>{body}</td></tr>'
    )


def words(*paragraphs: str) -> str:
    inside = "".join(f'<p class="MsoNormal">{p}</p>' for p in paragraphs)
    return f'<div class="mgWordPara"><div class="WordSection1">{inside}</div></div>'


def label(text: str) -> str:
    return f'<p class="mgSubItemTitleTxt">{text}</p>'


TITLE = "Borset Police and Crime Panel - Thursday 12 March 2026 10:30 am"
LAMPS = row(
    "39/26",
    9001,
    '<a href="s.pdf">Lamp Amnesty <span class="mgFileSize">PDF 161 KB</span></a>',
    '<ul class="mgActionList"><li><a>View the background to item 39/26.</a></li></ul>'
    + words("To note the amnesty.")
    + label("Additional documents:")
    + '<ul><li>Annex 1 <span class="mgHide">, item 39/26.</span></li></ul>'
    + label("Decision:")
    + words("RESOLVED that the report be noted.")
    + label("Minutes:")
    + words(
        '1.<span style="font:7.0pt">&nbsp;&nbsp;&nbsp;</span>Cllr&nbsp;Grundy asked about\nlamps.',
        "&nbsp;",
        "<b>RESOLVED</b> that the report be noted.",
    ),
)


class TestModernGov:
    def test_items_have_the_anchors_of_a_known_page_and_agenda_text_is_apart(self) -> None:
        address = "https://x.example/(S(abc))/ielistdocuments.aspx?MID=501&cid=77&Ver=4&J=2"
        meeting = read(page(TITLE, LAMPS), Given(url=address))
        url = "https://x.example/ieListDocuments.aspx?CId=77&MId=501"
        assert (meeting.url, meeting.items[0].url) == (url, f"{url}#AI9001")
        assert (meeting.items[0].number, meeting.items[0].title) == ("39/26", "Lamp Amnesty")
        assert texts(meeting) == [
            ("1", "Cllr Grundy asked about lamps."),
            (None, "RESOLVED that the report be noted."),
        ]
        assert (meeting.time, meeting.place) == ("10:30 am", "Council Chamber, Felpersham")

    def test_without_an_address_there_is_none(self) -> None:
        meeting = read(page(TITLE, LAMPS))
        assert (meeting.url, meeting.items[0].url) == (None, None)

    def test_the_visible_heading_beats_the_metadata_with_a_warning(self) -> None:
        meeting = read(page(TITLE, LAMPS))
        assert meeting.date == dt.date(2026, 3, 12)
        assert "the heading says 12 March 2026" in meeting.warnings[0]

    def test_an_item_cut_off_has_no_paragraphs_and_is_named(self) -> None:
        link = '<a href="mgAi.aspx?ID=2">view the full minutes text for item 40/26.</a>'
        cut = row(
            "40/26", 2, "Long", label("Minutes:") + words(f"1.&nbsp;&nbsp;As shown ... {link}")
        )
        meeting = read(page(TITLE, LAMPS + cut))
        assert meeting.items[1].paragraphs == ()
        assert any("40/26" in w and "cut off" in w for w in meeting.warnings)

    def test_an_empty_paragraph_is_skipped_with_a_warning(self) -> None:
        rows = row("1", 1, "Roads", label("Minutes:") + words("1.&nbsp;&nbsp;A hole.", "2.&nbsp;"))
        meeting = read(page(TITLE, rows))
        assert texts(meeting) == [("1", "A hole.")]
        assert "an empty paragraph was skipped in item 1" in meeting.warnings

    def test_a_heading_of_a_private_part_is_no_item(self) -> None:
        private = row("41", 4, "Staff", label("Minutes:") + words("A matter."))
        part = row("", 3, "PART 2 - MATTERS WITHOUT THE PRESS AND PUBLIC", "")
        meeting = read(page(TITLE, LAMPS + part + private))
        assert [(i.number, i.exempt) for i in meeting.items] == [("39/26", False), ("41", True)]

    def test_a_table_inside_minutes_becomes_lines(self) -> None:
        heads = "<tr><th>Name</th><th>Interest</th></tr>"
        table = f"<table>{heads}<tr><td>Cllr A</td><td>Friend</td></tr></table>"
        meeting = read(page(TITLE, row("1", 1, "Interests", label("Minutes:") + table)))
        assert texts(meeting) == [(None, "Name | Interest"), (None, "Cllr A | Friend")]

    def test_draft_on_a_public_page_is_published_with_a_warning(self) -> None:
        meeting = read(page(TITLE, LAMPS, "Agenda and draft minutes"))
        assert meeting.status == "published"
        assert "the page calls these minutes draft" in meeting.warnings

    def test_the_name_of_a_special_meeting_is_its_title(self) -> None:
        meeting = read(page(f"Annual General Meeting, {TITLE}", LAMPS))
        assert meeting.panel == "Borset Police and Crime Panel"
        assert meeting.title == "Annual General Meeting, Borset Police and Crime Panel"

    @pytest.mark.parametrize(
        ("html", "why"),
        [
            (page(f"{TITLE}, CANCELLED", ""), "cancelled"),
            (page(TITLE, row("1", 1, "Roads", words("To receive a report.")), "Agenda"), "agenda"),
        ],
    )
    def test_a_page_without_minutes_is_refused(self, html: str, why: str) -> None:
        with pytest.raises(MinutebookError, match=why):
            read(html)

    def test_an_item_page_is_part_of_the_meeting_it_links_to(self) -> None:
        html = """<html><body><div id="modgov"><h1>Agenda item</h1><h2>Lamps</h2>
        <a href="ieListDocuments.aspx?CId=4&amp;MId=9&amp;Ver=4">Meeting of Borset Panel,
        Thursday, 14th November, 2019 10.30 am (Item 10.)</a>
        <p>To note.</p><h3>Minutes:</h3><p>Long text here.</p>
        <h3>Supporting documents:</h3><ul><li>Lamp report</li></ul></div></body></html>"""
        meeting = read(html, Given(url="https://x.example/mgAi.aspx?ID=77&zTS=1"))
        assert not meeting.whole
        assert (meeting.panel, str(meeting.date)) == ("Borset Panel", "2019-11-14")
        assert meeting.url == "https://x.example/ieListDocuments.aspx?CId=4&MId=9"
        [item] = meeting.items
        assert (item.number, item.title) == ("10", "Lamps")
        assert item.url == "https://x.example/mgAi.aspx?ID=77"
        assert texts(meeting) == [(None, "Long text here.")]

    def test_an_issue_page_gives_the_item_of_each_meeting(self) -> None:
        html = """<html><body><div id="modgov"><h1>Issue - meetings</h1><h2>Lamps</h2>
        <p>Meeting: 12/03/2026 - Borset Panel (Item 12)</p><p>12 Lamps</p><p>Minutes:</p>
        <p>1.&nbsp;&nbsp;Cllr X asked.</p><p>Meeting: 12/01/2026 - Borset Panel (Item 4)</p>
        <p>4 Lamps</p><p>Minutes:</p><p>Deferred.</p></div></body></html>"""
        given = Given(url="https://x.example/ieIssueDetails.aspx?IId=5")
        meetings = read_document(html.encode(), "issue", given)
        assert [(str(m.date), m.url, m.whole) for m in meetings] == [
            ("2026-03-12", None, False),
            ("2026-01-12", None, False),
        ]
        assert [(m.items[0].number, m.items[0].title) for m in meetings] == [
            ("12", "Lamps"),
            ("4", "Lamps"),
        ]


class TestWord:
    def test_numbers_that_word_counts_are_read(self) -> None:
        document = docx.Document()
        document.add_paragraph("Upper Hope Parish Council", style="Title")
        document.add_paragraph("Minutes of the meeting held on 4 July 2023")
        document.add_heading("1. Roads", 2)
        for text in ("A hole was mended.", "Another was found."):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("A lane was shut.", style="List Bullet")
        assert texts(read(saved(document))) == [
            ("1", "A hole was mended."),
            ("2", "Another was found."),
            (None, "A lane was shut."),
        ]

    def test_tracked_deletions_headers_and_footers_are_left_out(self) -> None:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "Page head"
        document.sections[0].footer.paragraphs[0].text = "R:\\minutes.docx"
        document.add_heading("1. Roads", 2)
        paragraph = document.add_paragraph("A hole was ")
        for tag, inner, text in (("w:del", "w:delText", "found"), ("w:ins", "w:t", "mended.")):
            change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            words.text = text
            run.append(words)
            change.append(run)
            change.set(qn("w:id"), "1")
            paragraph._p.append(change)
        assert texts(read(saved(document))) == [(None, "A hole was mended.")]

    def test_an_action_table_keeps_its_words_and_owner(self) -> None:
        document = docx.Document()
        document.add_heading("1. Roads", 2)
        document.add_paragraph("A hole was found.")
        document.add_heading("Action points", 2)
        table = document.add_table(2, 3)
        cells = ("Action", "Owner", "Due", "Fill the hole", "The Clerk", "1 May 2024")
        for cell, text in zip((c for r in table.rows for c in r.cells), cells, strict=True):
            cell.text = text
        meeting = read(saved(document))
        assert [i.title for i in meeting.items] == ["Roads", "Action points"]
        [paragraph] = meeting.items[1].paragraphs
        [action] = paragraph.actions
        assert (paragraph.text, action.owner, action.due_words) == (
            "Fill the hole",
            "The Clerk",
            "1 May 2024",
        )

    def test_a_file_that_calls_itself_draft_is_draft(self) -> None:
        assert read(printed_docx([("plain", "DRAFT MINUTES"), *LINES])).status == "draft"
        assert read(printed_docx(LINES), Given(draft=True)).status == "draft"
        assert read(printed_docx(LINES)).status == "published"


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class TestPrint:
    def test_running_heads_page_numbers_and_broken_paragraphs_are_mended(self) -> None:
        long = " ".join(f"Sentence {i} of the report was read." for i in range(150))
        lines = [("bold", "1. Report"), ("plain", f"1. {long}"), ("plain", "2. It was noted.")]
        data = printed_pdf(lines, head="Upper Hope Parish Council", lines_on_page=20)
        assert texts(read(data)) == [("1", long), ("2", "It was noted.")]

    def test_words_cut_at_the_line_end_are_whole_again(self) -> None:
        lines = [
            "1. Roads",
            "The Council asked the high-",
            "way authority about twenty-",
            "four holes.",
        ]
        drawn = "\n".join(
            f"BT /F1 10 Tf 1 0 0 1 60 {780 - 14 * i} Tm ({line}) Tj ET"
            for i, line in enumerate(lines)
        )
        assert texts(read(pdf_of([drawn]))) == [
            (None, "The Council asked the highway authority about twenty-four holes.")
        ]

    def test_a_scan_says_that_it_is_one(self) -> None:
        picture = (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI").decode("latin-1")
        with pytest.raises(MinutebookError, match=r"is a scan: .* OCR"):
            read(pdf_of([f"q 500 0 0 700 0 0 cm {picture} Q"]))


class TestInterchange:
    def test_everything_that_a_line_says_is_read(self) -> None:
        paragraph = {
            "number": "(1)",
            "text": "x  y",
            "id": "p1",
            "speakers": ["Cllr A"],
            "kind": "prose",
        }
        item = {
            "number": "5.",
            "title": "Roads",
            "url": None,
            "paragraphs": [paragraph],
            "exempt": True,
        }
        line = {
            "panel": "P",
            "title": None,
            "date": "2024-05-01",
            "status": "draft",
            "items": [item],
        }
        meeting = read(json.dumps(line))
        assert (meeting.title, meeting.date, meeting.status) == ("P", dt.date(2024, 5, 1), "draft")
        assert (meeting.items[0].number, meeting.items[0].exempt) == ("5", True)
        [read_paragraph] = meeting.items[0].paragraphs
        assert (read_paragraph.number, read_paragraph.text) == ("1", "x y")
        assert (read_paragraph.id, read_paragraph.speakers) == ("p1", ("Cllr A",))

    def test_the_day_of_the_next_meeting_is_read_from_its_words(self) -> None:
        text = "The Panel would next meet on Tuesday 4 June 2024."
        item = {"title": "Future meetings", "paragraphs": [{"text": text}]}
        line = json.dumps({"panel": "P", "date": "2024-05-01", "items": [item]})
        assert read_documents(line.encode(), "x.jsonl").meetings[0].next_meeting == dt.date(
            2024, 6, 4
        )

    def test_a_bad_line_is_refused_by_its_number_and_the_rest_read(self) -> None:
        good = '{"panel": "P", "date": "2024-05-01", "items": []}'
        text = "\n".join([good, "{bad", good, '{"panel": "P"}', '{"date": "1/2/24", "items": []}'])
        reading = read_documents(text.encode(), "x.jsonl")
        assert len(reading.meetings) == 2
        assert [part for part, _ in reading.refused] == ["line 2", "line 4", "line 5"]
        with pytest.raises(MinutebookError, match="line 2: "):
            read_document(text.encode(), "x.jsonl")


class TestArchivesAndMail:
    def test_an_archive_gives_its_documents_and_names_the_refused(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("./may/parish.txt", PARISH)
            archive.writestr(".trash/parish.txt", PARISH.replace(b"Wenlow", b"Other"))
            archive.writestr("__MACOSX/._parish.txt", b"\x00\x05")
            archive.writestr("scan.png", b"\x89PNG\r\n")
        reading = read_documents(out.getvalue(), "all.zip")
        assert [m.panel for m in reading.meetings] == ["Little Wenlow Parish Council"]
        assert [part for part, _ in reading.refused] == ["scan.png"]

    def test_a_mail_gives_its_attachments(self) -> None:
        message = mail("Please find the minutes attached.")
        message.add_attachment(
            printed_docx(LINES), maintype="application", subtype="octet-stream", filename="m.docx"
        )
        assert read(message.as_bytes()).panel == "Little Wenlow Parish Council"

    def test_a_mail_without_attachments_is_its_own_document(self) -> None:
        assert texts(read(mail(SHORT.decode()).as_bytes())) == [(None, "A hole.")]


def mail(text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "clerk@example.org", "panel@example.org"
    message["Subject"], message["Date"] = "Minutes", "Mon, 01 Jan 2024 10:00:00 +0000"
    message.set_content(text)
    return message


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "is empty"),
        (b"{\\rtf1 minutes}", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"%PDF-1.4\nnothing", "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
        (b"\x00\x01\x02\x03" * 50, "in no format that is read"),
        (b"<html><title>Sign in</title><body><input type='password'></body></html>", "no minutes"),
        (b"<html><body><h1>Page not found</h1><p>Sorry.</p></body></html>", "no minutes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, advice: str) -> None:
    with pytest.raises(MinutebookError, match=advice):
        read_document(data, "the file")


def test_too_large_a_file_is_refused() -> None:
    reading = read_documents(b"x" * 2_000_001, "big.txt", limit=2_000_000)
    assert "larger than 2 MB" in reading.refused[0][1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_are_detected(encoding: str) -> None:
    text = SHORT.decode() + "Cllr Müller said “no” – twice.\n"
    assert texts(read(text.encode(encoding)))[-1] == (None, "Cllr Müller said “no” – twice.")


def test_what_the_caller_gives_is_taken_and_a_difference_told() -> None:
    given = Given(panel="Hope Council", date=dt.date(2023, 7, 5), url="https://hope.example/m1")
    meeting = read(SHORT, given)
    assert (meeting.panel, meeting.title, meeting.url) == (
        "Hope Council",
        "Hope Council",
        "https://hope.example/m1",
    )
    assert meeting.date == dt.date(2023, 7, 5)
    assert len(meeting.warnings) == 2


def test_white_space_is_made_alike_and_quotes_stay() -> None:
    text = "1. Roads\n2.1\tCllr\u00a0O’Brien  said “co\u00adoperate”\u200b.\n2. Lanes\nNone.\n"
    assert texts(read(text))[0] == ("2.1", "Cllr O’Brien said “cooperate”.")


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf", "jsonl"])
def test_sample_meetings_are_the_same_in_every_form(form: str) -> None:
    for path in sorted(SHARED.glob(f"{form}/*.{form}")):
        [meeting] = read_document(path.read_bytes(), path.name)
        [line] = read_document((SHARED / "jsonl" / f"{path.stem}.jsonl").read_bytes(), path.stem)
        assert (meeting.panel, meeting.title, meeting.date) == (line.panel, line.title, line.date)
        assert [(i.number, i.title) for i in meeting.items][: len(line.items)] == [
            (i.number, i.title) for i in line.items
        ]


def test_an_item_copied_from_a_page_has_its_paragraphs_and_warnings() -> None:
    path = SHARED / "kent-violence-reduction-item.txt"
    if not path.exists():
        pytest.skip("the item is not here")
    meeting = read(path.read_bytes())
    [item] = meeting.items
    assert (item.title, meeting.panel, meeting.date, meeting.url) == (
        "Violence Reduction - Update",
        None,
        None,
        None,
    )
    assert [p.number for p in item.paragraphs] == [*"1234567", None]
    assert item.paragraphs[-1].kind == "resolution"
    assert not meeting.whole
    assert {"no panel found", "no date found"} <= set(meeting.warnings)


def test_a_table_copied_from_a_browser_is_read_as_one() -> None:
    text = (
        "Harbour Board\nMinutes of the meeting held on 3 May 2023\n\n1. Roof\nThe roof leaks.\n\n"
        "2. Action log\nNo\tAction\tOwner\tDue\n1\tMend the roof\tMr Pask\t9 June 2023\n"
        "2\tCall the insurer\tMs Oke\t\n"
    )
    [meeting] = read_document(text.encode(), "minutes.txt")
    paragraphs = meeting.items[1].paragraphs
    assert [p.text for p in paragraphs] == ["Mend the roof", "Call the insurer"]
    assert [p.actions[0].owner for p in paragraphs] == ["Mr Pask", "Ms Oke"]


def test_a_table_that_goes_on_overleaf_keeps_its_heads() -> None:
    rows = [("No", "Action", "Owner")] + [(str(n), f"Do task {n}", "Mr Pask") for n in range(1, 4)]
    pages = [ruled_table(rows, top=100), ruled_table([("4", "Do task 4", "Ms Oke")], top=800)]
    [meeting] = read_document(pdf_of(pages), "minutes.pdf")
    paragraphs = [p for item in meeting.items for p in item.paragraphs if p.actions]
    assert [p.text for p in paragraphs] == [f"Do task {n}" for n in range(1, 5)]
    assert paragraphs[-1].actions[0].owner == "Ms Oke"


def ruled_table(rows: Sequence[tuple[str, ...]], top: float) -> str:
    """A table with lines round its cells, as what a page of a PDF draws."""
    columns = (60, 120, 400, 540)
    drawn = ["BT /F1 10 Tf 1 0 0 1 60 820 Tm (1. Action log) Tj ET"] if top < 200 else []
    for i, row in enumerate(rows):
        y = top - 20 * i
        for left, right, cell in zip(columns, columns[1:], row, strict=False):
            drawn.append(f"{left} {y} {right - left} 20 re S")
            drawn.append(f"BT /F1 10 Tf 1 0 0 1 {left + 4} {y + 6} Tm ({cell}) Tj ET")
    return "\n".join(drawn)
