"""Questions as members type them, each with the answer that its kind has: at the terminal, from
minutes of a parish."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Minutebook
from support.bot_process import add_minutes
from test_followups import Talk

from commands.query.dates import parse_days

Run = Callable[..., str]

JUNE = """\
Moor Parish Council - Tuesday, 4th June, 2024

Present: Cllr Ashdown (Chairman), Cllr Brightwell, Mrs Cole
In attendance: Miss Dunn (Clerk)
Apologies: Cllr Everett

1.

Flooding

Minutes:

1.         Cllr Ashdown asked how often the flooding gate was tested. The Clerk replied that the \
gate was tested each month, and undertook to send the test records to members.

RESOLVED that the Clerk write to the drainage board about flooding.

2.

Allotments

Minutes:

2.         Cllr Brightwell reported that two allotments were vacant.
"""
OCTOBER = """\
Moor Parish Council - Tuesday, 8th October, 2024

Present: Cllr Brightwell (Chairman), Cllr Ashdown
Apologies: Mrs Cole

1.

Footpaths

Minutes:

1.         Mrs Cole said that the footpath beside the allotments was overgrown.

2.

Flooding

Minutes:

2.         The test records of the flooding gate had been looked at and were in order.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "minutebook.db"
    add_minutes(path, JUNE, None, dt.datetime(2024, 6, 10, 9, tzinfo=dt.UTC), name="june.txt")
    add_minutes(path, OCTOBER, None, dt.datetime(2024, 10, 14, 9, tzinfo=dt.UTC), name="oct.txt")
    return path


@pytest.fixture
def talk(book: Path) -> Iterator[Talk]:
    talk = Talk(book)
    yield talk
    talk.book.close()


@pytest.fixture
def run(book: Path, minutebook: Minutebook, monkeypatch: pytest.MonkeyPatch) -> Run:
    """What a command prints."""
    monkeypatch.setenv("MINUTEBOOK_DB", str(book))

    def printed(*words: str) -> str:
        told = minutebook(*words)
        assert told.status == 0, told
        return " ".join(told.out.split())

    return printed


ASKED = {
    "what happened in June": (["4 June 2024", "Flooding", "Allotments", "drainage"], ["Footpaths"]),
    "summarise the last meeting": (["8 October 2024", "Footpaths"], ["Allotments"]),
    "minutes of 4 June 2024": (["4 June 2024", "Allotments"], ["Footpaths"]),
    "what happened in March 2019": (["no minutes of", "2 meetings I have"], ["Flooding"]),
    "who was at the June meeting?": (["Cllr Ashdown", "Mrs Cole", "Miss Dunn"], ["October"]),
    "any apologies for the last meeting": (["Mrs Cole", "8 October 2024"], ["Brightwell"]),
    "can you list the council members pls": (["Brightwell", "Ashdown"], ["Dunn"]),
    "who chaired the June meeting": (["Cllr Ashdown was in the chair"], ["Brightwell"]),
    "when was the last meeting": (["8 October 2024"], ["June"]),
    "when did we last discuss flooding": (["last came up on 8 October 2024", "4 June"], []),
    "when did allotments first come up": (["first came up on 4 June 2024"], []),
    "did anyone mention the footpath": (["Yes", "1 meeting", "8 October 2024"], ["Nobody"]),
    "did anyone mention drones": (["“drones”", "none"], ["Nobody called", "Speaking"]),
    "did we ever discuss a wind farm": (["“wind farm” is in none"], ["Speaking"]),
    "what about the e-scooter trial": (["“e-scooter trial” is in none"], ["Speaking"]),
    "who owns the footpath through the deer park": (["“deer park”"], ["“footpath”"]),
    "flooding drones": (["“drones”", "Nothing found", "2 meetings"], ["Speaking"]),
    "what actions does the clerk have": (["test records", "drainage board"], ["vacant"]),
    "what did the clerk promise": (["test records"], ["vacant"]),
    "have the test records been sent yet": (["undertaking", "Later minutes", "in order"], []),
    "what did we decide about flooding": (["RESOLVED that the Clerk write"], ["we decide"]),
}


@pytest.mark.parametrize("question", ASKED)
def test_each_kind_of_question_has_its_answer(run: Run, question: str) -> None:
    said = run("say", f"/minutes {question}")

    held, absent = ASKED[question]
    assert [words for words in held if words not in said] == [], said
    assert [words for words in absent if words in said] == [], said


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("what does the clerk still owe us", "drainage board"),
        ("whats outstanding from the June meeting", "test records"),
        ("list open actions", "drainage board"),
    ],
)
def test_the_register_is_asked_in_english(run: Run, typed: str, held: str) -> None:
    said = run("say", f"/actions {typed}")

    assert held in said
    assert typed not in said


@pytest.mark.parametrize("question", ["what happened in June", "who was at the June meeting"])
def test_a_search_for_scripts_stays_a_list_of_paragraphs(run: Run, question: str) -> None:
    told = json.loads(run("search", question, "--json"))

    assert isinstance(told["results"], list)


@pytest.mark.parametrize("miss", ["wind turbines", "did anyone mention drones", "zeppelins"])
def test_a_miss_keeps_what_was_last_found(talk: Talk, miss: str) -> None:
    talk.say("how often was the flooding gate tested")
    found = talk.topic.paragraph
    talk.say(miss)

    assert talk.topic.paragraph == found
    who = talk.say("who asked that?")
    assert "Cllr Ashdown asked" in getattr(who, "sentence", "")


def test_another_time_is_asked_of_the_question_that_missed(talk: Talk) -> None:
    talk.say("how often was the flooding gate tested")
    talk.say("footpath in 2019")
    asked = talk.meant("and in 2024?")

    assert asked is not None
    assert "footpath" in getattr(asked, "query", "")


# ---- the register, asked as people speak ------------------------------------------------------

NOVEMBER = dt.date(2026, 11, 30)  # a Monday
TYPED_DAYS = {
    "before Friday": (None, "2026-12-03"),
    "tomorrow": ("2026-12-01", "2026-12-01"),
    "by 31/12": (None, "2026-12-31"),
    "within two weeks": ("2026-11-30", "2026-12-14"),
    "next week": ("2026-12-07", "2026-12-13"),
    "by the end of next month": (None, "2026-12-31"),
    "4th December": ("2026-12-04", "2026-12-04"),
    "in March": ("2027-03-01", "2027-03-31"),
    "since 3 June 2021": ("2021-06-03", None),
    "after 2020": ("2021-01-01", None),
}


@pytest.mark.parametrize("typed", TYPED_DAYS)
def test_days_as_people_type_them(typed: str) -> None:
    days = parse_days(typed, NOVEMBER)

    assert days is not None
    assert (days.first and days.first.isoformat(), days.last and days.last.isoformat()) == (
        TYPED_DAYS[typed]
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [("since March", "2026-03-01"), ("last month", "2026-10-01"), ("since Friday", "2026-11-27")],
)
def test_what_is_over_is_looked_for_in_the_past(typed: str, first: str) -> None:
    days = parse_days(typed, NOVEMBER, past=True)

    assert days is not None
    assert str(days.first) == first


@pytest.mark.parametrize("typed", ["", "foo", "31/02", "99/99", "soonish", "due"])
def test_what_names_no_day(typed: str) -> None:
    assert parse_days(typed, NOVEMBER) is None


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("/actions due before Friday", "due by"),
        ("/actions done since March", "closed since 1 March"),
        ("/actions what is overdue for the clerk?", "owned by The Clerk"),
        ("/minutes what's due this week?", "due from"),
        ("/minutes o/s actions clerk", "drainage board"),
        ("/minutes what did the Clerk promise in June and is it done?", "test records"),
        ("/minutes was Mrs Cole at the October meeting?", "Mrs Cole was not there: apologies"),
        ("/minutes did Cllr Ashdown attend the June meeting", "Cllr Ashdown was there: present"),
    ],
)
def test_kinds_are_combined_with_whom_and_when(run: Run, typed: str, holds: str) -> None:
    assert holds in run("say", typed)
