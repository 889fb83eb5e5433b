"""Buttons that ask a question when they are pressed, instead of its being typed."""

from collections.abc import Iterable, Sequence

from bot.blocks.kit import Block, Part, button, row
from bot.text import VALUE_MOST, label

MOST = 5


def ask_buttons(questions: Sequence[str]) -> list[Block]:
    """A row of questions, as many as help."""
    return row(*asking(((question, question) for question in questions), "Search: "))


def asking(pairs: Iterable[tuple[str, str]], spoken: str, most: int = MOST) -> list[Part]:
    """Buttons for (words on it, question asked); words that read alike once.

    `spoken` goes before the words where they are read aloud.
    """
    held: dict[str, str] = {}
    for text, question in pairs:
        if len(question) <= VALUE_MOST:
            held.setdefault(label(text), question)
    return [
        button(text, f"ask.{index}", question, spoken + text)
        for index, (text, question) in enumerate(list(held.items())[:most])
    ]
