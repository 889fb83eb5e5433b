"""Leaving no trace of words in what is remembered beside the minutes."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from storage.shared.passages import rewritten
from storage.traces import Recogniser
from storage.words import STOP, plain_words

LEFT_OUT = "…"
_NUMBER = 4  # digits of a year
# The minutes themselves and what is made from them: these are changed by name.
_OWN = frozenset(
    """
    meetings items paragraphs people forms mentions attendance words acronyms index_sizes readings
    meeting_keys withdrawn_passages seen joined_by_hand
    """.split()
)
# Columns in which people write; a single word elsewhere is a machine's.
_WRITTEN = frozenset(
    "text note question reason query topic title content payload detail before after evidence"
    " given words".split()
)
_OURS = frozenset({"place", "what", "state", "via", "by", "kind", "how"})  # of our own words
# Why something was taken back stays when its words go: (table, column) and in which rows.
_REASONS = {
    ("withdrawals", "reason"): "true",
    ("erasures", "reason"): "true",
    ("trail", "note"): "what in ('withdrew', 'reinstated', 'erased')",
}
# Words out of the minutes themselves: those of other meetings stay.
_QUOTED = {
    **dict.fromkeys((("actions", column) for column in ("text", "item_title")), "true"),
    ("action_tellings", "text"): "true",
    ("shared_messages", "payload"): "true",
    ("shared_corrections", "before"): "true",
    ("shared_corrections", "after"): "true",
}
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


def sweep_words(db: Database, gone: Collection[str], passages: Recogniser) -> None:
    """Take words out of everything that is remembered beside the minutes: questions, notes,
    topics of conversations, what was sent. `gone` are plain forms, as the index has them; of
    `passages` each stretch goes that a person has written. The reasons given stay."""
    lost = frozenset(gone)

    def without(text: str) -> str | None:
        said = _WORD.sub(lambda m: LEFT_OUT if lost & set(plain_words(m[0])) else m[0], text)
        return None if said == text else said

    if lost:
        sweep(db, without, _REASONS)
    sweep(db, lambda text: passages.without(text, LEFT_OUT), _REASONS | _QUOTED)
    for table, column in (("questions", "text"), ("conversations", "topic")):
        db.execute(f"delete from {table} where {column} like ?", [f"%{LEFT_OUT}%"])


def sweep(
    db: Database,
    without: Callable[[str], str | None],
    spared: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> None:
    """Rewrite every text that people wrote or read, in every table beside the minutes.

    `without` gives a text's new words, None where it stays; `spared` says by table and column in
    which rows, as a condition, everything stays.
    """

    def scrubbed(value: str, column: str) -> str:
        if value[:1] in "{[" and (read := _json(value)) is not None:
            return json.dumps(rewritten(read, without), ensure_ascii=False)
        if column in _WRITTEN or " " in value or "%20" in value:
            said = without(value)
            return value if said is None else said
        return value

    db.conn.create_function("scrubbed", 2, scrubbed, deterministic=True)
    for table, column in _texts(db):
        name, col = f'"{table}"', f'"{column}"'
        db.execute(
            f"update {name} set {col} = scrubbed({col}, ?) where typeof({col}) = 'text'"
            f" and not ({spared.get((table, column), 'false')}) and scrubbed({col}, ?) <> {col}",
            [column, column],
        )


def lonely_words(db: Database, texts: Collection[str]) -> frozenset[str]:
    """The words of some texts that stand nowhere in the minutes any more; short numbers tell
    nothing by themselves."""
    told = {word for text in texts for word in plain_words(text)} - STOP
    told = {word for word in told if not (word.isdecimal() and len(word) <= _NUMBER)}
    held = {
        row["word"]
        for row in db.query(
            "select word from words where word in (select value from json_each(?))",
            [json.dumps(sorted(told))],
        )
    }
    return frozenset(told - held)


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None


def _texts(db: Database) -> list[tuple[str, str]]:
    """Every column of text beside the minutes, of whichever table."""
    tables = [
        row["name"]
        for row in db.query("select name from sqlite_master where type = 'table'")
        if row["name"] not in _OWN
        and not row["name"].startswith(("sqlite_", "_sqlite", "published_index", "desk_index"))
    ]
    return [
        (table, row["name"])
        for table in tables
        for row in db.query(f'pragma table_info("{table}")')
        if str(row["type"]).casefold() in ("text", "") and row["name"] not in _OURS
    ]
