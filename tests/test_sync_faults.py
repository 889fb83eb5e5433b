"""Whatever goes wrong at a ModernGov site, what the book holds survives."""

import datetime as dt
from pathlib import Path

import pytest
from support.local_moderngov import Council, LocalModernGov, archive
from support.syncing import DAY, PATIENCE, Desk

FAULTS = ["drop", "part", "slow", "empty", "challenge", "500", "403", "503"]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("service", ["on", "off"])
def test_what_the_book_holds_survives_a_bad_answer(
    tmp_path: Path, fault: str, service: str
) -> None:
    desk = Desk(tmp_path / "book.db")
    with LocalModernGov(Council.of(*archive(3))) as site:
        site.switches.service = service
        desk.sync(site.committee())
        before = desk.export()
        site.switches.faults = [("MId=502", fault), ("MeetingId=502", fault)]
        desk.now += DAY
        desk.silence = 0.5 if fault == "slow" else PATIENCE
        report = desk.sync(site.committee())
        desk.silence = PATIENCE
        assert [address.partition("MId=")[2] for address, _ in report.failed] == ["502"]
        assert report.unchanged == 2
        assert desk.export() == before
        site.switches.faults = []
        desk.now += DAY
        assert desk.sync(site.committee()).unchanged == 3
    desk.book.close()


@pytest.mark.parametrize("service", ["on", "off"])
def test_one_bad_answer_is_asked_for_again_at_once(desk: Desk, service: str) -> None:
    with LocalModernGov(Council.of(*archive(3))) as site:
        site.switches.service = service
        site.switches.faults = [("MId=502", "drop"), ("MeetingId=502", "503")]
        site.switches.once = True
        report = desk.sync(site.committee())
        assert (len(report.added), report.failed) == (3, ())
        assert desk.slept == [2.0]


def test_a_site_that_is_down_is_not_asked_for_every_meeting(desk: Desk) -> None:
    with LocalModernGov(Council.of(*archive(10))) as site:
        site.switches.service = "off"
        site.switches.faults = [("ieListDocuments", "503")]
        report = desk.sync(site.committee())
        assert (report.left, len(report.failed)) == (7, 4)
        assert site.count("ieListDocuments") == 9
        site.switches.faults = []
        desk.now += dt.timedelta(hours=1)
        assert len(desk.sync(site.committee()).added) == 7
        desk.now += dt.timedelta(hours=1)
        assert len(desk.sync(site.committee()).added) == 3


@pytest.mark.parametrize("service", ["on", "off"])
def test_a_meeting_that_vanishes_is_kept_and_may_come_back(desk: Desk, service: str) -> None:
    with LocalModernGov(Council.of(*archive(3))) as site:
        site.switches.service = service
        desk.sync(site.committee())
        before = desk.export()
        meeting = site.council.committees[0].meetings[1]
        meeting.gone = True
        desk.now += DAY
        report = desk.sync(site.committee())
        assert "no longer on the site. The book keeps" in report.failed[0][1]
        desk.now += DAY
        assert desk.sync(site.committee()).failed == ()  # said once
        assert desk.export() == before
        meeting.gone = False
        desk.now += DAY
        assert desk.sync(site.committee()).unchanged == 3


def test_minutes_emptied_on_the_site_are_kept(site: LocalModernGov, desk: Desk) -> None:
    desk.sync(site.committee())
    before = desk.export()
    for item in site.council.committees[0].newest_first[0].items:
        item.minutes = ("\u00a0",)
    desk.now += DAY
    desk.sync(site.committee())
    assert desk.export() == before


def test_one_wrong_address_does_not_keep_the_others(site: LocalModernGov, desk: Desk) -> None:
    report = desk.sync(
        "https://council.example/bins", "nonsense", f"{site.base}mgAi.aspx?ID=3", site.committee()
    )
    assert len(report.added) == 3
    assert ["not the address of a ModernGov committee" in why for _, why in report.failed] == [
        True, True, True]  # fmt: skip


def test_the_same_committee_named_twice_is_read_once(site: LocalModernGov, desk: Desk) -> None:
    desk.sync(site.committee(), f"{site.base}ieListMeetings.aspx?CommitteeId=77&Year=0")
    assert site.count("GetMeeting?") == 3
