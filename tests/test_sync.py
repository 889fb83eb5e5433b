"""Minutes fetched from a ModernGov site, however it behaves."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from local_moderngov import Council, Item, LocalModernGov, Meeting, archive

from commands.fetching import BookLedger, fetch_source
from commands.model import Context, SyncReport
from commands.sync import sync
from sources.fetch import Fetcher, Limits
from sources.formats import read_document
from sources.moderngov.errors import NotThisPageError
from sources.moderngov.service import read_service_meeting
from storage.database import Book
from storage.errors import MinutebookError
from storage.records import KEEPER
from storage.whole_meetings import whole_meetings

FIRST = dt.datetime(2026, 9, 14, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LONG = tuple(
    f"{n}. Cllr Grundy asked how many lamps had been handed in at station number {n}, and "
    "was told that the figures of the spring would be sent to all members of the panel in "
    "writing before its next meeting was held in the county hall."
    for n in range(1, 31)
)


class InterruptedByHandError(Exception):
    """The person at the keyboard has had enough."""


@dataclass
class Desk:
    """A book and a fetcher, on a day that goes on when told."""

    path: Path
    now: dt.datetime = FIRST
    budget: int = 10_000
    silence: float = 5.0
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Book(self.path)

    @property
    def context(self) -> Context:
        return Context(self.book, KEEPER, self.now)

    def fetcher(self) -> Fetcher:
        return Fetcher(
            private=True,
            limits=Limits(delay=0, silence=self.silence),
            ledger=BookLedger(self.book, lambda: self.now, self.budget),
            sleep=self.slept.append,
            resolver=lambda host, port: ["127.0.0.1"],
        )

    def sync(
        self,
        *addresses: str,
        since: dt.date | None = None,
        dry_run: bool = False,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> SyncReport:
        with self.fetcher() as fetcher:
            return sync(self.context, addresses, fetcher, since, dry_run, progress)

    def export(self) -> list[object]:
        """All that the book holds, ids of paragraphs included."""
        return [json.loads(json.dumps(_plain(one))) for one in whole_meetings(self.book, KEEPER)]

    def words(self) -> list[str]:
        return [
            paragraph.text
            for meeting in whole_meetings(self.book, KEEPER)
            for item in meeting.items
            for paragraph in item.paragraphs
        ]

    def ids(self) -> dict[str, str | None]:
        return {
            paragraph.text: paragraph.id
            for meeting in whole_meetings(self.book, KEEPER)
            for item in meeting.items
            for paragraph in item.paragraphs
        }


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=_fields))


def _fields(value: object) -> object:
    slots = getattr(type(value), "__slots__", None)
    return {name: getattr(value, name) for name in slots} if slots else str(value)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "book.db")
    yield desk
    desk.book.close()


@pytest.fixture
def site() -> Iterator[LocalModernGov]:
    """Three meetings of one panel, with a web service that works."""
    with LocalModernGov(Council.of(*archive(3))) as site:
        yield site


def lamps(site: LocalModernGov) -> Item:
    """The second item of the newest meeting."""
    return site.council.committees[0].newest_first[0].items[1]


# ---- the whole way ------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["on", "off"])
def test_minutes_come_into_the_book(site: LocalModernGov, desk: Desk, service: str) -> None:
    site.switches.service = service  # type: ignore[assignment]
    report = desk.sync(site.committee())
    assert (len(report.added), report.failed) == (3, ())
    newest = list(whole_meetings(desk.book, KEEPER))[-1]
    assert newest.panel == "Borsetshire Police and Crime Panel"
    assert newest.date == dt.date(2026, 9, 10)
    assert newest.url == f"{site.base}ieListDocuments.aspx?CId=77&MId=501"
    assert [(item.number, item.title) for item in newest.items] == [
        ("1", "Apologies for Absence"),
        ("2", "Bicycle Lamp Amnesty"),
    ]
    assert newest.items[1].url == f"{newest.url}#AI14013"
    assert [(p.number, p.text[:28]) for p in newest.items[1].paragraphs] == [
        ("1", "Cllr Grundy asked about the "),
        ("2", "In response to a question fr"),
        ("3", "Mrs Aldridge thanked the off"),
        (None, "RESOLVED that the report be "),
    ]


def test_both_ways_to_a_meeting_give_the_same_words(site: LocalModernGov, tmp_path: Path) -> None:
    lamps(site).decision = ("RESOLVED that the report be noted.",)
    held = []
    for service in ("on", "off"):
        site.switches.service = service  # type: ignore[assignment]
        desk = Desk(tmp_path / f"{service}.db")
        desk.sync(site.committee())
        held.append([(m.url, m.date, m.panel, m.title, [
            (i.number, i.title, i.url, [(p.number, p.text) for p in i.paragraphs]) for i in m.items
        ], m.attendance) for m in whole_meetings(desk.book, KEEPER)])  # fmt: skip
        desk.book.close()
    assert held[0] == held[1]
    assert [(one.name, one.role) for one in held[0][0][-1]] == [
        ("Councillor Eddie Grundy", "Vice-Chair")]  # fmt: skip


@pytest.mark.parametrize("service", ["on", "off"])
def test_an_archive_interrupted_three_times_ends_as_one_that_was_not(
    tmp_path: Path, service: str
) -> None:
    with LocalModernGov(Council.of(*archive(30))) as site:
        site.switches.service = service  # type: ignore[assignment]
        site.switches.cut = "always"
        whole = _archived(tmp_path / "whole.db", site, ())
        asked = sorted(set(site.requests))
        assert len(site.requests) == len(asked)
        site.requests.clear()
        assert _archived(tmp_path / "parts.db", site, (4, 9, 11)) == whole
        assert len(whole) == 30
        again = [one for one in site.requests if "Meetings" not in one and one != "/robots.txt"]
        assert sorted(set(site.requests)) == asked
        assert len(again) == len(set(again))


def _archived(path: Path, site: LocalModernGov, stops: tuple[int, ...]) -> list[object]:
    """What a book holds after a sync that was interrupted after so many meetings, and so on."""
    desk = Desk(path)
    for stop in (*stops, None):
        desk.now += dt.timedelta(minutes=5)

        def told(done: int, total: int, what: str, stop: int | None = stop) -> None:
            if done == stop:
                raise InterruptedByHandError

        try:
            desk.sync(site.committee(), progress=told)
        except InterruptedByHandError:
            assert stop is not None
    held = desk.export()
    desk.book.close()
    return held


def test_an_amended_item_changes_only_itself(site: LocalModernGov, desk: Desk) -> None:
    desk.sync(site.committee())
    before, export = desk.ids(), desk.export()
    old = lamps(site).minutes[0].removeprefix("1. ")
    lamps(site).say(0, "1. Cllr Grundy asked about the cost of the whole scheme in ward 1.")
    desk.now += DAY
    report = desk.sync(site.committee())
    assert ([m.outcome for m in report.updated], report.added, report.failed) == (
        ["updated"], (), ())  # fmt: skip
    after = desk.ids()
    new = "Cllr Grundy asked about the cost of the whole scheme in ward 1."
    assert after.pop(new) == before.pop(old)
    assert after == before
    assert desk.export()[:2] == export[:2]


def test_approved_minutes_keep_their_paragraphs(site: LocalModernGov, desk: Desk) -> None:
    """Draft, then approved: one paragraph amended, one put in, numbers changed, ids the same."""
    meeting = site.council.committees[0].newest_first[0]
    meeting.state = "draft"
    site.switches.service = "off"
    desk.sync(site.committee())
    before = desk.ids()
    meeting.state = "minutes"
    item = lamps(site)
    item.number = "14."
    first, second, third, resolved = item.minutes
    item.minutes = (
        first, "2. Cllr Snell declared that she owned a lamp.",
        second.replace("2.", "3.", 1).replace("spring", "autumn"), third.replace("3.", "4."),
        resolved,
    )  # fmt: skip
    desk.now += DAY
    report = desk.sync(site.committee())
    assert len(report.updated) == 1
    after = desk.ids()
    assert len(after) == len(before) + 1
    assert set(before.values()) < set(after.values())


# ---- asking little -------------------------------------------------------------------------


def test_recent_meetings_are_looked_at_again_and_old_ones_rarely(desk: Desk) -> None:
    with LocalModernGov(Council.of(*archive(12))) as site:
        desk.sync(site.committee())
        assert site.count("GetMeeting?") == 12
        site.requests.clear()
        desk.now += DAY
        report = desk.sync(site.committee())
        assert (report.unchanged, report.added, report.updated) == (5, (), ())
        assert (site.count("GetMeeting?"), site.count("GetMeetings")) == (5, 1)
        desk.now += dt.timedelta(days=31)
        assert desk.sync(site.committee()).unchanged == 12


def test_since_looks_at_everything_from_that_day(desk: Desk) -> None:
    with LocalModernGov(Council.of(*archive(12))) as site:
        assert len(desk.sync(site.committee(), since=dt.date(2026, 3, 1)).added) == 7
        desk.now += DAY
        site.council.committees[0].meetings[6].items[1].say(0, "1. Cllr Snell asked why.")
        report = desk.sync(site.committee(), since=dt.date(2026, 3, 1))
        assert (len(report.updated), report.unchanged) == (1, 6)


def test_pages_that_have_not_changed_are_not_sent_again(site: LocalModernGov, desk: Desk) -> None:
    site.switches.service = "off"
    site.switches.validators = True
    desk.sync(site.committee())
    desk.now += DAY
    assert desk.sync(site.committee()).unchanged == 3
    assert site.unchanged == 3


def test_a_dry_run_fetches_no_meeting(site: LocalModernGov, desk: Desk) -> None:
    report = desk.sync(site.committee(), dry_run=True)
    assert [(one.url.partition("MId=")[2], one.why) for one in report.planned] == [
        ("501", "new"), ("502", "new"), ("503", "new")]  # fmt: skip
    assert (site.count("GetMeeting?"), desk.export()) == (0, [])
    assert len(desk.sync(site.committee()).added) == 3


def test_the_days_budget_is_kept_and_the_rest_fetched_tomorrow(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "book.db", budget=6)
    with LocalModernGov(Council.of(*archive(8))) as site:
        report = desk.sync(site.committee())
        assert (len(report.added), report.left) == (4, 4)
        assert "requests to 127.0.0.1 are used up" in report.failed[0][1]
        assert len(site.requests) == 6
        desk.now += DAY
        assert len(desk.sync(site.committee()).added) == 4
        meetings = [one for one in site.requests if "GetMeeting?" in one]
        assert len(meetings) == len(set(meetings))
    desk.book.close()


def test_a_site_that_says_too_often_is_left_alone(site: LocalModernGov, desk: Desk) -> None:
    site.switches.faults = [("lMeetingId=502", "429")]
    site.switches.retry_after = "3000"
    report = desk.sync(site.committee())
    assert (len(report.added), report.left) == (1, 2)
    site.switches.faults = []
    site.requests.clear()
    desk.now += dt.timedelta(minutes=20)
    assert "left alone until" in desk.sync(site.committee()).failed[0][1]
    assert site.requests == []
    desk.now += dt.timedelta(minutes=40)
    assert len(desk.sync(site.committee()).added) == 2


def test_progress_tells_what_is_left(site: LocalModernGov, desk: Desk) -> None:
    told: list[tuple[int, int, str]] = []
    desk.sync(site.committee(), progress=lambda *now: told.append(now))
    panel = "Borsetshire Police and Crime Panel"
    assert told == [
        (0, 3, f"{panel}, 10 September 2026"), (1, 3, f"{panel}, 13 August 2026"),
        (2, 3, f"{panel}, 16 July 2026"), (3, 3, "")]  # fmt: skip


# ---- how sites differ ----------------------------------------------------------------------


@pytest.mark.parametrize("service", ["off", "500", "html", "403"])
def test_a_web_service_that_does_not_work_is_done_without(
    site: LocalModernGov, desk: Desk, service: str
) -> None:
    site.switches.service = service  # type: ignore[assignment]
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
    site.switches.service, site.switches.cut = "off", cut  # type: ignore[assignment]
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
        site.switches.service = service  # type: ignore[assignment]
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
        site.switches.service = service  # type: ignore[assignment]
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
        site.switches.service = service  # type: ignore[assignment]
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
        site.switches.service = service  # type: ignore[assignment]
        assert len(desk.sync(site.committee()).added) == 1
        assert "A secret." not in desk.words()
        assert any("it had cost £3,400" in text for text in desk.words())


# ---- when things go wrong ------------------------------------------------------------------

FAULTS = ["drop", "part", "slow", "empty", "challenge", "500", "403", "503"]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("service", ["on", "off"])
def test_what_the_book_holds_survives_a_bad_answer(
    tmp_path: Path, fault: str, service: str
) -> None:
    desk = Desk(tmp_path / "book.db", silence=0.2)
    with LocalModernGov(Council.of(*archive(3))) as site:
        site.switches.service = service  # type: ignore[assignment]
        desk.sync(site.committee())
        before = desk.export()
        site.switches.faults = [("MId=502", fault), ("MeetingId=502", fault)]  # type: ignore[list-item]
        desk.now += DAY
        report = desk.sync(site.committee())
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
        site.switches.service = service  # type: ignore[assignment]
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
        site.switches.service = service  # type: ignore[assignment]
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


# ---- one address ---------------------------------------------------------------------------


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
