"""What was corrected in the minutes that a paragraph stands in, word for word and linked."""

from bot.blocks.kit import Block, address, line, rich, words
from bot.blocks.places import OPEN
from bot.text import cut, escaped_within, link, usable
from commands.confirmed import ToldCorrection, told_corrections
from storage.records import ParagraphRow

WHOLE, SHORT = 700, 300  # characters of a correction beside a paragraph that is whole, or short


def correction_blocks(paragraph: ParagraphRow, most: int = WHOLE, own: bool = False) -> list[Block]:
    """The corrections beside a paragraph, a line each; only its `own` where so asked."""
    told = [_line(one, most) for one in told_corrections(paragraph) if one.own or not own]
    return [rich(*told)] if told else []


def correction_lines(paragraph: ParagraphRow, most: int = WHOLE) -> list[str]:
    """The same for a message's `text`."""
    return [
        f"{one.head} “{escaped_within(one.words, most)}”"
        + (f" {link(one.url, OPEN)}" if usable(one.url) else "")
        for one in told_corrections(paragraph)
    ]


def _line(one: ToldCorrection, most: int) -> Block:
    quoted = words(f"“{cut(one.words, most)}” ")
    end = [address(one.url, OPEN)] if usable(one.url) else []
    return line(words(f"{one.head} ", bold=True), quoted, *end)
