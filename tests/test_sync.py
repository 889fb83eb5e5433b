"""Minutes fetched from a ModernGov site: whole, once, and asking little of it."""

import datetime as dt
from pathlib import Path

import pytest
from support.local_moderngov import Council, LocalModernGov, archive
from support.syncing import DAY, Desk, InterruptedByHandError, lamps

from commands.ingest import Source
from commands.ingest.publish import add
from sources.structure.meeting import Given
from storage.meetings import whole_meetings
from storage.model import KEEPER

# ---- the whole way ------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["on", "off"])
def test_minutes_come_into_the_book(site: LocalModernGov, desk: Desk, service: str) -> None:
    site.switches.service = service
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
        site.switches.service = service
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
        site.switches.service = service
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


def test_a_page_that_may_be_of_another_meeting_of_that_day_is_left_to_the_clerk(
    site: LocalModernGov, desk: Desk, tmp_path: Path
) -> None:
    other = Desk(tmp_path / "other.db")
    other.sync(site.committee())
    newest = list(whole_meetings(other.book, KEEPER))[-1]
    other.book.close()
    shared = [p.text for item in newest.items for p in item.paragraphs if len(p.text) > 60]
    own = [f"Mr Tregear spoke for the {n}th time about the harbour wall." for n in shared]
    texts = [text for pair in zip(shared, own, strict=True) for text in pair]
    head = f"{newest.panel}\n\nMinutes of the meeting held on 10 September 2026 at 7.15 am"
    text = "\n\n".join([head, "1. Lamps", *(f"{n}. {t}" for n, t in enumerate(texts, 1))])
    source = Source("early.txt", lambda: (text.encode(), Given()))
    (early,) = add(desk.context, [source]).added

    report = desk.sync(site.committee())
    ((address, why),) = report.failed
    assert "MId=501" in address
    assert f"at 7:15 am (meeting {early.meeting.id})" in why
    assert "--another" in why
    assert set(texts) <= set(desk.words())


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
