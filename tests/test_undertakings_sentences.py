"""Promises told from their lookalikes, over the table of sentences beside this file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from sources.actions.extract import extract_actions
from storage.model import ExtractedAction, Item, Meeting, Paragraph

HELD = dt.date(2023, 5, 16)
NEXT = dt.date(2023, 7, 18)
TABLE = Path(__file__).with_suffix(".txt")


class Expected(NamedTuple):
    kind: str
    owner: str | None
    due: str | None
    key: str


@dataclass
class Row:
    part: str
    words: str
    expected: list[Expected] = field(default_factory=list)


def read_table() -> Iterator[Row]:
    part, row = "", None
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("== "):
            part = line[3:]
        elif line.startswith("    ") and row is not None:
            kind, owner, due, key = (cell.strip() for cell in line.split(" | ", 3))
            none = {"-": None}
            row.expected.append(Expected(kind, none.get(owner, owner), none.get(due, due), key))
        elif line and not line.startswith("#"):
            if row is not None:
                yield row
            row = Row(part, line.replace("\\n", "\n"))
    if row is not None:
        yield row


ROWS = list(read_table())
LOOKALIKES = [row for row in ROWS if not row.expected]


def drawn_from(words: str) -> list[ExtractedAction]:
    """What is entered in the register from a paragraph with these words."""
    item = Item(title="Update", paragraphs=(Paragraph(text=words),))
    meeting = Meeting(panel="Panel", date=HELD, next_meeting=NEXT, items=(item,))
    read = extract_actions(meeting).items[0].paragraphs[0]
    for action in read.actions:
        assert read.text[action.start : action.end] == action.text
    return [action for action in read.actions if action.certain]


def described(action: ExtractedAction) -> tuple[str, str | None, str | None]:
    kind = "noting" if action.procedural else action.kind
    return kind, action.owner, action.due.isoformat() if action.due else None


def test_the_table_is_large_and_about_half_lookalikes() -> None:
    assert len(ROWS) >= 300
    assert 0.4 <= len(LOOKALIKES) / len(ROWS) <= 0.6


@pytest.mark.parametrize(
    ("words", "expected"),
    [pytest.param(row.words, row.expected, id=f"{row.part}: {row.words[:60]}") for row in ROWS],
)
def test_what_is_entered_from_a_sentence(words: str, expected: list[Expected]) -> None:
    """All that is expected, each with its kind, owner and day; of a lookalike nothing."""
    drawn = drawn_from(words)

    for one in expected:
        found = next((a for a in drawn if one.key.casefold() in a.text.casefold()), None)
        assert found, f"missed: {one.key}"
        assert described(found) == one[:3]
        drawn.remove(found)
    assert [action.text for action in drawn] == []
