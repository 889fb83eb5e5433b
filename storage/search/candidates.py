"""Paragraphs that may answer, straight out of FTS5."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from storage.index import SIDES, Side
from storage.records import Viewer
from storage.search.offices import terms_of
from storage.search.wanted import Filters, Heard, Term
from storage.visibility import meeting_visible, paragraph_visible

# What a word is worth in a paragraph's text, in its item's title, among its speakers' names.
BM25_WEIGHTS = (1.0, 0.5, 0.3)
MOST_WEIGHED = 2_000  # paragraphs that are put in order by BM25, which costs more than finding them
AT_ONCE = 500  # keys a statement: SQLite allows no more than 999 parameters in some builds

_FROM = """
    join paragraphs on paragraphs.key = found.rowid
    join items on items.id = paragraphs.item_id
    join meetings on meetings.id = paragraphs.meeting_id
"""


def sides(viewer: Viewer) -> tuple[Side, ...]:
    """The parts of the index that this viewer may search."""
    return SIDES if viewer.secretariat else ("published",)


def any_of(terms: Iterable[Term]) -> str:
    """An FTS5 expression that one of these terms meets."""
    return " OR ".join(f"({_term(term)})" for term in terms)


def all_of(terms: Iterable[Term]) -> str:
    """An FTS5 expression that all of these terms together meet."""
    return " AND ".join(f"({_term(term)})" for term in terms)


def _term(term: Term) -> str:
    return " OR ".join(phrase(form.stems) for form in term.forms)


def phrase(stems: Sequence[str]) -> str:
    """Stems in this order as an FTS5 string. They are letters, digits and points: no quotes."""
    return '"' + " ".join(stems) + '"'


def nearest(
    db: Database, viewer: Viewer, expression: str, filters: Filters, limit: int, offset: int = 0
) -> list[int]:
    """Keys of the paragraphs that meet the expression, best by BM25 first.

    Of more than MOST_WEIGHED on a side those that were entered last are weighed.
    """
    join, values = _join(db, viewer, filters)
    inside = _within(filters)
    found: list[tuple[float, int]] = []
    for side in sides(viewer):
        (oldest,) = db.conn.execute(
            f"select min(rowid) from (select found.rowid from (select rowid from {side}_index"
            f" where {side}_index match ?{inside} order by rowid desc) as found {join} limit ?)",
            [expression, *values, max(MOST_WEIGHED, limit + offset)],
        ).fetchone()
        if oldest is None:
            continue
        weights = ", ".join(map(str, BM25_WEIGHTS))
        found += db.conn.execute(
            f"select score, found.rowid from (select rowid, bm25({side}_index, {weights}) as score"
            f" from {side}_index where {side}_index match ?{inside} and rowid >= ?) as found {join}"
            " order by score, found.rowid limit ?",
            [expression, oldest, *values, limit + offset],
        ).fetchall()
    return [key for _, key in sorted(found)[offset : limit + offset]]


def among(
    db: Database, viewer: Viewer, keys: Sequence[int], filters: Filters, most: int
) -> list[int]:
    """Of these keys the first that the viewer may see and the filters let through."""
    conditions, values = _conditions(db, viewer, filters)
    found: list[int] = []
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        chosen = db.conn.execute(
            "select paragraphs.key from paragraphs join items on items.id = item_id"
            " join meetings on meetings.id = paragraphs.meeting_id"
            f" where paragraphs.key in ({','.join('?' * len(some))})"
            f" and {' and '.join([paragraph_visible(viewer), *conditions])}",
            [*some, *values],
        ).fetchall()
        allowed = {key for (key,) in chosen}
        found += [key for key in some if key in allowed]
        if len(found) >= most:
            break
    return found[:most]


def any_meets(db: Database, viewer: Viewer, expression: str, filters: Filters) -> bool:
    """Whether any paragraph meets the expression."""
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
    """How many paragraphs meet the expression."""
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
    """Keys of the paragraphs that the filters alone choose, newest meeting first; how many."""
    conditions, values = _conditions(db, viewer, filters)
    chosen = (
        "from paragraphs join items on items.id = paragraphs.item_id"
        " join meetings on meetings.id = paragraphs.meeting_id"
        f" where {' and '.join([paragraph_visible(viewer), *conditions])}"
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
    conditions, values = _conditions(db, viewer, filters)
    return (f"{_FROM} where {' and '.join(conditions)}" if conditions else ""), values


def _conditions(db: Database, viewer: Viewer, filters: Filters) -> tuple[list[str], list[Any]]:
    """The filters as SQL conditions over paragraphs, items and meetings, with their values."""
    conditions: list[str] = []
    values: list[Any] = []

    def where(condition: str, *given: Any) -> None:
        conditions.append(condition)
        values.extend(given)

    for heard in filters.heard:
        where(*_heard(db, viewer, heard))
    if filters.among:
        where("paragraphs.key between ? and ?", *filters.among)
    if filters.since:
        where("meetings.date >= ?", filters.since.isoformat())
    if filters.until:
        where("meetings.date <= ?", filters.until.isoformat())
    if filters.meeting:
        where(_at_meeting(viewer, "max" if filters.meeting == "last" else "min"))
    if filters.panel:
        where("(instr(lower(coalesce(panel, '') || ' ' || coalesce(meetings.title, '')), ?) > 0)",
              filters.panel.lower())  # fmt: skip
    if filters.item:
        where("(items.number = ? or instr(lower(items.title), ?) > 0)",
              filters.item, filters.item.lower())  # fmt: skip
    if filters.kind:
        where("paragraphs.kind = ?", filters.kind)
    if filters.actions:
        where("exists (select 1 from actions where certain and paragraph_id = paragraphs.id)")
    if filters.exempt:
        where("items.exempt = 1")
    if filters.draft:
        where("meetings.status = 'draft'")
    if filters.excluded:
        expression = " OR ".join(phrase(form.stems) for form in filters.excluded)
        for side in sides(viewer):
            inside = f"select rowid from {side}_index where {side}_index match ?"
            where(f"paragraphs.key not in ({inside})", expression)
    return conditions, values


def _at_meeting(viewer: Viewer, which: str) -> str:
    """At the last ("max") or first ("min") meeting of each panel."""
    return f"""meetings.date = (select {which}(other.date) from meetings as other
        where other.panel is meetings.panel and {meeting_visible(viewer, "other")})"""


def _heard(db: Database, viewer: Viewer, heard: Heard) -> tuple[Any, ...]:
    """The condition, then its values: that one of the people is heard.

    They themselves, or the office that one of them held that day, or who held that office.
    """
    marks = ",".join("?" * len(heard.people))
    part = ",".join(f"'{part}'" for part in heard.parts)
    that_day = (
        "select paragraph_key from attendance"
        " cross join paragraphs as said on said.meeting_id = attendance.meeting_id"
        " cross join mentions on paragraph_key = said.key"
    )
    ways = [
        f"select paragraph_key from mentions where part in ({part}) and person_id in ({marks})",
        f"{that_day} where part in ({part}) and attendance.person_id in ({marks})"
        " and mentions.person_id = office_id",
        f"{that_day} where part in ({part}) and office_id in ({marks})"
        " and mentions.person_id = attendance.person_id",
    ]
    values: list[Any] = [*heard.people] * len(ways)
    for term in terms_of(db, viewer, heard.people):
        ways.append(
            "select paragraph_key from mentions join paragraphs as said on said.key = paragraph_key"
            " join meetings as met on met.id = said.meeting_id"
            f" where part in ({part}) and person_id = ? and met.date >= ? and met.date < ?"
        )
        values += (term.office, term.since, term.until)
    return f"paragraphs.key in ({' union all '.join(ways)})", *values


def fields(db: Database, viewer: Viewer, keys: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """By key: the stems of text, title and speakers, as the index holds them."""
    found: dict[int, tuple[str, str, str]] = {}
    marks = ",".join("?" * len(keys))
    for side in sides(viewer):
        for key, text, title, speakers in db.conn.execute(
            f"select rowid, text, title, speakers from {side}_index where rowid in ({marks})",
            list(keys),
        ):
            found[key] = (text, title, speakers)
    return found


def circumstances(db: Database, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """(key, item, position, kind, date, whether somebody asks, whether it is a spoken turn) of
    these paragraphs."""
    return db.conn.execute(
        "select paragraphs.key, item_id, position, kind, coalesce(date, ''),"
        " exists (select 1 from mentions where paragraph_key = paragraphs.key and part = 'asks'),"
        " speaker is not null"
        " from paragraphs join meetings on meetings.id = meeting_id"
        f" where paragraphs.key in ({','.join('?' * len(keys))})",
        list(keys),
    ).fetchall()


def resolutions(db: Database, viewer: Viewer, expression: str, keys: Sequence[int]) -> list[int]:
    """The resolutions in the items of these paragraphs that meet the expression."""
    found: list[int] = []
    for side in sides(viewer):
        found += (
            key
            for (key,) in db.conn.execute(
                f"select rowid from {side}_index where {side}_index match ? and rowid in ("
                "select other.key from paragraphs join paragraphs as other"
                " on other.item_id = paragraphs.item_id where other.kind = 'resolution'"
                f" and paragraphs.key in ({','.join('?' * len(keys))})) order by rowid",
                [expression, *keys],
            )
        )
    return found


def neighbours(
    db: Database, viewer: Viewer, keys: Sequence[int], known: Sequence[int], reach: int = 2
) -> list[int]:
    """The paragraphs up to `reach` before and after these in their items, but for those known."""
    rows = db.conn.execute(
        "select distinct other.key from paragraphs join paragraphs as other"
        " on other.item_id = paragraphs.item_id"
        " and other.position between paragraphs.position - ? and paragraphs.position + ?"
        " join items on items.id = other.item_id join meetings on meetings.id = items.meeting_id"
        f" where paragraphs.key in ({','.join('?' * len(keys))}) and {paragraph_visible(viewer)}"
        " order by other.key",
        [reach, reach, *keys],
    )
    held = set(known)
    return [key for (key,) in rows if key not in held]
