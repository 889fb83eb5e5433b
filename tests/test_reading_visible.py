"""What a reader of the page would see is what is read: struck, hidden, white and raised words."""

import io
from collections.abc import Callable

import docx
import docx.document
import pytest
from docx.enum.dml import MSO_THEME_COLOR
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.text.run import Run

from sources.formats import read_document
from sources.readers.docx import read_docx
from storage.model import Meeting

HEAD = ("Thornmere Parish Council", "Minutes of the meeting held on 10 November 2026", "4. Vans")
WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def word() -> docx.document.Document:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    return document


def read(document: docx.document.Document) -> Meeting:
    out = io.BytesIO()
    document.save(out)
    [meeting] = read_document(out.getvalue(), "x.docx")
    return meeting


def read_page(body: str, style: str = "") -> Meeting:
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    page = (
        f"<!DOCTYPE html><html><head><style>{style}</style></head><body>{head}{body}</body></html>"
    )
    [meeting] = read_document(page.encode(), "x.html")
    return meeting


def texts(meeting: Meeting) -> list[str]:
    return [p.text for i in meeting.items for p in i.paragraphs]


def strike(run: Run) -> None:
    run.font.strike = True


def strike_twice(run: Run) -> None:
    run.font.double_strike = True


def hide(run: Run) -> None:
    run.font.hidden = True


def whiten(run: Run) -> None:
    run.font.color.rgb = WHITE


def by_style(run: Run) -> None:
    style = run.part.document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    run.style = style


def by_based_style(run: Run) -> None:
    styles = run.part.document.styles
    styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER).font.strike = True
    based = styles.add_style("Gone too", WD_STYLE_TYPE.CHARACTER)
    based.base_style = styles["Gone"]
    run.style = based


class TestWordsNotSeen:
    @pytest.mark.parametrize(
        ("look", "why"),
        [
            (strike, "struck out"),
            (strike_twice, "struck out"),
            (hide, "hidden"),
            (whiten, "white"),
            (by_style, "hidden"),
            (by_based_style, "struck out"),
        ],
    )
    def test_they_are_left_out_of_a_word_file_and_told_of(
        self, look: Callable[[Run], None], why: str
    ) -> None:
        document = word()
        paragraph = document.add_paragraph("1. Cllr Ash said that ")
        look(paragraph.add_run("twenty secret"))
        paragraph.add_run(" thirty vans were stolen.")
        meeting = read(document)
        assert texts(meeting) == ["Cllr Ash said that thirty vans were stolen."]
        assert any(why in w and "“twenty secret”" in w for w in meeting.warnings)

    def test_a_style_that_hides_is_undone_by_a_run_that_says_so(self) -> None:
        document = word()
        style = document.styles.add_style("Quiet", WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True
        paragraph = document.add_paragraph("Not for the public. ", style=style)
        paragraph.add_run("Cllr Ash asked about vans.").font.hidden = False
        assert texts(read(document)) == ["Cllr Ash asked about vans."]

    def test_white_words_on_a_dark_ground_are_read(self) -> None:
        document = word()
        table = document.add_table(1, 2)
        for cell, text in zip(table.rows[0].cells, ("Owner", "Cllr Ash asked"), strict=True):
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>')
            )
            whiten(cell.paragraphs[0].add_run(text))
        dark = document.add_paragraph()
        whiten(dark.add_run("1. Cllr Elm asked about sheds."))
        dark._p.get_or_add_pPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="000000"/>')
        )
        meeting = read(document)
        assert "Cllr Ash asked" in " ".join(texts(meeting))
        assert "Cllr Elm asked about sheds." in texts(meeting)
        assert not any("white" in w for w in meeting.warnings)

    def test_a_colour_of_the_theme_is_no_white(self) -> None:
        document = word()
        run = document.add_paragraph("1. ").add_run("Cllr Ash asked about vans.")
        run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        assert texts(read(document)) == ["Cllr Ash asked about vans."]

    def test_a_struck_entry_of_a_list_keeps_its_number_from_the_next(self) -> None:
        document = word()
        for text in ("Cllr Ash asked about vans.", "Cllr Ghost asked.", "Cllr Elm asked why."):
            document.add_paragraph(style="List Number").add_run(text)
        strike(document.paragraphs[-2].runs[0])
        numbers = [p.number for i in read(document).items for p in i.paragraphs]
        assert numbers == ["1", "3"]

    @pytest.mark.parametrize(
        ("words", "style", "why"),
        [
            ("<del>twenty</del>", "", "struck out"),
            ("<strike>twenty</strike>", "", "struck out"),
            ("<span style='text-decoration: line-through'>twenty</span>", "", "struck out"),
            ("<span class='gone'>twenty</span>", ".gone{text-decoration:line-through}", "struck"),
            ("<span style='visibility: hidden'>twenty</span>", "", "hidden"),
            ("<span class='n'>twenty</span>", "span.n { display: none }", "hidden"),
            ("<span style='color: #FFF'>twenty</span>", "", "white"),
        ],
    )
    def test_they_are_left_out_of_a_web_page_and_told_of(
        self, words: str, style: str, why: str
    ) -> None:
        meeting = read_page(f"<p>1. Cllr Ash said that {words} thirty vans went.</p>", style)
        assert texts(meeting) == ["Cllr Ash said that thirty vans went."]
        assert any(why in w and "“twenty”" in w for w in meeting.warnings)

    @pytest.mark.parametrize(
        ("words", "style"),
        [
            ("<ins>thirty</ins>", ""),
            ("<u>thirty</u>", ""),
            ("<span style='color:white;background:#003'>thirty</span>", ""),
            ("<span style='color:#fff8dc'>thirty</span>", ""),
            ("<span class='p'>thirty</span>", "@media print { .p { display: none } }"),
            ("<span class='p'>thirty</span>", "/* .p { display: none } */"),
        ],
    )
    def test_words_that_are_seen_are_read(self, words: str, style: str) -> None:
        meeting = read_page(f"<p>1. Cllr Ash said that {words} vans went.</p>", style)
        assert texts(meeting) == ["Cllr Ash said that thirty vans went."]
        assert not any("left out" in w for w in meeting.warnings)

    def test_a_part_that_a_button_opens_is_read(self) -> None:
        page = "<div class='fold'><p>1. Cllr Ash asked about vans.</p></div>"
        meeting = read_page(page, ".fold { display: none }")
        assert texts(meeting) == ["Cllr Ash asked about vans."]


def raise_run(document: docx.document.Document, parts: list[str]) -> None:
    """A paragraph whose every second part is raised."""
    paragraph = document.add_paragraph()
    for i, part in enumerate(parts):
        paragraph.add_run(part).font.superscript = True if i % 2 else None


RAISED = [
    (["of 1,400", "2", " vans ten went."], "of 1,400 [2] vans ten went."),
    (["vans were late.", "1,2"], "vans were late. [1,2]"),
    (["sheds", "*", " were open."], "sheds [*] were open."),
    (["it met on the 7", "th", " of May."], "it met on the 7th of May."),
    (["vans went on 1", "st", " and 22", "nd", " May."], "vans went on 1st and 22nd May."),
    (["a hall of 90 m", "2", " was let."], "a hall of 90 m² was let."),
]
SAID = "1. Cllr Ash said that "


class TestRaisedFigures:
    @pytest.mark.parametrize(("parts", "text"), RAISED)
    def test_they_are_marks_of_notes_in_a_word_file(self, parts: list[str], text: str) -> None:
        document = word()
        raise_run(document, [SAID + parts[0], *parts[1:]])
        assert texts(read(document)) == [f"Cllr Ash said that {text}"]

    @pytest.mark.parametrize(("parts", "text"), RAISED)
    def test_they_are_marks_of_notes_on_a_web_page(self, parts: list[str], text: str) -> None:
        body = "".join(f"<sup>{part}</sup>" if i % 2 else part for i, part in enumerate(parts))
        assert texts(read_page(f"<p>{SAID}{body}</p>")) == [f"Cllr Ash said that {text}"]


def add_part(document: docx.document.Document, name: str, kind: str, data: bytes) -> str:
    part = Part(PackURI(f"/word/{name}"), kind, data, document.part.package)
    relation = {
        "footnotes.xml": RELATIONSHIP_TYPE.FOOTNOTES,
        "endnotes.xml": RELATIONSHIP_TYPE.ENDNOTES,
    }.get(name, RELATIONSHIP_TYPE.A_F_CHUNK)
    return document.part.relate_to(part, relation)


def add_notes(document: docx.document.Document, kind: str, *notes: str) -> None:
    inner = "".join(
        f'<w:{kind} w:id="{i}"><w:p><w:r><w:{kind[:-4]}noteRef/></w:r><w:r><w:t>{text}</w:t></w:r>'
        f"</w:p></w:{kind}>"
        for i, text in enumerate(notes, start=2)
    )
    root = f"<w:{kind}s {nsdecls('w')}>{inner}</w:{kind}s>"
    add_part(document, f"{kind}s.xml", "application/xml", root.encode())


def refer(run: Run, kind: str, note: int) -> None:
    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), str(note))
    run._r.append(reference)


class TestPartsOfAWordFile:
    @pytest.mark.parametrize(("kind", "number"), [("footnote", "1"), ("endnote", "i")])
    def test_a_note_is_kept_with_its_paragraph(self, kind: str, number: str) -> None:
        document = word()
        refer(document.add_paragraph("1. Of them 14% were solved.").add_run(), kind, 2)
        document.add_paragraph("2. Cllr Elm asked about sheds.")
        add_notes(document, kind, "Later put right to 11%.")
        assert texts(read(document)) == [
            f"Of them 14% were solved. [Note {number}: Later put right to 11%.]",
            "Cllr Elm asked about sheds.",
        ]

    def test_the_mark_of_a_note_in_a_sentence_stays_at_its_place(self) -> None:
        document = word()
        paragraph = document.add_paragraph("1. Of them 14%")
        refer(paragraph.add_run(), "footnote", 2)
        paragraph.add_run(" were solved.")
        add_notes(document, "footnote", "Later put right to 11%.")
        assert texts(read(document)) == [
            "Of them 14% [1] were solved. [Note 1: Later put right to 11%.]"
        ]

    def test_a_note_that_refers_to_itself_is_read_once(self) -> None:
        document = word()
        refer(document.add_paragraph("1. Cllr Ash said that vans went.").add_run(), "footnote", 2)
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        root = (
            f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Ten.</w:t></w:r>'
            f"{reference}</w:p></w:footnote></w:footnotes>"
        )
        add_part(document, "footnotes.xml", "application/xml", root.encode())
        assert texts(read(document)) == ["Cllr Ash said that vans went. [Note 1: Ten.]"]

    @pytest.mark.parametrize(
        ("font", "code", "sign"),
        [
            ("Symbol", "F0B3", "≥"),
            ("Symbol", "F0B1", "±"),
            ("Symbol", "B4", "×"),
            ("Wingdings", "F0FC", "✓"),
            ("Wingdings", "F0A8", "◻"),
        ],
    )
    def test_symbols_are_read(self, font: str, code: str, sign: str) -> None:
        document = word()
        run = document.add_paragraph("1. It was ").add_run()
        symbol = OxmlElement("w:sym")
        symbol.set(qn("w:font"), font)
        symbol.set(qn("w:char"), code)
        run._r.append(symbol)
        document.paragraphs[-1].add_run(" five per cent.")
        assert texts(read(document)) == [f"It was {sign} five per cent."]

    def test_an_unknown_symbol_is_told_of(self) -> None:
        document = word()
        run = document.add_paragraph("1. It was ").add_run()
        run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="House Signs" w:char="F041"/>'))
        assert any("cannot be read" in w for w in read(document).warnings)

    def test_the_end_of_a_paragraph_that_is_deleted_joins_it_to_the_next(self) -> None:
        document = word()
        first = document.add_paragraph("1. Cllr Ash asked ")
        first._p.get_or_add_pPr().append(
            parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='1' w:author='x'/></w:rPr>")
        )
        document.add_paragraph("about vans.")
        document.add_paragraph("2. Cllr Elm asked about sheds.")
        assert texts(read(document)) == [
            "Cllr Ash asked about vans.",
            "Cllr Elm asked about sheds.",
        ]

    @pytest.mark.parametrize(
        "data",
        [
            b"<html><body><p>1. Cllr Oak asked about lead.</p></body></html>",
            b"1. Cllr Oak asked about lead.\n",
        ],
    )
    def test_an_embedded_document_is_read_at_its_place(self, data: bytes) -> None:
        document = word()
        embed(document, data)
        document.add_paragraph("2. Cllr Elm asked about sheds.")
        assert texts(read(document)) == [
            "Cllr Oak asked about lead.",
            "Cllr Elm asked about sheds.",
        ]

    @pytest.mark.parametrize("data", [b"{\\rtf1 Cllr Oak asked.}", b"MIME-Version: 1.0\n\n", b""])
    def test_an_embedded_document_in_another_format_is_told_of(self, data: bytes) -> None:
        document = word()
        document.add_paragraph("1. Cllr Elm asked about sheds.")
        embed(document, data)
        meeting = read(document)
        assert texts(meeting) == ["Cllr Elm asked about sheds."]
        assert any("embedded in this one could not be read" in w for w in meeting.warnings)

    def test_a_watermark_that_says_draft_is_believed(self) -> None:
        document = word()
        document.add_paragraph("1. Cllr Elm asked about sheds.")
        assert read(document).status == "published"
        header = document.sections[0].header.paragraphs[0].add_run()
        header._r.append(
            parse_xml(
                f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
                '<v:textpath string="DRAFT"/></v:shape></w:pict>'
            )
        )
        meeting = read(document)
        assert (meeting.status, meeting.panel) == ("draft", "Thornmere Parish Council")


def embed(document: docx.document.Document, data: bytes) -> None:
    key = add_part(document, "chunk.bin", "application/octet-stream", data)
    document._body._body.insert(
        len(document.paragraphs),
        parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{key}"/>'),
    )


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEGAL = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
PLAIN = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2")
GOES_ON = level(0, "decimal", "%1.") + level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
RESTARTS = level(0, "decimal", "%1.") + level(1, "decimal", "%2")
LINKED = '<w:styleLink w:val="House"/>' + level(0, "decimal", "%1.")
LINK = '<w:abstractNum w:abstractNumId="91"><w:numStyleLink w:val="House"/></w:abstractNum>'


class TestWordLists:
    @pytest.mark.parametrize(
        ("levels", "depths", "numbers"),
        [
            (LEGAL, [0, 1, 1], ["I.", "1.1", "1.2"]),
            (PLAIN, [0, 1], ["I.", "I.1"]),
            (GOES_ON, [0, 1, 1, 0, 1], ["1.", "1", "2", "2.", "3"]),
            (RESTARTS, [0, 1, 1, 0, 1], ["1.", "1", "2", "2.", "1"]),
        ],
    )
    def test_levels_count_as_they_say(
        self, levels: str, depths: list[int], numbers: list[str]
    ) -> None:
        assert numbered(levels, depths) == numbers

    def test_a_list_that_names_a_list_style_counts_as_that_does(self) -> None:
        assert numbered(LINKED, [0, 0], LINK, of="91") == ["1.", "2."]

    def test_a_level_bound_to_a_style_is_that_of_its_paragraphs(self) -> None:
        levels = level(0, "decimal", "%1.") + level(
            1, "decimal", "%1.%2", '<w:pStyle w:val="Deeper"/>'
        )
        document = word()
        style = document.styles.add_style("Deeper", WD_STYLE_TYPE.PARAGRAPH)
        style.element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>')
        )
        add_list(document, levels)
        enter(document, 0, "90")
        document.add_paragraph("Cllr Elm asked about sheds.", style="Deeper")
        assert block_numbers(document) == ["1.", "1.1"]


def add_list(document: docx.document.Document, levels: str, more: str = "", of: str = "90") -> None:
    root = document.part.numbering_part.element
    inner = f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>{more}'
    number = f'<w:num w:numId="90"><w:abstractNumId w:val="{of}"/></w:num>'
    for element in parse_xml(f"<w:x {nsdecls('w')}>{inner}{number}</w:x>"):
        root.append(element)


def enter(document: docx.document.Document, depth: int, number: str) -> None:
    paragraph = document.add_paragraph("Cllr Ash asked about vans.")
    named = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{named}</w:numPr>"))


def numbered(levels: str, depths: list[int], more: str = "", of: str = "90") -> list[str | None]:
    document = word()
    add_list(document, levels, more, of)
    for depth in depths:
        enter(document, depth, "90")
    return block_numbers(document)


def block_numbers(document: docx.document.Document) -> list[str | None]:
    out = io.BytesIO()
    document.save(out)
    return [b.number for b in read_docx(out.getvalue(), "x").blocks if b.number]
