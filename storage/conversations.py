"""What each thread or direct message was last about: a few ids and words, for some days.

Nothing that was said is kept, and nothing that the minutes say.
"""

import datetime as dt
from collections.abc import Sequence

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
    """What was last answered at the first of these places that is known; None where none is."""
    for place in places:
        for row in book.read().query(
            "select topic from conversations where place = ? and at >= ?",
            [place, (now - KEPT).isoformat()],
        ):
            return str(row["topic"])
    return None
