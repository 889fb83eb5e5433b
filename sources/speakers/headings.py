"""Headings that say whose words follow: "Question by Mr Lee", "Response by Councillor Ash"."""

import re
from collections.abc import Sequence

from sources.language.names import Named
from sources.language.sentences import MARK, sentences
from storage.model import SPEAKING, Mention, Part

_HEADING = re.compile(
    r"\W*(?:\d{1,3}[.):]?\s*)?(?:(?:Supplementary|Written|Public|Oral|Further|Original)\s+)?"
    r"(?:(?P<asks>Questions?)|(?P<answers>Response|Answer|Reply)|(?P<speaks>Statement|Comments?))"
    r"(?:\s+\d{1,3})?\s+(?:asked\s+|put\s+|given\s+)?"
    rf"(?:by|from|of|in\s+the\s+name\s+of)\s+(?P<who>{MARK})"
    r"(?:\s*\([^()]{1,60}\)|,\s[^,.:;?]{2,60})?(?:\s+to\s+[^.:;?]{1,60})?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\W\d]*")
_OWN_WORDS = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Oo]ur)\b")


class Headed:
    """Whose words the paragraphs of an item are, by the last heading before them."""

    def __init__(self) -> None:
        self._who: Mention | None = None

    def heading(self, text: str, names: Sequence[Named]) -> tuple[Named, Part] | None:
        """Whom a text that is nothing but such a heading names, and how they speak; else None."""
        said = [s for s in sentences(text, names) if not _NUMBER.fullmatch(s.marked)]
        match = _HEADING.fullmatch(said[0].marked) if len(said) == 1 else None
        if match is None:
            return None
        part: Part = "asks" if match["asks"] else "answers" if match["answers"] else "speaks"
        [who] = said[0].named(*match.span("who"))
        return None if who.kind in {"group", "pronoun"} else (who, part)

    def opens(self, name: str, part: Part) -> None:
        """What follows is said by somebody."""
        self._who = Mention(name, part, 0, 0)

    def closes(self) -> None:
        """What follows is nobody's words: the meeting decides."""
        self._who = None

    def spoken(self, text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions of a paragraph, with whoever the heading before it names where it is theirs.

        A question goes on as long as it asks or says "I", an answer as long as nobody else speaks.
        """
        who = self._who
        if who is None:
            return tuple(found)
        own = _OWN_WORDS.search(text) is not None
        asks = who.part == "asks" and text.rstrip("\"”’' ").endswith("?")
        silent = who.part != "asks" and not any(m.part in SPEAKING for m in found)
        if not (own or asks or silent):
            self.closes()
            return tuple(found)
        return (who, *(m for m in found if m.name != who.name))
