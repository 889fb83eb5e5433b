"""What a reader of the page would see: struck, hidden and white words are kept out and told of,
raised figures are marks of notes, and letters that the file does not name are reported."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sources.readers.blocks import tidy

_MARK = re.compile(r"[\[(]?(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[*†‡§¶]{1,3})[\])]?")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[mck]?m|ft|yd|in)$")
_POWERS = str.maketrans("23", "²³")
_UNREAD = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_MOST_QUOTED = 5
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `unseen` says why a reader would not see them as said ("struck out",
    "hidden"), `raised` that they stand above the line."""

    text: str
    bold: bool = False
    raised: bool = False
    unseen: str | None = None


@dataclass
class LeftOut:
    """Gathers the words that a document has and its reader would not see, by what they are."""

    words: dict[str, list[str]] = field(default_factory=dict)

    def add(self, why: str, text: str) -> None:
        """Note words that were left out; blanks are none."""
        if tidy(text):
            self.words.setdefault(why, []).append(tidy(text))

    def seen(self, runs: Iterable[Run]) -> list[Run]:
        """The runs that are seen; the words of the others are noted."""
        kept: list[Run] = []
        for why, group in itertools.groupby(runs, key=lambda run: run.unseen):
            if why is None:
                kept += group
                continue
            text = "".join(run.text for run in group)
            self.add(why, text)
            if text[:1].isspace() and text[-1:].isspace():
                kept.append(Run(" "))
        return kept

    def count(self) -> int:
        """How many words were left out."""
        return sum(len(text.split()) for texts in self.words.values() for text in texts)

    def warnings(self) -> list[str]:
        """A warning for each kind of words left out, with the first of them."""
        return [
            f"words that are {why} in the document were left out: {_quoted(words)}"
            for why, words in self.words.items()
        ]


def _quoted(words: Sequence[str]) -> str:
    cut = [w if len(w) <= _LONGEST_QUOTE else f"{w[:_LONGEST_QUOTE].rstrip()}…" for w in words]
    shown = ", ".join(f"“{w}”" for w in cut[:_MOST_QUOTED])
    more = len(cut) - _MOST_QUOTED
    return f"{shown} and {more} more" if more > 0 else shown


def with_note_marks(runs: Sequence[Run]) -> list[Run]:
    """The runs with raised figures written as marks of notes; the "th" of "7th" stays in its
    word."""
    written: list[Run] = []
    before = ""
    for raised, group in itertools.groupby(runs, key=lambda run: run.raised and run.text != "\n"):
        same = list(group)
        if raised:
            text = note_mark(before, "".join(run.text for run in same))
            same = [replace(same[0], text=text, raised=False)]
        written += same
        before = (before + "".join(run.text for run in same))[-40:]
    return written


def note_mark(before: str, raised: str) -> str:
    """Raised words as they are written after the words `before`: " [2]" for the mark of a note,
    "²" after a unit of length, and any others ("th") as they are."""
    mark = _MARK.fullmatch(raised.strip())
    if not mark:
        return raised
    if _UNIT.search(before) and mark[1] in ("2", "3"):
        return raised.translate(_POWERS)
    apart = " " if before.strip() and not before[-1:].isspace() else ""
    return f"{apart}[{mark[1]}]" + (" " if not before.strip() else raised[len(raised.rstrip()) :])


def unread_letters(texts: Iterable[str], place: str = "the document") -> list[str]:
    """A warning where texts have letters that the file does not name; `place` says where."""
    words = [word for text in texts for word in text.split() if _UNREAD.search(word)]
    if not words:
        return []
    return [
        f"some letters of {place} cannot be read: {_quoted(words)}. Correct these words, or add "
        "the document that it was made from"
    ]
