"""Questions in people's own words to the minutes of three invented bodies, each with the words
that the answer holds, or with none where the minutes have no answer."""

import json
from pathlib import Path

import pytest
from searching import QUESTIONS, ask, book_of, texts

ASKED = json.loads((QUESTIONS / "questions.json").read_text("utf-8"))


@pytest.mark.parametrize("body", sorted(ASKED))
def test_the_paragraph_that_answers_comes_first(
    body: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = book_of(tmp_path / "book.db", QUESTIONS / f"{body}.jsonl")
    first = among = answerable = 0
    for asked in ASKED[body]:
        found = texts(ask(book, asked["query"]))
        if not asked["holds"]:
            assert found == [], asked["query"]
            continue
        right = [any(words in text for words in asked["holds"]) for text in found]
        answerable += 1
        first += right[:1] == [True]
        among += any(right[:5])
    with capsys.disabled():
        print(f"\n{body}: first {first}/{answerable}, among five {among}/{answerable}")

    assert first / answerable >= 0.8
    assert among / answerable >= 0.93


def test_long_questions_to_spoken_turns_are_not_refused(tmp_path: Path) -> None:
    folder = QUESTIONS / "spoken"
    book = book_of(tmp_path / "book.db", folder / "spoken.jsonl")
    (questions,) = json.loads((folder / "questions.json").read_text("utf-8")).values()
    right = [
        any(
            words in text
            for words in asked["holds"]
            for text in texts(ask(book, asked["query"]))[:1]
        )
        for asked in questions
    ]

    assert sum(right) / len(right) >= 0.9
