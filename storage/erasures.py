"""Words that had to go from everywhere, and are not let in again: known by hashes, not kept."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from storage.records import Attendee, Hand, Item, Meeting, Paragraph
from storage.words import plain_words, words

ERASED = "[erased]"


@dataclass(frozen=True, slots=True)
class Erasures:
    """What is erased: by the number of words in a row, their hash and what stands for them."""

    salt: str
    known: Mapping[int, Mapping[str, str]]

    def without(self, text: str) -> str | None:
        """A text with what is erased replaced; None where it stays as it is."""
        told = words(text)
        for count in sorted(self.known, reverse=True):
            for start in range(len(told) - count + 1):
                run = told[start : start + count]
                found = self.known[count].get(_hash(self.salt, [w.plain for w in run]))
                if found is not None:
                    head = text[: run[0].start] + found
                    rest = text[run[-1].end :]
                    return head + (self.without(rest) or rest)
        return None


def erasures(db: Database) -> Erasures:
    """What has been erased so far."""
    known: dict[int, dict[str, str]] = {}
    for row in db.query("select * from erasures"):
        known.setdefault(row["words"], {})[row["hash"]] = row["instead"]
    return Erasures(salt_of(db), known)


def salt_of(db: Database) -> str:
    """The book's own salt, so that no two books have the same hash of the same words."""
    (salt,) = db.execute("select salt from erasure_salt").fetchone()
    return str(salt)


def keep_out(
    db: Database, phrase: str, instead: str, reason: str, hand: Hand, now: dt.datetime
) -> Erasures:
    """Erase these words from now on, within the caller's transaction; the whole of what is."""
    told = plain_words(phrase)
    db.execute(
        "insert or replace into erasures (hash, words, instead, reason, by, at)"
        " values (?, ?, ?, ?, ?, ?)",
        [_hash(salt_of(db), told), len(told), instead, reason, hand.by, now.isoformat()],
    )
    return erasures(db)


def meeting_without(meeting: Meeting, erased: Erasures) -> Meeting:
    """A document without what is erased, wherever it stands in it."""
    return retold(meeting, erased.without) if erased.known else meeting


def retold(meeting: Meeting, without: Callable[[str], str | None]) -> Meeting:
    """A document with every text as `without` gives it, None where it stays as it is."""

    def told(text: str | None) -> Any:
        return text if text is None else without(text) or text

    def paragraph(one: Paragraph) -> Paragraph:
        text = told(one.text)
        speakers = None if one.speakers is None else tuple(told(name) for name in one.speakers)
        kept = one.actions if text == one.text else ()
        return replace(one, text=text, speaker=told(one.speaker), speakers=speakers, actions=kept)

    def item(one: Item) -> Item:
        return replace(one, title=told(one.title), paragraphs=tuple(map(paragraph, one.paragraphs)))

    def attendee(one: Attendee) -> Attendee:
        return replace(one, name=told(one.name), role=told(one.role), body=told(one.body))

    return replace(
        meeting,
        title=told(meeting.title),
        place=told(meeting.place),
        items=tuple(map(item, meeting.items)),
        attendance=tuple(map(attendee, meeting.attendance)),
        warnings=tuple(told(warning) for warning in meeting.warnings),
    )


def _hash(salt: str, told: Any) -> str:
    said = f"{salt} {' '.join(told)}".encode("utf-8", "replace")
    return hashlib.blake2b(said, digest_size=16).hexdigest()
