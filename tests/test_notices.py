"""A notice that a meeting is cancelled, postponed or withdrawn is no minutes; minutes that speak of
something cancelled are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook
from support.local_moderngov import Council, Item, LocalModernGov, archive
from support.printing import printed_docx, printed_pdf
from support.syncing import DAY, Desk
from test_reading_formats import label, page, row, words

BODY = "Thornmere Police and Crime Panel"
HEAD = f"{BODY}\n\nTuesday, 10 November 2026\n\n"
MINUTES = f"{BODY}\n\nMinutes of the meeting held on Tuesday, 10 November 2026\n\n"
NOTICES = {
    HEAD + "CANCELLED": "cancelled",
    HEAD + "THIS MEETING HAS BEEN CANCELLED\n\nIt will be on 1 December 2026.": "cancelled",
    HEAD + "This meeting has been postponed to 1 December 2026.": "postponed",
    HEAD + "The meeting will not take place.": "not held",
    HEAD + "The Panel will not now meet on 10 November 2026.": "not held",
    HEAD + "MEETING WITHDRAWN": "withdrawn",
    HEAD + "The meeting planned for today has been withdrawn from the calendar.": "withdrawn",
    HEAD + "The meeting on 10 November has been rearranged for 1 December 2026.": "rearranged",
    HEAD + "This meeting was cancelled due to lack of a quorum.": "cancelled",
    HEAD + "The Chair has cancelled this meeting.": "cancelled",
    HEAD + "Members: Councillors Ash and Elm\n\nThis meeting has been cancelled.": "cancelled",
    f"{BODY} - CANCELLED\n\nTuesday, 10 November 2026 at 10.00 am\n\nTown Hall": "cancelled",
    f"POSTPONED: {BODY}\n\nTuesday, 10 November 2026": "postponed",
    HEAD + "CANCELLED\n\nAGENDA\n\n1. Apologies\n\nTo receive apologies.\n\n2. Minutes\n\n"
    "To confirm the minutes of the meeting held on 3 October 2026.": "cancelled",
    f"NOTICE OF CANCELLATION\n\n{HEAD}Members are advised that the meeting of the {BODY} due to be "
    "held on Tuesday 10 November 2026 has been cancelled owing to a lack of business. The next "
    "meeting will be held on 1 December 2026.\n\nWe apologise for any inconvenience.\n\nJane Oak\n"
    "Clerk to the Panel": "cancelled",
}
REAL = [
    "1. Events\n\nThe Chair reported that the open day had been cancelled.",
    "1. Dates\n\nThe Clerk said that the meeting of 3 March had been cancelled.",
    "1. Last\n\nThe meeting of 3 March 2026 was cancelled because of snow.\n\n2. Bins\n\nNil.",
    "1. Next\n\nThe meeting on 1 December 2026 has been cancelled.\n\n2. Vans\n\nTwo came.",
    "Present: Cllr Ash, Cllr Elm\n\nThere being no quorum, the meeting stood adjourned to 17 "
    "November 2026.",
    "The meeting was inquorate and was postponed to 17 November 2026.",
    "Present: Cllr Ash\n\nThe meeting was cancelled after ten minutes for want of a quorum.",
    "This meeting was postponed from 3 November 2026.\n\n1. Vans\n\nCllr Ash asked about vans.",
    "1. Site visit - CANCELLED\n\n2. Budget\n\nRESOLVED that the budget be approved.",
    "1. Orders\n\nThe Panel has deferred the order; the meeting agreed that it be cancelled.",
]

Write = Callable[[str, str], Path]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_refused_with_what_became_of_the_meeting(
    minutebook: Minutebook, write: Write, notice: str
) -> None:
    done = minutebook("add", write("notice.txt", notice), "--json")
    assert (done.status, done.json["added"]) == (1, [])
    (failed,) = done.json["failed"]
    why = f"this is a notice and no minutes: the meeting was {NOTICES[notice]}"
    assert failed["error"] == why
    assert minutebook("meetings", "--json").json["meetings"] == []


@pytest.mark.parametrize("told", REAL)
def test_minutes_that_speak_of_a_cancelled_meeting_are_minutes(
    minutebook: Minutebook, write: Write, told: str
) -> None:
    added = minutebook("add", write("minutes.txt", MINUTES + told), "--json").json["added"]
    assert [one["meeting"]["date"] for one in added] == ["2026-11-10"]


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "page", "labelled"])
def test_a_notice_is_one_in_every_form(minutebook: Minutebook, tmp_path: Path, form: str) -> None:
    lines = [BODY, "Tuesday, 10 November 2026", "This meeting has been cancelled."]
    title = f"{BODY} - Tuesday, 10th November, 2026 10.30 am"
    said = label("Minutes:") + words("This meeting has been cancelled.")
    data = {
        "docx": printed_docx([("plain", line) for line in lines]),
        "pdf": printed_pdf([("plain", line) for line in lines]),
        "html": f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>".encode(),
        "page": page(f"{title} - POSTPONED", row("1", 1, "Roads", words("To note."))).encode(),
        "labelled": page(title, row("1", 1, "Meeting cancelled", said)).encode(),
    }[form]
    (tmp_path / f"notice.{form}").write_bytes(data)
    done = minutebook("add", tmp_path / f"notice.{form}")
    assert done.status == 1
    assert "this is a notice and no minutes: the meeting was " in done.err


@pytest.mark.parametrize("service", ["on", "off"])
def test_a_sync_waits_for_minutes_where_a_notice_stands_in_their_place(
    desk: Desk, service: str
) -> None:
    (meeting,) = archive(1)
    real = meeting.items
    meeting.items = [Item(1, "Notice", "1.", minutes=("This meeting has been cancelled.",))]
    with LocalModernGov(Council.of(meeting)) as site:
        site.switches.service = service
        report = desk.sync(site.committee())
        assert (report.added, report.waiting, report.failed) == ((), 1, ())
        meeting.items = real
        desk.now += DAY
        assert len(desk.sync(site.committee()).added) == 1
