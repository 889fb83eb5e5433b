"""How it was voted: what each paragraph that tells of a vote says of it."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from storage.database import Book
from storage.model import Viewer, Vote
from storage.visibility import paragraph_visible


def write_vote(db: Database, paragraph_id: str, motion_id: str | None, vote: Vote) -> None:
    """Write the vote that a paragraph tells, with the paragraph that says what it was on."""
    db.table("votes").insert(
        {
            "paragraph_id": paragraph_id,
            "motion_id": motion_id,
            "votes_for": vote.for_,
            "votes_against": vote.against,
            "abstained": vote.abstained,
            "carried": vote.passed,
            "names": json.dumps(vote.names, ensure_ascii=False),
        }
    )


def votes_of_meeting(db: Database, meeting_id: int) -> sqlite3.Cursor:
    """Return the rows of a meeting's votes, to be compared."""
    return db.execute(
        "select votes.* from votes join paragraphs on paragraphs.id = paragraph_id"
        " where meeting_id = ? order by 1",
        [meeting_id],
    )


def votes_under(book: Book, viewer: Viewer, item_ids: Sequence[int]) -> dict[str, Vote]:
    """Return the votes told under these items, by the paragraphs that tell them, as this viewer
    may see them."""
    rows = book.read().query(
        f"""
        select votes.*, motions.position as motion from votes
        join paragraphs on paragraphs.id = votes.paragraph_id
        join items on items.id = paragraphs.item_id
        join meetings on meetings.id = paragraphs.meeting_id
        left join paragraphs as motions on motions.id = motion_id
        where items.id in ({",".join("?" * len(item_ids))}) and {paragraph_visible(viewer)}
        """,
        list(item_ids),
    )
    return {row["paragraph_id"]: _vote_of(row) for row in rows}


def _vote_of(row: dict[str, Any]) -> Vote:
    return Vote(
        row["votes_for"],
        row["votes_against"],
        row["abstained"],
        tuple((side, tuple(names)) for side, names in json.loads(row["names"])),
        None if row["carried"] is None else bool(row["carried"]),
        row["motion"],
    )
