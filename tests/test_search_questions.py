"""Questions in people's own words to the minutes of invented bodies, each with the words that the
answer holds, or with none where the minutes have no answer.

Those that are known to be answered wrongly are listed in `questions/misses.txt`, so that one more
is noticed and so is one less. `PYTHONPATH=tests:. python tests/test_search_questions.py` writes
the list anew after a change that is meant: read its difference before it is kept.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.searching import QUESTIONS, ask, book_of, texts

from commands.request_context import Context

MISSES = QUESTIONS / "misses.txt"
FOLDERS = {"questions": QUESTIONS, "further": QUESTIONS / "further", "spoken": QUESTIONS / "spoken"}
Asked = dict[str, Any]


def questions() -> Iterator[tuple[str, str, Asked]]:
    """Folder, body and question; those of "further" were written before the ranking was seen, and
    some are meant to be too hard."""
    for name, folder in FOLDERS.items():
        for body, asked in json.loads((folder / "questions.json").read_text("utf-8")).items():
            yield from ((name, body, one) for one in asked)


def verdict(context: Context, asked: Asked) -> str | None:
    """What is wrong with the answer; None where nothing is."""
    found = texts(ask(context, asked["query"]))
    if not asked["holds"]:
        return "not refused" if found else None
    right = [any(words in text for words in asked["holds"]) for text in found[:5]]
    if not any(right):
        return "not among five"
    return None if right[0] else "not first"


def known() -> dict[tuple[str, str, str], str]:
    """What is wrong with those that are known, by folder, body and question."""
    rows = (line.split(" | ", 3) for line in MISSES.read_text("utf-8").splitlines())
    return {(folder, body, query): wrong for folder, body, wrong, query in rows}


def shelf(place: Path) -> Callable[[str, str], Context]:
    """A book of each body, made when it is first asked."""

    @cache
    def book(folder: str, body: str) -> Context:
        name = "spoken" if folder == "spoken" else body
        return book_of(place / f"{folder}-{name}.db", FOLDERS[folder] / f"{name}.jsonl")

    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Context]:
    return shelf(tmp_path_factory.mktemp("bodies"))


@pytest.mark.parametrize(
    ("folder", "body", "asked"),
    [pytest.param(*one, id=f"{one[1]}: {one[2]['query']}") for one in questions()],
)
def test_the_paragraph_that_answers_comes_first(
    folder: str, body: str, asked: Asked, book: Callable[[str, str], Context]
) -> None:
    assert verdict(book(folder, body), asked) == known().get((folder, body, asked["query"]))


def test_the_misses_are_of_questions_that_are_asked() -> None:
    assert set(known()) <= {(folder, body, one["query"]) for folder, body, one in questions()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        book_about = shelf(Path(place))
        verdicts = [(*one, verdict(book_about(*one[:2]), one[2])) for one in questions()]
    wrong = [(f, b, how, asked["query"]) for f, b, asked, how in verdicts if how]
    lines = [" | ".join(one) + "\n" for one in wrong]
    MISSES.write_text("".join(lines), "utf-8")
    print(len(lines), "of", len(verdicts), "are answered wrongly")
