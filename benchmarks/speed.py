"""How fast Minutebook indexes and answers, beside bare FTS5 in the same run.

    python benchmarks/speed.py [--sizes 1000,10000,100000] [--questions 200]

The paragraphs are made up: words by Zipf's law, thirty to ninety a paragraph, six paragraphs an
item, ten items a meeting. Questions are mixed: one to six words, some frequent, some rare, some
misspelt, a third of them in a sentence. Bare FTS5 is one table of the texts with the porter
tokenizer, asked for any of the same words, best ten by BM25.
"""

import argparse
import datetime as dt
import itertools
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

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


class Language:
    """Made-up words, the n-th of them used in proportion to 1/n."""

    def __init__(self, seed: int, words: int = 30_000) -> None:
        self.random = random.Random(seed)
        made = itertools.product(SYLLABLES, repeat=3)
        self.words = ["".join(parts) for parts in itertools.islice(made, 14_000)]
        self.words += [
            "".join(p) for p in itertools.islice(itertools.product(SYLLABLES, repeat=4), words)
        ]
        self.random.shuffle(self.words)
        self.words = self.words[:words]
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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    print(
        "paragraphs  indexed/s   (bare)  median ms  (bare)  p95 ms  (bare)"
        "  ratio    MB  (bare)  RSS MB"
    )
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            print(_measured(Path(folder), size, given.questions), flush=True)


def _measured(folder: Path, size: int, questions: int) -> str:
    language = Language(size)
    texts = [language.text(language.random.randint(30, 90)) for _ in range(size)]
    asked = [language.question() for _ in range(questions)]
    book, ours = _book(folder / "book.db", texts)
    bare, theirs = _bare(folder / "bare.db", texts)
    context = Context(book, MEMBER, NOW)
    mine = _times(lambda q: search(context, Search(q)), asked)
    plain = _times(lambda q: _ask(bare, q), asked)
    sizes = [(folder / name).stat().st_size / 1e6 for name in ("book.db", "bare.db")]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size:10,} {size / ours:10,.0f} {size / theirs:8,.0f} {mine[0]:10.1f} {plain[0]:7.1f}"
        f" {mine[1]:7.1f} {plain[1]:7.1f} {mine[1] / plain[1]:6.1f} {sizes[0]:6.0f} {sizes[1]:6.0f}"
        f" {memory:8.0f}"
    )


def _book(path: Path, texts: list[str]) -> tuple[Book, float]:
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


def _bare(path: Path, texts: list[str]) -> tuple[sqlite3.Connection, float]:
    db = sqlite3.connect(path)
    db.execute("create virtual table bare using fts5(text, tokenize = 'porter unicode61')")
    begun = time.perf_counter()
    with db:
        db.executemany("insert into bare values (?)", ((text,) for text in texts))
    return db, time.perf_counter() - begun


def _ask(db: sqlite3.Connection, question: str) -> list[tuple[str]]:
    words = [word for word in question.split() if len(word) > 4]
    match = " OR ".join(f'"{word}"' for word in words)
    return db.execute(
        "select text from bare where bare match ? order by rank limit 10", [match]
    ).fetchall()


def _times(ask, asked: list[str]) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """Median and 95th percentile, in milliseconds."""
    spent = []
    for question in asked:
        begun = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def _parts(texts: list[str], size: int) -> Iterator[list[str]]:
    return (texts[start : start + size] for start in range(0, len(texts), size))


if __name__ == "__main__":
    main()
