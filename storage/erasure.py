"""Leaving no trace of words in what is remembered beside the minutes."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.index import scrub_index
from storage.model import Attendee, Hand, Item, Meeting, Paragraph
from storage.redaction import rewritten
from storage.shingles import Recogniser
from storage.tokens import STOP, plain_words, words
from storage.versions import rewrite_versions

# ---- words that had to go from everywhere, and are not let in again ---------------------------
# Known by hashes, not kept.


ERASED = "[erased]"


@dataclass(frozen=True, slots=True)
class Erasures:
    """What is erased: by the number of words in a row, their hash and what stands for them."""

    salt: str
    known: Mapping[int, Mapping[str, str]]

    def without(self, text: str) -> str | None:
        """Return a text with what is erased replaced; None where it stays as it is."""
        tokens = words(text)
        for count in sorted(self.known, reverse=True):
            for start in range(len(tokens) - count + 1):
                run = tokens[start : start + count]
                replacement = self.known[count].get(_hash(self.salt, [w.plain for w in run]))
                if replacement is not None:
                    head = text[: run[0].start] + replacement
                    rest = text[run[-1].end :]
                    return head + (self.without(rest) or rest)
        return None


def erasures(db: Database) -> Erasures:
    """Return what has been erased so far."""
    known: dict[int, dict[str, str]] = {}
    for row in db.query("select * from erasures"):
        known.setdefault(row["words"], {})[row["hash"]] = row["instead"]
    return Erasures(salt_of(db), known)


def salt_of(db: Database) -> str:
    """Return the book's own salt, so that no two books have the same hash of the same words."""
    (salt,) = db.execute("select salt from erasure_salt").fetchone()
    return str(salt)


def keep_out(
    db: Database, phrase: str, instead: str, reason: str, hand: Hand, now: dt.datetime
) -> Erasures:
    """Erase these words from now on, within the caller's transaction; the whole of what is."""
    plain = plain_words(phrase)
    db.execute(
        "insert or replace into erasures (hash, words, instead, reason, by, at)"
        " values (?, ?, ?, ?, ?, ?)",
        [_hash(salt_of(db), plain), len(plain), instead, reason, hand.by, now.isoformat()],
    )
    return erasures(db)


def meeting_without(meeting: Meeting, erased: Erasures) -> Meeting:
    """Return a document without what is erased, wherever it stands in it."""
    return retold(meeting, erased.without) if erased.known else meeting


def retold(meeting: Meeting, without: Callable[[str], str | None]) -> Meeting:
    """Return a document with every text as `without` gives it, None where it stays as it is."""

    def rewrite(text: str | None) -> Any:
        return text if text is None else without(text) or text

    def paragraph(original: Paragraph) -> Paragraph:
        text = rewrite(original.text)
        speakers = (
            None
            if original.speakers is None
            else tuple(rewrite(name) for name in original.speakers)
        )
        actions = original.actions if text == original.text else ()
        return replace(
            original,
            text=text,
            speaker=rewrite(original.speaker),
            speakers=speakers,
            actions=actions,
        )

    def item(original: Item) -> Item:
        return replace(
            original,
            title=rewrite(original.title),
            paragraphs=tuple(map(paragraph, original.paragraphs)),
        )

    def attendee(original: Attendee) -> Attendee:
        return replace(
            original,
            name=rewrite(original.name),
            role=rewrite(original.role),
            body=rewrite(original.body),
        )

    return replace(
        meeting,
        title=rewrite(meeting.title),
        place=rewrite(meeting.place),
        items=tuple(map(item, meeting.items)),
        attendance=tuple(map(attendee, meeting.attendance)),
        warnings=tuple(rewrite(warning) for warning in meeting.warnings),
    )


def _hash(salt: str, parts: Any) -> str:
    content = f"{salt} {' '.join(parts)}".encode("utf-8", "replace")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


LEFT_OUT = "…"
_NUMBER = 4  # digits of a year
# The minutes themselves and what is made from them: these are changed by name.
_OWN = frozenset(
    """
    meetings items paragraphs people forms mentions attendance words acronyms index_sizes readings
    meeting_keys withdrawn_passages seen joined_by_hand votes
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


def sweep_words(db: Database, words_gone: Collection[str], passages: Recogniser) -> None:
    """Take words out of everything that is remembered beside the minutes: questions, notes,
    topics of conversations, what was sent. `gone` are plain forms, as the index has them; of
    `passages` each stretch goes that a person has written. The reasons given stay."""
    lost = frozenset(words_gone)

    def without(text: str) -> str | None:
        redacted = _WORD.sub(lambda m: LEFT_OUT if lost & set(plain_words(m[0])) else m[0], text)
        return None if redacted == text else redacted

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
            redacted = without(value)
            return value if redacted is None else redacted
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
    """Return the words of some texts that stand nowhere in the minutes any more; short numbers tell
    nothing by themselves."""
    candidates = {word for text in texts for word in plain_words(text)} - STOP
    candidates = {word for word in candidates if not (word.isdecimal() and len(word) <= _NUMBER)}
    still_used = {
        row["word"]
        for row in db.query(
            "select word from words where word in (select value from json_each(?))",
            [json.dumps(sorted(candidates))],
        )
    }
    return frozenset(candidates - still_used)


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


# ---- erasing words everywhere at once ---------------------------------------------------------
# What is beside the minutes, versions, messages, old pages.


def meetings_with(book: Book, erased: Erasures) -> list[int]:
    """Return the meetings in whose minutes something stands that is erased; withdrawn ones have
    none."""
    db = book.read()
    meetings: set[int] = set()
    for statement in (
        "select id, coalesce(title, '') || ' ' || coalesce(place, '') || ' ' || warnings"
        " from meetings where status <> 'withdrawn'",
        "select meeting_id, title from items",
        "select meeting_id, text || ' ' || coalesce(speaker, '') from paragraphs",
        "select meeting_id, name || ' ' || coalesce(role, '') || ' ' || coalesce(body, '')"
        " from attendance",
    ):
        for meeting, text in db.execute(statement):
            if meeting not in meetings and erased.without(text) is not None:
                meetings.add(meeting)
    return sorted(meetings)


def erase_versions(db: Database, meetings: Iterable[int], erased: Erasures) -> None:
    """Erase from every version of every meeting, within the caller's transaction."""
    for meeting in meetings:
        rewrite_versions(db, meeting, lambda version: meeting_without(version, erased))


def erase_beside(db: Database, erased: Erasures, now: dt.datetime) -> int:
    """Erase from all that is remembered beside the minutes, within the caller's transaction; how
    many messages in Slack hold it."""
    holding = [
        row["id"]
        for row in db.query("select id, payload from shared_messages where payload is not null")
        if erased.without(json.dumps(json.loads(row["payload"]), ensure_ascii=False)) is not None
    ]
    sweep(db, erased.without)
    db.conn.executemany(
        "update shared_messages set revision = revision + 1, withdrawn_at = ?,"
        " state = case when kind = 'unseen' then 'beyond' else 'owed' end where id = ?",
        [(now.isoformat(), message) for message in holding],
    )
    db.conn.executemany(
        "delete from shared_corrections where message_id = ?",
        [(message_id,) for message_id in holding],
    )
    for table, column in (("meeting_keys", "key"), ("joined_by_hand", "form_a"),
                          ("joined_by_hand", "form_b")):  # fmt: skip
        for (value,) in db.execute(f"select distinct {column} from {table}").fetchall():
            if erased.without(value) is not None:
                db.execute(f"delete from {table} where {column} = ?", [value])
    for meeting, key, title in db.execute("select id, key, title from meetings").fetchall():
        if (redacted := erased.without(key)) is not None:
            db.execute(
                "update meetings set key = ? where id = ?", [f"{redacted}|{meeting}", meeting]
            )
        if (redacted := erased.without(title or "")) is not None:  # of one that was withdrawn
            db.execute("update meetings set title = ? where id = ?", [redacted, meeting])
    scrub_index(db)
    return len(holding)


def all_meetings(db: Database) -> list[int]:
    """Return the ids of all meetings, withdrawn ones too."""
    return [row[0] for row in db.execute("select id from meetings")]
