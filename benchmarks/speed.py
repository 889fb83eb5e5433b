"""How fast Minutebook indexes and answers, beside bare FTS5 and tantivy in the same run.

    python benchmarks/speed.py [--sizes 1000,10000,100000] [--questions 200]

The paragraphs are made up: words by Zipf's law, thirty to ninety a paragraph, six paragraphs an
item, ten items a meeting. Questions are mixed: one to six words, some frequent, some rare, some
misspelt, a third of them in a sentence. Bare FTS5 is one table of the texts with the porter
tokenizer, asked for any of the same words, best ten by BM25; tantivy (where it is installed) the
same with its English stemmer. Neither corrects, understands, explains or refuses anything.
"""

import argparse
import datetime as dt
import importlib
import importlib.util
import itertools
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from commands.minutes import search
from commands.model import Context, Search
from storage.database import Book
from storage.index import index_paragraphs
from storage.records import MEMBER

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SYLLABLES = (
    "ba ce di fo gu ha le mi no pu ra se ti vo wa lin mer tan sol ver ding ton ham ley".split()
)
FRAMES = ("{}", "{}", "{}", "{}", "what was said about {}", "how many {}")
FRAME_WORDS = frozenset(" ".join(FRAMES).split())


class Language:
    """Made-up words, the n-th of them used in proportion to 1/n."""

    def __init__(self, seed: int, words: int = 30_000) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < words:
            made["".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3, 3, 4))))] = None
        self.words = list(made)
        self.weights = list(itertools.accumulate(1 / (n + 3) for n in range(words)))

    def text(self, length: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))

    def question(self) -> str:
        top = [200, 2_000, len(self.words)]
        count = self.random.randint(1, 6)
        chosen = [self.words[self.random.randrange(self.random.choice(top))] for _ in range(count)]
        if self.random.random() < 0.15:
            typed = chosen[0]
            chosen[0] = typed[:3] + typed[4:]
        return self.random.choice(FRAMES).format(" ".join(chosen))


def main() -> None:
    """Print a row a size and search."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    print(f"{'paragraphs':>10} {'':12} {'indexed/s':>9} {'median ms':>9} {'p95 ms':>7} {'MB':>6}")
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), size, given.questions)


def _measure(folder: Path, size: int, questions: int) -> None:
    language = Language(size)
    asked = [language.question() for _ in range(questions)]
    book, seconds = _book(folder / "book.db", _texts(size))
    context = Context(book, MEMBER, NOW)
    ours = _times(lambda q: search(context, Search(q)), asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _tell(
        size, "Minutebook", size / seconds, ours, folder / "book.db", f"  {memory:.0f} MB of memory"
    )
    book.close()
    bare, seconds = _bare(folder / "bare.db", _texts(size))
    plain = _times(lambda q: _ask(bare, q), asked)
    _tell(size, "bare FTS5", size / seconds, plain, folder / "bare.db", _ratio(ours, plain))
    if importlib.util.find_spec("tantivy"):
        ask, seconds = _tantivy(folder / "tantivy", _texts(size))
        other = _times(ask, asked)
        _tell(size, "tantivy", size / seconds, other, folder / "tantivy", _ratio(ours, other))


def _texts(size: int) -> Iterator[str]:
    """The same paragraphs each time."""
    language = Language(size)
    return (language.text(language.random.randint(30, 90)) for _ in range(size))


def _tell(
    size: int, name: str, rate: float, times: tuple[float, float], path: Path, more: str
) -> None:
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    room = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    print(
        f"{size:10,} {name:12} {rate:9,.0f} {times[0]:9.1f} {times[1]:7.1f} {room:6.0f}{more}",
        flush=True,
    )


def _ratio(ours: tuple[float, float], theirs: tuple[float, float]) -> str:
    return f"  Minutebook's p95 is {ours[1] / theirs[1]:.1f} times this"


def _book(path: Path, texts: Iterator[str]) -> tuple[Book, float]:
    """The texts as meetings, and the seconds that indexing took."""
    book = Book(path)
    spent = 0.0
    with book.write() as db:
        for meeting, some in enumerate(_parts(texts, 60)):
            day = dt.date(2000, 1, 1) + dt.timedelta(days=meeting * 3)
            db.execute(
                "insert into meetings (id, key, panel, title, date, status, added_at)"
                " values (?, ?, 'Panel', 'Panel', ?, 'published', '')",
                [meeting + 1, str(meeting), day.isoformat()],
            )
            first = meeting * 60
            for item, paragraphs in enumerate(_parts(some, 6)):
                item_id = meeting * 10 + item + 1
                db.execute(
                    "insert into items (id, meeting_id, position, title) values (?, ?, ?, ?)",
                    [item_id, meeting + 1, item, " ".join(paragraphs[0].split()[:4])],
                )
                for position, text in enumerate(paragraphs):
                    key = first + item * 6 + position + 1
                    db.execute(
                        "insert into paragraphs"
                        " (key, id, item_id, meeting_id, position, text, kind)"
                        " values (?, ?, ?, ?, ?, ?, 'prose')",
                        [key, f"p{key}", item_id, meeting + 1, position, text],
                    )
            begun = time.perf_counter()
            index_paragraphs(db, range(first + 1, first + len(some) + 1))
            spent += time.perf_counter() - begun
    return book, spent


def _bare(path: Path, texts: Iterator[str]) -> tuple[sqlite3.Connection, float]:
    db = sqlite3.connect(path)
    db.execute("create virtual table bare using fts5(text, tokenize = 'porter unicode61')")
    spent = 0.0
    with db:
        for some in _parts(texts, 1_000):
            begun = time.perf_counter()
            db.executemany("insert into bare values (?)", ((text,) for text in some))
            spent += time.perf_counter() - begun
    return db, spent


def _tantivy(path: Path, texts: Iterator[str]) -> tuple[Callable[[str], object], float]:
    tantivy: Any = importlib.import_module("tantivy")
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=str(path))
    writer = index.writer()
    spent = 0.0
    for some in _parts(texts, 1_000):
        begun = time.perf_counter()
        for text in some:
            writer.add_document(tantivy.Document(text=text))
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    writer.commit()
    index.reload()
    spent += time.perf_counter() - begun
    searcher = index.searcher()

    def ask(question: str) -> list[object]:
        query = index.parse_query(question, ["text"])
        return [searcher.doc(address) for _, address in searcher.search(query, 10).hits]

    return ask, spent


def _ask(db: sqlite3.Connection, question: str) -> list[tuple[str]]:
    words = [word for word in question.split() if word not in FRAME_WORDS]
    match = " OR ".join(f'"{word}"' for word in words)
    return db.execute(
        "select text from bare where bare match ? order by rank limit 10", [match]
    ).fetchall()


def _times(ask: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, of what runs already."""
    ask(asked[0])
    spent = []
    for question in asked:
        begun = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def _parts(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    several = iter(texts)
    while some := list(itertools.islice(several, size)):
        yield some


if __name__ == "__main__":
    main()
