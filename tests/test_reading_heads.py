"""What the head of minutes says: the body's name, the day, and what front matter adds."""

import datetime as dt

import pytest

from sources.dates import find_date
from sources.formats import read_document
from sources.readers.blocks import Block
from sources.structure.head_words import WORDS, is_of_other_day, labelled
from storage.model import Meeting

ITEMS = "\n\n1. Finance\n\nAnn Birch reported a surplus.\n\n2. Vans\n\nThe vans were late.\n"


def read(text: str) -> Meeting:
    return read_document(text.encode(), "minutes.txt")[0]


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [(name, *fits) for name in WORDS["label"] for fits in WORDS["label"][name]["fits"]],
)
def test_a_label_gives_what_stands_beside_it(name: str, line: str, said: str) -> None:
    assert next(labelled(Block(line), name)) == said


@pytest.mark.parametrize("line", WORDS["label"]["body"]["fits_not"])
def test_a_line_that_is_no_label_names_no_body(line: str) -> None:
    assert read(f"Ashford Trust\n\n{line}\n\n14 March 2023{ITEMS}").panel == "Ashford Trust"


@pytest.mark.parametrize("line", WORDS["label"]["date"]["fits_not"])
def test_a_line_that_is_no_label_gives_no_day(line: str) -> None:
    assert not [day for said in labelled(Block(line), "date") if (day := find_date(said))]


@pytest.mark.parametrize("line", WORDS["other_day"]["fits"])
def test_a_day_of_another_meeting_is_not_the_day(line: str) -> None:
    assert is_of_other_day(line)


@pytest.mark.parametrize("line", WORDS["other_day"]["fits_not"])
def test_a_day_of_this_meeting_is_the_day(line: str) -> None:
    assert not is_of_other_day(line)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            "ELM PRIMARY SCHOOL BOARD OF GOVERNORS\n\nCOMMITTEE:\tBusiness Management Committee"
            "\tDATE:\t14 March 2023",
            "Elm Primary School Board of Governors: Business Management Committee",
        ),
        (
            "OPEN BOARD MEETING MINUTES\n\n| Title of Meeting | Elm Libraries IPS - Board Meeting |"
            "\n|---|---|\n| Date | 14 March 2023 |",
            "Elm Libraries IPS - Board",
        ),
        ("MEETING OF ELM FLOOD PANEL\n\n14 March 2023, Town Hall", "Elm Flood Panel"),
        (
            "At a meeting of the Elm Fire Authority held at the Hall on 14 March 2023",
            "Elm Fire Authority",
        ),
        (
            "MINUTES OF PROCEEDINGS AT MEETING OF THE MUNICIPAL DISTRICT\nOF ELM HELD IN THE HALL "
            "ON 14 MARCH 2023",
            "Municipal District of Elm",
        ),
        (
            "Elm and Oak Parish Council – Extraordinary Meeting Tuesday 14th March 2023, 7.00pm",
            "Elm and Oak Parish Council",
        ),
        ("MINUTES\n\nTOWNSHIP OF ELM LAKE\n\nTuesday, March 14, 2023", "Township of Elm Lake"),
        ("Minutes Elm Coordinating Council meeting March 14th, 2023", "Elm Coordinating Council"),
        ("Elm Trust\n\nThe Board agreed:\n\nTuesday 14 March 2023", "Elm Trust"),
        ("Elm Trust\n\nTrustees\n\nTuesday 14 March 2023", "Elm Trust"),
    ],
)
def test_the_body_is_the_whole_name_as_printed(head: str, body: str) -> None:
    meeting = read(head + ITEMS)
    assert (meeting.panel, meeting.date) == (body, dt.date(2023, 3, 14))


@pytest.mark.parametrize(
    "text", ["The Board decided:", "4 members of the Elm Finance Committee", "Committee Reports"]
)
def test_a_phrase_of_the_text_names_no_body(text: str) -> None:
    meeting = read(f"{text}\n\nTuesday 14 March 2023{ITEMS}")
    assert meeting.panel is None
    assert "no panel found" in meeting.warnings


@pytest.mark.parametrize(
    "day",
    ["14th. March 2023", "March 14,2023", "14-03-2023", "2023/03/14", "14 March '23", "2023-03-14"],
)
def test_forms_of_days(day: str) -> None:
    assert read(f"Elm Parish Council\n\n{day}{ITEMS}").date == dt.date(2023, 3, 14)


@pytest.mark.parametrize(
    "words", ["call 01-02-2033-44", "minute 2023/03/14/2", "ref 2023-03-14-7", "3-4-23", "14 '23"]
)
def test_figures_that_are_no_day(words: str) -> None:
    assert find_date(words) is None


def test_nothing_says_which_of_two_days_is_the_meetings() -> None:
    meeting = read(f"Elm Parish Council\n\n14 March 2023\n\n21 March 2023{ITEMS}")
    assert any("names 14 March 2023 and 21 March 2023" in w for w in meeting.warnings)


FRONT = '---\ntitle: "{title}"\ndate: "2023-04-02"\ncategories: \n  - "parish-councils"\n---\n\n'


def test_the_day_in_the_text_beats_that_of_the_post() -> None:
    meeting = read(
        FRONT.format(title="Minutes of Elm PC March 2023")
        + "DRAFT MINUTES OF A VIRTUAL ELM PARISH COUNCIL MEETING HELD at 7.00pm On TUESDAY 14th "
        "MARCH 2023" + ITEMS
    )
    assert (meeting.panel, meeting.date) == ("Elm Parish Council", dt.date(2023, 3, 14))
    assert any("metadata 2 April 2023" in w for w in meeting.warnings)


def test_front_matter_gives_what_the_text_does_not_say() -> None:
    meeting = read(FRONT.format(title="2023-03-14 Elm Flood Board") + "## Finance\n\nIt was spent.")
    assert (meeting.panel, meeting.date) == ("Elm Flood Board", dt.date(2023, 3, 14))
    assert not any("parish-councils" in p.text for i in meeting.items for p in i.paragraphs)


def test_the_day_of_the_post_is_not_taken_without_a_word() -> None:
    meeting = read(FRONT.format(title="Elm Flood Board") + "## Finance\n\nIt was spent.")
    assert meeting.date == dt.date(2023, 4, 2)
    assert any("does not say the day of the meeting" in w for w in meeting.warnings)


def test_a_rule_and_a_line_with_a_colon_are_no_front_matter() -> None:
    meeting = read(f"---\nElm Parish Council\nDate: 14 March 2023\n\n---{ITEMS}")
    assert (meeting.panel, meeting.date) == ("Elm Parish Council", dt.date(2023, 3, 14))


def test_an_item_page_says_which_meeting_it_is_of() -> None:
    meeting = read(
        "Agenda item\n\nVans\n\n- Meeting of Works & Roads Committee, Tuesday, 14th March, 2023 "
        "6.30 p.m. (Item 6.3)\n\nMinutes:\n\nThe Clerk presented the report."
    )
    assert (meeting.panel, meeting.date) == ("Works & Roads Committee", dt.date(2023, 3, 14))
    assert (meeting.items[0].number, meeting.items[0].title) == ("6.3", "Vans")


LANDS = {
    "SHIRE OF LARK\nMINUTES\nORDINARY COUNCIL MEETING\n19 August 2020": "Shire of Lark",
    "CITY OF LARK\nCITY COUNCIL\nREGULAR MEETING\nAugust 19,2020": "City of Lark City Council",
    "Elm College\n\nEducation Committee\n\n19 August 2020": "Elm College Education Committee",
    "Elm Trust\n\nMinutes of the Trustees' Meeting held on 19th August 2020": "Elm Trust Trustees",
    "MINUTES OF LARK AREA COMMITTEE MEETING HELD ON 19°” AUGUST, 2020": "Lark Area Committee",
    "Elm Bird Club minutes\n\nAugust 19, 2020": "Elm Bird Club",
    "Minutes of Lark Annual Parish Council Meeting following the Council, "
    "19 August 2020": "Lark Annual Parish Council",
}


@pytest.mark.parametrize(("head", "body"), LANDS.items())
def test_bodies_of_many_lands(head: str, body: str) -> None:
    meeting = read(head + ITEMS)
    assert (meeting.panel, meeting.date) == (body, dt.date(2020, 8, 19))
    assert [item.title for item in meeting.items][-2:] == ["Finance", "Vans"]
    assert meeting.moved == 0


def test_the_head_ends_where_business_begins() -> None:
    told = "The treasurer explained that the fee for the hall had been paid twice over."
    late = "## Next meeting\n\n7.15 pm, Wednesday 21 September 2022, in the school\n"
    matter = "---\ntitle: Minutes of meeting held 1 June 2022\n---\n\n"
    meeting = read(f"{matter}## Welcome\n\n{told}\n\n## Lamps\n\nThe lamps were out.\n\n{late}")
    assert meeting.date == dt.date(2022, 6, 1)
    assert [item.title for item in meeting.items] == ["Welcome", "Lamps", "Next meeting"]


def test_the_day_of_earlier_minutes_in_an_item_is_not_the_day() -> None:
    matter = "---\ntitle: Elm Parish Council\ndate: 2014-05-28\n---\n\n"
    items = "1. Apologies\n\nNone.\n\n2. Minutes of Meeting 17th January 2014\n\nAgreed."
    meeting = read(f"{matter}**DRAFT Minutes**\n\n{items}\n\n3. Lamps\n\nThey were out.")
    assert meeting.date == dt.date(2014, 5, 28)
    assert any("the day of the page, is taken" in warning for warning in meeting.warnings)


def test_a_day_that_stands_only_within_the_text_is_doubted() -> None:
    told = "The treasurer explained that the fee for the hall had been paid twice over."
    page = f"Elm Parish Council\n\n1. Hall\n\n{told}\n\n2. Lamps\n\nThey were lit on 3 May 2021."
    meeting = read(page)
    assert meeting.date in (None, dt.date(2021, 5, 3))
    assert any("date" in warning for warning in meeting.warnings)
