"""The words of the minutes that this viewer may see: which are known, how rare, what is meant
by one that is not."""

import gzip
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein
from sqlite_utils import Database

from storage.model import Viewer
from storage.search.fts_query import phrase, sides
from storage.tokens import STOP, stem

# ---- words of English: no slips of the pen, though some minutes do without them ---------------


_COUNTED = re.compile(r'"([a-z]{4,})": (\d{3,})')
_FREQUENT = 400  # how often a word has been counted that is surely meant

# Words of the field, which are rare elsewhere.
_OF_THE_FIELD = frozenset(
    """
    abstained abstention abstentions allotments arrears bollard bollards bridleway bridleways
    broadband byelaw byelaws bylaw cafe cafes carer carers carriageway carriageways casework
    consultee consultees consultations cooption coopted councillors creche culvert culverts
    cycleway cycleways debtor debtors defibrillators deputation deputations easement easements
    electorate encroachment estuary fete fetes flyposting flytipping footbridge footpath
    footpaths footway footways freehold freeholder freeholders gigabit governance gritting
    gullies harbour hectare hedgerow hedgerows hustings indemnity jetty kerb kerbs layby laybys
    leasehold leaseholder leaseholders levies licences licensee midwives moorings noticeboard
    noticeboards ombudsman outturn overspend overspent parishes parishioner pavements pensioner
    playgroup planters pothole precept precepts quango quay quays quorate quorum railings
    ratepayer ratepayers rebate refurbish refurbishment resurfacing retrofit rewilding
    ringfenced roadworks rota rotas roundabouts sewerage shortfall shortlist shortlisted
    signage slipway stile stiles streetlight streetlights subsidence surcharge sustainability
    tannoy tendered tenders tenancies tenancy tendering timetables truancy twinning underspend
    underspent unitary verges vestry viaduct waterlogged weir weirs wheelie whistleblower
    whistleblowing wildflower wildflowers woodlands writeoff
    """.split()
)


def is_english(word: str) -> bool:
    """Return whether this is a word, of four letters or more, that people do use."""
    return word in _OF_THE_FIELD or word in _frequent()


@cache
def _frequent() -> frozenset[str]:
    """The frequent words in the dictionary of pyspellchecker.

    It is read here and not by its own reader, which makes a table of all its 160,000 words: that
    takes twice as long and 35 MB.
    """
    packed = resources.files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
    counted = _COUNTED.finditer(gzip.decompress(packed).decode())
    return frozenset(row[1] for row in counted if int(row[2]) >= _FREQUENT)


_VOWELS = frozenset("aeiouy")
_SHORTEST = 4  # letters of the shortest word that is corrected
_LONG = 8  # letters from which a word may have two slips
# By slips: how long a word may be that is meant by one with so many.
_LENGTHS = {1: (_SHORTEST - 1, _LONG), 2: (_LONG - 2, 66)}


class Vocabulary:
    """Words, stems and acronyms, counted over what this viewer may see."""

    def __init__(self, db: Database, viewer: Viewer) -> None:
        """Look into the book through this connection."""
        self._db = db
        self._counts: dict[str, int] = {}
        self._read: dict[tuple[str, int], list[str]] = {}
        self._sides = sides(viewer)
        self._seen = " + ".join(self._sides)
        names = ",".join(f"'{side}'" for side in self._sides)
        self.paragraphs, self._words = db.conn.execute(
            f"select sum(paragraphs), sum(words) from index_sizes where side in ({names})"
        ).fetchone()

    @property
    def mean_length(self) -> float:
        """Words in a paragraph, on average."""
        return self._words / max(1, self.paragraphs) or 1.0

    def count(self, word: str) -> int:
        """Return in how many paragraphs a form of this word stands, at most."""
        root = stem(word)
        if root not in self._counts:
            (number,) = self._db.conn.execute(
                f"select coalesce(sum({self._seen}), 0) from words where stem = ?", [root]
            ).fetchone()
            self._counts[root] = min(number, self.paragraphs)
        return self._counts[root]

    def has(self, word: str) -> bool:
        """Return whether this very word, or another form of it, stands in the minutes."""
        return self.count(word) > 0

    def beginning(self, start: str, limit: int = 50) -> list[str]:
        """Return the words that begin so, the most frequent first."""
        rows = self._db.conn.execute(
            f"select word from words where word >= ? and word < ? and {self._seen} > 0"
            f" order by {self._seen} desc, word limit ?",
            [start, start + "\U0010ffff", limit],
        )
        return [word for (word,) in rows]

    def long_forms(self, short: str) -> list[tuple[str, ...]]:
        """Return what an acronym stands for, as the minutes explain it."""
        rows = self._db.conn.execute(
            f"select long from acronyms where short = ? and {self._seen} > 0 order by long", [short]
        )
        return [tuple(long.split()) for (long,) in rows]

    def short_forms(self, long: Sequence[str]) -> list[str]:
        """Return the acronyms that the minutes use for these words."""
        rows = self._db.conn.execute(
            f"select short from acronyms where long = ? and {self._seen} > 0 order by short",
            [" ".join(long)],
        )
        return [short for (short,) in rows]

    def together(self, words: Sequence[str]) -> bool:
        """Return whether these words stand in the minutes one after the other."""
        return all(self.has(word) for word in words) and any(
            self._db.conn.execute(
                f"select 1 from {side}_index where {side}_index match ? limit 1",
                [phrase(tuple(map(stem, words)))],
            ).fetchone()
            for side in self._sides
        )

    def correction(self, word: str) -> str | None:
        """Return the word of the minutes that this one is a misspelling of, or None.

        Only asked for words that the minutes do not know. One slip in a word of up to seven
        letters, two in a longer one; among equals the most frequent word. A word of English is
        no slip, though these minutes do without it.
        """
        if len(word) < _SHORTEST or not word.isalpha() or is_english(word):
            return None
        slips = 1 if len(word) < _LONG else 2
        # Most slips come later than the first letters, and one slip is not spent on the first.
        starts = (word[:2], word[0], *([""] if slips > 1 else []))
        for start in starts:
            cost, _, near = self._near(word, slips, start)
            if near is not None and (cost <= 1 or start == starts[-1]):
                return near
        return None

    def _near(self, word: str, slips: int, start: str) -> tuple[float, int, str | None]:
        """(cost, -count, word) of the likeliest of the words that begin so and are no further off
        than these slips."""
        alike = process.extract(
            word,
            self._candidates(start, slips),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        near = (
            (cost, -self._paragraphs_with(known), known)
            for known, _, _ in alike
            if known.isalpha() and known not in STOP and (cost := _cost(word, known)) <= slips
        )
        return min(near, default=(0.0, 0, None))

    def _candidates(self, start: str, slips: int) -> list[str]:
        """The words that begin so, of the lengths that a word with so many slips may have; read
        once for all words of a question, and as one text, which is three times faster than rows."""
        if (start, slips) not in self._read:
            shortest, longest = _LENGTHS[slips]
            (joined,) = self._db.conn.execute(
                "select coalesce(group_concat(word, ' '), '') from words where word >= ?"
                f" and word < ? and length(word) between ? and ? and {self._seen} > 0",
                [start, start + "\U0010ffff", shortest, longest],
            ).fetchone()
            self._read[start, slips] = joined.split(" ")
        return self._read[start, slips]

    def _paragraphs_with(self, word: str) -> int:
        """In how many paragraphs this very word stands."""
        (number,) = self._db.conn.execute(
            f"select {self._seen} from words where word = ?", [word]
        ).fetchone()
        return int(number)


class LearntVocabulary(Vocabulary):
    """The same, read at once: for thousands of questions on a book that does not change."""

    def __init__(self, db: Database, viewer: Viewer) -> None:
        """Read every count and acronym."""
        super().__init__(db, viewer)
        counts = db.conn.execute(f"select stem, sum({self._seen}) from words group by stem")
        self._counts = {root: min(number, self.paragraphs) for root, number in counts}
        self._long: dict[str, list[tuple[str, ...]]] = {}
        self._short: dict[str, list[str]] = {}
        for short, long in db.conn.execute(
            f"select short, long from acronyms where {self._seen} > 0 order by short, long"
        ):
            self._long.setdefault(short, []).append(tuple(long.split()))
            self._short.setdefault(long, []).append(short)

    def count(self, word: str) -> int:
        """Return in how many paragraphs a form of this word stands, at most."""
        return self._counts.get(stem(word), 0)

    def long_forms(self, short: str) -> list[tuple[str, ...]]:
        """Return what an acronym stands for, as the minutes explain it."""
        return self._long.get(short, [])

    def short_forms(self, long: Sequence[str]) -> list[str]:
        """Return the acronyms that the minutes use for these words."""
        return self._short.get(" ".join(long), [])


def _cost(typed: str, known: str) -> float:
    """How unlikely it is that someone who means `known` types `typed`: slips, weighed.

    People double letters or forget to, turn two about, and mistake one vowel for another. They
    seldom mistake the first letter, and hardly ever a vowel for a consonant.
    """
    turned = Levenshtein.distance(typed, known) - OSA.distance(typed, known)
    cost = 0.6 * (typed[0] != known[0]) - 1.2 * turned
    for edit in Levenshtein.editops(typed, known):
        removed = typed[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else ""
        added = known[edit.dest_pos : edit.dest_pos + 1] if edit.tag != "delete" else ""
        if removed and added:
            cost += {0: 1.0, 1: 1.6, 2: 0.7}[(removed in _VOWELS) + (added in _VOWELS)]
        else:
            doubled = (removed or added) * 2
            cost += 0.5 if doubled in typed or doubled in known else 0.9
    return cost
