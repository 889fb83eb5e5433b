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
PARTS = ["seen", "held back", "other habits", "more bodies", "as decided"]
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


@dataclass
class Tally:
    """Counts over a part of the table."""

    hit: int = 0
    got: int = 0
    want: int = 0
    right: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("kind", "owner", "due"), 0)
    )
    misses: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        drawn = drawn_from(row.words)
        self.got += len(drawn)
        self.want += len(row.expected)
        for expected in row.expected:
            key = expected.key.casefold()
            found = next((a for a in drawn if key in a.text.casefold()), None)
            if found is None:
                self.misses.append(f"missed {expected.key!r} in {row.words!r}")
                continue
            drawn.remove(found)
            self.hit += 1
            for name, is_, should in zip(self.right, described(found), expected, strict=False):
                self.right[name] += is_ == should
                if is_ != should:
                    self.misses.append(f"{name} {is_!r}, not {should!r}: {row.words!r}")
        self.misses += [f"extra {a.kind} {a.text!r} in {row.words!r}" for a in drawn]

    @property
    def figures(self) -> dict[str, float]:
        precision, recall = self.hit / max(1, self.got), self.hit / max(1, self.want)
        shares = {name: count / max(1, self.hit) for name, count in self.right.items()}
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {"precision": precision, "recall": recall, "f1": f1, **shares}


def tally(*parts: str) -> Tally:
    counted = Tally()
    for row in ROWS:
        if row.part in parts:
            counted.add(row)
    return counted


def test_the_table_is_large_and_about_half_lookalikes() -> None:
    assert len(ROWS) >= 300
    assert 0.4 <= len(LOOKALIKES) / len(ROWS) <= 0.6


@pytest.mark.parametrize(
    "parts", [*([part] for part in PARTS), PARTS], ids=lambda parts: "+".join(parts)
)
def test_promises_are_told_from_their_lookalikes(parts: list[str]) -> None:
    counted = tally(*parts)
    print(", ".join(parts), {name: round(value, 3) for name, value in counted.figures.items()})
    assert counted.figures["f1"] >= 0.98, counted.misses
    assert min(counted.figures[name] for name in ("kind", "owner", "due")) >= 0.97, counted.misses


@pytest.mark.parametrize("words", [row.words for row in LOOKALIKES if row.part != "held back"])
def test_a_lookalike_is_not_entered(words: str) -> None:
    assert drawn_from(words) == []
