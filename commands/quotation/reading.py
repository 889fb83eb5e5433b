"""Paragraphs that a quotation may come from, read for comparing."""

from collections.abc import Sequence
from typing import NamedTuple

from commands.model import Context
from commands.quotation.wording import Token, tokens
from storage.minutes import paragraph_rows
from storage.passages import near, standing
from storage.records import ParagraphRow

_NEAR = 20  # paragraphs compared for each stretch of a quotation


class Held(NamedTuple):
    """A paragraph with its words."""

    row: ParagraphRow
    tokens: list[Token]


def with_phrase(context: Context, words: str, limit: int) -> list[Held]:
    """The paragraphs that hold these words one after the other, in some form of each."""
    return _read(context, standing(context.book, context.viewer, words, limit))


def with_rare_words(context: Context, words: str) -> list[Held]:
    """The paragraphs that share the rare words of some stretch of these, the nearest first."""
    return _read(context, near(context.book, context.viewer, words, _NEAR))


def _read(context: Context, keys: Sequence[int]) -> list[Held]:
    rows = paragraph_rows(context.book, context.viewer, keys)
    return [Held(row, tokens(row.text)) for row in rows]
