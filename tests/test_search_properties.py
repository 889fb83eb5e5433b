"""Whatever is asked: no fault, no result without a word of the question, the same answer twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.searching import QUESTIONS, ask, book_of

from commands.request_context import Context
from storage.tokens import stem, words

ODD = [
    "",
    " ",
    '"',
    '""',
    "'",
    "*",
    "-",
    "(",
    "AND",
    "OR",
    "NOT",
    "NEAR(a b)",
    "a AND",
    "text:swing",
    "from:",
    'from:"',
    "on:never",
    "is:what",
    "since:",
    "x" * 10_000,
    "swing " * 2_000,
    "\x00",
    "swing\x00chains",
    "\ud800",
    "a\ud800b",
    "日本語",
    "العربية",
    "🦆",
    "e\u0301",
    "--",
    "'; drop table",
    "1e999",
    "9" * 400,
    "£" * 50,
    "in 0000",
    "since 99/99/9999",
    "between 2020 and",
    "-swing",
    "\ue0000",
    "from:\ue0000 x",
    "sort:newest",
    "who",
    "what did say about",
    "<@U1|>",
    "&#55296;",
    "word*",
    "**",
]
PIECES = [
    "swing",
    "chains",
    "allotments",
    "from:dunmore",
    "from:quince",
    "what was agreed about",
    "who asked about",
    "since 2022",
    '"grass cutting"',
    "-rent",
    "OR",
    "pothol*",
    "the",
    "hedstones",
    "panel:ambry",
    "item:finance",
    "is:resolution",
    "last meeting",
    "how many",
    "cemetery",
    "the Clerk",
]

NOUNS = ["swing", "yew", "bunting", "potholes", "mirror", "zebra"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return book_of(tmp_path_factory.mktemp("properties") / "book.db", QUESTIONS / "parish.jsonl")


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_input_is_answered(book: Context, query: str) -> None:
    answer = ask(book, query)

    assert answer.total >= len(answer.hits)
    answer.query.encode()
    answer.interpreted.sentence.encode()
    ask(book, query, exact=True)


@settings(max_examples=80)
@given(
    query=st.text(max_size=60)
    | st.lists(st.sampled_from(PIECES + ODD[:18]), max_size=6).map(" ".join)
)
def test_any_text_is_answered_and_twice_the_same(book: Context, query: str) -> None:
    first, second = ask(book, query), ask(book, query)

    assert [hit.paragraph.id for hit in first.hits] == [hit.paragraph.id for hit in second.hits]
    assert first.interpreted == second.interpreted
    for hit in first.hits:
        ends = [0, *(end for _, end in hit.highlights)]
        for (start, end), before in zip(hit.highlights, ends, strict=False):
            assert before <= start < end <= len(hit.paragraph.text)
            assert words(hit.paragraph.text[start:end])


@settings(max_examples=80)
@given(asked=st.lists(st.sampled_from(NOUNS), min_size=1, max_size=5, unique=True))
def test_no_result_without_a_word_of_the_question(book: Context, asked: list[str]) -> None:
    stems = {stem(word) for word in asked}
    for hit in ask(book, " ".join(asked)).hits:
        paragraph = hit.paragraph
        fields = " ".join([paragraph.text, paragraph.item_title, *paragraph.speakers])
        assert stems & {word.stem for word in words(fields)}
        assert {words(paragraph.text[a:b])[0].stem for a, b in hit.highlights} <= stems
