"""Entries and their history out of the book, as this viewer may see them."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.actions.filters import EACH_OWNER, ORDERS, ActionFilter, Order, conjunction
from storage.database import Book
from storage.model import (
    MINUTES,
    ActionChange,
    ActionRow,
    ActionSource,
    MinutebookError,
    Viewer,
    day_of,
)
from storage.visibility import paragraph_visible


def select_actions(
    book: Book,
    viewer: Viewer,
    filters: Iterable[ActionFilter],
    order: Order = "meeting",
    offset: int = 0,
    limit: int | None = None,
) -> tuple[ActionRow, ...]:
    """Return the entries that this viewer may see and that meet every filter; from `offset` on, at
    most `limit`."""
    condition, values = conjunction(filters)
    return _rows(book, viewer, condition, values, order, offset, limit)


def count_actions(book: Book, viewer: Viewer, filters: Iterable[ActionFilter]) -> tuple[int, int]:
    """Return how many entries this viewer may see that meet every filter, and how many of these
    are historic."""
    condition, values = conjunction(filters)
    row: Any = (
        book.read()
        .execute(
            "select count(*), ifnull(sum(actions.historic), 0) from actions"
            " join meetings on meetings.id = actions.meeting_id"
            f" where {paragraph_visible(viewer, item='actions')} and {condition}",
            values,
        )
        .fetchone()
    )
    return int(row[0]), int(row[1])


def years_raised(
    book: Book, viewer: Viewer, filters: Iterable[ActionFilter]
) -> tuple[int, int] | None:
    """Return the first and last year of the meetings of entries that meet every filter, as this
    viewer may see them; None where no such day is known."""
    condition, values = conjunction(filters)
    row: Any = (
        book.read()
        .execute(
            "select min(meetings.date), max(meetings.date) from actions"
            " join meetings on meetings.id = actions.meeting_id"
            f" where {paragraph_visible(viewer, item='actions')} and {condition}",
            values,
        )
        .fetchone()
    )
    return (int(row[0][:4]), int(row[1][:4])) if row[0] else None


def owners(book: Book, viewer: Viewer) -> dict[str, bool]:
    """Return every owner named in the entries that this viewer may see, and whether in one that is
    certain."""
    rows = book.read().query(
        "select named.value as owner, max(certain) as certain from actions"
        " join meetings on meetings.id = actions.meeting_id"
        f" join json_each({EACH_OWNER}) as named"
        f" where {paragraph_visible(viewer, item='actions')} and named.value is not null group by 1"
    )
    return {row["owner"]: bool(row["certain"]) for row in rows}


def meeting_actions(book: Book, viewer: Viewer, meeting_id: int) -> tuple[ActionRow, ...]:
    """Return the certain entries of one meeting, in the order of its minutes."""
    return _rows(book, viewer, "certain and actions.meeting_id = ?", [meeting_id])


def action_row(book: Book, viewer: Viewer, action_id: int, possible: bool = False) -> ActionRow:
    """Return one entry; with `possible` also one that only may be one.

    Raises MinutebookError where this viewer knows of none with that id.
    """
    which = "1" if possible else "certain"
    rows = _rows(book, viewer, f"{which} and actions.id = ?", [action_id])
    if not rows:
        raise MinutebookError(f"There is no action {action_id}. '/actions all' lists them.")
    return rows[0]


def actions_numbered(
    book: Book, viewer: Viewer, action_ids: Sequence[int]
) -> tuple[ActionRow, ...]:
    """Return the certain entries with these numbers, in the order of the minutes."""
    where = "certain and actions.id in (select value from json_each(?))"
    return _rows(book, viewer, where, [json.dumps(list(action_ids))])


def open_with_day(book: Book, viewer: Viewer) -> tuple[ActionRow, ...]:
    """Return the open entries that have a day, but for historic ones: what people are reminded
    of."""
    return _rows(
        book,
        viewer,
        "certain and actions.status = 'open' and due is not null and not historic",
    )


def entered_in(
    book: Book, viewer: Viewer, meeting_id: int, at: dt.datetime | None = None
) -> tuple[ActionRow, ...]:
    """Return the certain entries of a meeting; only those entered at that moment where one is
    given."""
    return _rows(
        book,
        viewer,
        "certain and actions.meeting_id = ?1 and (?2 is null or entered_at = ?2)",
        [meeting_id, at.isoformat() if at else None],
    )


def closed_since(book: Book, viewer: Viewer, since: dt.datetime) -> dict[int, str]:
    """Return, by number, when each entry that is done was last marked so, of those marked after
    `since`."""
    rows = book.read().query(
        f"""
        select actions.id, max(action_changes.at) as at from action_changes
        join actions on actions.id = action_id join meetings on meetings.id = meeting_id
        where field = 'status' and after = 'done' and not undone and action_changes.at > ?
        and actions.status = 'done' and certain and {paragraph_visible(viewer, item="actions")}
        group by actions.id order by actions.id
        """,
        [since.isoformat()],
    )
    return {row["id"]: row["at"] for row in rows}


def assignees(book: Book) -> list[str]:
    """Return the people of Slack to whom open entries with a day are assigned."""
    rows = book.read().query(
        "select distinct assignee from actions where status = 'open' and due is not null"
        " and assignee glob '[UW]*' and assignee not glob '*[^A-Z0-9]*' order by assignee"
    )
    return [row["assignee"] for row in rows]


def any_overdue(book: Book, today: dt.date) -> bool:
    """Return whether something should have been done by now."""
    row = (
        book.read()
        .execute(
            "select 1 from actions where status = 'open' and due < ? and not historic and certain"
            " limit 1",
            [today.isoformat()],
        )
        .fetchone()
    )
    return row is not None


def history(book: Book, action_id: int) -> tuple[ActionChange, ...]:
    """Return every change of an entry, oldest first, those undone included."""
    rows = book.read().query(
        "select * from action_changes where action_id = ? order by id", [action_id]
    )
    return tuple(
        ActionChange(
            at=dt.datetime.fromisoformat(row["at"]),
            by=row["by"],
            where=row["via"],
            field=row["field"],
            before=row["before"],
            after=row["after"],
            note=row["note"],
            undone=bool(row["undone"]),
        )
        for row in rows
    )


def due_set_by_hand(book: Book, meeting_id: int) -> frozenset[int]:
    """Return the entries of a meeting whose day a person has set."""
    rows = book.read().query(
        "select distinct action_id from action_changes join actions on actions.id = action_id"
        " where meeting_id = ? and field = 'due' and not undone and by <> ?",
        [meeting_id, MINUTES],
    )
    return frozenset(row["action_id"] for row in rows)


def _rows(
    book: Book,
    viewer: Viewer,
    where: str,
    values: Sequence[object] = (),
    order: Order = "meeting",
    offset: int = 0,
    limit: int | None = None,
) -> tuple[ActionRow, ...]:
    rows = list(
        book.read().query(
            f"""
            select actions.*, meetings.date as raised, meetings.panel,
                paragraphs.number as paragraph_number, coalesce(items.url, meetings.url) as url,
                (select substr(before.text, about_start + 1, about_end - about_start)
                    from paragraphs as before where before.id = about_paragraph_id
                    and before.item_id = paragraphs.item_id) as about
            from actions join meetings on meetings.id = actions.meeting_id
            left join paragraphs on paragraphs.id = paragraph_id
            left join items on items.id = item_id
            where {paragraph_visible(viewer, item="actions")} and ({where})
            order by {ORDERS[order]} limit ? offset ?
            """,
            [*values, -1 if limit is None else limit, offset],
        )
    )
    sources = _sources(book, viewer, [row["id"] for row in rows])
    return tuple(_action_row(row, tuple(sources.get(row["id"], ()))) for row in rows)


def _sources(
    book: Book, viewer: Viewer, action_ids: Sequence[int]
) -> dict[int, list[ActionSource]]:
    sources: dict[int, list[ActionSource]] = {}
    for row in book.read().query(
        f"""
        select action_tellings.*, paragraphs.number, items.title,
            coalesce(items.url, meetings.url) as url
        from action_tellings join paragraphs on paragraphs.id = paragraph_id
        join items on items.id = item_id join meetings on meetings.id = paragraphs.meeting_id
        where {paragraph_visible(viewer)} and action_id in (select value from json_each(?))
        order by action_id, action_tellings.position
        """,
        [json.dumps(action_ids)],
    ):
        sources.setdefault(row["action_id"], []).append(
            ActionSource(
                paragraph_id=row["paragraph_id"],
                paragraph_number=row["number"],
                item_title=row["title"],
                kind=row["kind"],
                text=row["text"],
                url=row["url"],
            )
        )
    return sources


def _action_row(row: dict[str, Any], sources: tuple[ActionSource, ...]) -> ActionRow:
    return ActionRow(
        id=row["id"],
        kind=row["kind"],
        text=row["text"],
        owner=row["owner"],
        status=row["status"],
        due=day_of(row["due"]),
        due_words=row["due_words"],
        procedural=bool(row["procedural"]),
        raised=day_of(row["raised"]),
        paragraph_id=row["paragraph_id"],
        paragraph_number=row["paragraph_number"],
        item_title=row["item_title"],
        panel=row["panel"],
        url=row["url"],
        assignee=row["assignee"],
        note=row["note"],
        evidence=row["evidence"],
        superseded_by=row["superseded_by"],
        vanished=bool(row["vanished"]),
        historic=bool(row["historic"]),
        certain=bool(row["certain"]),
        meeting_id=row["meeting_id"],
        co_owners=tuple(json.loads(row["co_owners"])),
        sources=sources,
        about=row["about"],
        about_paragraph_id=row["about_paragraph_id"] if row["about"] else None,
    )


# ---- the days on which a panel met, to which the words of its minutes are bound ---------------


@dataclass(frozen=True, slots=True)
class MeetingDay:
    """A published meeting, and the day that its minutes name for the next one."""

    id: int
    date: dt.date
    title: str
    next_stated: dt.date | None


def meeting_days(book: Book, meeting_id: int) -> tuple[MeetingDay, ...]:
    """Return the published meetings of this meeting's panel, by day; none while it is a draft."""
    rows = book.read().query(
        """
        select id, date, title, next_meeting from meetings
        where status = 'published' and date is not null and panel is not null
        and panel = (select panel from meetings where id = ? and status = 'published')
        order by date, id
        """,
        [meeting_id],
    )
    return tuple(
        MeetingDay(row["id"], dt.date.fromisoformat(row["date"]), row["title"] or "", _day(row))
        for row in rows
    )


def _day(row: dict[str, str | None]) -> dt.date | None:
    next_meeting = row["next_meeting"]
    return day_of(next_meeting)
