"""Rows of tables in minutes: what the heads of their columns are, and lists of actions."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from typing import Any

from sources.dates import parse_date
from sources.readers.blocks import Block, tidy
from sources.structure.head_words import any_of
from sources.structure.numbering import clean_number, split_number
from storage.model import ExtractedAction

WORDS: dict[str, Any] = tomllib.loads(
    resources.files("sources.structure").joinpath("tables.toml").read_text("utf-8")
)
_HEADS = {
    name: re.compile(rf"{any_of(kind['words'])}s?", re.IGNORECASE) for name, kind in WORDS.items()
}
_LONGEST_HEAD = 40  # letters


def is_head(cell: str, *kinds: str) -> bool:
    """Whether a cell is the head of a column of one of these kinds of `tables.toml`."""
    words = tidy(cell).replace(".", "").strip(" :")
    return any(_HEADS[kind].fullmatch(words) for kind in kinds)


def read_heads(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a first row as heads of columns; () where a number or a long text is among
    them, or nothing."""
    short = all(len(tidy(cell)) < _LONGEST_HEAD for cell in cells) and any(map(tidy, cells))
    numbered = any(split_number(f"{tidy(cell)}\t").number for cell in cells)
    return tuple(cells) if short and not numbered else ()


def heads_a_table(cells: Sequence[str]) -> bool:
    """Whether these are the heads of a table of actions, or of minutes set in columns."""
    names = [tidy(cell).rstrip(":") for cell in cells]
    agenda = re.fullmatch(r"no\.? items?", " ".join(names), re.IGNORECASE)  # ModernGov's frame
    return is_action_head(tuple(cells)) or (names_columns(names) and not agenda)


def names_columns(heads: Sequence[str]) -> bool:
    """Whether heads say that minutes are set in columns: "No. | Item | Action"."""
    items = {i for i, name in enumerate(heads) if is_head(name, "item")}
    texts = {i for i, name in enumerate(heads) if is_head(name, "text", "action")}
    return bool(items and texts) and len(items | texts) > 1


def action_of_row(block: Block, text: str) -> tuple[ExtractedAction, ...]:
    """The action that a row of an action table states, with its owner and day. None: ()."""
    columns = _action_columns(block.heads)
    if block.role != "row" or columns is None:
        return ()
    owner, due = cell_of(block, columns[1]), cell_of(block, columns[2])
    task = cell_of(block, columns[0])
    start, end = (text.find(task), text.find(task) + len(task)) if task in text else (0, len(text))
    return (
        ExtractedAction(
            "action",
            text[start:end],
            start,
            end,
            complete=is_head(cell_of(block, _status_column(block.heads)), "done"),
            owner=owner or None,
            due=parse_date(due),
            due_words=due or None,
        ),
    )


def is_action_head(cells: tuple[str, ...]) -> bool:
    """Whether the cells head a table of actions: "Action", "Lead", "Due"."""
    return _action_columns(cells) is not None


def repeats_heads(block: Block) -> bool:
    """Whether a row is that of the heads of its table."""
    return tuple(map(tidy, block.cells)) == tuple(map(tidy, block.heads)) and any(block.cells)


def _action_columns(heads: tuple[str, ...]) -> tuple[int, int | None, int | None] | None:
    """The columns of action, owner and day in a table of actions; None where it is none."""
    action = next((i for i, head in enumerate(heads) if is_head(head, "action")), None)
    owner = next((i for i, head in enumerate(heads) if is_head(head, "owner")), None)
    due = next((i for i, head in enumerate(heads) if is_head(head, "due") and i != owner), None)
    if action is None or (owner is None and due is None):
        return None
    if any(re.match(r"discussion|minutes$|notes", tidy(h), re.IGNORECASE) for h in heads):
        return None
    return action, owner, due


def _status_column(heads: tuple[str, ...]) -> int | None:
    """The column that says what became of an action; None where a table has none."""
    return next((i for i, head in enumerate(heads) if is_head(head, "status")), None)


def cell_of(block: Block, column: int | None) -> str:
    """The words of a row's cell; "" where there is none."""
    return tidy(block.cells[column]) if column is not None and column < len(block.cells) else ""


def row_text(block: Block) -> str:
    """What a row that stays a row reads as: the action of an action table, else its cells, also
    where the table says what became of each action."""
    columns = _action_columns(block.heads)
    if columns and cell_of(block, columns[0]) and _status_column(block.heads) is None:
        return cell_of(block, columns[0])
    return " | ".join(tidy(c) for c in block.cells if tidy(c))


def heads_of_row(block: Block, text: str) -> tuple[str, ...]:
    """The heads of the columns whose cells a row's text holds, in order; () for a row without
    heads, for the heads themselves, and where the text is no longer that of the cells."""
    filled = [i for i, cell in enumerate(block.cells) if tidy(cell)]
    whole = text == " | ".join(tidy(block.cells[i]) for i in filled)
    heads = [tidy(head) for head in block.heads]
    if repeats_heads(block) or not whole or len(filled) < 2 or filled[-1] >= len(heads):
        return ()
    return tuple(heads[i] for i in filled)


def row_of(inner: Sequence[Sequence[Block]], heads: Sequence[str]) -> Block:
    """A table row as a block, given the blocks within each of its cells."""
    block = as_row([cell_text(cell) for cell in inner], heads)
    return replace(block, inner=tuple(map(tuple, inner)))


def cell_text(blocks: Sequence[Block]) -> str:
    """The blocks of a cell, one a line, with their list numbers written before them."""
    return "\n".join(
        f"{b.number} {b.text}" if b.number and b.number != "•" else b.text for b in blocks
    )


def as_row(cells: Sequence[str], heads: Sequence[str]) -> Block:
    """A table row as a block that reads as one line."""
    block = Block("", role="row", cells=tuple(cells), heads=tuple(heads))
    columns = _action_columns(block.heads)
    number = None
    if columns and _status_column(block.heads) is None:
        first = tidy(block.cells[0]) if block.cells and columns[0] != 0 else ""
        number = (
            clean_number(first)
            if split_number(f"{first}\t").number and not repeats_heads(block)
            else None
        )
    return replace(block, text=row_text(block), number=number or "")
