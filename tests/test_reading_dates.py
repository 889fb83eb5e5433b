"""Days as clerks write them, and addresses in one form."""

import datetime as dt

import pytest

from sources.addresses import normalise_address
from sources.dates import find_dates, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, 20th June, 2019 10.30 am",
        "held on 20 June 2019 at 7pm",
        "20th of June 2019",
        "20 th June 2019",
        "June 20, 2019",
        "Thursday 20-Jun-2019 10.30",
        "20/06/2019",
        "20.06.19",
        "2019-06-20",
        "20TH JUNE 2019",
        "nos Iau, 20 Mehefin 2019",
        "20fed Mehefin 2019",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert parse_date(text) == dt.date(2019, 6, 20)


@pytest.mark.parametrize(
    "text", ["", "20 June", "31 June 2019", "minute 39/20", "in 2019/20", "may 2020", "1.2.3.4"]
)
def test_what_is_no_whole_day_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_all_days_are_found_in_order() -> None:
    text = "on 3 March 2021, 4/5/2021 and 2021-06-07"
    assert [text[f.start : f.end] for f in find_dates(text)] == [
        "3 March 2021",
        "4/5/2021",
        "2021-06-07",
    ]


PAGE = "https://democracy.example.gov.uk/ieListDocuments.aspx?CId=829&MId=6291"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://democracy.example.gov.uk/ieListDocuments.aspx?MID=6291&cid=829&Ver=4", PAGE),
        (
            "HTTPS://Democracy.Example.gov.uk:443/ielistdocuments.aspx?CommitteeId=829&MeetingId=6291",
            PAGE,
        ),
        (
            "https://democracy.example.gov.uk/(S(wm5gga55))/ieListDocuments.aspx?CId=829&MId=6291&J=1",
            PAGE,
        ),
        (f"{PAGE}#ai41934", f"{PAGE}#AI41934"),
        (f"{PAGE}#item4", f"{PAGE}#item4"),
        (f"{PAGE}#:~:text=stop", PAGE),
        (
            "https://x.example/ecminutes/mgai.aspx?id=7&bcr=1",
            "https://x.example/ecminutes/mgAi.aspx?ID=7",
        ),
        ("http://127.0.0.1:8080/mgAi.aspx?ID=7", "http://127.0.0.1:8080/mgAi.aspx?ID=7"),
        ("https://parish.example/m?id=3&utm_source=mail", "https://parish.example/m?id=3"),
        ("https://parish.example/a b.pdf?T=1", "https://parish.example/a%20b.pdf?T=1"),
    ],
)
def test_an_address_has_one_form(written: str, normal: str) -> None:
    assert normalise_address(written) == normal
    assert normalise_address(normal) == normal


@pytest.mark.parametrize("text", ["", "no address", "http://[", "https://x.example:port/", "://"])
def test_what_is_no_address_stays_as_it_is(text: str) -> None:
    assert normalise_address(text) == text
