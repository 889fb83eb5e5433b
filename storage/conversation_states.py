"""What each thread or direct message was last about: a few ids and words, for some days; and the
questions that people asked.

Nothing that the minutes say is kept, and of what people say nothing but their questions.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Book

KEPT = dt.timedelta(days=7)


def remember(book: Book, place: str, topic: str, now: dt.datetime) -> None:
    """Note what was last answered at a place, instead of what was noted before."""
    with book.write() as db:
        db.execute("delete from conversations where at < ?", [(now - KEPT).isoformat()])
        db.execute(
            "insert into conversations (place, topic, at) values (?, ?, ?) on conflict (place)"
            " do update set topic = excluded.topic, at = excluded.at",
            [place, topic, now.isoformat()],
        )


def recall(book: Book, places: Sequence[str], now: dt.datetime) -> str | None:
    """Return what was last answered at the first of these places that is known; None where none
    is."""
    for place in places:
        for row in book.read().query(
            "select topic from conversations where place = ? and at >= ?",
            [place, (now - KEPT).isoformat()],
        ):
            return str(row["topic"])
    return None


# ---- questions that were asked ----------------------------------------------------------------
# What each person asked lately, for themselves alone; what was not answered well, for the
# secretariat.


QUESTIONS_KEPT = 10  # questions of a person


@dataclass(frozen=True, slots=True)
class Unhelpful:
    """A question that somebody found badly answered, and why."""

    question: str
    reason: str
    user: str
    at: dt.datetime


def remember_question(book: Book, user: str, text: str, now: dt.datetime) -> None:
    """Keep a question among the asker's latest, unless they do not want that."""
    if not remembers(book, user):
        return
    with book.write() as db:
        db.execute("delete from questions where user = ? and text = ?", [user, text])
        db.execute(
            "insert into questions (user, text, at) values (?, ?, ?)", [user, text, now.isoformat()]
        )
        db.execute(
            "delete from questions where user = ?1 and id not in"
            " (select id from questions where user = ?1 order by id desc limit ?2)",
            [user, QUESTIONS_KEPT],
        )


def recent_questions(book: Book, user: str) -> tuple[str, ...]:
    """Return what this person asked lately, the latest first."""
    rows = book.read().query("select text from questions where user = ? order by id desc", [user])
    return tuple(row["text"] for row in rows)


def remembers(book: Book, user: str) -> bool:
    """Return whether this person's questions are kept."""
    return not list(book.read().query("select 1 from unremembered where user = ?", [user]))


def set_remembering(book: Book, user: str, on: bool) -> None:
    """Keep this person's questions from now on, or forget them all and keep none."""
    with book.write() as db:
        if on:
            db.execute("delete from unremembered where user = ?", [user])
        else:
            db.execute("insert or ignore into unremembered (user) values (?)", [user])
            db.execute("delete from questions where user = ?", [user])


def note_unhelpful(book: Book, user: str, question: str, reason: str, now: dt.datetime) -> None:
    """Keep a question that was not answered well."""
    with book.write() as db:
        db.execute(
            "insert into unhelpful (user, question, reason, at) values (?, ?, ?, ?)",
            [user, question, reason, now.isoformat()],
        )


def unhelpful(book: Book, most: int = 30) -> tuple[Unhelpful, ...]:
    """Return the questions that were not answered well, the latest first."""
    rows = book.read().query("select * from unhelpful order by id desc limit ?", [most])
    return tuple(
        Unhelpful(row["question"], row["reason"], row["user"], dt.datetime.fromisoformat(row["at"]))
        for row in rows
    )


def forget_questions(book: Book, before: dt.datetime) -> int:
    """Forget whatever anybody asked before that moment: how many questions those were."""
    with book.write() as db:
        deleted = [
            db.execute(f"delete from {table} where at < ?", [before.isoformat()]).rowcount
            for table in ("questions", "unhelpful")
        ]
    return sum(deleted)
