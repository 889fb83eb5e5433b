"""What is settled for a channel, or for a person: the panel whose minutes are meant there."""

import datetime as dt

from storage.database import Book
from storage.records import Viewer


def place_of(viewer: Viewer) -> str | None:
    """For whom a panel is settled where this viewer is: the channel; in a direct message the
    person, wherever else they ask alone. None at a terminal."""
    return viewer.user if (viewer.channel or "").startswith("D") else viewer.channel


def set_panel(book: Book, channel: str, panel: str | None, by: str, now: dt.datetime) -> None:
    """Mean this panel's minutes there from now on; None for those of every panel. `channel` is a
    channel's id or a person's."""
    with book.write() as db:
        db.execute("delete from channel_panels where channel = ?", [channel])
        if panel:
            db.execute(
                "insert into channel_panels (channel, panel, by, at) values (?, ?, ?, ?)",
                [channel, panel, by, now.isoformat()],
            )


def panel_of(book: Book, channel: str | None) -> str | None:
    """The panel that is meant in a channel, or by a person, if one is settled."""
    rows = book.read().query("select panel from channel_panels where channel = ?", [channel])
    return next((row["panel"] for row in rows), None)
