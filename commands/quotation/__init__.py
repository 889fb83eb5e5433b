"""Whether words stand in the minutes: word for word, altered, put together, or not at all."""

import datetime as dt
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from commands.answers import Place, QuotationAnswer, QuotedPart, Refusal
from commands.links import paragraph_url
from commands.occurrence import what_was_searched
from commands.quotation.align import (
    Aligned,
    Held,
    Token,
    align,
    differences,
    dressed_otherwise,
    segments,
    telling,
    with_phrase,
    with_rare_words,
)
from commands.request_context import Context
from commands.requests import CheckQuotation
from storage.paragraph_lookup import count_standing
from storage.plurals import plural

__all__ = ["check_quotation"]


# ---- a quotation put together from several places: its parts, each with where it stands -------


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
    left, matched, lookups = [tuple(words)], [], 0
    while left:
        stretch = left.pop()
        piece = None
        if len(stretch) >= SHORTEST and lookups < _LOOKUPS:
            lookups += 1
            piece = _longest(context, quotation, stretch)
        matched.append(piece or Piece(stretch))
        if piece:
            start, end = stretch.index(piece.quoted[0]), stretch.index(piece.quoted[-1]) + 1
            left += [rest for rest in (stretch[:start], stretch[end:]) if rest]
    return _joined(sorted(matched, key=lambda piece: piece.quoted[0].start))


def _longest(context: Context, quotation: str, stretch: Sequence[Token]) -> Piece | None:
    """The longest run of these words that stands in a paragraph, where it can be told apart."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2([token.key for token in stretch])
    best, size = None, SHORTEST - 1
    for paragraph in with_rare_words(context, quotation[stretch[0].start : stretch[-1].end]):
        matcher.set_seq1([token.key for token in paragraph.tokens])
        a, b, length = matcher.find_longest_match()
        if length > size and telling(stretch[b : b + length]):
            run = tuple(stretch[b : b + length])
            best, size = Piece(run, paragraph, tuple(paragraph.tokens[a : a + length])), length
    return best


def _joined(in_order: Sequence[Piece]) -> list[Piece]:
    """Pieces that follow one another in the quotation and, but for a few words, in a paragraph
    are one; a word or two between them that stand nowhere are its slips."""
    joined: list[Piece] = []
    for piece in in_order:
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


# ---- the finding on a quotation, and the sentences that say it --------------------------------


PLACES = 5  # shown of those where it stands
_COMPARED = 200  # paragraphs compared, of those that hold its words
_COUNTED = 1000
_MOST_WORDS = 600
_FEW_WORDS = 4  # so few words, or fewer, prove little
_ALIKE = 0.6  # of the words, for a passage to be the one that was altered
_COVERED = 0.75  # of the words, for parts to be what it was put together from

Laid = tuple[Held, Aligned]


def check_quotation(context: Context, request: CheckQuotation) -> QuotationAnswer | Refusal:
    """Whether the words stand in the minutes that this viewer may see, and where.

    An ellipsis marks an omission within one paragraph; words in square brackets are the
    quoter's own. What makes no difference is written in `commands/quotation/align.py`.
    """
    quotation = request.text.strip()
    readings = _readings(quotation)
    count = sum(map(len, readings[0])) if readings else 0
    if not count:
        return Refusal(
            "Write the words to check after “check”.",
            ("check that the report be noted",),
        )
    if count > _MOST_WORDS:
        return Refusal(f"That is {count} words. Check at most {_MOST_WORDS} at a time.")
    exact, nearest = _compared(context, quotation, readings)
    if exact:
        return _word_for_word(context, quotation, exact)
    return (
        (nearest and _altered(context, quotation, nearest, spliced_too=False))
        or _spliced(context, quotation, readings[-1])
        or (nearest and _altered(context, quotation, nearest, spliced_too=True))
        or _not_held(context, quotation)
    )


def _readings(quotation: str) -> list[list[list[Token]]]:
    """Its parts as they stand, and where it has brackets, these as the quoter's own."""
    segmented = segments(quotation)
    literal = segments(quotation, literal=True)
    return (
        [literal, segmented] if segmented and segmented != literal else [literal] if literal else []
    )


def _compared(
    context: Context, quotation: str, readings: Sequence[Sequence[Sequence[Token]]]
) -> tuple[list[Laid], Laid | None]:
    """The paragraphs that hold it word for word; else the one that differs least."""
    nearest: Laid | None = None
    for find in (_by_phrase, _by_rare_words):
        for parts in readings:
            laid = [
                (paragraph, align(parts, paragraph.tokens))
                for paragraph in find(context, quotation, parts)
            ]
            exact = [(paragraph, aligned) for paragraph, aligned in laid if not aligned.differing]
            if exact:
                return exact, None
            if laid:
                nearest = min(laid, key=lambda both: both[1].differing)
    return [], nearest


def _by_phrase(context: Context, quotation: str, parts: Sequence[Sequence[Token]]) -> list[Held]:
    runs = [
        list(run)
        for part in parts
        for editorial, run in groupby(part, key=lambda token: token.editorial)
        if not editorial
    ]
    longest = max(runs, key=len)
    return with_phrase(context, _slice(quotation, longest), _COMPARED)


def _by_rare_words(context: Context, quotation: str, _: Sequence[Sequence[Token]]) -> list[Held]:
    return with_rare_words(context, quotation)


# ---- findings ---------------------------------------------------------------------------------


def _word_for_word(context: Context, quotation: str, exact: Sequence[Laid]) -> QuotationAnswer:
    newest = sorted(exact, key=lambda both: both[0].row.meeting.date or dt.date.min, reverse=True)
    paragraph, aligned = newest[0]
    changes = differences(aligned, quotation, paragraph.row.text)
    cut = any(difference.kind == "omitted" for difference in changes)
    more = len(exact) == _COMPARED
    where = "" if len(exact) == 1 else f" in {_many(len(exact), more)}"
    return QuotationAnswer(
        quotation,
        "with omissions" if cut else "word for word",
        f"Word for word{where}{', with the omissions that it marks' if cut else ''}.",
        places=_places(newest[:PLACES]),
        total=len(exact),
        more=more,
        differences=changes,
        notes=tuple(_notes(context, quotation, paragraph, aligned)),
    )


def _many(count: int, more: bool) -> str:
    return f"{'at least ' if more else ''}{plural(count, 'paragraph')}"


def _notes(context: Context, quotation: str, paragraph: Held, aligned: Aligned) -> Iterable[str]:
    """What qualifies that it stands there."""
    for difference in differences(aligned, quotation, paragraph.row.text):
        if difference.kind == "editorial":
            passage = f"“{difference.held}”" if difference.held else "nothing"
            yield f"“{difference.quoted}” is the quotation's own; the minutes have {passage} there."
    quoted = " ".join(_slice(quotation, part) for part in _quoted_parts(aligned))
    passage = " ".join(paragraph.row.text[start:end] for start, end in aligned.spans)
    if not any(pair.quoted and pair.quoted.editorial for part in aligned.parts for pair in part):
        dress = dressed_otherwise(quoted, passage)
        if dress:
            yield f"The same words, with other {' and '.join(dress)}."
    if aligned.equal < _FEW_WORDS:
        count = count_standing(context.book, context.viewer, quotation, _COUNTED)
        yield (
            f"So few words prove little: they, or forms of them, stand in "
            f"{_many(count, count == _COUNTED)}."
        )


def _quoted_parts(aligned: Aligned) -> Iterable[list[Token]]:
    return ([pair.quoted for pair in part if pair.quoted] for part in aligned.parts)


def _altered(
    context: Context, quotation: str, nearest: Laid, spliced_too: bool
) -> QuotationAnswer | None:
    """Altered, where most words are those of one passage. With a stretch that is not the
    passage's, only if it was not put together from several (`spliced_too`)."""
    paragraph, aligned = nearest
    own = [token for part in _quoted_parts(aligned) for token in part if not token.editorial]
    equal = [pair.quoted for part in aligned.parts for pair in part if pair.quoted and pair.equal]
    if len(equal) < max(3, _ALIKE * len(own)) or not telling(equal):
        return None
    if aligned.longest_foreign >= SHORTEST and not spliced_too:
        return None
    count = plural(aligned.differing, "word differs", "words differ")
    return QuotationAnswer(
        quotation,
        "altered",
        f"Not word for word: {count} from the nearest passage.",
        places=_places([nearest]),
        differences=differences(aligned, quotation, paragraph.row.text),
    )


def _spliced(
    context: Context, quotation: str, parts: Sequence[Sequence[Token]]
) -> QuotationAnswer | None:
    """Put together, where nearly all of it stands word for word, in several places."""
    words = [token for part in parts for token in part if not token.editorial]
    matched = pieces(context, quotation, words)
    placed = [piece for piece in matched if piece.held]
    if len(placed) < 2 or sum(len(p.quoted) for p in placed) < _COVERED * len(words):
        return None
    told = tuple(_part(quotation, piece) for piece in matched)
    return QuotationAnswer(
        quotation,
        "spliced",
        f"Not one passage: its parts stand in {len(placed)} places.",
        places=tuple(part.place for part in told if part.place),
        parts=told,
    )


def _part(quotation: str, piece: Piece) -> QuotedPart:
    place = None
    if piece.held:
        row = piece.held.row
        span = (piece.words[0].start, piece.words[-1].end)
        place = Place(row, paragraph_url(row), (span,))
    return QuotedPart(_slice(quotation, piece.quoted), place)


def _not_held(context: Context, quotation: str) -> QuotationAnswer:
    return QuotationAnswer(
        quotation,
        "not held",
        "These words are not in the minutes held.",
        notes=(what_was_searched(context), "They may stand in minutes that are not held here."),
    )


def _places(laid: Sequence[Laid]) -> tuple[Place, ...]:
    return tuple(
        Place(paragraph.row, paragraph_url(paragraph.row), aligned.spans)
        for paragraph, aligned in laid
    )


def _slice(quotation: str, words: Sequence[Token]) -> str:
    return quotation[words[0].start : words[-1].end]
