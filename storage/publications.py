"""What has been published, in order: each meeting when everybody first saw it, and when it changed.

Minutes are told apart by their words, not by when they were written: the same words again are
no publication. Numbers rise in the order in which they became visible.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from storage.audit import record_step
from storage.database import Book
from storage.keys import Key
from storage.model import MEMBER, Hand, Viewer
from storage.visibility import meeting_visible, paragraph_visible

OLD = dt.timedelta(days=180)  # minutes as old as that when they come in are no news
MANY = 5  # more old minutes than that within a day are a backlog
What = Literal["new", "amended", "exempt", "backlog"]


@dataclass(frozen=True, slots=True)
class Publication:
    """A meeting that came to be seen, or changed. `exempt`: only what members may not see did;
    `backlog`: it came in as old news.

    `print` stands for the words that everybody may see; `old` marks minutes that were old when
    they came in.
    """

    id: int
    meeting_id: int
    at: dt.datetime
    what: What
    print: str
    old: bool


def print_of(text: str) -> str:
    """Return a short name for words, the same wherever they stand."""
    plain = " ".join(text.split())
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def back_date(db: Database, meeting_id: int) -> None:
    """Count a meeting that came in with a backlog as published when it was first made public:
    it is news to nobody, and no saved search is asked of it."""
    db.execute(
        "update publications set old = 1, what = 'backlog', matched = 1,"
        " at = (select first_published from meetings where id = meeting_id) where meeting_id = ?",
        [meeting_id],
    )


def note_publication(db: Database, meeting_id: int, now: dt.datetime) -> None:
    """Write down that a meeting is seen as it now stands, if that is anything new.

    Called within the transaction that published or changed it.
    """
    (meeting,) = db.query("select status, date from meetings where id = ?", [meeting_id])
    if meeting["status"] != "published":
        return
    prints = _prints(db, meeting_id)
    public = print_of(" ".join(print_ for print_, seen in prints if seen))
    last = _last_print(db, meeting_id)
    fresh = set(prints) - _known(db, meeting_id)
    if last == public and not fresh:
        return
    what: What = "new" if last is None else "exempt" if last == public else "amended"
    old = meeting["date"] is not None and now.date() - dt.date.fromisoformat(meeting["date"]) > OLD
    row: Any = db.execute(
        "insert into publications (meeting_id, at, what, print, old) values (?, ?, ?, ?, ?)"
        " returning id",
        [meeting_id, now.isoformat(), what, public, int(old)],
    ).fetchone()
    db.conn.executemany(
        "insert into published_prints (meeting_id, print, public, publication_id)"
        " values (?, ?, ?, ?)",
        [(meeting_id, print_, int(seen), row[0]) for print_, seen in sorted(fresh)],
    )


def ever_published(db: Database, meeting_id: int) -> bool:
    """Return whether everybody could read the meeting at any time, withdrawn as it may be by
    now."""
    return bool(
        list(db.query("select 1 from publications where meeting_id = ? limit 1", [meeting_id]))
    )


def public_content(db: Database, meeting_id: int) -> frozenset[tuple[object, ...]]:
    """Return everything that members read of a meeting, piece by piece; nothing of a draft."""
    heads = db.execute(
        "select panel, title, date, time, place, url, next_meeting from meetings"
        f" where id = ? and {meeting_visible(MEMBER)}",
        [meeting_id],
    )
    paragraphs = db.execute(
        "select items.number, items.title, items.url, paragraphs.number, text, kind, speaker,"
        " given_speakers from items join meetings on meetings.id = items.meeting_id"
        " left join paragraphs on item_id = items.id"
        f" where items.meeting_id = ? and {paragraph_visible(MEMBER)}",
        [meeting_id],
    )
    return frozenset([*heads.fetchall(), *paragraphs.fetchall()])


def last_publication(book: Book, until: dt.datetime | None = None) -> int:
    """Return the number of the last publication; where a moment is given, of the last before the
    first that came after it. 0 without any."""
    row: Any = (
        book.read()
        .execute(
            "select coalesce((select min(id) - 1 from publications where at > ?), max(id), 0)"
            " from publications",
            [until.isoformat() if until else None],
        )
        .fetchone()
    )
    return int(row[0])


def publications(book: Book, after: int, until: int) -> tuple[Publication, ...]:
    """Return those with numbers above `after`, up to `until`."""
    rows = book.read().query(
        "select * from publications where id > ? and id <= ? order by id", [after, until]
    )
    return tuple(_publication(row) for row in rows)


def unmatched(book: Book) -> tuple[Publication, ...]:
    """Return those in which saved searches have not been looked for yet."""
    rows = book.read().query("select * from publications where not matched order by id")
    return tuple(_publication(row) for row in rows)


def in_backlog(book: Book, publication_id: int) -> bool:
    """Return whether it is one of many old minutes that came in within a day: they are counted, not
    told one by one."""
    row: Any = (
        book.read()
        .execute(
            "select count(*) from publications as one join publications as other"
            " on other.old and abs(julianday(other.at) - julianday(one.at)) <= 1"
            " where one.id = ? and one.old",
            [publication_id],
        )
        .fetchone()
    )
    return bool(row[0] > MANY)


def fresh_paragraphs(book: Book, viewer: Viewer, publication_id: int) -> dict[int, str]:
    """Return, by key, the ids of the paragraphs whose words this publication was the first to
    show."""
    rows = book.read().query(
        f"""
        select paragraphs.key, paragraphs.id, text, exempt from paragraphs
        join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id
        where paragraphs.meeting_id = (select meeting_id from publications where id = ?)
        and {paragraph_visible(viewer)}
        """,
        [publication_id],
    )
    prints = {
        (row["print"], bool(row["public"]))
        for row in book.read().query(
            "select print, public from published_prints where publication_id = ?",
            [publication_id],
        )
    }
    return {
        row["key"]: row["id"]
        for row in rows
        if (print_of(row["text"]), not row["exempt"]) in prints
    }


def _prints(db: Database, meeting_id: int) -> list[tuple[str, bool]]:
    """(name of its words, whether everybody sees it) of each paragraph, in order."""
    rows = db.query(
        "select text, exempt from paragraphs join items on items.id = item_id"
        " where paragraphs.meeting_id = ? order by items.position, paragraphs.position",
        [meeting_id],
    )
    return [(print_of(row["text"]), not row["exempt"]) for row in rows]


def _known(db: Database, meeting_id: int) -> set[tuple[str, bool]]:
    rows = db.query("select print, public from published_prints where meeting_id = ?", [meeting_id])
    return {(row["print"], bool(row["public"])) for row in rows}


def _last_print(db: Database, meeting_id: int) -> str | None:
    rows: Sequence[Any] = db.execute(
        "select print from publications where meeting_id = ? order by id desc limit 1",
        [meeting_id],
    ).fetchall()
    return rows[0][0] if rows else None


def _publication(row: dict[str, Any]) -> Publication:
    return Publication(
        id=row["id"],
        meeting_id=row["meeting_id"],
        at=dt.datetime.fromisoformat(row["at"]),
        what=row["what"],
        print=row["print"],
        old=bool(row["old"]),
    )


# ---- what is to be published at a time, and what waits for a second clerk's word --------------


@dataclass(frozen=True, slots=True)
class WaitingUpload(Key):
    """A document that was handed in and waits to be published."""

    word = "upload"
    upload_id: str


@dataclass(frozen=True, slots=True)
class WaitingDraft(Key):
    """A draft in the book that waits to be published."""

    word = "meeting"
    meeting_id: int


Publishable = WaitingUpload | WaitingDraft


def publishable_of(key: str) -> Publishable:
    """Read what a stored row says is to be published. Raises ValueError for anything else."""
    kind = WaitingUpload if key.startswith("upload ") else WaitingDraft
    return kind.parse(key)


@dataclass(frozen=True, slots=True)
class Planned:
    """Something to be published at `due`; `fault` is why that did not work."""

    publishable: Publishable
    due: dt.datetime
    hand: Hand
    fault: str | None = None


def plan(
    book: Book, publishable: Publishable, due: dt.datetime, hand: Hand, now: dt.datetime
) -> None:
    """Publish something at a time, instead of at any that was said before."""
    with book.write() as db:
        db.execute(
            "insert or replace into planned (thing, due, by, via, at) values (?, ?, ?, ?, ?)",
            [
                publishable.key(),
                due.astimezone(dt.UTC).isoformat(),
                hand.by,
                hand.via,
                now.isoformat(),
            ],
        )
        record_step(
            db, "planned", hand, now, None, None, f"{publishable.key()} on {due:%-d %B %Y %H:%M}"
        )


def planned(book: Book) -> tuple[Planned, ...]:
    """Return everything that is to be published, soonest first."""
    return _planned(book.read(), "1", [])


def due_now(book: Book, now: dt.datetime) -> tuple[Planned, ...]:
    """Return what is due and did not fail before."""
    moment = now.astimezone(dt.UTC).isoformat()
    return _planned(book.read(), "fault is null and due <= ?", [moment])


def take(db: Database, publishable: Publishable) -> bool:
    """Take a plan out, within the transaction that carries it out; False where it is not there
    any more: another process was quicker."""
    return bool(db.execute("delete from planned where thing = ?", [publishable.key()]).rowcount)


def note_fault(book: Book, publishable: Publishable, fault: str) -> None:
    """Keep a plan that did not work, so that it can be seen to."""
    with book.write() as db:
        db.execute("update planned set fault = ? where thing = ?", [fault, publishable.key()])


def first_word(db: Database, publishable: Publishable, mark: str) -> str | None:
    """Return who asked first that something be published; None where nobody has, or it was changed
    since. `mark` tells what it was from what it is."""
    row = db.execute(
        "select by from approvals where thing = ? and mark = ?", [publishable.key(), mark]
    ).fetchone()
    return str(row[0]) if row else None


def give_first_word(
    db: Database, publishable: Publishable, mark: str, by: str, now: dt.datetime
) -> None:
    """Remember who asked first, within the caller's transaction."""
    db.execute(
        "insert or replace into approvals (thing, by, at, mark) values (?, ?, ?, ?)",
        [publishable.key(), by, now.isoformat(), mark],
    )


def _planned(db: Database, where: str, values: list[str]) -> tuple[Planned, ...]:
    rows = db.query(f"select * from planned where {where} order by due", values)
    return tuple(
        Planned(
            publishable_of(row["thing"]),
            dt.datetime.fromisoformat(row["due"]),
            Hand(row["by"], row["via"]),
            row["fault"],
        )
        for row in rows
    )
