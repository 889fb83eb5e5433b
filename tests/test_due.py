"""When something is due: the words found in a sentence and the day they mean."""

import datetime as dt
import re
import tomllib
from importlib import resources

import pytest

from sources.due import due_date, find_due, find_due_words

HELD = dt.date(2023, 5, 16)  # a Tuesday
NEXT = dt.date(2023, 7, 18)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 5 July 2024", "2024-07-05"),
        ("by 5 July", "2023-07-05"),
        ("by 5th of March", "2024-03-05"),
        ("by the 9th June", "2023-06-09"),
        ("no later than Friday 26 May", "2023-05-26"),
        ("on 17 September 2023", "2023-09-17"),
        ("by noon on 5 June", "2023-06-05"),
        ("by June 15, 2023", "2023-06-15"),
        ("by 31/05/2023", "2023-05-31"),
        ("by 31.05.23", "2023-05-31"),
        ("by 2023-06-30", "2023-06-30"),
        ("by the end of March", "2024-03-31"),
        ("by end of February 2024", "2024-02-29"),
        ("at the end of July", "2023-07-31"),
        ("by the end of the month", "2023-05-31"),
        ("by the end of the week", "2023-05-19"),
        ("by the end of the year", "2023-12-31"),
        ("by June", "2023-06-30"),
        ("before June", "2023-05-31"),
        ("in June 2024", "2024-06-30"),
        ("within two weeks", "2023-05-30"),
        ("within the next week", "2023-05-23"),
        ("within the next month", "2023-06-16"),
        ("over the next fortnight", "2023-05-30"),
        ("two weeks before the next meeting", "2023-07-04"),
        ("at least ten days in advance of the July meeting", "2023-07-08"),
        ("within 10 working days", "2023-05-30"),
        ("in a fortnight", "2023-05-30"),
        ("in six months' time", "2023-11-16"),
        ("within a month", "2023-06-16"),
        ("by Easter", "2024-03-31"),
        ("before Christmas", "2023-12-24"),
        ("by the new year", "2023-12-31"),
        ("by close of business on Friday", "2023-05-19"),
        ("by Tuesday", "2023-05-23"),
        ("next week", "2023-05-26"),
        ("by next month", "2023-06-30"),
        ("to the next meeting", "2023-07-18"),
        ("at its next meeting", "2023-07-18"),
        ("on the next agenda", "2023-07-18"),
        ("to the next meeting of the Board", "2023-07-18"),
        ("at the July meeting", "2023-07-18"),
        ("to its July Panel", "2023-07-18"),
        ("until July's meeting", "2023-07-18"),
        ("for the meeting on 12 September", "2023-09-12"),
        ("to the meeting of the Authority on 15 February", "2024-02-15"),
        ("by the end of the financial year", "2024-03-31"),
        ("by the end of the 2024/25 financial year", "2025-03-31"),
        ("by 29 February", "2024-02-29"),
        ("by the beginning of July", "2023-07-01"),
        ("by mid-July", "2023-07-15"),
        ("w/c 12 June", "2023-06-16"),
        ("next Tuesday", "2023-05-23"),
        ("by the end of next week", "2023-05-26"),
        ("by tomorrow", "2023-05-17"),
        ("within 48 hours", "2023-05-18"),
        ("within the next fortnight", "2023-05-30"),
        # what no calendar at hand can settle
        ("to the September meeting", None),
        ("to the next meeting of the Finance Committee", None),
        ("to the next meeting but one", None),
        ("by the autumn", None),
        ("before half-term", None),
        ("by the end of the term", None),
        ("by the end of Q2", None),
        ("by return", None),
        ("in due course", None),
        ("to a future meeting", None),
        ("by 31 June", None),
    ],
)
def test_words_mean_a_day_or_none(words: str, day: str | None) -> None:
    assert due_date(words, HELD, NEXT) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("add a paragraph before the report was issued at the end of July", "at the end of July"),
        ("circulate the minutes of the meeting held on 5 June 2023 by 9 June", "by 9 June"),
        ("compare the figures for March 2022 at the next meeting", "at the next meeting"),
        ("write to Members in May 2021 style", None),
        ("present the plan in September 2023.", "in September 2023"),
        ("report in due course", "in due course"),
        ("look again at a contract over four years old", None),
        ("write to the Minister", None),
    ],
)
def test_the_time_for_doing_is_found_among_others(sentence: str, words: str | None) -> None:
    assert find_due(sentence, HELD, NEXT)[0] == words


def test_a_day_without_year_needs_the_day_of_the_meeting() -> None:
    assert due_date("by 5 July", None, None) is None
    assert due_date("by 5 July 2023", None, None) == dt.date(2023, 7, 5)


def test_the_next_meeting_can_be_bound_later_and_moved() -> None:
    words, day = find_due("bring the figures to the next meeting", HELD, None)
    assert (words, day) == ("to the next meeting", None)
    assert due_date(words or "", HELD, NEXT) == NEXT
    assert due_date(words or "", HELD, dt.date(2023, 7, 25)) == dt.date(2023, 7, 25)


def test_a_month_gone_by_is_next_years() -> None:
    assert due_date("by the end of March", dt.date(2023, 11, 14), None) == dt.date(2024, 3, 31)
    assert due_date("by 10 January", dt.date(2023, 11, 14), None) == dt.date(2024, 1, 10)


@pytest.mark.parametrize(
    "words",
    [
        "within 999 years",
        "in 10 months' time",
        "within 500 working days",
        "by Easter",
        "before June",
        "next week",
        "by Friday",
        "by the weekend",
        "tomorrow",
        "before the end of the financial year",
        "99 weeks before 1 January 0001",
    ],
)
def test_a_day_beyond_the_calendar_is_no_day(words: str) -> None:
    assert due_date(words, dt.date(9999, 12, 31), None) is None
    assert find_due(f"The Clerk would write {words}.", dt.date(9999, 12, 31), None)[1] is None


ROWS = tomllib.loads((resources.files("sources.rules") / "due.toml").read_text("utf-8"))["rule"]
FITS = [(row["id"], words, day) for row in ROWS for words, day in row["fits"].items()]
UNFIT = [(row["id"], words) for row in ROWS for words in row["not"]]


@pytest.mark.parametrize(("row", "words", "day"), FITS, ids=[f"{row}: {w}" for row, w, _ in FITS])
def test_a_row_of_due_days_fits_what_it_is_for(row: str, words: str, day: dt.date | str) -> None:
    due = find_due_words(f"The Clerk would report {words}.", HELD, NEXT)
    assert due is not None
    assert due.day == (None if day == "none" else day)
    assert words.removeprefix("send it ").startswith(due.words)
    assert row in (due.rule, "due-before-a-day")


@pytest.mark.parametrize(("row", "words"), UNFIT, ids=[f"{row}: {words}" for row, words in UNFIT])
def test_a_row_of_due_days_fits_nothing_that_only_looks_like_it(row: str, words: str) -> None:
    due = find_due_words(f"The Clerk would report {words}.", HELD, NEXT)
    assert due is None or due.rule != row


def test_every_row_of_due_days_has_a_name_and_three_examples_of_each() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(len(row["fits"]) >= 3 and len(set(row["not"])) >= 3 for row in ROWS)
    assert not [row["id"] for row in ROWS if re.search(r"\\|\[|\(\?|\{|\^|\.\*", row["match"])]
