"""What paragraphs mean, as vectors of a model: kept beside them, gone with them, compared.

A vector is kept as int8, each scaled to its own largest number; only its direction counts. They
are compared one by one in memory: the sqlite3 of many Pythons loads no extension that could.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

if TYPE_CHECKING:
    import numpy as np

_AT_ONCE = 500  # rows a statement: SQLite allows no more than 999 parameters in some builds
_TOGETHER = 512  # vectors that are compared at a time: what that takes stays in the cache

# Paragraphs of which a model has no vector yet. What is withdrawn is not read any more.
_WANTING = """
    from paragraphs join items on items.id = item_id
    join meetings on meetings.id = paragraphs.meeting_id
    where status <> 'withdrawn' and not exists (
        select 1 from meanings where model = ? and paragraph_key = paragraphs.key)
"""


def missing_embeddings(db: Database, model: str, most: int) -> list[tuple[int, str, str]]:
    """Return (key, title of the item, text) of paragraphs of which the model has no vector yet."""
    return db.conn.execute(
        f"select paragraphs.key, items.title, text {_WANTING} order by paragraphs.key limit ?",
        [model, most],
    ).fetchall()


def any_vectors(db: Database) -> bool:
    """Return whether any paragraph has been read by a model."""
    return db.execute("select 1 from meanings limit 1").fetchone() is not None


def count_missing(db: Database, model: str) -> int:
    """Return how many those are."""
    (count,) = db.conn.execute(f"select count(*) {_WANTING}", [model]).fetchone()
    return int(count)


def keep_embeddings(db: Database, model: str, vectors: Iterable[tuple[int, bytes]]) -> None:
    """Keep a model's vectors, and no other model's of the same paragraphs. Those of paragraphs
    that have gone meanwhile are dropped."""
    for key, vector in vectors:
        db.execute("delete from meanings where paragraph_key = ?", [key])
        db.execute(
            "insert into meanings (paragraph_key, model, vector)"
            " select key, ?, ? from paragraphs where key = ?",
            [model, vector, key],
        )


def forget_embeddings(db: Database, keys: Sequence[int]) -> None:
    """Drop the vectors of these paragraphs."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        db.conn.execute(f"delete from meanings where paragraph_key in ({marks})", list(some))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All vectors of a model as they were when `stamp` was true of the book."""

    stamp: tuple[Any, ...]
    keys: "np.ndarray[Any, Any]"
    vectors: "np.ndarray[Any, Any]"
    lengths: "np.ndarray[Any, Any]"


class Embeddings:
    """The vectors of one model, held in memory until the book's change."""

    def __init__(self, model: str) -> None:
        """`model` is the id that its vectors are kept under."""
        self._model = model
        self._loaded: _Loaded | None = None

    def like(
        self, db: Database, vector: "np.ndarray[Any, Any]", least: float, most: int
    ) -> list[tuple[int, float]]:
        """Return (key, likeness) of the paragraphs most like a vector of length 1, the likest
        first.

        Whoever asks must see to it that the viewer may see them.
        """
        import numpy as np

        stored = self._current(db)
        if not len(stored.keys):
            return []
        likeness = np.concatenate(
            [
                stored.vectors[start : start + _TOGETHER].astype(np.float32) @ vector
                for start in range(0, len(stored.keys), _TOGETHER)
            ]
        )
        likeness /= stored.lengths
        near = np.flatnonzero(likeness >= least)
        order = near[np.lexsort((stored.keys[near], -likeness[near]))][:most]
        return [(int(stored.keys[n]), round(float(likeness[n]), 4)) for n in order]

    def _current(self, db: Database) -> _Loaded:
        """Read anew only where the book has other vectors than before."""
        loaded = self._loaded
        # An id is never used twice, so that no change leaves both of these as they were.
        stamp = db.conn.execute(
            "select count(*), max(id), file from meanings,"
            " (select file from pragma_database_list where name = 'main') where model = ?",
            [self._model],
        ).fetchone()
        if loaded is None or loaded.stamp != stamp:
            loaded = self._loaded = self._read(db, stamp)
        return loaded

    def _read(self, db: Database, stamp: tuple[Any, ...]) -> _Loaded:
        import numpy as np

        rows = db.conn.execute(
            "select paragraph_key, vector from meanings where model = ? order by paragraph_key",
            [self._model],
        ).fetchall()
        keys = np.array([key for key, _ in rows], dtype=np.int64)
        vectors = np.frombuffer(b"".join(vector for _, vector in rows), dtype=np.int8)
        vectors = vectors.reshape(len(rows), -1) if rows else vectors
        lengths = [
            np.linalg.norm(vectors[start : start + _TOGETHER].astype(np.float32), axis=1)
            for start in range(0, len(rows), _TOGETHER)
        ]
        return _Loaded(stamp, keys, vectors, np.concatenate(lengths) if rows else vectors)
