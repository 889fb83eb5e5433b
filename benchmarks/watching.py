"""How fast new minutes are matched with saved searches, beside asking each of them alone.

    python benchmarks/watching.py [--paragraphs 10000] [--subscribers 2000] [--searches 5000]

The minutes are made up by `transcripts.py`. The searches are mixed: one to four words, a third of
them rare, some for what one person said, some quoted, a few misspelt; a tenth are saved by several
people. One meeting of forty paragraphs is then published. "alone" is the work of answering a
sample of the searches one by one, for all of them; work is the processor's time, which a busy
machine does not lengthen.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from pathlib import Path

from transcripts import NOW, Language, book_of, meetings

from commands.ingest import name_rules
from commands.request_context import Context
from commands.requests import Search
from commands.saved_searches import matches
from commands.search import search
from storage.database import Book
from storage.ingest import save_meeting
from storage.model import MEMBER, Item, Meeting, Mention, Paragraph
from storage.publications import last_publication
from storage.saved_searches import save_search, saved_searches

NAMES = [f"Cllr {name}" for name in "Abara Bexley Corrigan Dunmore Eastwood Farrow Gannet".split()]
SAMPLE = 100  # searches asked alone


def main() -> None:
    """Print a row for each number of searches."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=10_000)
    parser.add_argument("--subscribers", type=int, default=2_000)
    parser.add_argument("--searches", default="5000,50000")
    parser.add_argument("--fresh", type=int, default=40)
    given = parser.parse_args()
    print("paragraphs  searches   hits  on the clock  of work  alone  ratio (of work, seconds)")
    with tempfile.TemporaryDirectory() as folder:
        language = Language(1)
        book = book_of(Path(folder) / "book.db", meetings(language, given.paragraphs))
        for count in map(int, given.searches.split(",")):
            _save(book, language, count, given.subscribers)
            print(_measured(book, language, count, given), flush=True)


def _save(book: Book, language: Language, count: int, subscribers: int) -> None:
    chance = random.Random(count)
    queries = [_query(language, chance) for _ in range(count)]
    for place in range(count // 10):
        queries[place] = queries[-1 - place // 3]
    with book.write() as db:
        db.execute("delete from saved_searches")
        for place, query in enumerate(queries):
            user = f"U{place % subscribers:05d}"
            save_search(book, user, f"{query}", "daily", user, NOW)


def _query(language: Language, chance: random.Random) -> str:
    top = chance.choice([300, 3_000, 30_000])
    words = [language.words[chance.randrange(top)] for _ in range(chance.randint(1, 4))]
    kind = chance.random()
    if kind < 0.1:
        return f'"{" ".join(words[:2])}"'
    if kind < 0.25:
        return f"{' '.join(words[:2])} from:{chance.choice(NAMES).split()[1].lower()}"
    if kind < 0.3:
        words[0] = words[0][:3] + words[0][4:]
    return " ".join(words)


def _measured(book: Book, language: Language, count: int, given: argparse.Namespace) -> str:
    context = Context(book, MEMBER, NOW)
    _publish(book, language, given.fresh, count)
    held = saved_searches(book)
    begun, worked = time.perf_counter(), time.process_time()
    found = matches(context, last_publication(book), held, lambda _: MEMBER)
    ours, work = time.perf_counter() - begun, time.process_time() - worked
    sample = random.Random(1).sample(held, min(SAMPLE, len(held)))
    worked = time.process_time()
    for one in sample:
        search(context, Search(one.query))
    alone = (time.process_time() - worked) / len(sample) * len(held)
    return (
        f"{given.paragraphs:10,} {len(held):9,} {len(found):6,} {ours:7.2f} {work:6.2f}"
        f" {alone:7.1f} {alone / work:6.0f}"
    )


def _publish(book: Book, language: Language, fresh: int, seed: int) -> None:
    """New minutes in which somebody speaks in each paragraph."""
    chance = random.Random(seed)
    paragraphs = []
    for _ in range(fresh):
        name = chance.choice(NAMES)
        text = f"{name} said that {language.text(chance.randint(30, 90))}."
        paragraphs.append(Paragraph(text, mentions=(Mention(name, "speaks", 0, len(name)),)))
    items = tuple(
        Item(f"Item {n}", number=str(n), paragraphs=tuple(paragraphs[n * 5 : n * 5 + 5]))
        for n in range(fresh // 5)
    )
    day = NOW.date() - dt.timedelta(days=10 + seed % 7)
    meeting = Meeting("Panel", f"Panel {seed}", day, items=items)
    save_meeting(book, meeting, "benchmark", NOW, name_rules([]))


if __name__ == "__main__":
    main()
