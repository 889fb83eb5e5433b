"""How fast Minutebook enters minutes and answers, beside bare FTS5 and tantivy in the same run.

    python benchmarks/speed.py [--sizes 1000,10000,100000] [--questions 200]

The minutes are invented transcripts with addresses, of the length of real ones (`transcripts.py`).
Questions are mixed: one to six words, some frequent, some rare, some misspelt, a third of them in a
sentence, half of them on one subject. Bare FTS5 is one table of the texts with the porter
tokenizer, asked for any word of the question ("any word") or for any but those of the sentence
around it ("any telling word"), best ten by BM25; tantivy (where it is installed) the same with its
English stemmer. None of them corrects, understands, links, explains or refuses anything. "entered"
counts all that `add` writes, for the others the index alone. Times are the processor's, which a
busy machine does not lengthen.
"""

import argparse
import importlib
import importlib.util
import itertools
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from transcripts import FRAME_WORDS, NOW, Language, book_of, meetings

from commands.request_context import Context
from commands.requests import Search
from commands.search import search
from storage.model import MEMBER

Times = tuple[float, float, float]  # mean, median, 95th percentile, in milliseconds


def main() -> None:
    """Print a row a size and search."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    print("paragraphs                        entered/s mean ms median    p95     MB")
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), size, given.questions)


def _measure(folder: Path, size: int, questions: int) -> None:
    language = Language(size)
    held = list(meetings(language, size))
    texts = [one.text for meeting in held for item in meeting.items for one in item.paragraphs]
    asked = [language.question() for _ in range(questions)]
    begun = time.process_time()
    book = book_of(folder / "book.db", iter(held))
    seconds = time.process_time() - begun
    book.empty_log()
    context = Context(book, MEMBER, NOW)
    ours = _times(lambda q: search(context, Search(q)), asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    more = f"  {memory:.0f} MB of memory, most of it the texts to be entered"
    _tell(size, "Minutebook", size / seconds, ours, folder / "book.db", more)
    book.close()
    bare, seconds = _bare(folder / "bare.db", texts)
    for name, framed in (("any word", True), ("any telling word", False)):
        plain = _times(lambda q, framed=framed: _ask(bare, q, framed), asked)
        _tell(size, f"FTS5, {name}", size / seconds, plain, folder / "bare.db", _ratio(ours, plain))
    if importlib.util.find_spec("tantivy"):
        ask, seconds = _tantivy(folder / "tantivy", texts)
        other = _times(ask, asked)
        _tell(size, "tantivy", size / seconds, other, folder / "tantivy", _ratio(ours, other))


def _tell(size: int, name: str, rate: float, times: Times, path: Path, more: str) -> None:
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    spent = f"{times[0]:7.1f} {times[1]:6.1f} {times[2]:6.1f}"
    room = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    print(
        f"{size:10,} {name:22} {rate:9,.0f} {spent} {room:6.0f}{more}",
        flush=True,
    )


def _ratio(ours: Times, theirs: Times) -> str:
    mean, _, p95 = (mine / other for mine, other in zip(ours, theirs, strict=True))
    return f"  Minutebook takes {mean:.2f} of this, at the p95 {p95:.2f}"


def _bare(path: Path, texts: Sequence[str]) -> tuple[sqlite3.Connection, float]:
    db = sqlite3.connect(path)
    db.execute("create virtual table bare using fts5(text, tokenize = 'porter unicode61')")
    spent = 0.0
    with db:
        for some in _parts(texts, 1_000):
            begun = time.process_time()
            db.executemany("insert into bare values (?)", ((text,) for text in some))
            spent += time.process_time() - begun
    return db, spent


def _tantivy(path: Path, texts: Sequence[str]) -> tuple[Callable[[str], object], float]:
    tantivy: Any = importlib.import_module("tantivy")
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=str(path))
    writer = index.writer()
    spent = 0.0
    for some in _parts(texts, 1_000):
        begun = time.process_time()
        for text in some:
            writer.add_document(tantivy.Document(text=text))
        spent += time.process_time() - begun
    begun = time.process_time()
    writer.commit()
    index.reload()
    spent += time.process_time() - begun
    searcher = index.searcher()

    def ask(question: str) -> list[object]:
        query = index.parse_query(question, ["text"])
        return [searcher.doc(address) for _, address in searcher.search(query, 10).hits]

    return ask, spent


def _ask(db: sqlite3.Connection, question: str, framed: bool) -> list[tuple[str]]:
    words = [word for word in question.split() if framed or word not in FRAME_WORDS]
    match = " OR ".join(f'"{word}"' for word in words)
    return db.execute(
        "select text from bare where bare match ? order by rank limit 10", [match]
    ).fetchall()


def _times(ask: Callable[[str], object], asked: list[str]) -> Times:
    """Mean, median and 95th percentile, in milliseconds, of what runs already."""
    ask(asked[0])
    spent = []
    for question in asked:
        begun = time.process_time()
        ask(question)
        spent.append((time.process_time() - begun) * 1000)
    p95 = statistics.quantiles(spent, n=20)[-1]
    return statistics.mean(spent), statistics.median(spent), p95


def _parts(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    several = iter(texts)
    while some := list(itertools.islice(several, size)):
        yield some


if __name__ == "__main__":
    main()
