"""A document drawn with Block Kit."""

from bot.slack_text import pieces, usable
from bot.views import kit
from bot.views.kit import Block
from commands.documents import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Document,
    Group,
    Heading,
    Leaf,
    Line,
    Link,
    Mention,
    Menu,
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

MOST = 50  # blocks of a message
QUOTED_MOST = 20  # blocks of one quotation
MORE = "There is more: /minutes and /actions find it."


def blocks(document: Document, most: int = MOST) -> list[Block]:
    """Draw a document in at most so many blocks; where there are more, what closes it stays."""
    every = [block for part in document.parts for block in _part(part)]
    if len(every) <= most:
        return every
    closing = [block for block in every[-2:] if block["type"] in ("actions", "context")]
    return [*every[: most - 1 - len(closing)], kit.context_block(MORE), *closing]


def _part(part: Part) -> list[Block]:
    match part:
        case Heading():
            return [kit.heading(part.text)]
        case Sentence():
            return [kit.section(part.text, _button(part.button) if part.button else None)]
        case Line() | Bullets():
            return [kit.rich_text(*_elements(part))]
        case Group():
            return [kit.rich_text(*(e for one in part.parts for e in _elements(one)))]
        case Quotation():
            return _quotation(part)
        case Table():
            return [kit.rich_text(kit.bullets(map(_row, part.rows)))]
        case TableRow():
            return [kit.rich_text(kit.preformatted("\n".join(part.lines())))]
        case Note():
            return [kit.context_block(part.text)]
        case Divider():
            return [kit.divider()]
        case Buttons():
            return kit.actions_block(*map(_button, part.row))
        case Try():
            return []


def _row(cells: tuple[str, str]) -> list[kit.Part]:
    typed, meaning = cells
    return [kit.text_object(typed, code=True), kit.text_object(f"  {meaning}")]


def _quotation(quotation: Quotation) -> list[Block]:
    """A block for each stretch of a quotation: one that is too long for a message is cut."""
    quoted = [kit.rich_text(element) for element in _quotes(quotation)]
    if len(quoted) <= QUOTED_MOST:
        return quoted
    left = kit.context_block("The paragraph goes on: the page holds the rest.")
    return [*quoted[:QUOTED_MOST], left]


def _elements(part: Line | Quotation | Bullets) -> list[kit.Part]:
    match part:
        case Line():
            return [kit.line(*map(_leaf, part.leaves))]
        case Bullets():
            return [kit.bullets([_leaf(leaf) for leaf in leaves] for leaves in part.lines)]
        case Quotation():
            return _quotes(part)


def _quotes(quotation: Quotation) -> list[kit.Part]:
    """The words whole: several quotations, split at sentences, where they are long."""
    return [kit.quote(*_stretch(quotation, *piece)) for piece in pieces(quotation.text)]


def _stretch(quotation: Quotation, start: int, end: int) -> list[kit.Part]:
    """`text[start:end]` with what matters in bold and what is gone struck out."""
    leaves: list[kit.Part] = []
    for words, bold in styled(quotation.text[start:end], quotation.highlights, start):
        for run, struck in styled(words, () if bold else quotation.struck, start):
            leaves.append(kit.text_object(run, bold=bold, strike=struck))
            start += len(run)
    return leaves


def _leaf(leaf: Leaf) -> kit.Part:
    match leaf:
        case Words():
            return kit.text_object(leaf.text, bold=leaf.bold, code=leaf.code)
        case Link():
            return kit.address(leaf.url, leaf.words)
        case Mention():
            return kit.mention(leaf.who, leaf.kind)
        case Moment():
            return kit.moment(leaf.at)


def _button(button: Button | Menu) -> kit.Part | None:
    """A button or menu; None for one that opens what is no address to Slack."""
    if isinstance(button, Menu):
        return kit.menu(button.does, button.choices)
    if not button.url:
        first = kit.asks_first(button.asks, button.words) if button.asks else None
        return kit.button(
            button.words, button.does, button.value, button.spoken, button.style, first
        )
    target = usable(button.url)
    opened = kit.button(button.words, button.does, spoken=button.spoken)
    return {**opened, "url": target} if target else None
