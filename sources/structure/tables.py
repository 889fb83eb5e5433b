"""Tables in minutes: laid out as items and text, read as lists of actions, or kept as lines."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from sources.dates import find_date, parse_date
from sources.readers.blocks import Block, tidy
from sources.structure.numbering import clean_number, split_number
from storage.model import ExtractedAction

_ACTION = re.compile(
    r"^(?:agreed\s+)?actions?(?:\s+(?:points?|required|agreed|to be taken|description))?$|^task$",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(?:owner|lead|who|by whom|responsib\w+|action(?:ed)? by|person\b.*|assigned to|"
    r"officer|name)$",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"^(?:due(?: date| by)?|deadline|by when|when|target(?: date)?|timescale|date due|"
    r"completion(?: date)?|date)$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:(?:agenda\s+)?item|minute|min|ref(?:erence)?|no|number|topic|"
    r"agenda)\b\.?(?:\s*(?:no|number|ref)\.?)?$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^[-+£$€(]*\d[\d,.]*\s?[%)]*$")
_TEXT = re.compile(
    r"^(?:(?:minutes?|discussion|notes?|summary|details?|description|item|business|"
    r"subject)(?:\s+(?:and|/|&)\s+\w+)*|discussion.*|key points.*)$",
    re.IGNORECASE,
)


def lay_out_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with minutes that were set as a table turned into titles and paragraphs.

    Such a table has a column of numbers or topics beside a column of long text, and often one for
    actions. Other rows stay rows, with the heads of their columns once before them; those of a
    table of actions name what each entry is drawn from, and go.
    """
    laid: list[Block] = []
    for (role, _), group in groupby(blocks, key=lambda b: (b.role, b.heads)):
        run = list(group)
        if role == "row" and _is_layout(run):
            laid += [replace(part, place=row.place) for row in run for part in _laid_out(row)]
        elif role == "row":
            laid += _with_heads_once(run)
        else:
            laid += run
    return laid


def _with_heads_once(rows: Sequence[Block]) -> list[Block]:
    """The rows of a table without its heads where they stand again, as on each page."""
    heads = [row for row in rows if _is_heads(row)]
    first = heads[:1] if _action_columns(rows[0].heads) is None else []
    return [*first, *(row for row in rows if not _is_heads(row))]


def heads_a_table(cells: Sequence[str]) -> bool:
    """Whether these are the heads of a table of actions, or of minutes set in columns."""
    names = [tidy(cell).rstrip(":") for cell in cells]
    agenda = re.fullmatch(r"no\.? items?", " ".join(names), re.IGNORECASE)  # ModernGov's frame
    return bool(_action_columns(tuple(cells)) or (_names_columns(names) and not agenda))


def action_of_row(block: Block, text: str) -> tuple[ExtractedAction, ...]:
    """The action that a row of an action table states, with its owner and day. None: ()."""
    columns = _action_columns(block.heads)
    if block.role != "row" or columns is None:
        return ()
    owner, due = _cell(block, columns[1]), _cell(block, columns[2])
    return (
        ExtractedAction(
            "action",
            text,
            0,
            len(text),
            owner=owner or None,
            due=parse_date(due),
            due_words=due or None,
        ),
    )


def is_action_head(cells: tuple[str, ...]) -> bool:
    """Whether the cells head a table of actions: "Action", "Lead", "Due"."""
    return _action_columns(cells) is not None


def _is_heads(block: Block) -> bool:
    return tuple(map(tidy, block.cells)) == tuple(map(tidy, block.heads)) and any(block.cells)


def _action_columns(heads: tuple[str, ...]) -> tuple[int, int | None, int | None] | None:
    """The columns of action, owner and day in a table of actions; None where it is none."""
    names = [tidy(h).rstrip(":") for h in heads]
    action = next((i for i, n in enumerate(names) if _ACTION.match(n)), None)
    owner = next((i for i, n in enumerate(names) if _OWNER.match(n)), None)
    due = next((i for i, n in enumerate(names) if _DUE.match(n) and i != owner), None)
    if action is None or (owner is None and due is None):
        return None
    if any(re.match(r"discussion|minutes$|notes", n, re.IGNORECASE) for n in names):
        return None
    return action, owner, due


def _cell(block: Block, column: int | None) -> str:
    return tidy(block.cells[column]) if column is not None and column < len(block.cells) else ""


def _is_layout(rows: Sequence[Block]) -> bool:
    """Whether the rows of a table are minutes set in columns."""
    block = rows[0]
    names = [tidy(h).rstrip(":") for h in block.heads]
    if _action_columns(block.heads):
        return False
    if _names_columns(names):
        return not _has_figures(rows, names)
    same = rows
    if (
        len(same) <= 2
        and len(block.cells) == 2
        and split_number(f"{tidy(block.cells[0])}\t").number
        and not block.heads
    ):
        return len(tidy(block.cells[1])) > 3
    numbered = sum(
        bool(split_number(f"{tidy(b.cells[0])}\t").number)
        and not split_number(f"{tidy(b.cells[0])}\t").rest
        for b in same
        if b.cells
    )
    long = sum(any(len(tidy(c)) > 80 for c in b.cells[1:]) for b in same)
    return len(same) >= 2 and numbered >= len(same) * 0.6 and long >= len(same) * 0.4


def _names_columns(names: Sequence[str]) -> bool:
    items = {i for i, name in enumerate(names) if _ITEM.match(name)}
    texts = {i for i, name in enumerate(names) if _TEXT.match(name) or _ACTION.match(name)}
    return bool(items and texts) and len(items | texts) > 1


def _has_figures(rows: Sequence[Block], names: Sequence[str]) -> bool:
    """Whether a column, not that of numbers or days, has nothing but figures: payments, scores."""
    for i, name in enumerate(names):
        cells = [_cell(row, i) for row in rows if not _is_heads(row) and _cell(row, i)]
        if cells and all(map(_FIGURE.match, cells)) and not (_ITEM.match(name) or _DUE.match(name)):
            return True
    return False


def _laid_out(block: Block) -> list[Block]:
    """One row of such a table as a title and paragraphs, its action column as "Action: …"."""
    if _is_heads(block) and any(_ITEM.match(tidy(h)) or _TEXT.match(tidy(h)) for h in block.heads):
        return []
    cells = list(block.cells)
    names = [tidy(h).rstrip(":") for h in block.heads] if not _is_heads(block) else []
    laid: list[Block] = []
    number = ""
    for i, cell in enumerate(cells):
        if not tidy(cell):
            continue
        name = names[i] if i < len(names) else ""
        bare = split_number(f"{tidy(cell)}\t")
        if not laid and not number and bare.number and not bare.rest:
            number = bare.number
        elif _ACTION.match(name) or re.match(
            r"action|by whom|who$|owner|lead$", name, re.IGNORECASE
        ):
            laid += [_action_block(line) for line in cell.split("\n") if tidy(line)]
        else:
            laid += _lines(cell, number if not laid else "")
    return laid


def _action_block(line: str) -> Block:
    """What an action column says: initials or a name as "Action: MB", words as a row of actions."""
    words = tidy(line)
    if re.match(r"action", words, re.IGNORECASE):
        return Block(words)
    if len(words.split()) < 4:
        return Block(f"Action: {words}")
    owner = re.match(r"([A-Z][\w.’' -]{0,40}?)\s+(?:to|will)\b", words)
    due = find_date(words)
    cells = (words, owner[1] if owner else "", words[due.start : due.end] if due else "")
    return as_row(cells, ("Action", "Owner", "Due"))


def _lines(cell: str, number: str) -> list[Block]:
    lines = [line for line in cell.split("\n") if tidy(line)]
    first, rest = lines[0], lines[1:]
    title = bool(number) or (
        len(tidy(first)) < 80 and tidy(first)[-1:] not in ".;:" and not split_number(first).number
    )
    start = Block(
        first,
        number=clean_number(number),
        bold=title and len(tidy(first)) < 120 and tidy(first)[-1:] not in ".;",
    )
    return [start, *map(Block, rest)]


def row_text(block: Block) -> str:
    """What a row that stays a row reads as: the action of an action table, else its cells."""
    columns = _action_columns(block.heads)
    if columns and _cell(block, columns[0]):
        return _cell(block, columns[0])
    return " | ".join(tidy(c) for c in block.cells if tidy(c))


def as_row(cells: Sequence[str], heads: Sequence[str]) -> Block:
    """A table row as a block that reads as one line."""
    block = Block("", role="row", cells=tuple(cells), heads=tuple(heads))
    columns = _action_columns(block.heads)
    number = None
    if columns:
        first = tidy(block.cells[0]) if block.cells and columns[0] != 0 else ""
        number = (
            clean_number(first)
            if split_number(f"{first}\t").number and not _is_heads(block)
            else None
        )
    return replace(block, text=row_text(block), number=number or "")
