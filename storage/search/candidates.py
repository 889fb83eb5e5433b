"""Paragraphs that may answer, straight out of FTS5."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from storage.meetings import AT_ONCE
from storage.model import Viewer
from storage.search.fts_query import (
    Asked,
    Filters,
    Query,
    Term,
    all_of,
    any_of,
    ask_all,
    ask_any,
    conditions,
    sides,
)
from storage.search.ranking import CLOSE, NEEDED_SPOKEN, SHORT, Place, TermWeights
from storage.visibility import paragraph_visible

# What a word is worth in a paragraph's text, in its item's title, among its speakers' names.
BM25_WEIGHTS = (1.0, 0.5, 0.3)
ENOUGH = 500  # paragraphs worth most, among which are the best by BM25 of all
MOST = 30_000  # paragraphs that meet the same and are all weighed

_FROM = """
    join paragraphs on paragraphs.key = found.rowid
    join items on items.id = paragraphs.item_id
    join meetings on meetings.id = paragraphs.meeting_id
"""


def nearest(
    db: Database, viewer: Viewer, asked: Asked, filters: Filters, limit: int, offset: int = 0
) -> list[int]:
    """Return keys of the paragraphs that meet what is asked, best by BM25 first.

    BM25 costs far more than finding: of many paragraphs only those worth most are weighed.
    """
    join, values = _join(db, viewer, filters)
    chosen = _worthiest(db, viewer, asked, filters, limit + offset)
    only = "" if chosen is None else " and +rowid in (select value from json_each(?))"
    given = [] if chosen is None else [json.dumps(chosen)]
    weights = ", ".join(map(str, BM25_WEIGHTS))
    scored: list[tuple[float, int]] = []
    for side in sides(viewer):
        scored += db.conn.execute(
            f"select score, found.rowid from (select rowid, bm25({side}_index, {weights}) as score"
            f" from {side}_index where {side}_index match ?{_within(filters)}{only}) as found"
            f" {join} order by score, found.rowid limit ?",
            [asked.expression, *given, *values, limit + offset],
        ).fetchall()
    return [key for _, key in sorted(scored)[offset : limit + offset]]


def _worthiest(
    db: Database, viewer: Viewer, asked: Asked, filters: Filters, least: int
) -> list[int] | None:
    """The keys of enough paragraphs, at least so many, that are worth most; None for all there
    are, where they are few."""
    few = max(MOST if asked.every else ENOUGH, least)
    if len(_meeting(db, viewer, asked.expression, filters, few + 1)) <= few:
        return None
    chosen: set[int] = set()
    for expression in asked.narrower:
        keys = _meeting(db, viewer, expression, filters)
        step = 1 + len(keys) // max(MOST, least)
        chosen.update(keys[::step])  # evenly over the years
        if len(chosen) >= max(ENOUGH, least):
            break
    return list(chosen)


def _meeting(
    db: Database, viewer: Viewer, expression: str, filters: Filters, most: int = -1
) -> list[int]:
    """The keys of the paragraphs that meet an expression; so many on a side at most."""
    join, values = _join(db, viewer, filters)
    return [
        key
        for side in sides(viewer)
        for (key,) in db.conn.execute(
            f"select found.rowid from (select rowid from {side}_index"
            f" where {side}_index match ?{_within(filters)}) as found {join} limit ?",
            [expression, *values, most],
        )
    ]


def among(
    db: Database, viewer: Viewer, keys: Sequence[int], filters: Filters, most: int
) -> list[int]:
    """Return the first of these keys that the viewer may see and the filters let through."""
    clauses, values = conditions(db, viewer, filters)
    matching: list[int] = []
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        chosen = db.conn.execute(
            "select paragraphs.key from paragraphs join items on items.id = item_id"
            " join meetings on meetings.id = paragraphs.meeting_id"
            f" where paragraphs.key in ({','.join('?' * len(some))})"
            f" and {' and '.join([paragraph_visible(viewer), *clauses])}",
            [*some, *values],
        ).fetchall()
        allowed = {key for (key,) in chosen}
        matching += [key for key in some if key in allowed]
        if len(matching) >= most:
            break
    return matching[:most]


def any_meets(db: Database, viewer: Viewer, expression: str, filters: Filters) -> bool:
    """Return whether any paragraph meets the expression."""
    join, values = _join(db, viewer, filters)
    inside = _within(filters)
    return any(
        db.conn.execute(
            f"select 1 from (select rowid from {side}_index where {side}_index match ?{inside})"
            f" as found {join} limit 1",
            [expression, *values],
        ).fetchone()
        for side in sides(viewer)
    )


def _within(filters: Filters) -> str:
    """The same bounds on keys for FTS5 itself, which then looks at no others."""
    return " and rowid between {} and {}".format(*filters.among) if filters.among else ""


def count(db: Database, viewer: Viewer, expression: str, filters: Filters) -> int:
    """Return how many paragraphs meet the expression."""
    join, values = _join(db, viewer, filters)
    total = 0
    for side in sides(viewer):
        total += db.conn.execute(
            f"select count(*) from (select rowid from {side}_index"
            f" where {side}_index match ?) as found {join}",
            [expression, *values],
        ).fetchone()[0]
    return total


def listed(
    db: Database, viewer: Viewer, filters: Filters, oldest_first: bool, limit: int, offset: int
) -> tuple[list[int], int]:
    """Return keys of the paragraphs that the filters alone choose, newest meeting first; how
    many."""
    clauses, values = conditions(db, viewer, filters)
    chosen = (
        "from paragraphs join items on items.id = paragraphs.item_id"
        " join meetings on meetings.id = paragraphs.meeting_id"
        f" where {' and '.join([paragraph_visible(viewer), *clauses])}"
    )
    order = "asc" if oldest_first else "desc"
    keys = db.conn.execute(
        f"select paragraphs.key {chosen} order by date {order}, meetings.id, items.position,"
        " paragraphs.position limit ? offset ?",
        [*values, limit, offset],
    ).fetchall()
    (total,) = db.conn.execute(f"select count(*) {chosen}", values).fetchone()
    return [key for (key,) in keys], total


def _join(db: Database, viewer: Viewer, filters: Filters) -> tuple[str, list[Any]]:
    """What is joined to rows `found` out of an index so that the filters hold, with its values."""
    clauses, values = conditions(db, viewer, filters)
    return (f"{_FROM} where {' and '.join(clauses)}" if clauses else ""), values


def ranking_fields(
    db: Database, viewer: Viewer, keys: Sequence[int]
) -> dict[int, tuple[str, str, str]]:
    """Return, by key, the stems of text, title and speakers, as the index holds them."""
    fields: dict[int, tuple[str, str, str]] = {}
    marks = ",".join("?" * len(keys))
    for side in sides(viewer):
        for key, text, title, speakers in db.conn.execute(
            f"select rowid, text, title, speakers from {side}_index where rowid in ({marks})",
            list(keys),
        ):
            fields[key] = (text, title, speakers)
    return fields


def circumstances(db: Database, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (key, item, position, kind, date, whether somebody asks, whether it is a spoken turn)
    of these paragraphs."""
    return db.conn.execute(
        "select paragraphs.key, item_id, position, kind, coalesce(date, ''),"
        " exists (select 1 from mentions where paragraph_key = paragraphs.key and part = 'asks'),"
        " speaker is not null"
        " from paragraphs join meetings on meetings.id = meeting_id"
        f" where paragraphs.key in ({','.join('?' * len(keys))})",
        list(keys),
    ).fetchall()


def resolutions(db: Database, viewer: Viewer, expression: str, keys: Sequence[int]) -> list[int]:
    """Return the resolutions in the items of these paragraphs that meet the expression."""
    matching: list[int] = []
    for side in sides(viewer):
        matching += (
            key
            for (key,) in db.conn.execute(
                f"select rowid from {side}_index where {side}_index match ? and rowid in ("
                "select other.key from paragraphs join paragraphs as other"
                " on other.item_id = paragraphs.item_id where other.kind = 'resolution'"
                f" and paragraphs.key in ({','.join('?' * len(keys))})) order by rowid",
                [expression, *keys],
            )
        )
    return matching


def neighbours(
    db: Database, viewer: Viewer, keys: Sequence[int], known: Sequence[int], reach: int = 2
) -> list[int]:
    """Return the paragraphs up to `reach` before and after these in their items, but for those
    known."""
    rows = db.conn.execute(
        "select distinct other.key from paragraphs join paragraphs as other"
        " on other.item_id = paragraphs.item_id"
        " and other.position between paragraphs.position - ? and paragraphs.position + ?"
        " join items on items.id = other.item_id join meetings on meetings.id = items.meeting_id"
        f" where paragraphs.key in ({','.join('?' * len(keys))}) and {paragraph_visible(viewer)}"
        " order by other.key",
        [reach, reach, *keys],
    )
    known_keys = set(known)
    return [key for (key,) in rows if key not in known_keys]


# ---- the paragraphs that may answer -----------------------------------------------------------
# From all the ways in which one may come to be considered.


CANDIDATES = 64  # paragraphs that are ranked by more than their words
BEST_ITEMS = 30  # candidates whose items' resolutions are looked at too
MEANT = 40  # candidates by meaning alone


@dataclass(frozen=True, slots=True)
class Gathered:
    """Keys of the candidates, best by BM25 first; what FTS5 was asked for them; whether that is
    for paragraphs that meet the question whole, and whether there may be more of those."""

    keys: list[int]
    asked: Asked
    whole: bool
    full: bool


def gather(
    db: Database,
    viewer: Viewer,
    wanted: Query,
    scale: TermWeights,
    alike: Sequence[tuple[int, float]] = (),
) -> Gathered:
    """Return the candidates by words, those beside them, and those that a model found (`alike`)."""
    asked, whole = _asked(db, viewer, wanted, scale)
    keys = nearest(db, viewer, asked, wanted.filters, CANDIDATES)
    full = len(keys) == CANDIDATES
    if wanted.filters.heard and not whole:
        keys += _answering(db, viewer, wanted, asked, keys)
    if wanted.decision:
        keys += _resolutions(db, viewer, wanted, keys)
        whole = whole and full
    if alike and not whole and not any(term.needed for term in wanted.terms):
        near = [key for key, likeness in alike if likeness >= CLOSE and key not in set(keys)]
        keys += among(db, viewer, near, wanted.filters, MEANT)
    return Gathered(keys, asked, whole, full)


def _asked(db: Database, viewer: Viewer, wanted: Query, scale: TermWeights) -> tuple[Asked, bool]:
    """What FTS5 is asked, and whether it is for paragraphs that meet the question whole.

    A short question is met whole where any paragraph does so. Otherwise a paragraph must have
    one of the rarest words, without all of which the share that is needed cannot be reached.
    """
    content = [term for term in wanted.terms if not term.light]
    short = len(content) <= SHORT and not wanted.asked
    if (short or all(term.needed for term in content)) and any_meets(
        db, viewer, all_of(content), wanted.filters
    ):
        return ask_all(content), True
    needed = [term for term in content if term.needed]
    if needed:
        return ask_all(needed), False
    return ask_any(_rarest(scale)), False


def _rarest(scale: TermWeights) -> list[tuple[float, Term]]:
    """The fewest terms of which every paragraph that may answer has one, rarest first, each with
    its rarity."""
    pairs = [p for p in zip(scale.rarity, scale.terms, strict=True) if not p[1].light]
    pairs.sort(key=lambda pair: -pair[0])
    left = scale.telling
    chosen: list[tuple[float, Term]] = []
    for rarity, term in pairs:
        chosen.append((rarity, term))
        left -= rarity
        if left < scale.telling * NEEDED_SPOKEN * 0.6:
            break
    return chosen


def _answering(
    db: Database, viewer: Viewer, wanted: Query, asked: Asked, keys: Sequence[int]
) -> list[int]:
    """What the people who are to be heard say right beside words that meet the question: an
    answer rarely says again what was asked."""
    anybody = replace(wanted.filters, heard=())
    met = nearest(db, viewer, asked, anybody, BEST_ITEMS)
    beside = neighbours(db, viewer, met, [*met, *keys], reach=1)
    return among(db, viewer, beside, wanted.filters, BEST_ITEMS)


def _resolutions(db: Database, viewer: Viewer, wanted: Query, keys: Sequence[int]) -> list[int]:
    """The resolutions of the items that the best candidates stand in, if they meet anything."""
    content = any_of(term for term in wanted.terms if not term.light)
    resolved = resolutions(db, viewer, content, keys[:BEST_ITEMS])
    return [key for key in resolved if key not in set(keys)]


def places(
    db: Database, viewer: Viewer, keys: Sequence[int], scale: TermWeights | None = None
) -> list[Place]:
    """Return these paragraphs with what ranking needs of them; with a scale only those that have a
    word of it."""
    fields = ranking_fields(db, viewer, keys) if keys else {}
    if scale:
        fields = {key: texts for key, texts in fields.items() if scale.meets_any(texts)}
    placed = []
    for key, *rest in circumstances(db, [key for key in keys if key in fields]):
        text, title, speakers = map(str.split, fields[key])
        placed.append(Place(key, text, title, speakers, *rest))
    return placed
