"""However a ModernGov site differs, the words that are fetched do not."""

import datetime as dt

import pytest
from support.local_moderngov import Council, Item, LocalModernGov, Meeting, archive
from support.syncing import DAY, LONG, Desk, lamps

from commands.sync import sync
from storage.meetings import whole_meetings
from storage.model import KEEPER


@pytest.mark.parametrize("service", ["off", "500", "html", "403"])
def test_a_web_service_that_does_not_work_is_done_without(
    site: LocalModernGov, desk: Desk, service: str
) -> None:
    site.switches.service = service
    assert len(desk.sync(site.committee()).added) == 3
    site.requests.clear()
    desk.now += DAY
    desk.sync(site.committee())
    assert site.count("mgWebService") == 0  # and not asked again for a week
    desk.now += 7 * DAY
    site.switches.service = "on"
    assert desk.sync(site.committee()).unchanged == 3
    assert site.count("GetMeetings") == 1


def test_a_service_that_ignores_dates_changes_nothing(site: LocalModernGov, desk: Desk) -> None:
    site.switches.service = "ignores dates"
    site.council.committees[0].meetings.append(Meeting(900, dt.date(2027, 3, 1), state="empty"))
    report = desk.sync(site.committee(), since=dt.date(2026, 8, 1))
    assert len(report.added) == 2


def test_a_service_that_lists_and_does_not_tell_is_given_up(desk: Desk) -> None:
    with LocalModernGov(Council.of(*archive(8))) as site:
        site.switches.service = "no meetings"
        assert len(desk.sync(site.committee()).added) == 8
        assert site.count("GetMeeting?") == 3 * 3  # three meetings, three tries each


def test_a_service_without_the_committee_is_done_without(site: LocalModernGov, desk: Desk) -> None:
    report = desk.sync(f"{site.base}ieListMeetings.aspx?committeeid=0")
    assert report.failed[0][1].endswith("does not hold this page (any more).")


@pytest.mark.parametrize(("cut", "items"), [("500", 1), ("always", 6)])
def test_cut_items_are_fetched_whole(
    site: LocalModernGov, desk: Desk, cut: str, items: int
) -> None:
    site.switches.service, site.switches.cut = "off", cut
    lamps(site).minutes = (*LONG, "RESOLVED that the report be noted.")
    report = desk.sync(site.committee())
    assert (len(report.added), report.failed) == (3, ())
    words = desk.words()
    assert sum("at station number" in text for text in words) == 30
    assert any("station number 30, and was told that" in text for text in words)
    assert not any("view the full" in text for text in words)
    assert site.count("mgAi.aspx") == items
    assert not report.added[0].warnings


def test_a_cut_agenda_costs_no_further_page(site: LocalModernGov, desk: Desk) -> None:
    site.switches.service = "off"
    desk.sync(site.committee())
    before = desk.export()
    site.switches.cut = "agenda"
    desk.now += DAY
    assert desk.sync(site.committee()).unchanged == 3
    assert desk.export() == before
    assert site.count("mgAi.aspx") == 0


def test_the_service_gives_cut_items_whole(site: LocalModernGov, desk: Desk) -> None:
    site.switches.cut = "500"
    lamps(site).minutes = LONG
    desk.sync(site.committee())
    assert sum("at station number" in text for text in desk.words()) == 30
    assert (site.count("mgAi.aspx"), site.count("ieListDocuments")) == (0, 0)


def test_a_cut_item_that_cannot_be_had_is_not_indexed_cut(site: LocalModernGov, desk: Desk) -> None:
    site.switches.service, site.switches.cut = "off", "500"
    lamps(site).minutes = LONG
    site.switches.faults = [("mgAi.aspx", "403")]
    report = desk.sync(site.committee())
    assert not any("station number" in text for text in desk.words())
    newest = list(whole_meetings(desk.book, KEEPER))[-1]
    assert [item.number for item in newest.items] == ["1", "2"]
    assert any("2" in warning for warning in report.added[0].warnings)


def test_an_item_held_whole_is_not_lost_when_it_cannot_be_had(
    site: LocalModernGov, desk: Desk
) -> None:
    site.switches.service, site.switches.cut = "off", "500"
    lamps(site).minutes = LONG
    desk.sync(site.committee())
    before = desk.export()
    site.switches.faults = [("mgAi.aspx", "403")]
    desk.now += DAY
    report = desk.sync(site.committee())
    assert len(report.failed) == 1
    assert desk.export() == before


@pytest.mark.parametrize(
    "settings",
    [
        {"folder": "/moderngov"},
        {"session": True},
        {"session": True, "folder": "/ecminutes"},
        {"columns": 3},
        {"broken": True},
        {"windows": True},
        {"doubly_escaped": True},
        {"list_words": False},
        {"canonical_host": "democracy.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("service", ["on", "off"])
def test_sites_differ_and_the_words_do_not(
    desk: Desk, settings: dict[str, object], service: str
) -> None:
    meetings = archive(2)
    meetings[0].items[1].title = "Peggy's “Lamp” Amnesty – £5 & more"
    with LocalModernGov(Council.of(*meetings)) as site:
        for name, value in {**settings, "service": service}.items():
            setattr(site.switches, name, value)
        address = site.committee()
        with desk.fetcher() as fetcher:
            fetcher.allow("http://democracy.example/")
            report = sync(desk.context, [address], fetcher)
        assert (len(report.added), report.failed) == (2, ())
        held = list(whole_meetings(desk.book, KEEPER))[-1]
        host = "democracy.example" if "canonical_host" in settings else "127.0.0.1"
        folder = str(settings.get("folder", ""))
        assert held.url == f"http://{host}:{site.port}{folder}/ieListDocuments.aspx?CId=77&MId=501"
        assert held.items[1].title == "Peggy's “Lamp” Amnesty – £5 & more"
        assert any("it had cost £3,400 and" in text for text in desk.words())


def test_a_redirect_to_a_site_that_nobody_named_is_refused(
    site: LocalModernGov, desk: Desk
) -> None:
    site.switches.canonical_host = "elsewhere.example"
    report = desk.sync(site.committee())
    assert "elsewhere.example, which is not among the sites" in report.failed[0][1]


@pytest.mark.parametrize("service", ["on", "off"])
def test_meetings_without_minutes_are_left_until_they_have_them(desk: Desk, service: str) -> None:
    items = archive(1)[0].items
    off = [
        Meeting(601, dt.date(2026, 9, 1), items, "cancelled"),
        Meeting(602, dt.date(2026, 8, 1), items, "moved"),
        Meeting(603, dt.date(2026, 12, 1), [], "empty"),
        Meeting(604, dt.date(2026, 7, 1), items, "agenda"),
    ]
    with LocalModernGov(Council.of(*off)) as site:
        site.switches.service = service
        report = desk.sync(site.committee())
        assert (report.added, report.failed, desk.export()) == ((), (), [])
        for meeting in (601, 602, 603):
            assert site.count(f"MId={meeting}") + site.count(f"lMeetingId={meeting}") == 0
        off[3].state = "minutes"
        desk.now += DAY
        assert len(desk.sync(site.committee()).added) == 1


@pytest.mark.parametrize("service", ["on", "off"])
@pytest.mark.parametrize("validators", [True, False])
def test_minutes_that_are_only_printed_are_read(desk: Desk, service: str, validators: bool) -> None:
    meeting = archive(1)[0]
    meeting.state, meeting.agenda_id = "pdf", 10230  # the folder's number is not the meeting's
    with LocalModernGov(Council.of(meeting)) as site:
        site.switches.service = service
        site.switches.validators = validators
        report = desk.sync(site.committee())
        assert (len(report.added), report.failed) == (1, ())
        assert site.count("documents/g10230/") == 1
        held = next(iter(whole_meetings(desk.book, KEEPER)))
        assert held.url == f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
        assert (held.date, held.panel) == (meeting.date, "Borsetshire Police and Crime Panel")
        assert any("it had cost £3,400" in text for text in desk.words())
        desk.now += DAY
        assert desk.sync(site.committee()).unchanged == 1
        assert site.unchanged == validators


@pytest.mark.parametrize("service", ["on", "off"])
def test_all_pages_of_a_long_list_are_read_once(desk: Desk, service: str) -> None:
    with LocalModernGov(Council.of(*archive(40))) as site:
        site.switches.service = service
        assert len(desk.sync(site.committee()).added) == 40
        assert site.count("ieListMeetings") == (3 if service == "off" else 0)
        site.requests.clear()
        desk.now += DAY
        site.council.committees[0].meetings += archive(1, dt.date(2026, 9, 14), first_id=700)
        assert len(desk.sync(site.committee()).added) == 1
        assert site.count("ieListMeetings") == (1 if service == "off" else 0)


@pytest.mark.parametrize("service", ["on", "off"])
def test_headings_and_private_parts(desk: Desk, service: str) -> None:
    """Part 2 before part 1, rows without a number, and an item that is not for the public."""
    meeting = archive(1)[0]
    secret = Item(20001, "Exempt estates matter", "1.", minutes=("A secret.",), restricted=True)
    parts = [Item(20000, "PART 2 - PRIVATE SESSION", agenda=""), secret,
             Item(20002, "PART 1 - PUBLIC AGENDA", agenda="")]  # fmt: skip
    meeting.items[:0] = parts
    with LocalModernGov(Council.of(meeting)) as site:
        site.switches.service = service
        assert len(desk.sync(site.committee()).added) == 1
        assert "A secret." not in desk.words()
        assert any("it had cost £3,400" in text for text in desk.words())
