"""Questions to minutes: what comes first, what does not come, what is said about it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from support.searching import NOW, add, ask, book_of, meeting, texts

from commands.answers import ContextAnswer, Refusal
from commands.ingest import name_rules
from commands.request_context import Context
from commands.requests import ShowContext
from commands.search import show_context
from storage.index import rebuild_index
from storage.ingest import save_meeting
from storage.model import KEEPER, Item, Meeting, Paragraph

DREDGE = (
    "Cllr Mockridge-Fayne asked for proof that dredging followed the survey. The Warden agreed."
)
FISH = "The Warden explained that catch and release had been found to work in 17% of cases."
PANEL = "The Vice-Chairman spoke of the catch and release scrutiny group and its evidence."
MORE = "In reply to Cllr Orchard the Warden confirmed that catch and release had not fallen."
ONLY = "Ms Tallis hoped that anglers would catch fewer eels, and that a release date was near."
LURE = "Cllr Orchard wondered what drew anglers to the catch at all."
RESOLVED = "RESOLVED that the report on dredging be noted and the Warden report again in June."

FIRST = meeting(
    "2024-03-04",
    ("Fishing - Update", [FISH, LURE, DREDGE, PANEL, MORE, ONLY, RESOLVED]),
    (
        "Moorings",
        [
            "The Harbour Improvement Fund (HIF) had paid for twelve moorings.",
            "Mrs Tregear said that the HIF would close in £18,000 of debt.",
        ],
    ),
)
SECOND = meeting(
    "2025-06-03",
    (
        "Dredging",
        [
            "The Warden reported that the dredger was late.",
            "Cllr Orchard asked about the cost of it.",
        ],
    ),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(tmp_path_factory.mktemp("search") / "book.db", FIRST, SECOND)


def test_common_words_are_met_together(book: Context) -> None:
    answer = ask(book, "catch and release")

    assert set(texts(answer)) == {FISH, PANEL, MORE, ONLY}
    assert texts(answer)[-1] == ONLY  # it has both words, but not as they were asked
    assert answer.total == 4


def test_a_misspelling_is_corrected_and_said(book: Context) -> None:
    right, wrong = ask(book, "catch and release"), ask(book, "catch and relase")

    assert texts(wrong) == texts(right)
    assert wrong.interpreted.corrected == "catch and release"
    assert wrong.interpreted.corrections == (("relase", "release"),)
    assert "“release” for “relase”" in wrong.interpreted.sentence


def test_typed_exactly_nothing_is_corrected(book: Context) -> None:
    assert ask(book, "catch and relase", exact=True).interpreted.corrections == ()


def test_a_word_of_the_minutes_is_never_corrected(book: Context) -> None:
    assert ask(book, "debt").interpreted.corrections == ()


@pytest.mark.parametrize("word", ["coast", "fever", "lake"])
def test_a_word_of_english_is_no_slip_of_one_of_the_minutes(book: Context, word: str) -> None:
    assert ask(book, word).interpreted.corrections == ()


def test_a_misspelt_speaker_runs_as_far_as_it_fits(book: Context) -> None:
    answer = ask(book, "from:mockridge fane dredging")

    assert texts(answer) == [DREDGE]
    assert answer.interpreted.speakers == ("Cllr Mockridge-Fayne",)


@pytest.mark.parametrize(
    "query",
    [
        "weather in Lisbon",
        "zzxxqq",
        "what did Cllr Braithwaite say about moorings",
        "from:pemberton",
    ],
)
def test_nothing_where_the_minutes_do_not_say(book: Context, query: str) -> None:
    answer = ask(book, query)

    assert answer.hits == ()
    assert answer.total == 0
    assert answer.searched == "Searched 2 meetings of Marsh Panel from 4 March 2024 to 3 June 2025."


def test_an_unknown_name_is_said(book: Context) -> None:
    answer = ask(book, "what did Cllr Braithwaite say about moorings")

    assert answer.interpreted.sentence == "Nobody called “Cllr Braithwaite” is in these minutes."


def test_what_part_of_the_question_would_find_something_is_offered(book: Context) -> None:
    assert ask(book, "submarine moorings").suggestions == ("moorings",)
    assert ask(book, "what did Cllr Braithwaite say about moorings").suggestions == ()


def test_resolutions_first_where_a_decision_is_asked_for(book: Context) -> None:
    answer = ask(book, "what was agreed about dredging")

    assert texts(answer)[0] == RESOLVED
    assert answer.interpreted.sentence == "Decisions about “dredging” first."


def test_an_acronym_both_ways(book: Context) -> None:
    assert len(texts(ask(book, "harbour improvement fund"))) == 2
    assert len(texts(ask(book, "HIF"))) == 2


def test_figures_however_written(book: Context) -> None:
    assert texts(ask(book, "18k debt")) == texts(ask(book, "£18,000 debt")) != []


def test_times(book: Context) -> None:
    def dates(query: str) -> set[str]:
        return {str(hit.paragraph.meeting.date) for hit in ask(book, query).hits}

    assert dates("dredging") == {"2024-03-04", "2025-06-03"}
    assert dates("dredging since 2025") == {"2025-06-03"}
    assert dates("dredging last year") == {"2025-06-03"}
    assert dates("dredging in March 2024") == {"2024-03-04"}
    assert dates("dredging before:2025") == {"2024-03-04"}
    assert dates("on:2025-06-03 dredging") == {"2025-06-03"}
    assert dates("last meeting dredging") == {"2025-06-03"}
    assert "since 1 January 2025" in ask(book, "dredging since 2025").interpreted.sentence


def test_the_small_language(book: Context) -> None:
    assert texts(ask(book, '"catch and release had not"')) == [MORE]
    assert FISH not in texts(ask(book, "catch release -explained"))
    assert texts(ask(book, "is:resolution dredging")) == [RESOLVED]
    assert texts(ask(book, "dredg* item:dredging"))[:1] == [
        "The Warden reported that the dredger was late."
    ]
    assert texts(ask(book, "asked-by:orchard cost")) == ["Cllr Orchard asked about the cost of it."]
    assert set(texts(ask(book, "moorings OR dredger"))) >= {
        "The Warden reported that the dredger was late.",
        "The Harbour Improvement Fund (HIF) had paid for twelve moorings.",
    }


def test_a_speaker_alone_lists_what_was_said_newest_first(book: Context) -> None:
    answer = ask(book, "from:orchard")

    assert str(answer.hits[0].paragraph.meeting.date) == "2025-06-03"
    assert answer.total == len(answer.hits) >= 2


def test_what_phones_and_slack_put_in_does_no_harm(book: Context) -> None:
    plain = texts(ask(book, '"catch and release" scrutiny'))

    assert texts(ask(book, "“catch and release” scrutiny :fish: <@U012AB3CD>")) == plain
    assert texts(ask(book, "<https://x.example/a?b=1|“catch and release”> scrutiny")) == plain


def test_paging_goes_over_the_same_list(book: Context) -> None:
    whole = texts(ask(book, "warden", limit=None))

    assert len(whole) > 3
    assert [
        t for n in range(len(whole)) for t in texts(ask(book, "warden", limit=1, offset=n))
    ] == whole
    assert ask(book, "warden", limit=1, offset=1).hits[0].rank == 2


def test_every_rank_can_be_explained(book: Context) -> None:
    hit = ask(book, "catch and release").hits[0]

    assert hit.score == pytest.approx(sum(value for _, value in hit.why), abs=0.01)


def test_context_is_the_paragraphs_around(book: Context) -> None:
    hit = ask(book, "from:mockridge fayne dredging").hits[0]
    answer = show_context(book, ShowContext(hit.paragraph.id))

    assert isinstance(answer, ContextAnswer)
    assert [p.text for p in answer.paragraphs] == [FISH, LURE, DREDGE, PANEL, MORE]
    assert isinstance(show_context(book, ShowContext("unknown")), Refusal)


def test_members_are_not_influenced_by_what_they_may_not_see(tmp_path: Path) -> None:
    member = book_of(tmp_path / "book.db", FIRST)
    before = [
        (ask(member, q).interpreted, texts(ask(member, q)), [h.score for h in ask(member, q).hits])
        for q in ("catch and release", "smuglers", "harbour improvement fund", "dredging")
    ]
    secret = [
        "Smugglers used the Secret Harbour Kitty (SHK). Catch and release was dredging.",
        "Cllr Zennor said that the smugglers were dredging, catch and release notwithstanding.",
    ]
    keeper = replace(member, viewer=KEEPER)
    add(keeper, meeting("2025-01-01", ("Dredging", secret)), status="draft")

    after = [
        (ask(member, q).interpreted, texts(ask(member, q)), [h.score for h in ask(member, q).hits])
        for q in ("catch and release", "smuglers", "harbour improvement fund", "dredging")
    ]
    assert after == before
    assert ask(member, "from:zennor").hits == ()
    assert len(texts(ask(keeper, "smuglers"))) == 2
    assert len(texts(ask(keeper, "is:draft smugglers"))) == 2


def test_the_index_of_amended_minutes_is_as_if_made_anew(tmp_path: Path) -> None:
    member = book_of(tmp_path / "book.db", FIRST, SECOND)
    add(replace(member, viewer=KEEPER), FIRST.replace("dredging", "weeding"), SECOND)

    def counts() -> list[list[tuple[object, ...]]]:
        tables = ("words", "acronyms", "index_sizes", "published_index", "desk_index")
        db = member.book.read()
        return [
            db.execute(f"select * from {table} order by 1, 2, 3").fetchall() for table in tables
        ]

    kept = counts()
    with member.book.write() as db:
        rebuild_index(db)

    assert counts() == kept
    assert texts(ask(member, "weeding")) != []


SOLD = "The ferry business was sold: a ferry business, and the best ferry business of the county."
LEFT = "The last ferry of that night, the night ferry, left its skippers behind."


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """Minutes whose first paragraphs are followed by thousands that have the same words."""
    first = meeting("2024-01-02", ("Ferry", [SOLD, LEFT]))
    context = book_of(tmp_path_factory.mktemp("crowded") / "book.db", first)
    for day in range(1, 8):
        said = "Of the business of the day, of which this was part {}.{}, the ferry was none."
        paragraphs = tuple(Paragraph(said.format(day, n)) for n in range(400))
        items = (Item("Report", "1", paragraphs=paragraphs),)
        later = Meeting("Panel", None, dt.date(2024, 2, day), items=items)
        save_meeting(context.book, later, "later", NOW, name_rules([]))
    return context


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("ferry business", SOLD),
        ("which ferry left its skippers behind on that day of business", LEFT),
    ],
)
def test_the_best_answer_is_found_however_much_was_entered_after_it(
    crowded: Context, question: str, best: str
) -> None:
    assert texts(ask(crowded, question))[0] == best
