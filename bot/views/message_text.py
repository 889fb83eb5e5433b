"""A document drawn as a message's `text`: what phones and screen readers read instead of blocks.

It says all that the blocks do, within what Slack takes; where that is too little it says so.
"""

from collections.abc import Iterator
from itertools import accumulate

from bot.slack_text import BLOCK_MOST, TEXT_MOST, escape, escaped_within, link, usable
from bot.views.kit import person
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
    cut,
)

LINE_MOST = 1200  # characters of a line of ours, where not everything fits
CLOSING_MOST = 300  # characters of a last line that is never left out
QUOTED_MOST = 3000  # of a quotation then
GOES_ON = "” (It goes on: the message and the page hold the whole paragraph.)"
REST = "The rest stands in the message."


def text(document: Document) -> str:
    """Draw a document. Where it does not fit, long lines are cut and what is left out is left out
    from the end, but for its last line."""
    whole = "\n".join(_lines(document, TEXT_MOST))
    if len(whole) <= TEXT_MOST:
        return whole
    lines = list(_lines(document, LINE_MOST))
    closing = [REST, lines.pop()] if len(lines[-1]) <= CLOSING_MOST else [REST]
    room = TEXT_MOST - sum(len(line) + 1 for line in closing)
    lengths = accumulate(len(line) + 1 for line in lines)
    fitting = [line for line, length in zip(lines, lengths, strict=True) if length <= room]
    return "\n".join([*fitting, *closing])


def _lines(document: Document, most: int) -> list[str]:
    return [line for part in document.parts for line in _part(part, most)]


def _part(part: Part, most: int) -> Iterator[str]:
    match part:
        case Heading() | Sentence() | Note():
            yield escaped_within(cut(part.text, BLOCK_MOST), most)
        case Line():
            yield _line(part.leaves, most)
        case Bullets():
            yield from (_line(leaves, most) for leaves in part.lines)
        case Group():
            for one in part.parts:
                yield from _part(one, most)
        case Quotation():
            yield _quotation(part, most)
        case Table():
            for typed, meaning in part.rows:
                yield escaped_within(": ".join(filter(None, (typed, meaning))), most)
        case TableRow():
            pairs = zip(part.heads, part.cells, strict=True)
            words = "; ".join(f"{head}: {cell}" if head else cell for head, cell in pairs)
            yield escaped_within(f"“{words}”", most)
        case Buttons():
            opened = [link(b.url, b.words) for b in part.row if isinstance(b, Button) and _opens(b)]
            if opened:
                yield " · ".join(opened)
        case Try():
            tried = ", ".join(f"/minutes {question}" for question in part.questions)
            yield escaped_within(f"Try: {tried}", most)
        case Divider():
            pass


def _opens(button: Button) -> bool:
    return usable(button.url) is not None


def _quotation(quotation: Quotation, most: int) -> str:
    words, room = escape(quotation.text), QUOTED_MOST if most < TEXT_MOST else most
    if len(words) <= room:
        return f"“{words}”"
    return f"“{escaped_within(quotation.text, room)}{GOES_ON}"


def _line(leaves: Leaves, most: int) -> str:
    """The leaves beside each other; without their addresses where these are too long."""
    whole = "".join(map(_leaf, leaves))
    if len(whole) <= most:
        return whole
    return escaped_within("".join(map(_words, leaves)), most)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Link():
            return link(leaf.url, leaf.words)
        case Mention(who, "group"):
            return f"<!subteam^{who}>"
        case Mention(who, "place"):
            return f"<#{who}>"
        case Mention(who) if person(who)["type"] == "user":
            return f"<@{who}>"
        case _:
            return escape(_words(leaf))


def _words(leaf: Leaf) -> str:
    match leaf:
        case Words():
            return leaf.text
        case Link():
            return leaf.words
        case Mention():
            return leaf.who
        case Moment():
            return f"{leaf.at:%-d %B %Y %H:%M} UTC"
