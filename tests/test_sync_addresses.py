"""One address of a ModernGov site: a meeting, an item, an issue."""

import datetime as dt

import pytest
from support.local_moderngov import LocalModernGov
from support.syncing import LONG, Desk, lamps

from commands.fetching import fetch_source
from sources.formats import read_document
from sources.moderngov import NotThisPageError
from sources.moderngov.service import read_service_meeting
from storage.model import MinutebookError


def test_a_meetings_address_gives_it_whole(site: LocalModernGov, desk: Desk) -> None:
    site.switches.cut = "500"
    lamps(site).minutes = LONG
    with desk.fetcher() as fetcher:
        data, name, given = fetch_source(
            fetcher, f"{site.base}IELISTDOCUMENTS.aspx?MeetingId=501&bcr=1#AI14013"
        )
    (meeting,) = read_document(data, name, given)
    assert meeting.url == f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
    assert sum("station number" in p.text for i in meeting.items for p in i.paragraphs) == 30


def test_an_items_address_gives_it_with_its_meeting(site: LocalModernGov, desk: Desk) -> None:
    with desk.fetcher() as fetcher:
        data, name, given = fetch_source(fetcher, f"{site.base}mgAi.aspx?ID=14013")
    (meeting,) = read_document(data, name, given)
    assert (meeting.whole, meeting.date) == (False, dt.date(2026, 9, 10))
    assert meeting.panel == "Borsetshire Police and Crime Panel"
    assert [item.title for item in meeting.items] == ["Bicycle Lamp Amnesty"]
    assert len(meeting.items[0].paragraphs) == 4


def test_an_issues_address_gives_its_meetings(site: LocalModernGov, desk: Desk) -> None:
    with desk.fetcher() as fetcher:
        data, name, given = fetch_source(fetcher, f"{site.base}ieIssueDetails.aspx?IId=14013")
    (meeting,) = read_document(data, name, given)
    assert (meeting.whole, meeting.date) == (False, dt.date(2026, 9, 10))
    assert meeting.panel == "Borsetshire Police and Crime Panel"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>Sorry</body></html>",
        b"<getmeetings/>",
        b"<meeting>",
        b'<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "'
        + b"&a;" * 9999
        + b'"><!ENTITY c "'
        + b"&b;" * 9999
        + b'">]><meeting><x>&c;</x></meeting',
        b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><other>&a;</other>',
    ],
)
def test_what_is_not_the_services_answer_is_refused(data: bytes) -> None:
    with pytest.raises(NotThisPageError):
        read_service_meeting(data)


@pytest.mark.parametrize(
    ("page", "said"),
    [("mgCommitteeDetails.aspx?ID=77", "minutebook sync"),
     ("ieListDocuments.aspx?MId=999", "does not hold this page"),
     ("ieListDocuments.aspx?MId=501", "No minutes are published yet")],
)  # fmt: skip
def test_an_address_without_minutes_is_refused(
    site: LocalModernGov, desk: Desk, page: str, said: str
) -> None:
    site.council.committees[0].newest_first[0].state = "agenda"
    with desk.fetcher() as fetcher, pytest.raises(MinutebookError, match=said):
        fetch_source(fetcher, f"{site.base}{page}")


def test_printed_minutes_come_for_a_meeting_without_others(
    site: LocalModernGov, desk: Desk
) -> None:
    site.council.committees[0].newest_first[0].state = "pdf"
    with desk.fetcher() as fetcher:
        data, _, given = fetch_source(fetcher, f"{site.base}ieListDocuments.aspx?MId=501")
    assert data.startswith(b"%PDF")
    assert given.url == f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
