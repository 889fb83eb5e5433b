"""Answers to paste into a page or a report: their words as published, nothing in them Markdown."""

from pathlib import Path

MINUTES = """\
Harbour Trust Board

Minutes of the meeting held on 14 January 2025

1. Ferry Timetable

1.1 Mr Tregear said that *islanders* had missed the last ferry <b>twice</b> & slept on the quay.

1.2 The Harbour Master undertook to bring a plan by 31 March 2025.
"""


def test_a_result_is_a_quotation_with_its_place(minutebook, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    minutebook("add", "minutes.txt")
    page = minutebook("search", "last ferry", "--limit", "1", "--markdown").out
    assert "**1\\. Mr Tregear**\n" in page
    assert "> Mr Tregear said that \\*islanders\\* had missed the **last** **ferry**" in page
    assert "\\<b\\>twice\\</b\\> \\& slept on the quay." in page
    assert (
        "\nParagraph 1.1 · Item 1, Ferry Timetable · Harbour Trust Board, 14 January 2025" in page
    )


def test_the_register_and_a_check_can_be_pasted(minutebook, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    minutebook("add", "minutes.txt")
    register = minutebook("actions", "all", "--markdown").out
    assert "**1\\. The Harbour Master** · undertaking" in register
    assert "\n> " in register
    check = minutebook("check", "bring a plan by 31 May 2025", "--markdown").out
    assert "~~⟦May⟧~~ **⟨March⟩**" in check


def test_a_digest_without_news_says_so(minutebook) -> None:
    page = minutebook("digest", "--date", "2026-02-01", "--markdown").out
    assert page == "Nothing to tell on 1 February 2026.\n"
