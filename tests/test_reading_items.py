"""Items in any style: several in one line, titles without a stop, numbers of every sort."""

import pytest

from sources.formats import read_document
from sources.structure.run_on import WORDS

HEAD = "Elm Parish Council\nMinutes of the meeting held on 14 March 2023\n\n"
PAGE = (
    "Agenda and minutes\n\nElm Flood Panel - Tuesday, 14th March, 2023 10.00 am\n\nItems\n"
    "No. Item\n\n"
)


def items(text: str) -> list[tuple[str | None, str, list[str]]]:
    meeting = read_document(text.encode(), "minutes.txt")[0]
    return [(i.number, i.title, [p.text for p in i.paragraphs]) for i in meeting.items]


def numbers(text: str) -> list[tuple[str | None, str]]:
    return [(number, title) for number, title, _ in items(text)]


def test_several_items_in_one_line() -> None:
    text = (
        "12/23 Apologies Apologies had come from Mr Ash. 13/23 Interests No declarations were "
        "made. 14/23 Filming Mr Ash asked whether anyone would film\n\n15/23 Minutes of the last "
        "meeting\n\nThe minutes were signed."
    )
    assert items(HEAD + text) == [
        ("12/23", "Apologies", ["Apologies had come from Mr Ash."]),
        ("13/23", "Interests", ["No declarations were made."]),
        ("14/23", "Filming", ["Mr Ash asked whether anyone would film"]),
        ("15/23", "Minutes of the last meeting", ["The minutes were signed."]),
    ]


def test_references_in_a_line_part_nothing() -> None:
    text = "12/23 Works\n\nMr Ash spoke of two minutes. 9/23 Drains and 4/23 Roads were closed."
    assert numbers(f"{HEAD}{text}\n\n13/23 Vans\n\nThey were late.") == [
        ("12/23", "Works"),
        ("13/23", "Vans"),
    ]


@pytest.mark.parametrize(("line", "title"), WORDS["fits"])
def test_a_title_without_a_stop(line: str, title: str) -> None:
    number = line.partition(".")[0]
    assert (number, title) in numbers(HEAD + "\n\n".join(f for f, _ in WORDS["fits"]))


@pytest.mark.parametrize("line", WORDS["fits_not"])
def test_a_sentence_with_a_number_is_no_title(line: str) -> None:
    words = line.split(maxsplit=1)[1]
    kept = items(f"{HEAD}1/23 Roads\n\n{line}\n\n2/23 Vans\n\nThey were late.")
    assert any(words in text for _, _, texts in kept for text in texts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("23-24/FRA/1", "23-24/FRA/2"),
        ("FRA/23-24/1", "FRA/23-24/2"),
        ("BM 52/2122", "BM 53/2122"),
        ("1A", "1B"),
        ("4.", "4.1"),
        ("71.", "72."),
    ],
)
def test_a_number_alone_on_its_line(first: str, second: str) -> None:
    titles = ["Vans of the Force", "Review of the Constitution of the Panel and of its rules."]
    text = "\n\n".join(
        f"{number}\n\n{title}\n\nMinutes:\n\nMr Ash said that vans were late."
        for number, title in zip((first, second), titles, strict=True)
    )
    assert numbers(PAGE + text) == [
        (first.strip("."), titles[0]),
        (second.strip("."), titles[1]),
    ]


def test_the_minute_of_another_meeting_is_no_number() -> None:
    text = (
        "4.\n\nMATTERS ARISING\n\n4.1\n\nMinute 8 - Vans of the Force\n\nMinutes:\n\nThey were "
        "late.\n\nMinute 98 – January 2023 - Vans\n\nMr Ash replied."
    )
    assert items(PAGE + text)[-1] == (
        "4.1",
        "Minute 8 - Vans of the Force",
        ["They were late.", "Minute 98 – January 2023 - Vans", "Mr Ash replied."],
    )


def test_an_item_after_the_word_minute_keeps_its_number() -> None:
    text = "Minute 6: Apologies\n\nNone were sent.\n\nMinute 7: Vans\n\nThey were late."
    assert numbers(HEAD + text) == [("6", "Apologies"), ("7", "Vans")]


def test_bullets_with_numbers_are_items() -> None:
    text = "* **031/17 Fees**\n    * Ines wrote a page\n* **032/17 Vans**\n    * They were late\n"
    assert numbers("### Minutes Elm Council meeting March 14th, 2023\n" + text) == [
        ("031/17", "Fees"),
        ("032/17", "Vans"),
    ]


def test_numbers_with_a_backslash_are_markdown() -> None:
    text = (
        '---\ntitle: "x"\ndate: "2023-04-02"\n---\n\nMINUTES OF ELM COUNCIL HELD ON 14 MARCH 2023'
    )
    text += "\n\n1\\. Apologies None.\n\n2\\. Vans Mr Ash reported that they were late."
    assert items(text) == [
        ("1", "Apologies", ["None."]),
        ("2", "Vans", ["Mr Ash reported that they were late."]),
    ]


def test_years_parted_by_a_lines_end_are_one() -> None:
    text = (
        "1. Plans\n\nThe panel turned to the Elm Local Area Plan 2009-\n2015.\n\n2. Vans\n\nNone."
    )
    assert "The panel turned to the Elm Local Area Plan 2009-2015." in items(HEAD + text)[0][2]
