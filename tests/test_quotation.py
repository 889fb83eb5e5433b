"""Whether words stand in the minutes held: word for word, altered, put together, or not."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.searching import add, book_of, meeting

from commands.answers import QuotationAnswer, Refusal
from commands.parsing import parse_minutes
from commands.quotation import check_quotation
from commands.request_context import Context
from commands.requests import CheckQuotation
from storage.model import KEEPER
from storage.tokens import STOP

FERRY = (
    "Cllr Anstruther asked how often the Saltmarsh ferry had been cancelled. The Director of "
    "Transport replied that it had not sailed on 41 of the last 90 days, and that the refit – due "
    "in May – would cost £1.3 million; the operator’s share was 12.5%."
)
LAMPS = (
    "The Clerk reported that six street lamps in Quarry Lane had failed since Christmas, and that "
    "the contractor had promised to mend them within a fortnight."
)
BRACKETS = "The Chair [Mrs Okonedo-Pratt] thanked the wardens … and wished them well for spring."
NOTED = "RESOLVED that the report be noted."
FIRST = meeting("2024-03-05", ("Ferry", [FERRY, NOTED]), ("Lamps", [LAMPS, BRACKETS]))
SECOND = meeting("2024-06-11", ("Matters Arising", [NOTED, "The ferry had sailed every day."]))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(tmp_path_factory.mktemp("quotation") / "book.db", FIRST, SECOND)


def check(book: Context, text: str) -> QuotationAnswer:
    answer = check_quotation(book, CheckQuotation(text))
    assert isinstance(answer, QuotationAnswer)
    return answer


def changes(answer: QuotationAnswer) -> list[tuple[str, str, str]]:
    return [(d.kind, d.quoted, d.held) for d in answer.differences if d.kind != "equal"]


# ---- word for word ----------------------------------------------------------------------------


def test_word_for_word_with_its_place(book: Context) -> None:
    answer = check(book, "six street lamps in Quarry Lane had failed")

    assert (answer.verdict, answer.total, answer.more) == ("word for word", 1, False)
    (place,) = answer.places
    ((start, end),) = place.spans
    assert place.paragraph.text[start:end] == "six street lamps in Quarry Lane had failed"
    assert place.paragraph.item_title == "Lamps"
    assert changes(answer) == []
    assert answer.notes == ()


def test_every_place_is_told_the_newest_first(book: Context) -> None:
    answer = check(book, "RESOLVED that the report be noted")

    assert answer.total == 2
    assert [str(place.paragraph.meeting.date) for place in answer.places] == [
        "2024-06-11",
        "2024-03-05",
    ]


@pytest.mark.parametrize(
    "quotation",
    [
        '"the refit - due in May - would cost £1.3 million"',
        "“The refit—due in May—would cost £1.3 million.”",
        "the operator's share   was\n12.5%",
        "[T]he operator`s share was 12.5%".replace("`", "'"),
        "The Chair [Mrs Okonedo-Pratt] thanked the wardens … and wished them well",
    ],
)
def test_what_makes_no_difference(book: Context, quotation: str) -> None:
    answer = check(book, quotation)

    assert answer.verdict == "word for word"
    assert answer.notes == ()


@pytest.mark.parametrize(
    ("quotation", "dress"),
    [
        ("six street lamps in quarry lane had failed", "capital letters"),
        ("six street lamps, in Quarry Lane, had failed", "punctuation"),
        (
            "six street lamps in quarry lane, had failed",
            "capital letters and punctuation",
        ),
    ],
)
def test_the_same_words_otherwise_dressed(book: Context, quotation: str, dress: str) -> None:
    answer = check(book, quotation)

    assert answer.verdict == "word for word"
    assert answer.notes == (f"The same words, with other {dress}.",)


# ---- omissions and brackets -------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["…", "...", ". . .", "[...]", "[…]", "(…)"])
def test_an_ellipsis_marks_an_omission(book: Context, mark: str) -> None:
    answer = check(book, f"The Clerk reported that six street lamps {mark} had failed")

    assert answer.verdict == "with omissions"
    assert changes(answer) == [("omitted", "", "in Quarry Lane")]
    assert len(answer.places[0].spans) == 2


def test_parts_in_another_order_are_not_word_for_word(book: Context) -> None:
    answer = check(book, "to mend them within a fortnight … six street lamps in Quarry Lane")

    assert answer.verdict == "spliced"


def test_brackets_are_the_quoter_s_own(book: Context) -> None:
    answer = check(book, "The [town] Clerk reported that [they] in Quarry Lane had failed")

    assert answer.verdict == "word for word"
    assert changes(answer) == [
        ("editorial", "town", ""),
        ("editorial", "they", "six street lamps"),
    ]
    assert len(answer.notes) == 2


# ---- altered, spliced, not held ---------------------------------------------------------------


def test_altered_shows_the_words(book: Context) -> None:
    answer = check(book, "it had not sailed on 14 of the last 90 days and the costly refit")

    assert answer.verdict == "altered"
    assert answer.places[0].paragraph.text == FERRY
    assert changes(answer)[0] == ("changed", "14", "41")


@pytest.mark.parametrize(
    ("quotation", "difference"),
    [
        ("lamps in Quarry Lane had not failed since Christmas", ("added", "not", "")),
        ("it had sailed on 41 of the last 90 days", ("removed", "", "not")),
        ("would cost £13 million; the operator's share was", ("changed", "£13", "£1.3")),
        ("the refit due in May would cost $1.3 million", ("changed", "$1.3", "£1.3")),
    ],
)
def test_one_word_matters(book: Context, quotation: str, difference: tuple[str, ...]) -> None:
    answer = check(book, quotation)

    assert answer.verdict == "altered"
    assert changes(answer) == [difference]


def test_spliced_from_two_places(book: Context) -> None:
    answer = check(
        book,
        "The Clerk reported that six street lamps in Quarry Lane had failed and wished them well "
        "for spring.",
    )

    assert answer.verdict == "spliced"
    assert [part.place.paragraph.text for part in answer.parts if part.place] == [LAMPS, BRACKETS]
    assert [part.quoted for part in answer.parts][1].endswith("wished them well for spring")


def test_from_two_places_of_one_paragraph(book: Context) -> None:
    answer = check(
        book,
        "asked how often the Saltmarsh ferry had been cancelled, would cost £1.3 million; the "
        "operator’s share was 12.5%",
    )

    assert answer.verdict == "spliced"
    assert [part.place.paragraph.text for part in answer.parts if part.place] == [FERRY, FERRY]


@pytest.mark.parametrize(
    "quotation",
    [
        "The Chief Librarian regretted that the mobile library would close for ever.",
        "street library",
        "that the would be to of the",
        "ferry lamps spring refit contractor May fortnight",
    ],
)
def test_not_held(book: Context, quotation: str) -> None:
    answer = check(book, quotation)

    assert answer.verdict == "not held"
    assert answer.places == ()
    assert "Searched 2 meetings" in answer.notes[0]


def test_few_words_prove_little(book: Context) -> None:
    answer = check(book, "the report")

    assert answer.verdict == "word for word"
    assert answer.notes == (
        "So few words prove little: they, or forms of them, stand in 2 paragraphs.",
    )


# ---- who may see what -------------------------------------------------------------------------


def test_drafts_are_not_held_for_a_member(tmp_path: Path) -> None:
    member = book_of(tmp_path / "book.db", FIRST)
    secret = "The tender of Hollis and Vane was the lowest by a long way."
    keeper = Context(member.book, KEEPER, member.now)
    add(keeper, meeting("2024-09-01", ("Tenders", [secret])), status="draft")

    assert check(member, secret).verdict == "not held"
    assert check(member, secret.replace("lowest", "cheapest")).verdict == "not held"
    assert check(keeper, secret).verdict == "word for word"


# ---- the doors --------------------------------------------------------------------------------


def test_the_command_and_its_json(minutebook, write) -> None:
    minutebook("add", write("minutes.jsonl", FIRST))
    told = minutebook("check", "six street lamps in Quarry Road had failed", "--json").json

    assert told["verdict"] == "altered"
    assert {"kind": "changed", "quoted": "Road", "held": "Lane"} in told["differences"]
    assert told["places"][0]["text"] == LAMPS
    said = minutebook("say", "/minutes check six street lamps in Quarry Road had failed").out
    assert "⟦Road⟧ ⟨Lane⟩" in said
    assert said == minutebook("check", "six street lamps in Quarry Road had failed").out


def test_nothing_to_check(book: Context) -> None:
    for nothing in ("", "…", "“”", "[...]"):
        assert isinstance(check_quotation(book, CheckQuotation(nothing)), Refusal)
    assert parse_minutes("check") == CheckQuotation("")


def test_too_much_to_check(book: Context) -> None:
    answer = check_quotation(book, CheckQuotation("word " * 601))

    assert isinstance(answer, Refusal)
    assert "601 words" in answer.sentence


# ---- for any words ----------------------------------------------------------------------------


@st.composite
def stretches(draw: st.DrawFn) -> list[str]:
    """Five or more words of a paragraph that is held."""
    text = draw(st.sampled_from([FERRY, LAMPS]))
    words = text.split()
    start = draw(st.integers(0, len(words) - 8))
    return words[start : draw(st.integers(start + 7, len(words)))]


def letters(word: str) -> str:
    return re.sub(r"\W", "", word)


@settings(max_examples=100)
@given(stretch=stretches())
def test_any_stretch_stands_word_for_word(book: Context, stretch: list[str]) -> None:
    assume(sum(bool(letters(word)) for word in stretch) >= 5)
    answer = check(book, " ".join(stretch))

    assert answer.verdict == "word for word"
    assert changes(answer) == []


@settings(max_examples=100)
@given(stretch=stretches(), data=st.data())
def test_any_word_changed_is_the_difference(
    book: Context, stretch: list[str], data: st.DataObject
) -> None:
    places = [place for place, word in enumerate(stretch) if letters(word)]
    place = data.draw(st.sampled_from(places))
    rest = [letters(word).casefold() for word in stretch[:place] + stretch[place + 1 :]]
    assume(len(places) >= 5 and any(word and word not in STOP for word in rest))
    answer = check(book, " ".join([*stretch[:place], "zymurgy", *stretch[place + 1 :]]))

    assert answer.verdict == "altered"
    ((kind, quoted, held),) = changes(answer)
    assert (kind, quoted) == ("changed", "zymurgy")
    assert letters(held) in letters(stretch[place])


PIECES = ["…", "[", "]", "[sic]", "[...]", "...", "“", "the", "ferry", "£1.3 million", "-", "\x00"]


@settings(max_examples=150)
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES + LAMPS.split()[:9]), max_size=12).map(" ".join)
)
def test_any_text_is_answered_and_twice_the_same(book: Context, text: str) -> None:
    answer = check_quotation(book, CheckQuotation(text))

    assert answer == check_quotation(book, CheckQuotation(text))
    if isinstance(answer, QuotationAnswer):
        for place in answer.places:
            for start, end in place.spans:
                assert 0 <= start < end <= len(place.paragraph.text)
