"""The closest address to a paragraph: its page, its item's anchor, and a text fragment.

A text fragment (`#…:~:text=[prefix-,]start[,end][,-suffix]`) makes a browser scroll to words and
mark them: the first place on the page, in any case and with any accents, where whole words stand
so, each part within one block of the page, prefix and suffix right beside. Several directives may
follow one another; one that fits nowhere does nothing. Where none fits the item's anchor counts.
Source: WICG, "URL Fragment Text Directives", sections 3.2 (syntax) and 3.5 (finding a range).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from commands.model import Context
from storage.minutes import meeting_paragraphs
from storage.plain import fold
from storage.records import ParagraphRow

_STARTS = (5, 8, 12, 20)  # words, until they stand on the page only once
_END = 5  # words at the end of what is marked
_FEWEST = 3  # fewer may well stand in what the page says beside the minutes
_WHOLE = 40  # words of a text that is only told apart by what stands beside it
_BESIDE = 4  # words of a neighbour
_LABEL = "Minutes:"  # what ModernGov prints between an item's title and its first paragraph
_CLAUSE = re.compile(r"[:;.]$")


@dataclass(frozen=True)
class Block:
    """A title or paragraph on a page of minutes, with the number that may stand before it."""

    number: str | None
    text: str
    title: bool = False

    @cached_property
    def plain(self) -> str:
        """The text as it is compared."""
        return _plain(self.text)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Where whole words stand in the plain text, given in plain form."""
        if words not in self.plain:
            return []
        whole = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.plain)
        return [match.span() for match in whole]


def paragraph_urls(context: Context, rows: Sequence[ParagraphRow]) -> dict[str, str | None]:
    """By paragraph id: its closest address, told apart from all else that the minutes of its
    meeting say."""
    pages: dict[int, tuple[list[Block], dict[str, int]]] = {}
    urls: dict[str, str | None] = {}
    for row in rows:
        address = row.item_url or row.meeting.url
        if address and row.meeting.id not in pages:
            pages[row.meeting.id] = _page(
                meeting_paragraphs(context.book, context.viewer, row.meeting.id)
            )
        page, places = pages.get(row.meeting.id, ([], {}))
        urls[row.id] = fragment_url(address, page, places[row.id]) if row.id in places else address
    return urls


def _page(rows: Sequence[ParagraphRow]) -> tuple[list[Block], dict[str, int]]:
    """Titles and paragraphs in the order of the page; where each paragraph is."""
    page: list[Block] = []
    places: dict[str, int] = {}
    item = None
    for row in rows:
        if row.item_id != item:
            page.append(Block(row.item_number, row.item_title, title=True))
            item = row.item_id
        places[row.id] = len(page)
        page.append(Block(row.number, row.text))
    return page, places


def fragment_url(url: str | None, page: Sequence[Block], place: int) -> str | None:
    """The address of the paragraph at `place` of a page.

    The address comes back as it was where no words tell it apart; None stays None.
    """
    if not url:
        return None
    directives = _alone(page, place) or list(dict.fromkeys(_beside(page, place)))
    if not directives:
        return url
    fragment = "&".join(f"text={directive}" for directive in directives)
    return f"{url}{'' if '#' in url else '#'}:~:{fragment}"


def _alone(page: Sequence[Block], place: int) -> list[str]:
    """`start[,end]` by the fewest words that begin no other text of the page and stand in none."""
    words = page[place].text.split()
    for length in _lengths(words):
        start = words[:length]
        if len(start) >= _FEWEST and _times(page, " ".join(start)) == 1:
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


def _beside(page: Sequence[Block], place: int) -> Iterator[str]:
    """`prefix-,start` and `start,-suffix` by what may stand beside this text and nowhere beside
    the same words. No end is named: a suffix that fits later would mark all up to there."""
    words = page[place].text.split()
    start = " ".join(words[:_WHOLE])
    if not start:
        return
    rivals = [i for i, block in enumerate(page) if i != place and block.find(_plain(start))]
    if _times(page, start) > 1 + len(rivals):
        return  # twice in one text
    taken = {fold(words) for i in rivals for words in _before(page, i, start)}
    for prefix in _before(page, place, start):
        if fold(prefix) not in taken:
            yield f"{_encoded(prefix)}-,{_encoded(start)}"
    taken = {fold(words) for i in rivals for words in _after(page, i, start)}
    for suffix in _after(page, place, start) if len(words) <= _WHOLE else ():
        if fold(suffix) not in taken:
            yield f"{_encoded(start)},-{_encoded(suffix)}"


def _before(page: Sequence[Block], place: int, start: str) -> list[str]:
    """What may stand right before these words of a block: its number, or what ends before it."""
    number = page[place].number
    inside = page[place].plain[: page[place].find(_plain(start))[0][0]].strip()
    if inside:
        return [_last(inside)]
    printed = [number, f"{number}.", f"({number})"] if number else []
    if place and page[place - 1].title:
        printed.append(_LABEL)
    return [*printed, *([_last(page[place - 1].text)] if place else [])]


def _after(page: Sequence[Block], place: int, start: str) -> list[str]:
    """What may stand right after these words of a block: the next one's number, or its words."""
    inside = page[place].plain[page[place].find(_plain(start))[0][1] :].strip()
    if inside:
        return [_first(inside)]
    if place + 1 == len(page):
        return []
    following = page[place + 1]
    return [*([following.number] if following.number else []), _first(following.text)]


def _first(text: str) -> str:
    return " ".join(text.split()[:_BESIDE])


def _last(text: str) -> str:
    return " ".join(text.split()[-_BESIDE:])


# ---- comparing as a browser does --------------------------------------------------------------


def _times(page: Sequence[Block], words: str) -> int:
    """How often the words stand on the page."""
    plain = _plain(words)
    return sum(len(block.find(plain)) for block in page)


def _plain(text: str) -> str:
    """Without case, accents and runs of white space."""
    return " ".join(fold(text).split())


def _encoded(text: str) -> str:
    """Percent-encoded, the characters of the syntax (- , &) too."""
    return quote(" ".join(text.split()).encode("utf-8", "replace"), safe="").replace("-", "%2D")
