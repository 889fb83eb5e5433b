"""Who is who: forms of a name joined by rule, and by hand where the rule is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

Write = Callable[[str, str], Path]

FIRST = """Harbour Trust

Minutes of the meeting held on 4 March 2024

Present: Cllr J Pascoe, Cllr W Pascoe, Mrs Ellen Tregear (Chairman)

1. Moorings

1. Cllr J Pascoe asked about fees. Mrs Tregear replied that they would not rise.

2. Councillor Pascoe said that this was welcome.
"""

SECOND = """Harbour Trust

Minutes of the meeting held on 3 June 2024

1. Dredging

1. Councillor J Pascoe reported that the dredger was late. Ms Nance asked why.
"""


@pytest.fixture
def book(minutebook: Minutebook, write: Write) -> Minutebook:
    minutebook("add", write("first.txt", FIRST), write("second.txt", SECOND))
    return minutebook


def names(book: Minutebook, typed: str = "") -> list[str]:
    return [person["name"] for person in book("speakers", typed, "--json").json["speakers"]]


def test_one_person_across_meetings(book: Minutebook) -> None:
    person = book("speakers", "J Pascoe", "--json").json["speakers"][0]

    assert person["paragraphs"] == 2
    assert (person["first"], person["last"]) == ("2024-03-04", "2024-06-03")
    assert set(person["aliases"]) | {person["name"]} >= {"Cllr J Pascoe", "Councillor J Pascoe"}


def test_two_of_one_surname_stay_apart(book: Minutebook) -> None:
    assert {"Cllr J Pascoe", "Cllr W Pascoe"} <= set(names(book, "pascoe"))


def test_joining_by_hand_survives_reading_again(book: Minutebook, write: Write) -> None:
    assert book("speakers", "join", "Mrs Tregear", "Ms Nance").status == 0

    book("add", write("second.txt", SECOND.replace("asked why", "asked why that was")))

    (person,) = book("speakers", "nance", "--json").json["speakers"]
    assert person["paragraphs"] == 2


def test_parting_by_hand_survives_reading_again(book: Minutebook, write: Write) -> None:
    name = book("speakers", "J Pascoe", "--json").json["speakers"][0]["name"]
    form = "Councillor J Pascoe" if name == "Cllr J Pascoe" else "Cllr J Pascoe"
    assert book("speakers", "part", name, form).status == 0

    book("add", write("second.txt", SECOND.replace("was late", "was very late")))

    counts = {p["name"]: p["paragraphs"] for p in book("speakers", "--json").json["speakers"]}
    assert counts["Cllr J Pascoe"] == 1
    assert counts["Councillor J Pascoe"] == 1


def test_an_unknown_name_fits_nobody(book: Minutebook) -> None:
    assert names(book, "Zimmermann") == []
    refused = book("speakers", "join", "Zimmermann", "Ms Nance")
    assert (refused.status, len(refused.err.strip().splitlines())) == (1, 1)


def said(book: Minutebook, question: str) -> list[str]:
    return book("say", f"/minutes {question}").out.splitlines()


def test_who_somebody_is_may_be_asked_in_plain_words(book: Minutebook) -> None:
    assert said(book, "who was the chairman in 2024?")[0] == (
        "The Chairman: Mrs Tregear, 4 March 2024."
    )
    assert said(book, "who's mrs tregar")[0].startswith("Mrs Tregear: 1 paragraph")


def test_what_only_begins_like_it_is_a_question(book: Minutebook) -> None:
    assert "the dredger was late" in " ".join(said(book, "who is late with the dredger"))
    assert "Nothing found" in " ".join(said(book, "who is responsible for potholes"))


def test_of_one_name_in_two_panels_the_panel_tells(book: Minutebook, write: Write) -> None:
    book("add", write("third.txt", FIRST.replace("Harbour Trust", "Quay Board")))
    assert book("speakers", "join", "Mrs Tregear", "Ms Nance").status == 0  # she is of one only
    refused = book("speakers", "part", "Cllr W Pascoe", "W Pascoe").err
    assert (
        "Cllr W Pascoe (Harbour Trust), Cllr W Pascoe (Quay Board). Write one of these" in refused
    )
    assert book("speakers", "join", "Cllr W Pascoe (Quay)", "Mrs Tregear (quay board)").status == 0
    told = book("speakers", "chairman").out
    assert "The Chairman of Harbour Trust: " in told
    assert "The Chairman of Quay Board: " in told


def test_parting_by_hand_counts_for_minutes_that_are_read_later(
    book: Minutebook, write: Write
) -> None:
    assert book("speakers", "part", "Cllr J Pascoe", "Councillor J Pascoe").status == 0
    third = SECOND.replace("3 June", "9 September").replace("Councillor J Pascoe", "Cllr J Pascoe")
    book("add", write("third.txt", third))
    counts = {p["name"]: p["paragraphs"] for p in book("speakers", "--json").json["speakers"]}
    assert (counts["Cllr J Pascoe"], counts["Councillor J Pascoe"]) == (2, 1)


def test_a_bare_surname_is_who_spoke_before_in_that_meeting(book: Minutebook, write: Write) -> None:
    day = SECOND.replace("3 June", "7 October")
    day = day.replace("Councillor J Pascoe", "Cllr W Pascoe").replace("Ms Nance", "Cllr Pascoe")
    book("add", write("fourth.txt", day.replace("dredger was late. ", "dredger was late.\n\n2. ")))
    counts = {p["name"]: p["paragraphs"] for p in book("speakers", "--json").json["speakers"]}
    assert counts["Cllr W Pascoe"] == 2


def test_a_post_before_a_name_is_held_by_that_person(minutebook: Minutebook, write: Write) -> None:
    day = FIRST.replace("Mrs Ellen Tregear (Chairman)", "Temporary Chief Constable Mark Yarrow")
    day = day.replace("Mrs Tregear replied", "The T/Chief Constable replied")
    minutebook("add", write("force.txt", day))
    (found,) = minutebook("search", "from:yarrow", "fees", "--json").json["results"]
    assert "The T/Chief Constable" in found["speakers"]
    assert "Temporary Chief Constable Mark Yarrow, 4 March 2024" in minutebook(
        "speakers", "chief constable"
    ).out  # fmt: skip


def test_a_deputy_mayor_for_policing_is_the_deputy_mayor(
    minutebook: Minutebook, write: Write
) -> None:
    day = FIRST.replace(
        "Mrs Ellen Tregear (Chairman)", "Al Pryce – Deputy Mayor for Policing and Crime"
    )
    minutebook(
        "add", write("mayor.txt", day.replace("Mrs Tregear replied", "The Deputy Mayor replied"))
    )
    (found,) = minutebook("search", "from:pryce", "fees", "--json").json["results"]
    assert "The Deputy Mayor" in found["speakers"]
