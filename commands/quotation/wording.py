"""The words of a quotation and of minutes, so that they can be compared one by one.

What makes no difference, by rule: capital letters, punctuation, kinds of quotation marks, dashes
and white space, invisible characters, `&` for `and`, and commas within a figure. Everything else
is another word: accents, figures, signs for money and per cent.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from storage.words import STOP

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
    found = []
    for match in _WORD.finditer(text):
        inside = any(start < match.start() and match.end() < end for start, end in brackets)
        # "[T]he" only changes a letter's case; "walk[ed]" is another word.
        found.append(Token(_key(match[0]), *match.span(), inside or match[0].endswith("]")))
    return found


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


def dressed_otherwise(quoted: str, held: str) -> tuple[str, ...]:
    """In what two texts of the same words differ beyond kinds of quotation marks, dashes and
    white space, and the case of the first letter: "capital letters", "punctuation"."""
    ours, theirs = _undressed(quoted), _undressed(held)
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
