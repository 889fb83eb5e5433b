"""Whom a typed name may mean: misspelt, by ear, half remembered, or nobody."""

import pytest

from storage.name_matching import best_people, likeness

PEOPLE = (
    "Cllr Ashworth",
    "Cllr Bannerjee",
    "Cllr Chaudhry",
    "Cllr R Davies",
    "Mr de la Haye",
    "Mrs Fitzgerald-Moore",
    "Cllr ap Gwilym",
    "Cllr Gallagher",
    "Cllr T Hartnell",
    "Cllr Ruth Hartnell",
    "Ms Kaczmarek",
    "Cllr Kowalczyk",
    "Mr Llywelyn",
    "Cllr MacDonald",
    "Mrs Niamh Ní Bhriain",
    "Ms Ní Dhubhghaill",
    "Cllr Ó Súilleabháin",
    "Cllr O'Shaughnessy",
    "Cllr Jane Barton",
    "Cllr Siddiqui",
    "Ms Wojciechowska",
    "Cllr Bütikofer",
    "Cllr Sørensen",
    "Mr Łukaszewicz",
    "The Chairman",
    "The Vice-Chairman",
    "The Commissioner",
    "The Deputy Commissioner",
    "The Chief Finance Officer",
    "The Parish Clerk",
    "The Director of Public Health",
)
BOOK = dict(enumerate((name,) for name in PEOPLE))


def meant(typed: str) -> list[str]:
    return [PEOPLE[key] for key, _ in best_people(typed, BOOK)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ashwerth", "Cllr Ashworth"),
        ("Councillor Banerjee", "Cllr Bannerjee"),
        ("Banerji", "Cllr Bannerjee"),
        ("Choudhury", "Cllr Chaudhry"),
        ("R Davis", "Cllr R Davies"),
        ("delahaye", "Mr de la Haye"),
        ("De La Hay", "Mr de la Haye"),
        ("Fitzgerald Moore", "Mrs Fitzgerald-Moore"),
        ("fitzgerald", "Mrs Fitzgerald-Moore"),
        ("fitzgerrald", "Mrs Fitzgerald-Moore"),
        ("fitzgeralds", "Mrs Fitzgerald-Moore"),
        ("gwillim", "Cllr ap Gwilym"),
        ("Galaher", "Cllr Gallagher"),
        ("Kachmarek", "Ms Kaczmarek"),
        ("Kovalchik", "Cllr Kowalczyk"),
        ("Luellin", "Mr Llywelyn"),
        ("Llewellyn", "Mr Llywelyn"),
        ("Mac Donald", "Cllr MacDonald"),
        ("McDonald", "Cllr MacDonald"),
        ("niamh ni briain", "Mrs Niamh Ní Bhriain"),
        ("Bhriain, Niamh", "Mrs Niamh Ní Bhriain"),
        ("O Sulleabhain", "Cllr Ó Súilleabháin"),
        ("OShaunessy", "Cllr O'Shaughnessy"),
        ("Jayne Barton", "Cllr Jane Barton"),
        ("J Barton", "Cllr Jane Barton"),
        ("JB", "Cllr Jane Barton"),
        ("Sidiqi", "Cllr Siddiqui"),
        ("Voychekovska", "Ms Wojciechowska"),
        ("Butikofer", "Cllr Bütikofer"),
        ("Sorenson", "Cllr Sørensen"),
        ("Lukashevich", "Mr Łukaszewicz"),
        ("the chair", "The Chairman"),
        ("vice chairwoman", "The Vice-Chairman"),
        ("comissioner", "The Commissioner"),
        ("PCC", "The Commissioner"),
        ("deputy commissioner", "The Deputy Commissioner"),
        ("CFO", "The Chief Finance Officer"),
        ("finance officer", "The Chief Finance Officer"),
        ("clerk", "The Parish Clerk"),
        ("public health", "The Director of Public Health"),
    ],
)
def test_a_mistyped_name_finds_the_one_who_is_meant(typed: str, name: str) -> None:
    assert meant(typed)[:1] == [name]


UNKNOWN = """
    Braithwaite Zimmermann Patterson Harrison Bennett Clarkson Nowak Fernandez Osborne Marsh Walker
    Khan Murphy Campbell Morgan Griffiths Evans Roberts Barker Martin Dawson Johnson Singh Begum
    Hussain Mitchell Bailey Carter Turner Foster Wright Hill Hall Ward Cox Bolton Hartington Price
    Kaminski Mohammed Janet budget precept police headteacher mayor . '
"""


@pytest.mark.parametrize(
    "typed",
    ["", "Mary Barton", "P Hartnell", "Julie Davies-Brown", "chief fire officer", *UNKNOWN.split()],
)
def test_an_unknown_name_means_nobody(typed: str) -> None:
    assert meant(typed) == []


def test_a_surname_that_two_have_means_both_and_a_first_name_decides() -> None:
    assert set(meant("Hartnell")) == {"Cllr T Hartnell", "Cllr Ruth Hartnell"}
    assert meant("Ruth Hartnel") == ["Cllr Ruth Hartnell"]
    assert meant("Tom Hartnell") == ["Cllr T Hartnell"]


def test_any_form_of_a_person_may_be_the_one_that_fits() -> None:
    assert likeness("Idris Farook", ("Cllr Farouk", "Mr Idris Farouk")) > likeness(
        "Idris Farook", ("Cllr Farouk",)
    )


def test_nobody_is_as_like_as_the_very_name() -> None:
    assert likeness("cllr de la haye", ("Mr de la Haye",)) == 100
    assert likeness("", ("Mr de la Haye",)) == 0
    assert likeness("Haye", ()) == 0


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Area Manager Strand", "AM Strand"),
        ("chief fire officer halam", "CFO Hallam"),
        ("Sandhu Ravi", "Inspector Ravi Sandhu"),
        ("inspector sandu", "Inspector Ravi Sandhu"),
        ("Treager", "Cllr Tregear"),
        ("leavitt", "Mr Levett"),
    ],
)
def test_ranks_do_not_count_and_consonants_do(typed: str, form: str) -> None:
    assert likeness(typed, [form]) >= 74


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("chief constable", "Chief Constable Rhona Dacre"),
        ("Major", "Cllr Major Tamm"),
        ("Loft", "Mr Levett"),
    ],
)
def test_a_rank_alone_is_nobody(typed: str, form: str) -> None:
    assert likeness(typed, [form]) < 74


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Voytsik", "Cllr Wójcik"),
        ("Neev", "Niamh Byrne"),
        ("Seersha", "Mrs Saoirse Finn"),
        ("Keeva Walsh", "Caoimhe Walsh"),
        ("Chaudry", "Cllr Choudhury"),
        ("Leclair", "Mme Leclerc"),
        ("Jeng", "Dr Zheng"),
        ("Chumley", "Lady Cholmondeley"),
        ("Adayemi", "Cllr Adeyemi-Ross"),
        ("Olusegan", "Olusegun Ade"),
    ],
)
def test_names_are_known_by_ear_whatever_their_origin(typed: str, form: str) -> None:
    assert likeness(typed, [form]) >= 74


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Wright", "Cllr Ruth Hartnell"),
        ("Sean", "Mr Shane Cole"),
        ("Lee", "Cllr Li-Marsh Owen"),
        ("Ash", "Mrs Ashraf"),
    ],
)
def test_a_name_that_only_sounds_a_little_like_it_is_another(typed: str, form: str) -> None:
    assert likeness(typed, [form]) < 74
