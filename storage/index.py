"""Keeping the full-text index in step with the paragraphs. Called inside a write transaction."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlite_utils import Database

from storage.tokens import acronyms, stem, words
from storage.vectors import forget_embeddings
from storage.visibility import public

Side = Literal["published", "desk"]
SIDES: tuple[Side, Side] = ("published", "desk")
_AT_ONCE = 500  # rows a statement: SQLite allows no more than 999 parameters in some builds


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph as it is entered: the stems of its fields, and what it adds to the counts."""

    key: int
    side: Side
    fields: tuple[str, str, str]
    length: int
    words: frozenset[str]
    acronyms: frozenset[tuple[str, str]]


def index_paragraphs(db: Database, keys: Sequence[int]) -> None:
    """Enter these paragraphs (by `paragraphs.key`) as they now stand."""
    entries = list(_entries(db, keys))
    for side in SIDES:
        db.conn.executemany(
            f"insert into {side}_index (rowid, text, title, speakers) values (?, ?, ?, ?)",
            [(entry.key, *entry.fields) for entry in entries if entry.side == side],
        )
    _count(db, entries, 1)


def unindex_paragraphs(db: Database, keys: Sequence[int]) -> None:
    """Take these paragraphs out, before their rows change or go."""
    entries = list(_entries(db, keys))
    for side in SIDES:
        db.conn.executemany(
            f"delete from {side}_index where rowid = ?",
            [(entry.key,) for entry in entries if entry.side == side],
        )
    _count(db, entries, -1)
    forget_embeddings(db, keys)


def scrub_index(db: Database) -> None:
    """Leave no trace in the file of what has been taken out: merges the whole index anew.

    A deleted entry of FTS5 stays in its pages until they are merged. For after a withdrawal.
    """
    for side in SIDES:
        db.conn.execute(f"insert into {side}_index ({side}_index) values ('optimize')")


def rebuild_index(db: Database) -> None:
    """Make the whole index anew from the paragraphs, for when the rules of words have changed."""
    for table in ("published_index", "desk_index", "words", "acronyms"):
        db.conn.execute(f"delete from {table}")
    db.conn.execute("update index_sizes set paragraphs = 0, words = 0")
    for some in _batches(_all_keys(db), 5_000):
        index_paragraphs(db, some)


@dataclass(slots=True)
class Tally:
    """What the paragraphs of either side add up to, as the book should have counted it."""

    paragraphs: Counter[Side] = field(default_factory=Counter)
    lengths: Counter[Side] = field(default_factory=Counter)
    words: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, entry: _Entry) -> None:
        """Count one entry."""
        self.paragraphs[entry.side] += 1
        self.lengths[entry.side] += entry.length
        self.words.update((entry.side, word) for word in entry.words)
        self.words.update((entry.side, *pair) for pair in entry.acronyms)

    def counts(self) -> Counter[tuple[str, ...]]:
        """Count by side and word, by side and acronym, and the sizes of the sides."""
        totals = Counter(self.words)
        for side in SIDES:
            totals[side, "", "paragraphs", ""] = self.paragraphs[side]
            totals[side, "", "words", ""] = self.lengths[side]
        return +totals


def entries_as_made(db: Database, tally: Tally) -> Iterable[tuple[Side, int, tuple[str, str, str]]]:
    """Return every paragraph as it would be entered now: its side, key and fields; counted in
    `tally`."""
    for entry in _entries(db, _all_keys(db)):
        tally.add(entry)
        yield entry.side, entry.key, entry.fields


def _all_keys(db: Database) -> list[int]:
    return [row[0] for row in db.conn.execute("select key from paragraphs order by key")]


def _batches(keys: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _entries(db: Database, keys: Sequence[int]) -> Iterable[_Entry]:
    # a step for books of 1.0 makes the index anew before there are heads
    heads_column = "heads" if "heads" in db["paragraphs"].columns_dict else "'[]'"
    for some in _batches(keys, _AT_ONCE):
        marks = ",".join("?" * len(some))
        spoken = _spoken(db, some)
        for key, text, speaker, title, heads, exempt, status in db.conn.execute(
            f"select paragraphs.key, text, speaker, items.title, {heads_column}, exempt, status"
            " from paragraphs"
            " join items on items.id = item_id join meetings on meetings.id = items.meeting_id"
            f" where paragraphs.key in ({marks})",
            some,
        ):
            names = " . ".join(dict.fromkeys([*spoken.get(key, ()), *([speaker] * bool(speaker))]))
            title = " . ".join([title, *json.loads(heads)])  # a row is found by its columns' heads
            if status != "withdrawn":
                yield _entry(key, public(status, bool(exempt)), text, title, names)


def _entry(key: int, seen_by_all: bool, text: str, title: str, names: str) -> _Entry:
    read = [words(field) for field in (text, title, names)]
    return _Entry(
        key,
        "published" if seen_by_all else "desk",
        (
            " ".join(w.stem for w in read[0]),
            " ".join(w.stem for w in read[1]),
            " ".join(w.stem for w in read[2]),
        ),
        len(read[0]),
        frozenset(word.plain for field in read for word in field),
        frozenset(acronyms(text) | acronyms(title)),
    )


def _spoken(db: Database, keys: Sequence[int]) -> dict[int, list[str]]:
    """By paragraph: the names of those who speak in it."""
    speakers: dict[int, list[str]] = {}
    for key, name in db.conn.execute(
        "select paragraph_key, name from mentions where part <> 'mentioned'"
        f" and paragraph_key in ({','.join('?' * len(keys))}) order by paragraph_key, position",
        keys,
    ):
        speakers.setdefault(key, []).append(name)
    return speakers


def _count(db: Database, entries: Sequence[_Entry], sign: int) -> None:
    for side in SIDES:
        ours = [entry for entry in entries if entry.side == side]
        if not ours:
            continue
        counted = Counter((word, stem(word)) for entry in ours for word in entry.words)
        explained = Counter(pair for entry in ours for pair in entry.acronyms)
        _add(db, "words (word, stem", "word", side, sign, counted)
        _add(db, "acronyms (short, long", "short, long", side, sign, explained)
        db.conn.execute(
            "update index_sizes set paragraphs = paragraphs + ?, words = words + ? where side = ?",
            [sign * len(ours), sign * sum(entry.length for entry in ours), side],
        )
    if sign < 0:
        for table in ("words", "acronyms"):
            db.conn.execute(f"delete from {table} where published <= 0 and desk <= 0")


def _add(
    db: Database,
    table: str,
    key: str,
    side: Side,
    sign: int,
    counts: Counter[tuple[str, str]],
) -> None:
    """Add to a side's counts, or take away. `table` is the name and the first two columns."""
    db.conn.executemany(
        f"insert into {table}, {side}) values (?, ?, ?)"
        f" on conflict ({key}) do update set {side} = {side} + excluded.{side}",
        [(*pair, sign * count) for pair, count in sorted(counts.items())],
    )
