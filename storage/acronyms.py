"""Acronyms that a text itself explains: "Violence Against Women and Girls (VAWG)"."""

import re

from storage.words import STOP, Word, words

_SHORT = r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*"
_AFTER = re.compile(rf"\((?P<short>{_SHORT})\)")  # long (SHORT)
_BEFORE = re.compile(rf"\b(?P<short>{_SHORT})\s\((?P<long>[^()]{{5,120}})\)")  # SHORT (long)


def acronyms(text: str) -> set[tuple[str, str]]:
    """The (acronym, words it stands for) pairs that a text explains, both in plain form."""
    found = set()
    for match in _AFTER.finditer(text):
        long = _long_form(match["short"], words(text[: match.start()]))
        if long:
            found.add((_plain(match["short"]), " ".join(long)))
    for match in _BEFORE.finditer(text):
        inside = words(match["long"])
        if _long_form(match["short"], inside) == [word.plain for word in inside]:
            found.add((_plain(match["short"]), " ".join(word.plain for word in inside)))
    return found


def _plain(short: str) -> str:
    """The acronym as a plain word, in the singular: "PCSOs" is "pcso"."""
    return re.sub(r"(?<=[A-Z])s$", "", short).casefold()


def _long_form(short: str, before: list[Word]) -> list[str] | None:
    """The last of these words whose initials spell the acronym; small words may be left out."""
    letters = list(_plain(short))
    taken: list[str] = []
    for word in reversed(before):
        if letters and word.plain[0] == letters[-1]:
            letters.pop()
        elif word.plain not in STOP or not taken:
            return None
        taken.insert(0, word.plain)
        if not letters:
            return taken if len(taken) > 1 else None
    return None
