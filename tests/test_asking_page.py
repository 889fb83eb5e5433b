"""The page *What can I ask?*: each of its questions is put to the sample minutes."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo import index_samples
from bot.terminal import draw
from commands.documents.compose import compose
from commands.parsing import parse_minutes
from commands.request_context import Context
from commands.requests import answer
from storage.database import Book
from storage.model import MEMBER

PAGE = (Path(__file__).parent.parent / "docs" / "asking.md").read_text("utf-8")
TABLES = [part.partition("\n## ")[0] for part in PAGE.split("| you ask | you get |")[1:]]
ROWS = [
    row for table in TABLES for row in re.findall(r"^\| (?!---)(.+?) \| (.+?) \|$", table, re.M)
]
TODAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    book = Book(tmp_path_factory.mktemp("asking") / "minutebook.db")
    list(index_samples(book))
    yield Context(book, MEMBER, TODAY)
    book.close()


def test_there_are_thirty_of_them() -> None:
    assert len(ROWS) == 30


@pytest.mark.parametrize(("asked", "given"), ROWS)
def test_a_question_of_the_page_is_answered_so(samples: Context, asked: str, given: str) -> None:
    shown = " ".join(
        re.sub(r"\x1b\[\d*m", "", draw(compose(answer(samples, parse_minutes(asked))))).split()
    )

    assert given in shown
