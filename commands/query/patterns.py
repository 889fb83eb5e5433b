"""Rows of what people type, as TOML files write them, and the words that stand in their slots.

A pattern is words in lower case with a few signs of its own:

    when | where     one or the other; brackets hold them together: (when | where)
    been? @mere*     a word, class or bracket that may be missing, or stand any number of times
    !may             what must not stand next; it takes no word
    @done            a class: a pattern of its own, named under [words]
    {topic}          a slot: any words, those of a person, or those of a time

Filler words are taken out before a pattern is read and are in none; a slot has them all the same.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from commands.query.dates import COUNTS
from sources.dates import MONTHS, WEEKDAYS, WEEKDAYS_SHORT, any_of

LONGEST = 60  # words of a message that may be one of the rows

_MONTH = any_of(MONTHS)
_YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTH})\b\.?(?: (?:of )?{_YEAR})?"
    rf"|(?:{_MONTH})\b \d{{1,2}}(?:st|nd|rd|th)? {_YEAR}"
    rf"|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{2}}|{_YEAR})|{_YEAR}(?= )"
)
_PLACE = r"(?:very )?(?:last|latest|most recent|previous|first|earliest)"
_WEEKDAY = f"(?:{any_of((*WEEKDAYS, *WEEKDAYS_SHORT))})"
_DAYS = (
    r"(?:(?:by|before|on|after|since|until|in|within|from|during|this|next|last|coming|end|of) )*"
    rf"(?:{_DATE}|tomorrow|today|yesterday|{_WEEKDAY}|week|month|quarter|year|fortnight|meeting"
    rf"|\d{{1,2}}[/.]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)"
    rf"|(?:next )?(?:\d+|{any_of(COUNTS)}) (?:days|weeks|months))"
)
# No person's words begin with these.
_NOBODY = (
    "am|are|be|been|did|do|does|had|has|have|is|was|were|will|not|i|it|there|this|that|about|at|by"
    "|for|from|in|of|on|to|with"
)
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SLOTS = {
    "topic": ("topic", r"(?:\S+ )+?"),
    "person": ("person", r"(?:\S+ ){1,5}?"),
    "time": ("time", f"(?:{_DATE}|{_PLACE}) "),
    "date": ("time", f"(?:{_DATE}) "),
    "place": ("time", f"{_PLACE} "),
    "days": ("days", f"{_DAYS} "),
    "channel": ("channel", r"#\S+ "),
    "number": ("number", r"#?\d{1,9} "),
    "ordinal": ("number", rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}) "),
}
_PARTS = re.compile(r"[()|?*!]|@[\w-]+|\{\w+\}|[\w£%$][\w'/;.£%-]*")
_TOKEN = re.compile(r"[^\s,;:?!…]+")
_SPLIT = re.compile(
    r"(?i)(who|what|when|where|how|that|it|there|here)['’](s|re|ll|d)|(\w+?)(n['’]t)"
)
_WHOLE = {"s": "is", "re": "are", "ll": "will", "d": "did"}
_NEGATIONS = {"ca": "can", "wo": "will", "sha": "shall"}
_BARE = re.compile(r"(?i)(i|we|they|you)['’](m|re|ve|d|ll)")
_FORMS = {"m": "am", "re": "are", "ve": "have", "d": "would", "ll": "will"}


class RowError(ValueError):
    """A row that cannot be understood; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its patterns, the questions that must and must not fit, and what else it
    says of itself (`more`)."""

    id: str
    patterns: tuple["Pattern", ...]
    fits: tuple[str, ...]
    unfit: tuple[str, ...]
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A row that a message fits, and what stands in its slots, "" where nothing does."""

    row: Row
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """A message in words: as patterns read them, and as they were typed. `places` are the places
    of those that are no filler."""

    words: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def read(self) -> str:
        """The words that a pattern is read against."""
        return "".join(f"{self.words[place]} " for place in self.places)


class Table:
    """The rows of one file, in their order."""

    def __init__(self, name: str) -> None:
        """Read `name`.toml of this package; raises RowError where a row is faulty."""
        data = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
        self._short: dict[str, str] = data.get("short", {})
        self.asked: dict[str, str] = data.get("asked", {})
        self._fillers = _alternatives(data["fillers"])
        self._classes: dict[str, Piece] = {}
        for word, pattern in data["words"].items():  # a class may use those above it
            self._classes[word] = Reader(pattern, self._classes, f"class {word}").whole()
        leads = Reader(f"({data['leads']})*", self._classes, "leads").whole()
        self._leads = re.compile(leads.text, re.IGNORECASE)
        self.rows = tuple(self._row(row) for row in data["row"])

    def read(self, message: str) -> Reading | None:
        """The first row that a message fits, else that one of its clauses fits."""
        readings = map(self.whole, _clauses(message))
        return next((reading for reading in readings if reading), None)

    def whole(self, message: str) -> Reading | None:
        """The first row that a message fits as a whole, with or without its leading words."""
        return next(self.readings(message), None)

    def readings(self, message: str) -> Iterator[Reading]:
        """Each row that a message fits as a whole, in their order."""
        typed = self._typed(message)
        if not typed.places or len(typed.words) > LONGEST:
            return
        begun = self._leads.match(typed.read)
        starts = dict.fromkeys((begun.end() if begun else 0, 0))
        for row in self.rows:
            for pattern, start in product(row.patterns, starts):
                match = pattern.match(typed.read, start)
                slots = _slots(match, typed) if match else None
                if slots is not None and not any(map(self._is_pronoun, slots.values())):
                    yield Reading(row, slots)
                    break

    def names(self, word: str, text: str) -> bool:
        """Whether a text is nothing but what a class names."""
        read = self._typed(text).read
        return bool(read) and Pattern(self._classes[word]).match(read, 0) is not None

    def _is_pronoun(self, words: str) -> bool:
        """Whether a slot has nothing in it but what another message must say."""
        return "pronoun" in self._classes and self.names("pronoun", words)

    def _row(self, row: Mapping[str, Any]) -> Row:
        matches = [row["match"]] if isinstance(row["match"], str) else row["match"]
        patterns = tuple(self._pattern(match, row["id"]) for match in matches)
        more = {key: row[key] for key in row.keys() - {"id", "match", "fits", "not"}}
        return Row(row["id"], patterns, tuple(row["fits"]), tuple(row["not"]), more)

    def _pattern(self, pattern: str, name: str) -> "Pattern":
        for part in _PARTS.findall(pattern):
            if (part,) in self._fillers:
                raise RowError(f"{name}: “{part}” is a filler and stands in no pattern")
        return Pattern(Reader(pattern, self._classes, name).whole())

    def _typed(self, message: str) -> Typed:
        words = tuple(
            part
            for token in _TOKEN.findall(message.replace("’", "'"))
            for part in _whole(self._short.get(token.strip(".'\"").casefold(), token))
        )
        plain = [word.casefold() for word in words]
        places: list[int] = []
        place = 0
        while place < len(words):
            length = next((n for n in (4, 3, 2, 1) if self._is_filler(plain, place, n)), 0)
            if not length and re.search(r"\w", words[place]):
                places.append(place)
            place += length or 1
        return Typed(words, tuple(places))

    def _is_filler(self, plain: Sequence[str], place: int, length: int) -> bool:
        return tuple(plain[place : place + length]) in self._fillers


@cache
def table(name: str) -> Table:
    """The rows of `name`.toml in this package, read once; raises RowError where one is faulty."""
    return Table(name)


_BREAK = re.compile(r"[?!]+\s+|\.\s+|[,;:]\s*(?:but|so|and|like)?\s+|\s+[-–—]+\s+")
_ASKS = re.compile(
    r"(?i)(?:who|what|when|where|which|how|whose|has|have|is|are|was|were|did|do|does|any|can|could)"
    r"(?:['’]\w+)?\b"
)


def _clauses(message: str) -> Iterator[str]:
    """The whole of a message, then each of its clauses that asks something."""
    text = message.strip(' .,;:!?…"')
    yield text
    yield from (part for part in _BREAK.split(text) if part != text and _ASKS.match(part))


def _whole(token: str) -> list[str]:
    """A token as words of its own: "who's" is "who is", "wasn't" is "was not"."""
    parts: list[str] = []
    for word in token.strip('"“”()').rstrip(".").split():
        if match := _BARE.fullmatch(word):
            parts += [match[1], _FORMS[match[2].lower()]]
        elif match := _SPLIT.fullmatch(word):
            if match[1]:
                parts += [match[1], _WHOLE[match[2].lower()]]
            else:
                parts += [_NEGATIONS.get(match[3].lower(), match[3]), "not"]
        else:
            parts.append(word)
    return parts


def _slots(match: re.Match[str], typed: Typed) -> dict[str, str]:
    """What stands in each slot, with the fillers between its words; of a person with "the"."""
    found: dict[str, str] = {}
    for key, value in match.groupdict().items():
        name = key.rpartition("_")[0]
        if not value or found.get(name):
            continue
        first = match.string.count(" ", 0, match.start(key))
        last = match.string.count(" ", 0, match.end(key)) - 1
        start, end = typed.places[first], typed.places[last]
        if name == "person" and start and typed.words[start - 1].casefold() == "the":
            start -= 1
        found[name] = " ".join(typed.words[start : end + 1]).strip("'\"")
    return found


def _alternatives(words: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(part.split()) for part in words.split("|"))


# ---- patterns -----------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A piece of a pattern as a regular expression. `first` are the words that it can begin with,
    `needs` words of which one must stand in what it fits, None where that may be any: by them most
    patterns are passed over without being compiled. `empty`: it may take no word at all."""

    text: str
    first: frozenset[str] | None = frozenset()
    empty: bool = False
    needs: frozenset[str] | None = None

    def may_fit(self, words: Sequence[str]) -> bool:
        """Whether these words, in lower case, can fit it."""
        if self.needs is not None and self.needs.isdisjoint(words):
            return False
        return self.empty or self.first is None or (bool(words) and words[0] in self.first)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a row, compiled when it is first tried on words that it can begin with."""

    piece: Piece

    def match(self, read: str, start: int) -> re.Match[str] | None:
        """Where the words from `start` on fit as a whole; None where they do not."""
        if not self.piece.may_fit(read[start:].casefold().split()):
            return None
        return _compiled(self.piece.text).fullmatch(read, start)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


class Reader:
    """What is left to read of a pattern, and the piece that it comes to."""

    def __init__(self, pattern: str, classes: Mapping[str, Piece], name: str) -> None:
        """Take a pattern apart; `name` is the row's, for whoever has to mend it."""
        self.parts = _PARTS.findall(pattern)
        if "".join(self.parts) != "".join(pattern.split()):
            raise RowError(f"{name}: “{pattern}” has a sign that no pattern knows")
        self.classes, self.name, self.count = classes, name, 0

    def whole(self) -> Piece:
        """The whole of it; raises RowError, with the row's name, for what is no pattern."""
        piece = self._either()
        if self.parts:
            raise RowError(f"{self.name}: a bracket is closed that was not opened")
        return piece

    def _either(self) -> Piece:
        ways = [self._sequence()]
        while self.parts[:1] == ["|"]:
            self.parts.pop(0)
            ways.append(self._sequence())
        text = f"(?:{'|'.join(way.text for way in ways)})"
        empty = any(way.empty for way in ways)
        return Piece(text, _union(ways), empty, None if empty else _needs_of_any(ways))

    def _sequence(self) -> Piece:
        pieces: list[Piece] = []
        while self.parts and self.parts[0] not in ("|", ")"):
            one = self._one()
            if self.parts[:1] in (["?"], ["*"]):
                one = Piece(f"(?:{one.text}){self.parts.pop(0)}", one.first, empty=True)
            pieces.append(one)
        if len(pieces) == 1:
            return pieces[0]
        needed = next((n for n, piece in enumerate(pieces, 1) if not piece.empty), len(pieces))
        empty = all(piece.empty for piece in pieces)
        needs = [piece.needs for piece in pieces if piece.needs is not None and not piece.empty]
        text = "".join(piece.text for piece in pieces)
        return Piece(text, _union(pieces[:needed]), empty, min(needs, key=len, default=None))

    def _one(self) -> Piece:
        part = self.parts.pop(0)
        if part == "(":
            piece = self._either()
            if self.parts[:1] != [")"]:
                raise RowError(f"{self.name}: a bracket is not closed")
            self.parts.pop(0)
            return piece
        if part == "!":
            return Piece(f"(?!{self._one().text})", empty=True)
        if part.startswith("@"):
            return self._class(part[1:])
        if part.startswith("{"):
            return Piece(self._slot(part[1:-1]), None)
        return _literal(part)

    def _class(self, name: str) -> Piece:
        if name not in self.classes:
            raise RowError(f"{self.name}: there is no class “{name}”")
        piece = self.classes[name]
        if "(?P<" not in piece.text:
            return piece
        # A slot within a class has a name of its own wherever the class is used.
        text = re.sub(r"\(\?P<(\w+)_\d+>", lambda slot: self._opened(slot[1]), piece.text)
        return piece._replace(text=text)

    def _slot(self, kind: str) -> str:
        if kind not in _SLOTS:
            raise RowError(f"{self.name}: there is no slot “{kind}”")
        name, pattern = _SLOTS[kind]
        if name == "person":
            pattern = f"(?!{self.classes['everybody'].text}|(?:{_NOBODY}) ){pattern}"
        return f"{self._opened(name)}{pattern})"

    def _opened(self, name: str) -> str:
        self.count += 1
        return f"(?P<{name}_{self.count}>"


@cache
def _literal(word: str) -> Piece:
    """A word that must stand as it is."""
    words = frozenset((word.casefold(),))
    return Piece(f"{re.escape(word)} ", words, needs=words)


def _union(pieces: Sequence[Piece]) -> frozenset[str] | None:
    firsts = [piece.first for piece in pieces if piece.first is not None]
    return frozenset().union(*firsts) if len(firsts) == len(pieces) else None


def _needs_of_any(ways: Sequence[Piece]) -> frozenset[str] | None:
    needs = [way.needs for way in ways if way.needs is not None]
    return frozenset().union(*needs) if len(needs) == len(ways) else None
