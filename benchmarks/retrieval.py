"""How often the right paragraph comes first: Minutebook beside any-word FTS5 on the same questions.

    python benchmarks/retrieval.py [FOLDER …] [--ablate]

A folder holds interchange files (`NAME.jsonl`) and `questions.json`: by the name of the file, or
"*" for all of them read into one book, a list of {"query", "holds"}: words of the paragraphs that
answer, none where the minutes have no answer. Without a folder: the invented bodies of the tests.

any-word: FTS5 with the porter tokenizer, any word of the question, BM25. with neighbours: the same
with half of what the paragraph before and the one after score. s@1 and s@3: the share of questions
whose first result, or one of the first three, answers; MRR over ten; refused: the share of
questions without an answer that get none. --ablate leaves each fact of the ranking out in turn.
"""

import argparse
import datetime as dt
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.minutes import search
from commands.model import Context, Search
from commands.publish import enter
from sources.formats import Given, read_document
from storage.database import Book
from storage.records import KEEPER, MEMBER
from storage.search.ranking import WEIGHTS

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OWN = Path(__file__).parent.parent / "tests" / "questions"
Finder = Callable[[str], list[str]]


@dataclass(frozen=True)
class Asked:
    """Questions to one book, with the texts that answer each."""

    book: Book
    questions: list[tuple[str, set[str]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--ablate", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sets = [one for folder in given.folders for one in _sets(folder, Path(scratch))]
        print(f"{'':24} {'s@1':>6} {'s@3':>6} {'MRR':>6} {'refused':>8}")
        _tell("any-word FTS5", sets, lambda book: _any_word(book, 0.0))
        _tell("  with neighbours", sets, lambda book: _any_word(book, 0.5))
        _tell("Minutebook", sets, _minutebook)
        for fact, weight in list(WEIGHTS.items()) if given.ablate else ():
            WEIGHTS[fact] = 0.0
            _tell(f"  without {fact}", sets, _minutebook)
            WEIGHTS[fact] = weight


def _sets(folder: Path, scratch: Path) -> Iterator[Asked]:
    for name, asked in json.loads((folder / "questions.json").read_text("utf-8")).items():
        files = sorted(folder.glob("*.jsonl")) if name == "*" else [folder / f"{name}.jsonl"]
        book = Book(scratch / f"{folder.name}-{len(list(scratch.iterdir()))}.db")
        for path in files:
            for meeting in read_document(path.read_bytes(), path.name, Given()):
                enter(Context(book, KEEPER, NOW), meeting, path.name)
        texts = [text for (text,) in book.read().execute("select text from paragraphs")]
        yield Asked(
            book,
            [
                (one["query"], {t for t in texts if any(words in t for words in one["holds"])})
                for one in asked
            ],
        )


def _tell(name: str, sets: list[Asked], finder: Callable[[Book], Finder]) -> None:
    first = three = count = refused = unanswerable = 0
    reciprocal = 0.0
    for asked in sets:
        find = finder(asked.book)
        for query, answers in asked.questions:
            found = find(query)
            if not answers:
                unanswerable += 1
                refused += not found
                continue
            rank = next((n for n, text in enumerate(found, 1) if text in answers), 0)
            count += 1
            first += rank == 1
            three += 0 < rank <= 3
            reciprocal += 1 / rank if rank else 0.0
    print(
        f"{name:24} {first / count:6.3f} {three / count:6.3f} {reciprocal / count:6.3f}"
        f" {refused / unanswerable if unanswerable else 1:8.3f}",
        flush=True,
    )


def _minutebook(book: Book) -> Finder:
    context = Context(book, MEMBER, NOW)
    return lambda query: [hit.paragraph.text for hit in search(context, Search(query)).hits]


def _any_word(book: Book, share: float) -> Finder:
    rows = book.read().execute("select key, text, item_id, position from paragraphs").fetchall()
    bare = sqlite3.connect(":memory:")
    bare.execute("create virtual table bare using fts5(text, tokenize = 'porter unicode61')")
    bare.executemany("insert into bare (rowid, text) values (?, ?)", (row[:2] for row in rows))
    place = {key: (item, position) for key, _, item, position in rows}
    text = {(item, position): words for _, words, item, position in rows}

    def find(query: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        score = {
            place[key]: -rank
            for key, rank in bare.execute(
                "select rowid, rank from bare where bare match ?", [match]
            )
        }

        def supported(at: tuple[int, int]) -> float:
            beside = (score.get((at[0], at[1] + way), 0.0) for way in (-1, 1))
            return score[at] + share * sum(beside)

        return [text[at] for at in sorted(score, key=supported, reverse=True)[:10]]

    return find


if __name__ == "__main__":
    main()
