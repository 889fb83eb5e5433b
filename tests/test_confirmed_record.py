"""Minutes that a later meeting confirmed as a correct record, shown with what is quoted."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Minutebook

from sources.structure.confirmations import confirmations
from storage.model import Item, Meeting, Paragraph

DAY = dt.date(2025, 1, 14)
CASES: list[tuple[str, str, list[tuple[dt.date | None, bool]]]] = [
    ("Minutes", "RESOLVED: That the minutes of the meeting held on 14 January 2025 be confirmed "
     "as a correct record and signed by the Chair.", [(DAY, False)]),
    ("Apologies", "The minutes of the last meeting were agreed as a correct record.",
     [(None, False)]),
    ("Minutes of the Meeting held on 14 January 2025", "Agreed as a true and accurate record, "
     "subject to the addition of Mrs Vane's apologies.", [(DAY, True)]),
    ("Minutes", "IT WAS AGREED to approve the Minutes of 9th December 2024 and 14 January 2025.",
     [(dt.date(2024, 12, 9), False), (DAY, False)]),
    ("Record of the last meeting", "The minutes of 14/01/2025 were taken as read, confirmed as a "
     "correct record and signed.", [(DAY, False)]),
    ("Minutes", "The minutes were not available and would be submitted to the next meeting.", []),
    ("Minutes", "Approval of the minutes of 14 January 2025 was deferred.", []),
    ("Reports", "Members noted the minutes of the Audit Sub-Committee of 14 January 2025, which "
     "had been approved.", []),
    ("Ferry", "The Clerk agreed to send the minutes of the site visit of 14 January 2025.", []),
    ("Budget", "RESOLVED that the budget be approved.", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "told"), CASES)
def test_sentences(title: str, text: str, told: list[tuple[dt.date | None, bool]]) -> None:
    meeting = Meeting(
        date=dt.date(2025, 3, 11), items=(Item(title, "1", None, (Paragraph(text),)),)
    )
    assert [(one.day, bool(one.corrections)) for one in confirmations(meeting)] == told


def test_it_is_shown_with_what_is_quoted(
    minutebook: Minutebook, write: Callable[[str, str], Path]
) -> None:
    head = "Harbour Trust Board - Tuesday, {}\n\n1.\n\n{}\n\nMinutes:\n\n1.         {}\n"
    march = head.format(
        "11th March, 2025",
        "Minutes",
        "The minutes of the previous meeting were confirmed as a correct record.",
    )
    first = head.format("14th January, 2025", "Ferry", "Mr Tregear said that the ferry was late.")
    minutebook("add", write("march.txt", march))
    minutebook("add", write("january.txt", first))
    told = minutebook("search", "ferry late")
    assert "confirmed as a correct record on 11 March 2025" in told.out
    found = minutebook("search", "ferry late", "--json").json["results"][0]
    assert found["meeting"]["confirmed"] == "2025-03-11"
    shown = minutebook("say", "/minutes ferry late", "--json").out
    assert "confirmed as a correct record on 11 March 2025" in shown
    minutebook("withdraw", "1")
    assert "confirmed" not in minutebook("search", "ferry late").out
