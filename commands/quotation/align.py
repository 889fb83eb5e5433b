"""Where in a paragraph the words of a quotation stand, and in what they differ from it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from commands.answers import Change, Difference
from commands.request_context import Context
from storage.meetings import paragraph_rows
from storage.model import ParagraphRow
from storage.paragraph_lookup import near, standing
from storage.tokens import STOP

# ---- the words of a quotation and of minutes, so that they can be compared one by one ---------
# What makes no difference, by rule: capital letters, punctuation, kinds of quotation marks, dashes
# and white space, invisible characters, `&` for `and`, and commas within a figure. Everything else
# is another word: accents, figures, signs for money and per cent.


_JOINED = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]|['’ʼ](?=[^\W_]))*"
_WORD = re.compile(
    r"[£$€]?\d+(?:[.,:]\d+)*%?|&"
    rf"|\[[^\W_]{{1,3}}\](?=[^\W_]){_JOINED}"  # "[T]he"
    rf"|{_JOINED}\[[^\W_]{{1,4}}\]"  # "walk[ed]"
    rf"|{_JOINED}"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…\.?|\.\s?\.\s?\.(?:\s?\.)?")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_FOLDED = str.maketrans({"’": "'", "ʼ": "'", "[": None, "]": None})


class Token(NamedTuple):
    """A word of a text, `text[start:end]`, as it is compared. An editorial one was put in, or
    changed, by whoever quotes: it stands in square brackets."""

    key: str
    start: int
    end: int
    editorial: bool = False


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    result = []
    for match in _WORD.finditer(text):
        inside = any(start < match.start() and match.end() < end for start, end in brackets)
        # "[T]he" only changes a letter's case; "walk[ed]" is another word.
        result.append(Token(_key(match[0]), *match.span(), inside or match[0].endswith("]")))
    return result


def segments(quotation: str, literal: bool = False) -> list[list[Token]]:
    """The words of a quotation between its ellipses, without brackets that stand at an end;
    `literal` takes brackets for the minutes' own."""
    cuts = [match.span() for match in _ELLIPSIS.finditer(quotation)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(quotation)]
    read = tokens(quotation)
    if literal:
        read = [token._replace(editorial=False) for token in read]
    parts = (
        [token for token in read if start <= token.start and token.end <= end]
        for start, end in zip(starts, ends, strict=True)
    )
    return [part for part in map(_without_ends, parts) if part]


def telling(words: Sequence[Token]) -> bool:
    """Whether one of them is more than a word of grammar."""
    return any(word.key not in STOP for word in words)


def _without_ends(part: list[Token]) -> list[Token]:
    own = [place for place, token in enumerate(part) if not token.editorial]
    return part[own[0] : own[-1] + 1] if own else []


def _key(word: str) -> str:
    if word[-1:].isdigit() or word.endswith("%"):
        return re.sub(r",(?=\d{3}(?!\d))", "", word)
    if word == "&":
        return "and"
    plain = _INVISIBLE.sub("", word).translate(_FOLDED)
    return unicodedata.normalize("NFKC", plain).casefold()


# ---- what is alike but for its dress ----------------------------------------------------------

_QUOTES = str.maketrans(dict.fromkeys("‘’ʼ‚‛`´“”„‟«»\"'", "'"))
_DASH = re.compile(r"\s*[-‐‑‒–—―−]+\s*")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def dressed_otherwise(quoted: str, published: str) -> tuple[str, ...]:
    """In what two texts of the same words differ beyond kinds of quotation marks, dashes and
    white space, and the case of the first letter: "capital letters", "punctuation"."""
    ours, theirs = _undressed(quoted), _undressed(published)
    differ = []
    if _bare(ours)[1:] != _bare(theirs)[1:]:
        differ.append("capital letters")
    if ours.casefold() != theirs.casefold():
        differ.append("punctuation")
    return tuple(differ)


def _undressed(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)
    return _EDGES.sub("", _DASH.sub("-", " ".join(text.split()))).replace("[", "").replace("]", "")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


_LETTER = re.compile(r"[^\W_]")

Kind = Literal["equal", "editorial", "other"]


class Pair(NamedTuple):
    """A word quoted beside the word held; None where there is none on one side."""

    quoted: Token | None
    held: Token | None

    @property
    def equal(self) -> bool:
        """Whether it is the same word."""
        return self.quoted is not None and self.held is not None and (
            self.quoted.key == self.held.key
        )  # fmt: skip


class Aligned(NamedTuple):
    """A quotation laid beside a paragraph, part by part (they end at ellipses)."""

    parts: tuple[tuple[Pair, ...], ...]

    @property
    def differing(self) -> int:
        """Words that differ, what stands in brackets apart."""
        return sum(
            len(run)
            for part in self.parts
            for kind, run in runs(part)
            if kind == "other"
        )  # fmt: skip

    @property
    def equal(self) -> int:
        """Words that are the same."""
        return sum(pair.equal for part in self.parts for pair in part)

    @property
    def longest_foreign(self) -> int:
        """Words quoted one after the other of which none is the paragraph's."""
        return max(
            (
                sum(pair.quoted is not None for pair in run)
                for part in self.parts
                for kind, run in runs(part)
                if kind == "other"
            ),
            default=0,
        )

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the parts stand in the paragraph's text, in order."""
        published = [[pair.held for pair in part if pair.held] for part in self.parts]
        return tuple((some[0].start, some[-1].end) for some in published if some)


def align(parts: Sequence[Sequence[Token]], published: Sequence[Token]) -> Aligned:
    """Lay the parts, in their order, where they differ least from a paragraph's words."""
    laid, since = [], 0
    for part in parts:
        start, end = _window([t.key for t in part], [t.key for t in published[since:]])
        window = published[since + start : since + end]
        laid.append(tuple(_pairs(part, window)))
        since += end
    return Aligned(tuple(laid))


def _pairs(quoted: Sequence[Token], published: Sequence[Token]) -> Iterator[Pair]:
    for change in Levenshtein.opcodes([t.key for t in quoted], [t.key for t in published]):
        ours = quoted[change.src_start : change.src_end]
        theirs = published[change.dest_start : change.dest_end]
        for place in range(max(len(ours), len(theirs))):
            yield Pair(
                ours[place] if place < len(ours) else None,
                theirs[place] if place < len(theirs) else None,
            )


def _window(words: Sequence[str], text: Sequence[str]) -> tuple[int, int]:
    """Where in a text the stretch nearest to these words begins and ends."""
    end = _end(words, text)
    return end - _end(words[::-1], text[:end][::-1]), end


def _end(words: Sequence[str], text: Sequence[str]) -> int:
    """Where the stretch with the fewest slips ends: the first such, and as far as it goes on.

    G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
    programming" (1999), over words: a column of the table of distances is one integer.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << place
    everywhere = (1 << len(words)) - 1
    last = 1 << (len(words) - 1)
    rises, falls, slips = everywhere, 0, len(words)
    best, end, going_on = slips, 0, True
    for place, word in enumerate(text, start=1):
        same = places.get(word, 0)
        across = same | falls
        down = (((same & rises) + rises) ^ rises) | same
        up, less = falls | ~(down | rises) & everywhere, rises & down
        slips += bool(up & last) - bool(less & last)
        up, less = up << 1 & everywhere, less << 1 & everywhere
        rises, falls = less | ~(across | up) & everywhere, up & across
        if slips < best or (slips == best and going_on and end):
            best, end, going_on = slips, place, True
        else:
            going_on = False
    return end


# ---- what is told of it -----------------------------------------------------------------------


def runs(part: Sequence[Pair]) -> list[tuple[Kind, list[Pair]]]:
    """The pairs in runs: "equal", "editorial" (brackets and what they stand for), "other"."""
    kinds: list[Kind] = ["equal" if pair.equal else "other" for pair in part]
    for place, pair in enumerate(part):
        if kinds[place] == "other" and pair.quoted and pair.quoted.editorial:
            kinds[place] = "editorial"
    _spread(part, kinds, range(1, len(part)), -1)
    _spread(part, kinds, range(len(part) - 2, -1, -1), 1)
    return [
        (kind, [pair for _, pair in run])
        for kind, run in groupby(zip(kinds, part, strict=True), key=lambda both: both[0])
    ]


def _spread(part: Sequence[Pair], kinds: list[Kind], places: range, beside: int) -> None:
    """Words of the minutes next to brackets are what the brackets stand for."""
    for place in places:
        if (
            kinds[place] == "other"
            and part[place].quoted is None
            and kinds[place + beside] == "editorial"
        ):
            kinds[place] = "editorial"


def differences(aligned: Aligned, quotation: str, text: str) -> tuple[Difference, ...]:
    """Word by word, as runs, in the order of the quotation."""
    changes: list[Difference] = []
    at: int | None = None
    for part in aligned.parts:
        published = [pair.held for pair in part if pair.held]
        left_out = text[at : published[0].start] if at is not None and published else ""
        if _LETTER.search(left_out):
            changes.append(Difference("omitted", "", left_out.strip()))
        changes += (_difference(kind, run, quotation, text) for kind, run in runs(part))
        at = published[-1].end if published else at
    return tuple(changes)


def _difference(kind: Kind, run: Sequence[Pair], quotation: str, text: str) -> Difference:
    quoted = [pair.quoted for pair in run if pair.quoted]
    published = [pair.held for pair in run if pair.held]
    ours = quotation[quoted[0].start : quoted[-1].end] if quoted else ""
    theirs = text[published[0].start : published[-1].end] if published else ""
    change: Change
    if kind == "other":
        change = "changed" if ours and theirs else "added" if ours else "removed"
    else:
        change = kind
    return Difference(change, ours, theirs)


# ---- paragraphs that a quotation may come from, read for comparing ----------------------------


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
