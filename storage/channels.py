"""What is settled for a channel: the panel whose minutes are meant there."""

import datetime as dt

from storage.database import Book


def set_panel(book: Book, channel: str, panel: str | None, by: str, now: dt.datetime) -> None:
    """Mean this panel's minutes in the channel from now on; None for those of every panel."""
    with book.write() as db:
        db.execute("delete from channel_panels where channel = ?", [channel])
        if panel:
            db.execute(
                "insert into channel_panels (channel, panel, by, at) values (?, ?, ?, ?)",
                [channel, panel, by, now.isoformat()],
            )


def panel_of(book: Book, channel: str | None) -> str | None:
    """The panel that is meant in a channel, if one is settled."""
    rows = book.read().query("select panel from channel_panels where channel = ?", [channel])
    return next((row["panel"] for row in rows), None)
