"""How often the right paragraph comes first: Minutebook beside other searches, in one run.

    python benchmarks/retrieval.py [FOLDER …] [--ablate] [--show]

A folder holds interchange files (`NAME.jsonl`) and `questions.json`: by the name of the file, or
"*" for all of them read into one book, a list of {"query", "holds"}: words of the paragraphs that
answer, none where the minutes have no answer. Without a folder: the invented bodies of the tests,
and the spoken turns that `spoken.py` makes up.

any-word: FTS5 with the porter tokenizer, any word of the question, BM25. with neighbours: the same
with half of what the paragraph before and the one after score. BM25S and tantivy stand in the table
where they are installed (`pip install bm25s PyStemmer tantivy`), with English stemmers. All are
given the same text: a paragraph with the title of its item and the names of those who speak.

s@1, s@3, s@5: the share of questions with a paragraph that answers among so many; MRR over ten;
refused: the share of questions without an answer that get none. --ablate leaves each fact of the
ranking out in turn; --show names what Minutebook gets wrong.
"""

import argparse
import datetime as dt
import importlib
import importlib.util
import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spoken import write as write_spoken

from commands.ingest import ingest
from commands.request_context import Context
from commands.requests import Search
from commands.search import search
from sources.formats import read_document
from sources.structure.meeting import Given
from storage.database import Book
from storage.model import KEEPER, MEMBER
from storage.search.ranking import WEIGHTS

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
OWN = Path(__file__).parent.parent / "tests" / "questions"
Finder = Callable[[str], list[str]]


@dataclass(frozen=True)
class Asked:
    """Questions to one book, with the texts that answer each."""

    name: str
    book: Book
    questions: list[tuple[str, set[str]]]


@dataclass(frozen=True)
class Row:
    """A paragraph as every search is given it."""

    place: tuple[int, int]
    text: str
    indexed: str


def main() -> None:
    """Print a table a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        books = Path(scratch) / "books"
        books.mkdir()
        for folder in given.folders or [OWN, OWN / "further", OWN / "spoken", _made_up(scratch)]:
            _table(folder.name, list(_sets(folder, books)), given.ablate, given.show)


def _made_up(scratch: str) -> Path:
    folder = Path(scratch) / "made-up spoken turns"
    folder.mkdir()
    write_spoken(folder)
    return folder


def _table(name: str, sets: list[Asked], ablate: bool, show: bool) -> None:
    count = sum(len(one.questions) for one in sets)
    print(f"\n{name}: {count} questions\n{'':24}    s@1    s@3    s@5    MRR  refused")
    _tell("any-word FTS5", sets, lambda book: _any_word(book, 0.0))
    _tell("  with neighbours", sets, lambda book: _any_word(book, 0.5))
    if importlib.util.find_spec("bm25s"):
        _tell("BM25S", sets, _bm25s)
    if importlib.util.find_spec("tantivy"):
        _tell("tantivy", sets, _tantivy)
    _tell("Minutebook", sets, _minutebook, show)
    for fact, weight in list(WEIGHTS.items()) if ablate else ():
        WEIGHTS[fact] = 0.0
        _tell(f"  without {fact}", sets, _minutebook)
        WEIGHTS[fact] = weight


def _sets(folder: Path, books: Path) -> Iterator[Asked]:
    kept = json.loads((folder / "questions.json").read_text("utf-8"))
    for number, (name, asked) in enumerate(kept.items()):
        files = sorted(folder.glob("*.jsonl")) if name == "*" else [folder / f"{name}.jsonl"]
        book = Book(books / f"{folder.name}-{number}.db")
        for path in files:
            for meeting in read_document(path.read_bytes(), path.name, Given()):
                ingest(Context(book, KEEPER, NOW), meeting, path.name)
        texts = [row.text for row in _rows(book)]
        yield Asked(
            name,
            book,
            [
                (one["query"], {t for t in texts if any(words in t for words in one["holds"])})
                for one in asked
            ],
        )


def _rows(book: Book) -> list[Row]:
    found = book.read().execute(
        "select p.item_id, p.position, p.text, items.title, ("
        "   select group_concat(distinct m.name) from mentions m"
        "   where m.paragraph_key = p.key and m.part != 'mentioned')"
        " from paragraphs p join items on items.id = p.item_id order by p.key"
    )
    return [
        Row((item, position), text, " ".join(filter(None, (title, names, text))))
        for item, position, text, title, names in found
    ]


def _tell(
    name: str, sets: list[Asked], finder: Callable[[Book], Finder], show: bool = False
) -> None:
    ranks: list[int] = []
    refused: list[bool] = []
    for asked in sets:
        find = finder(asked.book)
        for query, answers in asked.questions:
            found = find(query)
            if answers:
                ranks.append(next((n for n, text in enumerate(found, 1) if text in answers), 0))
            else:
                refused.append(not found)
            if show and (ranks[-1] != 1 if answers else found):
                print(f"    {asked.name}: {query}: {ranks[-1] if answers else 'shown'}")
                print("".join(f"        {text[:110]}\n" for text in found[:2]), end="")
    first, three, five = (sum(0 < rank <= n for rank in ranks) / len(ranks) for n in (1, 3, 5))
    reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
    share = f"{sum(refused) / len(refused):8.3f}" if refused else ""
    print(f"{name:24} {first:6.3f} {three:6.3f} {five:6.3f} {reciprocal:6.3f} {share}", flush=True)


def _minutebook(book: Book) -> Finder:
    context = Context(book, MEMBER, NOW)
    return lambda query: [hit.paragraph.text for hit in search(context, Search(query)).hits]


def _any_word(book: Book, share: float) -> Finder:
    rows = _rows(book)
    bare = sqlite3.connect(":memory:")
    bare.execute("create virtual table bare using fts5(text, tokenize = 'porter unicode61')")
    bare.executemany(
        "insert into bare (rowid, text) values (?, ?)",
        ((n, row.indexed) for n, row in enumerate(rows)),
    )
    text = {row.place: row.text for row in rows}

    def find(query: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        score: dict[tuple[int, int], float] = {
            rows[n].place: -rank
            for n, rank in bare.execute("select rowid, rank from bare where bare match ?", [match])
        }

        def supported(at: tuple[int, int]) -> float:
            beside = (score.get((at[0], at[1] + way), 0.0) for way in (-1, 1))
            return score[at] + share * sum(beside)

        return [text[at] for at in sorted(score, key=supported, reverse=True)[:10]]

    return find


def _bm25s(book: Book) -> Finder:
    bm25s: Any = importlib.import_module("bm25s")
    stemmer = importlib.import_module("Stemmer").Stemmer("english")
    rows = _rows(book)

    def tokens(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([row.indexed for row in rows]), show_progress=False)

    def find(query: str) -> list[str]:
        found, scores = index.retrieve(tokens([query]), k=min(10, len(rows)), show_progress=False)
        return [rows[n].text for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    return find


def _tantivy(book: Book) -> Finder:
    tantivy: Any = importlib.import_module("tantivy")
    rows = _rows(book)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_integer_field("row", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for n, row in enumerate(rows):
        writer.add_document(tantivy.Document(text=row.indexed, row=n))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(query: str) -> list[str]:
        words = index.parse_query(" ".join(re.findall(r"\w+", query)).lower(), ["text"])
        hits = searcher.search(words, 10).hits
        return [rows[searcher.doc(address)["row"][0]].text for _, address in hits]

    return find


if __name__ == "__main__":
    main()
