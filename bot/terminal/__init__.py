"""Documents drawn as text for a terminal: the same that Slack gets, but for what can be pressed."""

import datetime as dt
import textwrap
from collections.abc import Iterator
from functools import partial

import click

from commands.answers import Answer, SearchAnswer
from commands.documents import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Group,
    Heading,
    Leaf,
    Leaves,
    Line,
    Link,
    Mention,
    Moment,
    Note,
    Part,
    Quotation,
    Sentence,
    Table,
    TableRow,
    Try,
    Words,
    styled,
)
from commands.documents.phrases import OPEN

WIDTH = 88
INDENT = "   "
BOLD, PLAIN = "\ue000", "\ue001"  # of the private use area: they count as no word's end
# Parts after which another stands without an empty line between them.
TOGETHER: dict[type, tuple[type, ...]] = {
    Quotation: (Line, Sentence, Heading),
    TableRow: (Line, Sentence, Heading),
    Note: (Quotation, TableRow, Sentence, Note, Line),
    Sentence: (Sentence, Note),
    Bullets: (Line, Sentence, Heading, Bullets),
    Table: (Line, Sentence),
    Buttons: (Quotation, Note, Group, Line, Sentence),
    Try: (Sentence, Note, Try),
}


def draw(document: Document, zone: dt.tzinfo = dt.UTC) -> str:
    """Draw a document, its moments in a time zone; styled with click, which plain output strips."""
    text: list[str] = []
    before: type | None = None
    for part in document.parts:
        lines = list(_part(part, zone, before))
        if not lines:
            continue
        apart = before is not None and before not in TOGETHER.get(type(part), ())
        text += [*([""] if apart else []), *lines]
        before = type(part)
    return "\n".join(text)


def _part(part: Part, zone: dt.tzinfo, before: type | None = None) -> Iterator[str]:
    match part:
        case Heading():
            yield click.style(part.text, bold=True, underline=True)
        case Sentence():
            yield part.text
        case Line():
            yield from _line(part.leaves, zone)
        case Quotation():
            yield _quotation(part)
        case Bullets():
            for leaves in part.lines:
                yield from _line(leaves, zone)
        case Group(parts=(first, *others)):
            yield from _part(first, zone)
            for one in others:
                lines = _part(one, zone)
                yield from lines if isinstance(one, Quotation) else map(_indented, lines)
        case Note():
            yield _indented(part.text) if before is Quotation else part.text
        case Table():
            yield from _table(part)
        case TableRow():
            yield from (INDENT + line for line in part.lines())
        case Buttons():
            yield from (INDENT + b.url for b in part.row if isinstance(b, Button) and b.url)
        case Try():
            yield from (f"  Try: {words}" for words in part.questions)
        case Divider():
            pass


def _indented(text: str) -> str:
    """The lines indented, once."""
    return "\n".join(INDENT + line.removeprefix(INDENT) for line in text.split("\n"))


def _table(table: Table) -> Iterator[str]:
    width = max(len(typed) for typed, _ in table.rows) + 2
    yield from (f"  {typed:<{width}}{meaning}".rstrip() for typed, meaning in table.rows)


def _quotation(quotation: Quotation) -> str:
    """Words as published, indented, with what matters in them in bold."""
    runs = styled(quotation.text, quotation.highlights)
    text = "".join(f"{BOLD}{run}{PLAIN}" if bold else run for run, bold in runs)
    filled = textwrap.fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    on, off = click.style("", bold=True, reset=False), click.style("")
    return filled.replace(BOLD, on).replace(PLAIN, off)


def _line(leaves: Leaves, zone: dt.tzinfo) -> Iterator[str]:
    """A line, and beneath it the addresses that it leads to."""
    yield "".join(map(partial(_leaf, zone=zone), leaves)).removesuffix(" · ")
    yield from (INDENT + leaf.url for leaf in leaves if isinstance(leaf, Link) and leaf.url)


def _leaf(leaf: Leaf, zone: dt.tzinfo) -> str:
    match leaf:
        case Words():
            return click.style(leaf.text, bold=True) if leaf.bold else leaf.text
        case Link():
            return "" if leaf.words == OPEN else leaf.words  # its address stands beneath
        case Mention():
            return leaf.who
        case Moment():
            return f"{leaf.at.astimezone(zone):%Y-%m-%d %H:%M}"


def explained(answer: Answer) -> str:
    """The facts that ranked each result, strongest first."""
    if not isinstance(answer, SearchAnswer):
        return ""
    lines = []
    for hit in answer.hits:
        facts = sorted(hit.why, key=lambda fact: -abs(fact[1]))
        why = ", ".join(f"{name} {value:+.2f}" for name, value in facts)
        lines.append(f"{hit.rank}. {hit.score:.2f} = {why}")
    return "\n".join(lines)
