"""Minutes that were set as a table: its rows as the titles and paragraphs that they hold.

Such a table has numbers, topics or labels beside long text, and often a column for actions. Every
other table stays one, each row with the heads of its columns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from sources.dates import find_date
from sources.readers.blocks import Block, tidy
from sources.structure.numbering import clean_number, split_number
from sources.structure.tables import (
    as_row,
    is_action_head,
    is_head,
    names_columns,
    repeats_heads,
)
from sources.structure.titles import is_title

_FIGURE = re.compile(r"[-+£$€(]*\d[\d,.]*\s?[%)]*")
_FEWEST_PAIRS = 3
_LONG = 80  # letters of a cell that is surely text
_TOPIC = 70  # letters of a topic or label, at most

_DEEDS = ("action", "owner")  # heads of what is to be done

Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of minutes set as a table: of numbers, of topics or labels beside the text, and
    of actions; `labels` are words that the cells of the second hold again and again."""

    number: int | None = None
    topic: int | None = None
    actions: frozenset[int] = frozenset()
    labels: frozenset[str] = frozenset()


def lay_out_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with minutes that were set as a table turned into titles and paragraphs.

    Other rows stay rows, with the heads of their columns once before them; those of a table of
    actions name what each entry is drawn from, and go.
    """
    laid: list[Block] = []
    for run in _runs(_with_pairs(blocks)):
        is_table = run[0].role == "row"
        layout = _layout(run) if is_table else None
        if layout:
            laid += [replace(part, place=row.place) for row in run for part in _parts(row, layout)]
        else:
            laid += _with_heads_once(run) if is_table else run
    return laid


def _with_pairs(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a table of two columns that was copied cell by cell, each on a line, as rows
    again: names and figures by turns, three pairs at least. Figures that count up are numbers."""
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at
        while end + 1 < len(blocks) and _is_pair(blocks[end], blocks[end + 1]):
            end += 2
        figures = [tidy(block.text) for block in blocks[at + 1 : end : 2]]
        if len(figures) < _FEWEST_PAIRS or _count_up(figures):
            end = at + 1
            made.append(blocks[at])
        else:
            pairs = zip(blocks[at:end:2], figures, strict=True)
            made += [replace(as_row((n.text, f), ()), place=n.place) for n, f in pairs]
        at = end
    return made


def _is_pair(name: Block, figure: Block) -> bool:
    """Whether a line is a short name, and the next one nothing but a figure."""
    text, value = tidy(name.text), tidy(figure.text)
    plain = name.role == figure.role == "text" and not (name.number or figure.number)
    short = 0 < len(text) <= _TOPIC and text[-1] not in ".:;?!" and any(map(str.isalpha, text))
    return plain and short and bool(_FIGURE.fullmatch(value)) and value[-1:] != "."


def _count_up(figures: Sequence[str]) -> bool:
    values = [int(figure) for figure in figures if figure.isdigit()]
    steps = {after - before for before, after in pairwise(values)}
    return len(values) == len(figures) and steps == {1}


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks in runs: the rows of each table, and what stands between tables. Rows of one
    cell, which goes over the whole width, are of the table that they stand in."""
    for (role, _), group in groupby(blocks, key=lambda b: (b.role, b.heads)):
        run: list[Block] = []
        width = 0
        for block in group:
            cells = len(block.cells) if role == "row" else 0
            if run and cells > 1 and width > 1 and cells != width:
                yield run
                run = []
            width = cells if cells > 1 else width
            run.append(block)
        yield run


def _with_heads_once(rows: Sequence[Block]) -> list[Block]:
    """The rows of a table without its heads where they stand again, as on each page."""
    heads = [row for row in rows if repeats_heads(row)]
    first = heads[:1] if not is_action_head(rows[0].heads) else []
    return [*first, *(row for row in rows if not repeats_heads(row))]


def _cells(block: Block) -> list[Cell]:
    """The blocks within each cell of a row; of a row without them, each line of a cell is one."""
    if block.inner:
        return [tuple(b for b in cell if tidy(b.text)) for cell in block.inner]
    return [tuple(Block(t) for t in cell.split("\n") if tidy(t)) for cell in block.cells]


def _layout(rows: Sequence[Block]) -> _Layout | None:
    """How minutes are set in the rows of a table; None where they are not."""
    heads = rows[0].heads
    if is_action_head(heads):
        return None
    named = names_columns(heads)
    asked = any(is_head(h, "question") for h in heads) and any(is_head(h, "answer") for h in heads)
    body = [row for row in rows if not ((named or asked) and repeats_heads(row))]
    cells = [row for row in map(_cells, body) if sum(map(bool, row)) > 1]
    width = max(map(len, cells), default=0)
    columns = [[row[i] for row in cells if i < len(row) and row[i]] for i in range(width)]
    actions = frozenset(
        i
        for i, column in enumerate(columns)
        if is_head(heads[i] if i < len(heads) else column[0][0].text if column else "", *_DEEDS)
    )
    number = 0 if columns and _is_numbers(columns[0]) else None
    texts = [i for i, column in enumerate(columns) if i != number and i not in actions]
    if asked:
        return _Layout(number)
    if any(_has_figures(columns[i], heads[i] if i < len(heads) else "") for i in texts):
        return None
    if named:
        topic = next((i for i in texts if i < len(heads) and is_head(heads[i], "item")), None)
        topic = topic if topic is not None and len(texts) > 1 else None
        return _Layout(number, topic, actions)
    prose = [i for i in texts if _is_prose(columns[i])]
    if number is not None and prose:
        return _Layout(number, None, actions)
    if len(cells) == 1 and number is not None and width == 2 and not heads:
        return _Layout(number) if len(tidy(columns[1][0][0].text)) > 3 else None
    topics = [i for i in texts if _is_topics(columns[i])]
    if len(cells) < 2 or len(prose) != 1 or topics != [prose[0] - 1] or width > prose[0] + 2:
        return None
    counts = Counter(_text(cell).casefold() for cell in columns[topics[0]])
    labels = frozenset(label for label, n in counts.items() if n > 1)
    return _Layout(None, topics[0], actions, labels if len(counts) < len(cells) else frozenset())


def _text(cell: Cell) -> str:
    return " ".join(tidy(block.text) for block in cell)


def _bare_number(block: Block) -> str:
    """The number that is all that a block holds; "" where there is more or none."""
    number, style, rest = split_number(f"{tidy(block.text)}\t")
    return number if number and not rest and style != "bullet" else ""


def _is_numbers(column: Sequence[Cell]) -> bool:
    """Whether the cells are numbers of items or paragraphs."""
    numbered = sum(any(map(_bare_number, cell)) for cell in column)
    return numbered >= 0.6 * len(column)


def _is_prose(column: Sequence[Cell]) -> bool:
    """Whether most cells hold sentences, or several paragraphs."""
    return sum(map(_holds_text, column)) >= 0.4 * len(column)


def _holds_text(cell: Cell) -> bool:
    text = _text(cell)
    return len(cell) > 1 or len(text) > _LONG or (text[-1:] in ".?!" and len(text.split()) > 4)


def _is_topics(column: Sequence[Cell]) -> bool:
    """Whether all cells are short words without a stop, such as titles and labels have."""
    texts = map(_text, column)
    return all(len(t) <= _TOPIC and t[0].isupper() and t[-1] not in ".;," for t in texts)


def _has_figures(column: Sequence[Cell], head: str) -> bool:
    """Whether a column has nothing but figures: payments, scores."""
    figures = bool(column) and all(_FIGURE.fullmatch(_text(cell)) for cell in column)
    return figures and not is_head(head, "item", "due")


def _parts(row: Block, layout: _Layout) -> Iterator[Block]:
    """One row of such a table as titles and paragraphs, its action column as "Action: …"."""
    known = any(is_head(h, "item", "text", "question") for h in row.heads)
    if known and repeats_heads(row):
        return
    cells = _cells(row)
    filled = [i for i, cell in enumerate(cells) if cell]
    numbers = _numbers(cells[0]) if layout.number == 0 and cells else []
    texts = [i for i in filled if i not in layout.actions and not (i == 0 and numbers)]
    if len(filled) == 1 and not numbers:
        yield from cells[filled[0]]
        return
    if layout.topic in texts and layout.topic != texts[-1]:
        yield from _beside_topic(cells, texts, layout, numbers)
    else:
        yield from _numbered([b for i in texts for b in cells[i]], numbers)
    for i in sorted(layout.actions & set(filled)):
        lines = [b for b in cells[i] if not is_head(b.text, *_DEEDS)]
        yield from (_action(tidy(line.text)) for line in lines)


def _numbers(cell: Cell) -> list[str]:
    """The numbers in a cell, without those of paragraphs within an item: "i)"."""
    numbers = [split_number(f"{tidy(b.text)}\t") for b in cell if _bare_number(b)]
    inner = len(numbers) > 1
    return [n.number for n in numbers if not inner or n.style not in ("roman", "letter")]


def _beside_topic(
    cells: Sequence[Cell], texts: Sequence[int], layout: _Layout, numbers: list[str]
) -> Iterator[Block]:
    """A row with a topic as title over its text, or a label before it: "Decision: …"."""
    at = texts.index(layout.topic) if layout.topic is not None else 0
    topic = _text(cells[texts[at]])
    rest = [b for i in texts if i != texts[at] for b in cells[i]]
    if topic.casefold() in layout.labels:
        first, *others = rest
        yield replace(first, text=f"{topic.rstrip(':')}: {first.text}", bold=False, lead=0)
        yield from others
    else:
        yield Block(topic, number=clean_number(numbers[0]) if numbers else None, bold=True)
        yield from rest


def _numbered(blocks: Sequence[Block], numbers: list[str]) -> Iterator[Block]:
    """The text of a row with its numbers: one goes to the first block, several to its titles in
    bold where they are as many."""
    titles = [i for i, block in enumerate(blocks) if block.bold]
    given = dict(zip(titles, numbers, strict=False)) if len(titles) == len(numbers) > 1 else {}
    if not given and numbers and blocks:
        given = {0: numbers[0]}
    for i, block in enumerate(blocks):
        if i not in given:
            yield block
        else:
            alone = is_title(block.text, block.bold) and tidy(block.text)[-1:] not in ".;"
            title = block.bold or (alone and len(blocks) > 1)
            yield replace(block, number=clean_number(given[i]), bold=title)


def _action(words: str) -> Block:
    """What an action column says: initials or a name as "Action: MB", words as a row of actions."""
    if re.match(r"action", words, re.IGNORECASE):
        return Block(words)
    if len(words.split()) < 4:
        return Block(f"Action: {words}")
    owner = re.match(r"([A-Z][\w.’' -]{0,40}?)\s+(?:to|will)\b", words)
    due = find_date(words)
    cells = (words, owner[1] if owner else "", words[due.start : due.end] if due else "")
    return as_row(cells, ("Action", "Owner", "Due"))
