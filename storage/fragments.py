"""The text fragment of each paragraph: the words by which a browser finds it on its page.

A text fragment (`#…:~:text=[prefix-,]start[,end][,-suffix]`) makes a browser scroll to words and
mark them: the first place on the page, in any case and with any accents, where whole words stand
so, each part within one block of the page, prefix and suffix right beside. Several directives may
follow one another; one that fits nowhere does nothing.
Source: WICG, "URL Fragment Text Directives", sections 3.2 (syntax) and 3.5 (finding a range).

To prove that words stand on a page only once the whole page is read: too much for every answer.
So the fragment is kept with the paragraph, and made again whenever its meeting changes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Any
from urllib.parse import quote

from sqlite_utils import Database

from storage.name_matching import fold

_STARTS = (5, 8, 12, 20)  # words, until they stand on the page only once
_END = 5  # words at the end of what is marked
_FEWEST = 3  # fewer may well stand in what the page says beside the minutes
_WHOLE = 40  # words of a text that is only told apart by what stands beside it
_BESIDE = 4  # words of a neighbour
_LABEL = "Minutes:"  # what ModernGov prints between an item's title and its first paragraph
_CLAUSE = re.compile(r"[:;.]$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Block:
    """A title or paragraph on a page of minutes, with the number that may stand before it."""

    number: str | None
    text: str
    title: bool = False

    @cached_property
    def plain(self) -> str:
        """Return the text as it is compared."""
        return _plain(self.text)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Return where whole words stand in the plain text, given in plain form."""
        if words not in self.plain:
            return []
        whole = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.plain)
        return [match.span() for match in whole]


class Page:
    """The titles and paragraphs of a page in order, and which of them hold two words together."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        """Read every block."""
        self.blocks = tuple(blocks)
        self._holding: dict[tuple[str, str], list[int]] = {}
        for place, block in enumerate(self.blocks):
            for pair in set(_pairs(block.plain)):
                self._holding.setdefault(pair, []).append(place)
        self._alike: dict[str, Alike] = {}

    def places(self, words: str) -> Iterator[int]:
        """Yield the blocks in which whole words stand, each as often as they stand in it."""
        plain = _plain(words)
        holding = (self._holding.get(pair, []) for pair in _pairs(plain))
        among = min(holding, key=len, default=range(len(self.blocks)))
        return (place for place in among for _ in self.blocks[place].find(plain))

    def alike(self, start: str) -> "Alike":
        """Return the blocks in which a text stands, read once for all of them."""
        if start not in self._alike:
            self._alike[start] = Alike(self, start)
        return self._alike[start]


class Alike:
    """The blocks in which a text stands: how many have the same words right before it and right
    after it; `twice` is whether it stands in one of them more than once, or nowhere."""

    def __init__(self, page: Page, start: str) -> None:
        """Look beside the text wherever it stands."""
        places = list(page.places(start)) if _plain(start) else []
        self.twice = len(set(places)) < max(1, len(places))
        self.before = Counter(w for i in places for w in {*map(fold, _before(page, i, start))})
        self.after = Counter(w for i in places for w in {*map(fold, _after(page, i, start))})


def keep_fragments(db: Database, meeting_id: int) -> None:
    """Make the fragments of a meeting's paragraphs anew, within the caller's transaction that
    changed any of it."""
    stored, made = _stored_and_made(db, meeting_id)
    db.conn.executemany(
        "update paragraphs set fragment = ? where key = ?",
        [(fragment, key) for key, fragment in made.items() if fragment != stored[key]],
    )


def keep_all_fragments(db: Database) -> None:
    """Make the fragments of all paragraphs anew, within the caller's transaction."""
    for meeting_id in _meetings(db):
        keep_fragments(db, meeting_id)


def count_differing(db: Database) -> int:
    """Return how many paragraphs have another fragment than their meeting gives them."""
    count = 0
    for meeting_id in _meetings(db):
        stored, made = _stored_and_made(db, meeting_id)
        count += sum(stored[key] != fragment for key, fragment in made.items())
    return count


def _meetings(db: Database) -> list[int]:
    return [row[0] for row in db.execute("select id from meetings order by id").fetchall()]


def _stored_and_made(db: Database, meeting_id: int) -> tuple[dict[int, str], dict[int, str]]:
    """By key: the fragments of a meeting's paragraphs as they are kept, and as they would be made
    now.

    What everybody may see is told apart from that alone, whoever looks: an exempt item stands on
    no public page, and must not show in the links to one.
    """
    rows = list(
        db.query(
            "select key, fragment, paragraphs.number, text, item_id, items.number as item_number,"
            " title, exempt from paragraphs join items on items.id = item_id"
            " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
            [meeting_id],
        )
    )
    public = [row for row in rows if not row["exempt"]]
    made = _fragments(public)
    if len(public) < len(rows):
        made = _fragments(rows) | made
    return {row["key"]: row["fragment"] for row in rows}, made


def _fragments(rows: Sequence[dict[str, Any]]) -> dict[int, str]:
    """By key: the fragments of the paragraphs of a page, which are in its order."""
    blocks: list[Block] = []
    places: dict[int, int] = {}
    item = None
    for row in rows:
        if row["item_id"] != item:
            blocks.append(Block(row["item_number"], row["title"], title=True))
            item = row["item_id"]
        places[row["key"]] = len(blocks)
        blocks.append(Block(row["number"], row["text"]))
    page = Page(blocks)
    return {key: fragment(page, place) for key, place in places.items()}


def fragment(page: Page, place: int) -> str:
    """Return the directives that mark the block at `place` of a page; "" where no words tell it
    apart."""
    directives = _alone(page, place) or dict.fromkeys(_beside(page, place))
    return "&".join(f"text={directive}" for directive in directives)


def _alone(page: Page, place: int) -> list[str]:
    """`start[,end]` by the fewest words that begin no other text of the page and stand in none."""
    words = page.blocks[place].text.split()
    for length in _lengths(words):
        start = words[:length]
        if len(start) >= _FEWEST and len([*islice(page.places(" ".join(start)), 2)]) == 1:
            end = _last_clause(words[length:])
            return [",".join(_encoded(" ".join(part)) for part in (start, end) if part)]
    return []


def _lengths(words: Sequence[str]) -> list[int]:
    """How many words to begin with: no more than the first clause if they are enough, for a line
    of the page may end there, which nothing that is looked for may cross."""
    ends = (n for n, word in enumerate(words[: _STARTS[0]], start=1) if _CLAUSE.search(word))
    clause = next((n for n in ends if n >= _FEWEST), None)
    return [clause, *_STARTS] if clause else [*_STARTS]


def _last_clause(words: Sequence[str]) -> Sequence[str]:
    """The last words, of the last clause only."""
    last = words[-_END:]
    ends = [n for n, word in enumerate(last[:-1], start=1) if _CLAUSE.search(word)]
    return last[ends[-1] :] if ends else last


def _beside(page: Page, place: int) -> Iterator[str]:
    """`prefix-,start` and `start,-suffix` by what may stand beside this text and nowhere beside
    the same words. No end is named: a suffix that fits later would mark all up to there."""
    words = page.blocks[place].text.split()
    start = " ".join(words[:_WHOLE])
    alike = page.alike(start)
    if alike.twice:
        return
    for prefix in _before(page, place, start):
        if alike.before[fold(prefix)] == 1:
            yield f"{_encoded(prefix)}-,{_encoded(start)}"
    for suffix in _after(page, place, start) if len(words) <= _WHOLE else ():
        if alike.after[fold(suffix)] == 1:
            yield f"{_encoded(start)},-{_encoded(suffix)}"


def _before(page: Page, place: int, start: str) -> list[str]:
    """What may stand right before these words of a block: its number, or what ends before it."""
    number = page.blocks[place].number
    inside = page.blocks[place].plain[: page.blocks[place].find(_plain(start))[0][0]].strip()
    if inside:
        return [_last(inside)]
    printed = [number, f"{number}.", f"({number})"] if number else []
    if place and page.blocks[place - 1].title:
        printed.append(_LABEL)
    return [*printed, *([_last(page.blocks[place - 1].text)] if place else [])]


def _after(page: Page, place: int, start: str) -> list[str]:
    """What may stand right after these words of a block: the next one's number, or its words."""
    inside = page.blocks[place].plain[page.blocks[place].find(_plain(start))[0][1] :].strip()
    if inside:
        return [_first(inside)]
    if place + 1 == len(page.blocks):
        return []
    following = page.blocks[place + 1]
    return [*([following.number] if following.number else []), _first(following.text)]


def _first(text: str) -> str:
    return " ".join(text.split()[:_BESIDE])


def _last(text: str) -> str:
    return " ".join(text.split()[-_BESIDE:])


# ---- comparing as a browser does --------------------------------------------------------------


def _plain(text: str) -> str:
    """Without case, accents and runs of white space."""
    return " ".join(fold(text).split())


def _pairs(plain: str) -> Iterable[tuple[str, str]]:
    """Each two words that stand together in a plain text."""
    words = _WORD.findall(plain)
    return pairwise(words)


def _encoded(text: str) -> str:
    """Percent-encoded, the characters of the syntax (- , &) too."""
    return quote(" ".join(text.split()).encode("utf-8", "replace"), safe="").replace("-", "%2D")
