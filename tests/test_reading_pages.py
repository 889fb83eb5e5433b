"""Printed pages as people see them: columns, raised figures, hyphens, watermarks, margins."""

from collections.abc import Sequence

import pytest
from support.printing import pdf_of

from sources.formats import read_document
from sources.readers.pdf import read_pdf
from storage.model import Meeting

HEAD = ("Thornmere Parish Council", "Minutes of the meeting held on 10 November 2026", "4. Vans")


def draw(x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm ({escaped}) Tj ET"


def printed(lines: Sequence[str], x: float = 60, top: float = 700) -> list[str]:
    return [draw(x, top - 14 * i, line) for i, line in enumerate(lines)]


def read(drawn: Sequence[str]) -> Meeting:
    head = [draw(60, 780 - 20 * i, line) for i, line in enumerate(HEAD)]
    [meeting] = read_document(pdf_of(["\n".join([*head, *drawn])]), "x.pdf")
    return meeting


def texts(meeting: Meeting) -> list[str]:
    return [p.text for i in meeting.items for p in i.paragraphs]


LEFT = [
    "1. Cllr Ash asked how many",
    "thefts had been solved in",
    "the north of the county and",
    "whether the vans were fit.",
    "2. Mr Fir asked about tools",
    "and was told that a scheme",
    "was to begin in the spring.",
]
RIGHT = [
    "3. Cllr Elm asked about the",
    "old church and the lead of",
    "its roof. She was told that",
    "the Clerk had been to see",
    "the place with the warden.",
    "4. Mrs Oak asked about dogs",
    "and where they were found.",
]


class TestColumns:
    @pytest.mark.parametrize("lower", [0, 5])
    def test_two_columns_are_read_one_after_the_other(self, lower: int) -> None:
        meeting = read([*printed(LEFT), *printed(RIGHT, 310, 700 - lower)])
        assert texts(meeting) == [
            "Cllr Ash asked how many thefts had been solved in the north of the county and whether "
            "the vans were fit.",
            "Mr Fir asked about tools and was told that a scheme was to begin in the spring.",
            "Cllr Elm asked about the old church and the lead of its roof. She was told that the "
            "Clerk had been to see the place with the warden.",
            "Mrs Oak asked about dogs and where they were found.",
        ]

    def test_text_below_the_columns_comes_after_them(self) -> None:
        below = "5. Cllr Yew asked whether the whole width of the page was read as one line here."
        meeting = read([*printed(LEFT), *printed(RIGHT, 310), draw(60, 560, below)])
        assert texts(meeting)[-1] == below[3:]
        assert len(texts(meeting)) == 5

    def test_names_beside_offices_are_read_across(self) -> None:
        names = ["Cllr J Oakes", "Cllr M Penn", "Cllr R Sallow", "Mrs E Tidd", "Mr F Gorse"]
        offices = ["Chair of the Council", "Vice-Chair", "Ward member", "Clerk", "Treasurer"]
        said = "1. Cllr Penn asked about the vans of the Council."
        drawn = [*printed(names), *printed(offices, 310), draw(60, 600, said)]
        rows = [b.text for b in read_pdf(pdf_of(["\n".join(drawn)]), "x").blocks]
        assert rows[0].startswith("Cllr J Oakes\tChair of the Council")


class TestHyphens:
    @pytest.mark.parametrize(
        ("first", "second", "word"),
        [
            ("body-", "worn", "body-worn"),
            ("decision-", "making", "decision-making"),
            ("long-", "term", "long-term"),
            ("neighbour-", "hood", "neighbourhood"),
            ("house-", "holder", "householder"),
            ("police-", "led", "police-led"),
            ("drop-", "in", "drop-in"),
            ("commis-", "sioner", "commissioner"),
            ("under-", "taken", "undertaken"),
            ("organ-", "isation", "organisation"),
            ("for-", "ward", "forward"),
            ("colour-", "ful", "colourful"),
        ],
    )
    def test_a_real_one_stays_and_one_of_the_line_end_goes(
        self, first: str, second: str, word: str
    ) -> None:
        begin = "1. Cllr Ash said that he had thought for a long while of the "
        meeting = read(printed([begin + first, f"{second} plan, and of the cost of it."]))
        assert texts(meeting) == [f"{begin[3:]}{word} plan, and of the cost of it."]


class TestRaised:
    @pytest.mark.parametrize(
        ("before", "raised", "after", "text"),
        [
            ("on the 7", "th", " of May", "on the 7th of May"),
            ("on the 22", "nd", " of May", "on the 22nd of May"),
            ("of 1,400", "2", " vans", "of 1,400 [2] vans"),
            ("of sheds", "*", " and bikes", "of sheds [*] and bikes"),
            ("of 90 m", "2", " of floor", "of 90 m² of floor"),
        ],
    )
    def test_small_raised_words_are_in_their_line(
        self, before: str, raised: str, after: str, text: str
    ) -> None:
        begin = f"1. Cllr Ash asked {before}"
        at = 60 + 6 * len(begin)
        drawn = [
            draw(60, 700, begin),
            draw(at, 704, raised, 6),
            draw(at + 3.6 * len(raised) + 6, 700, after.strip()),
            draw(60, 686, "whether that was so."),
        ]
        assert texts(read(drawn)) == [f"Cllr Ash asked {text} whether that was so."]


SAID = [
    "1. Cllr Ash asked whether officers who had switched on their cameras in the",
    "summer had been thanked by the Force for it, and was told that they had.",
    "2. Cllr Elm asked about sheds, and whether any one of them had been found",
    "open in the night. She was told that two were, and that both were empty.",
    "3. Mr Fir asked about the lighting of the path to the school, which had been",
    "out for a month. The Clerk had written to the county, and had not heard.",
    "4. Mrs Oak asked about the dogs that were lost in the spring, and was told",
    "that they had been found in a barn by the river, and that all were well.",
]


class TestWhatIsNoText:
    @pytest.mark.parametrize("matrix", ["0.7071 0.7071 -0.7071 0.7071", "0 1 -1 0"])
    def test_turned_words_are_left_out_and_a_draft_believed(self, matrix: str) -> None:
        meeting = read([*printed(SAID), draw(250, 600, "DRAFT", 60, matrix)])
        assert texts(meeting) == texts(read(printed(SAID)))
        assert meeting.status == "draft"
        assert any("“DRAFT”" in w for w in meeting.warnings)

    def test_a_turned_reference_in_the_margin_makes_no_draft(self) -> None:
        meeting = read([*printed(SAID), draw(30, 500, "File 12 B", 7, "0 1 -1 0")])
        assert (texts(meeting), meeting.status) == (texts(read(printed(SAID))), "published")

    def test_slanted_type_is_read(self) -> None:
        slanted = draw(60, 700, "1. Cllr Ash asked about vans.", 10, "1 0 0.33 1")
        assert texts(read([slanted])) == ["Cllr Ash asked about vans."]

    def test_white_words_are_left_out_but_on_a_ground(self) -> None:
        white = "1 1 1 rg\n" + draw(60, 660, "2. Cllr Ghost asked about bikes.") + "\n0 0 0 rg"
        first = draw(60, 700, "1. Cllr Ash asked about the vans of the Force.")
        meeting = read([first, white])
        assert texts(meeting) == ["Cllr Ash asked about the vans of the Force."]
        assert any("white" in w and "Ghost" in w for w in meeting.warnings)
        seen = read([first, "0 0 0.4 rg 50 650 400 25 re f", white])
        assert "Cllr Ghost asked about bikes." in texts(seen)

    def test_words_under_a_black_box_are_left_out_but_not_those_on_a_tint(self) -> None:
        lines = [draw(60, 700, "1. Cllr Ash asked about Mr"), draw(222, 700, "Quillfeather")]
        box = "0 0 0 rg 220 695 80 16 re f"
        meeting = read([*lines, box, draw(60, 686, "and his vans.")])
        assert texts(meeting) == ["Cllr Ash asked about Mr and his vans."]
        assert any("covered" in w for w in meeting.warnings)
        tint = "1 1 0.6 rg 220 695 80 16 re f 0 0 0 rg"
        seen = read([tint, *lines, draw(60, 686, "and his vans.")])
        assert texts(seen) == ["Cllr Ash asked about Mr Quillfeather and his vans."]

    def test_words_covered_in_a_ruled_table_are_left_out_of_it(self) -> None:
        rules = [f"60 {y} m 400 {y} l S" for y in (640, 670, 700)]
        rules += [f"{x} 640 m {x} 700 l S" for x in (60, 200, 400)]
        cells = [draw(70, 680, "Name"), draw(210, 680, "Question")]
        cells += [draw(70, 650, "Cllr Ash"), draw(210, 650, "Vans of"), draw(270, 650, "Mr Ghost")]
        drawn = [*rules, *cells, "0 0 0 rg 266 646 80 14 re f"]
        blocks = read_pdf(pdf_of(["\n".join(drawn)]), "x").blocks
        assert any("Vans of" in b.text for b in blocks)
        assert not any("Ghost" in b.text for b in blocks)

    @pytest.mark.parametrize("step", [1, 5])
    @pytest.mark.parametrize("x", [30, 560])
    def test_numbers_of_lines_in_the_margin_are_left_out(self, step: int, x: int) -> None:
        lines = [*SAID, "5. " + SAID[0][3:], *SAID[1:]]
        counted = [
            draw(x, 700 - 14 * i, str(i + 1), 8) for i in range(len(lines)) if (i + 1) % step == 0
        ]
        assert texts(read([*printed(lines), *counted])) == texts(read(printed(lines)))

    def test_numbers_of_paragraphs_in_the_margin_stay(self) -> None:
        said = ["Cllr Ash asked about vans.", "Cllr Elm asked about sheds.", "Mr Fir asked why."]
        drawn = [draw(90, 700 - 24 * i, text) for i, text in enumerate(said)]
        drawn += [draw(60, 700 - 24 * i, str(i + 1)) for i in range(3)]
        numbers = [p.number for i in read(drawn).items for p in i.paragraphs]
        assert numbers == ["1", "2", "3"]
