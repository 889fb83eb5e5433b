"""Entries while a meeting is saved: those drawn now are matched with those that are held.

An amended sentence keeps its entry, also where it has moved to another paragraph; one that is no
longer there is flagged where people have worked on it, and goes with its words where not.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlite_utils import Database

from storage.actions.changes import record
from storage.model import MINUTES, ExtractedAction, Item, Meeting

# ---- the numbers of entries -------------------------------------------------------------------
# Those that members see follow each other without a gap that would tell of an entry in a draft or
# an exempt item. Such an entry is numbered when it is seen by all.


HIDDEN = 1_000_000_000  # numbers beyond are those of entries that members have never seen


def hidden_number(db: Database) -> int:
    """Return a number for an entry that nobody has seen yet."""
    row: Any = db.execute(
        "select coalesce(max(id), ?) + 1 from actions where id > ?", [HIDDEN, HIDDEN]
    ).fetchone()
    return int(row[0])


def number_what_is_public(db: Database, meeting_id: int) -> None:
    """Give the entries of a meeting that everybody may see now the numbers they will keep, in
    order, within the caller's transaction. A number once given is never given again."""
    rows = db.execute(
        "select actions.id from actions join meetings on meetings.id = meeting_id"
        " where meeting_id = ? and actions.id > ? and meetings.status = 'published'"
        " and not exempt order by actions.id",
        [meeting_id, HIDDEN],
    ).fetchall()
    if not rows:
        return
    first = _last_number(db) + 1
    numbers = [(number, row[0]) for number, row in enumerate(rows, start=first)]
    db.execute("pragma defer_foreign_keys = on")  # until this transaction ends
    for table, column in (("actions", "id"), ("actions", "superseded_by"), *_pointing(db)):
        db.conn.executemany(f'update "{table}" set "{column}" = ? where "{column}" = ?', numbers)
    db.execute("update action_numbers set last = ?", [first + len(rows) - 1])


def _last_number(db: Database) -> int:
    row: Any = db.execute(
        "select max(last, coalesce((select max(id) from actions where id <= ?), 0))"
        " from action_numbers",
        [HIDDEN],
    ).fetchone()
    return int(row[0])


def _pointing(db: Database) -> list[tuple[str, str]]:
    """The columns of other tables that hold numbers of entries."""
    return [
        (row["name"], "action_id")
        for row in db.query(
            "select m.name from sqlite_master as m join pragma_table_info(m.name) as c"
            " where m.type = 'table' and c.name = 'action_id' and m.name <> 'actions'"
        )
    ]


LIKE = 70.0  # percent of likeness from which an amended sentence keeps its entry
MOVED = 90.0  # the same for a sentence that now stands in another paragraph
OTHER_KIND = 10.0  # how much less alike two entries of different kinds are
OLD = dt.timedelta(days=180)  # minutes as old as that when they come in make historic entries

Ids = Mapping[tuple[int, int], str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entering:
    """How the entries drawn now meet those that are held: whether new ones are `historic`, and
    whether held ones that are no longer drawn are dropped."""

    historic: bool = False
    drop: bool = True


@dataclass(frozen=True, slots=True)
class _Extracted:
    """What is drawn now, and where: its own paragraph and those that tell the same."""

    action: ExtractedAction
    item: Item
    position: int
    paragraph: str
    mentions: tuple[str, ...]


def enter_actions(
    db: Database,
    meeting_id: int,
    meeting: Meeting,
    ids: Ids,
    now: dt.datetime,
    entering: Entering,
) -> None:
    """Bring a meeting's entries into step with what is drawn from it now.

    `ids` are the paragraphs just written, by the indices of their item and their own.
    """
    extracted_now = list(_extracted(meeting, ids))
    written = set(ids.values())
    existing = _in_play(db, meeting_id, written)
    pairs = _pair(existing, extracted_now)
    old = meeting.date is not None and now.date() - meeting.date > OLD
    old = old or entering.historic
    for index, extracted in enumerate(extracted_now):
        if index in pairs:
            row = existing[pairs[index]]
            _refresh(db, row, extracted, now)
            _write_mentions(db, row["id"], extracted, ids, written)
        elif not _is_mentioned_elsewhere(db, meeting_id, extracted):
            action_id = _insert(db, meeting_id, extracted, now, old)
            _write_mentions(db, action_id, extracted, ids, written)
    for place, row in enumerate(existing):
        if entering.drop and place not in pairs.values():
            _vanish(db, row, now)
    number_what_is_public(db, meeting_id)


def _extracted(meeting: Meeting, ids: Ids) -> list[_Extracted]:
    return [
        _Extracted(
            action,
            item,
            position,
            ids[i, p],
            tuple(ids[t.item, t.paragraph] for t in action.also),
        )
        for i, item in enumerate(meeting.items)
        for p, paragraph in enumerate(item.paragraphs)
        for position, action in enumerate(paragraph.actions)
    ]


def _in_play(db: Database, meeting_id: int, written: set[str]) -> list[Row]:
    """The held entries of the paragraphs just written, and of paragraphs that are gone."""
    paragraphs = {
        row["id"]
        for row in db.query("select id from paragraphs where meeting_id = ?", [meeting_id])
    }
    rows = list(db.query("select * from actions where meeting_id = ? order by id", [meeting_id]))
    mentions: dict[int, list[Row]] = {}
    for mention in db.query(
        "select action_tellings.* from action_tellings join actions on actions.id = action_id"
        " where meeting_id = ?",
        [meeting_id],
    ):
        mentions.setdefault(mention["action_id"], []).append(mention)
    return [
        {**row, "tellings": mentions.get(row["id"], [])}
        for row in rows
        if row["paragraph_id"] in written or row["paragraph_id"] not in paragraphs
    ]


def _pair(existing: Sequence[Row], extracted_now: Sequence[_Extracted]) -> dict[int, int]:
    """Which drawn action (by index) is which held entry (by index), likest first.

    Those of the same paragraph come first, then those of the whole meeting.
    """
    pairs: dict[int, int] = {}
    for least, fits in ((LIKE, _same_place), (MOVED, _anywhere)):
        free = [h for h in range(len(existing)) if h not in pairs.values()]
        ranked = sorted(
            (-_likeness(existing[h], extracted), i, h)
            for i, extracted in enumerate(extracted_now)
            if i not in pairs
            for h in free
            if fits(existing[h], extracted)
        )
        for likeness, i, h in ranked:
            if -likeness >= least and i not in pairs and h not in pairs.values():
                pairs[i] = h
    return pairs


def _same_place(row: Row, extracted: _Extracted) -> bool:
    places = {row["paragraph_id"], *(t["paragraph_id"] for t in row["tellings"])}
    return not places.isdisjoint((extracted.paragraph, *extracted.mentions))


def _anywhere(row: Row, extracted: _Extracted) -> bool:
    return True


def _likeness(row: Row, extracted: _Extracted) -> float:
    """How alike their words are in any of the places that tell them, of 100."""
    before = [row["text"], *(t["text"] for t in row["tellings"])]
    after = [extracted.action.text, *(t.text for t in extracted.action.also)]
    likeness = max(fuzz.ratio(a, b) for a in before for b in after)
    kinds = {extracted.action.kind, *(t.kind for t in extracted.action.also)}
    return likeness - (0.0 if likeness == 100 or row["kind"] in kinds else OTHER_KIND)


def _is_mentioned_elsewhere(db: Database, meeting_id: int, extracted: _Extracted) -> bool:
    """Whether an entry of an item that is not being read now has these words as its telling."""
    rows = db.query(
        "select text from action_tellings where paragraph_id = ? and action_id in"
        " (select id from actions where meeting_id = ?)",
        [extracted.paragraph, meeting_id],
    )
    return any(fuzz.ratio(row["text"], extracted.action.text) >= LIKE for row in rows)


# ---- writing ----------------------------------------------------------------------------------


def _values(extracted: _Extracted) -> dict[str, Any]:
    action = extracted.action
    return {
        "paragraph_id": extracted.paragraph,
        "position": extracted.position,
        "item_title": extracted.item.title,
        "exempt": int(extracted.item.exempt),
        "kind": action.kind,
        "text": action.text,
        "start": action.start,
        "end": action.end,
        "owner": action.owner,
        "co_owners": json.dumps(action.co_owners, ensure_ascii=False),
        "recipient": action.recipient,
        "due": action.due.isoformat() if action.due else None,
        "due_words": action.due_words,
        "procedural": int(action.procedural),
        "certain": int(action.certain),
        "status": "done" if action.complete else "open",
    }


def _insert(
    db: Database, meeting_id: int, extracted: _Extracted, now: dt.datetime, old: bool
) -> int:
    values = {
        **_values(extracted),
        "id": hidden_number(db),
        "meeting_id": meeting_id,
        "historic": int(old),
        "entered_at": now.isoformat(),
    }
    row: Any = db.execute(
        f"insert into actions ({', '.join(_quoted(name) for name in values)})"
        f" values ({', '.join('?' * len(values))}) returning id",
        list(values.values()),
    ).fetchone()
    return int(row[0])


def _quoted(name: str) -> str:
    return f'"{name}"'


def _refresh(db: Database, row: Row, extracted: _Extracted, now: dt.datetime) -> None:
    """The words as they are now; what people have set stays, and history says what has changed."""
    values = {**_values(extracted), "vanished": 0}
    changes = list(
        db.query("select * from action_changes where action_id = ? and not undone", [row["id"]])
    )
    by_hand = {change["field"] for change in changes if change["by"] != MINUTES}
    bound = any(change["field"] == "due" and change["by"] == MINUTES for change in changes)
    if "due" in by_hand or (bound and row["due_words"] == values["due_words"]):
        del values["due"]
    if "status" in by_hand:
        del values["status"]
    if by_hand:
        values["certain"] = max(row["certain"], values["certain"])
    for field in ("text", "owner", "due"):
        if field in values and row[field] != values[field]:
            record(db, row["id"], field, row[field], values[field], MINUTES, MINUTES, now, _AMENDED)
    if row["vanished"]:
        record(db, row["id"], "words", "gone", "there", MINUTES, MINUTES, now, _AMENDED)
    if any(row[name] != value for name, value in values.items()):
        db.table("actions").update(row["id"], values)


_AMENDED = "the minutes were read again"


def _write_mentions(
    db: Database, action_id: int, extracted: _Extracted, ids: Ids, written: set[str]
) -> None:
    """The other places as they are told now, and those of items that were not read this time."""
    remaining = [
        row
        for row in db.query(
            "select action_tellings.* from action_tellings"
            " join paragraphs on paragraphs.id = paragraph_id where action_id = ?",
            [action_id],
        )
        if row["paragraph_id"] not in written
    ]
    mentions = [
        {
            "paragraph_id": ids[t.item, t.paragraph],
            "kind": t.kind,
            "text": t.text,
            "start": t.start,
            "end": t.end,
        }
        for t in extracted.action.also
    ]
    db.execute("delete from action_tellings where action_id = ?", [action_id])
    for position, row in enumerate([*mentions, *remaining]):
        db.table("action_tellings").insert({**row, "action_id": action_id, "position": position})


def _vanish(db: Database, row: Row, now: dt.datetime) -> None:
    """An entry that nobody has touched goes with its words; one that was worked on is kept."""
    touched: Any = db.execute(
        "select count(*) from action_changes where action_id = ? and by <> ?",
        [row["id"], MINUTES],
    ).fetchone()
    if touched[0]:
        if not row["vanished"]:
            db.table("actions").update(row["id"], {"vanished": 1})
            record(db, row["id"], "words", "there", "gone", MINUTES, MINUTES, now, _AMENDED)
    else:
        db.execute("delete from action_changes where action_id = ?", [row["id"]])
        db.execute("delete from actions where id = ?", [row["id"]])
