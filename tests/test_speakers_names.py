"""What minutes call people and offices, and which forms may be one person."""

import pytest

from sources.language.name_forms import is_office, office_of, same_person
from storage.name_matching import plain_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Cllr Clark", "Councillor Clark"),
        ("Mr Idris Farouk", "Cllr Farouk"),
        ("Cllr JB", "Cllr Jane Barton"),
        ("Mr. J. T. Dunn CC", "Mr J Dunn"),
        ("Cllr Mrs P Wragg", "Cllr. Mrs. P. Wragg"),
        ("Dr O’Brien", "Cllr O'Brien"),
        ("Cllr Marsh-Lane", "Cllr Marsh Lane"),
        ("Mrs S Ní Dhomhnaill", "Siobhán Ní Dhomhnaill"),
        ("District Cllr Neave", "Cllr Neave"),
        ("Chief Constable Lomas", "CC Richard Lomas"),
        ("Miss Lee", "Mrs Lee"),
        ("The Chair", "The Chairman"),
        ("The PCC", "The Police and Crime Commissioner"),
        ("The Clerk", "The Parish Clerk"),
    ],
)
def test_two_forms_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b)
    assert same_person(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Cllr J Hartley", "Cllr P Hartley"),
        ("Mr Lee", "Mrs Lee"),
        ("Dr Anne Lee", "Dr Anna Lee"),
        ("Mr J T Dunn", "Mr J P Dunn"),
        ("Cllr JB", "Cllr Jane Hartley"),
        ("Cllr Reid", "Cllr Reade"),
        ("The Chairman", "The Vice-Chairman"),
        ("The Commissioner", "The Deputy Commissioner"),
        ("The Clerk", "Mrs Clerk"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert not same_person(a, b)
    assert not same_person(b, a)


OFFICES = """
The Commissioner; Chief Finance Officer; Panel Clerk; the Headteacher; Director of Public Health
The Chief of Staff; The Section 151 Officer; Head of Roads; The Deputy PCC; HT; The Clerk and RFO
The Council's Solicitor; The Cathaoirleach; Lead Member for Children; The Harbour Master
"""
NO_OFFICES = """
Cllr Lee; Mr Head; Mrs Chair; Ellen Marsh; The Panel; Members; Chief Constable Rhona Dacre
The Home Office; Officers; The Board; Operation Kestrel; JB
"""


@pytest.mark.parametrize("name", OFFICES.strip().replace("\n", "; ").split("; "))
def test_an_office(name: str) -> None:
    assert is_office(name)


@pytest.mark.parametrize("name", NO_OFFICES.strip().replace("\n", "; ").split("; "))
def test_no_office(name: str) -> None:
    assert not is_office(name)


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Police and Crime Commissioner", "The Commissioner"),
        ("Acting Police and Crime Commissioner", "The Commissioner"),
        ("Deputy Police and Crime Commissioner", "The Deputy Commissioner"),
        ("Chairman", "The Chairman"),
        ("Chairman of the Panel", "The Chairman"),
        ("Chair of Governors", "The Chair"),
        ("in the Chair", "The Chair"),
        ("Vice-Chairman", "The Vice-Chairman"),
        ("Parent Governor and Vice Chair", "The Vice Chair"),
        ("Chief Finance Officer, OPCC", "The Chief Finance Officer"),
        ("Chief Executive (interim)", "The Chief Executive"),
        ("Interim Director of Estates", "The Director of Estates"),
        ("Cabinet Member for Housing", "The Cabinet Member for Housing"),
        ("Independent Member", None),
        ("Parent Governor", None),
        ("Westing District Council", None),
        ("Councillor", None),
        ("observer", None),
        ("", None),
    ],
)
def test_the_office_that_a_role_is(role: str, office: str | None) -> None:
    assert office_of(role) == office


def test_a_plain_name_has_no_accents_titles_points_or_letters_after_it() -> None:
    assert plain_name("Cllr. Mrs. Ł. Ó Súilleabháin-Sørby, OBE") == "l o suilleabhain sorby"
    assert plain_name("The Vice-Chairman") == "vice chairman"
    assert plain_name("Cllr O’Brien’s") == plain_name("O'BRIEN")
