"""People whom minutes call by one word: a first name ("Wendy asked") or initials ("RMcC said").

A word with a capital is no name by itself: bodies ("Ofsted confirmed") and things ("CQC visited")
look the same. A word is believed where the meeting shows it doing what only people do.
"""

import re
from collections import Counter
from collections.abc import Iterable

from sources.names import Named
from sources.names.letters import LETTER, UPPER
from sources.names.words import (
    BODIES,
    COLLECTIVES,
    INSTITUTIONS,
    OFFICE_ACRONYMS,
    OFFICE_NOUNS,
    OPENERS,
    RANKS,
    TITLES,
)
from sources.speakers.verbs import PERSONAL_WORDS, STRICT_WORDS

# "TPK", "RMcC", "LO'C"; mixed ones are never the letters of a body.
_INITIALS = rf"[{UPPER}]{{1,2}}(?:Ma?c|[OD]['’]|Fitz)[{UPPER}]{{1,2}}|[{UPPER}]{{2,3}}"
_FIRST_NAME = rf"[{UPPER}][{LETTER}]*[a-z\u00df-\u024f](?:-[{UPPER}][{LETTER}]+)?"
_SPEAKS_BEFORE = r"(?:^|[.;:!?]\s+|\band |, )"
_ASIDE = r"(?: (?:from|of) [^,;.]{1,40}?|, [^,;.]{1,50},)?(?: and [^ ,.;]+| \w+ly| also| then)?"
_SUBJECT_INITIALS = re.compile(
    rf"{_SPEAKS_BEFORE}({_INITIALS})(?![{LETTER}'’-]){_ASIDE} (?:{STRICT_WORDS})\b", re.MULTILINE
)
_SUBJECT_NAME = re.compile(
    rf"(?:^|[.;!?]\s+|\b[QA]: )({_FIRST_NAME})(?: and ({_FIRST_NAME}))?{_ASIDE} "
    rf"(?:{PERSONAL_WORDS})\b(?! (?:by|from|is|are|was|were|includ\w+)\b|[.;:])",
    re.MULTILINE,
)
_SUBJECT_WORD = re.compile(
    rf"(?:^|[.;!?]\s+)({_FIRST_NAME}) (?:{STRICT_WORDS})\b(?! (?:by|were|was)\b)", re.MULTILINE
)
# Whose something is, or whom somebody thanked or asked: with one more sign, a person.
_OTHERWISE = re.compile(
    rf"\b({_FIRST_NAME})['’]s? (?:report|question|paper|point|update|role|term|work|concerns?)\b"
    rf"|\b(?:thanked|asked|invited|welcomed|congratulated|and|with) ({_FIRST_NAME})\b"
)
# "Denise: Can we start?", as in a play.
_IN_A_PLAY = re.compile(rf"^\W*({_FIRST_NAME}):\s+(.+)", re.MULTILINE)
_TALKS = re.compile(r"\?|\b(?:I|I['’]\w+|[Mm]y|[Ww]e|[Yy]ou|[Oo]ur)\b")
_IN_BRACKETS = re.compile(
    rf"\s\(['\"‘“]?((?=\w*[{UPPER}]\w*[{UPPER}])[{UPPER}]\w{{1,6}})['\"’”]?\)"
)
_NO_NAMES = (
    INSTITUTIONS | COLLECTIVES | OPENERS | OFFICE_NOUNS | {word.casefold() for word in TITLES}
)
_NO_INITIALS = BODIES | OFFICE_ACRONYMS | {*RANKS}


def short_names(texts: Iterable[str]) -> frozenset[str]:
    """The single words that are people in a meeting whose paragraphs are `texts`.

    Initials count where at least two people go by such (it is the clerk's habit). First names
    count where they ask, wonder, feel or thank; among such, another that twice says something.
    """
    whole = "\n".join(texts)
    initials = Counter(match[1] for match in _SUBJECT_INITIALS.finditer(whole))
    by_initials = {form for form in initials if not _is_acronym(form, whole)}
    if len(by_initials) > 1:  # then "GP explained" and "BT asked" are people as well
        by_initials |= {form for form in initials if _only_speaks(form, whole)}
    names = {name for match in _SUBJECT_NAME.finditer(whole) for name in match.groups() if name}
    by_first_name = {name for name in names if not _is_word(name, whole)}
    by_first_name |= _in_a_play(whole)
    if by_first_name:
        others = Counter(_SUBJECT_WORD.findall(whole))
        signs = Counter(name for match in _OTHERWISE.finditer(whole) for name in match.groups())
        others.update({name: 1 for name in others if signs[name]})
        by_first_name |= {
            name for name, times in others.items() if times > 1 and not _is_word(name, whole)
        }
    return frozenset((by_initials if len(by_initials) > 1 else set()) | by_first_name)


def _in_a_play(whole: str) -> set[str]:
    """The words before a colon that are people talking: several of them, in three turns or more."""
    turns = [match.groups() for match in _IN_A_PLAY.finditer(whole)]
    times = Counter(name for name, _ in turns)
    talking = {name for name, said in turns if _TALKS.search(said) and not _is_word(name, whole)}
    return talking if len(talking) > 1 and sum(times[name] for name in talking) > 2 else set()


def letters_after(text: str, named: Named) -> str | None:
    """The letters that the text says stand for somebody: "the Head of Highways (HoH)"."""
    match = _IN_BRACKETS.match(text, named.end)
    if match is None:
        return None
    letters = match[1].upper()
    following = iter(re.sub(r"[^\w ]", "", named.name.upper()))
    begins = [word[0].upper() for word in named.name.split()]
    fits = all(letter in following for letter in letters)
    return match[1] if fits and letters[-1] in begins else None


def _is_acronym(form: str, whole: str) -> bool:
    """Whether letters stand for a body: known to, explained in brackets, or with an article."""
    return form.upper() in _NO_INITIALS or bool(
        re.search(rf"\(['\"“‘]?{re.escape(form)}\b|\b(?:[Tt]he|[Aa]n?) {re.escape(form)}\b", whole)
    )


def _only_speaks(form: str, whole: str) -> bool:
    """Whether letters that stand for something else as well stand for a person here: they speak
    more than once, and never are "a GP" or "GPs"."""
    speaks = sum(match[1] == form for match in _SUBJECT_INITIALS.finditer(whole))
    thing = rf"\b(?:[Tt]he|[Aa]n?|[Ll]ocal|[Oo]ur|[Ee]very) {form}\b|\b{form}(?:s|[- ][a-z]+s)\b"
    known = OFFICE_ACRONYMS | {*RANKS}
    return speaks > 1 and form not in known and not re.search(thing, whole)


def _is_word(name: str, whole: str) -> bool:
    """Whether a capital is only that of a sentence, or the name is a body's."""
    low = name.casefold()
    return (
        low in _NO_NAMES
        or low in BODIES
        or bool(re.search(rf"\b(?:{re.escape(low)}|[Tt]he {re.escape(name)})\b", whole))
    )
