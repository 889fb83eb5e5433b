"""Who is sent what, and when: one rhythm for each person and channel."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from storage.database import Book
from storage.model import Viewer, day_of, moment_of

Form = Literal["daily", "weekly", "off"]
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKDAYS = (0, 1, 2, 3, 4)
_AHEAD = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a person (U…) or channel (C…) is sent.

    `form` is the digest's; saved searches and reminders keep the same hour. Messages come on
    `days` (Monday is 0), but for the bank holidays of `holidays` (ENG, WLS, SCT, NIR); what is
    weekly comes on `weekday`. `zone` is the time zone as last known, chosen by hand where
    `zone_set`. `seen` is the last publication that was told or passed over, `last_day` the last
    local day that was gone through, `last_at` when news were told last, `ended` why nothing can
    be sent any more, `by` who settled it.
    """

    destination: str
    form: Form = "off"
    at: dt.time = dt.time(8)
    days: tuple[int, ...] = EVERY_DAY
    weekday: int = 0
    zone: str | None = None
    zone_set: bool = False
    holidays: str = ""
    reminders: bool = True
    seen: int = 0
    last_day: dt.date | None = None
    last_at: dt.datetime | None = None
    ended: str | None = None
    by: str = ""

    @property
    def personal(self) -> bool:
        """Return whether it is a person's."""
        return self.destination[:1] in ("U", "W")


def subscription(book: Book, destination: str) -> Subscription | None:
    """Return what somebody is sent; None where that was never settled."""
    rows = book.read().query("select * from subscriptions where destination = ?", [destination])
    return next((_subscription(row) for row in rows), None)


def subscriptions(book: Book) -> tuple[Subscription, ...]:
    """Return everybody's, channels first."""
    rows = book.read().query("select * from subscriptions order by destination")
    return tuple(_subscription(row) for row in rows)


def channel_subscriptions(book: Book) -> tuple[Subscription, ...]:
    """Return those of channels."""
    rows = book.read().query(
        "select * from subscriptions where substr(destination, 1, 1) not in ('U', 'W')"
        " order by destination"
    )
    return tuple(_subscription(row) for row in rows)


def keep_subscription(book: Book, preferences: Subscription, by: str, now: dt.datetime) -> None:
    """Settle what somebody is sent."""
    with book.write() as db:
        db.table("subscriptions").insert(
            {
                "destination": preferences.destination,
                "form": preferences.form,
                "at": f"{preferences.at:%H:%M}",
                "days": "".join(map(str, preferences.days)),
                "weekday": preferences.weekday,
                "zone": preferences.zone,
                "zone_set": int(preferences.zone_set),
                "holidays": preferences.holidays,
                "reminders": int(preferences.reminders),
                "seen": preferences.seen,
                "last_day": preferences.last_day.isoformat() if preferences.last_day else None,
                "last_at": preferences.last_at.isoformat() if preferences.last_at else None,
                "ended": preferences.ended,
                "by": by,
                "changed_at": now.isoformat(),
            },
            replace=True,
        )


def remember_zone(book: Book, destination: str, zone: str) -> None:
    """Remember where a reader is, as Slack tells; what was chosen by hand stays."""
    with book.write() as db:
        db.execute(
            "update subscriptions set zone = ? where destination = ? and not zone_set",
            [zone, destination],
        )


def go_through(
    book: Book, destination: str, day: dt.date, seen: int, news_at: dt.datetime | None
) -> Subscription | None:
    """Take a day as done: what it was before, None where that day was done already.

    `seen` and `news_at` say up to where news have been told; None where none were looked for.

    A day far ahead was gone through by a clock that was wrong, and holds nothing up.
    """
    with book.write() as db:
        before = subscription(book, destination)
        if before is None or (before.last_day and day <= before.last_day <= day + _AHEAD):
            return None
        db.execute(
            "update subscriptions set last_day = ?, last_at = coalesce(?, last_at), seen = ?"
            " where destination = ?",
            [day.isoformat(), news_at.isoformat() if news_at else None, seen, destination],
        )
    return before


def go_back(book: Book, destination: str, seen: int) -> None:
    """Let the next digest tell again what came after the publication `seen`."""
    with book.write() as db:
        db.execute(
            "update subscriptions set seen = min(seen, ?) where destination = ?",
            [seen, destination],
        )


def end(book: Book, destination: str, why: str | None) -> bool:
    """Stop sending, or go on where `why` is None. False where it stood so already."""
    with book.write() as db:
        changed = db.execute(
            "update subscriptions set ended = ?1 where destination = ?2"
            " and (ended is null) <> (?1 is null)",
            [why, destination],
        )
        return bool(changed.rowcount)


def _subscription(row: dict[str, Any]) -> Subscription:
    return Subscription(
        destination=row["destination"],
        form=row["form"],
        at=dt.time.fromisoformat(row["at"]),
        days=tuple(map(int, row["days"])),
        weekday=row["weekday"],
        zone=row["zone"],
        zone_set=bool(row["zone_set"]),
        holidays=row["holidays"],
        reminders=bool(row["reminders"]),
        seen=row["seen"],
        last_day=day_of(row["last_day"]),
        last_at=moment_of(row["last_at"]),
        ended=row["ended"],
        by=row["by"],
    )


# ---- what is settled for a channel, or for a person -------------------------------------------
# The panel whose minutes are meant there.


def place_of(viewer: Viewer) -> str | None:
    """Return for whom a panel is settled where this viewer is: the channel; in a direct message the
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
    """Return the panel that is meant in a channel, or by a person, if one is settled."""
    rows = book.read().query("select panel from channel_panels where channel = ?", [channel])
    return next((row["panel"] for row in rows), None)
