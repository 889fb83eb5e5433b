"""Invented transcripts that have the shape of real ones, for whatever is measured on many of them.

- Words: the most frequent are those that English speech is made of, all others are made up; the
  n-th is used in proportion to 1 / (n + 2.7) (Zipf and Mandelbrot).
- Turns: 20 to 300 words, log-normal about 70, in sentences, each by one of a cast of sixteen.
- Meetings: 100 to 600 turns under eight to sixteen items, with an address and anchors of items.
- Items have a subject: words that come again and again in them and hardly elsewhere.
"""

import datetime as dt
import itertools
import math
import random
from collections.abc import Iterator
from pathlib import Path

from commands.ingest import name_rules
from storage.database import Book
from storage.ingest import save_meeting
from storage.model import Item, Meeting, Mention, Paragraph

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SYLLABLES = (
    "ba ce di fo gu ha le mi no pu ra se ti vo wa lin mer tan sol ver ding ton ham ley".split()
)
SPEECH = """
    the to and of that a in we is it for you on have be this are with as was so what will they not
    our do there at about from but think can very just one if or all by which an has would more
    were people been said some get know going need how them out up when who where any really also
    because other those like time now your these their make well say see us had could into than
    then work look go want way much many over over good got should being take come thank whether
    question back point right chair sure put down through first only here did does most lot terms
""".split()
SUBJECT_WORDS = 24  # of an item
ON_SUBJECT = 0.08  # of the words said in it
FRAMES = ("{}", "{}", "{}", "{}", "what was said about {}", "how many {}")
FRAME_WORDS = frozenset(" ".join(FRAMES).split())


class Language:
    """Made-up speech; the same from the same seed."""

    def __init__(self, seed: int, words: int = 30_000) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < words:
            made["".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3, 3, 4))))] = None
        self.words = list(made)  # those with a meaning
        self._said = [*SPEECH, *made]
        self._weights = list(itertools.accumulate(1 / (n + 3.7) for n in range(len(self._said))))

    def subject(self) -> list[str]:
        """The words of an item's subject, some frequent, most rare."""
        ranks = (30 * (len(self.words) / 30) ** self.random.random() for _ in range(SUBJECT_WORDS))
        return [self.words[int(rank)] for rank in ranks]

    def text(self, length: int, subject: list[str] | None = None) -> str:
        """So many words in sentences."""
        said = self.random.choices(self._said, cum_weights=self._weights, k=length)
        for place in range(length if subject else 0):
            if self.random.random() < ON_SUBJECT:
                said[place] = self.random.choice(subject or said)
        for start in range(0, length, 14):
            said[start] = said[start].capitalize()
            said[min(start + 13, length - 1)] += "."
        return " ".join(said)

    def turn(self, subject: list[str]) -> str:
        """What somebody says before somebody else does."""
        length = math.exp(self.random.gauss(math.log(70), 0.8))
        return self.text(round(min(300, max(20, length))), subject)

    def question(self) -> str:
        """One to six words, a sixth of the questions with a slip, a third in a sentence; half of
        them on a subject."""
        count = self.random.randint(1, 6)
        if self.random.random() < 0.5:
            chosen = self.subject()[:count]
        else:
            tops = [200, 2_000, len(self.words)]
            chosen = [self.words[self.random.randrange(self.random.choice(tops))]
                      for _ in range(count)]  # fmt: skip
        if self.random.random() < 0.15:
            chosen[0] = chosen[0][:3] + chosen[0][4:]
        return self.random.choice(FRAMES).format(" ".join(chosen))


def meetings(language: Language, turns: int) -> Iterator[Meeting]:
    """Meetings with so many turns in all, three days apart."""
    cast = [f"Cllr {language.words[n].capitalize()}" for n in range(3_000, 3_016)]
    for number in itertools.count(1):
        size = min(turns, language.random.randint(100, 600))
        if size == 0:
            return
        turns -= size
        url = f"https://council.example/meeting/{number}"
        yield Meeting(
            "Panel",
            f"Panel {number}",
            dt.date(2000, 1, 1) + dt.timedelta(days=number * 3),
            url=url,
            items=tuple(_items(language, size, url, cast)),
        )


def _items(language: Language, size: int, url: str, cast: list[str]) -> Iterator[Item]:
    count = min(size, language.random.randint(8, 16))
    for n in range(count):
        subject = language.subject()
        length = size // count + (n < size % count)
        turns = tuple(_turn(language, subject, cast) for _ in range(length))
        title = " ".join(subject[:4]).capitalize()
        yield Item(title, str(n + 1), f"{url}#item{n + 1}", turns)


def _turn(language: Language, subject: list[str], cast: list[str]) -> Paragraph:
    name = language.random.choice(cast)
    return Paragraph(
        language.turn(subject), speaker=name, mentions=(Mention(name, "speaks", 0, 0),)
    )


def book_of(path: Path, held: Iterator[Meeting], at_once: int = 50) -> Book:
    """A book of these meetings, written as `add` writes them but many in a transaction."""
    book = Book(path)
    while some := list(itertools.islice(held, at_once)):
        with book.write():
            for meeting in some:
                save_meeting(book, meeting, "benchmark", NOW, name_rules([]))
    return book
