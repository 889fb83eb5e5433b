"""Whether the paragraphs that are weighed hold the best of all, and what weighing them costs.

    python benchmarks/candidates.py [--paragraphs 200000] [--questions 300] [--book FILE]

Each question is answered four times from one book of invented transcripts (`transcripts.py`), with
the candidates chosen in four ways:

- all: every paragraph that meets the words is weighed by BM25, however many there are;
- worth: as Minutebook does it;
- newest 2,000, newest 30,000: of more than so many those that were entered last.

"same" is the share of questions whose first answer is the one that all give, "answered" that of
those that have one; "ms" is the processor's time until candidates are chosen, which a busy machine
does not lengthen; "times" is its mean beside that of newest 2,000. A book that --book names is made
there if it is not there yet, and kept.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from sqlite_utils import Database
from transcripts import NOW, Language, book_of, meetings

from commands.request_context import Context
from commands.requests import Search
from commands.search import search
from storage.database import Book
from storage.model import MEMBER, Viewer
from storage.search import candidates
from storage.search.fts_query import Asked, Filters, sides

Nearest = Callable[..., list[int]]
NEWEST = 2_000


@dataclass(frozen=True)
class Answers:
    """By question: the first answer, and the milliseconds that its candidates took."""

    first: list[str | None]
    took: list[float]


def main() -> None:
    """Print a row for each way to choose."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=200_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--book", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.book or Path(folder) / "book.db"
        language = Language(given.paragraphs)
        there = path.exists()
        book = Book(path) if there else book_of(path, meetings(language, given.paragraphs))
        language.random.seed(given.questions)
        _tell(book, [language.question() for _ in range(given.questions)])
        book.close()


def _tell(book: Book, questions: Sequence[str]) -> None:
    ways: dict[str, Nearest] = {
        "all": partial(_newest, 10**9),
        "worth": candidates.nearest,
        "newest 2,000": partial(_newest, NEWEST),
        "newest 30,000": partial(_newest, 30_000),
    }
    _answers(book, questions[:20], ways["all"])  # so that the file is in memory
    told = {name: _answers(book, questions, way) for name, way in ways.items()}
    mean = statistics.mean(told["newest 2,000"].took)
    print("                 same answered  mean ms  median    p95  times")
    for name, answers in told.items():
        print(f"{name:14} {_row(answers, told['all'])} {statistics.mean(answers.took) / mean:6.2f}")


def _row(answers: Answers, best: Answers) -> str:
    same = [ours == theirs for ours, theirs in zip(answers.first, best.first, strict=True)]
    answered = [one for one, first in zip(same, best.first, strict=True) if first]
    took = answers.took
    p95 = statistics.quantiles(took, n=20)[-1]
    return (
        f"{statistics.mean(same):6.3f} {statistics.mean(answered):8.3f}"
        f" {statistics.mean(took):8.1f} {statistics.median(took):7.1f} {p95:6.1f}"
    )


def _answers(book: Book, questions: Sequence[str], way: Nearest) -> Answers:
    context = Context(book, MEMBER, NOW)
    spent: list[float] = []

    def timed(*given: Any) -> list[int]:
        begun = time.process_time()
        keys = way(*given)
        spent.append((time.process_time() - begun) * 1000)
        return keys

    answers = Answers([], [])
    with mock.patch.object(candidates, "nearest", timed):
        for question in questions:
            spent.clear()
            hits = search(context, Search(question)).hits
            answers.first.append(hits[0].paragraph.id if hits else None)
            answers.took.append(sum(spent))
    return answers


def _newest(
    most: int,
    db: Database,
    viewer: Viewer,
    asked: Asked,
    filters: Filters,
    limit: int,
    offset: int = 0,
) -> list[int]:
    """Candidates as they were chosen before: of more than `most` on a side the last ones."""
    assert filters == Filters(), "the questions name nobody and no day"
    weights = ", ".join(map(str, candidates.BM25_WEIGHTS))
    found: list[tuple[float, int]] = []
    for side in sides(viewer):
        (oldest,) = db.conn.execute(
            f"select min(rowid) from (select rowid from {side}_index where {side}_index match ?"
            " order by rowid desc limit ?)",
            [asked.expression, max(most, limit + offset)],
        ).fetchone()
        found += db.conn.execute(
            f"select bm25({side}_index, {weights}) as score, rowid from {side}_index"
            f" where {side}_index match ? and rowid >= ? order by score, rowid limit ?",
            [asked.expression, oldest or 0, limit + offset],
        ).fetchall()
    return [key for _, key in sorted(found)[offset : limit + offset]]


if __name__ == "__main__":
    main()
