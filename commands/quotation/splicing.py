"""A quotation put together from several places: its parts, each with where it stands."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from commands.model import Context
from commands.quotation.reading import Held, with_rare_words
from commands.quotation.wording import Token, telling

SHORTEST = 4  # words in a row that can be said to come from somewhere
_LOOKUPS = 16  # stretches looked for at most
_SLIPS = 3  # words between two parts that are still one passage


class Piece(NamedTuple):
    """A stretch of the quotation's words and those of a paragraph; none where it stands nowhere."""

    quoted: tuple[Token, ...]
    held: Held | None = None
    words: tuple[Token, ...] = ()


def pieces(context: Context, quotation: str, words: Sequence[Token]) -> list[Piece]:
    """The parts of a quotation: the longest stretch that stands somewhere first, then what is
    left on either side of it, and what stands in one passage together again."""
    left, found, lookups = [tuple(words)], [], 0
    while left:
        stretch = left.pop()
        piece = None
        if len(stretch) >= SHORTEST and lookups < _LOOKUPS:
            lookups += 1
            piece = _longest(context, quotation, stretch)
        found.append(piece or Piece(stretch))
        if piece:
            start, end = stretch.index(piece.quoted[0]), stretch.index(piece.quoted[-1]) + 1
            left += [rest for rest in (stretch[:start], stretch[end:]) if rest]
    return _joined(sorted(found, key=lambda piece: piece.quoted[0].start))


def _longest(context: Context, quotation: str, stretch: Sequence[Token]) -> Piece | None:
    """The longest run of these words that stands in a paragraph, where it can be told apart."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2([token.key for token in stretch])
    best, size = None, SHORTEST - 1
    for held in with_rare_words(context, quotation[stretch[0].start : stretch[-1].end]):
        matcher.set_seq1([token.key for token in held.tokens])
        a, b, length = matcher.find_longest_match()
        if length > size and telling(stretch[b : b + length]):
            run = tuple(stretch[b : b + length])
            best, size = Piece(run, held, tuple(held.tokens[a : a + length])), length
    return best


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Pieces that follow one another in the quotation and, but for a few words, in a paragraph
    are one; a word or two between them that stand nowhere are its slips."""
    joined: list[Piece] = []
    for piece in found:
        slip = joined[-1] if joined and not joined[-1].held else None
        before = joined[-2] if slip and len(joined) > 1 else joined[-1] if joined else None
        if slip and len(slip.quoted) > _SLIPS:
            before = slip
        if before and _one_passage(before, piece):
            del joined[joined.index(before) :]
            slipped = slip.quoted if slip else ()
            piece = Piece(
                before.quoted + slipped + piece.quoted, piece.held, before.words + piece.words
            )
        joined.append(piece)
    return joined


def _one_passage(before: Piece, after: Piece) -> bool:
    if not before.held or not after.held or before.held.row.id != after.held.row.id:
        return False
    between = [
        token
        for token in before.held.tokens
        if before.words[-1].end <= token.start and token.end <= after.words[0].start
    ]
    return before.words[-1].end <= after.words[0].start and len(between) <= _SLIPS
