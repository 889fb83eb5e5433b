"""Names as they are compared: without accents, case, titles and points."""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_TITLE_WORDS = frozenset(
    """
    cllr cllrs clr cr councillor councillors county cty cyng cynghorydd mr mrs ms miss mx messrs dr
    drs doctor prof professor rev revd reverend canon father fr sister sir dame lord lady baroness
    baron comhairleoir comh hon the alderman alderwoman ald bailie pc pcso
    """.split()
)
_RIGHT_HONOURABLE = re.compile(r"^\s*(?:the\s+)?(?:(?:right|rt)\s+)?hon(?:ourable)?\s+(?=\w)")
_LETTERS_AFTER = frozenset(
    "cc am mla mep obe mbe cbe kbe dbe bem qpm qfsm kpm jp dl mp msp ms td qc kc phd esq".split()
)


def fold(text: str) -> str:
    """The same letters without accents and case; `ł` is an l, `ø` an o, apostrophes straight."""
    low = text.translate(_APOSTROPHES).casefold()
    if low.isascii():
        return low  # as most text is: nothing to take apart
    apart = unicodedata.normalize("NFKD", low)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_WHOLE_LETTERS)


def plain_name(name: str) -> str:
    """A name as compared: folded, without titles, points, hyphens and letters after the name.

    A name that is nothing but titles keeps them ("The Lord Mayor" is "lord mayor").
    """
    words = _RIGHT_HONOURABLE.sub("", re.sub(r"'s(?!\w)|[^\w' ]", " ", fold(name))).split()
    kept = [word for word in words if word not in _TITLE_WORDS]
    while len(kept) > 1 and kept[-1] in _LETTERS_AFTER:
        kept.pop()
    if len(kept) < 2 and words[:1] == ["the"]:
        kept = words[1:]
    return " ".join(kept or words)
