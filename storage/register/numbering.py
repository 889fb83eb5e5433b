"""The numbers of entries: those that members see follow each other without a gap that would tell
of an entry in a draft or an exempt item. Such an entry is numbered when it is seen by all."""

from typing import Any

from sqlite_utils import Database

HIDDEN = 1_000_000_000  # numbers beyond are those of entries that members have never seen


def hidden_number(db: Database) -> int:
    """A number for an entry that nobody has seen yet."""
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
